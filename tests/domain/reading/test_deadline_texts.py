"""Deadline texts as offices write them, many hundred of them, each with what a careful clerk reads in it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from tests.domain.reading.test_datetext import days
from toolkit.domain.reading.datetext import read_text

ROWS = [
    (*line.split("\t"), "", "")[:5]
    for line in (Path(__file__).parents[2] / "data" / "deadline_texts.tsv").read_text("utf-8").splitlines()
    if not line.startswith("# ")
]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row[0])
def test_reads_as_a_clerk_would(row: tuple[str, ...]) -> None:
    """Every row of the table (text, anchor, kind, dates, soft); a line break stands there as \\n."""
    text, anchor, kind, found, soft = row
    reading = read_text(text.replace("\\n", "\n"), date.fromisoformat(anchor))
    assert (reading.kind, reading.dates, reading.soft) == (kind, days(found), soft == "soft")
    assert bool(reading.question) is (kind == "unclear")
