"""Deadline texts as offices type them, and what they come to."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from toolkit.domain.datetext import occurrences, read_raw, read_text
from toolkit.domain.item import Raw
from toolkit.domain.workdays import Calendar

SAMPLES = [
    line.split("\t")
    for line in (Path(__file__).parent.parent / "data" / "deadline_expressions.tsv").read_text("utf-8").splitlines()
    if line and not line.startswith("#")
]


def days(text: str) -> tuple[date, ...]:
    """Dates written one after the other."""
    return tuple(date.fromisoformat(part) for part in text.replace(";", " ").split())


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample[0])
def test_samples(sample: list[str]) -> None:
    """Every row of the sample table."""
    text, anchor, kind, dates = (*sample, "", "")[:4]
    reading = read_text(text, date.fromisoformat(anchor))
    assert (reading.kind, reading.dates) == (kind, days(dates))
    assert bool(reading.question) is (kind == "unclear")


@pytest.mark.parametrize(
    ("text", "anchor", "found"),
    [
        ("2022年6月30日", "2022-03-01", "2022-06-30"),
        ("2022-08-31", "2022-03-01", "2022-08-31"),
        ("2022/8/31", "2022-03-01", "2022-08-31"),
        ("2022.06.30前", "2022-03-01", "2022-06-30"),
        ("2022-06-30 00:00:00", "2022-03-01", "2022-06-30"),
        ("22.6.30", "2022-03-01", "2022-06-30"),
        ("22年6月底", "2022-03-01", "2022-06-30"),
        ("22年底前", "2022-03-01", "2022-12-31"),
        ("202206", "2022-03-01", "2022-06-30"),
        ("20220630前", "2022-03-01", "2022-06-30"),
        ("44742", "2022-03-01", "2022-06-30"),
        ("6.30前", "2022-03-01", "2022-06-30"),
        ("6/30", "2022-03-01", "2022-06-30"),
        ("2022年6.30前", "2022-03-01", "2022-06-30"),
        ("2022.6月底前", "2022-03-01", "2022-06-30"),
        ("2024年6月30前", "2024-01-05", "2024-06-30"),
        ("6月30日(星期四)17:00前", "2022-03-01", "2022-06-30"),
        ("2021年6月30日下午5点前", "2021-03-01", "2021-06-30"),
        ("二〇二四年六月三十日", "2024-01-05", "2024-06-30"),
        ("截止时间:2024年6月30日", "2024-01-05", "2024-06-30"),
        ("2022年", "2022-03-01", "2022-12-31"),
        ("到2025年建成", "2022-03-01", "2025-12-31"),
        ("全年", "2022-03-01", "2022-12-31"),
        ("年底前", "2022-03-01", "2022-12-31"),
        ("年内", "2022-03-01", "2022-12-31"),
        ("2024年度末", "2022-03-01", "2024-12-31"),
        ("上半年", "2022-03-01", "2022-06-30"),
        ("2022年下半年", "2022-03-01", "2022-12-31"),
        ("三季度末", "2022-03-01", "2022-09-30"),
        ("第四季度", "2022-03-01", "2022-12-31"),
        ("前三季度", "2022-03-01", "2022-09-30"),
        ("1-3季度", "2022-03-01", "2022-09-30"),
        ("本季度末", "2022-03-01", "2022-03-31"),
        ("下季度末", "2022-12-31", "2023-03-31"),
        ("季末前", "2022-02-01", "2022-03-31"),
        ("明年一季度末", "2022-12-12", "2023-03-31"),
        ("明年6月底前", "2022-12-12", "2023-06-30"),
        ("去年底", "2022-12-12", "2021-12-31"),
        ("6月上旬", "2022-03-01", "2022-06-10"),
        ("6月上中旬", "2022-03-01", "2022-06-20"),
        ("6月下旬", "2022-03-01", "2022-06-30"),
        ("本月底", "2024-02-05", "2024-02-29"),
        ("月底前", "2024-02-05", "2024-02-29"),
        ("次月15日", "2022-12-12", "2023-01-15"),
        ("下个月10日前", "2024-01-31", "2024-02-10"),
        ("25日前", "2022-01-19", "2022-01-25"),
        ("月底(30日)前", "2022-04-26", "2022-04-30"),
        ("下周五前", "2022-04-12", "2022-04-22"),
        ("下周五(4月22日)前", "2022-04-12", "2022-04-22"),
        ("下下周一前", "2022-06-10", "2022-06-20"),
        ("本周内", "2022-04-12", "2022-04-17"),
        ("周五前", "2022-04-12", "2022-04-15"),
        ("周末前", "2022-04-12", "2022-04-17"),
        ("当日办结", "2022-04-12", "2022-04-12"),
        ("次日", "2022-04-30", "2022-05-01"),
        ("“十一”前", "2025-09-01", "2025-09-30"),
        ("国庆节前夕", "2023-03-01", "2023-09-28"),
        ("中秋节前", "2026-01-01", "2026-09-24"),
        ("春节前", "2025-12-01", "2026-02-14"),
        ("2023年春节前", "2022-02-11", "2023-01-20"),
        ("明年春节前", "2022-02-11", "2023-01-20"),
        ("元旦前", "2023-03-01", "2023-12-29"),
        ("端午节到来之前", "2024-01-01", "2024-06-07"),
        ("“五一”国际劳动节前", "2024-01-05", "2024-04-30"),
        ("七一前", "2024-01-05", "2024-06-30"),
        ("“十四五”末", "2022-01-01", "2025-12-31"),
        ("“十四五”期间", "2022-01-01", "2025-12-31"),
        ("“十五五”规划期末前", "2022-01-01", "2030-12-31"),
        ("3-5月", "2026-01-24", "2026-05-31"),
        ("2020-2022年底", "2020-01-24", "2022-12-31"),
        ("2022.3.1-2022.6.30", "2022-01-24", "2022-06-30"),
        ("2026年3月至2027年5月", "2026-01-24", "2027-05-31"),
        ("2021年11月至3月", "2021-09-24", "2022-03-31"),
        ("2021年11月至次年3月", "2021-09-24", "2022-03-31"),
        ("今年11月至3月", "2021-09-24", "2022-03-31"),
        ("11月至次年3月", "2021-09-24", "2022-03-31"),
        ("6月25日-30日", "2021-05-24", "2021-06-30"),
        ("6月25日起至30日", "2021-05-24", "2021-06-30"),
        ("6月25日至7月5日", "2021-05-24", "2021-07-05"),
        ("2022年6月至本月底", "2022-05-24", "2022-05-31"),
        ("2024年6月30日前,长期坚持", "2024-01-05", "2024-06-30"),
        ("6月1日起,12月底前完成", "2024-01-05", "2024-12-31"),
        ("完成投资3.5亿元,6月底前", "2021-05-24", "2021-06-30"),
        ("2022年重点工作6月底前完成", "2022-01-19", "2022-06-30"),
        ("2021年度工作总结3月底前报送", "2022-01-19", "2022-03-31"),
        ("今年重点工作6月底前完成", "2022-01-19", "2022-06-30"),
        ("2022年,6月底前完成", "2021-11-19", "2022-06-30"),
        ("去年结转任务6月底前完成", "2022-01-19", "2022-06-30"),
    ],
)
def test_one_date(text: str, anchor: str, found: str) -> None:
    """Full and partial dates, ends of periods, relative days, holidays, plans, and the outer bound of ranges."""
    reading = read_text(text, date.fromisoformat(anchor))
    assert (reading.kind, reading.dates, reading.question) == ("date", days(found), "")
    assert len(reading.labels) == len(reading.softs) == len(reading.parts) == len(reading.bases) == 1


@pytest.mark.parametrize(
    ("text", "anchor", "found"),
    [
        ("1月15日前", "2021-12-20", "2022-01-15"),
        ("3月底前", "2021-11-20", "2022-03-31"),
        ("6月底", "2022-06-30", "2022-06-30"),
        ("6月15日前", "2022-06-20", "2022-06-15"),
        ("2022年2月底前", "2022-06-20", "2022-02-28"),
        ("4月底前主体完工,8月底前竣工", "2022-05-10", "2022-04-30;2022-08-31"),
        ("1月底前开工,12月底前建成", "2021-12-20", "2022-01-31;2022-12-31"),
        ("10月底前开工,3月底前完工", "2021-09-20", "2021-10-31;2022-03-31"),
        ("2022年10月底前开工,3月底前完工", "2022-08-20", "2022-10-31;2023-03-31"),
        ("12月底前完成,其中6月底前完成50%", "2021-01-24", "2021-12-31;2021-06-30"),
        ("2022年12月底前完成,次年3月底前验收", "2022-01-05", "2022-12-31;2023-03-31"),
        ("6月底前完成,次月15日前报送", "2022-01-05", "2022-06-30;2022-07-15"),
        ("4月15日、7月15日、10月15日及1月15日前", "2022-01-05", "2022-04-15;2022-07-15;2022-10-15;2023-01-15"),
        ("6月10日、20日前", "2021-01-24", "2021-06-10;2021-06-20"),
        ("4、7、10月底前报送", "2021-01-24", "2021-04-30;2021-07-31;2021-10-31"),
        ("6月和12月底前", "2021-01-24", "2021-06-30;2021-12-31"),
        ("2022年6、12月底前", "2022-01-24", "2022-06-30;2022-12-31"),
        ("确保10月底前、力争9月底前完成", "2022-01-05", "2022-10-31;2022-09-30"),
        ("7个工作日内反馈,6月底前办结", "2022-01-05", "2022-01-14;2022-06-30"),
    ],
)
def test_which_year(text: str, anchor: str, found: str) -> None:
    """Without a year: the anchor's, the next one when long past, the one before in a list; a written year stays as written."""
    reading = read_text(text, date.fromisoformat(anchor))
    assert reading.dates == days(found)
    assert reading.kind == ("date" if len(reading.dates) == 1 else "dates")


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
        ("自交办之日起7个工作日内", "2026-09-24", "交办2026-09-24次日起7个工作日(中秋放假9月25–27日,国庆放假10月1–7日,10月10日调休上班)→ 2026-10-12"),
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


@pytest.mark.parametrize("text", ["长期", "长期坚持", "适时", "待定", "常态化推进", "持续推进", "定期不定期", "不定期", "无", "/", "—", "", "  ", "无时限要求",
                                  "N/A", "另行通知", "视情", "根据工作需要适时"])  # fmt: skip
def test_open(text: str) -> None:
    """What is no date and needs none."""
    reading = read_text(text, date(2022, 1, 5))
    assert (reading.kind, reading.dates, reading.question) == ("open", (), "")


@pytest.mark.parametrize(
    ("raw", "kind", "found"),
    [
        (None, "open", ""),
        ("", "open", ""),
        ("6月底前", "date", "2022-06-30"),
        (date(2022, 6, 30), "date", "2022-06-30"),
        (datetime(2022, 6, 30, 17, 0), "date", "2022-06-30"),
        (44742, "date", "2022-06-30"),
        (44742.75, "date", "2022-06-30"),
        (20220630, "date", "2022-06-30"),
        (20220630.0, "date", "2022-06-30"),
        (202206, "date", "2022-06-30"),
        (2022.6, "date", "2022-06-30"),
        (2022.12, "date", "2022-12-31"),
        (6.15, "date", "2022-06-15"),
        (2.3, "date", "2022-02-03"),
        (2022.1, "unclear", ""),
        (6.3, "unclear", ""),
        (12.1, "unclear", ""),
        (2022, "unclear", ""),
        (7, "unclear", ""),
        (True, "unclear", ""),
        (date(1900, 1, 7), "unclear", ""),
        (datetime(9999, 12, 31), "unclear", ""),
        (float("nan"), "unclear", ""),
        (float("inf"), "unclear", ""),
        (-1.5, "unclear", ""),
        (1e300, "unclear", ""),
    ],
)
def test_cells(raw: Raw, kind: str, found: str) -> None:
    """Dates, serial numbers and numbers meant as dates; a number may have lost a zero, and a year may be a slip."""
    reading = read_raw(raw, date(2022, 1, 5))
    assert (reading.kind, reading.dates) == (kind, days(found))
    assert bool(reading.question) is (kind == "unclear")
    assert len(reading.labels) == len(reading.softs) == len(reading.dates)


def test_a_date_beside_a_recurring_duty() -> None:
    """The date judges the item, the duty stays known."""
    reading = read_text("12月底前完成,每季度报送一次进展", date(2022, 1, 19))
    assert (reading.kind, reading.dates, reading.labels, reading.period) == ("date", days("2022-12-31"), ("完成",), "季")
    assert occurrences(reading, date(2022, 1, 19), 2) == days("2022-03-31 2022-06-30")
    assert occurrences(read_text("12月底前", date(2022, 1, 19)), date(2022, 1, 19), 2) == ()


def test_reading_is_cached() -> None:
    """The same text from the same day is read once."""
    assert read_text("6月底前完成", date(2022, 1, 5)) is read_text("6月底前完成", date(2022, 1, 5))
