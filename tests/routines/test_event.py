"""duban event: what happened is entered once, in one save, or refused with a sentence; an item's life is told."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.support.desk import TODAY, record, take, type_addresses, write_ledger
from toolkit.domain.errors import LedgerBusy, UsageError
from toolkit.ledger.closed import ClosedBook
from toolkit.routines import event, remind
from toolkit.routines.event import Entry, EventReport
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = write_ledger(tmp_path)
    take(path)
    return path


def add(path: Path, entry: Entry, *items: str) -> EventReport:
    return event.run_add(path, Workspace.find(path, path.parent), items=items, entry=entry, today=TODAY, progress=silent)


def rows(path: Path) -> list[tuple[object, ...]]:
    return [tuple(cells.values()) for _, cells in ClosedBook(path, path.parent).read().own["过程记录"].rows]


def test_a_row_for_each_item_and_the_lights_with_it(ledger: Path) -> None:
    """Appended to 过程记录; the own columns show the state after it, in the same save."""
    report = add(ledger, Entry("线下反馈", via="纸质", on=TODAY, note="书面报告", by="甲"), "A1", "A4")
    assert rows(ledger) == [
        (TODAY, "A1", "市教育局", "反馈", "纸质", "书面报告", "甲", None),
        (TODAY, "A4", "市教育局", "反馈", "纸质", "书面报告", "甲", None),
    ]
    [sheet] = ClosedBook(ledger, ledger.parent).read().ledgers
    assert [item.own["办理状态"] for item in sheet.items if item.id in ("A1", "A4")] == ["待审核", "待审核"]
    events = report.data()["events"]
    assert isinstance(events, list)
    assert {"when", "item", "unit", "step", "via", "what", "by"} <= set(events[0])
    assert report.exit_status == 0


@pytest.mark.parametrize(
    ("typed", "step", "via"),
    [
        ("退回重办", "退回", None),
        ("电话催办", "电话催办", "电话"),
        ("同意延期", "延期", None),
        ("年度结转", "结转", None),
        ("撤项", "撤销", None),
    ],
)
def test_words_of_the_office(ledger: Path, typed: str, step: str, via: str | None) -> None:
    """Synonyms are accepted and entered as the drop-down has them."""
    add(ledger, Entry(typed, note="延期至2026年12月31日"), "A1")
    assert rows(ledger)[-1][3:5] == (step, via)


@pytest.mark.parametrize(
    ("entry", "item", "sentence"),
    [
        (Entry("签收"), "A9", "没有编号为“A9”的事项"),
        (Entry("喝茶"), "A1", "没有“喝茶”这个环节"),
        (Entry("签收", via="飞鸽"), "A1", "没有“飞鸽”这种方式"),
        (Entry("签收", on=TODAY + timedelta(days=1)), "A1", "还没有到"),
        (Entry("签收", on=date(2026, 3, 1)), "A1", "早于交办"),
        (Entry("签收", unit="市住建局"), "A1", "不是A1的承办单位"),
    ],
)
def test_refused(ledger: Path, entry: Entry, item: str, sentence: str) -> None:
    """What makes no sense is not entered, and nothing else happens."""
    before = ledger.read_bytes()
    with pytest.raises(UsageError, match=sentence):
        add(ledger, entry, item)
    assert ledger.read_bytes() == before


def test_all_or_none(ledger: Path) -> None:
    """One item that does not fit stops the others as well."""
    with pytest.raises(UsageError, match="A2"):
        add(ledger, Entry("签收", unit="市教育局"), "A1", "A2")
    assert rows(ledger) == []


def test_what_is_still_missing_is_said(ledger: Path) -> None:
    """A 延期 without its new date is entered, and asked about."""
    [warning] = add(ledger, Entry("延期"), "A2").warnings
    assert "新的办结日期" in warning


def test_an_extension_that_comes_too_late_is_said(ledger: Path) -> None:
    """After the date it changes nothing (本室规则): the person who enters it hears so at once."""
    late = add(ledger, Entry("延期", note="延期至2026年4月30日", by="甲"), "A1")
    assert "时限未变" in late.warnings[0]
    assert add(ledger, Entry("延期", note="延期至2026年4月30日", by="甲"), "A2").warnings == ()


def test_not_while_the_ledger_is_open(ledger: Path) -> None:
    """What a clerk has typed and not saved must not be lost."""
    ledger.with_name("~$" + ledger.name).write_bytes(b"\x03abc")
    with pytest.raises(LedgerBusy):
        add(ledger, Entry("签收"), "A1")


def test_a_life_in_order(ledger: Path) -> None:
    """Dates of the ledger and events of any age, oldest first; items by any name."""
    record(ledger, (TODAY, "A3", "市信访局", "审核通过", "OA"), (TODAY - timedelta(8), "A3", "市信访局", "电话催办", "电话"))
    found = event.run_list(ledger, Workspace.find(ledger, ledger.parent), items=["A3"], today=TODAY, progress=silent)
    assert [(m.when.day, m.step) for m in found.moments] == [
        (5, "批示"),
        (5, "交办"),
        (9, "反馈"),
        (10, "电话催办"),
        (18, "审核通过"),
    ]


def test_a_life_tells_of_the_mails(ledger: Path) -> None:
    """Which unit was written to, why and where; a mail that still waits told nobody anything."""
    type_addresses(ledger)
    workspace = Workspace.find(ledger, ledger.parent)
    remind.run(ledger, workspace, send=True, limit=1, today=TODAY, progress=silent)
    told = []
    for name in ("A1", "A2"):
        found = event.run_list(ledger, workspace, items=[name], today=TODAY, progress=silent)
        told += [(m.when, m.item, m.unit, m.step, m.via, m.what) for m in found.mails]
    assert told == [(TODAY, "A1", "市教育局", "提醒", "邮件", "超期，发往unit3@lyg.example")]
    assert rows(ledger) == []


def test_nobody_of_that_name(ledger: Path) -> None:
    """A name that neither the ledger nor its history knows."""
    with pytest.raises(UsageError, match="A9"):
        event.run_list(ledger, Workspace.find(ledger, ledger.parent), items=["A9"], today=TODAY, progress=silent)
