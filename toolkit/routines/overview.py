"""How a judged ledger stands today, in numbers and names: what status shows, and what daily and check keep for it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress

from toolkit.domain.checks.common import CLOSED
from toolkit.domain.errors import DubanError
from toolkit.domain.feedback.waiting import as_answered
from toolkit.domain.item import LIGHTS, STATUSES, Judgement
from toolkit.journal import glance
from toolkit.journal.database import Database
from toolkit.routines.feedback_book import to_review, waiting
from toolkit.routines.opening import Office

MOST = 20
"""Items that are named one by one; the rest is a number."""
FOR_A_PERSON = ("待交办", "待签收", "待审核", "待销号")


def overview(office: Office) -> dict[str, object]:
    """Lights, what is due today, what is overdue, what waits for a person; letters: answers by mail that wait; answered: items whose light only
    waits for a person's word on an answer that came by mail. Plain values: JSON can hold them."""
    judgements, lights = office.judgements(), dict.fromkeys(LIGHTS, 0)
    by_status: dict[str, list[Judgement]] = {status: [] for status in STATUSES}
    for judgement in judgements:
        lights[judgement.light] += 1
        by_status[judgement.status].append(judgement)
    told = as_answered(judgements, waiting(office))
    dated = [each for each in told if each.days_left is not None and each.status not in CLOSED]
    late = sorted((each for each in dated if (each.days_left or 0) < 0), key=lambda each: each.days_left or 0)
    return {
        "ledger_id": office.settings.ledger_id, "letters": len(to_review(office)), "items": len(judgements), "lights": lights,
        "answered": [one.item.id for one, other in zip(told, judgements, strict=True) if one.light != other.light][:MOST],
        "due_today": _listed([each for each in dated if each.days_left == 0]), "overdue": _listed(late),
        "waiting": {status: {"count": len(by_status[status]), "items": _names(by_status[status])} for status in FOR_A_PERSON},
    }  # fmt: skip


def keep(office: Office, seen: Mapping[str, object]) -> None:
    """Keeps it for the next look, once the ledger is written as it was judged. A journal in use is no reason to fail."""
    if office.workspace.live is not None:
        return  # what was judged is not what the file says
    with suppress(DubanError, OSError), Database(office.workspace.journal_path, 2.0) as journal:
        glance.keep(journal, office.workspace.need_ledger(), office.desk.today, seen)


def _listed(judgements: list[Judgement]) -> dict[str, object]:
    return {"count": len(judgements), "items": [_line(each) for each in judgements[:MOST]]}


def _line(judgement: Judgement) -> dict[str, object]:
    item, due = judgement.item, judgement.current.due if judgement.current else None
    return {
        "item": item.id, "matter": item.text("督查事项")[:40], "unit": item.text("牵头单位")[:40],
        "due": due.isoformat() if due else None, "days_left": judgement.days_left,
    }  # fmt: skip


def _names(judgements: Iterable[Judgement]) -> list[str]:
    return [judgement.item.id for judgement in judgements][:MOST]
