"""The whole round with real peers: reminder → reply with the form → SMTP → mailbox → fetch → accept → 待审核, another light.

Dovecot is the office's mailbox (its own certificate, TLS verified), aiosmtpd delivers into it, LibreOffice fills in the form.
"""

from __future__ import annotations

import json
import os
import smtplib
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from aiosmtpd.controller import Controller

from tests.routines.feedbacking import EDU, HOUSING, Desk, open_desk, opened_elsewhere
from tests.support import imap
from tests.support.desk import TODAY
from tests.support.office import Office
from tests.support.replies import OFFICE, bounce, reply
from toolkit.domain.errors import MailError, SetupError
from toolkit.mail.inbox import MAX_MAIL, Account, Place, fetch
from toolkit.routines import daily, feedback_fetch
from toolkit.routines.feedback_fetch import FetchReport
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

pytestmark = pytest.mark.system


@pytest.fixture
def desk(tmp_path: Path, mailbox: imap.Mailbox, monkeypatch: pytest.MonkeyPatch) -> Desk:
    """An office whose duban.toml names the mailbox, reminders gone out."""
    (tmp_path / "duban.toml").write_text(
        f'[ledger]\npath = "督查 台账.xlsx"\n[imap]\nhost = "{imap.HOST}"\nport = {mailbox.port}\nuser = "{imap.USER}"\n'
        f"ca_file = '{mailbox.ca_file}'\n",
        "utf-8",
    )
    monkeypatch.setenv("DUBAN_IMAP_PASSWORD", imap.PASSWORD)
    return open_desk(tmp_path)


class _Delivery:
    """aiosmtpd hands each mail to the mailbox, as a mail server does."""

    def __init__(self, box: imap.Mailbox) -> None:
        self.box = box

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802 - aiosmtpd's name
        self.box.deliver(b"Received: from [127.0.0.1] by mx.example\r\n" + envelope.content)
        return "250 OK"


@pytest.fixture
def send(mailbox: imap.Mailbox) -> Iterator[Any]:
    """send(raw): a unit's mail through a real SMTP server into the office's mailbox."""
    controller = Controller(_Delivery(mailbox), hostname="127.0.0.1", port=0)
    controller.port = _free_port()
    controller.start()

    def send(raw: bytes) -> None:
        with smtplib.SMTP("127.0.0.1", controller.port) as smtp:
            smtp.sendmail(EDU, [OFFICE], raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))

    yield send
    controller.stop()


def _free_port() -> int:
    import socket

    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def account_of(box: imap.Mailbox) -> Account:
    """The mailbox as duban.toml would name it."""
    return Account(imap.HOST, box.port, "ssl", imap.USER, ca_file=str(box.ca_file), password=imap.PASSWORD)


def run_fetch(desk: Desk, *, again: bool = False) -> FetchReport:
    workspace = Workspace.find(desk.path, desk.path.parent)
    return feedback_fetch.run(desk.path, workspace, again=again, today=TODAY, progress=silent)


def duban(desk: Desk, *words: str) -> tuple[int, dict[str, Any]]:
    """The command line as a person runs it in the workspace; its words under "error" where it failed."""
    run = subprocess.run(
        [sys.executable, "-m", "toolkit", *words, "--json", "--today", TODAY.isoformat()],
        cwd=desk.path.parent, capture_output=True, encoding="utf-8", env={**os.environ, "PYTHONPATH": str(Path.cwd())}, check=False,
    )  # fmt: skip
    return run.returncode, json.loads(run.stdout) if run.stdout else {"error": run.stderr}


def test_the_whole_round(desk: Desk, send: Any, libreoffice: Office, mailbox: imap.Mailbox) -> None:
    """From the reminder to another light; then no further reminder. The form is filled in and saved by LibreOffice."""
    daily.run(desk.path, desk.workspace, today=TODAY, progress=silent)
    assert desk.item("A1").own["灯"] == "红"
    status, made = duban(desk, "feedback", "form", "--unit", "市教育局", "--item", "A1")
    assert (status, made["items"]) == (0, ["A1"])
    answered = desk.path.parent / "filled.xlsx"
    with libreoffice.opened(Path(made["path"])) as document:
        sheet = document.Sheets.getByName("反馈表")
        for column, text in ((3, "已开工12所，=1+1"), (4, "60%"), (5, "否"), (7, "2026-06-30")):
            sheet.getCellByPosition(column, 4).setString(text)
        libreoffice.save_as_xlsx(document, answered)
    send(reply(to=desk.ids[EDU], files=[("反馈表.xlsx", answered.read_bytes())]))
    status, fetched = duban(desk, "feedback", "fetch")
    assert (status, [each["item"] for each in fetched["received"]], fetched["written"]) == (0, ["A1"], True)
    assert [each["id"] for each in fetched["pending"]] == ["1"]
    assert desk.item("A1").own["灯"] == "红"
    status, accepted = duban(desk, "feedback", "accept", "--id", "1")
    assert status == 0
    assert accepted["items"] == [{"id": "A1", "status": "待审核", "light": "无"}]
    assert accepted["pending"] == []
    item = desk.item("A1")
    assert (item.own["灯"], item.own["办理状态"], item.raw("反馈日期")) == ("无", "待审核", TODAY)
    assert "已开工12所，=1+1；进度：60%；未办结；预计完成：2026年6月30日" in item.text("办理情况")
    with libreoffice.opened(desk.path, "DATE(2026;3;24)") as document:
        ledger = document.Sheets.getByName("督查台账")
        assert ledger.getCellByPosition(12, 2).String == "无"
        assert ledger.getCellByPosition(9, 2).String.endswith("2026年6月30日")
        assert ledger.getCellByPosition(10, 2).String == "2026-03-18"
    status, fetched = duban(desk, "feedback", "fetch")
    assert (status, fetched["received"]) == (0, [])
    assert mailbox.flags() == [""]


def test_reading_a_mailbox_changes_nothing_in_it(desk: Desk, mailbox: imap.Mailbox) -> None:
    """No flag, no mail gone; mails come oldest first and from where the last run stopped."""
    mailbox.deliver(desk.answered())
    mailbox.deliver(reply("x@other.example", text="别的事", message_id="<9@other.example>"))
    account = account_of(mailbox)
    found = list(fetch(account, Place()))
    assert [each.place.uid for each in found] == sorted(each.place.uid for each in found)
    assert [each.place.uid for each in fetch(account, found[0].place)] == [found[1].place.uid]
    assert list(fetch(account, found[-1].place)) == []
    starttls = replace(account, port=mailbox.starttls, security="starttls")
    assert [each.raw for each in fetch(starttls, Place())] == [each.raw for each in found]
    assert mailbox.flags() == ["", ""]


def test_a_run_that_dies_takes_in_each_mail_once(desk: Desk, mailbox: imap.Mailbox, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the original is on the disk and before the journal knows; then again, and again."""
    from toolkit.journal.received import Received

    for number in range(3):
        raw = desk.answered(f"第{number}次").replace(b"<reply-1@", b"<reply-%d@" % number)
        mailbox.deliver(raw)
    enter, calls = Received.enter, []

    def dying(self: Received, *args: Any, **kwargs: Any) -> list[int]:
        calls.append(1)
        if len(calls) == 2:
            raise KeyboardInterrupt
        return enter(self, *args, **kwargs)

    with monkeypatch.context() as patch:
        patch.setattr(Received, "enter", dying)
        with pytest.raises(KeyboardInterrupt):
            run_fetch(desk)
    for _ in range(2):
        run_fetch(desk)
    assert [each.answer.what for each in desk.receipts()] == ["第0次", "第1次", "第2次"]
    assert len(desk.sheet()) == 3
    assert len(list(desk.workspace.feedback_dir.iterdir())) == 3
    assert run_fetch(desk, again=True).new == ()


def test_an_address_that_the_clerk_enters_afterwards(desk: Desk, mailbox: imap.Mailbox) -> None:
    """Told at first; after the address stands in 单位通讯录, fetch --again takes the mail in."""
    from tests.support.desk import type_cell

    mailbox.deliver(reply("new@lyg.example", to=desk.ids[EDU], files=[("表.xlsx", desk.form(A1={"办理情况": "x"}))]))
    first = run_fetch(desk)
    assert (first.new, first.exit_status) == ((), 1)
    assert run_fetch(desk).passed == ()
    type_cell(desk.path, "单位通讯录", "F3", "new@lyg.example")
    assert [each.answer.item for each in run_fetch(desk, again=True).new] == ["A1"]


def test_an_open_ledger_and_a_large_mail_and_a_bounce(desk: Desk, mailbox: imap.Mailbox) -> None:
    """Each is said; the mail of 31 MB is not downloaded; the sheet is written by the next run."""
    head, _, _ = reply(to=desk.ids[HOUSING], sender=HOUSING).partition(b"\n\n")
    mailbox.deliver(head + b"\n\n" + (b"x" * 76 + b"\n") * ((MAX_MAIL >> 20) * 14_500))
    mailbox.deliver(bounce(desk.ids[HOUSING], HOUSING))
    mailbox.deliver(desk.answered())
    with opened_elsewhere(desk.path):
        report = run_fetch(desk)
    assert report.deferred is not None
    assert ["过大" in each.reason for each in report.passed] == [True]
    assert [HOUSING in each.reason for each in report.bounced] == [True]
    assert report.exit_status == 1
    assert desk.sheet() == []
    status, later = duban(desk, "feedback", "fetch")
    assert (status, later["received"], later["written"]) == (0, [], True)
    assert len(desk.sheet()) == 1


@pytest.mark.parametrize(
    ("change", "kind", "words"),
    [
        ({"ca_file": ""}, MailError, "证书不可信"),
        ({"host": "127.0.0.1"}, MailError, "证书不可信"),
        ({"password": "wrong"}, MailError, "登录被拒绝"),
        ({"folder": "没有"}, MailError, "没有文件夹"),
        ({"port": 1}, MailError, "连接不上"),
        ({"ca_file": "/nowhere.pem"}, SetupError, "ca_file"),
    ],
)
def test_what_keeps_a_mailbox_shut_is_said(
    mailbox: imap.Mailbox, change: dict[str, Any], kind: type[Exception], words: str
) -> None:
    """One sentence that says what to do; a certificate that nobody vouches for ends it before the password is sent."""
    account = account_of(mailbox)
    with pytest.raises(kind, match=words):
        list(fetch(replace(account, **change), Place()))


def test_a_shut_mailbox_changes_nothing(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit status 2 with a sentence; the ledger is the same bytes."""
    monkeypatch.setenv("DUBAN_IMAP_PASSWORD", "wrong")
    before = desk.path.read_bytes()
    status, said = duban(desk, "feedback", "fetch")
    assert status == 2
    assert "登录被拒绝" in said["error"]
    assert desk.path.read_bytes() == before


def test_the_form_survives_other_programs(desk: Desk, libreoffice: Office, tmp_path: Path) -> None:
    """Saved by LibreOffice: locked as before, its code still the office's, its answers read; it prints on one A4 page across."""
    from toolkit.ledger import foreign
    from toolkit.ledger.returned_form import read_form

    out = tmp_path / "form.xlsx"
    out.write_bytes(desk.form(items=["A1", "A4"], A1={"办理情况": "x"}))
    again = tmp_path / "again.xlsx"
    with libreoffice.opened(out) as document:
        sheet = document.Sheets.getByName("反馈表")
        assert sheet.isProtected()
        locked = [sheet.getCellByPosition(column, 4).CellProtection.IsLocked for column in range(8)]
        assert locked == [True] * 3 + [False] * 5
        libreoffice.save_as_xlsx(document, again)
        pages = libreoffice.picture(document, "反馈表", tmp_path / "form", resolution=60)
    assert len(pages) == 1
    found = read_form(foreign.opened(again.read_bytes()))
    assert found == read_form(foreign.opened(out.read_bytes()))
    assert found is not None
    assert found.rows[0].what == "x"
    [receipt] = desk.take(reply(to=desk.ids[EDU], files=[("表.xlsx", again.read_bytes())])).taken
    assert receipt == 1


def test_a_server_in_trouble_is_said_and_nothing_is_lost(desk: Desk, mailbox: imap.Mailbox) -> None:
    """Dovecot may not look into the mailbox for a while: a sentence that says so, nothing changed; the next run takes it in."""
    mailbox.deliver(desk.answered())
    before, folder = desk.path.read_bytes(), mailbox.root / "mail"
    folder.chmod(0)
    try:
        status, said = duban(desk, "feedback", "fetch")
    finally:
        folder.chmod(0o777)
    assert status == 2
    assert "暂时不能读取" in said["error"]
    assert desk.path.read_bytes() == before
    assert [len(run_fetch(desk).new) for _ in range(2)] == [1, 0]


def test_a_mail_that_the_server_cannot_give(desk: Desk, mailbox: imap.Mailbox) -> None:
    """What came before it is taken in, nothing behind it; when it can be read again, the rest comes, each once."""
    for number in range(3):
        mailbox.deliver(desk.answered(f"第{number}次").replace(b"<reply-1@", b"<reply-%d@" % number))
    _, second, _ = sorted((mailbox.root / "mail" / imap.USER / "new").iterdir())
    second.chmod(0)
    first = run_fetch(desk)
    second.chmod(0o666)
    assert [each.answer.what for each in first.new] == ["第0次"]
    assert first.broken is not None
    assert "没有给出" in first.broken
    assert first.exit_status == 1
    assert [each.answer.what for each in run_fetch(desk).new] == ["第1次", "第2次"]
    assert run_fetch(desk).new == ()
