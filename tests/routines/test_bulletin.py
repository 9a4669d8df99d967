"""duban bulletin: numbers that agree with the ledger, drafts that are never lost, nothing of the ledger changed."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import date, timedelta
from email import message_from_bytes
from email.header import decode_header, make_header
from email.message import EmailMessage
from email.policy import SMTP, strict
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from docx import Document

from tests.support.desk import HEADER, ROWS, TODAY, record, take, type_cell, write_ledger
from toolkit.domain.errors import UsageError
from toolkit.domain.papers.bulletin import Head
from toolkit.domain.papers.compose import BulletinOrder
from toolkit.domain.papers.kinds import BULLETINS, COUNTING, BulletinKind
from toolkit.render import charts
from toolkit.render import pdf as pdf_making
from toolkit.routines import bulletin, daily, deadlines, demo
from toolkit.routines.bulletin import BulletinReport
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

COUNTED = ("closed", "open", "overdue", "stopped")
CUTS = (
    ("事项来源", "by_source", "source"), ("条线", "by_line", "line"), ("承办单位", "by_unit", "unit"), ("交办时间", "by_quarter", "quarter"),
)  # fmt: skip


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = write_ledger(tmp_path)
    take(path)
    return path


def make(path: Path, kind: BulletinKind = "政务督查", *, pdf: bool = False, today: date = TODAY, **order: Any) -> BulletinReport:
    workspace = Workspace.find(path, path.parent)
    return bulletin.run(path, workspace, order=BulletinOrder(kind, **order), pdf=pdf, today=today, progress=silent)


def test_figures_are_those_of_the_ledger(tmp_path: Path) -> None:
    """Added up again from what `deadlines` says of the demo's items: totals, lights, states, and who is late by how many days."""
    ledger = demo.run(tmp_path / "演示", today=date(2026, 11, 24), progress=silent).ledger
    workspace = Workspace.find(ledger, ledger.parent)
    listed: Any = deadlines.run(ledger, workspace, write=False, today=date(2026, 11, 24), progress=silent).data()["items"]
    states, lights = Counter(each["status"] for each in listed), Counter(each["light"] for each in listed)
    for kind in BULLETINS:
        if kind in ("一页纸", "周例会"):
            continue
        report = make(ledger, kind, today=date(2026, 11, 24))
        figures: Any = json.loads(json.dumps(report.data()))["figures"]
        assert figures["total"] == len(listed)
        assert {name: number for name, number in figures["lights"].items() if number} == lights
        assert {name: number for name, number in figures["statuses"].items() if number} == states
        assert (figures["closed"], figures["stopped"]) == (states["已销号"], states["中止"])
        assert figures["rate"] == round(states["已销号"] / (len(listed) - states["中止"]), 4)
        for cut in ("by_source",):
            assert sum(each["total"] for each in figures[cut]) == len(listed)
    paper = make(ledger, today=date(2026, 11, 24))
    late = {each["id"]: -each["days_left"] for each in listed if each["light"] == "红"}
    figures = paper.figures
    assert set(figures["lists"]["滞后"]) == set(late)
    tables = Document(str(paper.path)).tables
    table = next(each for each in tables if each.rows[0].cells[1].text == "督查事项")
    assert sorted(int(row.cells[4].text) for row in table.rows[1:]) == sorted(late.values())
    units = next(each for each in tables if each.rows[0].cells[0].text == "承办单位")
    assert {row.cells[0].text: int(row.cells[1].text) for row in units.rows[1:]} == {
        each["unit"]: each["total"] for each in figures["by_unit"]
    }


def test_the_mail_draft_has_the_numbers_of_the_paper(tmp_path: Path) -> None:
    """--eml: counted again from what `deadlines` says; a draft without addresses beside the paper, its charts inside; nothing is queued."""
    today = date(2026, 11, 24)
    ledger = demo.run(tmp_path / "演示", today=today, progress=silent).ledger
    workspace = Workspace.find(ledger, ledger.parent)
    mails = set(workspace.mail_folder.iterdir())
    listed: Any = deadlines.run(ledger, workspace, write=False, today=today, progress=silent).data()["items"]
    states, lights = Counter(each["status"] for each in listed), Counter(each["light"] for each in listed)
    report = bulletin.run(ledger, workspace, order=BulletinOrder("政务督查"), pdf=False, eml=True, today=today, progress=silent)
    assert report.eml == report.path.with_suffix(".eml")
    assert report.data()["eml"] == str(report.eml)
    message = message_from_bytes(report.eml.read_bytes(), policy=SMTP)
    assert isinstance(message, EmailMessage)
    assert [message[name] for name in ("To", "Cc", "Bcc", "From")] == [None] * 4
    assert message["X-Unsent"] == "1"
    text, page = (str(part.get_content()) for kind in ("plain", "html") if (part := message.get_body((kind,))))
    open_ = len(listed) - states["已销号"] - states["中止"]
    for said in (f"共{len(listed)}件", f"销号{states['已销号']}件", f"正在办理{open_}件", f"超过时限{lights['红']}件"):
        assert said in text
        assert said in page
    late = re.search(r"【进展滞后的事项】(\d+)件\r?\n(.*?)\r?\n\r?\n", text, re.DOTALL)
    assert late is not None
    assert int(late[1]) == lights["红"]
    assert set(re.findall(r"编号：(\S+)", late[2])) == {each["id"] for each in listed if each["light"] == "红"}
    assert sum(map(int, re.findall(r"：共(\d+)件", text.partition("【按事项来源】")[2].partition("【按工作条线】")[0]))) == len(
        listed
    )
    assert set(workspace.mail_folder.iterdir()) == mails
    assert make(ledger, today=today).data()["eml"] is None


def test_text_tables_and_charts_of_the_papers_agree(tmp_path: Path) -> None:
    """As printed: the sentence, every table of numbers and every bar of the charts say what the figures of the same paper say."""
    today = date(2026, 11, 24)
    ledger = demo.run(tmp_path / "演示", today=today, progress=silent).ledger
    for kind in COUNTING:
        report = make(ledger, kind, today=today, since=date(2026, 10, 1))
        figures: Any = report.figures
        paper = Document(str(report.path))
        said = "".join(each.text for each in paper.paragraphs)
        numbers = re.search(r"事项共(\d+)件.*?销号(\d+)件.*?正在办理(\d+)件.*?超过时限(\d+)件。另有(\d+)件", said)
        assert numbers is not None
        assert tuple(map(int, numbers.groups())) == tuple(figures[key] for key in ("total", *COUNTED)), kind
        tables = {each.rows[0].cells[0].text: each for each in paper.tables}
        printed: dict[str, int] = {}
        for header, cut, name in CUTS[: 4 if kind == "督查调研" else 3]:
            rows = [[cell.text for cell in row.cells] for row in tables[header].rows[1:]]
            assert [row[0] for row in rows] == [each[name] for each in figures[cut]]
            for row, each in zip(rows, figures[cut], strict=True):
                assert [int(cell) for cell in row[1:6]] == [each["total"], *(each[key] for key in COUNTED)], (kind, row)
                assert (row[6] == "–") == (each["rate"] is None)
            assert name == "unit" or name == "line" or sum(int(row[1]) for row in rows) <= figures["total"]
            printed |= {row[0]: int(row[1]) for row in rows}
        for chart in figures["charts"]:
            bars = map(sum, zip(*chart["series"].values(), strict=True))
            assert all(printed[label] == bar for label, bar in zip(chart["labels"], bars, strict=True)), (kind, chart["title"])


@pytest.mark.parametrize("kind", BULLETINS)
def test_a_mail_draft_is_what_mail_programs_read(kind: BulletinKind, tmp_path: Path) -> None:
    """Read strictly: no defect; each picture that the page names is in the draft once, under a name that old and new programs read."""
    path = write_ledger(tmp_path, [(*row, "市长") for row in ROWS], (*HEADER, "领导"))
    take(path)
    workspace = Workspace.find(path, path.parent)
    order = BulletinOrder(kind, leader="市长" if kind == "一页纸" else "")
    report = bulletin.run(path, workspace, order=order, pdf=False, eml=True, today=TODAY, progress=silent)
    assert report.eml is not None
    content = report.eml.read_bytes()
    assert content.isascii()
    assert all(len(line) <= 78 for line in content.split(b"\r\n"))
    message = message_from_bytes(content, policy=SMTP + strict)
    assert isinstance(message, EmailMessage)
    page = message.get_body(("html",))
    assert page is not None
    pictures = [part for part in message.walk() if part.get_content_maintype() == "image"]
    named = re.findall(r'src="cid:([^"]+)"', page.get_content())
    assert sorted(f"<{cid}>" for cid in named) == sorted(part["Content-ID"] for part in pictures)
    assert len(set(named)) == len(named)
    assert bool(named) == (kind in COUNTING and charts.chinese_font() is not None)
    assert not re.search(r'(?:src|href|background)=(?!"cid:)|url\(', page.get_content()), "nothing is fetched from elsewhere"
    for place, part in enumerate(pictures, 1):
        assert (part.get_filename(), part.get_content_disposition()) == (f"图{place}.png", "inline")
        assert part.get_content().startswith(b"\x89PNG\r\n")
        assert f"filename*=utf-8''{quote(f'图{place}.png')}" in part.as_string()
        [other] = re.findall(r'name="(=\?utf-8\?b\?[^"]+\?=)"', part.as_string())
        assert str(make_header(decode_header(other))) == f"图{place}.png"
    for part in message.walk():
        assert part.defects == []
        assert part.is_multipart() or part["Content-Transfer-Encoding"] == "base64"


@pytest.mark.parametrize("kind", BULLETINS)
def test_nothing_of_the_ledger_changes(kind: BulletinKind, tmp_path: Path) -> None:
    """A paper is a file of its own; the ledger keeps its bytes, also while it is open elsewhere."""
    path = write_ledger(tmp_path, [(*row, "市长") for row in ROWS], (*HEADER, "领导"))
    take(path)
    before = path.read_bytes()
    path.with_name("~$" + path.name).write_bytes(b"\x03abc")
    report = make(path, kind, leader="市长" if kind == "一页纸" else "")
    assert path.read_bytes() == before
    assert report.path.parent == tmp_path / "文书" / BULLETINS[kind]
    assert (report.exit_status, report.warnings) == (0, ())


def test_a_draft_that_somebody_worked_on_is_kept(ledger: Path) -> None:
    """The same paper again is the same file; a changed one is kept beside the new one."""
    first = make(ledger).path
    assert make(ledger).path == first
    first.write_bytes(b"edited")
    second = make(ledger).path
    assert (first.read_bytes(), second.name) == (b"edited", f"{first.stem}（2）.docx")
    assert make(ledger).path == second


def test_a_past_day_is_counted_back_and_said(ledger: Path) -> None:
    """What was typed for a later day is not counted, the paper and the command say how it was made."""
    report = make(ledger, until=date(2026, 3, 6))
    figures: Any = report.figures
    assert (figures["as_of"], figures["statuses"]["待审核"]) == ("2026-03-06", 0)
    assert report.exit_status == 1
    assert "2026年3月6日的台账没有留存" in report.warnings[0]
    assert any("2026年3月6日的台账没有留存" in each.text for each in Document(str(report.path)).paragraphs)


def test_a_period_that_is_not_over(ledger: Path) -> None:
    """A last day that lies ahead stands for today."""
    report = make(ledger, until=TODAY + timedelta(10))
    assert (report.figures["as_of"], report.exit_status) == (TODAY.isoformat(), 0)


def test_new_dates_that_a_slip_has_set(ledger: Path) -> None:
    """A 通报 takes the 新定时限 of the 催办单 from 过程记录."""
    record(ledger, (TODAY, "A1", "市教育局", "催办", "纸质", "签发连督催〔2026〕1号督查催办单，新定时限2026年3月25日"))
    assert make(ledger, "问题清单").figures["lists"] == {"问题": ["A1"]}


@pytest.mark.parametrize(("kind", "order", "message"), [
    ("一页纸", {}, "--leader"), ("周例会", {"leader": "市长"}, "只用于一页纸"), ("一页纸", {"leader": "市长"}, "没有填写“领导”"),
    ("政务督查", {"head": Head("三")}, "请写数字"), ("今日待办", {"head": Head("3")}, "没有文号、期号"),
    ("政务督查", {"new_date": TODAY}, "只用于通报"), ("政务督查", {"since": TODAY + timedelta(1)}, "起止日期颠倒"),
])  # fmt: skip
def test_what_cannot_be(kind: BulletinKind, order: dict[str, Any], message: str, ledger: Path) -> None:
    """Said before anything is made."""
    with pytest.raises(UsageError, match=message):
        make(ledger, kind, **order)
    assert not (ledger.parent / "文书").exists()


def test_without_libreoffice(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The paper is made, and it is said why there is no PDF."""
    monkeypatch.setattr(pdf_making, "office_program", lambda: None)
    report = make(ledger, pdf=True)
    assert report.path.exists()
    assert (report.pdf, report.exit_status) == (None, 1)
    assert "LibreOffice" in report.warnings[0]


def test_a_past_day_from_what_was_remembered(ledger: Path) -> None:
    """七: where the ledger was watched, what people changed, added and deleted since is taken back, and the paper says so."""
    workspace = Workspace.find(ledger, ledger.parent)

    def passes(day: date) -> None:
        daily.run(ledger, workspace, today=day, progress=silent)

    passes(TODAY)
    type_cell(ledger, "督查台账", "I3", "2026年3月12日前")
    passes(TODAY + timedelta(1))
    was = make(ledger, today=TODAY + timedelta(1)).figures
    type_cell(ledger, "督查台账", "I3", "2026年12月12日前")
    type_cell(ledger, "督查台账", "A7", "A9")
    type_cell(ledger, "督查台账", "B7", "新登记的事项")
    passes(TODAY + timedelta(5))
    now = make(ledger, today=TODAY + timedelta(5)).figures
    then = make(ledger, today=TODAY + timedelta(5), until=TODAY + timedelta(1))
    assert now["total"] == 5
    assert then.figures["lights"] == was["lights"] != now["lights"]
    assert (then.figures["total"], then.exit_status) == (4, 0)
    assert any("按变更记录恢复到" in each.text for each in Document(str(then.path)).paragraphs)
