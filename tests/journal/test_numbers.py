"""Numbers of papers: one after the other, each once, whoever asks."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from toolkit.journal.numbers import Number, Numbers

DAY = date(2026, 3, 5)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Numbers]:
    with Numbers(tmp_path / "journal.sqlite3", 1) as opened:
        yield opened


def take(journal: Numbers, kind: str = "交办单", day: date = DAY, above: int = 0) -> Number:
    return journal.take("L", kind, day, above, lambda n: f"连督交〔{day.year}〕{n}号")


def test_per_kind_and_year(journal: Numbers) -> None:
    """Each kind and each year begins at 1; what stands in the register already counts."""
    found = [take(journal), take(journal), take(journal, "催办单"), take(journal, day=date(2027, 1, 4)), take(journal, above=9)]
    assert [number.n for number in found] == [1, 2, 1, 1, 10]
    assert found[1].number == "连督交〔2026〕2号"


def test_settled_numbers_are_never_taken_again(journal: Numbers) -> None:
    """Registered or void, and also where the row was deleted from the sheet."""
    first, second = take(journal), take(journal)
    journal.settle("L", [first], "registered")
    journal.settle("L", [second], "void")
    assert journal.reserved("L") == []
    assert take(journal).n == 3


def test_given_back_from_the_top(journal: Numbers) -> None:
    """Numbers that bore nothing are free again; one below another that was taken stays reserved, to be voided."""
    low, mine, also = take(journal), take(journal), take(journal)
    journal.give_back("L", [mine, also])
    assert take(journal).n == mine.n
    journal.give_back("L", [low])
    assert low in journal.reserved("L")


def test_two_connections(tmp_path: Path) -> None:
    """Two programs that draw in turn never get the same."""
    path = tmp_path / "journal.sqlite3"
    with Numbers(path, 1) as one, Numbers(path, 1) as other:
        assert [take(each).n for _ in range(3) for each in (one, other)] == [1, 2, 3, 4, 5, 6]
