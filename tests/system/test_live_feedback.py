"""A person's word on answers while the ledger is open: as in a closed file, never over a clerk's typing, never twice."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.routines.feedbacking import HOUSING, Desk, open_desk
from tests.support import pressing
from tests.support.office import Office
from tests.support.pressing import ledger_with_buttons, program
from tests.support.replies import reply
from tests.system.test_live import book_of, cells, live
from toolkit.domain.errors import DubanError, LayoutError, LedgerChanged, LedgerError
from toolkit.domain.feedback.form import MORE_TIME
from toolkit.ledger.live.book import LiveBook
from toolkit.ledger.live.libreoffice import bridge, engine
from toolkit.ledger.live.plan import Block
from toolkit.routines.workspace import Workspace

pytestmark = pytest.mark.system
WHAT, DAY, ITEMS = "J3", "K3", range(3, 7)
"""A1's 办理情况 and 反馈日期, and the rows of all items."""
LINE = "2026年3月18日市教育局报（电子版预报）：已开工12所"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Answers of 市教育局 (1) and 市住建局 (2) wait, and 市教育局 asks for more time for A4 (3)."""
    (tmp_path / "督查 室").mkdir()
    desk = open_desk(tmp_path / "督查 室")
    more = desk.form(items=["A4"], A4={"办理情况": "苗木未到", "是否办结": MORE_TIME, "预计完成": "2026-12-31"})
    desk.take(desk.answered())
    desk.take(reply(HOUSING, "三处已改造，另两处在建。", to=desk.ids[HOUSING], message_id="<r2@lyg.example>"))
    desk.take(reply(to=desk.ids["unit3@lyg.example"], files=[("反馈表.xlsx", more)], message_id="<r3@lyg.example>"))
    assert [each.answer.item for each in desk.receipts()] == ["A1", "A2", "A4"]
    return desk


@contextmanager
def opened(office: Office, desk: Desk) -> Iterator[tuple[Desk, Any]]:
    """The same desk with its ledger open in LibreOffice, and the sheet of items as UNO sees it."""
    with live(office, desk.path) as (book, document):
        yield Desk(desk.path, replace(desk.workspace, live=book), desk.ids), document.Sheets.getByIndex(0)


def text(sheet: Any, where: str) -> str:
    return str(sheet.getCellRangeByName(where).getCellByPosition(0, 0).String)


def waiting(desk: Desk) -> list[int]:
    closed = Desk(desk.path, replace(desk.workspace, live=None), desk.ids)
    return [each.number for each in closed.receipts() if each.state == "待审"]


WORDS: dict[str, Callable[[Desk], object]] = {
    "accepted": lambda desk: desk.accept("1"),
    "two at once": lambda desk: desk.accept("1", "2"),
    "sent back": lambda desk: desk.reject("1", note="请补充各校名单，3月25日前重报"),
    "more time": lambda desk: desk.accept("3"),
    "no more time": lambda desk: desk.reject("3", note="按原时限办理"),
}


@pytest.mark.parametrize("word", WORDS)
def test_both_adapters_take_a_persons_word(libreoffice: Office, desk: Desk, tmp_path: Path, word: str) -> None:
    """Every cell of every sheet, what waits, and the letters are as in the closed file; a second press changes nothing."""
    twin = tmp_path / "对照" / desk.path.name
    shutil.copytree(desk.path.parent, twin.parent)
    other = Desk(twin, Workspace.find(twin, twin.parent), desk.ids)
    WORDS[word](other)
    with opened(libreoffice, desk) as (at_work, sheet):
        WORDS[word](at_work)
        assert not sheet.DrawPage.Forms.Parent.isModified()
        saved = desk.path.read_bytes()
        with pytest.raises(DubanError, match="不能再次处理"):
            WORDS[word](at_work)
        assert desk.path.read_bytes() == saved
    for path in (desk.path, twin):  # both as LibreOffice counts them
        with live(libreoffice, path) as (_, document):
            document.calculateAll()
            document.store()
    found, expected = book_of(desk.path), book_of(twin)
    for name, grid in expected.items():
        assert cells(found[name]) == cells(grid), name
        assert sorted(found[name].merges) == sorted(grid.merges), name
    assert waiting(desk) == waiting(other) != [1, 2, 3]
    letters = [sorted(p.name for p in each.parent.rglob("*.eml")) for each in (desk.path, twin)]
    assert letters[0] == letters[1]


def test_what_a_clerk_typed_and_did_not_save_stays(libreoffice: Office, desk: Desk) -> None:
    """The line goes below the text as it stands now, in the row in which the item stands now; a 反馈日期 that was typed stays."""
    with opened(libreoffice, desk) as (at_work, sheet):
        sheet.Rows.insertByIndex(2, 1)
        sheet.getCellRangeByName("J4").getCellByPosition(0, 0).setString("电话说下周动工")
        sheet.getCellRangeByName("K4").getCellByPosition(0, 0).setString("3月17日")
        at_work.accept("1")
        assert text(sheet, "J4") == f"电话说下周动工\n{LINE}"
        assert text(sheet, "K4") == "3月17日"
        assert text(sheet, "J3") == ""
    assert desk.item("A1").text("办理情况") == f"电话说下周动工\n{LINE}"
    assert waiting(desk) == [2, 3]


@pytest.mark.parametrize("typed", ["J3", "J5"])
def test_typing_meanwhile_stops_the_writing(libreoffice: Office, desk: Desk, monkeypatch: pytest.MonkeyPatch, typed: str) -> None:
    """Somebody types while the program works, also between its last look at the sheet and the writing: their text stays, the
    answer waits, and the next press enters it once."""
    refuse = LiveBook._refuse_typed_since
    with opened(libreoffice, desk) as (at_work, sheet):

        def typing(book: LiveBook, sheets: set[str]) -> None:
            if typed != WHAT:
                sheet.getCellRangeByName(typed).getCellByPosition(0, 0).setString("刚刚填的")
            refuse(book, sheets)
            sheet.getCellRangeByName(WHAT).getCellByPosition(0, 0).setString("刚刚填的")

        monkeypatch.setattr(LiveBook, "_refuse_typed_since", typing)
        with pytest.raises(LedgerChanged, match="再按一次"):
            at_work.accept("1", "2")
        monkeypatch.undo()
        assert text(sheet, typed) == "刚刚填的"
        assert LINE not in text(sheet, WHAT)
        assert text(sheet, DAY) == text(sheet, "K4") == ""
        assert waiting(desk) == [1, 2, 3]
        at_work.accept("1")
        assert text(sheet, WHAT).count(LINE) == 1


@pytest.mark.parametrize("how", ["not saved", "half written", "killed"])
def test_what_fails_half_way_is_harmless(libreoffice: Office, desk: Desk, monkeypatch: pytest.MonkeyPatch, how: str) -> None:
    """A file that cannot be saved, a program that refuses half-way: everything is taken back. One that dies leaves its line,
    and the next press enters the rest. The journal says accepted only where the cell does, and no line comes twice."""
    write = LiveBook._write

    def refusing(book: LiveBook, block: Block) -> None:
        if block.sheet == "过程记录" and block.rows[0][0] is not None:
            raise bridge.uno().getClass("com.sun.star.lang.DisposedException")("gone", None)
        write(book, block)

    def unsaved(book: Any, path: str | None = None, password: str | None = None) -> None:
        raise OSError("no space left")

    with opened(libreoffice, desk) as (at_work, sheet):
        if how == "not saved":
            monkeypatch.setattr(engine.Book, "save", unsaved)
        else:
            monkeypatch.setattr(LiveBook, "_write", refusing)
        if how == "killed":
            monkeypatch.setattr(LiveBook, "_take_back", lambda book, what: None)
        with pytest.raises(LedgerError, match=r"再按一次|撤回"):
            at_work.accept("1")
        monkeypatch.undo()
        assert waiting(desk) == [1, 2, 3]
        assert (LINE in text(sheet, WHAT)) == (how == "killed")
        assert (text(sheet, DAY) != "") == (how == "killed")
        at_work.accept("1")
        assert text(sheet, WHAT) == f"推进中\n{LINE}"
        assert text(sheet, DAY) == "2026-03-18"
    assert sum("〔收件1〕" in str(event[-1]) for event in desk.events()) == 1
    assert waiting(desk) == [2, 3]


def _formula(cell: Any) -> None:
    cell.setFormula('="推进"&"中"')


def _coloured(cell: Any) -> None:
    cursor = cell.createTextCursor()
    cursor.gotoStart(False)
    cursor.goRight(1, True)
    cursor.CharColor = 0xFF0000


@pytest.mark.parametrize(("make", "said"), [(_formula, "公式"), (_coloured, "几种格式"), (lambda c: c.setValue(3), "数字")])
def test_what_cannot_take_a_line_is_refused(libreoffice: Office, desk: Desk, make: Callable[[Any], None], said: str) -> None:
    """As in a closed file: nothing is written, and the sentence names the cell."""
    with opened(libreoffice, desk) as (at_work, sheet):
        make(sheet.getCellRangeByName(WHAT).getCellByPosition(0, 0))
        before = [text(sheet, f"{column}{row}") for column in "JKM" for row in ITEMS]
        with pytest.raises(LayoutError, match=f"J3单元格.*{said}"):
            at_work.accept("1")
        assert [text(sheet, f"{column}{row}") for column in "JKM" for row in ITEMS] == before
    assert waiting(desk) == [1, 2, 3]
    assert desk.events() == []


def test_the_button_accepts_once(own_libreoffice: Office, tmp_path: Path) -> None:
    """审核反馈 pressed twice quickly with 采纳 in the cell beside it: one line, one event, and the status cell says so."""
    path = ledger_with_buttons(tmp_path / "督查 室" / "台账 夹", date.today())
    desk = Desk(path, Workspace.find(path, path.parent), {})
    [item] = [each for each in desk.model().ledgers[0].items if each.text("编号") == "2026-002"]
    unit = item.text("牵头单位")
    form = desk.form(unit, items=["2026-002"], **{"2026-002": {"办理情况": "已完成方案"}})
    [sender] = [cells["联络员邮箱"] for _, cells in desk.model().own["单位通讯录"].rows if cells["单位名称"] == unit]
    desk.take(reply(str(sender), files=[("反馈表.xlsx", form)]), today=date.today())
    duban = program(tmp_path)
    with pressing.opened(own_libreoffice, path, duban) as bench:
        bench.select(f"A{item.row}")
        bench.cell("duban_verdict").setString("采纳")
        bench.press("审核反馈")
        bench.press("审核反馈")
        pressing.ended(tmp_path, 2)
        said = bench.status
    assert "采纳" in said or "第二次没有再办" in said or "还在办理" in said
    assert desk.item("2026-002").text("办理情况").count("已完成方案") == 1
    assert sum("〔收件1〕" in str(event[-1]) for event in desk.events()) == 1
