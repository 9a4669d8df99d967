"""duban explain and duban units: the readers of the domain, as reports."""

from __future__ import annotations

from datetime import date

from toolkit.routines import explain, units


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
