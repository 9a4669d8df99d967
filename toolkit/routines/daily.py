"""duban daily: the main job. Check, deadlines, lights, notices; slips that are due are named, not made."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from toolkit.domain.errors import DubanError, LedgerBusy, LedgerChanged
from toolkit.domain.feedback.waiting import not_answered, not_called
from toolkit.domain.item import LIGHTS, Finding, Judgement
from toolkit.domain.memory.records import Memory
from toolkit.domain.papers.escalation import SlipDue, registered, slips_due
from toolkit.domain.papers.proposals import Proposal, proposals
from toolkit.domain.sheets import REGISTER
from toolkit.ledger import guard
from toolkit.routines import mailing
from toolkit.routines.feedback_book import to_review, waiting, with_received
from toolkit.routines.mailing import Day, Mailed, Told
from toolkit.routines.numbering import drawing
from toolkit.routines.opening import Office, ensure_writable, open_office, working
from toolkit.routines.overview import keep, overview
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace
from toolkit.routines.writing import changes


@dataclass(frozen=True, slots=True)
class DailyReport:
    """One run of the main job. deferred: why the workbook was not written (None: it was); stuck: whether it broke off in a way that
    needs a person, as by a full disk, not by an open ledger; warnings: what staff should look at."""

    items: int
    findings: dict[str, int]
    lights: dict[str, int]
    slips: tuple[SlipDue, ...]
    proposals: tuple[Proposal, ...] = ()
    memory: Memory = field(default_factory=Memory)
    warnings: tuple[str, ...] = ()
    mailed: Mailed = field(default_factory=Mailed)
    written: bool = False
    deferred: str | None = None
    stuck: bool = False

    @property
    def notices(self) -> tuple[Told, ...]:
        return self.mailed.notices

    @property
    def exit_status(self) -> int:
        return int(self.findings["error"] > 0 or self.mailed.needs_a_person or self.stuck)

    def data(self) -> dict[str, object]:
        return {
            "items": self.items,
            "findings": self.findings,
            "lights": self.lights,
            "slips": [{"kind": slip.kind, "item": slip.item, "reason": slip.reason} for slip in self.slips],
            **self.mailed.data(),
            "written": self.written,
            "deferred": self.deferred,
            "warnings": list(self.warnings),
            "proposals": [{"kind": p.kind, "item": p.item, "unit": p.unit, "reason": p.reason} for p in self.proposals],
            "since_last": since_last(self.memory),
        }


def since_last(memory: Memory) -> dict[str, object]:
    """What became of the rows since the last pass: numbers of changed cells and new rows; each row that vanished, came back or
    went to another sheet; the rows whose own cells were put right."""
    moved = memory.of_kind("消失", "恢复", "移表")
    return {
        "changed": len(memory.of_kind("修改", "改号")),
        "added": len(memory.of_kind("新增")),
        "moved": [{"item": c.name, "kind": c.kind, "before": c.before, "after": c.after} for c in moved],
        "put_right": [{"sheet": p.sheet, "row": p.row, "found": p.found, "item": p.key} for p in memory.put_right],
    }


def run(ledger: Path, workspace: Workspace, *, today: date, progress: Progress) -> DailyReport:
    """The main job on one ledger. A workbook that is open elsewhere is read, notices wait in the outbox, and writing is
    left to the next run; nothing is sent then, since what a clerk has typed but not saved is not known. So too where the disk
    is full or the folder shut.

    Raises a LedgerError where the file cannot be read at all.
    """
    with working(workspace, ledger, progress) as book:
        office = open_office(book, workspace, today, progress)
        judgements = office.judgements()
        progress("校验", 0, len(judgements))
        findings = office.checked()
        edits, report = with_received(office, changes(judgements, findings)), _report(office, judgements, findings)
        book.ensure_takes(edits)  # before a notice is touched
        warnings: list[str] = []
        with mailing.outbox(workspace, office) as box:
            progress("拟写提醒", 0, 0)
            sender = mailing.is_sender(office)
            mails = mailing.compose(office, box)
            mailing.queue(office, box, mails if sender else Day())
            seen = overview(office)
            del judgements, findings
            office.put_away()  # what is written stands in `edits`: a large ledger's items need not lie beside its new bytes
            progress("写回台账", 0, 0)
            deferred, stuck, written = None, False, False
            try:
                ensure_writable(ledger, workspace)
                stale = guard.left_over(ledger)
                with drawing(workspace, office.settings.ledger_id, office.register, today) as numbers:
                    lost = {REGISTER.name: numbers.void_rows}  # numbers that a broken run took and never used
                    warnings += book.apply(replace(edits, appended=lost), office.settings.ledger_id)
                    written = True
                warnings += [stale] if stale else []
                office.remember()
                keep(office, seen)
            except (LedgerBusy, LedgerChanged) as busy:
                deferred = str(busy)
            except DubanError as trouble:  # the outbox has changed by now: this is no run that changed nothing
                stuck = True
                if written:
                    warnings.append(f"台账已写入，邮件没有发出：{trouble}")
                else:
                    deferred = str(trouble)
            broken = ""
            if written and not stuck and mailing.may_send(office, box):
                _, broken = mailing.send(office, box, progress)
            mailed = mailing.states(office, box, mails, "shown" if not sender else "proposed", broken)
    return replace(report, mailed=mailed, written=written, deferred=deferred, stuck=stuck, warnings=tuple(warnings))


def _report(office: Office, judgements: Sequence[Judgement], findings: Sequence[Finding]) -> DailyReport:
    """What the judgement alone tells: counts, slips that are due, what the office itself may do."""
    desk = office.desk
    levels, lights = Counter(each.level for each in findings), Counter(each.light for each in judgements)
    answered = waiting(office)
    chased = list(not_answered(judgements, answered))
    due = slips_due(chased, desk.events, desk.settings, desk.calendar, desk.today, registered(office.register))
    return DailyReport(
        items=len(judgements),
        findings={"error": levels["error"], "warning": levels["warning"], "hint": levels["hint"]},
        lights={light: lights[light] for light in LIGHTS},
        slips=tuple(due),
        proposals=(*to_review(office), *not_called(proposals(desk), desk.judgements, answered)),
        memory=desk.memory,
    )
