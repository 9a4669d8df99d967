"""Papers: drafts bear no number; an issued one takes the next, is registered, and leaves no gap when something fails."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.support.desk import TODAY, record, snapshot, take, type_cell, write_ledger
from toolkit.domain.errors import LedgerBusy, LedgerError, TemplateError, UsageError
from toolkit.ledger import guard
from toolkit.ledger.closed import ClosedBook
from toolkit.ledger.package.cells import letters
from toolkit.render import pdf as pdf_making
from toolkit.render.slip import render_slip
from toolkit.routines import deadlines, slip, waiting
from toolkit.routines.progress import silent
from toolkit.routines.slip import SlipReport
from toolkit.routines.workspace import Workspace


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    path = write_ledger(tmp_path)
    take(path)
    return path


def make(
    path: Path, kind: str, *items: str, issue: bool = True, per_unit: bool = False, new_date: date | None = None
) -> SlipReport:
    workspace = Workspace.find(path, path.parent)
    return slip.run(
        path, workspace, kind=kind, items=items, issue=issue, per_unit=per_unit, issuer=None, new_date=new_date, today=TODAY,
        progress=silent,
    )  # fmt: skip


def words(path: Path) -> str:
    return zipfile.ZipFile(io.BytesIO(path.read_bytes())).read("word/document.xml").decode()


def registered(path: Path) -> list[str]:
    return [str(cells["文号"]) for _, cells in ClosedBook(path, path.parent).read().own["文书登记"].rows]


def test_draft_changes_nothing_but_its_own_file(ledger: Path) -> None:
    """A draft has no number, and the ledger stays as it is."""
    before = ledger.read_bytes()
    report = make(ledger, "交办单", "A1", issue=False)
    [paper] = report.papers
    assert paper.number is None
    assert "推进学校建设" in words(paper.path)
    assert ledger.read_bytes() == before
    assert report.exit_status == 0


def test_issue_takes_numbers_in_a_row(ledger: Path) -> None:
    """Numbers per kind and year, registered together with the event."""
    report = make(ledger, "交办单", "A1", "A2")
    assert [paper.number for paper in report.papers] == ["连督交〔2026〕1号", "连督交〔2026〕2号"]
    assert all(paper.path.exists() for paper in report.papers)
    assert "连督交〔2026〕1号" in words(report.papers[0].path)
    make(ledger, "催办单", "A1")
    assert make(ledger, "交办单", "A4").papers[0].number == "连督交〔2026〕3号"
    assert registered(ledger) == ["连督交〔2026〕1号", "连督交〔2026〕2号", "连督催〔2026〕1号", "连督交〔2026〕3号"]
    events = ClosedBook(ledger, ledger.parent).read().own["过程记录"].rows
    assert [(cells["编号"], cells["环节"]) for _, cells in events] == [
        ("A1", "交办"),
        ("A2", "交办"),
        ("A1", "催办"),
        ("A4", "交办"),
    ]


@pytest.mark.filterwarnings("ignore:Print area")
def test_registered_rows_are_high_enough(ledger: Path) -> None:
    """A row that is appended to an own sheet gets the height that its wrapped texts need."""
    make(ledger, "交办单", "A1", "A2")
    book = openpyxl.load_workbook(ledger)
    for name in ("文书登记", "过程记录"):
        sheet = book[name]
        heights = [sheet.row_dimensions[row].height for row in range(3, sheet.max_row + 1)]
        assert all(height and height >= 34 for height in heights), (name, heights)


def test_one_paper_a_unit(ledger: Path) -> None:
    """--per-unit puts a unit's items into one paper."""
    report = make(ledger, "督办通知", "A1", "A2", "A4", per_unit=True)
    assert [(paper.unit, paper.items) for paper in report.papers] == [("市教育局", ("A1", "A4")), ("市住建局", ("A2",))]


def test_a_pdf_that_cannot_be_made_takes_nothing_back(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """--pdf: the number stands and the paper lies there; that there is no PDF is said."""
    monkeypatch.setattr(pdf_making, "office_program", lambda: None)
    workspace = Workspace.find(ledger, ledger.parent)
    report = slip.run(
        ledger,
        workspace,
        kind="交办单",
        items=["A1"],
        issue=True,
        per_unit=False,
        issuer=None,
        today=TODAY,
        progress=silent,
        pdf=True,
    )
    assert registered(ledger) == ["连督交〔2026〕1号"]
    assert (report.papers[0].pdf, report.exit_status) == (None, 1)
    assert "没有生成PDF" in report.warnings[-1]


def test_out_of_order_is_done_and_said(ledger: Path) -> None:
    """A 催办单 for a unit that has answered is made, because a person asked for it, and exit status 1 says why to look."""
    report = make(ledger, "催办单", "A3", issue=False)
    assert report.papers[0].path.exists()
    assert report.exit_status == 1
    assert "已反馈" in report.warnings[0]


def test_what_was_issued_out_of_order_can_be_taken_back(ledger: Path) -> None:
    """After the number is taken nobody is asked to confirm: it is said how to void it."""
    [warning] = make(ledger, "催办单", "A3").warnings
    assert "连督催〔2026〕1号已经签发并登记" in warning
    assert "作废" in warning
    assert "请先审核" not in warning


@pytest.mark.parametrize(("kind", "name"), [("催办单", "新定时限"), ("告诫单", "整改期限")])
def test_a_new_date_is_written_and_registered(ledger: Path, kind: str, name: str) -> None:
    """The paper, the register and the event bear the date that a person has set."""
    day = TODAY + timedelta(days=9)
    said = f"{day.year}年{day.month}月{day.day}日"
    [paper] = make(ledger, kind, "A1", new_date=day).papers
    assert said in words(paper.path)
    assert paper.new_date == day
    own = ClosedBook(ledger, ledger.parent).read().own
    assert own["文书登记"].rows[-1][1]["备注"] == name + said
    assert str(own["过程记录"].rows[-1][1]["内容"]).endswith(name + said)


@pytest.mark.parametrize(("kind", "days", "message"), [("交办单", 9, "只用于催办单、告诫单"), ("催办单", -1, "已过")])
def test_a_new_date_that_cannot_be(ledger: Path, kind: str, days: int, message: str) -> None:
    """Other papers set no date, and a date that has passed is none."""
    with pytest.raises(UsageError, match=message):
        make(ledger, kind, "A1", new_date=TODAY + timedelta(days=days))


def test_an_item_without_matter_is_said(tmp_path: Path) -> None:
    """A paper about nothing is made as asked, and exit status 1 names the row to fill in."""
    header = ("编号", "督查事项", "交办日期", "牵头单位", "完成时限", "办结日期")
    path = write_ledger(tmp_path, [("A1", None, TODAY, "市教育局", "年底前", None)], header)
    take(path)
    report = make(path, "交办单", "A1", issue=False)
    assert (report.exit_status, "没有填写督查事项" in report.warnings[0]) == (1, True)


def test_numbers_go_on_from_what_was_typed_by_hand(ledger: Path) -> None:
    """A number that staff registered before counts, whatever brackets they typed."""
    from toolkit.domain.changes import ChangeSet

    book = ClosedBook(ledger, ledger.parent / ".duban")
    book.read()
    book.apply(
        ChangeSet(appended={"文书登记": [("连督交[2026]07号", None, None, None, None, None, None, None, None, None, None)]})
    )
    assert make(ledger, "交办单", "A1").papers[0].number == "连督交〔2026〕8号"


def test_a_failed_save_takes_no_number(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """If the ledger cannot be written, no paper lies about and the number stays free."""
    before = snapshot(ledger.parent)

    def full(*_args: object) -> None:
        raise LedgerError("磁盘已满")

    with monkeypatch.context() as patch:
        patch.setattr(guard, "replace", full)
        with pytest.raises(LedgerError):
            make(ledger, "交办单", "A1")
    after = snapshot(ledger.parent)
    ours = (".duban/lock", ".duban/journal.sqlite3")
    assert {name: data for name, data in after.items() if name not in ours} == {n: d for n, d in before.items() if n not in ours}
    assert make(ledger, "交办单", "A1").papers[0].number == "连督交〔2026〕1号"


@pytest.mark.parametrize("renames", [0, 1])
def test_stopped_when_the_ledger_was_already_saved(renames: int, ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C between the save and the last file: what is registered lies there under its name, and no number is given twice."""
    whole, seen = waiting.settle, []

    def stopped(workspace: Workspace, places: frozenset[str]) -> None:
        seen.append(places)
        if len(seen) == 1:
            for place in sorted(places)[:renames]:
                path = workspace.root / place
                waiting.waiting_place(path).replace(path)
            raise KeyboardInterrupt
        whole(workspace, places)

    monkeypatch.setattr(slip, "settle", stopped)
    with pytest.raises(KeyboardInterrupt):
        make(ledger, "交办单", "A1", "A2", "A4")
    assert registered(ledger) == [f"连督交〔2026〕{n}号" for n in (1, 2, 3)]
    papers = sorted(path.name for path in (ledger.parent / "文书").rglob("*") if path.is_file())
    assert [name[:11] for name in papers] == [f"连督交〔2026〕{n}号" for n in (1, 2, 3)]
    assert make(ledger, "交办单", "A1").papers[0].number == "连督交〔2026〕4号"


def test_stopped_half_way_takes_no_number(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Ctrl+C among the papers: none is registered, none lies about, and the next run begins with the first number."""
    made: list[object] = []

    def stopped(*args: Any) -> bytes:
        if len(made) == 2:
            raise KeyboardInterrupt
        made.append(args)
        return render_slip(*args)

    with monkeypatch.context() as patch:
        patch.setattr(slip, "render_slip", stopped)
        with pytest.raises(KeyboardInterrupt):
            make(ledger, "交办单", "A1", "A2", "A4")
    assert registered(ledger) == []
    assert [path for path in (ledger.parent / "文书").rglob("*") if path.is_file()] == []
    assert make(ledger, "交办单", "A1").papers[0].number == "连督交〔2026〕1号"


def test_what_a_dead_machine_left_is_settled_by_the_next_run(ledger: Path) -> None:
    """A power cut after the save leaves papers waiting: the next issue gives them their names, and takes away what was never registered."""
    [first] = make(ledger, "交办单", "A1").papers
    first.path.rename(waiting.waiting_place(first.path))
    stray = waiting.waiting_place(first.path.with_name("连督交〔2026〕9号_某单位.docx"))
    stray.write_bytes(b"never registered")
    make(ledger, "交办单", "A2")
    assert first.path.exists()
    assert not stray.exists()


def test_a_paper_that_hands_over_counts_from_its_own_day(tmp_path: Path) -> None:
    """Where nobody has typed a 交办日期, the 交办单 is the handing over: it says what the ledger says from then on."""
    header = ("编号", "督查事项", "事项来源", "批示人", "批示日期", "交办日期", "牵头单位", "完成时限")
    path = write_ledger(tmp_path, [("A1", "整治积水", "领导批示", "市长", TODAY.replace(day=16), None, "市住建局", None)], header)
    take(path)
    [paper] = make(path, "交办单", "A1").papers
    text = re.sub("<[^>]*>", "", words(paper.path))
    assert "交办日期2026年3月18日" in text
    assert "反馈时限：2026年3月27日。2026年3月18日交办，次日起7个工作日" in text
    workspace = Workspace.find(path, path.parent)
    listed: Any = deadlines.run(path, workspace, write=False, today=TODAY, progress=silent).data()["items"]
    assert [each["current"] for each in listed] == ["2026-03-27"]


def test_a_warning_tells_what_was_typed_about_chasing(ledger: Path) -> None:
    """办理经过: calls and slips of before the ledger was adopted, in the order of time; what the toolkit issued stands there once."""
    record(
        ledger, (TODAY.replace(day=5), "A1", "市教育局", "催办", "纸质"), (TODAY.replace(day=6), "A1", None, "电话催办", "电话")
    )
    record(ledger, (TODAY.replace(day=6), "A1", "市财政局", "告诫", "纸质"))
    make(ledger, "催办单", "A1")
    [paper] = make(ledger, "告诫单", "A1", issue=False).papers
    text = words(paper.path)
    told = [
        "2026年3月5日　催办",
        "2026年3月6日　电话催办",
        f"{TODAY:%Y年}{TODAY.month}月{TODAY.day}日　督查催办单　连督催〔2026〕1号",
    ]
    places = [text.index(each) for each in told]
    assert places == sorted(places)
    assert text.count("连督催〔2026〕1号") == 1
    assert "告诫<" not in text.partition("办理经过")[2].partition("原定时限")[0], "another unit's"


def test_a_void_slip_has_not_chased_anybody(ledger: Path) -> None:
    """作废 in 文书登记: the number stays taken, and the next 催办单 is the first again."""
    make(ledger, "催办单", "A1")
    assert make(ledger, "告诫单", "A1", issue=False).warnings == ()
    table = ClosedBook(ledger, ledger.parent).read().own["文书登记"]
    type_cell(ledger, table.sheet, f"{letters(table.columns['状态'])}{table.rows[-1][0]}", "作废")
    assert "未发过催办单" in make(ledger, "告诫单", "A1", issue=False).warnings[0]
    [again] = make(ledger, "催办单", "A1").papers
    assert again.number == "连督催〔2026〕2号"
    assert "第1次" in words(again.path)


def test_again_is_a_handing_over_of_its_own(ledger: Path) -> None:
    """七(三) 再督查: its own title, what fell short, the new date; registered as such, and in order after a 交办单."""
    make(ledger, "交办单", "A1")
    record(ledger, (TODAY, "A1", "市教育局", "反馈"), (TODAY, "A1", "市教育局", "退回", None, "没有写明完成时间"))
    workspace, day = Workspace.find(ledger, ledger.parent), TODAY + timedelta(5)
    report = slip.run(
        ledger, workspace, kind="交办单", items=["A1"], issue=True, per_unit=False, issuer=None, new_date=day, today=TODAY,
        progress=silent, again=True,
    )  # fmt: skip
    said = words(report.papers[0].path)
    assert "政务督查交办单（再督查）" in said
    assert "没有写明完成时间" in said
    assert "落实不到位，现组织再督查" in said
    assert report.warnings == ()
    own = ClosedBook(ledger, ledger.parent).read().own
    assert own["文书登记"].rows[-1][1]["备注"] == f"再督查，重办时限{day.year}年{day.month}月{day.day}日"
    assert own["过程记录"].rows[-1][1]["环节"] == "交办"


def test_again_by_another_paper(ledger: Path) -> None:
    """Only the 交办单 has a 再督查."""
    workspace = Workspace.find(ledger, ledger.parent)
    with pytest.raises(UsageError, match="--again 只用于交办单"):
        slip.run(
            ledger,
            workspace,
            kind="催办单",
            items=["A1"],
            issue=False,
            per_unit=False,
            issuer=None,
            today=TODAY,
            progress=silent,
            again=True,
        )


def test_a_broken_template_takes_no_number(ledger: Path) -> None:
    """An office's own template with a fault is named, and nothing is issued."""
    own = ledger.parent / "slip_templates"
    own.mkdir()
    (own / "交办单.docx").write_bytes(b"not a document")
    with pytest.raises(TemplateError, match="交办单"):
        make(ledger, "交办单", "A1")
    assert registered(ledger) == []


def test_open_elsewhere(ledger: Path) -> None:
    """Issuing needs the ledger closed."""
    ledger.with_name("~$" + ledger.name).write_bytes(b"\x03abc")
    with pytest.raises(LedgerBusy):
        make(ledger, "交办单", "A1")


@pytest.mark.parametrize(
    ("kind", "items", "message"),
    [("请示", ("A1",), "没有“请示”"), ("交办单", ("Z9",), "没有编号为“Z9”"), ("交办单", (), "--item")],
)
def test_unusable_arguments(ledger: Path, kind: str, items: tuple[str, ...], message: str) -> None:
    """Unknown kinds and items are said."""
    with pytest.raises(UsageError, match=message):
        make(ledger, kind, *items)


def test_hostile_cells_come_out_as_text(tmp_path: Path) -> None:
    """Braces, markup and file names in cells are words in the paper, and make no path."""
    header = ("编号", "督查事项", "交办日期", "牵头单位", "完成时限", "办结日期")
    path = write_ledger(tmp_path, [("../../x", "{{ 7*7 }}<w:p>&", TODAY, "a/b:局", "年底前", None)], header)
    take(path)
    [paper] = make(path, "交办单", "../../x").papers
    assert "{{ 7*7 }}&lt;w:p&gt;&amp;" in words(paper.path)
    assert paper.path.is_relative_to(tmp_path / "文书")


def test_events_refresh_the_own_columns(ledger: Path) -> None:
    """Issued and recorded in one save: the own columns show the state after it."""
    record(ledger, (TODAY, "A2", "市住建局", "中止", None, "另行研究"))
    make(ledger, "交办单", "A4")
    [sheet] = ClosedBook(ledger, ledger.parent).read().ledgers
    assert sheet.items[1].own["办理状态"] == "中止"


def test_apart_only_the_silent_units_are_chased(tmp_path: Path) -> None:
    """分别反馈: a 催办单 goes to the unit that has not answered, never to the one that has."""
    header = ("编号", "督查事项", "交办日期", "牵头单位", "配合单位", "完成时限", "有关要求", "办结日期")
    path = write_ledger(
        tmp_path,
        [("A1", "整治积水", TODAY.replace(day=2), "市住建局", "市城管局", "2026年3月10日前", "请分别反馈", None)],
        header,
    )
    take(path)
    record(path, (TODAY.replace(day=9), "A1", "市住建局", "反馈", "纸质"))
    assert [paper.unit for paper in make(path, "催办单", "A1", issue=False).papers] == ["市城管局"]
