"""duban form: papers that a unit fills in and signs, for units that answer on paper 〔五(五)〕. Nothing is numbered or registered."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.domain.course.assignment import parts_of
from toolkit.domain.errors import SetupError, UsageError
from toolkit.domain.papers.kinds import FORMS
from toolkit.domain.units.assignees import Roll
from toolkit.render.pdf import NO_OFFICE, as_pdf
from toolkit.render.slip import render_slip
from toolkit.routines.opening import open_office, read_book
from toolkit.routines.paperfile import fit_name, put
from toolkit.routines.progress import Progress
from toolkit.routines.slip_content import Order, slip_for
from toolkit.routines.workspace import Workspace

FOLDER = "表单"


@dataclass(frozen=True, slots=True)
class Form:
    """One form for one unit."""

    kind: str
    item: str
    unit: str
    path: Path
    pdf: Path | None = None


@dataclass(frozen=True, slots=True)
class FormReport:
    """The forms made, and what a person must know."""

    forms: tuple[Form, ...]
    warnings: tuple[str, ...]

    @property
    def exit_status(self) -> int:
        return int(bool(self.warnings))

    def data(self) -> dict[str, object]:
        forms = [
            {"kind": f.kind, "item": f.item, "unit": f.unit, "path": str(f.path), "pdf": str(f.pdf) if f.pdf else None}
            for f in self.forms
        ]
        return {"forms": forms, "warnings": list(self.warnings)}


def run(
    ledger: Path, workspace: Workspace, *, kind: str, items: Sequence[str], pdf: bool, today: date, progress: Progress
) -> FormReport:
    """One form an item and unit that answers for it (牵头汇总: its leads; 分别反馈: each unit), in the workspace's 文书/表单.

    Raises UsageError, TemplateError, SetupError, a LedgerError.
    """
    if kind not in FORMS:
        raise UsageError(f"没有“{kind}”这种表，可用的有：{'、'.join(FORMS)}")
    if not items:
        raise UsageError("没有指明事项：请用 --item 写上编号，可写多个")
    office = open_office(read_book(ledger, workspace, progress), workspace, today, progress)
    roll = Roll(office.desk.units, office.settings.first_leads, today)
    order = Order(kind, "", False, None)
    forms: list[Form] = []
    warnings: list[str] = []
    for judgement in office.pick(items):
        number = judgement.item.id
        parts = [(party.name, own) for party, own in parts_of(judgement, roll)] or [("", judgement)]
        if parts[0][0] == "":
            warnings.append(f"{number}没有读出承办单位，表中单位留空，请补填后再办")
        for unit, own in parts:
            name = "_".join(fit_name(part, 24) for part in (kind, unit or "未写单位", number))
            path = workspace.papers_dir / FOLDER / f"{name}.docx"
            put(path, render_slip(slip_for(office, order, None, unit, [own]), workspace.slip_templates))
            forms.append(Form(kind, number, unit, path))
            progress("编写表单", len(forms), 0)
    if pdf:
        forms, said = _with_pdf(forms)
        warnings += said
    return FormReport(tuple(forms), tuple(warnings))


def _with_pdf(forms: list[Form]) -> tuple[list[Form], list[str]]:
    """The same with a PDF beside each, or why there is none."""
    try:
        made = as_pdf([form.path for form in forms])
    except SetupError as failed:
        return forms, [str(failed)]
    if made is None:
        return forms, [NO_OFFICE]
    return [Form(f.kind, f.item, f.unit, f.path, place) for f, place in zip(forms, made, strict=True)], []
