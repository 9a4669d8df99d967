"""duban outbox over a real journal."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from toolkit.domain.errors import UsageError
from toolkit.domain.mailing.letter import Letter
from toolkit.journal.mails import Journal, State
from toolkit.routines.config import Config
from toolkit.routines.outbox import OutboxReport, run_list, run_resend, run_settle
from toolkit.routines.post import open_outbox
from toolkit.routines.workspace import Workspace

DAY = date(2026, 3, 5)


def now() -> datetime:
    return datetime(2026, 3, 5, 9, 0)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return Workspace(tmp_path, Config())


def queue(workspace: Workspace, *names: str) -> list[str]:
    """Keys of mails queued for a@edu.example and so on."""
    with open_outbox(workspace, now) as outbox:
        for name in names:
            outbox.queue(
                Letter("督办提醒", "请按时反馈。", "<p>请按时反馈。</p>"),
                f"{name}@edu.example",
                [],
                "提醒",
                DAY,
                "L1",
                unit="市教育局",
            )
        return [mail.key for mail in outbox.listing()]


def bring(workspace: Workspace, key: str, state: State) -> None:
    with Journal(workspace.journal_path, now) as journal:
        journal.move(key, ("queued",), "sending", "")
        journal.move(key, ("sending",), state, "测试")


def states(report: OutboxReport) -> list[object]:
    mails = report.data()["mails"]
    assert isinstance(mails, list)
    return [mail["state"] for mail in mails]


def test_list_shows_every_mail(workspace: Workspace) -> None:
    """The keys of the contract, oldest first; exit status 1 while one of them needs a person."""
    first, second = queue(workspace, "a", "b")
    report = run_list(workspace, now=now)
    mails = report.data()["mails"]
    assert isinstance(mails, list)
    assert [(mail["key"], mail["to"], mail["subject"], mail["state"]) for mail in mails] == [
        (first, "a@edu.example", "督办提醒", "queued"),
        (second, "b@edu.example", "督办提醒", "queued"),
    ]
    assert all(mail["message_id"].endswith(".example>") for mail in mails)
    assert report.exit_status == 0
    bring(workspace, first, "unknown")
    assert run_list(workspace, now=now).exit_status == 1


def test_list_makes_no_journal(workspace: Workspace) -> None:
    """Looking leaves no file behind; acting without a journal is refused."""
    assert run_list(workspace, now=now).data() == {"mails": []}
    with pytest.raises(UsageError, match="还没有邮件日志"):
        run_resend(workspace, ["x"], now=now)
    assert not list(workspace.root.iterdir())


def test_resend_puts_back_into_the_queue(workspace: Workspace) -> None:
    """Same key, same mail, state queued."""
    (key,) = queue(workspace, "a")
    bring(workspace, key, "refused")
    assert states(run_resend(workspace, [key], now=now)) == ["queued"]


def test_all_or_none(workspace: Workspace) -> None:
    """One key that cannot be resent, and none is."""
    first, second = queue(workspace, "a", "b")
    bring(workspace, first, "unknown")
    with pytest.raises(UsageError, match=second):
        run_resend(workspace, [first, second], now=now)
    assert states(run_list(workspace, now=now)) == ["unknown", "queued"]


@pytest.mark.parametrize(("word", "state"), [("sent", "sent"), ("已送达", "sent"), ("refused", "refused"), ("未送达", "refused")])
def test_settle_notes_what_a_person_found_out(word: str, state: str, workspace: Workspace) -> None:
    """Chinese or English word."""
    (key,) = queue(workspace, "a")
    bring(workspace, key, "unknown")
    report = run_settle(workspace, [key], word, now=now)
    assert (states(report), report.exit_status) == ([state], 0)


def test_settle_takes_no_other_word(workspace: Workspace) -> None:
    """A mail cannot be settled as queued."""
    (key,) = queue(workspace, "a")
    with pytest.raises(UsageError, match="sent（已送达）"):
        run_settle(workspace, [key], "queued", now=now)


def test_a_ledger_that_is_not_there(tmp_path: Path) -> None:
    """A slip in its name shows no other ledger's mails."""
    space = Workspace(tmp_path, Config(), tmp_path / "没有.xlsx")
    with pytest.raises(UsageError, match="找不到台账文件"):
        run_list(space, now=now)
    with pytest.raises(UsageError, match="找不到台账文件"):
        run_resend(space, ["x"], now=now)
