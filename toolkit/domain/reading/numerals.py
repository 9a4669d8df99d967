"""Text as staff type it, made plain for reading: half-width, without spaces and line breaks, Chinese numerals as digits.

Every plain character remembers where it came from, so that what is quoted is what was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from unicodedata import normalize

DIGITS = frozenset("0123456789")
"""The plain digits; str.isdigit also takes ① and ²."""

_ONES = "〇一二三四五六七八九"
_VALUES = {sign: value for value, sign in enumerate(_ONES)} | {"零": 0, "○": 0, "O": 0, "两": 2, "二": 2}
_SIGNS = "〇零○一二两三四五六七八九十百廿卅"
_UNIT = r"(?:个|月|日|号|天|周(?![一二三四五六日天末])|星期|季|小时|年(?=之?内|以内|时间)|工作日|法定)"
_NUMBER = re.compile(rf"[{_SIGNS}]+(?={_UNIT}|(?:-|至|到|、|和|及)(?:[{_SIGNS}]+|[0-9]+){_UNIT})")
_DAY = re.compile(rf"(?<=月)[{_SIGNS}]+(?=之?前|以前|止|[,;()]|$)")
"""三月二十前: behind a month a numeral is its day."""
_YEAR = re.compile(r"[一二][〇零○O九0-9一二三四五六七八]{3}(?=年)")
_WELL_FORMED = re.compile(
    r"(?:([一二两三四五六七八九]?)百(?:零|〇)?)?(?:([一二三四五六七八九])?(十)|(廿|卅))?([一二两三四五六七八九])?"
)
_DASHES = dict.fromkeys("–—―‐‑‒−~～﹣－─", "-")
_MARKS = {
    "。": ";",
    "；": ";",
    "，": ",",
    "﹐": ",",
    "：": ":",
    "（": "(",
    "）": ")",
    "〔": "(",
    "〕": ")",
    "【": "(",
    "】": ")",
    "／": "/",
}
_QUOTES = dict.fromkeys("“”„‟＂\"'‘’「」『』〝〞", '"')
_INNER = str.maketrans("“”", "‘’")
_PLAIN = _DASHES | _MARKS | _QUOTES
_GAP = re.compile(r"(?<=[0-9]) +(?=[0-9])| +")
_LETTER_O = re.compile(r"(?<=[0-9０-９])[OoＯ](?=[0-9０-９年月日天])")
_FIRST_MONTH = re.compile(r"(?<![0-9０-９个十百千万亿美欧日])元(?=\s*月)")
_STOPS = re.compile(r"(?:19|20|１９|２０)\d{2}(?:。\d{1,2}(?:。\d{1,2})?|、\d{1,2}、\d{1,2})(?![\d月、])")
_NUMBERED = re.compile(r"(?:[^;\n]{0,10}:)?[(\s]*1\s*、.*[\n;]\s*2\s*、", re.S)
_LABELLED = re.compile(r"\n(?=[ \n]*[\u4e00-\u9fff]{2,6} *:)")
_COUNTED = re.compile(r"(?:^|(?<=[\n;:]))[( \n]*[0-9]{1,2} *、[ \n]*(?=[0-9一二三四五六七八九十])")
_BULLET = re.compile(
    r"(?:^|(?<=[\n;:]))[( \n]*[0-9]{1,2}[ \n]*(?:[.)][ \n]*(?=[0-9]{1,2}[ \n]*月|[0-9]{4}[ \n]*[年.])|、[ \n]*(?=[0-9]{4}[ \n]*年))"
)


@dataclass(frozen=True, slots=True)
class Plain:
    """text: the plain characters; at: for each of them its place in the text as typed; typed: that text."""

    text: str
    at: tuple[int, ...]
    typed: str

    def quote(self, start: int, end: int) -> str:
        """What was typed from plain place start up to end (not included), without blank edges."""
        if start >= end:
            return ""
        stop = self.at[end] if end < len(self.at) else len(self.typed)
        return self.typed[self.at[start] : stop].strip()

    def between(self, start: int, end: int) -> str:
        """All that was typed behind the plain character before start and before the one at end, blanks and line breaks included."""
        first = self.at[start - 1] + 1 if start else 0
        return self.typed[first : self.at[end] if end < len(self.at) else len(self.typed)]

    def cite(self, start: int = 0, end: int | None = None) -> str:
        """What was typed (as quote) on one line of at most 40 characters, fit to stand between “ and ”."""
        line = " ".join(self.quote(start, len(self.text) if end is None else end).split()).translate(_INNER)
        return line if len(line) <= 40 else line[:39] + "…"


def plain(typed: str) -> Plain:
    """Makes a text plain. `７月２５日前`, `7 月\\n25 日前` and `七月二十五日前` come out alike; `十一前`, `十四五` stay words.

    A letter O among digits is a 0, 2026。6。30 is 2026.6.30. Two numbers with nothing but blanks between them keep one blank.
    Numbers of a list (1. 2.) are left out before a date.
    """
    signs, at = [], []
    for place, sign in enumerate(_mended(typed)):
        for part in _narrow(sign):
            signs.append(part)
            at.append(place)
    text, places = "".join(signs), at
    text, places = _replace(_BULLET, lambda match: "", text, places)
    if _NUMBERED.match(text):
        text, places = _replace(_COUNTED, lambda match: "", text, places)
    text = _LABELLED.sub(";", text).replace("\n", " ")
    text, places = _replace(_GAP, lambda match: " " if _between_digits(match) else "", text, places)
    text, places = _replace(_YEAR, lambda match: "".join(_digit(sign) for sign in match[0]), text, places)
    for numeral in (_NUMBER, _DAY):
        text, places = _replace(numeral, lambda match: _number(match[0]), text, places)
    return Plain(text, tuple(places), typed)


def number(text: str) -> int | None:
    """A whole number in digits or well-formed Chinese numerals up to 999 (`十`, `二十八`, `一百二十`), None for anything else."""
    if text.isascii() and text.isdigit():
        return int(text) if len(text) <= 6 else None
    match = _WELL_FORMED.fullmatch(text)
    if not match or not text:
        return None
    hundreds, tens, ten, joined, ones = match.groups()
    if hundreds == "":
        return 100 if text == "百" else None
    if hundreds and ones and not (ten or joined or "零" in text or "〇" in text):
        return None  # 一百二 may be 102 or 120
    value = _VALUES.get(hundreds, 0) * 100 + _VALUES.get(ones, 0)
    return value + (_VALUES.get(tens, 1) * 10 if ten else {"廿": 20, "卅": 30}.get(joined, 0))


def _mended(typed: str) -> str:
    """元月 and slips of the keyboard, character by character: a letter O among digits, the 。 that an input method puts for a dot."""
    return _STOPS.sub(lambda match: re.sub("[。、]", ".", match[0]), _LETTER_O.sub("0", _FIRST_MONTH.sub("1", typed)))


def _narrow(sign: str) -> str:
    """One typed character as plain ones: full-width forms and the radicals that PDF files give for 月 and 日 are mended."""
    if sign in "\r\n\v\f\u2028\u2029\x85":
        return "\n"
    found = _PLAIN.get(sign)
    if found:
        return found
    if sign.isspace() or sign in "\u200b\u200c\u200d\ufeff\u2060":
        return " "
    if "\uff00" <= sign <= "\uffef" or "\u2e80" <= sign <= "\u2fdf":
        return normalize("NFKC", sign)
    return sign


def _between_digits(match: re.Match[str]) -> bool:
    return match.string[: match.start()][-1:] in DIGITS and match.string[match.end() :][:1] in DIGITS


def _digit(sign: str) -> str:
    return sign if sign in DIGITS else str(_VALUES[sign])


def _number(signs: str) -> str:
    value = number(signs)
    return signs if value is None else str(value)


def _replace(pattern: re.Pattern[str], change: Callable[[re.Match[str]], str], text: str, at: list[int]) -> tuple[str, list[int]]:
    """re.sub that keeps the places: what replaces a match stands where the match began."""
    parts: list[str] = []
    places: list[int] = []
    done = 0
    for match in pattern.finditer(text):
        new = change(match)
        parts += (text[done : match.start()], new)
        places += at[done : match.start()]
        places += [at[match.start()]] * len(new)
        done = match.end()
    return "".join((*parts, text[done:])), places + at[done:]
