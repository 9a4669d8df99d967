"""Views of commands/firstday.py."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from toolkit.entry.console import Screen
from toolkit.entry.views.shared import Data, joined, show_adopted, show_table

PRESENT = {"broken": "现有的台账已损坏，读不出内容", "missing": "台账已不在原处"}


NAMES = {
    "office.name": "本室名称", "office.codes": "发文代字", "office.domains": "允许的邮件域名", "ledger.path": "台账", "mail.transport": "发信方式",
    "mail.host": "发信服务器", "mail.port": "发信端口", "mail.security": "发信加密", "mail.user": "发信用户", "mail.sender": "发件人",
    "mail.ca_file": "CA证书", "imap.host": "收信服务器", "imap.port": "收信端口", "imap.security": "收信加密", "imap.user": "收信用户", "imap.ca_file": "收信CA证书",
}  # fmt: skip


def plan(screen: Screen, data: Data) -> None:
    """What would be written, before a person agrees."""
    rows = [(_name(each["place"]), _said(each["before"]), _said(each["after"])) for each in data["changed"]]
    screen.table(("设置", "原来", "改为"), rows)
    if not rows:
        screen.line("各项设置用默认值。" if data.get("made") else "设置没有改动。")


def setup(screen: Screen, data: Data) -> None:
    plan(screen, data)
    if data.get("adopted"):
        show_adopted(screen, data["adopted"])
        screen.line("请与台账核对；认得不对的，运行 duban adopt，用 --sheet、--header-rows、--map 指明。")
    checks(screen, data["checks"])
    if data["made"]:
        screen.line(f"工作区已建好：{data['workspace']}", "bold green")
    screen.line(f"设置在：{data['file']}")
    screen.line("接下来：在台账的“单位通讯录”表填写邮箱，保存并关闭，运行 duban doctor 检查，再运行 duban daily。")


def _name(place: str) -> str:
    """A setting by the name that people know: mail.host -> 发信服务器."""
    section, _, key = place.partition(".")
    if section == "jobs":
        from toolkit.domain.jobs import title  # late: status has no need of it

        return f"自动办：{title(key)}"
    return NAMES.get(place, place)


def _said(value: object) -> str:
    if isinstance(value, dict):
        return "、".join(f"{kind} {code}" for kind, code in value.items())
    return joined(value)


def doctor(screen: Screen, data: Data) -> None:
    checks(screen, data["checks"])
    bad = sum(not each["ok"] for each in data["checks"])
    screen.line(f"有{bad}项需要解决。" if bad else "都正常，可以使用。", "bold yellow" if bad else "bold green")


def checks(screen: Screen, found: Iterable[Data]) -> None:
    """One line each; the mend below what needs one."""
    for each in found:
        screen.line(f"{'正常' if each['ok'] else '问题'}  {each['name']}：{each['detail']}", "" if each["ok"] else "bold red")
        if each["mend"]:
            screen.line(f"      解决：{each['mend']}")


def status(screen: Screen, data: Data) -> None:
    lights = "、".join(f"{light}{count}" for light, count in data["lights"].items())
    screen.line(f"{data['day']}　{data['items']}个事项：{lights}", "bold")
    for title, key in (("今天到期", "due_today"), ("已超期", "overdue")):
        found = data[key]
        screen.line(f"{title}：{found['count']}项" if found["count"] else f"{title}：没有", "yellow" if found["count"] else "")
        rows = [(e["item"], e["matter"], e["unit"], e["due"], e["days_left"]) for e in found["items"][:ROWS]]
        screen.table(("编号", "事项", "牵头单位", "时限", "剩余天数"), rows)
        if found["count"] > len(rows):
            screen.line(f"……其余{found['count'] - len(rows)}项见台账“灯”列。")
    for word, found in data["waiting"].items():
        if found["count"]:
            more = "等" if found["count"] > len(found["items"][:ROWS]) else ""
            screen.line(f"{word}{found['count']}项：{joined(found['items'][:ROWS])}{more}")
    if data["answers"]:
        told = f"（{joined(data['answered'][:ROWS])}，灯在采纳或退回后更新）" if data.get("answered") else ""
        screen.line(f"收到的反馈待审{data['answers']}件{told}：duban feedback list", "yellow")
    _mails(screen, data)
    _runs(screen, data["runs"])
    source = f"，以下结果取自{data['as_of']}的运行" if data["as_of"] else ""
    screen.line(f"台账最后保存：{data['saved']}{source.replace('以下', '以上')}")


def _mails(screen: Screen, data: Data) -> None:
    mails = data["mails"]
    if mails["queued"]:
        note = "" if data["approved"] else "，等您看过后运行 duban remind --send"
        screen.line(f"邮件待发{mails['queued']}封{note}", "" if data["approved"] else "yellow")
    for state, word in (("refused", "被拒收"), ("unknown", "是否送达不明")):
        if mails[state]:
            screen.line(f"邮件{word}{mails[state]}封：duban outbox list", "bold red")


def _runs(screen: Screen, runs: Sequence[Data]) -> None:
    rows = [(run["title"], run["slot"][5:16], run["said"], run["detail"]) for run in runs[-ROWS:]]
    screen.table(("定时任务", "时间", "结果", "说明"), rows)


ROWS = 8
"""Rows of one list on the one screen."""


def backups(screen: Screen, data: Data) -> None:
    if not data["backups"]:
        screen.line(f"还没有备份：{data['ledger']}")
        return
    rows = [(each["id"], each["time"], _size(each["size"]), _doing(each["doing"])) for each in data["backups"]]
    screen.table(("备份编号", "时间", "大小", "写入前运行的命令"), rows)
    screen.line(f"备份在：{data['folder']}")
    screen.line("要恢复，先看会改变什么：duban backup restore --id 备份编号")


def restore(screen: Screen, data: Data) -> None:
    screen.line(f"备份 {data['id']}（{data['time']}，{_doing(data['doing']) or '命令不详'}之前）", "bold")
    if data["present"] in PRESENT:
        screen.line(PRESENT[data["present"]], "yellow")
    if data["same"]:
        screen.line("这份备份与现有的台账完全相同，不需要恢复。")
        return
    rows = [
        (each["sheet"], each["what"], each["cells"], each["own_cells"]) for each in data["sheets"]
    ]  # the sheets as they will be, then those that go
    screen.table(("工作表", "恢复后", "填写的单元格", "工具的单元格"), rows)
    show_table(screen, ("事项", "恢复后", "不同的栏"), [(i["item"], i["what"], joined(i["fields"])) for i in data["items"]])
    cells = [(s["sheet"], c["cell"], _short(c["now"]), _short(c["then"])) for s in data["sheets"] for c in s["first"]]
    if data["present"] == "readable":
        show_table(screen, ("工作表", "单元格", "现在", "恢复后"), cells)
    if not data["restored"]:
        screen.line("以上只是查看，台账没有改动；确认要恢复，请加 --yes。")
        return
    screen.line(f"已恢复：{data['ledger']}", "bold green")
    if data["kept"]:
        screen.line(f"恢复前的台账留在：{data['kept']}")
    screen.line("请打开台账核对，然后运行一次 duban daily。")


def _size(size: int) -> str:
    return f"{size / 1024:.0f} KB" if size < 1 << 20 else f"{size / (1 << 20):.1f} MB"


def _doing(doing: str) -> str:
    return f"duban {doing.replace('-', ' ', 1) if doing.startswith(GROUPS) else doing}" if doing else ""


GROUPS = ("feedback-", "event-", "backup-", "outbox-", "button-", "schedule-")
"""Groups of commands: feedback-accept is duban feedback accept, carry-over is itself."""


def _short(text: str) -> str:
    return text if len(text) <= 30 else text[:29] + "…"
