"""What each date of a text is for (竣工交付), and which of them are targets only (力争)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.domain.reading.numerals import Plain

Stretch = tuple[int, int]

_SEPARATOR = re.compile(r"[,，;；。\n\r]+")
_LINKS = re.compile(r"(?:[、,，和及与\s]|以及)*")
_HEADING = re.compile(r"^(?:完成|办结|反馈|报送|上报|截止|办理)?(?:时限|时间|日期|期限|节点)?(?:要求)?[:：]\s*")
_FRONT = re.compile(
    r"^(?:[)）](?:之?前|以前|内)?)?(?:[(（]?[一二三四五六七八九十]{1,2}[)）、]|[一二三四五六七八九十]是)?[\s、:：)）\]】的.·\-—]*"
)
_BACK = re.compile(
    r"(?:[\s、:：(（\[【\-—]|[0-9０-９]{1,2}[.．)）]|[①-⑳]|并且?|同时|力争|争取|力求|确保|原则上|一般|最迟|务必|必须|应当?|须|需要?|要|拟|计划|预计"
    r"|于|在|到|至|截至|截止到?|自|从|和|及|以及|其中|即)+$"
)
_CONDITION = re.compile(r"(?:后|之日起?|的)$")
_SOFT = re.compile(r"力争|争取|原则上|力求|尽量|尽可能|预计|估计|有望|大约|大概|约(?=[0-9年])|拟(?=于|在|[0-9今明年上下])")
_CLAUSE = re.compile(r"[,;、(]")


def labels_of(words: Plain, stretches: Sequence[Stretch]) -> tuple[str, ...]:
    """What each date is for, in the order given: the words of its own clause, as typed; "" where there are none.

    In an enumeration (4月15日、7月15日前报送) the words behind the last date serve for all.
    """
    order = sorted(range(len(stretches)), key=lambda at: stretches[at])
    bounds = [0, *(place for at in order for place in stretches[at]), len(words.text)]
    gaps = [words.between(bounds[at], bounds[at + 1]) for at in range(0, len(bounds), 2)]
    labels = [""] * len(stretches)
    for place in reversed(range(len(order))):
        label = _before(gaps[place], place == 0) + _behind(gaps[place + 1], place == len(order) - 1)
        if not label and place + 1 < len(order) and _LINKS.fullmatch(gaps[place + 1]):
            label = labels[order[place + 1]]
        labels[order[place]] = label
    return tuple(labels)


def soft_ones(words: Plain, stretches: Sequence[Stretch], about: Sequence[bool]) -> tuple[bool, ...]:
    """Which dates are targets only: 力争, 争取 or 原则上 stands in their clause (for a single date: anywhere), or 左右 behind them."""
    if len(stretches) <= 1:
        return tuple(roughly or _SOFT.search(words.text) is not None for roughly in about)
    ends = [0, *(end for _, end in stretches)]
    starts = [*(start for start, _ in stretches[1:]), len(words.text)]
    found = []
    for (start, end), since, until, roughly in zip(stretches, ends[:-1], starts, about, strict=True):
        before = _CLAUSE.split(words.text[since:start])[-1]
        behind = _CLAUSE.split(words.text[end:until])[0]
        found.append(roughly or bool(_SOFT.search(before) or _SOFT.search(behind)))
    return tuple(found)


def _before(gap: str, first: bool) -> str:
    """The words of the date's clause in front of it; they belong to the date before where no separator stands between."""
    pieces = _SEPARATOR.split(gap)
    if len(pieces) == 1 and not first:
        return ""
    text = _BACK.sub("", _HEADING.sub("", pieces[-1]))
    return "" if _CONDITION.search(text) else _FRONT.sub("", text)


def _behind(gap: str, last: bool) -> str:
    """The words behind the date up to the end of its clause."""
    pieces = _SEPARATOR.split(gap)
    text = _FRONT.sub("", pieces[0])
    if last or len(pieces) > 1:
        return text.rstrip(" 、)）】")
    return _BACK.sub("", text)
