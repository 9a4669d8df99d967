"""A deadline text taken apart, whatever the day from which it is read: its days, counts, recurring duty, and what they are for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from toolkit.domain.reading.celldate import cell_date
from toolkit.domain.reading.doubts import check_choice, check_left
from toolkit.domain.reading.duties import Duty, find_duty
from toolkit.domain.reading.dutydates import days_told_apart
from toolkit.domain.reading.milestones import labels_of, soft_ones
from toolkit.domain.reading.numerals import Plain, plain
from toolkit.domain.reading.recurrence import Rule
from toolkit.domain.reading.subjects import without_subjects
from toolkit.domain.reading.timeparts import Count, Point, Token, Unclear
from toolkit.domain.reading.tokens import tokens
from toolkit.domain.reading.undated import ask_unless_open

LONGEST = 1000
"""Characters that a deadline text may have; what is longer was meant for another column."""

_SERIAL = re.compile(r"([0-9]{5})(?:\.0+)?")
_RANGE = re.compile(r"至|到|-")
_TOUCHING = re.compile(r"[,的]*")
_ENUMERATED = re.compile(r"(?:[、,和及与]|以及)*")
_DEADLINE = re.compile(r"$|[,;()]|(?:全面|基本|全部)?(?:完成|建成|办结|实现|达到|竣工|投产|通车|交付|启用|销号|见效)")
_SAME = re.compile(r",?\(?即|\(")
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
    digits = _SERIAL.fullmatch(words.text)
    serial = cell_date(int(digits[1])) if digits else None
    if serial:
        day = Point(f"Excel日期序号{words.text}", year=serial.year, month=serial.month, day=serial.day)
        return Wording(parts=(day,), labels=("",), softs=(False,), same=(False,))
    duty = find_duty(words)
    taken = duty.taken if duty else ()
    found = _years(words, _days_shared(words, without_subjects(words, tokens(words, taken), taken)))
    if duty and not duty.said:
        duty, found = days_told_apart(words, duty, found)
    kept, since, until = _bounds(words, found, duty)
    if not kept and duty is None:
        ask_unless_open(words, begins=bool(found))
        return Wording(nothing=True)
    check_choice(words, kept)
    stretches = [(token.start, token.end) for token in kept]
    softs = soft_ones(words, stretches, [token.about for token in kept])
    recurring = list(duty.taken) if duty else []
    others = [(token.start, token.end) for token in found if token not in kept and (token.start, token.end) not in stretches]
    labels = labels_of(words, stretches + recurring + others)
    check_left(words, stretches + recurring + others)
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
        if (gap is not None and _RANGE.fullmatch(gap)) or (
            gap and _ENUMERATED.fullmatch(gap) and isinstance(rest[0].thing, Point) and rest[0].thing.months_long == 12
        ):
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


def _days_shared(words: Plain, found: list[Token]) -> list[Token]:
    """Months of an enumeration with the day that only its last one has: 4月、7月、10月15日前."""
    shared = list(found)
    for at in range(len(found) - 2, -1, -1):
        point, following = shared[at].thing, shared[at + 1].thing
        if not (isinstance(point, Point) and isinstance(following, Point) and found[at].bare):
            continue
        linked = _ENUMERATED.fullmatch(words.text[found[at].end : found[at + 1].start])
        if linked and point.months_long == 1 and point.month and following.month and following.day:
            shared[at] = _with(found[at], day=following.day, months_long=0)
    return shared


def _bounds(words: Plain, found: list[Token], duty: Duty | None) -> tuple[list[Token], Point | None, Point | None]:
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
        elif duty and (at == closing or _leads_to(words, token, duty) or _UNTIL.search(words.text[: token.start])):
            if (
                at
                and found[at - 1] in kept
                and found[at - 1].bare
                and _ENUMERATED.fullmatch(words.text[found[at - 1].end : token.start])
            ):
                raise Unclear(f"“{words.cite()}”是只在所列月份,还是每期都要?请逐一写明日期")
            until = point
        else:
            kept.append(token)
    return kept, since if duty else None, until


def _leads_to(words: Plain, token: Token, duty: Duty) -> bool:
    """Whether a day stands right before a duty and bounds it: 2026年底前每月25日; of a year also 2026年,每月25日."""
    gap = words.text[token.end : duty.taken[0][0]] if token.end <= duty.taken[0][0] else "?"
    return gap == "" or (token.year_only and gap == ",")


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
        if first.year and end.year and (end.year, end.month, end.day or 31) < (first.year, first.month, first.day):
            raise Unclear(f"“{words.cite()}”的起止日期有误,请核对")
        return last
    if over and first.lacks_year():
        raise Unclear(f"“{words.cite()}”的截止日期是哪一年?请写明年份")
    if first.year is not None:
        return _with(last, year=first.year + over)
    return _with(last, years=first.years + over) if first.years is not None else last


def _joined(words: Plain, kept: Sequence[Token], softs: Sequence[bool]) -> tuple[Point | Count, ...]:
    """The parts with what links them: an enumeration; 其中; a target beside the date that binds (确保10月底、力争9月底)."""
    parts = [token.thing for token in kept]
    for at in range(1, len(kept)):
        gap, part = words.text[kept[at - 1].end : kept[at].start], parts[at]
        if isinstance(part, Point):
            parts[at] = replace(
                part,
                linked=bool(_ENUMERATED.fullmatch(gap) or _SAME.fullmatch(gap)),
                within="其中" in gap or softs[at] != softs[at - 1] or "".join(parts[at - 1].text.split()).startswith("全年"),
            )
    return tuple(parts)


def _with(token: Token, **changes: object) -> Token:
    """The token with some fields of its point changed; a count stays as it is."""
    if not isinstance(token.thing, Point):
        return token
    return replace(token, thing=replace(token.thing, **changes))  # type: ignore[arg-type]  # fields of Point
