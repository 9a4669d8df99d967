"""Requests in the inbox: from a file to the routine and back, for programs that cannot be reached live."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.support.desk import type_cell
from tests.support.pressing import ledger_with_buttons
from toolkit.entry.inbox import serve
from toolkit.ledger.closed import ClosedBook
from toolkit.ledger.package.cells import letters
from toolkit.ledger.package.reader import target

TODAY = date(2026, 11, 26)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return ledger_with_buttons(tmp_path / "督查 室", TODAY)


def request(ledger: Path, button: str, rows: str = "", name: str = "20261126090000-1") -> Path:
    """A request as the macro leaves it in the inbox."""
    inbox = ledger.parent / ".duban" / "inbox"
    inbox.mkdir(parents=True, exist_ok=True)
    lines = (
        f"button={button}",
        f"book={ledger}",
        f"panel={ledger}",
        "sheet=督查台账",
        f"rows={rows}",
        "pressed=2100-01-01 09:00:00",
        "way=mailbox",
    )
    path = inbox / f"{name}.request"
    path.write_text("\n".join(lines).encode("utf-16-be").hex().upper() + "\r\n", "ascii", newline="")
    return path


def answer(path: Path) -> str:
    return bytes.fromhex(path.with_suffix(".answer").read_text("ascii")).decode("utf-16-be")


def opened(ledger: Path) -> Path:
    """The lock file of a WPS that has the ledger open."""
    lock = ledger.with_name(f".~{ledger.name}")
    lock.write_bytes(b"")
    return lock


def test_a_closed_ledger_is_worked_on(ledger: Path) -> None:
    """The routine runs on the file, the answer is one line for the macro, the request is gone."""
    path = request(ledger, "deadlines")
    [done] = serve(path.parent, TODAY)
    assert (done.button, done.outcome) == ("deadlines", "done")
    assert "红" in answer(path)
    assert not path.exists()
    model = ClosedBook(ledger, ledger.parent / "x").read()
    assert model.ledgers[0].items[0].own["办理状态"]
    assert serve(path.parent, TODAY) == []


def test_an_open_ledger_is_looked_at_and_not_written(ledger: Path) -> None:
    """What only looks is answered at once, from the saved file."""
    opened(ledger)
    before = ledger.read_bytes()
    path = request(ledger, "check")
    assert [each.outcome for each in serve(path.parent, TODAY)] == ["done"]
    assert "只看不写" in answer(path)
    assert "校验65个事项" in answer(path)
    assert ledger.read_bytes() == before


def test_what_writes_waits_until_the_ledger_is_closed(ledger: Path) -> None:
    """签发 is noted, said so, and done once when the person has closed the file."""
    lock = opened(ledger)
    path = request(ledger, "issue", "8,9,")
    assert [each.outcome for each in serve(path.parent, TODAY)] == ["waiting"]
    assert "保存并关闭" in answer(path)
    assert [each.outcome for each in serve(path.parent, TODAY)] == ["waiting"]
    lock.unlink()
    assert [each.outcome for each in serve(path.parent, TODAY)] == ["done"]
    assert serve(path.parent, TODAY) == []
    register = ClosedBook(ledger, ledger.parent / "x").read().own["文书登记"].rows
    assert [cells["事项编号"] for _, cells in register] == ["2026-002", "2026-003"]


def test_a_request_that_is_none_is_set_aside(ledger: Path) -> None:
    """A broken file stops nothing and is tried once."""
    inbox = request(ledger, "check").parent
    (inbox / "0.request").write_text("rm -rf", "ascii")
    assert [each.button for each in serve(inbox, TODAY)] == ["check"]
    assert (inbox / "0.broken").exists()
    assert serve(inbox / "没有", TODAY) == []


def test_a_failure_is_answered(ledger: Path) -> None:
    """No selected item: the sentence says what to do, and the request does not come up again."""
    path = request(ledger, "slip", "1,")
    assert [each.outcome for each in serve(path.parent, TODAY)] == ["failed"]
    assert "请先选中" in answer(path)


def test_looking_at_answers_needs_no_closed_ledger(ledger: Path) -> None:
    """审核反馈 with 查看 is answered at once; 采纳 waits until the ledger is closed, and is not taken for a second press then."""
    lock = opened(ledger)
    path = request(ledger, "feedback", "8,")
    assert [each.outcome for each in serve(path.parent, TODAY)] == ["done"]
    lock.unlink()
    where = target(ClosedBook(ledger, ledger.parent / "x").read().names["duban_verdict"])
    assert where is not None
    type_cell(ledger, where[0], f"{letters(where[1][1])}{where[1][0]}", "采纳")
    opened(ledger)
    path = request(ledger, "feedback", "8,")
    for _ in range(2):
        assert [each.outcome for each in serve(path.parent, TODAY)] == ["waiting"]
    assert serve(path.parent, TODAY, waiting=False) == []
    lock.unlink()
    assert [each.outcome for each in serve(path.parent, TODAY)] == ["failed"]
    assert "没有待审的来件" in answer(path)
