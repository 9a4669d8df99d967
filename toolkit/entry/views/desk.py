"""Views of commands/desk.py."""

from __future__ import annotations

from toolkit.entry.console import Screen
from toolkit.entry.views.shared import Data, show_table, show_warnings

SOURCES = {"date": "台账日期", "event": "过程记录", "change": "台账修改", "mail": "发出的邮件"}


def event_add(screen: Screen, data: Data) -> None:
    screen.line(f"已在“过程记录”表记下{len(data['events'])}行。", "bold")
    _table(screen, data)
    show_warnings(screen, data["warnings"])


def event_list(screen: Screen, data: Data) -> None:
    if not data["events"] and not data["mails"]:
        screen.line("还没有任何记录。")
        return
    _table(screen, data)
    if any(each["source"] == "change" for each in data["events"]):
        screen.line("“台账修改”的日期是工具发现的日期；是谁改的，工具不知道。")


def _table(screen: Screen, data: Data) -> None:
    rows = [
        (
            e["when"],
            e["item"],
            e["unit"],
            e["step"],
            e["via"] if e["source"] in ("event", "mail") else "",
            e["what"],
            e["by"],
            SOURCES[e["source"]],
        )
        for e in sorted((*data["events"], *data["mails"]), key=lambda e: str(e["when"]))
    ]
    show_table(screen, ("日期", "编号", "单位", "环节", "方式", "内容", "经手人", "来源"), rows)
