"""Digests: who gets a page about what, and that nobody higher is written to by default."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from tests.domain.making import CALENDAR, TODAY, a_book, an_item, judged
from toolkit.domain.feedback.waiting import as_answered
from toolkit.domain.item import Judgement
from toolkit.domain.mailing.digests import Digest, digests_for
from toolkit.domain.mailing.notices import Notice
from toolkit.domain.settings import Settings

MONDAY = date(2026, 9, 21)
BOOK = a_book(
    {
        "单位名称": "市教育局",
        "联络员邮箱": "jyj@lyg.example",
        "联系处室": "综合五处",
        "处室邮箱": "zh5@lyg.example",
        "分管副秘书长": "李副秘书长",
    },
    {"单位名称": "市财政局", "联络员邮箱": "czj@lyg.example", "联系处室": "综合一处", "分管副秘书长": "李副秘书长"},
)
SETTINGS = Settings(office_mail=("dcs@lyg.example",))


def made(
    *judgements: Judgement, settings: Settings = SETTINGS, today: date = MONDAY, notices: Sequence[Notice] = ()
) -> list[Digest]:
    return digests_for(judgements, notices, BOOK, settings, CALENDAR, today)


def late(number: str = "A1", lead: str = "市教育局") -> Judgement:
    return judged(an_item(number, 牵头单位=lead), light="红", due=date(2026, 9, 18))


def to(digests: Sequence[Digest]) -> list[tuple[str, str, str, bool, str]]:
    return [(each.kind, each.name, each.to, each.hand_on, each.problem) for each in digests]


def test_each_desk_the_office_and_a_page_for_each_line() -> None:
    """处室 by their own address; the 副秘书长's page to the office, to be handed on; a desk without address is reported."""
    assert to(made(late(), late("A2", "市财政局"))) == [
        ("处室摘要", "综合五处", "zh5@lyg.example", False, ""),
        ("处室摘要", "综合一处", "", False, "无邮箱"),
        ("督查室摘要", "市政府督查室", "dcs@lyg.example", False, ""),
        ("副秘书长周报", "李副秘书长", "dcs@lyg.example", True, ""),
    ]


def test_a_deputy_is_written_to_where_the_office_typed_the_address() -> None:
    """And only then; full-width brackets make no difference."""
    settings = Settings(deputy_mail=(("李副秘书长", "li@lyg.example"),))
    assert to(made(late(), settings=settings))[-1] == ("副秘书长周报", "李副秘书长", "li@lyg.example", False, "")
    assert to(made(late(), settings=Settings()))[-1] == ("副秘书长周报", "李副秘书长", "", True, "无邮箱")


def test_only_the_office_on_other_days() -> None:
    """Thursday: the office's daily page, if it has an address; nothing on a day off."""
    assert [each.kind for each in made(late(), today=TODAY)] == ["督查室摘要"]
    assert made(late(), today=TODAY, settings=Settings()) == []
    assert made(late(), today=date(2026, 9, 25)) == []


def test_items_stand_in_one_group_each() -> None:
    """Gravest first, soonest first; who answered is the office's own duty, what runs in time is only counted."""
    found = made(
        judged(an_item("A1"), "待审核", "无"),
        judged(an_item("A2"), light="黄", due=date(2026, 9, 23)),
        judged(an_item("A3"), light="红", due=date(2026, 9, 18)),
        judged(an_item("A4"), light="红", due=date(2026, 9, 1)),
        judged(an_item("A5"), light="绿", due=date(2026, 12, 1)),
        judged(an_item("A6"), "退回重办", "绿", date(2026, 9, 25)),
        judged(an_item("A7"), "待签收", "绿"),
        judged(an_item("A8"), "已销号", "灰"),
    )
    page = found[0]
    assert [(group, [line.item for line in lines]) for group, lines in page.groups] == [
        ("超期", ["A4", "A3"]),
        ("退回重办", ["A6"]),
        ("临期", ["A2"]),
        ("待签收", ["A7"]),
        ("待审核", ["A1"]),
    ]
    assert (page.total.total, page.total.open, page.total.closed) == (8, 7, 1)
    assert page.items == ("A4", "A3", "A6", "A2", "A7", "A1")


def test_nothing_open_no_page() -> None:
    """A line whose items are all struck off is left in peace."""
    assert made(judged(an_item("A1"), "已销号", "灰")) == []


def test_the_office_hears_whom_no_mail_reaches() -> None:
    """Missing addresses are named once more where somebody will read them."""
    unreached = Notice("市档案馆", "", (), "提醒", MONDAY, (), "无邮箱")
    page = next(each for each in made(late(), notices=[unreached]) if each.kind == "督查室摘要")
    assert page.unreached == (("市档案馆", "无邮箱"),)


def test_domains_and_citizens() -> None:
    """Only listed domains; citizens are masked inside the house too."""
    settings = Settings(domains=("other.example",), office_mail=("dcs@lyg.example",))
    assert {each.problem for each in made(late(), settings=settings)} == {"域名不在名单"}
    item = an_item(事项来源="市长信箱", 督查事项="市民张小明反映噪声,电话13812345678")
    line = made(judged(item, light="红", due=date(2026, 9, 18)))[0].groups[0][1][0]
    assert "13812345678" not in line.matter
    assert "张小明" not in line.matter


def test_an_answer_that_waits_is_no_delay() -> None:
    """An item whose answer by mail nobody has read yet stands under 待审核, not under 超期, and is not counted as late."""
    told = as_answered([late(), late("A2")], {("A2", "市教育局")})
    page = digests_for(told, (), BOOK, SETTINGS, CALENDAR, MONDAY)[0]
    assert [(group, [line.item for line in lines]) for group, lines in page.groups] == [("超期", ["A1"]), ("待审核", ["A2"])]
    assert page.total.overdue == 1


def test_a_desk_whose_address_does_not_take_mail_is_reported() -> None:
    """No page goes there; the office's own page still goes to its other address."""
    settings = Settings(office_mail=("dcs@lyg.example", "dcs2@lyg.example"))
    found = digests_for([late()], (), BOOK, settings, CALENDAR, MONDAY, returned={"zh5@lyg.example", "dcs@lyg.example"})
    assert [(each.kind, each.to, each.cc, each.problem) for each in found][:2] == [
        ("处室摘要", "zh5@lyg.example", (), "邮箱被退回"),
        ("督查室摘要", "dcs2@lyg.example", (), ""),
    ]
