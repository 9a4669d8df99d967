"""remind and daily with a real mail server: queued until a person sends, once each, and true words when it fails."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.desk import TODAY, snapshot, take, type_addresses, type_cell, write_ledger
from tests.support.mailserver import Server, free_port, running
from toolkit.domain.changes import ChangeSet
from toolkit.domain.errors import MailError
from toolkit.domain.sheets import OWN_SHEETS, REGISTER, REMINDERS
from toolkit.journal.mails import Journal
from toolkit.ledger.closed import ClosedBook
from toolkit.ledger.package.cells import letters
from toolkit.routines import daily, remind, slip
from toolkit.routines.daily import DailyReport
from toolkit.routines.post import open_outbox
from toolkit.routines.progress import silent
from toolkit.routines.remind import RemindReport
from toolkit.routines.workspace import Workspace

MONDAY = TODAY + timedelta(days=5)


@pytest.fixture
def server() -> Iterator[Server]:
    with running() as started:
        yield started


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """An adopted ledger with addresses."""
    path = write_ledger(tmp_path)
    take(path)
    type_addresses(path)
    return path


def configure(ledger: Path, port: int, more: str = "") -> None:
    text = f"""[mail]\ntransport = "smtp"\nhost = "localhost"\nport = {port}\nsecurity = "none"\nsender = "duban@lyg.example"\n{more}"""
    (ledger.parent / "duban.toml").write_text(text, "utf-8")


def workspace(ledger: Path) -> Workspace:
    return Workspace.find(ledger, ledger.parent)


def run(ledger: Path, today: date = TODAY) -> DailyReport:
    return daily.run(ledger, workspace(ledger), today=today, progress=silent)


def send(ledger: Path, today: date = TODAY, limit: int | None = None) -> RemindReport:
    return remind.run(ledger, workspace(ledger), send=True, limit=limit, today=today, progress=silent)


def fill(ledger: Path, name: str, value: object) -> None:
    """A clerk fills one row of 设置."""
    table = ClosedBook(ledger, ledger.parent).read().own["设置"]
    row = next(row for row, cells in table.rows if cells["项目"] == name)
    type_cell(ledger, table.sheet, f"B{row}", value)


def fill_units(ledger: Path, column: str, value: str) -> None:
    """A clerk fills one column of 单位通讯录 for every unit."""
    table = ClosedBook(ledger, ledger.parent).read().own["单位通讯录"]
    for row, _ in table.rows:
        type_cell(ledger, table.sheet, f"{letters(table.columns[column])}{row}", value)


def fill_address(ledger: Path, value: str) -> None:
    """A clerk types the address of the first unit (市教育局)."""
    table = ClosedBook(ledger, ledger.parent).read().own["单位通讯录"]
    type_cell(ledger, table.sheet, f"{letters(table.columns['联络员邮箱'])}{table.rows[0][0]}", value)


def states(report: DailyReport | RemindReport) -> set[str]:
    return {told.state for told in report.notices}


def test_queued_until_a_person_sends_then_once_each(ledger: Path, server: Server) -> None:
    """After the change to smtp nothing goes by itself; after one `remind --send`, ten runs a day send nothing twice."""
    send(ledger)  # into the folder
    configure(ledger, server.port)
    later = TODAY + timedelta(days=6)
    assert states(run(ledger, later)) == {"queued"}
    assert server.taken == []
    report = send(ledger, later)
    assert (states(report), report.sent, report.folder, report.exit_status) == ({"sent"}, 2, None, 0)
    for _ in range(10):
        assert states(run(ledger, later)) == {"sent"}
    assert len(server.taken) == 2
    assert sorted(recipients for recipients, _ in server.taken) == [["unit3@lyg.example"], ["unit4@lyg.example"]]


def test_limit(ledger: Path, server: Server) -> None:
    """--limit 1 sends one; the rest waits, and goes next time."""
    configure(ledger, server.port)
    assert send(ledger, limit=1).sent == 1
    assert send(ledger).sent == 1
    assert len(set(server.ids())) == len(server.taken) == 2


def test_a_server_that_cannot_be_reached(ledger: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """remind --send: one sentence, nothing changed. daily: the ledger is written, the mails wait, exit status 1 says why."""
    monkeypatch.setattr("toolkit.mail.smtp.time.sleep", lambda seconds: None)
    configure(ledger, server.port)
    send(ledger)
    configure(ledger, free_port())
    later = TODAY + timedelta(days=6)
    before = ledger.read_bytes()
    with pytest.raises(MailError, match="连不上邮件服务器"):
        send(ledger, later)
    assert ledger.read_bytes() == before
    report = run(ledger, later)
    assert (report.written, report.exit_status, states(report)) == (True, 1, {"queued"})
    assert "连不上邮件服务器" in str(report.data()["mail_trouble"])


def test_refused_and_unknown_need_a_person(ledger: Path, server: Server) -> None:
    """Exit status 1, and the server's words in the report."""
    fill_units(ledger, "联络员邮箱", "refused@lyg.example")
    configure(ledger, server.port)
    report = send(ledger)
    assert (states(report), report.exit_status) == ({"refused"}, 1)
    assert "550 没有这个人" in report.notices[0].detail


def test_password_from_the_environment(ledger: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> None:
    """It opens the door and stands nowhere: not in a file, not on the screen."""
    monkeypatch.setenv("DUBAN_SMTP_PASSWORD", "open sesame")
    with running(login=True) as server:
        configure(ledger, server.port, 'user = "duban"')
        assert states(send(ledger)) == {"sent"}
        assert server.users == ["duban"]
    assert not any(b"open sesame" in content for content in snapshot(ledger.parent).values())
    assert "open sesame" not in "".join(capfd.readouterr())


def test_digests_go_on_monday(ledger: Path, server: Server) -> None:
    """One for the 处室, the office's own, and one a 副秘书长, also where two go to one address; what they say is text."""
    configure(ledger, server.port)
    fill_units(ledger, "处室邮箱", "zh5@lyg.example")
    fill_units(ledger, "联系处室", "综合五处")
    table = ClosedBook(ledger, ledger.parent).read().own["单位通讯录"]
    for (row, _), name in zip(table.rows, ("李副秘书长", "{{ 7*7 }}<b>王"), strict=False):
        type_cell(ledger, table.sheet, f"{letters(table.columns['分管副秘书长'])}{row}", name)
    fill(ledger, "督查室邮箱", "dcs@lyg.example")
    report = send(ledger, MONDAY)
    assert {told.state for told in report.mailed.digests} == {"sent"}
    kinds = [(told.data()["kind"], told.data()["name"], told.data()["to"]) for told in report.mailed.digests]
    assert kinds == [
        ("处室摘要", "综合五处", "zh5@lyg.example"),
        ("督查室摘要", "市政府督查室", "dcs@lyg.example"),
        ("副秘书长周报", "李副秘书长", "dcs@lyg.example"),
        ("副秘书长周报", "{{ 7*7 }}<b>王", "dcs@lyg.example"),
    ]
    run(ledger, MONDAY)
    assert len(set(server.ids())) == len(server.taken) == len(report.notices) + 4
    strange = next(mail for mail in server.mails if "7*7" in str(mail["Subject"]))
    page = strange.get_body(("html",))
    assert page is not None
    assert "{{ 7*7 }}&lt;b&gt;王" in page.get_content()


def test_issued_papers_go_along_once_where_the_office_wants_it(ledger: Path, server: Server) -> None:
    """Off by default; switched on, the 交办单 of the item goes to its unit, with a name that every mail program reads, once."""
    configure(ledger, server.port)
    papers = slip.run(
        ledger,
        workspace(ledger),
        kind="交办单",
        items=["A1"],
        issue=True,
        per_unit=False,
        issuer=None,
        today=TODAY,
        progress=silent,
    )
    send(ledger)
    assert all(list(mail.iter_attachments()) == [] for mail in server.mails)
    fill(ledger, "邮件附件", "交办单")
    later, much_later = TODAY + timedelta(days=6), TODAY + timedelta(days=12)
    report = send(ledger, later)
    [files] = [told.data()["files"] for told in report.notices if told.data()["unit"] == "市教育局"]
    assert files == [f"文书/政务督查交办单/2026/{papers.papers[0].path.name}"]
    [part] = [part for mail in server.mails for part in mail.iter_attachments()]
    assert part.get_filename() == papers.papers[0].path.name
    assert part["Content-Type"].params["name"] == papers.papers[0].path.name
    assert part.get_payload(decode=True) == papers.papers[0].path.read_bytes()
    send(ledger, much_later)
    assert len([part for mail in server.mails for part in mail.iter_attachments()]) == 1


@pytest.mark.parametrize(
    "file", ["../secret.docx", "督查 台账.xlsx", "文书/../../secret.docx", "/etc/hosts", "文书/不在.docx", "", "文书"]
)
def test_no_other_file_can_be_named(ledger: Path, server: Server, file: str) -> None:
    """Whatever a cell of 文书登记 says, only papers of the workspace's own folder go out."""
    (ledger.parent.parent / "secret.docx").write_bytes(b"secret")
    configure(ledger, server.port)
    fill(ledger, "邮件附件", "交办单")
    book = ClosedBook(ledger, ledger.parent / "nowhere")
    book.read()
    row = ("连督交〔2026〕1号", "交办单", 2026, 1, "A1", "市教育局", TODAY, None, "签发", file, None)
    book.change(ChangeSet(appended={REGISTER.name: [row]}))
    ledger.write_bytes(book._data)
    assert states(send(ledger)) == {"sent"}
    assert all(list(mail.iter_attachments()) == [] for mail in server.mails)


def test_older_workbooks_have_no_rules(tmp_path: Path, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger that was adopted before 提醒规则 came works by the defaults."""
    older = tuple(sheet for sheet in OWN_SHEETS if sheet is not REMINDERS)
    monkeypatch.setattr("toolkit.ledger.own_sheets.OWN_SHEETS", older)
    ledger = write_ledger(tmp_path)
    take(ledger)
    type_addresses(ledger)
    configure(ledger, server.port)
    assert "提醒规则" not in ClosedBook(ledger, ledger.parent).read().own
    assert states(send(ledger)) == {"sent"}


def test_what_a_crash_left_is_shown_not_resent(ledger: Path, server: Server) -> None:
    """A mail that the journal knows as `sending` becomes unknown, and stays so however often the job runs."""
    configure(ledger, server.port)
    send(ledger)
    with Journal(workspace(ledger).journal_path, datetime.now) as journal:
        key = journal.mails()[0].key
        assert journal.move(key, ("sent",), "sending", "")
    for _ in range(3):
        assert states(run(ledger)) == {"unknown", "sent"}
    assert len(server.taken) == 2


def test_a_refused_address_is_not_tried_again_until_a_person_does_something(ledger: Path, server: Server) -> None:
    """Told in the report, in 本室待办 and in 校验结果; tried again after `outbox resend`, and a new address at once."""
    configure(ledger, server.port)
    fill_address(ledger, "refused@lyg.example")
    assert {told.about.to: told.state for told in send(ledger).notices}["refused@lyg.example"] == "refused"
    days = [MONDAY + timedelta(days=passed) for passed in (0, 7, 9, 16)]
    report = run(ledger, days[0])
    assert {told.about.to: told.state for told in report.notices}["refused@lyg.example"] == "returned"
    assert server.tries.count("refused@lyg.example") == 1
    assert [(each.item, each.unit) for each in report.proposals if each.kind == "核对邮箱"] == [("A1", "市教育局")]
    said = [" ".join(map(str, cells.values())) for _, cells in ClosedBook(ledger, ledger.parent).read().own["校验结果"].rows]
    assert any("refused@lyg.example" in each and "被退回" in each for each in said)
    with open_outbox(workspace(ledger), datetime.now) as box:
        box.resend(next(mail.key for mail in box.listing(("refused",))))
    run(ledger, days[1])
    assert server.tries.count("refused@lyg.example") > 1
    tried = server.tries.count("refused@lyg.example")
    fill_address(ledger, "new@lyg.example")
    assert {told.about.to: told.state for told in run(ledger, days[2]).notices}["new@lyg.example"] == "sent"
    assert server.tries.count("refused@lyg.example") == tried
    assert not [each for each in run(ledger, days[3]).proposals if each.kind == "核对邮箱"]
