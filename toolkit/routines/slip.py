"""duban slip: papers for units. A draft bears no number; the number is taken when a person issues it (签发)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from toolkit.domain.changes import ChangeSet, Value
from toolkit.domain.course.assignment import to_be_told
from toolkit.domain.errors import SetupError, UsageError
from toolkit.domain.feedback.waiting import unread
from toolkit.domain.item import Judgement
from toolkit.domain.papers.escalation import issued_already, out_of_order
from toolkit.domain.papers.kinds import PAPER_NAMES
from toolkit.domain.papers.slip import paper_name
from toolkit.domain.sheets import EVENTS, REGISTER, SLIPS
from toolkit.domain.units.assignees import Roll
from toolkit.ledger.book import Book
from toolkit.render.pdf import NO_OFFICE, as_pdf
from toolkit.render.slip import render_slip
from toolkit.routines.feedback_book import waiting
from toolkit.routines.numbering import drawing
from toolkit.routines.opening import Office, ensure_writable, open_office, read_book, refuse_secret_words, working
from toolkit.routines.paperfile import fit_name, put
from toolkit.routines.progress import Progress
from toolkit.routines.recording import enter
from toolkit.routines.slip_content import Order, slip_for
from toolkit.routines.waiting import settle, settle_by_disk, shown_place, waiting_place
from toolkit.routines.workspace import Workspace

_STEPS: Mapping[str, str] = {"督办通知": "交办", "交办单": "交办", "催办单": "催办", "告诫单": "告诫"}


@dataclass(frozen=True, slots=True)
class Paper:
    """One slip made: number None for a draft."""

    kind: str
    number: str | None
    items: tuple[str, ...]
    unit: str
    path: Path
    new_date: date | None = None
    pdf: Path | None = None


@dataclass(frozen=True, slots=True)
class SlipReport:
    """The papers made, and sentences about those that are out of order."""

    papers: tuple[Paper, ...]
    warnings: tuple[str, ...]

    @property
    def exit_status(self) -> int:
        return int(bool(self.warnings))

    def data(self) -> dict[str, object]:
        slips = [
            {
                "kind": p.kind, "number": p.number, "items": list(p.items), "unit": p.unit, "path": str(p.path),
                "new_date": p.new_date.isoformat() if p.new_date else None, "pdf": str(p.pdf) if p.pdf else None,
            }
            for p in self.papers
        ]  # fmt: skip
        return {"slips": slips, "warnings": list(self.warnings)}


def run(
    ledger: Path,
    workspace: Workspace,
    *,
    kind: str,
    items: Sequence[str],
    issue: bool,
    per_unit: bool,
    issuer: str | None,
    today: date,
    progress: Progress,
    new_date: date | None = None,
    pdf: bool = False,
    again: bool = False,
) -> SlipReport:
    """One paper an item, or with per_unit one a lead unit. Drafts change nothing but their own file; an issued paper takes
    the next number of its kind and year, and is entered in 文书登记 and 过程记录 in one save.

    again: a 再督查 〔七(三)〕, the variant of the 交办单; new_date: the 新定时限 of a 催办单, the 整改期限 of a 告诫单, the 重办时限 of a
    再督查, today or later; None leaves the place free.
    pdf: also a PDF beside each paper, once all of them are made (and registered); where that fails, a warning says so.
    Raises UsageError (unknown kind or item, a date that cannot be), TemplateError, a LedgerError; no number is taken then.
    """
    if kind not in SLIPS:
        raise UsageError(f"没有“{kind}”这种文书，可用的有：{'、'.join(SLIPS)}")
    if not items:
        raise UsageError("没有指明事项：请用 --item 写上编号，可写多个")
    refuse_secret_words(issuer or "")
    order = Order(kind, issuer or "", per_unit, new_date, again)
    order.check(today)
    if not issue:
        book = read_book(ledger, workspace, progress)
        office = open_office(book, workspace, today, progress)
        return _with_pdf(_draft(office, order, office.pick(items), progress), pdf, progress)
    ensure_writable(ledger, workspace)
    with working(workspace, ledger, progress) as book:
        office = open_office(book, workspace, today, progress)
        report = _issue(book, office, order, office.pick(items), progress)
    return _with_pdf(report, pdf, progress)


def _with_pdf(report: SlipReport, wanted: bool, progress: Progress) -> SlipReport:
    """The same papers with a PDF beside each, if one is wanted; the papers stand, whatever becomes of that."""
    if not wanted or not report.papers:
        return report
    progress("生成PDF", 0, 0)
    try:
        made = as_pdf([paper.path for paper in report.papers])
    except SetupError as failed:
        return replace(report, warnings=(*report.warnings, str(failed)))
    if made is None:
        return replace(report, warnings=(*report.warnings, NO_OFFICE))
    return replace(report, papers=tuple(replace(paper, pdf=place) for paper, place in zip(report.papers, made, strict=True)))


def _draft(office: Office, order: Order, picked: Sequence[Judgement], progress: Progress) -> SlipReport:
    kind = order.kind
    papers, warnings = [], _unread(office, kind, picked)
    folder = office.workspace.papers_dir / "拟稿"
    for unit, group in _groups(office, kind, picked, order.per_unit):
        slip = slip_for(office, order, None, unit, group)
        path = folder / _file_name(kind, None, unit, group)
        put(path, render_slip(slip, office.workspace.slip_templates))
        papers.append(Paper(kind, None, tuple(j.item.id for j in group), unit, path, order.new_date))
        warnings += _warnings(office, order, group)
        progress("拟写文书", len(papers), len(picked))
    return SlipReport(tuple(papers), tuple(dict.fromkeys(warnings)))


def _issue(book: Book, office: Office, order: Order, picked: Sequence[Judgement], progress: Progress) -> SlipReport:
    kind, signed = order.kind, order.issuer or None
    today, space = office.desk.today, office.workspace
    folder = space.papers_dir / PAPER_NAMES[kind] / str(today.year)
    papers: list[Paper] = []
    warnings = _unread(office, kind, picked)
    register: list[tuple[Value, ...]] = []
    events: list[tuple[Value, ...]] = []
    with drawing(space, office.settings.ledger_id, office.register, today) as numbers:
        try:
            for unit, group in _groups(office, kind, picked, order.per_unit):
                taken = numbers.take(kind)
                number = taken.number
                path = folder / _file_name(kind, number, unit, group)
                content = render_slip(slip_for(office, order, number, unit, group), space.slip_templates)
                put(waiting_place(path), content)
                ids = tuple(j.item.id for j in group)
                papers.append(Paper(kind, number, ids, unit, path, order.new_date))
                warnings += _warnings(office, order, group, number)
                shown = shown_place(path, space)
                register.append(
                    (number, kind, today.year, taken.n, "、".join(ids), unit, today, signed, "签发", shown, order.note or None)
                )
                what = "，".join(part for part in (f"签发{number}{paper_name(kind, order.again)}", order.date_note) if part)
                events += [(today, each, unit or None, _STEPS[kind], "纸质", what, signed, shown) for each in ids]
                progress("签发文书", len(papers), len(picked))
            rows = {REGISTER.name: [*numbers.void_rows, *register], EVENTS.name: events}
            after = enter(book, office, ChangeSet(appended=rows), progress)
            numbers.saved = True
            settle(space, {shown_place(paper.path, space) for paper in papers})
        except BaseException:
            settle_by_disk(book.path, space)
            raise
    after.remember()
    return SlipReport(tuple(papers), tuple(dict.fromkeys(warnings)))


def _unread(office: Office, kind: str, picked: Sequence[Judgement]) -> list[str]:
    """Whom a 催办单 or 告诫单 would chase although their answer by mail waits for a person."""
    return unread(picked, waiting(office)) if kind in ("催办单", "告诫单") else []


def _groups(office: Office, kind: str, picked: Sequence[Judgement], per_unit: bool) -> list[tuple[str, list[Judgement]]]:
    """(unit addressed, items) of each paper; joint leads are addressed together.

    Where units answer apart (分别反馈), a 催办单 or 告诫单 goes to those that have not answered, each with its own part.
    """
    roll = Roll(office.desk.units, office.settings.first_leads, office.desk.today)
    found: dict[str, list[Judgement]] = {}
    groups = []
    for judgement in picked:
        lead, support = roll.units(judgement.item)
        addressed = [("、".join(each.name for each in (lead or support)), judgement)]
        if judgement.parts and kind in ("催办单", "告诫单"):
            addressed = [(party.name, own) for party, own in to_be_told(judgement, roll)] or addressed
        for unit, own in addressed:
            if per_unit:
                found.setdefault(unit, []).append(own)
            else:
                groups.append((unit, [own]))
    return [*groups, *found.items()]


def _warnings(office: Office, order: Order, group: Sequence[Judgement], number: str | None = None) -> list[str]:
    """What is out of order, a sentence each; of a paper that was issued (number), how it can be taken back as well."""
    found = [out_of_order(order.kind, each, office.desk.events_of(each.item), number, again=order.again) for each in group]
    then = issued_already(number) if number else "，请补填后再办"
    empty = [f"{each.item.id}没有填写督查事项，文书中事项留空{then}" for each in group if not each.item.text("督查事项")]
    nobody = [f"{each.item.id}没有读出承办单位，文书抬头留空{then}" for each in group if not each.item.text("牵头单位")]
    return [*(each for each in found if each), *empty, *nobody]


def _file_name(kind: str, number: str | None, unit: str, group: Sequence[Judgement]) -> str:
    """连督交〔2026〕1号_市教育局_2026-007.docx; fit for Windows, at most about 80 characters."""
    ids = group[0].item.id if len(group) == 1 else f"{group[0].item.id}等{len(group)}项"
    parts = [number or kind, unit[:24] or "未写单位", ids[:30]]
    return "_".join(fit_name(part) for part in parts) + ".docx"
