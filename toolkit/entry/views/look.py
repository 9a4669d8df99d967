"""Views of commands/look.py."""

from __future__ import annotations

from toolkit.domain.wording import shown
from toolkit.entry.console import Screen
from toolkit.entry.views.shared import Data

KINDS = {
    "date": "日期", "dates": "多个日期", "workdays": "工作日期限", "days": "自然日期限", "months": "按月期限", "recurring": "周期性报送",
    "open": "没有明确日期", "unclear": "读不准",
}  # fmt: skip


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
