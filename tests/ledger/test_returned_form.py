"""Forms that came back, opened as hostile: values only, within limits, and never one with a program in it."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.support.replies import filled
from toolkit.domain.errors import NotALedger
from toolkit.domain.feedback.form import Form, FormItem, FormRow, Returned
from toolkit.ledger import foreign
from toolkit.ledger.returned_form import read_form
from toolkit.render.feedback_form import feedback_form

CODE = "0123456789abcdef-" + "A" * 24
BLANK = feedback_form(
    Form("市教育局", "市政府督查室", "", date(2026, 3, 18), CODE, (FormItem("A1", "建学校", "x"), FormItem("A2", "修路", "y")))
)
ANSWERED = {"A1": {"办理情况": "已开工12所", "进度": 0.6, "是否办结": "否", "预计完成": datetime(2026, 6, 30)}}

FILLED = filled(BLANK, ANSWERED)


def read(data: bytes) -> Returned | None:
    return read_form(foreign.opened(data))


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def test_what_was_typed_comes_back_as_text() -> None:
    """Numbers, shares and dates as a person reads them; rows without an answer are none."""
    assert read(filled(BLANK, ANSWERED)) == Returned(CODE, (FormRow("A1", "已开工12所", "60%", "否", "", "2026-06-30"),))


def test_signature_and_code_lines_are_no_rows() -> None:
    """An untouched form has no rows and keeps its code."""
    assert read(BLANK) == Returned(CODE, ())


def test_the_code_is_found_when_the_hidden_sheet_is_gone() -> None:
    """Another program, or a person, saved only the visible sheet."""
    book = openpyxl.load_workbook(io.BytesIO(filled(BLANK, ANSWERED)))
    del book["表单信息"]
    out = io.BytesIO()
    book.save(out)
    found = read(out.getvalue())
    assert found is not None
    assert found.code == CODE


def test_a_moved_column_and_a_new_title_row_do_not_matter() -> None:
    """Columns are found by their headers."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet("随便")
    page.write(0, 0, "标题")
    page.write_row(2, 0, ["办理情况", "编号", "是否办结"])
    page.write_row(3, 0, ["已办结", "A1", "是"])
    page.write(9, 0, CODE)
    book.close()
    assert read(out.getvalue()) == Returned(CODE, (FormRow("A1", "已办结", "", "是"),))


def test_another_workbook_is_no_form() -> None:
    """A table of something else."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    book.add_worksheet().write_row(0, 0, ["姓名", "电话"])
    book.close()
    assert read(out.getvalue()) is None


def test_a_formula_is_the_value_that_was_shown() -> None:
    """Nothing is calculated, nothing is followed."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    page.write_row(0, 0, ["编号", "办理情况"])
    page.write(1, 0, "A1")
    page.write_formula(1, 1, '=WEBSERVICE("http://x.example")', None, "已显示的值")
    page.write(2, 0, CODE)
    book.close()
    found = read(out.getvalue())
    assert found is not None
    assert found.rows[0].what == "已显示的值"


@pytest.mark.parametrize("name", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "xl/activeX/activeX1.bin"])
def test_programs_are_refused_whatever_the_name_says(name: str) -> None:
    """A .xlsm renamed to .xlsx, Excel 4 macro sheets, ActiveX."""
    with pytest.raises(NotALedger, match="宏"):
        read(with_part(filled(BLANK, ANSWERED), name, b"x"))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("xl/externalLinks/externalLink1.xml", b"<x/>"),
        ("xl/externalLinks/externalLink2.xml", b'<ddeLink ddeService="cmd" ddeTopic="/c calc"/>'),
        ("xl/embeddings/oleObject1.bin", b"x"),
        ("xl/connections.xml", b"<connections/>"),
    ],
)
def test_what_reaches_out_is_read_as_data_and_known_as_such(name: str, content: bytes) -> None:
    """The values count; the file itself is not laid out for a double click."""
    package = foreign.opened(with_part(filled(BLANK, ANSWERED), name, content))
    assert foreign.reaches_out(package)
    assert read_form(package) is not None
    assert not foreign.reaches_out(foreign.opened(filled(BLANK, ANSWERED)))


def test_zip_bombs_are_refused_unopened() -> None:
    """One large part, many parts, a size that lies."""
    with pytest.raises(NotALedger, match="过大"):
        foreign.opened(with_part(BLANK, "xl/worksheets/sheet9.xml", b" " * (60 << 20)))
    many = io.BytesIO(BLANK)
    with zipfile.ZipFile(many, "a") as archive:
        for number in range(600):
            archive.writestr(f"x/{number}", b"")
    with pytest.raises(NotALedger, match="过大"):
        foreign.opened(many.getvalue())
    lying = with_part(BLANK, "xl/big.xml", b"<a>" + b" " * 300_000 + b"</a>")
    at = lying.rindex(b"xl/big.xml") - 46
    lying = lying[: at + 24] + (100).to_bytes(4, "little") + lying[at + 28 :]
    with pytest.raises(NotALedger):
        foreign.says_secret(foreign.opened(lying.replace("建学校".encode(), "绝密件".encode())))


def test_a_cell_in_the_last_corner_does_not_fill_the_memory() -> None:
    """Refused before its rows are made."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet()
    page.write_row(0, 0, ["编号", "办理情况"])
    page.write(1_048_575, 16_383, "x")
    book.close()
    with pytest.raises(NotALedger, match="散布"):
        read(out.getvalue())


def test_doctype_and_entities_are_refused() -> None:
    """A billion laughs in the workbook part."""
    with zipfile.ZipFile(io.BytesIO(BLANK)) as old:
        members = {name: old.read(name) for name in old.namelist()}
    members["xl/workbook.xml"] = b'<!DOCTYPE x [<!ENTITY a "aaaa">]>' + members["xl/workbook.xml"].partition(b"?>")[2]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as new:
        for name, content in members.items():
            new.writestr(name, content)
    with pytest.raises(NotALedger):
        read(out.getvalue())


@pytest.mark.parametrize("mark", ["绝密★三十年", "机密级", "秘 密★"])
def test_secret_marks_are_seen_wherever_they_stand(mark: str) -> None:
    """In a cell, also one split over several runs of a rich text."""
    assert foreign.says_secret(foreign.opened(filled(BLANK, {"A1": {"办理情况": f"转发{mark}文件"}})))
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    bold = book.add_format({"bold": True})
    book.add_worksheet().write_rich_string(0, 0, "转发", bold, mark[:1], mark[1:], "文件")
    book.close()
    assert foreign.says_secret(foreign.opened(out.getvalue()))
    assert not foreign.says_secret(foreign.opened(BLANK))


@settings(max_examples=150)
@given(st.data())
def test_broken_files_are_refused_or_read_never_more(data: st.DataObject) -> None:
    """Any bytes changed anywhere: a form, or none, or a sentence; never another exception."""
    raw = bytearray(FILLED)
    for _ in range(data.draw(st.integers(1, 5))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    try:
        package = foreign.opened(bytes(raw))
        read_form(package)
        foreign.says_secret(package)
        foreign.reaches_out(package)
    except NotALedger:
        pass
