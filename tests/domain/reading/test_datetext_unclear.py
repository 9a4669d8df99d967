"""Deadline texts that are broken or mean two things: a question, never a guess, never an exception."""

from __future__ import annotations

import re
from datetime import date

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from tests.domain.reading.test_datetext import SAMPLES
from toolkit.domain.reading.datetext import Reading, occurrences, read_raw, read_text

ANCHORS = st.one_of(st.dates(date(2015, 1, 1), date(2030, 12, 31)), st.dates(), st.sampled_from([date.min, date.max]))
WORDS = re.findall(
    r"\S+",
    "0 1 2 3 5 7 12 13 28 30 31 2022 2023 3022 20220630 44742 年 月 日 号 天 周 星期 季度 第 上半年 下半年 半年 底 末 前 内 起 后 至 到 - — 、 , ; 。 ( ) . / "
    "每 按 逐 隔 双 次 一 二 三 五 十 百 〇 个 工作日 个月 小时 元旦 春节 国庆 五一 十一 十四五 “ ” 今年 明年 次年 次月 下月 本月 下周 本周五 次日 会后 印发 交办 "
    "收到 之日 力争 确保 长期 待定 完成 其中 或 即 以 为节点 每隔 逢 元月 上半年工作总结 进展 计划 逾期 不得 如 原定 尽快 百 Q2 左右 时间 终了后 结束后次月 报送 一次 首月 末月 最后一个 结束后 上旬 下旬 初 中 全年 年底 ① ２ :",
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("30内办结", "缺少单位"),
        ("7个内", "缺少单位"),
        ("一般件在天内办毕", "缺少天数"),
        ("几个月内", "缺少天数"),
        ("3.5天内", "缺少天数"),
        ("1.5个月内", "缺少天数"),
        ("3月内", "几个月内,还是当月底前"),
        ("0日内", "数量有误"),
        ("9999个工作日内", "数量有误"),
        ("5-3日内", "数量有误"),
        ("3-3日内", "数量有误"),
        ("751个工作日内", "数量有误"),
        ("1101日内", "数量有误"),
        ("121个月内", "数量有误"),
        ("11年内", "请写明几日内"),
        ("100年内", "没有读出日期"),
        ("1" * 5000 + "日内", "文字过长"),
        ("1" * 500 + "日内", "数量有误"),
        ("一个半月内", "请写明几日内"),
        ("12小时内", "请写明几日内"),
        ("22年内", "请写明几日内"),
        ("合同签订后30日内", "从哪一天起算"),
        ("提前3天", "从哪一天起算"),
        ("急件3日内、一般件7日内办结", "不同情形"),
        ("2月30日前", "2022年2月没有30日"),
        ("2022年2月30日前", "2022年2月没有30日"),
        ("2月29日前", "2022年2月没有29日"),
        ("13月底前", "没有13月"),
        ("0月底前", "没有0月"),
        ("6月0日前", "没有0日"),
        ("本月0日", "没有0日"),
        ("5季度", "没有第5季度"),
        ("20221345", "没有13月"),
        ("3022年6月底", "年份3022有误"),
        ("3022年春节前", "年份3022有误"),
        ("12.6.30", "年份请写四位数"),
        ("20222年6月底", "写法不清"),
        ("2022.3-6", "写法不清"),
        ("第1、2季度", "写法不清"),
        ("任务1.6月底前完成", "写法不清"),
        ("2022年月底", "写法不清"),
        ("6月30日-20日", "起止日期有误"),
        ("6月30日起至20日", "起止日期有误"),
        ("5-3月", "起止月份有误"),
        ("11月至3月", "哪一年"),
        ("6、12月底前报送", "是序号还是月份"),
        ("2024年8月前", "2024年7月底前,还是2024年8月底前"),
        ("2024年1月前", "2023年12月底前,还是2024年1月底前"),
        ("1月前", "上年12月底前,还是1月底前"),
        ("13月前", "开始之前,还是结束之前"),
        ("6月中旬前", "中旬开始之前,还是中旬结束之前"),
        ("三季度前", "开始之前,还是结束之前"),
        ("2024年前", "开始之前,还是结束之前"),
        ("下周前", "开始之前,还是结束之前"),
        ("6月初", "没有确切日期"),
        ("年中", "没有确切日期"),
        ("“十四五”前", "‘十四五’前”没有确切日期"),
        ("6月底验收,下旬报送", "旬没有写明月份"),
        ("6月30日(星期五)前", "2022-06-30是星期四"),
        ("下周五(4月23日)前", "不一致"),
        ("7日", "7日之内,还是某月7日"),
        ("3日前", "早于起算日"),
        ("周一前", "早于起算日"),
        ("6月25日、20日前", "哪一个月"),
        ("1月底前", "没有写年份:2022-01-31早于起算日2022-04-12,是2022年还是2023年"),
        ("1月底前,3月底前", "没有写年份"),
        ("3月底前开工,2023年5月底前完工", "没有写年份"),
        ("五一前", "没有写年份"),
        ("11月底前开工,3月底前完工", "2022年还是2023年"),
        ("2023年工作计划12月底前报送", "2022年还是2023年"),
        ("明年计划12月底前报送", "哪一年"),
        ("中秋国庆前", "哪一个节日"),
        ("2027年清明前", "没有2027年清明的放假安排"),
        ("6月底或7月底前", "以哪一个为准"),
        ("6月底前(延期至8月底)", "以哪一个为准"),
        ("不早于6月底", "最迟何时"),
        ("6月1日起", "是开始时间"),
        ("每季度25日前", "没有写明每次的日期"),
        ("每月中", "没有写明每次的日期"),
        ("每月末周周五", "没有写明每次的日期"),
        ("每月倒数第二个工作日", "没有写明每次的日期"),
        ("每年7月10日、次年1月10日前", "没有写明每次的日期"),
        ("每年“五一”前", "没有写明每次的日期"),
        ("一年两次", "没有写明每次的日期"),
        ("每两周周五前", "从哪一次开始"),
        ("每隔两周", "两种理解"),
        ("每季度前", "开始之前,还是结束之前"),
        ("如资金到位,6月底前完成", "附有条件"),
        ("原时限5月底,现6月底", "以哪一个为准"),
        ("腊月二十前、6月底前", "是农历"),
        ("6月第一周", "没有读懂"),
        ("3个月内办结,最长不超过6个月", "不同情形"),
        ("咨询类1个工作日内,投诉类5个工作日内", "不同情形"),
        ("5/6/2026", "哪个是月、哪个是日"),
        ("2028-2026年", "起止年份有误"),
        ("2026年6月至2026年3月", "起止日期有误"),
        ("待省方案印发后1个月内", "从哪一天起算"),
        ("每月2次", "没有写明每次的日期"),
        ("每月3个工作日", "没有写明每次的日期"),
        ("每月第一周", "没有写明每次的日期"),
        ("每月32日前", "日期有误"),
        ("每年13月底前", "日期有误"),
        ("每年3月前", "月底之前"),
        ("每3旬报送", "周期写法不清"),
        ("每0天报送", "周期写法不清"),
        ("每周一调度", "每逢星期一,还是每周一次"),
        ("月调度、季通报", "几个报送周期"),
        ("截至2021年底每月报送", "已没有应报送的日期"),
        ("定期", "没有写明周期"),
        ("近期", "没有确切日期"),
        ("限期整改", "没有确切日期"),
        ("已完成", "没有读出日期"),
        ("国庆期间", "没有读出日期"),
        ("2022年重点工作", "没有读出日期"),
        ("完成投资3.5亿元", "没有读出日期"),
        ("持续推进2022", "没有读出日期"),
        ("12.5万元", "没有读出日期"),
        ("13.5", "没有读出日期"),
        ("2022123199", "没有读出日期"),
        ("工期3个月", "没有读出日期"),
        ("三年行动", "没有读出日期"),
        ("春节、元宵前", "没有读出日期"),
    ],
)
def test_questions(text: str, words: str) -> None:
    """Each has no date, and the question says what is wrong with it."""
    anchor = {"五一前": date(2022, 5, 10), "11月底前开工,3月底前完工": date(2022, 1, 5)}.get(text, date(2022, 4, 12))
    reading = read_text(text, anchor)
    assert (reading.kind, reading.dates) == ("unclear", ())
    assert words in reading.question


def sound(reading: Reading) -> bool:
    """Whether a reading keeps its own promises."""
    if reading.kind in ("open", "unclear"):
        return not reading.dates and bool(reading.question) is (reading.kind == "unclear")
    shapes = len(reading.labels) == len(reading.dates) and (
        reading.kind == "recurring" or len(reading.softs) == len(reading.dates)
    )
    return bool(reading.dates) and bool(reading.basis) and shapes and (reading.rule is None) is (reading.period == "")


@given(st.text(), ANCHORS)
@example("9" * 999 + "年", date.max)
@example("每月底", date.max)
@example("下月底", date.max)
@example("100个月内", date.max)
def test_any_text(text: str, anchor: date) -> None:
    """Whatever stands in the cell, there is a reading and no exception."""
    assert sound(read_text(text, anchor))


@given(st.lists(st.sampled_from(WORDS), max_size=12), ANCHORS)
def test_any_words(words: list[str], anchor: date) -> None:
    """The words of deadlines thrown together in any order."""
    reading = read_text("".join(words), anchor)
    assert sound(reading)
    found = occurrences(reading, anchor, 4, start=1)
    assert list(found) == sorted(set(found))


@given(st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), st.dates(), st.datetimes()), ANCHORS)
def test_any_cell(raw: bool | int | float | date | None, anchor: date) -> None:
    """Numbers and dates of any size."""
    assert sound(read_raw(raw, anchor))


@given(st.sampled_from(SAMPLES), st.data())
def test_blanks_and_widths_make_no_difference(sample: list[str], data: st.DataObject) -> None:
    """Spaces and line breaks between characters (not inside a number) and full-width signs change nothing."""
    text, anchor = sample[0], date.fromisoformat(sample[1])
    at = data.draw(st.integers(0, len(text)))
    blank = data.draw(st.sampled_from([" ", "\n", "\u3000", "\r\n"]))
    if text[max(at - 1, 0) : at + 1].isdigit() and 0 < at < len(text):
        blank = ""
    other = text[:at] + blank + text[at:]
    if data.draw(st.booleans()):
        other = other.translate({sign: sign + 0xFEE0 for sign in range(0x21, 0x7F)})
    before, after = read_text(text, anchor), read_text(other, anchor)
    assert (before.kind, before.dates, before.soft) == (after.kind, after.dates, after.soft)


@given(st.dates(date(1990, 1, 1), date(2099, 12, 31)), st.dates(date(1990, 1, 1), date(2099, 12, 31)))
def test_full_dates_are_what_they_say(day: date, anchor: date) -> None:
    """A date with its year is the same from whatever day it is read."""
    for text in (
        f"{day.year}年{day.month}月{day.day}日前",
        f"{day.year}.{day.month}.{day.day}",
        day.isoformat(),
        f"{day:%Y%m%d}",
    ):
        assert read_text(text, anchor).dates == (day,)


@given(st.dates(date(1990, 1, 1), date(2098, 12, 31)), st.integers(1, 12))
def test_month_ends_lie_ahead(anchor: date, month: int) -> None:
    """A month's end without a year is asked about, or lies in the anchor's month or later, and at most a year ahead."""
    reading = read_text(f"{month}月底前", anchor)
    if reading.kind == "date":
        assert anchor <= reading.dates[0]
        assert (reading.dates[0] - anchor).days <= 366
        assert reading.dates[0].month == month
    else:
        assert month < anchor.month


def test_past_by_four_months() -> None:
    """Up to 120 days a day without a year may belong to a late entry, so it is asked about; from then on it is next year's."""
    assert read_text("1月15日前", date(2022, 5, 15)).kind == "unclear"
    assert read_text("1月15日前", date(2022, 5, 16)).dates == (date(2023, 1, 15),)
