"""What a ledger row itself says about time: its texts, read into dated duties and recurring ones (五(五), 七(二))."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from toolkit.domain import basis
from toolkit.domain.celldate import say
from toolkit.domain.datetext import Reading, read_raw
from toolkit.domain.item import Deadline, Item, Kind, Raw, as_text
from toolkit.domain.recurrence import Rule
from toolkit.domain.settings import Settings
from toolkit.domain.starts import Start, Starts
from toolkit.domain.workdays import Calendar

_UNITS = {"workdays": "工作日", "days": "日", "months": "月"}
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
_ASK_DATE = "请补填明确日期或报送周期"
_ASK_START = "没有起算日和交办日期,请补填"
_ASK_YEAR = "没有写年份,又没有交办日期,请补填"
_PROBES = (date(2001, 1, 15), date(2030, 8, 20))
"""Two far days: a text that reads the same from both needs no day to be read from."""

_BLANK = re.compile(
    r"[-/\\_\u2014\u2013\u00d7xX.\s]*|(?:暂?无|没有|不限)(?:明确|固定|具体)?的?(?:完成)?(?:时限|期限|时间|日期)?(?:要求)?"
)
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
        if not _BLANK.fullmatch(as_text(raw)):
            reader.take(field, raw)
    speaks = bool(reader.dated or reader.streams or reader.vague)
    if not reader.dated and not reader.streams:
        reader.dated = reader.vague[:1]
    return Stated(tuple(reader.dated), tuple(reader.streams), speaks)


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
        reading = self._read(field, raw, self.anchor)
        if reading.rule is not None:
            self._recurs(field, raw, reading.rule)
        if reading.kind in ("date", "dates"):
            self._dates(field, raw, kind, reading)
        elif reading.kind in _UNITS:
            self._counts(field, raw, kind, reading)
        elif reading.kind == "unclear" and (field == "完成时限" or _TIME.search(reading.text)):
            self._undated(field, raw, _kind(reading.text, kind), reading.question or _ASK_DATE)
        elif reading.kind == "open" and field == "完成时限":
            self._undated(field, raw, kind, _ASK_DATE)
        elif reading.kind == "open" and field != "反馈要求":
            self.vague.append(Deadline(kind, as_text(raw), None, None, basis.unread(field, raw, _ASK_DATE)))

    def _read(self, field: str, raw: Raw, start: Start | None) -> Reading:
        if field == "报送周期" and isinstance(raw, str):
            raw = _PLAIN_PERIODS.get(raw.strip(), raw)
        return read_raw(raw, start.day if start else _PROBES[0], self.calendar)

    def _dates(self, field: str, raw: Raw, kind: Kind, reading: Reading) -> None:
        inferred = None
        if not _needs_no_start(raw, self.calendar):
            inferred = self.starts.count_from(reading.start_word) if reading.start_word else self.anchor
            if inferred is None:
                self._undated(field, raw, kind, _ASK_YEAR)
                return
            reading = self._read(field, raw, inferred)
        last = max(reading.dates)
        for due, label, soft in zip(reading.dates, reading.labels, reading.softs, strict=True):
            own: Kind = "节点" if kind == "办结" and due != last else kind
            asked = reading.text if len(reading.dates) == 1 else label
            words = basis.written(field, raw, due, inferred, before_holiday="放假前最后一个工作日" in reading.basis)
            if reading.provisional:
                words += basis.provisional(self.calendar, inferred.day if inferred else due, due)
            self._add(_kind(asked, own), raw, due, words, provisional=reading.provisional, soft=soft, label=label)

    def _counts(self, field: str, raw: Raw, kind: Kind, reading: Reading) -> None:
        kind = _kind(reading.text, kind)
        own_start = _needs_no_start(raw, self.calendar)  # "6月1日起30日内" with its year
        start = self.starts.count_from(reading.start_word)
        if start is None and not own_start:
            self._undated(field, raw, kind, _ASK_START)
            return
        reading = self._read(field, raw, start)
        unit, reached = _UNITS[reading.kind], reading.dates[0]
        due = basis.moved(reached, unit, self.settings, self.calendar)
        if start and basis.ends(start.day, reading.amount or 0, unit, self.calendar) == reached:
            period = basis.counted(start, reading.amount or 0, unit, due, basis.WRITTEN, self.calendar)
        else:
            period = basis.read_as(reading.basis, reached, due, self.calendar)
        words = f"{field}写明“{say(raw)}”:{period}"
        label = reading.labels[0] if reading.labels else ""
        self._add(kind, raw, due, words, provisional=words.endswith(basis.UNPUBLISHED), soft=reading.soft, label=label)

    def _recurs(self, field: str, raw: Raw, rule: Rule) -> None:
        if self.anchor is None:
            self._undated(field, raw, "反馈", _ASK_START)
        else:
            self.streams.append(Stream(field, raw, rule, self.anchor))

    def _undated(self, field: str, raw: Raw, kind: Kind, question: str) -> None:
        self.dated.append(Deadline(kind, as_text(raw), None, None, basis.unread(field, raw, question)))

    def _add(self, kind: Kind, raw: Raw, due: date, words: str, *, provisional: bool, soft: bool, label: str) -> None:
        warn_from = self.calendar.back(due, self.settings.warn_days)
        self.dated.append(Deadline(kind, as_text(raw), due, warn_from, words, provisional, soft, label))


@lru_cache(maxsize=65536)
def _kind(text: str, kind: Kind) -> Kind:
    """反馈 where a text asks for a reply and for nothing to be done ("7个工作日内反馈"), else the field's own kind."""
    plain = _REPORTED.sub("", text)
    return "反馈" if _REPLY.search(plain) and not _DO.search(plain) else kind


def _needs_no_start(raw: Raw, calendar: Calendar) -> bool:
    """Whether a text reads as the same dates from whatever day."""
    if not isinstance(raw, str):
        return True
    first, second = (read_raw(raw, day, calendar) for day in _PROBES)
    return bool(first.dates) and first.dates == second.dates
