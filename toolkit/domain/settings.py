"""The 设置 sheet as one frozen value, with defaults for what is missing and findings for what cannot be used."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace

from toolkit.domain.item import Finding, Raw, as_text
from toolkit.domain.sheets import SETTINGS


@dataclass(frozen=True, slots=True)
class Settings:
    """What an office sets in its own workbook; numbers are workdays."""

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
    domains: tuple[str, ...] = ()
    not_secret: frozenset[str] = frozenset()
    sender: str = ""
    ledger_id: str = ""
    used_numbers: tuple[str, ...] = ()


_NAMES: dict[str, str] = {
    "办公室名称": "office", "联系电话": "phone", "台账着色": "tint", "预警工作日": "warn_days", "到期顺延": "move_to_workday",
    "首位为牵头": "first_leads", "反馈方式": "reply_apart", "签收工作日": "receipt_days", "超期催办工作日": "chase_days",
    "催办后告诫工作日": "warn_again_days", "提醒间隔工作日": "remind_every", "允许邮件域名": "domains", "涉密误报": "not_secret",
    "发送电脑": "sender", "台账标识": "ledger_id", "已用编号": "used_numbers",
}  # fmt: skip
_SPLIT = re.compile(r"[、,;\uff0c\uff1b\s]+")


def read_settings(rows: Sequence[tuple[int, Mapping[str, Raw]]]) -> tuple[Settings, list[Finding]]:
    """Rows of 设置 (worksheet row, {column: cell}) -> settings and findings for values that cannot be used."""
    settings, findings = Settings(), []
    kinds = {f.name: type(getattr(settings, f.name)) for f in fields(Settings)}
    for row, cells in rows:
        name, raw = as_text(cells.get("项目")), cells.get("值")
        attribute = _NAMES.get(name)
        text = as_text(raw)
        if attribute is None or not text:
            continue
        try:
            value = _convert(attribute, kinds[attribute], text)
        except ValueError as problem:
            findings.append(
                Finding(
                    SETTINGS.name,
                    row,
                    "B",
                    name,
                    "设置",
                    "error",
                    f"设置“{name}”的值“{text}”不能用：{problem}；已按默认值处理",
                    text,
                )
            )
            continue
        settings = replace(settings, **{attribute: value})  # type: ignore[arg-type]
    return settings, findings


def _convert(attribute: str, kind: type, text: str) -> object:
    if attribute == "reply_apart":
        if text not in ("牵头汇总", "分别反馈"):
            raise ValueError("请填“牵头汇总”或“分别反馈”")
        return text == "分别反馈"
    if kind is bool:
        if text not in ("是", "否"):
            raise ValueError("请填“是”或“否”")
        return text == "是"
    if kind is int:
        if not text.isdecimal() or int(text) > 250:
            raise ValueError("请填0至250的整数")
        return int(text)
    if attribute == "domains":
        return tuple(part.lower().lstrip("@") for part in _SPLIT.split(text) if part)
    if attribute == "used_numbers":
        return tuple(part for part in _SPLIT.split(text) if part)
    if attribute == "not_secret":
        return frozenset(part.replace("\uff01", "!").replace("$", "") for part in _SPLIT.split(text) if part)
    return text
