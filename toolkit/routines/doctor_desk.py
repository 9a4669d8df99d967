"""What doctor looks at in the workspace: folders, ledger, journal, templates, addresses, holidays."""

from __future__ import annotations

import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

from toolkit.domain.checks import addresses
from toolkit.domain.errors import DubanError, SecretFound, TemplateError, os_reason
from toolkit.domain.mailing.notices import Line, Notice
from toolkit.domain.papers.slip import Slip, SlipItem
from toolkit.domain.settings import Settings
from toolkit.domain.sheets import SLIPS
from toolkit.journal.glance import open_to_read
from toolkit.ledger import guard
from toolkit.routines.config import FILE_NAME
from toolkit.routines.findings import Check
from toolkit.routines.opening import Office, open_office, read_book
from toolkit.routines.places import is_network_share
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

LEAST_SPACE = 200 << 20
"""Bytes that must be free: 30 backups of a large ledger."""
NOTICE_MONTH = 12
"""By then next year's holidays are published (国务院办公厅, November) and should stand in 节假日."""
MACRO_MARK = "Zone.Identifier"
"""The stream in which Windows notes that a file came from the internet or by mail."""


def checks(workspace: Workspace, today: date, clock: datetime) -> Iterator[Check]:
    """Folders first, then the ledger and what depends on it."""
    yield _settings(workspace)
    yield from _folders(workspace)
    yield _journal(workspace)
    yield from _ledger(workspace, today, clock)
    yield _tried("邮件模板", lambda: _letter(workspace, today), "可以使用")
    yield _tried("文书模板", lambda: _slips(workspace, today), "可以使用")


def _settings(workspace: Workspace) -> Check:
    path = workspace.root / FILE_NAME
    if path.exists():
        return Check("工作区", True, str(workspace.root))
    return Check("工作区", True, f"{workspace.root}（没有 {FILE_NAME}，各项设置用默认值；要改，运行 duban setup）")


def _folders(workspace: Workspace) -> Iterator[Check]:
    places = {workspace.root, workspace.state_dir, *([workspace.ledger.parent] if workspace.ledger else [])}
    refused = [(place, why) for place in sorted(places) if (why := _unwritable(place))]
    if refused:
        names = "；".join(f"“{place}”{why}" for place, why in refused)
        yield Check("写入权限", False, names, "请在文件夹的属性中取消“只读”，或请管理员给您写入的权限")
    else:
        yield Check("写入权限", True, "工作区和台账所在的文件夹都可以写入")
    free = min((shutil.disk_usage(_existing(place)).free for place in places), default=0)
    room = f"剩余 {free / (1 << 30):.1f} GB"
    yield Check("磁盘空间", free >= LEAST_SPACE, room, "" if free >= LEAST_SPACE else "请腾出磁盘空间：备份和日志都要写在这里")


def _unwritable(folder: Path) -> str:
    """Why nothing can be written there, "" where it can: tried with a file that is gone again at once."""
    try:
        with tempfile.TemporaryFile(dir=_existing(folder)):
            return ""
    except OSError as problem:
        return os_reason(problem)


def _existing(folder: Path) -> Path:
    return next((place for place in (folder, *folder.parents) if place.is_dir()), folder)


def _journal(workspace: Workspace) -> Check:
    path = workspace.journal_path
    if is_network_share(workspace.state_dir):
        mend = "请把工作区放在本机磁盘上（台账可以留在共享文件夹），或在本机重新运行 duban setup"
        return Check("工作日志", False, f"“{path.parent}”在网络共享上", mend)
    if not path.exists():
        return Check("工作日志", True, f"首次运行时建立在 {path.parent}")
    try:
        journal = open_to_read(path)
        try:
            sound = journal.execute("PRAGMA quick_check(1)").fetchone()[0] == "ok"
        finally:
            journal.close()
    except sqlite3.OperationalError as problem:
        if "locked" in str(problem) or "busy" in str(problem):
            return Check("工作日志", True, f"{path}（另一个督办程序正在使用）")
        sound = False
    except sqlite3.DatabaseError:
        sound = False
    mend = "请把它改名保留，再从管理员另存的副本恢复；没有副本的，工具会新建一份（当天的提醒可能重发，请先核对）"
    return Check("工作日志", sound, str(path) if sound else f"“{path}”已损坏", "" if sound else mend)


def _ledger(workspace: Workspace, today: date, clock: datetime) -> Iterator[Check]:
    path = workspace.ledger
    if path is None:
        yield Check("台账", False, f"{FILE_NAME} 没有写明台账", "请运行 duban setup --ledger 台账文件")
        return
    try:
        book = read_book(path, workspace, silent)
    except SecretFound as found:
        yield Check("涉密检查", False, str(found), "按上面所说处置；处置之前，工具不会读写这份台账")
        return
    except DubanError as problem:
        gone = not path.exists()
        mend = "核对路径；误删或损坏的，运行 duban backup restore 看看备份" if gone or path.is_file() else "请指明台账文件"
        yield Check("台账", False, str(problem), mend)
        return
    yield Check("台账", True, str(path))
    yield Check("涉密检查", True, "没有发现涉密标志")
    if path.stat().st_mtime > (clock + timedelta(days=1)).timestamp():
        yield Check("台账时间", False, "台账的保存时间比电脑现在的时间还晚", "请校正电脑的日期和时间，再打开台账保存一次")
    if reason := guard.seen_open(path):
        yield Check("台账关闭", False, reason, "写入台账前请先保存并关闭")
    elif stale := guard.left_over(path):
        yield Check("台账关闭", True, stale)
    else:
        yield Check("台账关闭", True, "没有被其他程序打开")
    if _downloaded(path):
        mend = "右键点台账，选“属性”，勾选“解除锁定”（或“解除封锁”）后确定；否则 Excel 会以受保护的视图打开，并停用宏"
        yield Check("下载标记", False, f"Windows 把“{path.name}”标为来自网络的文件", mend)
    try:
        office = open_office(book, workspace, today, silent)
    except DubanError as problem:
        yield Check("纳管", False, str(problem), "请保存并关闭台账，运行 duban adopt")
        return
    yield Check("纳管", True, f"已纳管，{len(office.desk.items)}个事项")
    yield from _office(office, today)


def _office(office: Office, today: date) -> Iterator[Check]:
    without = list(addresses.check(office.desk))
    if not office.desk.items:
        yield Check("单位邮箱", True, "台账中还没有登记事项；登记后再看")
    elif without:
        mend = "请在“单位通讯录”表填写联络员邮箱，保存并关闭台账；名单见“校验结果”表"
        yield Check("单位邮箱", False, f"有{len(without)}处没有邮箱或邮箱被退回，相应的提醒发不出去", mend)
    else:
        yield Check("单位邮箱", True, "未办结事项的承办单位都有邮箱")
    missing = [year for year in (today.year, today.year + 1) if not office.desk.calendar.covers(year)]
    if today.year in missing or (missing and today.month >= NOTICE_MONTH):
        years = "、".join(f"{year}年" for year in missing)
        yield Check("节假日", False, f"缺{years}的放假安排，有关时限均为暂定", "请按国务院办公厅的放假通知，逐日填入“节假日”表")
    elif missing:
        yield Check("节假日", True, f"{today.year}年的已有；{missing[0]}年的公布后，请填入“节假日”表")
    else:
        yield Check("节假日", True, f"{today.year}年、{today.year + 1}年的都有")


def _downloaded(path: Path) -> bool:
    """Whether Windows marks the file as one from elsewhere (zone 3 and 4); elsewhere there is no such mark to see."""
    try:
        return "ZoneId=3" in (mark := Path(f"{path}:{MACRO_MARK}").read_text("utf-8", "replace")) or "ZoneId=4" in mark
    except OSError:
        return False


def _tried(name: str, work: Callable[[], None], well: str) -> Check:
    """One of the office's templates, rendered in memory with a made-up item."""
    try:
        work()
    except TemplateError as problem:
        return Check(name, False, str(problem), "请按上面所说改正；改不好的，删除工作区里改动过的模板，工具就用原来的")
    except DubanError as problem:
        return Check(name, False, str(problem), "请重新安装督办工具")
    return Check(name, True, well)


def _letter(workspace: Workspace, today: date) -> None:
    from toolkit.render.letter import render_letter

    line = Line("2026-001", "示例事项", "临期", today, 0, "示例依据", "示例要求", "示例单位")
    render_letter(Notice("示例单位", "a@office.example", (), "提醒", today, (line,)), Settings(), workspace.mail_templates)


def _slips(workspace: Workspace, today: date) -> None:
    from toolkit.render.slip import render_slip

    item = SlipItem("2026-001", "示例事项", lead="示例单位", handed_on=today, days_overdue=1, chase_count=1, new_date=today)
    for kind in SLIPS:
        render_slip(Slip(kind, None, "", "示例单位", (item,), "督查室", "", "", today), workspace.slip_templates)
