"""What a ledger row itself says about time: its texts, read into dated duties and recurring ones (五(五), 七(二))."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.item import Deadline, Item, Kind, Raw, as_text
from toolkit.domain.limits import basis
from toolkit.domain.limits.starts import Start, Starts
from toolkit.domain.reading.datetext import Reading, read_raw
from toolkit.domain.reading.recurrence import Rule
from toolkit.domain.reading.timeparts import Count, Point
from toolkit.domain.reading.undated import is_nothing, urges
from toolkit.domain.settings import Settings

_UNITS = {"workdays": "工作日", "days": "日", "months": "月"}
_DATED = frozenset({"date", "dates", *_UNITS})
_FIELD_KINDS: tuple[tuple[str, Kind], ...] = (
    ("完成时限", "办结"),
    ("时间节点", "节点"),
    ("反馈要求", "反馈"),
    ("报送周期", "反馈"),
)
_KIND_OF: dict[str, Kind] = dict(_FIELD_KINDS)
_PLAIN_PERIODS = {
    "周": "每周", "旬": "每旬", "月": "每月", "月度": "每月", "季": "每季度", "季度": "每季度", "半年": "每半年", "年": "每年", "年度": "每年",
}  # fmt: skip
_ASK_DATE = "没有确定日期,请补填日期或报送周期"
_ASK_START = "没有起算日和交办日期,请补填"
_ASK_YEAR = "没有写年份,又没有交办日期,请补填"
_PROBES = (date(2001, 1, 15), date(2030, 8, 20))
"""Two far days: a text that reads the same from both needs no day to be read from."""

_REPORTED = re.compile(r"(?:完成|办结|办理|整改|落实|建设|推进|开工|竣工|验收|工作)*(?:情况|结果|进展|进度)")
_REPLY = re.compile(r"反馈|报送|上报|呈报|汇报|报告|回复|答复|办复")
_DO = re.compile(r"完成|办结|办毕|办理完|建成|竣工|完工|开工|动工|验收|交付|到位|投产|投用|通车|销号|整改|出台|印发|制定|形成")
_TIME = re.compile(
    r"\d|[年月季旬周]底|[年月季旬周]末|[一二两三四五六七八九十百]\s*个?(?:年|季|月|旬|周|星期|日|天|工作日)|以内|之内|日前"
)


@dataclass(frozen=True, slots=True)
class Stream:
    """A recurring duty: its rule, the day from which it runs, and where it is written."""

    field: str
    raw: Raw
    rule: Rule
    start: Start


@dataclass(frozen=True, slots=True)
class Stated:
    """What the texts of a row come to. dated: with or without a day; streams: recurring ones; speaks: a text is about time."""

    dated: tuple[Deadline, ...] = ()
    streams: tuple[Stream, ...] = ()
    speaks: bool = False


def texts_of(item: Item) -> tuple[tuple[str, Raw], ...]:
    """The cells of an item that may speak of time, each with its field, in order of weight; empty ones left out."""
    found: list[tuple[str, Raw]] = []
    for field, _ in _FIELD_KINDS:
        if field == "时间节点" and item.nodes:
            found += [(field, node.raw) for node in item.nodes]
            continue
        raw = item.cells.get(field)
        if raw is not None and raw != "":
            found.append((field, raw))
    return tuple(found)


def read_stated(texts: tuple[tuple[str, Raw], ...], starts: Starts, settings: Settings, calendar: Calendar) -> Stated:
    """Reads an item's texts. What names no day stays as a deadline without one, and its basis says what to ask.

    A 时间节点 or 报送周期 that is open (长期) is listed only where nothing else is; "无" and "/" are as good as empty.
    """
    reader = _Reader(starts, settings, calendar)
    for field, raw in texts:
        if not (isinstance(raw, str) and is_nothing(raw)):
            reader.take(field, raw)
    speaks = bool(reader.dated or reader.streams or reader.vague)
    if not reader.dated and not reader.streams:
        reader.dated = reader.vague[:1]
    return Stated(tuple(reader.dated), tuple(reader.streams), speaks)


@dataclass(frozen=True, slots=True)
class _Words:
    """Words about one date: where they stand, what kind of deadline they make, what the date is for, whether it is a target."""

    field: str
    raw: Raw
    kind: Kind
    label: str = ""
    soft: bool = False


class _Reader:
    """Takes one text after the other."""

    def __init__(self, starts: Starts, settings: Settings, calendar: Calendar) -> None:
        self.starts = starts
        self.settings = settings
        self.calendar = calendar
        self.anchor = starts.anchor()
        self.dated: list[Deadline] = []
        self.vague: list[Deadline] = []
        self.streams: list[Stream] = []

    def take(self, field: str, raw: Raw) -> None:
        kind = _KIND_OF[field]
        reading = self._read(field, raw)
        if reading.rule is not None and self.anchor is None:
            self.dated.append(_undated(_Words(field, raw, "反馈"), _ASK_START))
        elif reading.rule is not None and self.anchor is not None:
            self.streams.append(Stream(field, raw, reading.rule, self.anchor))
        if reading.kind in _DATED:
            self._dates(field, raw, kind, reading)
        elif reading.kind == "unclear" and (field == "完成时限" or _TIME.search(reading.text)):
            self.dated.append(_undated(_Words(field, raw, _kind(reading.text, kind)), reading.question))
        elif reading.kind == "open" and urges(reading.text):
            pass  # 尽快 sets no date: the item is undated, and its rule applies
        elif reading.kind == "open" and field == "完成时限":
            self.dated.append(_undated(_Words(field, raw, kind), _ASK_DATE))
        elif reading.kind == "open" and field != "反馈要求":
            self.vague.append(_undated(_Words(field, raw, kind), _ASK_DATE))

    def _read(self, field: str, raw: Raw) -> Reading:
        if field == "报送周期" and isinstance(raw, str):
            raw = _PLAIN_PERIODS.get(raw.strip(), raw)
        return read_raw(raw, self.anchor.day if self.anchor else _PROBES[0], self.calendar)

    def _dates(self, field: str, raw: Raw, kind: Kind, reading: Reading) -> None:
        last = reading.dates.index(max(reading.dates))
        fixed_ones = _fixed(raw, len(reading.dates), self.calendar)
        for index, (day, fixed) in enumerate(zip(reading.dates, fixed_ones, strict=True)):
            label = reading.labels[index]
            own: Kind = "节点" if kind == "办结" and index != last else kind
            own = _kind(label if len(reading.dates) > 1 else reading.text, own)
            words = _Words(field, raw, own, label, reading.softs[index])
            part = reading.parts[index] if reading.parts else None
            told = reading.bases[index] if reading.bases else ""
            if isinstance(part, Count) and part.from_point is None:
                self.dated.append(self._counted(words, part))
            elif self.anchor is None and not fixed:
                self.dated.append(_undated(words, _ASK_YEAR))
            else:
                self.dated.append(self._written(words, day, part, None if fixed else self.anchor, told))

    def _counted(self, words: _Words, count: Count) -> Deadline:
        """A period from a day of the ledger."""
        minutes = count.start == "印发" and "纪要" in as_text(words.raw)
        start = self.starts.count_from("纪要下发日" if minutes else count.start)
        if start is None:
            return _undated(words, _ASK_START)
        unit = _UNITS[count.unit]
        reached = basis.ends(start.day, count.amount, unit, self.calendar)
        due = basis.moved(reached, unit, self.settings, self.calendar)
        period = basis.counted(start, count.amount, unit, due, basis.WRITTEN, self.calendar)
        return self._deadline(words, due, f"{words.field}写明{basis.quoted(words.raw)}:{period}")

    def _written(self, words: _Words, day: date, part: Point | Count | None, inferred: Start | None, told: str) -> Deadline:
        """A day that the text names, or a period from such a day (told: how that was counted)."""
        if isinstance(part, Count):
            due = basis.moved(day, _UNITS[part.unit], self.settings, self.calendar)
            sentence = basis.told(words.field, words.raw, told, day, due, inferred)
            return self._deadline(words, due, sentence + basis.provisional(self.calendar, day, due))
        holiday = part is not None and bool(part.holiday)
        sentence = basis.written(words.field, words.raw, day, inferred, before_holiday=holiday)
        hangs = holiday or (part is not None and part.workday)
        return self._deadline(words, day, sentence + (basis.provisional(self.calendar, day, day) if hangs else ""))

    def _deadline(self, words: _Words, due: date, sentence: str) -> Deadline:
        warn_from = self.calendar.back(due, self.settings.warn_days)
        provisional = sentence.endswith(basis.UNPUBLISHED)
        return Deadline(words.kind, as_text(words.raw), due, warn_from, sentence, provisional, words.soft, words.label)


def _undated(words: _Words, question: str) -> Deadline:
    return Deadline(words.kind, as_text(words.raw), None, None, basis.unread(words.field, words.raw, question))


@lru_cache(maxsize=65536)
def _kind(text: str, kind: Kind) -> Kind:
    """反馈 where a text asks for a reply and for nothing to be done ("7个工作日内反馈"), else the field's own kind."""
    plain = _REPORTED.sub("", text)
    return "反馈" if _REPLY.search(plain) and not _DO.search(plain) else kind


@lru_cache(maxsize=65536)
def _fixed(raw: Raw, count: int, calendar: Calendar) -> tuple[bool, ...]:
    """For each of so many dates of a cell, whether it reads the same from whatever day (its year is written)."""
    if not isinstance(raw, str):
        return (True,) * count
    first, second = (read_raw(raw, day, calendar).dates for day in _PROBES)
    if len(first) != count or len(second) != count:
        return (False,) * count
    return tuple(one == other for one, other in zip(first, second, strict=True))
