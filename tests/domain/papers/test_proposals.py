"""What the office may do today, and the facts that it gets only on request."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from tests.domain.making import TODAY, a_book, a_desk, an_item, judged
from toolkit.domain.feedback.waiting import not_called
from toolkit.domain.item import Deadline, Event, Item, Judgement
from toolkit.domain.papers.proposals import Proposal, proposals
from toolkit.domain.settings import Settings

BOOK = a_book({"单位名称": "市教育局", "联系电话": "0518-1"}, "市财政局")


def seen(
    *items: Item | Judgement,
    events: Sequence[Event] = (),
    today: date = TODAY,
    settings: Settings | None = None,
    facts: bool = False,
) -> list[Proposal]:
    return proposals(a_desk(*items, units=BOOK, events=events, today=today, settings=settings), facts=facts)


def kinds(found: Sequence[Proposal]) -> list[tuple[str, str, str]]:
    return [(proposal.kind, proposal.item, proposal.unit) for proposal in found]


def unsigned(**cells: str) -> Item:
    """Handed over two workdays ago, to be done by the year's end."""
    return an_item(交办日期=date(2026, 9, 22), 签收日期=None, 完成时限="2026年12月底前", **cells)  # type: ignore[arg-type]


def test_unsigned_units_are_called() -> None:
    """五(二): from the second workday on, with the telephone, not twice on one day, not after 签收."""
    (found,) = seen(unsigned())
    assert kinds([found]) == [("电话催收", "A1", "市教育局")]
    assert found.reason == "2026年9月22日交办，已满2个工作日未签收，联系电话0518-1〔五(二)〕"
    assert seen(unsigned(), today=date(2026, 9, 23)) == []
    assert seen(unsigned(), events=[Event(TODAY, "A1", "", "电话催收")]) == []
    (again,) = seen(unsigned(), events=[Event(date(2026, 9, 23), "A1", "市教育局", "电话催收")])
    assert "2026年9月23日已催收" in again.reason
    assert seen(unsigned(), events=[Event(date(2026, 9, 23), "A1", "市教育局", "签收")]) == []


def test_each_unit_signs_for_itself() -> None:
    """分别反馈: only who has not signed is called."""
    item = unsigned(配合单位="市财政局")
    signed = [Event(date(2026, 9, 22), "A1", "市教育局", "签收")]
    assert kinds(seen(item, events=signed, settings=Settings(reply_apart=True))) == [("电话催收", "A1", "市财政局")]


def test_what_waits_for_the_office() -> None:
    """Answered and unreviewed, finished and not struck off, and dates that nobody can read."""
    answered = an_item("A1", 交办日期=date(2026, 9, 1), 反馈日期=date(2026, 9, 10), 完成时限="2026年12月底前")
    finished = an_item("A2", 4, 交办日期=date(2026, 9, 1), 办结日期=date(2026, 9, 10), 销号日期=None)
    unclear = an_item("A3", 5, 交办日期=date(2026, 9, 1), 完成时限="30内办结")
    found = seen(unclear, finished, answered)
    assert kinds(found) == [("待审核", "A1", ""), ("待销号", "A2", ""), ("时限待定", "A3", "")]
    assert "2026-09-10已反馈，请审核" in found[0].reason
    assert "30内办结" in found[2].reason


def test_answers_apart_are_reviewed_one_by_one() -> None:
    """分别反馈: the reply of one unit waits for review while the other is silent."""
    item = an_item(配合单位="市财政局", 交办日期=date(2026, 9, 1), 完成时限="2026年12月底前")
    events = [Event(date(2026, 9, 10), "A1", "市财政局", "反馈")]
    assert kinds(seen(item, events=events, settings=Settings(reply_apart=True))) == [("待审核", "A1", "市财政局")]


def test_parents_whose_children_are_done() -> None:
    """X is proposed for 销号 when X.1 and X.2 are struck off or stopped, not before."""
    parent = judged(an_item("A1"), due=date(2026, 12, 31))
    done, other = judged(an_item("A1.1", 4), "已销号", "灰"), judged(an_item("A1.2", 5), "中止", "无")
    assert kinds(seen(parent, done, other)) == [("待销号", "A1", "")]
    assert seen(parent, done, judged(an_item("A1.2", 5), due=date(2026, 12, 31))) == []
    assert seen(parent, judged(an_item("A1.1", 4), "中止", "无")) == []


@pytest.mark.parametrize(("closed", "found"), [((2026, 9, 1), False), ((2026, 8, 25), True), ((2025, 9, 1), False)])
def test_looking_back(closed: tuple[int, int, int], found: bool) -> None:
    """七(三): key items a month to a year after 销号, unless somebody has gone to see since."""
    item = judged(an_item(事项来源="民生实事", 办结日期=date(*closed)), "已销号", "灰")
    assert [proposal.kind for proposal in seen(item)] == (["回头看"] if found else [])
    plain = judged(an_item(事项来源="政协提案", 办结日期=date(*closed)), "已销号", "灰")
    assert seen(plain) == []
    seen_since = [Event(date(2026, 9, 20), "A1", "", "实地核查")]
    assert seen(item, events=seen_since) == []


def test_year_end() -> None:
    """长期 items in December, whatever else is open in January; once decided, not again; new ones are left alone."""
    endless = an_item("A1", 交办日期=date(2026, 3, 2), 完成时限="长期坚持", 报送周期="季")
    ordinary = an_item("A2", 4, 交办日期=date(2026, 3, 2), 完成时限="2026年12月底前")
    beyond = an_item("A3", 5, 交办日期=date(2026, 3, 2), 完成时限="2027年6月底前")
    items = (endless, ordinary, beyond)
    december, january = date(2026, 12, 10), date(2027, 1, 5)
    assert [proposal.item for proposal in seen(*items, today=december)] == ["A1", "A3"]
    assert [proposal.item for proposal in seen(*items, today=january)] == ["A1", "A2", "A3"]
    assert "结转、转日常工作或销号" in seen(endless, today=december)[0].reason
    assert "2026年度未办结，请确认结转2027年" in seen(ordinary, today=january)[0].reason
    assert seen(ordinary, today=january, events=[Event(date(2026, 12, 28), "A2", "", "结转")]) == []
    assert seen(an_item(交办日期=date(2027, 1, 4), 完成时限="2027年6月底前"), today=january) == []
    assert seen(endless, today=date(2026, 11, 30)) == []


def late(source: str, who: str | None = None) -> Judgement:
    current = Deadline("办结", "", date(2026, 9, 18), None, "")
    return Judgement(an_item(事项来源=source, 批示人=who), "在办", "红", (current,), current, -6)


def test_facts_only_on_request() -> None:
    """八(一)(三): off by default; facts with their days and no verdict."""
    chased = [Event(date(2026, 9, 21), "A1", "市教育局", "催办"), Event(date(2026, 9, 23), "A1", "市教育局", "电话催办")]
    assert seen(late("民生实事"), events=chased) == []
    exposed, conduct = seen(late("民生实事"), events=chased, facts=True)
    assert kinds([exposed, conduct]) == [("曝光参考", "A1", "市教育局"), ("追责参考", "A1", "市教育局")]
    assert "已超期5个工作日，电话催办1次（最近2026年9月23日），催办1次（最近2026年9月21日）" in exposed.reason
    assert "仅列事实" in exposed.reason
    assert "仅列事实" in conduct.reason


def test_exposure_is_for_key_work_alone() -> None:
    """重点工作 and 主要领导批示件; nothing about who was never chased, or has answered."""
    chased = [Event(date(2026, 9, 21), "A1", "市教育局", "催办")]
    assert [p.kind for p in seen(late("领导批示", "王市长"), events=chased, facts=True)] == ["曝光参考", "追责参考"]
    assert [p.kind for p in seen(late("领导批示", "李副市长"), events=chased, facts=True)] == ["追责参考"]
    assert seen(late("民生实事"), facts=True) == []
    answered = judged(an_item(事项来源="民生实事"), "待审核", "无")
    assert [p.kind for p in seen(answered, events=chased, facts=True)] == ["待审核"]
    back = [Event(date(2026, 9, day), "A1", "市教育局", "退回") for day in (3, 10)]
    assert [p.kind for p in seen(judged(an_item(), due=date(2026, 12, 1)), events=back, facts=True)] == ["追责参考"]


def test_stopped_items_are_left_alone() -> None:
    """中止, and rows without content."""
    assert seen(judged(an_item(), "中止", "无"), judged(an_item("A2", 4, 督查事项=None)), today=date(2027, 1, 5)) == []


def test_facts_of_units_apart() -> None:
    """分别反馈: nothing is said of a unit that has answered, whoever else is late."""
    item = an_item(事项来源="民生实事", 配合单位="市财政局", 交办日期=date(2026, 9, 1), 完成时限=date(2026, 9, 10))
    events = [Event(date(2026, 9, 9), "A1", "市教育局", "反馈"), Event(date(2026, 9, 14), "A1", "", "催办")]
    found = seen(item, events=events, settings=Settings(reply_apart=True), facts=True)
    assert kinds(found) == [("待审核", "A1", "市教育局"), ("曝光参考", "A1", "市财政局"), ("追责参考", "A1", "市财政局")]


def test_nobody_is_called_before_the_day() -> None:
    """An item that was signed for in part, or handed over by nobody knows when, is not called about."""
    unknown = an_item(签收日期=None, 完成时限="2026年12月底前")
    assert seen(judged(unknown, "待签收", due=date(2026, 12, 31))) == []


def test_approved_papers_wait_to_be_taken_in() -> None:
    """收文登记: once a day with their number; what waits for approval or is taken in is not counted."""
    rows = [
        (3, {"来文内容": "建学校", "批准人": "主任"}),
        (4, {"来文内容": "修路"}),
        (5, {"来文内容": "治水", "批准人": "主任", "事项编号": "A1"}),
    ]
    [found] = proposals(replace(a_desk(), intake=rows))
    assert (found.kind, found.item) == ("收文立项", "")
    assert "有1份" in found.reason


def test_a_unit_that_has_answered_by_mail_is_not_called() -> None:
    """While its answer waits for a person; where units answer apart, the others still are."""
    apart = Settings(reply_apart=True)
    for settings, called in ((Settings(), []), (apart, ["市财政局"])):
        desk = a_desk(unsigned(配合单位="市财政局"), units=BOOK, settings=settings)
        found = [each for each in proposals(desk) if each.kind == "电话催收"]
        assert found
        left = not_called(found, desk.judgements, {("A1", "市教育局")})
        assert [each.unit for each in left] == called
        assert not_called(found, desk.judgements, {("A9", "市教育局")}) == found


def test_addresses_that_do_not_take_mail_are_to_be_looked_at() -> None:
    """Once a unit, with the number of its open items; nothing where all of them are over."""
    book = a_book({"单位名称": "市教育局", "联络员邮箱": "JYJ@lyg.example"})
    back = {"jyj@lyg.example": (date(2026, 9, 21), "550 没有这个人")}
    desk = a_desk(judged(an_item("A1"), light="红"), judged(an_item("A2", 4), light="红"), units=book)
    [found] = [each for each in proposals(replace(desk, bounced=back)) if each.kind == "核对邮箱"]
    assert (found.item, found.unit) == ("A1", "市教育局")
    assert found.reason.startswith("邮箱JYJ@lyg.example2026年9月21日被退回（550 没有这个人），2件未办结事项")
    closed = a_desk(judged(an_item("A1"), "已销号", "灰"), units=book)
    assert not proposals(replace(closed, bounced=back))
