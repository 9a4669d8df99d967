"""续报: who cannot answer in time reports progress and says when there will be a result (七(二) 待有结果后再续报)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from toolkit.domain.calendar.workdays import Calendar
from toolkit.domain.item import Deadline, Event
from toolkit.domain.limits.basis import quoted
from toolkit.domain.reading.datetext import read_text
from toolkit.domain.settings import Settings

_CLAUSE = "七(二)"
_WHEN = re.compile(
    r"(?P<when>[^,\uff0c。;\uff1b\n]*?(?:前|内|底|末|日|号))[^,\uff0c。;\uff1b\n]{0,6}?(?:续报|再报|再次?(?:反馈|报告|报送))"
)
_AFTER = re.compile(r"续报(?:时间|日期|时限)?(?:为|至|到|于)?[:\uff1a]?\s*(?P<when>[^,\uff0c。;\uff1b\n]+)")
_RESULT = re.compile(r"|.*(?:结果|完成|办结|办完|反馈|报告|报送).*")
"""What a date must be for, where a row does not say 续报 again: nothing is said, or there will be a result."""


def followups(events: Sequence[Event], replies: Sequence[date], settings: Settings, calendar: Calendar) -> tuple[Deadline, ...]:
    """The 续报 deadlines that an item's 续报 events promise, in their order; none where the 内容 names no date after the event.

    events: in order of day and row; replies: days of accepted replies. A later 续报, or a reply accepted after the event,
    meets it. 续报 never moves 办结时限, and what is overdue stays so until it is answered.
    """
    found: list[Deadline] = []
    told = [event for event in events if event.step == "续报"]
    for index, event in enumerate(told):
        due = promised(event, calendar)
        if due is None:
            continue
        words = f"{event.when}续报时写明{quoted(event.what)}→ {due},依据{_CLAUSE}(续报不改变原时限)"
        met = index + 1 < len(told) or any(reply > event.when for reply in replies)
        found.append(Deadline("续报", event.what, due, calendar.back(due, settings.warn_days), words, label="续报", met=met))
    return tuple(found)


def promised(event: Event, calendar: Calendar | None = None) -> date | None:
    """The day of the next report that a 续报 row names, None where it names none, several, or none after its own day."""
    for match in (_WHEN.search(event.what), _AFTER.search(event.what)):
        text = match["when"] if match else ""
        reading = read_text(text, event.when, calendar)
        if len(reading.dates) == 1 and not reading.period and reading.dates[0] > event.when:
            return reading.dates[0]
    reading = read_text(event.what, event.when, calendar)
    about_it = reading.kind == "date" and not reading.period and bool(_RESULT.fullmatch(reading.labels[0]))
    if about_it and reading.dates[0] > event.when and "延" not in event.what:
        return reading.dates[0]
    return None
