"""Each unit's part in an item, and how an item stands whose units answer apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.deadlining import day
from tests.domain.making import CALENDAR, a_book, an_item
from toolkit.domain.course.assignment import answers_apart, assignments_of, shares_apart, to_be_told
from toolkit.domain.item import Event, Item, Judgement
from toolkit.domain.judge import judge, judge_all
from toolkit.domain.limits.limits import DEFAULT_LIMITS
from toolkit.domain.settings import Settings
from toolkit.domain.units.assignees import Roll

BOOK = a_book(
    {"单位名称": "市教育局", "曾用名、简称": "市教委"}, "市财政局", "市住建局",
    {"单位名称": "海州区", "所属类别": "各区"}, {"单位名称": "连云区", "所属类别": "各区"},
)  # fmt: skip
ROLL = Roll(BOOK)
APART = Settings(reply_apart=True)


def item(**cells: object) -> Item:
    found = an_item(牵头单位="市教育局", 配合单位="市财政局、市住建局", 交办日期=day("2026-03-02"), 完成时限="2026年3月20日")
    found.cells.update(cells)  # type: ignore[arg-type]
    found.columns = {**found.columns, **dict.fromkeys(cells, "X")}
    return found


def events(*steps: tuple[str, str, str]) -> list[Event]:
    return [Event(day(when), "A1", unit, step, row=3 + index) for index, (when, unit, step) in enumerate(steps)]


def on(today: str, *steps: tuple[str, str, str], settings: Settings = APART, **cells: object) -> Judgement:
    return judge(item(**cells), events(*steps), DEFAULT_LIMITS, settings, CALENDAR, day(today), roll=ROLL)


def silent(judgement: Judgement) -> list[str]:
    return [party.name for party, _ in to_be_told(judgement, ROLL)]


@pytest.mark.parametrize(
    ("text", "apart"),
    [
        ("各单位分别反馈", True),
        ("请各自书面报送办理情况", True),
        ("分头办理,由牵头单位汇总反馈", False),
        ("由市教育局统一反馈", False),
        ("牵头单位负责汇总", False),
        ("书面反馈", None),
        ("分别由各区落实", None),
    ],
)
def test_an_item_may_say_how_it_is_answered(text: str, apart: bool | None) -> None:
    """有关要求, 反馈要求 and 督办方式 overrule the setting, either way."""
    for field in ("有关要求", "反馈要求", "督办方式"):
        for settings in (Settings(), APART):
            expected = settings.reply_apart if apart is None else apart
            assert answers_apart(an_item(**{field: text}), settings) is expected  # type: ignore[arg-type]


def test_roles() -> None:
    """牵头, 责任 (beside a lead), 配合; classes are expanded."""
    mixed = an_item(牵头单位="牵头单位:市教育局 责任单位:市财政局 配合单位:各区")
    roles = {party.name: role for party, role in ROLL.roles(mixed).items()}
    assert roles == {"市教育局": "牵头", "市财政局": "责任", "海州区": "配合", "连云区": "配合"}


def test_the_days_of_each_unit() -> None:
    """Names are looked up (市教委 is 市教育局); what is said of nobody is said of all."""
    steps = events(
        ("2026-03-03", "市教委", "签收"), ("2026-03-04", "市财政局、市住建局", "签收"), ("2026-03-10", "市财政局", "反馈"),
        ("2026-03-11", "", "审核通过"), ("2026-03-12", "市住建局", "反馈"), ("2026-03-13", "市住建局", "退回"), ("2026-03-30", "", "销号"),
    )  # fmt: skip
    found = {one.party.name: one for one in assignments_of(item(), steps, ROLL, APART, day("2026-03-20"))}
    lead, finance, housing = found["市教育局"], found["市财政局"], found["市住建局"]
    assert (lead.role, lead.signed, lead.answered, lead.passed) == ("牵头", day("2026-03-03"), None, None)
    assert (finance.role, finance.answered, finance.passed) == ("配合", day("2026-03-10"), day("2026-03-11"))
    assert (housing.signed, housing.sent_back, housing.backs) == (day("2026-03-04"), day("2026-03-13"), 1)
    assert {one.struck_off for one in found.values()} == {None}
    later = assignments_of(item(), steps, ROLL, APART, day("2026-03-30"))
    assert {one.struck_off for one in later} == {day("2026-03-30")}


def test_the_cells_are_the_leads_under_one_answer() -> None:
    """牵头汇总: the row's dates are the lead's, a support has what events tell of it."""
    steps = events(("2026-03-05", "市财政局", "签收"))
    row = item(签收日期=day("2026-03-03"), 反馈日期=day("2026-03-10"), 审核结果="通过")
    found = {one.party.name: one for one in assignments_of(row, steps, ROLL, Settings(), day("2026-03-20"))}
    lead, finance, housing = found["市教育局"], found["市财政局"], found["市住建局"]
    assert (lead.signed, lead.answered, lead.passed) == (day("2026-03-03"), day("2026-03-10"), day("2026-03-10"))
    assert (finance.signed, finance.answered) == (day("2026-03-05"), None)
    assert (housing.signed, housing.answered) == (None, None)


def test_first_reply_does_not_silence_the_others() -> None:
    """分别反馈: only the silent are red and told; 待审核 when all have answered."""
    first = ("2026-03-10", "市教育局", "反馈")
    found = on("2026-03-24", first)
    assert (found.status, found.light, silent(found)) == ("在办", "红", ["市财政局", "市住建局"])
    assert found.hint == "尚未反馈:市财政局、市住建局;已反馈待审核:市教育局"
    both = on("2026-03-24", first, ("2026-03-11", "市财政局、市住建局", "反馈"))
    assert (both.status, both.light, silent(both)) == ("待审核", "无", [])


def test_sent_back_is_one_units_matter() -> None:
    """A 退回 starts the clock of whose reply it was, named or the only one that waits."""
    answered = [("2026-03-10", "市教育局", "反馈"), ("2026-03-10", "市财政局", "反馈"), ("2026-03-10", "市住建局", "反馈")]
    named = on("2026-03-17", *answered, ("2026-03-16", "市财政局", "退回"))
    assert (named.status, str(named.current and named.current.due), silent(named)) == ("退回重办", "2026-03-17", ["市财政局"])
    unnamed = on("2026-03-17", ("2026-03-10", "市财政局", "反馈"), ("2026-03-16", "", "退回"))
    assert {part.unit: part.judgement.status for part in unnamed.parts} == {
        "市教育局": "在办", "市财政局": "退回重办", "市住建局": "在办"
    }  # fmt: skip
    passed = on("2026-03-17", ("2026-03-10", "市财政局", "反馈"), ("2026-03-16", "", "审核通过"), ("2026-03-16", "", "审核通过"))
    assert silent(passed) == ["市教育局", "市财政局", "市住建局"]
    assert [part.unit for part in passed.parts if part.judgement.status == "待审核"] == []


def test_struck_off_when_all_are() -> None:
    """销号 unit by unit, or at once; one that rests does not hold up the others."""
    steps = [("2026-03-10", unit, step) for unit in ("市教育局", "市财政局") for step in ("反馈", "审核通过", "办结", "销号")]
    assert on("2026-03-12", *steps).status == "在办"
    assert on("2026-03-12", *steps, ("2026-03-11", "市住建局", "反馈")).status == "待审核"
    assert on("2026-03-12", *steps, ("2026-03-11", "市住建局", "销号")).status == "已销号"
    assert on("2026-03-12", *steps, ("2026-03-11", "市住建局", "中止")).light == "灰"
    assert on("2026-03-12", ("2026-03-11", "", "销号")).status == "已销号"
    assert on("2026-03-12", ("2026-03-11", "", "撤销")).reason == "撤销"


def test_who_answered_is_never_chased_by_a_slip_of_the_pen() -> None:
    """A reply of nobody, or of a name that is none of the units, counts for all; so does a cell until events tell units."""
    assert silent(on("2026-03-24", ("2026-03-10", "", "反馈"))) == []
    assert silent(on("2026-03-24", ("2026-03-10", "市某局", "反馈"))) == []
    assert silent(on("2026-03-24", 反馈日期=day("2026-03-10"))) == []
    told = on("2026-03-24", ("2026-03-10", "市教育局", "反馈"), 反馈日期=day("2026-03-10"))
    assert silent(told) == ["市财政局", "市住建局"]


def test_any_joint_lead_answers_for_all() -> None:
    """牵头汇总: one of two leads is enough, a support is not."""
    row = {"牵头单位": "市教育局、市财政局", "配合单位": "市住建局"}
    assert on("2026-03-24", ("2026-03-10", "市财政局", "反馈"), settings=Settings(), **row).status == "待审核"
    support = on("2026-03-24", ("2026-03-10", "市住建局", "反馈"), settings=Settings(), **row)
    assert (support.status, support.light, silent(support)) == ("在办", "红", ["市教育局", "市财政局"])
    assert on("2026-03-24", ("2026-03-10", "市某局", "反馈"), settings=Settings(), **row).status == "待审核"


def test_one_unit_apart_is_as_usual() -> None:
    """分别反馈 with one unit is one answer."""
    found = on("2026-03-24", ("2026-03-10", "市教育局", "反馈"), 配合单位=None)
    assert (found.status, found.parts) == ("待审核", ())


def test_extension_for_one_unit() -> None:
    """A new date given to one unit is not the others'."""
    grant = [Event(day("2026-03-16"), "A1", "市财政局", "延期", what="延期至2026年4月10日")]
    found = judge(item(), grant, DEFAULT_LIMITS, APART, CALENDAR, day("2026-03-24"), roll=ROLL)
    assert [part.unit for part in found.parts if part.judgement.light == "红"] == ["市教育局", "市住建局"]


def test_judge_all_knows_the_book() -> None:
    """With the 单位通讯录, an old name is the unit's; without it the name as typed counts."""
    steps = {"A1": tuple(events(("2026-03-10", "市教委", "反馈")))}
    (found,) = judge_all([item()], steps, DEFAULT_LIMITS, APART, CALENDAR, day("2026-03-24"), BOOK)
    assert silent(found) == ["市财政局", "市住建局"]


UNITS = st.sampled_from(("市教育局", "市财政局", "市住建局", "市教委", "市财政局、市住建局", "", "市某局", "各区"))
STEPS = st.sampled_from(("签收", "反馈", "原件收到", "审核通过", "退回", "销号", "办结", "中止", "恢复", "延期", "续报"))


@given(st.lists(st.tuples(st.dates(date(2026, 3, 2), date(2026, 4, 10)), UNITS, STEPS), max_size=8), st.booleans())
def test_no_unit_with_a_waiting_reply_is_told(rows: Sequence[tuple[date, str, str]], apart: bool) -> None:
    """Whatever is recorded: a unit whose last word is a reply is not written to, and the item stands where one of its parts does."""
    listed = [
        Event(when, "A1", unit, step, row=index) for index, (when, unit, step) in enumerate(sorted(rows, key=lambda row: row[0]))
    ]
    found = judge(item(), listed, DEFAULT_LIMITS, APART if apart else Settings(), CALENDAR, day("2026-04-15"), roll=ROLL)
    told = set(silent(found))
    if not apart:
        return
    assert found.status in {part.judgement.status for part in found.parts}
    for share in shares_apart(item(), listed, ROLL):
        words = [event.step for event in share.events if event.step in ("反馈", "审核通过", "退回", "办结", "销号")]
        if words and words[-1] == "反馈":
            assert share.party.name not in told
