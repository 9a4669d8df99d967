"""The main job: judged, told, written; never twice, never to one that answered, never from a file in use."""

from __future__ import annotations

import errno
import platform
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from tests.support.desk import ROWS, TODAY, record, snapshot, take, type_addresses, type_cell, write_ledger
from toolkit.domain.errors import LayoutError, LedgerError, SecretFound, TemplateError
from toolkit.journal.mails import Journal
from toolkit.ledger.closed import ClosedBook
from toolkit.ledger.package.cells import letters
from toolkit.routines import daily, remind
from toolkit.routines.daily import DailyReport
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """An adopted ledger with addresses."""
    path = write_ledger(tmp_path)
    take(path)
    type_addresses(path)
    return path


def run(path: Path, today: date = TODAY) -> DailyReport:
    return daily.run(path, Workspace.find(path, path.parent), today=today, progress=silent)


def send(path: Path, today: date = TODAY, limit: int | None = None) -> remind.RemindReport:
    return remind.run(path, Workspace.find(path, path.parent), send=True, limit=limit, today=today, progress=silent)


def mails(path: Path) -> list[str]:
    return sorted(each.name for each in (path.parent / "邮件").glob("*.eml"))


def test_judges_and_writes(ledger: Path) -> None:
    """Lights by item, own cells written, nothing deferred."""
    report = run(ledger)
    assert report.lights == {"红": 1, "黄": 1, "绿": 1, "灰": 0, "无": 1}
    assert report.written
    assert report.deferred is None
    [sheet] = ClosedBook(ledger, ledger.parent).read().ledgers
    assert [item.own["灯"] for item in sheet.items] == ["红", "黄", "无", "绿"]
    assert [item.own["办理状态"] for item in sheet.items] == ["在办", "在办", "待审核", "在办"]


def test_only_queues_until_a_person_has_sent_once(ledger: Path) -> None:
    """After an adoption nothing goes out by itself; after one `remind --send`, daily sends."""
    first = run(ledger)
    assert {told.state for told in first.notices} == {"queued"}
    assert mails(ledger) == []
    assert {told.state for told in send(ledger).notices} == {"sent"}
    assert len(mails(ledger)) == 2
    later = run(ledger, TODAY + timedelta(days=6))
    assert {told.state for told in later.notices} == {"sent"}


def test_ten_times_a_day_each_notice_once(ledger: Path) -> None:
    """One mail a recipient and day, however often the job runs."""
    send(ledger)
    before = mails(ledger)
    for _ in range(10):
        assert {told.state for told in run(ledger).notices} == {"sent"}
    assert mails(ledger) == before


def test_a_unit_that_answered_is_not_chased(ledger: Path) -> None:
    """A notice that still waits is taken back when the reply has come in."""
    assert any("A1" in str(told.data()["items"]) for told in run(ledger).notices)
    record(ledger, (TODAY, "A1", "市教育局", "反馈", "纸质"))
    report = send(ledger)
    assert not any("A1" in told.data()["items"] for told in report.notices)  # type: ignore[operator]
    assert not any("教育局" in name for name in mails(ledger))


def test_waiting_notices_do_not_pile_up(ledger: Path) -> None:
    """Days without a person: what goes out at last is one mail a unit, with that day's words."""
    for day in range(5):
        run(ledger, TODAY + timedelta(days=day))
    send(ledger, TODAY + timedelta(days=5))
    assert len(mails(ledger)) == 2
    assert all(name.startswith("2026-03-23") for name in mails(ledger))


def test_a_file_in_use_is_read_and_left_alone(ledger: Path) -> None:
    """Open in LibreOffice: notices wait, nothing is sent or written, and the report says why; the next run catches up."""
    send(ledger)
    lock = ledger.with_name(f".~lock.{ledger.name}#")
    lock.write_text(",clerk,pc,2026;", encoding="utf-8")
    before = ledger.read_bytes()
    report = run(ledger, TODAY + timedelta(days=6))
    assert not report.written
    assert report.deferred is not None
    assert "LibreOffice" in report.deferred
    assert ledger.read_bytes() == before
    assert {told.state for told in report.notices} == {"queued"}
    lock.unlink()
    again = run(ledger, TODAY + timedelta(days=6))
    assert again.written
    assert {told.state for told in again.notices} == {"sent"}


def test_a_full_disk_is_told_and_nothing_goes(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """By then the outbox has changed, so it is no exit status 2: notices wait, the ledger is as it was, the next run goes on."""
    send(ledger)
    before, sent = ledger.read_bytes(), mails(ledger)

    def full(path: Path, new: bytes, sha: str = "") -> None:
        raise OSError(errno.ENOSPC, "full")

    with monkeypatch.context() as patch:
        patch.setattr("toolkit.ledger.guard.put_whole", full)
        report = run(ledger, TODAY + timedelta(days=6))
    assert (report.written, report.stuck, report.exit_status) == (False, True, 1)
    assert "磁盘已满" in (report.deferred or "")
    assert (ledger.read_bytes(), mails(ledger)) == (before, sent)
    assert {told.state for told in report.notices} == {"queued"}
    again = run(ledger, TODAY + timedelta(days=6))
    assert (again.written, again.stuck) == (True, False)
    assert {told.state for told in again.notices} == {"sent"}


def test_a_first_sending_that_cannot_be_noted_changes_nothing(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The ledger would not take the name of the sending machine: nothing is queued, nothing goes, the next try does."""

    def full(path: Path, new: bytes, sha: str = "") -> None:
        raise OSError(errno.ENOSPC, "full")

    run(ledger)
    with Journal(ledger.parent / ".duban" / "journal.sqlite3", datetime.now) as journal:
        before = journal.mails()
        with monkeypatch.context() as patch:
            patch.setattr("toolkit.ledger.guard.put_whole", full)
            with pytest.raises(LedgerError, match="磁盘已满"):
                send(ledger, TODAY + timedelta(days=1))
        assert journal.mails() == before
    assert mails(ledger) == []
    assert send(ledger, TODAY + timedelta(days=1)).sent == 2


def test_a_broken_template_leaves_waiting_mails_as_they_are(ledger: Path) -> None:
    """Exit status 2: what an earlier run queued still waits, to the byte."""
    run(ledger)
    templates = ledger.parent / "mail_templates"
    templates.mkdir()
    (templates / "提醒.txt").write_text("主题：{{ 没有这个 }}\n", "utf-8")
    with Journal(ledger.parent / ".duban" / "journal.sqlite3", datetime.now) as journal:
        before = [(mail, journal.content(mail.key)) for mail in journal.mails()]
        assert {mail.state for mail, _ in before} == {"queued"}
        with pytest.raises(TemplateError):
            run(ledger, TODAY + timedelta(days=1))
        assert [(mail, journal.content(mail.key)) for mail in journal.mails()] == before


def test_a_lock_file_that_nobody_holds_is_named(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Left on this computer by a LibreOffice that runs no more: written, and the report says what was seen."""
    monkeypatch.setattr("toolkit.ledger.guard._programs", lambda: {"python"})
    lock = ledger.with_name(f".~lock.{ledger.name}#")
    lock.write_text(f",clerk,{platform.node()},2026;", encoding="utf-8")
    report = run(ledger)
    assert report.written
    assert any(lock.name in warning for warning in report.warnings)


def test_a_lost_own_column_stops_it_before_a_notice_is_touched(ledger: Path) -> None:
    """Exit status 2 means that nothing was changed: neither the ledger nor the outbox."""
    run(ledger)
    column = ClosedBook(ledger, ledger.parent).read().ledgers[0].own["提示"]
    type_cell(ledger, "督查台账", f"{letters(column)}2", "别的")
    before = snapshot(ledger.parent)
    with pytest.raises(LayoutError, match="提示"):
        run(ledger, TODAY + timedelta(days=1))
    assert snapshot(ledger.parent) == before


def test_missing_addresses_are_reported_not_dropped(tmp_path: Path) -> None:
    """A unit without an address has a notice with a state of its own."""
    path = write_ledger(tmp_path)
    take(path)
    report = run(path)
    assert {told.state for told in report.notices} == {"no_address"}
    assert {told.data()["unit"] for told in report.notices} == {"市教育局", "市住建局"}


def test_foreign_domains_get_nothing(ledger: Path) -> None:
    """Mail goes to listed domains only."""
    settings = ClosedBook(ledger, ledger.parent).read().own["设置"]
    row = next(row for row, cells in settings.rows if cells["项目"] == "允许邮件域名")
    type_cell(ledger, settings.sheet, f"B{row}", "gov.example")
    assert {told.state for told in run(ledger).notices} == {"foreign_domain"}


def test_another_machine_only_shows(ledger: Path) -> None:
    """One sending machine: the others queue and send nothing."""
    settings = ClosedBook(ledger, ledger.parent).read().own["设置"]
    row = next(row for row, cells in settings.rows if cells["项目"] == "发送电脑")
    type_cell(ledger, settings.sheet, f"B{row}", "另一台电脑")
    assert {told.state for told in run(ledger).notices} == {"shown"}
    with Journal(ledger.parent / ".duban" / "journal.sqlite3", lambda: None) as journal:  # type: ignore[arg-type, return-value]
        assert journal.mails() == []


@pytest.mark.parametrize("text", ["此件属机密级文件", "秘密★10年", "绝 密 件"])
def test_secrets_first(tmp_path: Path, text: str) -> None:
    """Signs of a state secret stop everything: no copy, no backup, no journal, no word of it in the message."""
    rows = [*ROWS[:2], ("A9", text, "领导批示", *(None,) * 9)]
    path = write_ledger(tmp_path, rows)
    before = snapshot(tmp_path)
    with pytest.raises(SecretFound) as caught:
        take(path)
    assert "督查台账!B5" in str(caught.value)
    assert text not in str(caught.value)
    assert snapshot(tmp_path) == before
    assert [each.name for each in tmp_path.iterdir()] == [path.name]


def test_secrets_stop_a_running_office_too(ledger: Path) -> None:
    """Typed after the adoption, in an own sheet: the next run writes nothing anywhere."""
    type_cell(ledger, "过程记录", "F3", "附机密件一份")
    before = snapshot(ledger.parent)
    with pytest.raises(SecretFound, match="过程记录!F3"):
        run(ledger)
    assert snapshot(ledger.parent) == before


def test_not_adopted(tmp_path: Path) -> None:
    """A ledger that was not taken over is not written to."""
    path = write_ledger(tmp_path)
    before = path.read_bytes()
    with pytest.raises(LayoutError, match="duban adopt"):
        run(path)
    assert path.read_bytes() == before


def test_one_broken_row_does_not_stop_the_others(tmp_path: Path) -> None:
    """Nonsense in every field of one row: findings for it, lights for the others."""
    rows = [*ROWS, ("A5", "{{ 7*7 }}", "=1/0", "<b>", "昨天", "\\\\x", "二月三十", "((、、", "30内办结", None, "不详", None)]
    path = write_ledger(tmp_path, rows)
    take(path)
    report = run(path)
    assert report.items == 5
    assert report.findings["error"] > 0
    assert report.lights["红"] == 1
    assert report.exit_status == 1
