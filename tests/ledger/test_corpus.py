"""Nasty workbooks: refused with one sentence, or nothing of theirs is lost."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.ledger.journey import audit, readable, same_around, travel
from tests.ledger.test_adopt_release import adopted, judged
from tests.support.corpus import Case, all_cases
from toolkit.domain.changes import ChangeSet, OwnRow
from toolkit.domain.errors import DubanError
from toolkit.ledger.package import model, patcher, reader

CASES = all_cases()
KEPT = [case for case in CASES.values() if not case.refused]


@pytest.mark.parametrize("case", KEPT, ids=lambda case: case.name)
def test_nothing_is_lost(case: Case) -> None:
    """Adopted, judged, judged again, released: every foreign part and cell byte for byte, own cells where they belong."""
    travel(case.make(), case.sheet, loose=case.loose)


@pytest.mark.parametrize("case", [case for case in KEPT if not case.odd], ids=lambda case: case.name)
def test_others_still_read_it(case: Case) -> None:
    """openpyxl and calamine open what was written, and openxml-audit finds nothing that the input had not."""
    data = case.make()
    after = judged(adopted(data, sheet=case.sheet).data)
    readable(after)
    assert audit(after) <= audit(data)


@pytest.mark.parametrize("case", [case for case in CASES.values() if case.refused], ids=lambda case: case.name)
def test_refused_with_one_sentence(case: Case) -> None:
    """What cannot be kept is refused before anything is written, with what to do."""
    with pytest.raises(DubanError, match=case.refused) as caught:
        judged(adopted(case.make(), sheet=case.sheet).data)
    assert "请" in str(caught.value)
    assert "\n" not in str(caught.value)


_ADOPTED: dict[str, tuple[bytes, bytes, set[int]]] = {}


def _at_hand(case: Case) -> tuple[bytes, bytes, set[int]]:
    if case.name not in _ADOPTED:
        data = case.make()
        result = adopted(data, sheet=case.sheet)
        _ADOPTED[case.name] = (data, result.data, set(result.own.values()))
    return _ADOPTED[case.name]


@settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow])
@given(data=st.data())
def test_random_own_cells(data: st.DataObject) -> None:
    """Random own cells in random items of a random case, twice over: foreign bytes stay, the second time changes nothing."""
    case = data.draw(st.sampled_from([case for case in KEPT if case.name != "250 sheets"]))
    original, current, own = _at_hand(case)
    part = reader.open_package(current)
    book = model.build(part)
    rows = []
    for item in book.ledgers[0].items:
        if data.draw(st.booleans()):
            light = data.draw(st.sampled_from("红黄绿灰无"))
            hint = data.draw(st.text(max_size=20))
            rows.append(OwnRow(item.row, item.last_row, light, 3, hint, None, None, None, None, "在办", hint, "N"))
    once = patcher.apply(part, book, ChangeSet(ledgers={case.sheet: rows}))[0]
    columns = own | ({min(own) - 1} if "督办_填报_办结日期" in {name for name, _ in reader.open_package(once).names} else set())
    same_around(original, once, case.sheet, columns)
    again = reader.open_package(once)
    assert patcher.apply(again, model.build(again), ChangeSet(ledgers={case.sheet: rows}))[0] == once
