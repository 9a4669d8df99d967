"""Doubts about a text in which days were found: several deadlines of which one can hold, a condition, times left unread."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from toolkit.domain.reading.numerals import Plain
from toolkit.domain.reading.timeparts import Count, Token, Unclear

_BY_CASE = re.compile(r"急件|一般件|平件|普通件|简单|复杂|疑难|难度|紧急")
_SORT = re.compile(r"(?:事项|类|件|工单|诉求|问题)(?:应当?|须|在|于|的|一般|原则上|为|:|,)*$")
"""What a count is for where each sort of matter has its own."""
_CHANGED = re.compile(r"原(?:定|为|时限|计划)|→|(?<!实)现改?为|延期|延至|延长[至到]|推迟|调整为|调整至|改为|变更为")
_NOT_BEFORE = re.compile(r"不(?:得)?早于|最早|前(?:不得(?![少低])|不准|不许|禁止|严禁)")
_LUNAR = re.compile(r"农历|阴历|腊月|正月|夏历")
_DENIED = re.compile(r"(?:不是|并非|^非)[0-9]")
_PROVIDED = re.compile(r"(?:^|[,;])(?:如果?|若|假如|倘若)(?!期|实|下|上|何|数|遇|无|皋|东|有(?:特殊|困难)|不能|未能|确需)")
_MOST = re.compile(r"最长|最多|至多")
_OR = re.compile(r"(?:完成|办结|报送|反馈)?或")
_LEFT = re.compile(
    r"#的?(?:第[0-9]|最后[1一]?)个?(?:周|星期|礼拜|工作日)|(?:^|[、和及#])半年(?=[、和及]|之?前|底|末)|#(?:周|星期)[一二三四五六日天](?!期)"
    r"|#[、和及][0-9]{1,2}[./][0-9]{1,2}"
)
"""Words for a time behind (#) or between those that were read."""


def check_choice(words: Plain, kept: Sequence[Token]) -> None:
    """Raises Unclear where a text offers several deadlines and only one of them can hold, or hangs its date on a condition."""
    text = words.text
    if _NOT_BEFORE.search(text) or _DENIED.search(text):
        raise Unclear(f"“{words.cite()}”写的不是最迟时间,请写明最迟何时完成")
    if kept and _LUNAR.search(text):
        raise Unclear(f"“{words.cite()}”是农历,请写明公历日期")
    if kept and _PROVIDED.search(text[: kept[0].start]):
        raise Unclear(f"“{words.cite()}”附有条件,条件具备了吗?请写明确切日期")
    gaps = [text[one.end : other.start] for one, other in pairwise(kept)]
    open_end = kept and text.startswith("或", kept[-1].end)
    if (_CHANGED.search(text) and len(kept) > 1) or any(_OR.fullmatch(gap.removesuffix("者")) for gap in gaps) or open_end:
        raise Unclear(f"“{words.cite()}”写了几个时限,以哪一个为准?请写明")
    counts = [token for token in kept if isinstance(token.thing, Count)]
    sorts = [token for token in counts if _SORT.search(text[: token.start])]
    several = len(counts) > 1 and (_MOST.search(text) or len(sorts) > 1)
    if several or (len(kept) > 1 and counts and _BY_CASE.search(text)):
        raise Unclear(f"“{words.cite()}”按不同情形写了不同时限,本事项适用哪一种?请写明")


def check_left(words: Plain, taken: Sequence[tuple[int, int]]) -> None:
    """Raises Unclear where words for a time stand beside those that were read: 6月第2周, 半年、年底前."""
    text = words.text
    for start, end in taken:
        text = text[:start] + "#" * (end - start) + text[end:]
    if _LEFT.search(text):
        raise Unclear(f"“{words.cite()}”中有的时间没有读懂,请写明年月日")
