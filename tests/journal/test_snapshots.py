"""Pages of items as last seen: what did not change is known by its digest, what did is written anew."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.domain.making import SHEET, an_item
from toolkit.domain.item import Item
from toolkit.domain.memory.records import Record, plain, seen
from toolkit.journal import snapshots
from toolkit.journal.snapshots import Snapshots, rewritten


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[Snapshots]:
    with Snapshots(tmp_path / "journal.sqlite3", 1) as opened:
        yield opened


@pytest.fixture(autouse=True)
def small_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(snapshots, "PAGE", 3)


def ledger(*names: str, sheet: str = SHEET) -> dict[str, Item]:
    return {name: an_item(name, sheet=sheet, 编号=name, 交办日期=date(2026, 3, 5)) for name in names}


def kept(journal: Snapshots) -> dict[str, Record]:
    return {record.key: record for record in journal.records("L", journal.pages("L", {}))}


def test_what_was_kept_is_intact(journal: Snapshots) -> None:
    """The same items in another order and in other rows are the same; another ledger knows nothing."""
    items = ledger("A1", "A2", "A3", "A4")
    journal.keep("L", rewritten([], items))
    moved = {name: replace(item, row=item.row + 9) for name, item in reversed(items.items())}
    assert [page.changed for page in journal.pages("L", moved)] == [frozenset(), frozenset()]
    assert journal.pages("L2", items) == []


def test_one_changed_row(journal: Snapshots) -> None:
    """Only its page is looked into; afterwards all is as it stands now."""
    items = ledger("A1", "A2", "A3", "A4")
    journal.keep("L", rewritten([], items))
    items["A4"] = replace(items["A4"], cells=items["A4"].cells | {"备注": "已核实"})
    pages = journal.pages("L", items)
    assert [page.changed for page in pages] == [frozenset(), {"A4"}]
    assert [record.key for record in journal.records("L", pages)] == ["A4"]
    journal.keep("L", rewritten(pages, items))
    assert not any(page.changed for page in journal.pages("L", items))
    assert kept(journal)["A4"].fields["备注"] == "已核实"


def test_items_that_are_gone_come_back(journal: Snapshots) -> None:
    """What vanished is kept with the day on which it was missed."""
    gone = [Record("A1", SHEET, {"督查事项": "建设学校"}, date(2026, 3, 5))]
    journal.put_gone("L", gone)
    assert journal.gone("L") == gone
    journal.put_gone("L", [])
    assert journal.gone("L") == []


NAMES = st.dictionaries(
    st.sampled_from([f"A{n}" for n in range(9)]), st.tuples(st.sampled_from(["一", "二"]), st.text('}{\n",:甲\ud800', max_size=5))
)


@given(st.lists(NAMES, min_size=1, max_size=5))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_after_any_days_the_pages_hold_what_stands_there(
    tmp_path_factory: pytest.TempPathFactory, days: list[dict[str, tuple[str, str]]]
) -> None:
    """Rows come, go, change and move between sheets: what is kept is always the ledger of the last day, no page too large."""
    with Snapshots(tmp_path_factory.mktemp("days") / "journal.sqlite3", 1) as journal:
        for day in days:
            items = {name: an_item(name, sheet=sheet, 备注=note or None) for name, (sheet, note) in day.items()}
            journal.keep("L", rewritten(journal.pages("L", items), items))
            pages = journal.pages("L", items)
            assert all(not page.changed and len(page.keys) <= 3 for page in pages)
            found = {key: (record.sheet, record.fields) for key, record in kept(journal).items()}
            assert found == {name: (item.sheet, plain(seen(item))) for name, item in items.items()}
