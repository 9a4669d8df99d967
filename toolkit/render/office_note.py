"""The mail by which the clock reminds the office itself, of its 督查计划 and of what to look back at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.domain.mailing.letter import Letter, one_line
from toolkit.domain.papers.escalation import say_day
from toolkit.domain.settings import Settings
from toolkit.domain.wording import shown
from toolkit.render.mailtemplates import render_pair

NAME = "本室提示"
LISTED = 50


@dataclass(frozen=True, slots=True)
class NoteLine:
    """One thing to think of: its name, fit to be mailed, and what there is to say of it (a day, a reason)."""

    name: str
    about: str


def render_note(subject: str, lines: Sequence[NoteLine], settings: Settings, day: date, templates: Sequence[Path]) -> Letter:
    """The letter from the pair 本室提示.txt, 本室提示.html. Raises TemplateError with file and line."""
    values = {
        "种类": subject, "件数": len(lines), "其余": max(len(lines) - LISTED, 0),
        "列表": [{"名称": one_line(line.name), "说明": one_line(shown(line.about))} for line in lines[:LISTED]],
        "日期": say_day(day), "办公室名称": one_line(settings.office),
    }  # fmt: skip
    return render_pair(NAME, values, templates)
