"""What a person sees of each report: the same data as --json, in words and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from toolkit.entry.console import Screen

Data = Mapping[str, Any]

MOST_ROWS = 60
"""Rows of a table on the screen; the rest is counted, and stands in the ledger or in --json."""

LEVELS = {"error": "错误", "warning": "提醒", "hint": "提示"}
STATES = {
    "queued": "待发送", "sending": "发送中", "sent": "已发送", "refused": "被拒收", "unknown": "是否送达不明", "proposed": "拟发送",
    "shown": "仅显示", "no_address": "无邮箱", "foreign_domain": "域名不在名单", "bad_address": "邮箱写法不对",
}  # fmt: skip
KINDS = {
    "date": "日期", "dates": "多个日期", "workdays": "工作日期限", "days": "自然日期限", "months": "按月期限", "recurring": "周期性报送",
    "open": "没有明确日期", "unclear": "读不准",
}  # fmt: skip


def demo(screen: Screen, data: Data) -> None:
    daily(screen, data["daily"])
    _slips(screen, data.get("slips", ()))
    screen.line()
    screen.line(f"演示工作区已建好：{data['workspace']}", "bold green")
    screen.line("接下来可以打开：")
    for path in data["open"]:
        screen.line(f"  {path}")


def init(screen: Screen, data: Data) -> None:
    screen.line(f"工作区已建好：{data['workspace']}", "bold green")
    screen.line(f"台账：{data['ledger']}")
    screen.line("请在台账的“单位通讯录”表填写邮箱，然后在该文件夹内运行 duban daily。")


def adopt(screen: Screen, data: Data) -> None:
    first, last = data["header_rows"]
    rows = f"第{first}行" if first == last else f"第{first}至{last}行"
    screen.line(f"工作表“{data['sheet']}”，表头在{rows}，读到{data['items']}个事项。", "bold")
    screen.table(("字段", "列"), data["columns"].items())
    if data["unmapped"]:
        screen.line(f"没有对应字段的表头（保持原样）：{'、'.join(data['unmapped'])}")
    if data["own_columns"]:
        screen.line("工具自己的列：" + "、".join(f"{name}（{column}）" for name, column in data["own_columns"].items()))
    _warnings(screen, data["warnings"])


def release(screen: Screen, data: Data) -> None:
    screen.line(f"已从台账中移除：{'、'.join(data['removed']) or '没有需要移除的内容'}", "bold")
    if data["saved"]:
        screen.line(f"自有表中填写的内容已保存到：{data['saved']}")


def check(screen: Screen, data: Data) -> None:
    findings = data["findings"]
    screen.line(f"校验{data['items']}个事项，{_levels(_count(findings))}。", "bold")
    rows = [(LEVELS[f["level"]], _place(f), f["rule"], f["message"]) for f in findings]
    _table(screen, ("级别", "位置", "规则", "问题与建议"), rows)


def deadlines(screen: Screen, data: Data) -> None:
    items = data["items"]
    lights: dict[str, int] = {}
    for item in items:
        lights[item["light"]] = lights.get(item["light"], 0) + 1
    screen.line(f"{len(items)}个事项：{_lights(lights)}。", "bold")
    _table(screen, ("灯", "编号", "办理状态", "当前时限", "依据"), [_deadline_row(item) for item in items])


def daily(screen: Screen, data: Data) -> None:
    screen.line(f"{data['items']}个事项：{_lights(data['lights'])}。", "bold")
    screen.line(f"校验：{_levels(data['findings'])}。")
    if data["slips"]:
        screen.line("按规则应发的文书（由人决定是否签发）：")
        _table(screen, ("种类", "事项", "原因"), [(slip["kind"], slip["item"], slip["reason"]) for slip in data["slips"]])
    _notices(screen, data["notices"])
    if data["deferred"]:
        screen.line(f"台账尚未写入：{data['deferred']}", "bold yellow")
    elif data["written"]:
        screen.line("灯、时限和校验结果已写入台账。")


def slip(screen: Screen, data: Data) -> None:
    _slips(screen, data["slips"])
    _warnings(screen, data.get("warnings", ()))


def remind(screen: Screen, data: Data) -> None:
    _notices(screen, data["notices"])
    if any(notice["state"] == "proposed" for notice in data["notices"]):
        screen.line("以上只是查看，没有发送；确认后加 --send 发送。")


def explain(screen: Screen, data: Data) -> None:
    screen.line(f"“{data['text']}”读作：{KINDS.get(data['kind'], data['kind'])}", "bold")
    if data["dates"]:
        screen.line(f"日期：{'、'.join(data['dates'])}")
    if data["soft"]:
        screen.line("这是争取目标（力争），日期保留，另作标记。")
    if data["provisional"]:
        screen.line("暂定：所涉年度的放假安排尚未公布，按周末推算。", "yellow")
    for label, name in (("依据", "basis"), ("请核实", "question")):
        if data[name]:
            screen.line(f"{label}：{data[name]}")


def units(screen: Screen, data: Data) -> None:
    rows = [
        (role, unit["name"], "是" if unit["is_class"] else "")
        for role, key in (("牵头", "lead"), ("配合", "support"))
        for unit in data[key]
    ]
    if rows:
        screen.table(("角色", "单位", "一类单位"), rows)
    else:
        screen.line("没有读到单位。")


def outbox(screen: Screen, data: Data) -> None:
    rows = [(mail["key"], STATES[mail["state"]], mail["to"], mail["subject"], mail["detail"]) for mail in data["mails"]]
    if rows:
        _table(screen, ("编号", "状态", "收件", "主题", "说明"), rows)
    else:
        screen.line("没有邮件。")


def _notices(screen: Screen, notices: Sequence[Data]) -> None:
    if not notices:
        screen.line("今天没有需要提醒的单位。")
        return
    screen.line(f"提醒{len(notices)}封：")
    rows = [
        (
            notice["unit"],
            notice["to"],
            _joined(notice["cc"]),
            _joined(notice["items"]),
            STATES.get(notice["state"], notice["state"]),
        )
        for notice in notices
    ]
    _table(screen, ("单位", "收件", "抄送", "事项", "状态"), rows)


def _slips(screen: Screen, slips: Iterable[Data]) -> None:
    rows = [(slip["kind"], slip["number"] or "（草稿）", _joined(slip["items"]), slip["unit"], slip["path"]) for slip in slips]
    screen.table(("种类", "文号", "事项", "单位", "文件"), rows)


def _warnings(screen: Screen, warnings: Iterable[str]) -> None:
    for warning in warnings:
        screen.line(f"注意：{warning}", "yellow")


def _table(screen: Screen, headers: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    screen.table(headers, rows[:MOST_ROWS])
    if len(rows) > MOST_ROWS:
        screen.line(f"……其余{len(rows) - MOST_ROWS}行略，全部内容见台账，或加 --json 查看。")


def _deadline_row(item: Data) -> tuple[object, ...]:
    current = item["current"]
    due = current["due"] if isinstance(current, Mapping) else current
    basis = next((deadline["basis"] for deadline in item["deadlines"] if due and deadline["due"] == due), "")
    return item["light"], item["id"] or f"第{item['row']}行", item["status"], due or "", basis


def _place(finding: Data) -> str:
    sheet, row, column = finding["sheet"], finding["row"], finding["column"]
    return f"{sheet}!{column}{row}" if row and column else f"{sheet}第{row}行" if row else str(sheet)


def _count(findings: Iterable[Data]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for finding in findings:
        counts[finding["level"]] = counts.get(finding["level"], 0) + 1
    return counts


def _levels(counts: Mapping[str, int]) -> str:
    found = [f"{name}{counts[level]}处" for level, name in LEVELS.items() if counts.get(level)]
    return "、".join(found) or "没有发现问题"


def _lights(counts: Mapping[str, int]) -> str:
    return "、".join(f"{light}{counts.get(light, 0)}" for light in "红黄绿灰无")


def _joined(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value or "")
