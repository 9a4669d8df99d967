"""The polite letter that goes with a 退回: what is missing, by when it is to be answered again 〔五(六)〕."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.domain.feedback.answers import BACK, Kind
from toolkit.domain.mailing.letter import Letter, one_line
from toolkit.domain.papers.escalation import say_day
from toolkit.domain.settings import Settings
from toolkit.domain.wording import as_sentence
from toolkit.render.mailtemplates import render_pair


@dataclass(frozen=True, slots=True)
class SentBack:
    """What the letter says, fit to leave the house. due: None where no day follows (a 延期申请 that was not agreed to)."""

    unit: str
    item: str
    matter: str
    kind: Kind
    received: date
    why: str
    due: date | None
    basis: str
    day: date


def render_back(back: SentBack, settings: Settings, templates: Sequence[Path]) -> Letter:
    """The letter from the pair 退回.txt, 退回.html. Raises TemplateError with file and line."""
    values = {
        "单位": one_line(back.unit), "编号": one_line(back.item), "事项": one_line(back.matter), "类型": back.kind,
        "收到日期": say_day(back.received), "理由": one_line(back.why), "重报时限": say_day(back.due) if back.due else "",
        "依据": one_line(as_sentence(back.basis)), "日期": say_day(back.day), "办公室名称": one_line(settings.office),
        "联系电话": one_line(settings.phone),
    }  # fmt: skip
    return render_pair(BACK, values, templates)
