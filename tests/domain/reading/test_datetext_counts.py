"""Deadline texts: counts of days, what each date is for, targets, and the basis that is told."""

from __future__ import annotations

from datetime import date

import pytest

from tests.domain.reading.test_datetext import days
from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.reading.datetext import read_text


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("6月30日前完成,12月底前验收", ("完成", "验收")),
        ("7月底前开工;11月底前建成", ("开工", "建成")),
        ("4月底前职教中心、学府路幼儿园等主体完工", ("职教中心、学府路幼儿园等主体完工",)),
        ("4月底前开工11月底前建成", ("开工", "建成")),
        ("主体6月底前完成,绿化12月底前完成", ("主体完成", "绿化完成")),
        ("主体6月底前\n绿化12月底前", ("主体", "绿化")),
        ("1.6月底前完成；2.12月底前验收", ("完成", "验收")),
        ("(一)6月底前开工;(二)12月底前完工", ("开工", "完工")),
        ("①6月底前开工②12月底前完工", ("开工", "完工")),
        ("4月15日、7月15日前报送", ("报送", "报送")),
        ("完成时限:6月底前", ("",)),
        ("经分管市领导审核后于6月底前", ("",)),
        ("6月底前完成并于12月底前验收", ("完成", "验收")),
        ("6月底前完成三个项目", ("完成三个项目",)),
        ("自2022年6月1日起30日内完工", ("完工",)),
        ("会议纪要印发后10日内报送", ("报送",)),
        ("土建7个工作日内完成", ("土建完成",)),
    ],
)
def test_labels(text: str, labels: tuple[str, ...]) -> None:
    """What each date is for, in the words that were typed."""
    assert read_text(text, date(2022, 1, 5)).labels == labels


@pytest.mark.parametrize(
    ("text", "soft", "softs"),
    [("力争6月底前完成", True, (True,)), ("6月底前争取完成", True, (True,)), ("原则上7个工作日内", True, (True,)), ("6月底左右", True, (True,)),
     ("确保10月底前、力争9月底前完成", False, (False, True)), ("2022年6月底前(力争5月底)", False, (False, True)),
     ("确保6月底前完成", False, (False,))],
)  # fmt: skip
def test_soft(text: str, soft: bool, softs: tuple[bool, ...]) -> None:
    """A target keeps its date and is marked; beside a date that binds, only the target is."""
    reading = read_text(text, date(2022, 1, 5))
    assert (reading.soft, reading.softs) == (soft, softs)


@pytest.mark.parametrize(
    ("text", "anchor", "kind", "amount", "found"),
    [
        ("15个工作日", "2022-01-19", "workdays", 15, "2022-02-14"),
        ("三至五个工作日内", "2024-01-05", "workdays", 5, "2024-01-12"),
        ("3个工作日-5个工作日内", "2024-01-05", "workdays", 5, "2024-01-12"),
        ("10个法定工作日内", "2022-06-10", "workdays", 10, "2022-06-24"),
        ("7日内", "2022-01-19", "days", 7, "2022-01-26"),
        ("3天之内", "2022-01-19", "days", 3, "2022-01-22"),
        ("10个自然日内", "2022-01-19", "days", 10, "2022-01-29"),
        ("两周内", "2022-01-19", "days", 14, "2022-02-02"),
        ("1个星期内", "2022-01-19", "days", 7, "2022-01-26"),
        ("半个月内", "2024-02-29", "days", 15, "2024-03-15"),
        ("48小时内反馈", "2024-02-29", "days", 2, "2024-03-02"),
        ("一百二十日内", "2022-06-10", "days", 120, "2022-10-08"),
        ("三个月内", "2022-01-31", "months", 3, "2022-04-30"),
        ("一个季度内", "2022-01-31", "months", 3, "2022-04-30"),
        ("半年内", "2022-08-31", "months", 6, "2023-02-28"),
        ("一年内", "2024-02-29", "months", 12, "2025-02-28"),
        ("1—2年内", "2022-02-11", "months", 24, "2024-02-11"),
        ("自2026年10月1日起30日内", "2026-09-24", "days", 30, "2026-10-31"),
        ("750个工作日内", "2022-01-04", "workdays", 750, "2025-01-03"),
        ("1100日内", "2022-01-01", "days", 1100, "2025-01-05"),
        ("120个月内", "2022-01-01", "months", 120, "2032-01-01"),
        ("10年内", "2022-01-01", "months", 120, "2032-01-01"),
        ("1日内", "2022-01-01", "days", 1, "2022-01-02"),
        ("7个工作日内(3月20日前)反馈", "2019-03-11", "workdays", 7, "2019-03-20"),
    ],
)
def test_counts(text: str, anchor: str, kind: str, amount: int, found: str) -> None:
    """Workdays, days, weeks, months and years from the anchor; day 0 is not counted, of a range the outer bound."""
    reading = read_text(text, date.fromisoformat(anchor))
    assert (reading.kind, reading.amount, reading.dates) == (kind, amount, days(found))


@pytest.mark.parametrize(
    ("text", "start"),
    [("会后7日内", "会议"), ("会议结束后5个工作日内", "会议"), ("交办后10个工作日内", "交办"), ("自交办之日起15个工作日内", "交办"),
     ("批示件7个工作日内", "交办"), ("督办单下发后5个工作日内", "交办"), ("文件下发1个月内", "印发"), ("会议纪要下发10日内", "印发"),
     ("自本通知印发之日起30日内", "印发"), ("受理之日起15日内", "受理"), ("收到交办单后5个工作日内", "受理"), ("接到群众来信后,一般在15日内", "受理"),
     ("7日内", ""), ("即日起7日内", ""), ("次日起3日内", ""), ("今后三个月内", "")],
)  # fmt: skip
def test_start_words(text: str, start: str) -> None:
    """From which event a count runs, as the text says."""
    reading = read_text(text, date(2022, 1, 5))
    assert reading.start_word == start
    assert reading.kind in ("workdays", "days", "months")


@pytest.mark.parametrize(
    ("text", "anchor", "basis"),
    [
        (
            "自交办之日起7个工作日内",
            "2026-09-24",
            "交办2026-09-24次日起7个工作日(中秋放假9月25–27日,国庆放假10月1–7日,10月10日调休上班)→ 2026-10-12",
        ),
        ("30日内", "2026-07-01", "起算日2026-07-01次日起30日→ 2026-07-31"),
        ("1个月内", "2019-01-31", "起算日2019-01-31起1个月,没有对应日,以月末计→ 2019-02-28"),
        ("自2026年10月1日起30日内", "2026-09-24", "2026-10-01次日起30日→ 2026-10-31"),
        ("2022年6月底前", "2022-01-05", "“2022年6月底前”即2022-06-30"),
        ("6月底前", "2022-01-05", "“6月底前”自2022-01-05起读作2022-06-30"),
        ("国庆前", "2026-03-01", "“国庆前”即放假前最后一个工作日2026-09-30"),
        ("44742", "2022-01-05", "“Excel日期序号44742”即2022-06-30"),
        ("每月底", "2022-01-05", "按月重复,自2022-01-05起最近几次为2022-01-31、2022-02-28、2022-03-31"),
        ("长期", "2022-01-05", "“长期”没有确定日期"),
        ("", "2022-01-05", ""),
    ],
)
def test_basis(text: str, anchor: str, basis: str) -> None:
    """One sentence in which every day named is true."""
    assert read_text(text, date.fromisoformat(anchor)).basis == basis


@pytest.mark.parametrize("text", ["7个工作日内", "元旦前", "春节前"])
def test_provisional(text: str) -> None:
    """What hangs on holidays that nobody published is marked; with the notice typed in it is not."""
    reading = read_text(text, date(2026, 12, 25))
    assert reading.provisional
    assert reading.basis.endswith("暂定")
    assert not read_text(text, date(2026, 12, 25), Calendar({}, [2027])).provisional


def test_written_dates_are_never_provisional() -> None:
    """A date in 2027 that someone wrote out, and periods in days, need no notice."""
    assert not read_text("2027年6月底前", date(2026, 12, 25)).provisional
    assert not read_text("30日内", date(2026, 12, 25)).provisional
