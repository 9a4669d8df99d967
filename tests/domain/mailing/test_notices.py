"""Who is told what, and who is left in peace."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.making import CALENDAR, TODAY, a_book, an_item, judged
from toolkit.domain.item import STATUSES, Deadline, Event, Judgement, Raw, Status
from toolkit.domain.judge import judge
from toolkit.domain.limits.limits import DEFAULT_LIMITS
from toolkit.domain.mailing.notices import Notice, notices_for
from toolkit.domain.mailing.rules import Rule, Rules
from toolkit.domain.settings import Settings
from toolkit.domain.units.unitbook import UnitBook

EDUCATION = {"单位名称": "市教育局", "联络员邮箱": "jyj@lyg.example", "联系处室": "综合二处", "处室邮箱": "zh2@lyg.example"}
FINANCE = {"单位名称": "市财政局", "联络员邮箱": "czj@lyg.example"}
BOOK = a_book(EDUCATION, FINANCE, {"单位名称": "市体育局", "联络员邮箱": "JYJ@lyg.example"}, {"单位名称": "市档案馆"})
DUE = date(2026, 9, 18)


def told(
    *judgements: Judgement,
    events: Sequence[Event] = (),
    settings: Settings | None = None,
    today: date = TODAY,
    last: Mapping[tuple[str, str, str], date] | None = None,
    rules: Rules | None = None,
) -> list[Notice]:
    """The notices of a day."""
    by_item = {event.item: [other for other in events if other.item == event.item] for event in events}
    return notices_for(judgements, by_item, BOOK, settings or Settings(), CALENDAR, today, last or {}, rules)


def told_units(events: Sequence[Event] = (), settings: Settings | None = None, **cells: Raw) -> list[str]:
    """Who is written to about an item of two units whose date (18 September, unless told otherwise) has passed."""
    settings = settings or Settings()
    item = an_item(牵头单位="市教育局", 配合单位="市财政局", 交办日期=date(2026, 3, 2))
    item.cells.update(cells or {"完成时限": DUE})
    judgement = judge(item, events, DEFAULT_LIMITS, settings, CALENDAR, TODAY)
    return [notice.unit for notice in told(judgement, settings=settings, events=events)]


def overdue(number: str = "A1", status: Status = "在办", lead: str = "市教育局", support: str = "") -> Judgement:
    """A red item."""
    item = an_item(number, 牵头单位=lead, 配合单位=support) if support else an_item(number, 牵头单位=lead)
    return judged(item, status, "红", DUE)


def reasons(notices: Sequence[Notice]) -> list[tuple[str, str]]:
    """(item, reason) of every line."""
    return [(line.item, line.reason) for notice in notices for line in notice.lines]


def test_one_notice_a_recipient_gravest_first() -> None:
    """All items of a unit stand in one mail, copied to its 联系处室 and nobody higher."""
    soon = judged(an_item("A1"), light="黄", due=date(2026, 9, 25))
    (notice,) = told(soon, overdue("A2"))
    assert (notice.unit, notice.to, notice.cc, notice.day) == ("市教育局", "jyj@lyg.example", ("zh2@lyg.example",), TODAY)
    assert [(line.item, line.reason, line.due, line.days) for line in notice.lines] == [
        ("A2", "超期", DUE, -6),
        ("A1", "临期", date(2026, 9, 25), 1),
    ]
    assert notice.problem == ""


@pytest.mark.parametrize("status", [status for status in STATUSES if status not in ("待签收", "在办", "退回重办")])
def test_whoever_answered_or_is_done_is_left_in_peace(status: Status) -> None:
    """Not even a red light makes a notice for 待交办, 待审核, 待销号, 已销号 and 中止."""
    assert told(overdue(status=status)) == []


def test_no_notices_on_days_off() -> None:
    """25 September 2026 is 中秋, 10 October a worked Saturday."""
    assert told(overdue(), today=date(2026, 9, 25)) == []
    assert len(told(overdue(), today=date(2026, 10, 10))) == 1


def test_green_items_without_news_are_silent() -> None:
    """Handed over long ago, signed or under way."""
    assert told(judged(an_item(交办日期=date(2026, 9, 1)), due=date(2026, 12, 1))) == []


def test_sent_back_items_are_asked_for_again() -> None:
    """重报 until the new day has passed, then 超期."""
    back = judged(an_item("A1"), "退回重办", "绿", date(2026, 9, 25))
    late = judged(an_item("A2"), "退回重办", "红", DUE)
    assert reasons(told(back, late)) == [("A2", "超期"), ("A1", "重报")]


@pytest.mark.parametrize(
    ("handed", "reason"),
    [
        (date(2026, 9, 24), "新交办"),
        (date(2026, 9, 22), "新交办"),
        (date(2026, 9, 21), "待签收"),
        (date(2026, 9, 28), None),
    ],
)
def test_new_items_then_receipts(handed: date, reason: str | None) -> None:
    """新交办 for two workdays, then 待签收; nothing before the day has come."""
    found = reasons(told(judged(an_item(交办日期=handed, 签收日期=None), "待签收")))
    assert found == ([("A1", reason)] if reason else [])


def test_receipt_is_asked_for_as_soon_as_the_news_is_known() -> None:
    """Two workdays after 交办, told already, one day to sign: 待签收; with three days to sign: nothing."""
    item = judged(an_item(交办日期=date(2026, 9, 22), 签收日期=None), "待签收")
    last = {("市教育局", "A1", "新交办"): date(2026, 9, 22)}
    assert reasons(told(item, last=last)) == [("A1", "待签收")]
    assert told(item, last=last, settings=Settings(receipt_days=3)) == []


def test_signed_begun_or_told_is_no_news() -> None:
    """A receipt by cell or event, 办理情况, or any earlier notice about the item."""
    day = date(2026, 9, 23)
    signed = judged(an_item("A1", 交办日期=day, 签收日期=day))
    begun = judged(an_item("A2", 交办日期=day, 办理情况="正在推进"))
    receipt = judged(an_item("A3", 交办日期=day))
    known = judged(an_item("A4", 交办日期=day))
    events = [Event(day, "A3", "市教育局", "签收")]
    assert told(signed, begun, receipt, known, events=events, last={("市教育局", "A4", "临期"): date(2026, 9, 1)}) == []


def test_same_reason_waits_and_a_new_one_does_not() -> None:
    """Again after three workdays (2026-09-21 to 09-24), not after two, never twice a day; a new reason at once."""
    for day, found in ((date(2026, 9, 21), 1), (date(2026, 9, 22), 0), (TODAY, 0)):
        assert len(told(overdue(), last={("市教育局", "A1", "超期"): day})) == found
    assert told(overdue(), last={("市教育局", "A1", "超期"): TODAY}, settings=Settings(remind_every=0)) == []
    assert reasons(told(overdue(), last={("市教育局", "A1", "临期"): TODAY})) == [("A1", "超期")]


def test_lead_answers_for_all_or_each_for_itself() -> None:
    """牵头汇总 writes to the lead, 分别反馈 to everybody who has not answered."""
    assert told_units() == ["市教育局"]
    apart = Settings(reply_apart=True)
    assert told_units(settings=apart) == ["市教育局", "市财政局"]
    answered = [Event(date(2026, 9, 10), "A1", "市教育局", "反馈")]
    assert told_units(answered, apart) == ["市财政局"]
    back = [*answered, Event(date(2026, 9, 11), "A1", "市教育局", "退回")]
    assert len(told_units(back, apart)) == 2


def test_answer_to_an_earlier_milestone_is_not_one_to_this() -> None:
    """分别反馈: a reply that passed is spent on its milestone; the next one is asked of who has not answered again."""
    steps = ((6, 20, "市教育局", "反馈"), (6, 25, "市财政局", "反馈"), (6, 26, "", "审核通过"), (9, 10, "市教育局", "反馈"))
    events = [Event(date(2026, month, day), "A1", unit, step) for month, day, unit, step in steps]
    nodes = "2026年6月30日前开工,2026年9月18日前竣工"
    assert told_units(events, Settings(reply_apart=True), 时间节点=nodes) == ["市财政局"]


def test_shared_address_gets_one_mail() -> None:
    """Two units, one address: one notice that names both, each item once, each line with its unit."""
    joint = overdue("A1", lead="牵头单位:市教育局、市体育局 配合单位:市财政局")
    (notice,) = told(joint, overdue("A2", lead="市体育局"))
    assert notice.unit == "市教育局、市体育局"
    assert {line.item: line.unit for line in notice.lines} == {"A1": "市教育局、市体育局", "A2": "市体育局"}


def test_what_a_joint_notice_told_is_remembered_for_each_unit() -> None:
    """The journal's key may hold both names."""
    assert told(overdue(lead="市体育局"), last={("市教育局、市体育局", "A1", "超期"): TODAY}) == []


def test_unknown_and_addressless_units_are_never_dropped() -> None:
    """They become notices with the problem 无邮箱, one a unit."""
    notices = told(overdue("A1", lead="某某公司"), overdue("A2", lead="市档案馆"), overdue("A3", lead="市档案馆"))
    assert [(notice.unit, notice.to, notice.problem, len(notice.lines)) for notice in notices] == [
        ("某某公司", "", "无邮箱", 1),
        ("市档案馆", "", "无邮箱", 2),
    ]


def test_domains_of_the_settings_win() -> None:
    """A domain that is not on the list is a problem, a copy there is left out; domains below a listed one are fine."""
    (notice,) = told(overdue(), settings=Settings(domains=("other.example",)))
    assert (notice.to, notice.cc, notice.problem) == ("jyj@lyg.example", (), "域名不在名单")
    (notice,) = told(overdue(), settings=Settings(domains=("example",)))
    assert (notice.problem, notice.cc) == ("", ("zh2@lyg.example",))


def test_classes_are_written_to_member_by_member() -> None:
    """各县区 are those of the 单位通讯录."""
    book = a_book(
        *(
            {"单位名称": name, "所属类别": "各县区人民政府", "联络员邮箱": mail}
            for name, mail in (("海州区人民政府", "hz@lyg.example"), ("灌云县人民政府", "gy@lyg.example"))
        )
    )
    item = judged(an_item(牵头单位="各县区人民政府"), light="红", due=DUE)
    notices = notices_for([item], {}, book, Settings(), CALENDAR, TODAY, {})
    assert [notice.to for notice in notices] == ["hz@lyg.example", "gy@lyg.example"]


def test_text_leaves_without_citizens_and_without_a_leaders_words() -> None:
    """Matter and requirement of 四(七) are masked; quoted orders are replaced."""
    item = an_item(
        事项来源="市长信箱", 督查事项="市民张小明反映噪声,电话13812345678", 有关要求="王市长批示:“立即查办,三日内报我!”请按时反馈"
    )
    (notice,) = told(judged(item, light="红", due=DUE))
    (line,) = notice.lines
    assert "13812345678" not in line.matter
    assert "张小明" not in line.matter
    assert "立即查办" not in line.requirement
    assert line.requirement == "王市长批示:根据市领导批示要求请按时反馈"


@given(
    st.lists(
        st.tuples(st.sampled_from(STATUSES), st.sampled_from(("红", "黄", "绿", "灰", "无")), st.integers(0, 3)), max_size=12
    ),
    st.dates(date(2026, 1, 1), date(2026, 12, 31)),
)
def test_nobody_is_told_twice_on_one_day(rows: list[tuple[Status, str, int]], today: date) -> None:
    """Feeding the notices back as told leaves nothing to tell, whatever the items."""
    names = ("市教育局", "市财政局、市体育局", "某某公司", "")
    items = [
        judged(an_item(f"A{index}", 牵头单位=names[unit], 交办日期=today), status, light, DUE)  # type: ignore[arg-type]
        for index, (status, light, unit) in enumerate(rows)
    ]
    first = told(*items, today=today)
    last: dict[tuple[str, str, str], date] = {
        (line.unit, line.item, line.reason): today for notice in first for line in notice.lines
    }
    assert told(*items, today=today, last=last) == []
    assert len({notice.to.lower() or notice.unit for notice in first}) == len(first)


def ruled(**changed: Rule) -> Rules:
    """The shipped rules with some changed."""
    return Rules({**Rules().rules, **changed})


def test_rules_of_the_office() -> None:
    """A reason that is off is silent; days before and between as the sheet says, else as 设置 says."""
    assert told(overdue(), rules=ruled(超期=Rule(on=False))) == []
    green = judged(an_item(), due=date(2026, 9, 30))  # 中秋 25 to 27 September lies between
    assert reasons(told(green, rules=ruled(临期=Rule(ahead=3)))) == [("A1", "临期")]
    assert told(green, rules=ruled(临期=Rule(ahead=2))) == []
    assert told(judged(an_item(), light="黄", due=date(2026, 9, 30)), rules=ruled(临期=Rule(ahead=2))) == []
    yesterday = {("市教育局", "A1", "超期"): date(2026, 9, 23)}
    assert told(overdue(), last=yesterday) == []
    assert len(told(overdue(), last=yesterday, rules=ruled(超期=Rule(every=1)))) == 1


def test_quiet_days() -> None:
    """The office's own days without mail, and the wish to write on days off."""
    assert told(overdue(), settings=Settings(quiet=frozenset({TODAY}))) == []
    assert len(told(overdue(), settings=Settings(workdays_only=False), today=date(2026, 9, 25))) == 1


def test_what_a_near_day_is_for() -> None:
    """续报 and 定期报送 are called by their names; once overdue they are simply overdue."""
    for kind, label, reason in (("续报", "续报", "续报"), ("反馈", "定期报送", "定期报送"), ("反馈", "", "临期")):
        current = Deadline(kind, "", date(2026, 9, 25), None, "依据", label=label)  # type: ignore[arg-type]
        near = replace(judged(an_item(), light="黄"), current=current, days_left=1)
        assert reasons(told(near)) == [("A1", reason)]
        assert reasons(told(replace(near, light="红"))) == [("A1", "超期")]


def test_items_without_content_are_not_mailed() -> None:
    """An empty matter is a finding for the office, not a mail to a unit."""
    assert told(judged(an_item(督查事项=None), light="红", due=DUE)) == []


def test_an_address_that_does_not_take_mail_is_left_alone() -> None:
    """Its unit's other address gets the notice; without one the notice says why there is none; a dead copy is left out."""
    two = {**EDUCATION, "联络员邮箱": "jyj@lyg.example、jyj2@lyg.example"}

    def made(book: UnitBook, *returned: str) -> list[tuple[str, tuple[str, ...], str]]:
        notices = notices_for([overdue()], {}, book, Settings(), CALENDAR, TODAY, {}, returned=returned)
        return [(each.to, each.cc, each.problem) for each in notices]

    assert made(a_book(EDUCATION), "jyj@lyg.example") == [("jyj@lyg.example", ("zh2@lyg.example",), "邮箱被退回")]
    assert made(a_book(two), "jyj@lyg.example") == [("jyj2@lyg.example", ("zh2@lyg.example",), "")]
    assert made(a_book(two), "jyj2@lyg.example", "zh2@lyg.example") == [("jyj@lyg.example", (), "")]
    assert made(a_book({**EDUCATION, "联络员邮箱": "JYJ@lyg.example"}), "jyj@lyg.example")[0][2] == "邮箱被退回"
