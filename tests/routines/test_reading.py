"""duban explain and duban units: the readers of the domain, as reports."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from toolkit.routines import explain, units

DATA = Path(__file__).parent.parent / "data"


def rows(name: str) -> list[list[str]]:
    """The rows of a sample file, without its comments, each filled up to five cells."""
    lines = (DATA / name).read_text(encoding="utf-8").splitlines()
    return [[*line.split("\t"), "", "", "", ""][:5] for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize(("text", "anchor", "kind", "dates", "note"), rows("deadline_expressions.tsv"))
def test_explain_every_sample(text: str, anchor: str, kind: str, dates: str, note: str) -> None:
    """Texts that offices have written: kind and dates as read by people; what is unclear has a question, the rest a basis."""
    data = explain.run(text, date.fromisoformat(anchor)).data()
    assert (data["kind"], ";".join(data["dates"])) == (kind, dates)  # type: ignore[arg-type]
    assert bool(data["question"]) is (kind == "unclear")
    assert bool(data["basis"]) is (kind != "unclear")
    assert data["soft"] is note.startswith("soft")


@pytest.mark.parametrize(("text", "lead", "support", "note", "_"), rows("unit_expressions.tsv"))
def test_units_of_every_sample(text: str, lead: str, support: str, note: str, _: str) -> None:
    """Unit cells as published: leads and supports in order, classes marked, open lists said to be open."""
    units_ = units.run(text).units
    told = [";".join(unit.name + "*" * unit.is_class for unit in part) for part in (units_.lead, units_.support)]
    assert told == [lead, support]
    assert units_.open is ("等部门" in text)


def test_explain_a_count_of_workdays() -> None:
    """Every key of the contract, dates as ISO text."""
    report = explain.run("一般在7个工作日内反馈", date(2019, 3, 11))
    data = report.data()
    assert (data["text"], data["kind"], data["dates"]) == ("一般在7个工作日内反馈", "workdays", ["2019-03-20"])
    assert {"soft", "provisional", "basis", "question"} <= set(data)
    assert report.exit_status == 0


def test_explain_asks_where_a_text_is_broken() -> None:
    """An unclear text has no date but a question, and asking is no failure."""
    report = explain.run("30内办结", date(2019, 5, 6))
    data = report.data()
    assert (data["kind"], data["dates"], report.exit_status) == ("unclear", [], 0)
    assert data["question"]


def test_explain_a_recurring_duty() -> None:
    """The next three dates on or after the day."""
    data = explain.run("于每月28日前", date(2021, 1, 25)).data()
    assert data["dates"] == ["2021-01-28", "2021-02-28", "2021-03-28"]


def test_units() -> None:
    """Lead and support in order, classes marked."""
    report = units.run("市发改委牵头，市财政局、各县区人民政府配合")
    assert report.data() == {
        "lead": [{"name": "市发改委", "is_class": False}],
        "support": [{"name": "市财政局", "is_class": False}, {"name": "各县区人民政府", "is_class": True}],
        "open": False,
    }
    assert report.exit_status == 0
