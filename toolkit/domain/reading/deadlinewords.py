"""A deadline text taken apart, whatever the day from which it is read: its days, counts, recurring duty, and what they are for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise

from toolkit.domain.reading.celldate import cell_date
from toolkit.domain.reading.duties import Duty, find_duty
from toolkit.domain.reading.dutydays import in_order
from toolkit.domain.reading.milestones import labels_of, soft_ones
from toolkit.domain.reading.numerals import Plain, plain
from toolkit.domain.reading.recurrence import Mark, Rule
from toolkit.domain.reading.timeparts import Count, Point, Token, Unclear
from toolkit.domain.reading.tokens import tokens

LONGEST = 1000
"""Characters that a deadline text may have; what is longer was meant for another column."""

_SERIAL = re.compile(r"[0-9]{5}")
_NOTHING = re.compile(
    r"[-/\\_×xX.,;()\s]*|(?i:n/a)|(?:暂?无|没有|不限)(?:明确|固定|具体)?(?:的)?(?:完成)?(?:时限|期限|时间|日期)?(?:要求|节点|限制)?"
)
_OPEN = re.compile(r"长期|常态|持续|适时|待定|待明确|不定期|另行(?:通知|确定)|另定|视情|长年|常年|永久|一直|滚动|按需|根据.*需要")
_VAGUE = re.compile(r"立即|尽快|抓紧|近期|近日|马上|及时|即时|早日|尽早|按时|限期|按期|如期|随时|即知即改|立行立改")
_BY_CASE = re.compile(r"急件|一般件|平件|普通件|简单|复杂|疑难|难度|紧急")
_RANGE = re.compile(r"至|到|-")
_TOUCHING = re.compile(r"[,的]*")
_ENUMERATED = re.compile(r"(?:[、,和及与]|以及)*")
_DEADLINE = re.compile(r"$|[,;)]|(?:全面|基本|全部)?(?:完成|建成|办结|实现|达到|竣工|投产|通车|交付|启用|销号|见效)")
_SAME = re.compile(r",?\(?即|\(")
_EITHER = re.compile(r"或者?")
_CHANGED = re.compile(r"延期|延至|推迟|调整为|调整至|改为|变更为")
_NOT_BEFORE = re.compile(r"不(?:得)?早于|最早")
_UNTIL = re.compile(r"(?:至|直到|截止到?)$")


@dataclass(frozen=True, slots=True)
class Wording:
    """What a text says. parts, labels, softs and same (it repeats the part before: 月底(31日)前) run in parallel.

    rule, duty: of a recurring duty, and what it is for; since and until bound it;
    nothing: the cell says that there is no date (长期, 无, or it is empty); question: what to ask, all else being empty then;
    cited: the text, fit to be quoted.
    """

    parts: tuple[Point | Count, ...] = ()
    labels: tuple[str, ...] = ()
    softs: tuple[bool, ...] = ()
    same: tuple[bool, ...] = ()
    rule: Rule | None = None
    duty: str = ""
    since: Point | None = None
    until: Point | None = None
    nothing: bool = False
    question: str = ""
    cited: str = ""


@lru_cache(maxsize=32768)
def take_apart(text: str) -> Wording:
    """A deadline text in its parts. Never raises: what cannot be read has a question."""
    if len(text) > LONGEST:
        return Wording(question="文字过长,不像时限,请只写明日期或报送周期")
    words = plain(text)
    try:
        return replace(_take_apart(words), cited=words.cite())
    except Unclear as problem:
        return Wording(question=str(problem))


def _take_apart(words: Plain) -> Wording:
    serial = cell_date(int(words.text)) if _SERIAL.fullmatch(words.text) else None
    if serial:
        day = Point(f"Excel日期序号{words.text}", year=serial.year, month=serial.month, day=serial.day)
        return Wording(parts=(day,), labels=("",), softs=(False,), same=(False,))
    duty = find_duty(words)
    found = _years(words, tokens(words, duty.taken if duty else ()))
    if duty and not duty.said:
        duty, found = _days_told_apart(duty, found)
    kept, since, until = _bounds(words, found, duty is not None)
    if not kept and duty is None:
        return _without_date(words, bool(found))
    _check_choice(words, kept)
    stretches = [(token.start, token.end) for token in kept]
    softs = soft_ones(words, stretches, [token.about for token in kept])
    recurring = list(duty.taken) if duty else []
    others = [(token.start, token.end) for token in found if token not in kept and (token.start, token.end) not in stretches]
    labels = labels_of(words, stretches + recurring + others)
    return Wording(
        parts=_joined(words, kept, softs),
        labels=labels[: len(kept)],
        softs=softs,
        same=tuple(
            at > 0 and _SAME.fullmatch(words.text[kept[at - 1].end : token.start]) is not None for at, token in enumerate(kept)
        ),
        rule=duty.rule if duty else None,
        duty=next(filter(None, labels[len(kept) : len(kept) + len(recurring)]), ""),
        since=since,
        until=until,
    )


def _check_choice(words: Plain, kept: Sequence[Token]) -> None:
    """Raises Unclear where a text offers several deadlines and only one of them can hold."""
    if _NOT_BEFORE.search(words.text):
        raise Unclear(f"“{words.cite()}”写的是最早时间,请写明最迟何时完成")
    if len(kept) < 2:
        return
    if any(isinstance(token.thing, Count) for token in kept) and _BY_CASE.search(words.text):
        raise Unclear(f"“{words.cite()}”按不同情形写了不同时限,本事项适用哪一种?请写明")
    gaps = [words.text[one.end : other.start] for one, other in pairwise(kept)]
    if _CHANGED.search(words.text) or any(_EITHER.fullmatch(gap) for gap in gaps):
        raise Unclear(f"“{words.cite()}”写了几个时限,以哪一个为准?请写明")


def _years(words: Plain, found: list[Token]) -> list[Token]:
    """Years that stand alone: given to the date they touch, remembered for later dates, or deadlines of their own (2022年完成)."""
    found = list(found)
    kept: list[Token] = []
    for at, token in enumerate(found):
        point, rest = token.thing, found[at + 1 :]
        if not token.year_only or not isinstance(point, Point):
            kept.append(token)
            continue
        gap = words.text[token.end : rest[0].start] if rest else None
        lacking = [other for other in rest if isinstance(other.thing, Point) and other.thing.lacks_year()]
        if gap is not None and _RANGE.fullmatch(gap):
            kept.append(token)
        elif gap is not None and lacking and lacking[0] is rest[0] and _TOUCHING.fullmatch(gap):
            found[at + 1] = _with(rest[0], year=point.year, years=point.years, chained=point.chained)
        elif gap == "":
            raise Unclear(f"“{words.cite()}”的日期写法不清,请写明年月日")
        elif lacking:
            if point.years and point.years > 0:
                raise Unclear(f"“{words.cite()}”中的日期是哪一年?请写明")
            for later in range(at + 1, len(found)):
                found[later] = _with(found[later], context=point.year)
        elif (point.years or 0) >= 0 and _DEADLINE.match(words.text, token.end):
            kept.append(token)
    return kept


def _bounds(words: Plain, found: list[Token], recurring: bool) -> tuple[list[Token], Point | None, Point | None]:
    """What remains as deadlines once starting days and the first days of ranges are out, and the bounds of a recurring duty."""
    found = list(found)
    kept: list[Token] = []
    since = until = None
    closing = -1
    for at, token in enumerate(found):
        following = found[at + 1] if at + 1 < len(found) else None
        gap = words.text[token.end : following.start] if following else ""
        point = token.thing
        if isinstance(point, Count):
            kept.append(token)
        elif following and isinstance(following.thing, Point) and _RANGE.fullmatch(gap):
            found[at + 1] = _range_end(words, point, following)
            since, closing = point, at + 1
        elif token.begins and following and isinstance(following.thing, Count) and _TOUCHING.fullmatch(gap):
            found[at + 1] = replace(following, thing=replace(following.thing, from_point=point))
        elif token.begins:
            since = point
        elif recurring and (at == closing or _UNTIL.search(words.text[: token.start])):
            until = point
        else:
            kept.append(token)
    return kept, since if recurring else None, until


def _range_end(words: Plain, first: Point, last: Token) -> Token:
    """The end of a range with the year and month that only its first day has (2022年11月至3月, 6月25日起至30日)."""
    end = last.thing
    assert isinstance(end, Point)
    if end.month is None and end.day and end.months is None and first.month is not None:
        if end.day <= first.day:
            raise Unclear(f"“{words.cite()}”的起止日期有误,请核对")
        return _with(last, year=first.year, years=first.years, month=first.month)
    if first.month is None or end.month is None:
        return last
    over = int(end.month < first.month)
    if end.years is not None and end.chained and first.year is not None:
        return _with(last, year=first.year + end.years, years=None)
    if not end.lacks_year():
        return last
    if over and first.lacks_year():
        raise Unclear(f"“{words.cite()}”的截止日期是哪一年?请写明年份")
    if first.year is not None:
        return _with(last, year=first.year + over)
    return _with(last, years=first.years + over) if first.years is not None else last


def _days_told_apart(duty: Duty, found: list[Token]) -> tuple[Duty, list[Token]]:
    """A duty whose days stand elsewhere in the text: 每月报送一次,于次月5日前报送."""
    told = [token for token in found if isinstance(token.thing, Point) and _is_day_of_month(token.thing)]
    if duty.rule.unit != "月" or duty.rule.step != 1 or not told:
        return duty, found
    points = [token.thing for token in told if isinstance(token.thing, Point)]
    rule = Rule("月", in_order(Mark(day=point.day) for point in points), later=any(point.months == 1 for point in points))
    return replace(duty, rule=rule), [token for token in found if token not in told]


def _is_day_of_month(point: Point) -> bool:
    others = (point.year, point.years, point.month, point.weeks, point.days)
    return 1 <= point.day <= 31 and all(value is None for value in others) and point.months in (None, 1)


def _joined(words: Plain, kept: Sequence[Token], softs: Sequence[bool]) -> tuple[Point | Count, ...]:
    """The parts with what links them: an enumeration; 其中; a target beside the date that binds (确保10月底、力争9月底)."""
    parts = [token.thing for token in kept]
    for at in range(1, len(kept)):
        gap, part = words.text[kept[at - 1].end : kept[at].start], parts[at]
        if isinstance(part, Point):
            parts[at] = replace(
                part,
                linked=bool(_ENUMERATED.fullmatch(gap) or _SAME.fullmatch(gap)),
                within="其中" in gap or softs[at] != softs[at - 1],
            )
    return tuple(parts)


def _without_date(words: Plain, begins: bool) -> Wording:
    if _NOTHING.fullmatch(words.text) or (_OPEN.search(words.text) and not re.search("[0-9]{3}", words.text)):
        return Wording(nothing=True)
    if begins:
        raise Unclear(f"“{words.cite()}”是开始时间,请写明完成时限")
    if "定期" in words.text:
        raise Unclear(f"“{words.cite()}”没有写明周期,请写明按月、按季还是其他报送周期")
    if _VAGUE.search(words.text):
        raise Unclear(f"“{words.cite()}”没有确切日期,请写明日期")
    raise Unclear(f"“{words.cite()}”没有读出日期,请写明日期或报送周期")


def _with(token: Token, **changes: object) -> Token:
    """The token with some fields of its point changed; a count stays as it is."""
    if not isinstance(token.thing, Point):
        return token
    return replace(token, thing=replace(token.thing, **changes))  # type: ignore[arg-type]  # fields of Point
