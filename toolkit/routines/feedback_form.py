"""duban feedback form: one unit's 反馈表, by hand."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.domain.course.assignment import RUNNING, to_be_told
from toolkit.domain.errors import SetupError, UsageError, os_reason
from toolkit.domain.item import Judgement
from toolkit.domain.units.assignees import Roll
from toolkit.ledger.guard import put_new, put_whole
from toolkit.routines.feedback_book import received
from toolkit.routines.forms import form_for, form_key
from toolkit.routines.mailing import settings_for
from toolkit.routines.opening import Office, open_office, working
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace


@dataclass(frozen=True, slots=True)
class FormReport:
    """Where the form lies, for whom it is, and its items."""

    path: Path
    unit: str
    items: tuple[str, ...]
    exit_status: int = 0

    def data(self) -> dict[str, object]:
        return {"path": str(self.path), "unit": self.unit, "items": list(self.items)}


def run(
    ledger: Path, workspace: Workspace, *, unit: str, items: Sequence[str], out: Path | None, today: date, progress: Progress
) -> FormReport:
    """Makes the form of a unit: its open items, or those that are named. out: where to put it (default: the folder of papers).

    Raises UsageError for a unit that no item names, one without an open item, and for a place that is taken.
    """
    _refuse_taken(out)
    with working(workspace, ledger, progress) as book:
        office = open_office(book, workspace, today, progress)
        roll = Roll(office.desk.units, office.settings.first_leads, today)
        name = roll.party(unit).name
        chosen = _chosen(office, roll, name, items)
        with received(office):  # a ledger without 反馈收件 could not take the answer
            key = form_key(office)
        content = form_for(office, settings_for(office), key, name, chosen, f"手工\n{name}\n{today.isoformat()}")
    target = out or workspace.papers_dir / "反馈表" / f"反馈表_{_NOT_IN_NAMES.sub('_', name)[:40]}_{today.isoformat()}.xlsx"
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if out:
            put_new(out, lambda path: path.write_bytes(content))
        else:
            put_whole(target, content)
    except FileExistsError:
        _refuse_taken(out)
        raise
    except OSError as failed:
        raise SetupError(f"无法写入“{target}”（{os_reason(failed)}）：请检查文件是否已打开、文件夹是否只读") from failed
    return FormReport(target, name, tuple(judgement.item.id for judgement in chosen))


def _refuse_taken(out: Path | None) -> None:
    """A place that a person named may hold anything, even the ledger itself: nothing there is ever written over."""
    if out and out.exists():
        raise UsageError(f"已有文件“{out}”：为免覆盖没有生成反馈表，请换一个文件名")


_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\s]')


def _chosen(office: Office, roll: Roll, unit: str, items: Sequence[str]) -> list[Judgement]:
    if items:
        named = office.pick(items)
        foreign = [each.item.id for each in named if not any(party.name == unit for party in roll.all(each.item))]
        if foreign:
            raise UsageError(f"“{unit}”不是{'、'.join(foreign)}的承办单位：请核对 --unit 和 --item")
        return named
    own = [part for judgement in office.judgements() for party, part in to_be_told(judgement, roll) if party.name == unit]
    found = [each for each in own if each.status in RUNNING]
    if not found:
        raise UsageError(f"“{unit}”没有正在办理的事项：请核对单位名称（以“单位通讯录”为准），或用 --item 指明编号")
    return found
