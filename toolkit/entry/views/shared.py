"""What several views show: notices, slips, warnings, long tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from toolkit.entry.console import Screen

Data = Mapping[str, Any]

MOST_ROWS = 60
"""Rows of a table on the screen; the rest is counted, and stands in the ledger or in --json."""

STATES = {
    "queued": "待发送", "sending": "发送中", "sent": "已发送", "refused": "被拒收", "unknown": "是否送达不明", "proposed": "拟发送",
    "shown": "仅显示", "no_address": "无邮箱", "foreign_domain": "域名不在名单", "bad_address": "邮箱写法不对",
    "returned": "邮箱被退回",
}  # fmt: skip
ADVICE = {
    "queued": "“待发送”的还没有发出：看过没有问题，请运行 duban remind --send。",
    "shown": "“仅显示”的不由本机发送：由“设置”表“发送电脑”中登记的电脑发送。",
    "no_address": "“无邮箱”的发不出去：请在“单位通讯录”表填写联络员邮箱或具体责任人邮箱（摘要：处室邮箱，或“设置”表的督查室邮箱）。",
    "foreign_domain": "“域名不在名单”的不会发送：请核对邮箱，或修改“设置”表的“允许邮件域名”。",
    "bad_address": "“邮箱写法不对”的不会发送：请按“校验结果”表改正“单位通讯录”。",
    "returned": "“邮箱被退回”的没有再发：请核对“单位通讯录”中的邮箱，并电话通知；邮箱无误的，运行 duban outbox resend 邮件编号（见 duban outbox list）。",
    "refused": "“被拒收”的请核对“单位通讯录”中的邮箱，并电话通知；邮箱无误的，运行 duban outbox resend 邮件编号（见 duban outbox list）。",
    "unknown": "“是否送达不明”的请先与对方核实，再运行 duban outbox settle 或 resend（见 duban outbox list）。",
}
"""What a person may do about notices in a state."""


def show_mails(screen: Screen, data: Data) -> None:
    """Notices, digests, what a server said, and what a person may do."""
    notices, digests = data["notices"], data.get("digests", ())
    if notices:
        screen.line(f"提醒{len(notices)}封（{_states(notices)}）：")
        rows = [(each["unit"], each["to"], joined(each["cc"]), joined(each["items"]), _state(each)) for each in notices]
        show_table(screen, ("单位", "收件", "抄送", "事项", "状态"), rows)
    else:
        screen.line("今天没有需要提醒的单位。")
    if digests:
        screen.line(f"摘要{len(digests)}封（{_states(digests)}）：")
        rows = [(each["kind"], each["name"], each["to"], joined(each["cc"]), _state(each)) for each in digests]
        show_table(screen, ("种类", "名称", "收件", "抄送", "状态"), rows)
    for each in (*notices, *digests):
        if each.get("detail") and each["state"] in ("sent", "refused", "unknown"):
            screen.line(f"{each.get('unit') or each['name']}：{each['detail']}", "yellow")
    if data.get("mail_trouble"):
        screen.line(f"邮件没有发完：{data['mail_trouble']}", "bold yellow")
    found = {each["state"] for each in (*notices, *digests)}
    for state, advice in ADVICE.items():
        if state in found:
            screen.line(advice)


def _state(mail: Data) -> str:
    name = str(mail["state"])
    return STATES.get(name, name)


def _states(mails: Sequence[Data]) -> str:
    """已发送3、无邮箱1."""
    return "、".join(f"{name}{count}" for name, count in Counter(map(_state, mails)).items())


def show_slips(screen: Screen, slips: Iterable[Data]) -> None:
    rows = [(slip["kind"], slip["number"] or "（草稿）", joined(slip["items"]), slip["unit"], slip["path"]) for slip in slips]
    screen.table(("种类", "文号", "事项", "单位", "文件"), rows)


def show_warnings(screen: Screen, warnings: Iterable[str]) -> None:
    for warning in warnings:
        screen.line(f"注意：{warning}", "yellow")


def show_table(screen: Screen, headers: Sequence[str], rows: Sequence[Sequence[object]]) -> None:
    screen.table(headers, rows[:MOST_ROWS])
    if len(rows) > MOST_ROWS:
        screen.line(f"……其余{len(rows) - MOST_ROWS}行略，全部内容见台账，或加 --json 查看。")


def joined(value: object) -> str:
    return "、".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value or "")


def show_adopted(screen: Screen, data: Data) -> None:
    """How a ledger was understood, for a person to compare with it."""
    first, last = data["header_rows"]
    rows = f"第{first}行" if first == last else f"第{first}至{last}行"
    screen.line(f"工作表“{data['sheet']}”，表头在{rows}，读到{data['items']}个事项。", "bold")
    called = data.get("headers", {})
    columns = sorted(data["columns"].items(), key=lambda column: (len(column[1]), column[1]))
    named = [(name, letter, called.get(name, "").replace("|", "／")) for name, letter in columns]
    screen.table(("字段", "列", "台账中的表头"), named)
    if data["unmapped"]:
        screen.line(f"没有对应字段的表头（保持原样）：{'、'.join(data['unmapped'])}")
    if data["own_columns"]:
        screen.line("工具自己的列：" + "、".join(f"{name}（{column}）" for name, column in data["own_columns"].items()))
    show_warnings(screen, data["warnings"])
