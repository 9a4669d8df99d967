"""Views of commands/work.py."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from toolkit.domain.wording import shown
from toolkit.domain.words import LIGHTS
from toolkit.entry.console import Screen
from toolkit.entry.views.shared import Data, show_mails, show_table

LEVELS = {"error": "错误", "warning": "提醒", "hint": "提示"}


def check(screen: Screen, data: Data) -> None:
    findings = data["findings"]
    screen.line(f"校验{data['items']}个事项，{_levels(_count(findings))}。", "bold")
    rows = [(LEVELS[f["level"]], _place(f), f["rule"], f["message"]) for f in findings]
    show_table(screen, ("级别", "位置", "规则", "问题与建议"), rows)


def deadlines(screen: Screen, data: Data) -> None:
    items = data["items"]
    lights: dict[str, int] = {}
    for item in items:
        lights[item["light"]] = lights.get(item["light"], 0) + 1
    screen.line(f"{len(items)}个事项：{_lights(lights)}。", "bold")
    show_table(screen, ("灯", "编号", "办理状态", "当前时限", "依据或提示"), [_deadline_row(item) for item in items])


def daily(screen: Screen, data: Data) -> None:
    screen.line(f"{data['items']}个事项：{_lights(data['lights'])}。", "bold")
    screen.line(f"校验：{_levels(data['findings'])}。")
    if data.get("since_last"):
        _since_last(screen, data["since_last"], data["written"])
    if data["slips"]:
        screen.line("按规则应发的文书（由人决定是否签发）：")
        show_table(screen, ("种类", "事项", "原因"), [(slip["kind"], slip["item"], slip["reason"]) for slip in data["slips"]])
    if data.get("proposals"):
        screen.line("本室待办（供参考，由人决定）：")
        rows = [(each["kind"], each["item"], each["unit"], each["reason"]) for each in data["proposals"]]
        show_table(screen, ("种类", "事项", "单位", "说明"), rows)
    show_mails(screen, data)
    for warning in data.get("warnings", ()):
        screen.line(f"请注意：{warning}", "yellow")
    if data["deferred"]:
        screen.line(f"台账尚未写入：{data['deferred']}", "bold yellow")
    elif data["written"]:
        screen.line("灯、时限和校验结果已写入台账。")


_MOVES = {"消失": "台账中不见了（删除了，还是移走了？）", "恢复": "重新出现", "移表": "移到了另一张表"}


def _since_last(screen: Screen, data: Data, written: bool) -> None:
    """What people did to the rows since the last run; nothing where they did nothing."""
    counts = [
        f"{word}{data[name]}{what}" for name, word, what in (("changed", "修改", "处"), ("added", "新登记", "项")) if data[name]
    ]
    if counts:
        kept = "已记入变更历史" if written else "下次写入台账时记入变更历史"
        screen.line(f"自上次运行以来，台账{'、'.join(counts)}，{kept}。")
    rows = [(each["item"], _MOVES[each["kind"]], each["before"], each["after"]) for each in data["moved"]]
    show_table(screen, ("事项", "情况", "原来", "现在"), rows)
    if data["put_right"]:
        screen.line(
            f"有{len(data['put_right'])}行旁边不是自己的督办编号，疑为排序或粘贴时没有带上工具的列，已按上次的记录归位。",
            "yellow",
        )


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
    return "、".join(f"{light}{counts.get(light, 0)}" for light in LIGHTS)
