"""重报: what was sent back is to be answered again (五(六) 一般应在次日办理反馈)."""

from __future__ import annotations

import re
from datetime import date

from toolkit.domain.calendar.workdays import Calendar, add_days
from toolkit.domain.item import Deadline
from toolkit.domain.reading.celldate import say
from toolkit.domain.reading.datetext import read_text
from toolkit.domain.settings import Settings

_CLAUSE = "五(六)"
_WRITTEN = re.compile(
    r"(?P<when>[^,。;:\n]*?(?:前|内))[^,。;\n]{0,12}?(?:重新|重报|反馈|报送|补报|补充|上报|报回|办理|办结|完成)"
)


def resubmission(sent_back: date | None, note: str, settings: Settings, calendar: Calendar) -> Deadline:
    """The 重报 deadline: the day that the reviewer wrote into the note, else the next day, moved to a workday.

    sent_back: day of the 退回, None where nobody wrote it (then there is no date, and the basis asks for it).
    """
    if sent_back is None:
        return Deadline("重报", note, None, None, f"已退回重办,没有退回日期,不能计算重报时限,请补填,依据{_CLAUSE}")
    match = _WRITTEN.search(note)
    if match:
        reading = read_text(match["when"], sent_back, calendar)
        if reading.kind in ("date", "workdays", "days") and len(reading.dates) == 1 and reading.dates[0] >= sent_back:
            words = f"{sent_back}退回时写明“{say(match['when'])}”→ {reading.dates[0]},依据{_CLAUSE}"
            return _deadline(note, reading.dates[0], words, settings, calendar)
        if reading.kind == "unclear" and re.search(r"\d", match["when"]):
            words = f"{sent_back}退回时写明“{say(match['when'])}”,不能确定日期:{reading.question}"
            return Deadline("重报", note, None, None, words)
    due = add_days(sent_back, 1)
    moved = calendar.on_or_after(due)
    if moved == due:
        words = f"{sent_back}退回,次日重报→ {due},依据{_CLAUSE}"
    else:
        words = f"{sent_back}退回,次日重报,{due}不是工作日,按本室规则顺延→ {moved},依据{_CLAUSE}"
    return _deadline(note, moved, words, settings, calendar)


def _deadline(note: str, due: date, words: str, settings: Settings, calendar: Calendar) -> Deadline:
    provisional = calendar.provisional(due, due)
    tail = f"({due.year}年放假安排未公布,暂定)" if provisional else ""
    return Deadline("重报", note, due, calendar.back(due, settings.warn_days), words + tail, provisional)
