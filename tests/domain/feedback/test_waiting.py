"""Answers that nobody has looked at yet: who may still be chased, and how the others are told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from toolkit.domain.course.apart import joined
from toolkit.domain.feedback.waiting import as_answered, not_answered, unread, with_letters
from toolkit.domain.item import Deadline, Item, Judgement, Part, Status

DUE = date(2026, 3, 13)


def late(name: str = "A1", status: Status = "在办") -> Judgement:
    current = Deadline("反馈", "", DUE, DUE, "")
    return Judgement(Item(name, "s", 3, 3, {}), status, "红", (current,), current, -5, "", "")


def apart(**statuses: Status) -> Judgement:
    return joined([Part(unit, "责任", late(status=status)) for unit, status in statuses.items()])


def test_one_unit_that_has_answered() -> None:
    """待审核, no light, late with nothing; nobody is chased for it; the deadlines themselves stay."""
    waiting = {("A1", "市教育局")}
    one, other = late(), late("A2")
    assert list(not_answered([one, other], waiting)) == [other]
    told, same = as_answered([one, other], waiting)
    assert same is other
    assert (told.status, told.light, told.current, told.days_left) == ("待审核", "无", None, None)
    assert "市教育局已来信反馈" in told.hint
    assert told.deadlines == one.deadlines
    assert "A1有市教育局的来信待审" in unread([one], waiting)[0]


def test_of_several_only_the_silent_are_late() -> None:
    """分别反馈: the item stands where the silent unit does; when the last has written, it is 待审核 as a whole."""
    item = apart(市教育局="在办", 市财政局="在办")
    [told] = as_answered([item], {("A1", "市教育局")})
    assert (told.status, told.light) == ("在办", "红")
    assert [(part.unit, part.judgement.status) for part in told.parts] == [("市教育局", "待审核"), ("市财政局", "在办")]
    assert "尚未反馈:市财政局" in told.hint
    [told] = as_answered([item], {("A1", "市教育局"), ("A1", "市财政局")})
    assert (told.status, told.light) == ("待审核", "无")


def test_what_no_longer_runs_stays() -> None:
    """A letter about an item that is struck off, or stopped, changes nothing about it; without letters nothing changes at all."""
    over = replace(late(status="已销号"), light="灰")
    assert as_answered([over], {("A1", "市教育局")}) == [over]
    assert with_letters([over], {("A1", "市教育局")}) == [over]
    assert as_answered([late()], ()) == [late()]
