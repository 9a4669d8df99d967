"""Views of commands/feedback.py."""

from __future__ import annotations

from collections.abc import Sequence

from toolkit.entry.console import Screen
from toolkit.entry.views.shared import STATES, Data, joined, show_table, show_warnings

_LONGEST = 40
_NAMED = 3


def fetch(screen: Screen, data: Data) -> None:
    screen.line(f"新收到{len(data['received'])}条反馈，待审{len(data['pending'])}条。", "bold")
    _receipts(screen, data["pending"])
    for name, title in (("passed", "没有采用的来信"), ("bounced", "退信"), ("secret", "疑似涉密")):
        if data[name]:
            screen.line(f"{title}：", "yellow")
            show_table(screen, ("日期", "发件", "主题", "说明"), [_told(each) for each in data[name]])
    if data["broken"]:
        screen.line(f"邮箱没有读完，下次接着读：{data['broken']}", "bold yellow")
    if data["deferred"]:
        screen.line(f"已收下，“反馈收件”表留到下次写入：{data['deferred']}", "bold yellow")
    _what_next(screen, data["pending"])


def listing(screen: Screen, data: Data) -> None:
    if data["received"]:
        screen.line(f"收到反馈{len(data['received'])}条，待审{_named(data['pending'])}。", "bold")
        _receipts(screen, data["received"])
    else:
        screen.line("还没有收到反馈。")
    if data["bounced"]:
        screen.line("这些邮箱退过信，请核对“单位通讯录”：", "yellow")
        show_table(screen, ("邮箱", "日期", "对方说明"), [(b["address"], b["day"], b["reason"]) for b in data["bounced"]])
    _what_next(screen, data["pending"])


def accept(screen: Screen, data: Data) -> None:
    screen.line(f"已采纳{len(data['received'])}条，写入台账。", "bold")
    _items(screen, data)
    screen.line("电子版预报已登记；收到签字原件后，请在“过程记录”记一行“原件收到”。")


def reject(screen: Screen, data: Data) -> None:
    screen.line(f"已退回{len(data['received'])}条，记入“过程记录”。", "bold")
    _items(screen, data)
    rows = [(mail["unit"], mail["to"], mail["item"], STATES.get(mail["state"], mail["state"])) for mail in data["mails"]]
    screen.table(("单位", "收件", "事项", "信的状态"), rows)
    show_warnings(screen, data["warnings"])
    if any(mail["state"] == "queued" for mail in data["mails"]):
        screen.line("给单位的信已放进发件箱：运行 duban remind --send 发出。")


def form(screen: Screen, data: Data) -> None:
    screen.line(f"{data['unit']}的反馈表（{len(data['items'])}个事项：{joined(data['items'])}）：", "bold")
    screen.line(f"  {data['path']}")


def _receipts(screen: Screen, receipts: Sequence[Data]) -> None:
    rows = [
        (r["id"], r["state"], r["day"], r["unit"], r["item"] or "（没有写明）", r["kind"], _short(r["text"]), r["note"])
        for r in receipts
    ]
    show_table(screen, ("收件编号", "处理", "收到", "单位", "编号", "类型", "办理情况", "说明"), rows)


def _named(pending: Sequence[Data]) -> str:
    """How many wait, and which: 2条（收件1：2026-002，市教育局；收件3：2026-005，市财政局）."""
    names = "；".join(f"收件{each['id']}：{each['item'] or '没有写明编号'}，{each['unit']}" for each in pending[:_NAMED])
    return f"{len(pending)}条" + (f"（{names}{'等' if len(pending) > _NAMED else ''}）" if pending else "")


def _items(screen: Screen, data: Data) -> None:
    screen.table(("编号", "办理状态", "灯"), [(item["id"], item["status"], item["light"]) for item in data["items"]])


def _told(told: Data) -> tuple[object, ...]:
    return told["day"], told["sender"], told["subject"], told["reason"]


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else line[: _LONGEST - 1] + "…"


def _what_next(screen: Screen, pending: Sequence[Data]) -> None:
    if pending:
        screen.line(
            "看过原件后：采纳 duban feedback accept --id 收件编号；退回 duban feedback reject --id 收件编号 --note 理由。"
        )
