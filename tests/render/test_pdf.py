"""PDF files beside papers."""

from __future__ import annotations

import subprocess
from pathlib import Path
from typing import Any

import pytest

from tests.render.pages import needs_libreoffice
from tests.support.slips import TEMPLATES, slip
from toolkit.domain.errors import SetupError
from toolkit.render import pdf
from toolkit.render.slip import render_slip


@needs_libreoffice[0]
@needs_libreoffice[1]
def test_a_pdf_lies_beside_each_paper(tmp_path: Path) -> None:
    """In order, whatever the papers are called; an older PDF is replaced."""
    papers = [tmp_path / "连督交〔2026〕1号_市 教育局.docx", tmp_path / "b.docx"]
    for paper in papers:
        paper.write_bytes(render_slip(slip("交办单"), [TEMPLATES]))
    papers[1].with_suffix(".pdf").write_bytes(b"old")
    assert pdf.as_pdf(papers) == [paper.with_suffix(".pdf") for paper in papers]
    assert all(paper.with_suffix(".pdf").read_bytes().startswith(b"%PDF") for paper in papers)


def test_without_libreoffice(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """None: the caller says so."""
    monkeypatch.setattr(pdf, "office_program", lambda: None)
    assert pdf.as_pdf([tmp_path / "a.docx"]) is None


@pytest.mark.parametrize("failure", [subprocess.CalledProcessError(1, "soffice"), subprocess.TimeoutExpired("soffice", 1)])
def test_a_conversion_that_fails(failure: Exception, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """One sentence that says what to do."""
    paper = tmp_path / "a.docx"
    paper.write_bytes(b"x")

    def run(*_args: Any, **_options: Any) -> None:
        raise failure

    monkeypatch.setattr(pdf, "office_program", lambda: Path("soffice"))
    monkeypatch.setattr(subprocess, "run", run)
    with pytest.raises(SetupError, match="另存为PDF"):
        pdf.as_pdf([paper])


@needs_libreoffice[0]
@needs_libreoffice[1]
def test_pages_are_counted(tmp_path: Path) -> None:
    """As many as are printed; the papers' folder stays as it was."""
    for name, kind in (("a", "催办单"), ("b", "交办单"), ("c", "督办通知")):
        (tmp_path / f"{name}.docx").write_bytes(render_slip(slip(kind), [TEMPLATES]))
    assert pdf.page_counts(sorted(tmp_path.iterdir())) == [1, 2, 3]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["a.docx", "b.docx", "c.docx"]


def test_pages_in_compressed_streams() -> None:
    """What some versions write: page objects inside of an object stream."""
    import zlib

    objects = zlib.compress(b"<</Type/Page>> <</Type /Page/Parent 1 0 R>> <</Type/Pages>>")
    assert pdf._pages(b"5 0 obj <</Type/ObjStm/N 3>>\nstream\n" + objects + b"\nendstream") == 2


def test_no_papers_need_no_program() -> None:
    """Nothing to count is counted at once."""
    assert pdf.page_counts([]) == []
