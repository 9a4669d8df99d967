"""The 设置 sheet as one frozen value, with defaults for what is missing and findings for what cannot be used."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from toolkit.domain.item import Finding, Raw, as_text
from toolkit.domain.sheets import SETTINGS, SLIPS, TABLE


@dataclass(frozen=True, slots=True)
class Settings:
    """What an office sets in its own workbook; numbers are workdays.

    quiet: days on which no mail goes; office_mail: the 督查室's own addresses; deputy_mail: (how a 副秘书长 is called,
    address) where the office typed one; attach: kinds of paper that notices may carry, and TABLE.
    """

    office: str = "市政府督查室"
    phone: str = ""
    tint: bool = True
    warn_days: int = 3
    move_to_workday: bool = True
    first_leads: bool = True
    reply_apart: bool = False
    receipt_days: int = 1
    chase_days: int = 1
    warn_again_days: int = 5
    remind_every: int = 3
    workdays_only: bool = True
    quiet: frozenset[date] = frozenset()
    domains: tuple[str, ...] = ()
    office_mail: tuple[str, ...] = ()
    deputy_mail: tuple[tuple[str, str], ...] = ()
    attach: frozenset[str] = frozenset()
    not_secret: frozenset[str] = frozenset()
    sender: str = ""
    ledger_id: str = ""
    used_numbers: tuple[str, ...] = ()


_SPLIT = re.compile(r"[、,;\uff0c\uff1b\s]+")
_MAIL = re.compile(r"[^@\s、,;]+@[^@\s、,;]+\.[^@\s、,;]+")
_LONGEST_QUIET = 366


def read_settings(rows: Sequence[tuple[int, Mapping[str, Raw]]]) -> tuple[Settings, list[Finding]]:
    """Rows of 设置 (worksheet row, {column: cell}) -> settings and findings for values that cannot be used."""
    settings, findings = Settings(), []
    for row, cells in rows:
        name, text = as_text(cells.get("项目")), as_text(cells.get("值"))
        if name not in _READERS or not text:
            continue
        attribute, read = _READERS[name]
        try:
            settings = replace(settings, **{attribute: read(text)})  # type: ignore[arg-type]
        except ValueError as problem:
            message = f"设置“{name}”的值“{text}”不能用：{problem}；已按默认值处理"
            findings.append(Finding(SETTINGS.name, row, "B", name, "设置", "error", message, text))
    return settings, findings


def _words(text: str) -> str:
    return text


def _yes(text: str) -> bool:
    if text not in ("是", "否"):
        raise ValueError("请填“是”或“否”")
    return text == "是"


def _number(text: str) -> int:
    if not text.isdecimal() or int(text) > 250:
        raise ValueError("请填0至250的整数")
    return int(text)


def _apart(text: str) -> bool:
    if text not in ("牵头汇总", "分别反馈"):
        raise ValueError("请填“牵头汇总”或“分别反馈”")
    return text == "分别反馈"


def _domains(text: str) -> tuple[str, ...]:
    return tuple(part.lower().lstrip("@") for part in _SPLIT.split(text) if part)


def _numbers(text: str) -> tuple[str, ...]:
    return tuple(part for part in _SPLIT.split(text) if part)


def _places(text: str) -> frozenset[str]:
    return frozenset(part.replace("\uff01", "!").replace("$", "") for part in _SPLIT.split(text) if part)


def _days(text: str) -> frozenset[date]:
    """2026-12-24、2026-12-30至2027-01-02 -> every day."""
    days: set[date] = set()
    for part in re.split(r"[、,;\s]+", unicodedata.normalize("NFKC", text)):
        first, _, last = part.partition("至")
        try:
            start = date.fromisoformat(first)
            length = (date.fromisoformat(last) - start).days if last else 0
            if not 0 <= length <= _LONGEST_QUIET:
                raise ValueError
        except ValueError:
            raise ValueError("请按“2026-12-24、2026-12-30至2027-01-02”的样式填写") from None
        days.update(start + timedelta(days=day) for day in range(length + 1))
    return frozenset(days)


def _addresses(text: str) -> tuple[str, ...]:
    found = tuple(part for part in _SPLIT.split(unicodedata.normalize("NFKC", text)) if part)
    if not all(_MAIL.fullmatch(part) for part in found):
        raise ValueError("请填邮箱地址，几个之间用顿号隔开")
    return found


def _deputies(text: str) -> tuple[tuple[str, str], ...]:
    """李副秘书长 li@office.example；王副秘书长 wang@office.example -> each with the address."""
    found: list[tuple[str, str]] = []
    for part in re.split(r"[、,;\n]+", unicodedata.normalize("NFKC", text)):
        mail = _MAIL.search(part.replace(":", " "))
        name = part.replace(mail[0], "").strip(" :") if mail else ""
        if mail and name:
            found.append((name, mail[0]))
        elif part.strip():
            raise ValueError("请按“李副秘书长 li@office.example”的样式填写，几位之间用分号隔开")
    return tuple(found)


def _papers(text: str) -> frozenset[str]:
    found = frozenset(part for part in _SPLIT.split(text) if part)
    if found == {"否"}:
        return frozenset()
    if not found <= {*SLIPS, TABLE}:
        raise ValueError(f"可填：{'、'.join((*SLIPS, TABLE))}，用顿号隔开")
    return found


_READERS: Mapping[str, tuple[str, Callable[[str], object]]] = {
    "办公室名称": ("office", _words), "联系电话": ("phone", _words), "台账着色": ("tint", _yes), "预警工作日": ("warn_days", _number),
    "到期顺延": ("move_to_workday", _yes), "首位为牵头": ("first_leads", _yes), "反馈方式": ("reply_apart", _apart),
    "签收工作日": ("receipt_days", _number), "超期催办工作日": ("chase_days", _number), "催办后告诫工作日": ("warn_again_days", _number),
    "提醒间隔工作日": ("remind_every", _number), "仅工作日提醒": ("workdays_only", _yes), "免打扰日期": ("quiet", _days),
    "允许邮件域名": ("domains", _domains), "督查室邮箱": ("office_mail", _addresses), "副秘书长邮箱": ("deputy_mail", _deputies),
    "邮件附件": ("attach", _papers), "涉密误报": ("not_secret", _places), "发送电脑": ("sender", _words), "台账标识": ("ledger_id", _words),
    "已用编号": ("used_numbers", _numbers),
}  # fmt: skip
"""项目 -> the field of Settings, and how its value is read (ValueError says what to fill in)."""
