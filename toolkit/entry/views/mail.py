"""Views of commands/mail.py."""

from __future__ import annotations

from toolkit.entry.console import Screen
from toolkit.entry.views.shared import STATES, Data, show_mails, show_table


def remind(screen: Screen, data: Data) -> None:
    show_mails(screen, data)
    if any(each["state"] == "proposed" for each in (*data["notices"], *data.get("digests", ()))):
        screen.line("以上只是查看，没有发送；确认后加 --send 发送。")
    if data.get("sending") or data.get("folder"):
        where = f"：已存成 .eml 文件，放在“{data['folder']}”，没有发出本机" if data.get("folder") else ""
        screen.line(f"本次发出{data['sent']}封{where}。" if data["sent"] else "本次没有新发出的邮件；今天已发过的不重发。")


def outbox(screen: Screen, data: Data) -> None:
    rows = [(mail["key"], STATES[mail["state"]], mail["to"], mail["subject"], mail["detail"]) for mail in data["mails"]]
    if rows:
        show_table(screen, ("邮件编号", "状态", "收件", "主题", "说明"), rows)
    else:
        screen.line("没有邮件。")
