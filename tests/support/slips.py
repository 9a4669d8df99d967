"""Slips to try papers on: one item, many, empty ones, hostile ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from toolkit.domain.papers.kinds import CODES
from toolkit.domain.papers.slip import EarlierSlip, Slip, SlipDeadline, SlipItem, slip_number

TEMPLATES = Path(__file__).parents[2] / "slip_templates"
DAY = date(2026, 4, 7)

ITEM = SlipItem(
    id="DB2026-001",
    matter="推进城区三处积水点改造，汛期前完成雨水管网疏通和泵站检修",
    source="领导批示",
    requirement="6月底前完成玉带河路、盐河路积水点改造；建立汛期值守机制，明确专人负责。",
    lead="市住房城乡建设局",
    support="市水利局、市财政局",
    person="分管副局长",
    deadlines=(
        SlipDeadline("反馈", "2026年3月20日", "2026-03-11交办,次日起7个工作日→ 2026-03-20,依据五(五)"),
        SlipDeadline("办结", "2026年6月30日", "七(二)"),
    ),
    handed_on=date(2026, 3, 11),
    days_overdue=18,
    slips_before=(
        EarlierSlip("连督交〔2026〕1号", date(2026, 3, 11), "交办单"),
        EarlierSlip("连督催〔2026〕1号", date(2026, 3, 24), "催办单"),
    ),
    chase_count=2,
    missing="尚未报送积水点改造进展情况和泵站检修清单",
    new_date=date(2026, 4, 15),
)
EMPTY = SlipItem("DB2026-002", "完善城市书房布局")


def slip(kind: str, *items: SlipItem, **changes: Any) -> Slip:
    """An issued slip of a kind with these items (one without any)."""
    number = slip_number(CODES, kind, 2026, 1) if kind in CODES else None
    plain = Slip(kind, number, "", "市住房城乡建设局", items or (ITEM,), "市政府督查室", "85800000", "张某某", DAY)
    return replace(plain, **changes)


def many(count: int) -> tuple[SlipItem, ...]:
    """Items that differ in number and source."""
    sources = ("领导批示", "政府常务会议", "民生实事")
    return tuple(replace(ITEM, id=f"DB2026-{n:03}", source=sources[n % 3]) for n in range(1, count + 1))
