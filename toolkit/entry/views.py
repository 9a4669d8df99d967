"""What a person sees of each report: the same data as --json, in words and tables."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from toolkit.domain.wording import shown
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
ADVICE = {
    "queued": "“待发送”的还没有发出：看过没有问题，请运行 duban remind --send。",
    "shown": "“仅显示”的不由本机发送：由“设置”表“发送电脑”中登记的电脑发送。",
    "no_address": "“无邮箱”的发不出去：请在“单位通讯录”表填写联络员邮箱或具体责任人邮箱。",
    "foreign_domain": "“域名不在名单”的不会发送：请核对邮箱，或修改“设置”表的“允许邮件域名”。",
    "bad_address": "“邮箱写法不对”的不会发送：请按“校验结果”表改正“单位通讯录”。",
    "refused": "“被拒收”的请改正邮箱后，运行 duban outbox resend 邮件编号（见 duban outbox list）。",
    "unknown": "“是否送达不明”的请先与对方核实，再运行 duban outbox settle 或 resend（见 duban outbox list）。",
}
"""What a person may do about notices in a state."""


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
    if data.get("adopted"):
        _adopted(screen, data["adopted"])
    screen.line("请在台账的“单位通讯录”表填写邮箱，保存并关闭，然后在工作区文件夹内运行 duban daily。")


def adopt(screen: Screen, data: Data) -> None:
    _adopted(screen, data)
    if data.get("written"):
        screen.line("已纳管。请在“单位通讯录”表填写邮箱，保存并关闭，再运行 duban check 看校验结果。")
    else:
        screen.line("以上只是查看，台账没有改动；认得对，去掉 --dry-run 再运行；不对，用 --sheet、--header-rows、--map 指明。")


def _adopted(screen: Screen, data: Data) -> None:
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
    _table(screen, ("灯", "编号", "办理状态", "当前时限", "依据或提示"), [_deadline_row(item) for item in items])


def daily(screen: Screen, data: Data) -> None:
    screen.line(f"{data['items']}个事项：{_lights(data['lights'])}。", "bold")
    screen.line(f"校验：{_levels(data['findings'])}。")
    if data["slips"]:
        screen.line("按规则应发的文书（由人决定是否签发）：")
        _table(screen, ("种类", "事项", "原因"), [(slip["kind"], slip["item"], slip["reason"]) for slip in data["slips"]])
    if data.get("proposals"):
        screen.line("本室待办（供参考，由人决定）：")
        rows = [(each["kind"], each["item"], each["unit"], each["reason"]) for each in data["proposals"]]
        _table(screen, ("种类", "事项", "单位", "说明"), rows)
    _notices(screen, data["notices"])
    if data["deferred"]:
        screen.line(f"台账尚未写入：{data['deferred']}", "bold yellow")
    elif data["written"]:
        screen.line("灯、时限和校验结果已写入台账。")


def slip(screen: Screen, data: Data) -> None:
    slips = data["slips"]
    _slips(screen, slips)
    _warnings(screen, data.get("warnings", ()))
    if any(paper["number"] is None for paper in slips):
        screen.line("以上是没有文号的草稿，台账没有改动；审核同意后，加 --issue 签发取号。")
    if any(paper["kind"] in ("催办单", "告诫单") and not paper.get("new_date") for paper in slips):
        screen.line("催办单的“新定时限”、告诫单的“整改期限”由人确定：加 --new-date 日期 填写，或用 Word 打开文书填写。")


def remind(screen: Screen, data: Data) -> None:
    _notices(screen, data["notices"])
    if any(notice["state"] == "proposed" for notice in data["notices"]):
        screen.line("以上只是查看，没有发送；确认后加 --send 发送。")
    if data.get("folder"):
        where = f"已存成 .eml 文件，放在“{data['folder']}”，没有发出本机。"
        screen.line(f"本次发出{data['sent']}封：{where}" if data["sent"] else "本次没有新发出的邮件；今天已发过的不重发。")


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
            screen.line(f"{label}：{shown(data[name])}")


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
        _table(screen, ("邮件编号", "状态", "收件", "主题", "说明"), rows)
    else:
        screen.line("没有邮件。")


def _notices(screen: Screen, notices: Sequence[Data]) -> None:
    if not notices:
        screen.line("今天没有需要提醒的单位。")
        return
    states: dict[str, int] = {}
    for notice in notices:
        states[notice["state"]] = states.get(notice["state"], 0) + 1
    screen.line(f"提醒{len(notices)}封（{'、'.join(f'{STATES.get(state, state)}{count}' for state, count in states.items())}）：")
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
    for state, advice in ADVICE.items():
        if state in states:
            screen.line(advice)


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
    return item["light"], item["id"] or f"第{item['row']}行", item["status"], due or "", shown(basis or item.get("hint", ""))


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
