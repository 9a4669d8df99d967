"""duban form: what the ledger knows is filled in, one form a unit, nothing registered."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from docx import Document

from tests.support.desk import TODAY, record, take, write_ledger
from toolkit.domain.errors import UsageError
from toolkit.domain.papers.kinds import FORMS
from toolkit.render import pdf as pdf_making
from toolkit.routines import form
from toolkit.routines.form import FormReport
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

HEADER = ("编号", "督查事项", "交办日期", "牵头单位", "配合单位", "完成时限", "有关要求", "办结日期")


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    rows = [
        ("A1", "整治<积水>{{ 1 }}", date(2026, 3, 2), "市住建局", "市城管局", "2026年3月30日前", "请分别反馈", None),
        ("A2", "修剪行道树", date(2026, 3, 2), "市城管局", "市住建局", "2026年3月30日前", None, None),
        ("A3", "无人负责", date(2026, 3, 2), None, None, "2026年3月30日前", None, None),
    ]
    path = write_ledger(tmp_path, rows, HEADER)
    take(path)
    return path


def make(path: Path, kind: str, *items: str, pdf: bool = False) -> FormReport:
    return form.run(path, Workspace.find(path, path.parent), kind=kind, items=items, pdf=pdf, today=TODAY, progress=silent)


@pytest.mark.parametrize("kind", FORMS)
def test_one_form_a_unit_that_answers(kind: str, ledger: Path) -> None:
    """分别反馈: each unit has its own; 牵头汇总: the lead. What is known is filled in, as text; the ledger keeps its bytes."""
    before = ledger.read_bytes()
    report = make(ledger, kind, "A1", "A2")
    assert [(each.item, each.unit) for each in report.forms] == [("A1", "市住建局"), ("A1", "市城管局"), ("A2", "市城管局")]
    assert ledger.read_bytes() == before
    cells = {cell.text for table in Document(str(report.forms[0].path)).tables for row in table.rows for cell in row.cells}
    assert {"A1", "整治<积水>{{ 1 }}", "市住建局", "2026年3月2日", "办结时限：2026年3月30日"} <= cells
    assert report.exit_status == 0


def test_who_has_answered_may_report_again(ledger: Path) -> None:
    """A 续报 is answered on the same form."""
    record(ledger, (TODAY, "A2", "市城管局", "反馈"))
    assert len(make(ledger, "反馈报告", "A2").forms) == 1


def test_nobody_is_named(ledger: Path) -> None:
    """The form is made with an empty place, and it is said."""
    report = make(ledger, "反馈报告", "A3")
    assert (report.forms[0].unit, report.exit_status) == ("", 1)


def test_without_libreoffice(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--pdf where nothing can make one."""
    monkeypatch.setattr(pdf_making, "office_program", lambda: None)
    report = make(ledger, "反馈报告", "A2", pdf=True)
    assert report.forms[0].path.exists()
    assert "没有生成PDF" in report.warnings[0]


@pytest.mark.parametrize(
    ("kind", "items", "message"), [("请示", ("A1",), "没有“请示”"), ("延期申请", (), "--item"), ("延期申请", ("Z9",), "没有编号")]
)
def test_unusable_arguments(kind: str, items: tuple[str, ...], message: str, ledger: Path) -> None:
    """Said, and nothing made."""
    with pytest.raises(UsageError, match=message):
        make(ledger, kind, *items)
