"""The same week by buttons: the ledger lies open in LibreOffice from Monday to Monday; the clerk types into it and presses.

An answer that comes by mail meanwhile is taken in beside it, as the clock does in an office; mails go into a folder.
"""

from __future__ import annotations

import stat
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from email import message_from_bytes
from pathlib import Path

import pytest

from tests.support import imap, mailserver
from tests.support.clerk import ROOT, Clerk
from tests.support.office import Office
from tests.support.pressing import Bench, opened
from tests.support.replies import reply
from tests.support.week import (
    ADDRESSES,
    DESK,
    EDU,
    FRIDAY,
    HOUSING,
    MONDAY,
    NEXT_MONDAY,
    STAFF,
    THURSDAY,
    TRAFFIC,
    TUESDAY,
    WATER,
    WEDNESDAY,
    address_book,
    write_ledger,
)  # fmt: skip

pytestmark = pytest.mark.system
PRESSED = "import sys, datetime; from toolkit.entry.buttons import pressed; sys.exit(pressed(sys.argv[2], datetime.date.fromisoformat('{day}')))"
INPUTS = ("kind", "new_date", "person", "step", "via", "unit", "note", "paper", "verdict")


@dataclass
class Desk:
    """A clerk before the open ledger. program: the duban that the buttons start; it lives on the clerk's day."""

    clerk: Clerk
    bench: Bench
    program: Path
    seen: set[Path] = field(default_factory=set)

    def on(self, day: date) -> None:
        """A new day has come: for the program, for the sheet's formulas, for the clerk."""
        self.clerk.day = day
        call = f'"{sys.executable}" -c "{PRESSED.format(day=day.isoformat())}" "$@"'
        self.program.write_text(f'#!/bin/sh\ncd /\nPYTHONPATH="{ROOT}" {call} 2>>"{self.program}.log"\n', "utf-8")
        self.program.chmod(self.program.stat().st_mode | stat.S_IXUSR)
        self.bench.document.NamedRanges.getByName("督办_今日").setContent(f"DATE({day.year};{day.month};{day.day})")
        self.bench.document.calculateAll()

    def press(self, caption: str, where: str = "", **inputs: str) -> str:
        """Selects rows, fills in the cells behind the buttons (kind, step, note …), presses; returns what the status cell says."""
        for name in INPUTS:
            self.bench.cell(f"duban_{name}").setString(inputs.get(name, ""))
        if where:
            self.bench.select(where)
        self.bench.cell("duban_status").setString("")
        time.sleep(1)  # nobody is quicker: a second press in the same second is taken for a slip of the finger
        self.bench.press(caption)
        return self.bench.answer()

    def type(self, **cells: str) -> None:
        """Types into the ledger; nothing is saved."""
        for where, text in cells.items():
            self.bench.document.CurrentController.ActiveSheet.getCellRangeByName(where).setString(text)
            self.clerk.typed[next(iter(STAFF)), where] = text

    def stands(self, row: int) -> str:
        """灯 and 办理状态 of a row, as they are on the screen."""
        sheet = self.bench.document.CurrentController.ActiveSheet
        header = [sheet.getCellByPosition(column, 1).String for column in range(40)]
        light, status = (sheet.getCellByPosition(header.index(name), row - 1).String for name in ("灯", "办理状态"))
        return f"{light} {status.partition('（')[0]}"

    def written_to(self) -> list[str]:
        """To which units mails have gone since this was asked last; nobody twice."""
        fresh = set((self.clerk.ledger.parent / "邮件").glob("*.eml")) - self.seen
        self.seen |= fresh
        found = [str(message_from_bytes(path.read_bytes())["To"]).rpartition("<")[2].strip(">") for path in fresh]
        assert len(found) == len(set(found))
        return sorted(set(found) - {DESK})


@contextmanager
def at_the_desk(office: Office, clerk: Clerk, program: Path) -> Iterator[Desk]:
    """The ledger opened; saved by LibreOffice and closed at the end."""
    program.touch()
    with opened(office, clerk.ledger, program) as bench:
        yield Desk(clerk, bench, program)
        bench.document.store()


def test_a_week_by_buttons(own_libreoffice: Office, mailbox: imap.Mailbox, tmp_path: Path) -> None:
    """Check, send, chase, take a new item in, hear of answers, grant more time, send back, close, warn, file."""
    with mailserver.running() as server:  # nothing is sent there: the office keeps its mails in a folder
        clerk = Clerk(write_ledger(tmp_path / "督查室 2026"), MONDAY, server, STAFF, {"DUBAN_IMAP_PASSWORD": imap.PASSWORD})
    clerk.duban(
        "setup", "--ledger", clerk.ledger.name, "--imap-host", imap.HOST, "--imap-port", str(mailbox.port), "--imap-user", imap.USER,
        "--ca-file", str(mailbox.ca_file), "--yes",
    )  # fmt: skip
    address_book(clerk)
    clerk.ledger = Path(clerk.duban("buttons")["path"])
    clerk.duban("setup", "--ledger", clerk.ledger.name, "--yes")
    program = tmp_path / "duban"
    with at_the_desk(own_libreoffice, clerk, program) as desk:
        monday(desk)
        tuesday(desk)
        wednesday(desk, mailbox)
        thursday(desk)
    took_in(clerk)
    with at_the_desk(own_libreoffice, clerk, program) as desk:
        friday(desk)
        next_monday(desk)
    assert clerk.duban("check", "--no-write")["items"] == 7, "and no cell differs from what was typed"


def monday(desk: Desk) -> None:
    desk.on(MONDAY)
    assert "校验6个事项" in desk.press("校验")
    assert "红1、黄2、绿2、灰1" in desk.press("更新期限")
    assert [desk.stands(row) for row in (3, 4, 6, 8)] == ["红 在办", "黄 在办", "绿 在办", "灰 已销号"]
    assert "已发送3" in desk.press("发送提醒")
    assert desk.written_to() == sorted([ADDRESSES[EDU], ADDRESSES[HOUSING], ADDRESSES[TRAFFIC]])
    assert "连督催〔2026〕1号" in desk.press("签发", "A3", kind="催办单", new_date="2026-03-20", person="主任")
    desk.press("发送提醒")
    assert desk.written_to() == []


def tuesday(desk: Desk) -> None:
    """A new item is typed into the open ledger and judged before it is saved; a unit asks for more time."""
    desk.on(TUESDAY)
    desk.type(A9="2026-007", B9="整治校门口乱停车", C9="政府常务会议", F9="第6次", G9="2026-03-17", H9=EDU, I9="4月15日前")
    assert "7个事项" in desk.press("更新期限")
    assert desk.stands(9) == "绿 待签收"
    assert "连督交〔2026〕1号" in desk.press("签发", "A9", kind="交办单", person="主任")
    desk.press("登记", "A6", step="延期申请", via="纸质", unit=WATER, note="申请延至4月30日")
    desk.press("发送提醒")
    assert desk.written_to() == sorted([ADDRESSES[EDU], ADDRESSES[WATER]]), (
        "newly handed over; to ask for more time stops nothing"
    )


def wednesday(desk: Desk, mailbox: imap.Mailbox) -> None:
    """More time is granted; one answer comes on paper, one by mail while the ledger is open."""
    desk.on(WEDNESDAY)
    desk.press("登记", "A6", step="延期", unit=WATER, note="同意延至2026年4月30日", person="主任")
    desk.press("登记", "A5", step="反馈", via="纸质", unit=TRAFFIC, note="已修复20公里")
    assert (desk.stands(6), desk.stands(5)) == ("绿 在办", "无 待审核")
    mailbox.deliver(reply(ADDRESSES[HOUSING], text="已整治6处。", to=reminded(desk.clerk, HOUSING)))
    fetched = desk.clerk.duban("feedback", "fetch")
    assert [each["item"] for each in fetched["received"]] == ["2026-002"]
    assert "2026-002" in desk.press("审核反馈", "A4", verdict="查看")
    desk.press("发送提醒")
    assert desk.written_to() == []


def thursday(desk: Desk) -> None:
    """The day of the answer that nobody has read is past: its light is red, nobody is chased. The other answer is sent back."""
    desk.on(THURSDAY)
    desk.press("登记", "A5", step="退回", unit=TRAFFIC, note="请补充验收材料")
    assert (desk.stands(4), desk.stands(5)) == ("红 在办", "黄 退回重办")
    desk.press("发送提醒")
    assert desk.written_to() == sorted([ADDRESSES[EDU], ADDRESSES[TRAFFIC]])
    assert "今日待办_2026-03-19.docx" in desk.press("今日待办")


def took_in(clerk: Clerk) -> None:
    """The ledger is closed: a person's word on the answer, the one thing that writes into the office's columns."""
    line = "已进场\n2026年3月18日市住房城乡建设局报（电子版预报）：已整治6处"
    accepted = clerk.duban("feedback", "accept", "--id", "1", writes={"K4": line, "L4": "2026-03-18"})
    assert accepted["items"] == [{"id": "2026-002", "status": "待审核", "light": "无"}]


def friday(desk: Desk) -> None:
    desk.on(FRIDAY)
    desk.press("登记", "A4", step="审核通过", unit=HOUSING)
    desk.press("登记", "A5", step="反馈", via="纸质", unit=TRAFFIC, note="附验收表")
    desk.type(O4="2026-03-20")
    desk.press("更新期限")
    assert (desk.stands(4), desk.stands(5)) == ("无 待销号", "无 待审核")
    assert "政务督查_2026-03-20.docx" in desk.press("生成简报", paper="政务督查")


def next_monday(desk: Desk) -> None:
    desk.on(NEXT_MONDAY)
    desk.type(P4="2026-03-23")
    desk.press("更新期限")
    assert desk.stands(4) == "灰 已销号"
    assert "连督诫〔2026〕1号" in desk.press("签发", "A3", kind="告诫单", new_date="2026-03-30", person="主任")
    desk.press("归档", "A4")
    assert list(desk.clerk.ledger.parent.rglob("卷内目录.docx"))


def reminded(clerk: Clerk, unit: str) -> str:
    """The Message-ID of the reminder that a unit got."""
    mails = [message_from_bytes(path.read_bytes()) for path in (clerk.ledger.parent / "邮件").glob("*.eml")]
    return next(str(mail["Message-ID"]) for mail in mails if ADDRESSES[unit] in str(mail["To"]))
