"""Which deadline applies, with its basis, and which of them the replies met: 五(五), 七(二), 代表法 and 本室规则."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.domain.deadlining import brief, day, of
from tests.domain.making import CALENDAR, an_item
from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.item import Event
from toolkit.domain.limits.deadlines import deadlines_of
from toolkit.domain.limits.limits import DEFAULT_LIMITS
from toolkit.domain.settings import Settings

TODAY = date(2026, 6, 1)
SETTINGS = Settings()


@pytest.mark.parametrize(
    ("assigned", "due", "basis"),
    [
        ("2019-03-11", "2019-03-20", "交办2019-03-11次日起7个工作日→ 2019-03-20,依据五(五)"),
        ("2019-04-26", "2019-05-08", "劳动节"),
        ("2020-01-22", "2020-02-10", "春节"),
        ("2026-02-12", "2026-02-28", "2月28日调休上班"),
        (
            "2026-09-24",
            "2026-10-12",
            "交办2026-09-24次日起7个工作日(中秋放假9月25–27日,国庆放假10月1–7日,10月10日调休上班)→ 2026-10-12,依据五(五)",
        ),
    ],
)
def test_seven_workdays(assigned: str, due: str, basis: str) -> None:
    """五(五): a 批示 without a date has 7 working days, and the basis names the holidays between."""
    (found,) = of(an_item(交办日期=day(assigned), 事项来源="领导批示"))
    assert (found.kind, found.due) == ("反馈", day(due))
    assert basis in found.basis
    assert not found.provisional
    assert found.warn_from == CALENDAR.back(day(due), 3)


def test_provisional() -> None:
    """A year without published holidays is counted by weekends, and says so."""
    (found,) = of(an_item(交办日期=day("2026-12-25"), 事项来源="领导批示"))
    assert found.provisional
    assert found.basis.endswith("(2027年放假安排未公布,暂定)")


@pytest.mark.parametrize(
    ("source", "kind", "due", "basis"),
    [
        (
            "市委文件",
            "报告",
            "2026-04-13",
            "未填起算日(文件下发日),以交办日代替:交办2026-03-11次日起1个月至2026-04-11,不是工作日,按本室规则顺延→ 2026-04-13,依据七(二)",
        ),
        (
            "市政府常务会议",
            "报告",
            "2026-03-23",
            "未填起算日(纪要下发日),以交办日代替:交办2026-03-11次日起10日至2026-03-21,不是工作日,按本室规则顺延→ 2026-03-23,依据七(二)",
        ),
        ("人大建议", "办结", "2026-06-11", "交办2026-03-11次日起3个月→ 2026-06-11,依据代表法"),
    ],
)
def test_by_source(source: str, kind: str, due: str, basis: str) -> None:
    """七(二) and 代表法, with what stands in for the day of issue and the move to a workday."""
    (found,) = of(an_item(交办日期=day("2026-03-11"), 事项来源=source))
    assert (found.kind, str(found.due), found.basis) == (kind, due, basis)


def test_own_start_day() -> None:
    """A filled 起算日 is day 0, and no stand-in is spoken of."""
    (found,) = of(an_item(交办日期=day("2026-03-11"), 起算日=day("2026-03-02"), 事项来源="市政府常务会议"))
    assert found.basis == "起算日2026-03-02次日起10日→ 2026-03-12,依据七(二)"


def test_not_moved_where_the_office_says_so() -> None:
    """The move to a workday is a setting."""
    (found,) = of(an_item(交办日期=day("2026-03-11"), 事项来源="市政府常务会议"), settings=Settings(move_to_workday=False))
    assert str(found.due) == "2026-03-21"
    assert "顺延" not in found.basis


@pytest.mark.parametrize("source", ["政协提案", "政府工作报告", "民生实事", "不详", ""])
def test_no_number_no_date(source: str) -> None:
    """Where the office gives no number there is no date."""
    assert of(an_item(交办日期=day("2026-03-11"), 事项来源=source)) == ()


def test_no_start_day() -> None:
    """A period that nothing starts has no day, and says what is missing."""
    (found,) = of(an_item(事项来源="领导批示"))
    assert found.due is None
    assert "没有起算日和交办日期" in found.basis


def reply(text: str) -> Event:
    return Event(day(text), "A1", "", "反馈")


def test_reply_meets_the_earliest() -> None:
    """Each accepted reply meets the earliest open duty; 办结 is met by closing alone."""
    item = an_item(交办日期=day("2026-03-11"), 完成时限="7月底前开工;11月底前建成", 反馈要求="7个工作日内反馈")
    first, second = day("2026-03-18"), day("2026-07-20")
    events = [reply("2026-03-18"), reply("2026-07-20")]
    assert brief(of(item, *events, replies=[first])) == [("反馈√", "2026-03-20"), ("节点", "2026-07-31"), ("办结", "2026-11-30")]
    assert brief(of(item, *events, replies=[first, second])) == [
        ("反馈√", "2026-03-20"),
        ("节点√", "2026-07-31"),
        ("办结", "2026-11-30"),
    ]
    assert brief(of(item, *events, replies=[first] * 5))[-1] == ("办结", "2026-11-30")


def test_recurring_skips_what_was_met() -> None:
    """A reply meets the earliest open occurrence; the next three open ones are listed, overdue ones among them."""
    item = an_item(交办日期=day("2026-01-25"), 报送周期="每月28日前")
    events = [reply("2026-02-10"), reply("2026-03-27")]
    dues = [str(deadline.due) for deadline in of(item, *events, replies=[day("2026-02-10"), day("2026-03-27")])]
    assert dues == ["2026-03-28", "2026-04-28", "2026-05-28"]


def test_recurring_with_a_cell_that_hides_replies() -> None:
    """A 反馈日期 cell shows the last reply alone, so what was due before it counts as answered, and the one it was about."""
    item = an_item(交办日期=day("2026-01-25"), 报送周期="每月28日前")
    halfway = (("2026-06-12", "2026-06-28"), ("2026-06-13", "2026-07-28"))
    for answered, following in (
        *halfway,
        ("2026-06-27", "2026-07-28"),
        ("2026-06-28", "2026-07-28"),
        ("2026-07-02", "2026-07-28"),
    ):
        assert str(of(item, replies=[day(answered)])[0].due) == following


def test_milestones_with_a_cell_that_hides_replies() -> None:
    """A milestone ahead is met only by a reply in its warning days."""
    item = an_item(交办日期=day("2026-03-11"), nodes=["4月底前开工", "8月底前完工", "11月底前交付"])
    assert brief(of(item, replies=[day("2026-07-20")])) == [
        ("节点√", "2026-04-30"),
        ("节点", "2026-08-31"),
        ("节点", "2026-11-30"),
    ]
    assert brief(of(item, replies=[day("2026-08-28")])) == [
        ("节点√", "2026-04-30"),
        ("节点√", "2026-08-31"),
        ("节点", "2026-11-30"),
    ]
    assert brief(of(item, replies=[day("2026-08-26")]))[1] == ("节点√", "2026-08-31")
    assert brief(of(item, replies=[day("2026-08-25")]))[1] == ("节点", "2026-08-31")
    assert brief(of(item, replies=[day("2026-12-20")]))[-1] == ("节点√", "2026-11-30")
    assert brief(of(item, replies=[day("2026-03-20")]))[0] == ("节点√", "2026-04-30")


def test_recurring_ends_with_the_item() -> None:
    """No report is due after the 办结时限."""
    item = an_item(交办日期=day("2026-03-11"), 完成时限="2026年7月底前", 报送周期="季")
    assert brief(of(item)) == [("反馈", "2026-03-31"), ("反馈", "2026-06-30"), ("办结", "2026-07-31")]
    item = an_item(交办日期=day("2026-03-11"), 完成时限="2026年6月底前", 报送周期="季")
    assert brief(of(item)) == [("反馈", "2026-03-31"), ("反馈", "2026-06-30"), ("办结", "2026-06-30")]


TEXTS = st.one_of(
    st.none(),
    st.text(max_size=12),
    st.sampled_from(("7个工作日内反馈", "每季度", "6月底前,12月底前", "长期", "2月30日前", "会后7日内", 2022.6, 44712, True)),
    st.dates(date(1990, 1, 1), date(2099, 12, 31)),
    st.text(alphabet="0123456789年月日前底内个工作季每周、,会后第十二三上下旬", max_size=12),
)
FIELDS = ("完成时限", "时间节点", "反馈要求", "报送周期", "交办日期", "起算日", "立项日期", "事项来源")


@given(st.dictionaries(st.sampled_from(FIELDS), TEXTS), st.lists(st.dates(date(2020, 1, 1), date(2027, 1, 1)), max_size=3))
def test_never_raises(cells: dict[str, Any], replies: list[date]) -> None:
    """Whatever stands in a row, its deadlines are in order, each with a basis that names its day."""
    found = deadlines_of(an_item(**cells), (), replies, DEFAULT_LIMITS, SETTINGS, Calendar(), TODAY)
    dated = [deadline.due for deadline in found if deadline.due is not None]
    assert dated == sorted(dated)
    assert all(str(deadline.due) in deadline.basis for deadline in found if deadline.due is not None)
    assert all(deadline.basis and deadline.warn_from is None for deadline in found if deadline.due is None)
