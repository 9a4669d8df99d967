"""Every button pressed in a real LibreOffice, on a path with Chinese and a blank; the sheet changes as duban would change it."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import threading
import time
import zipfile
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock

from tests.support import pressing
from tests.support.office import Office
from tests.support.pressing import ended, ledger_with_buttons, opened, program
from tests.system.test_live import book_of, cells
from toolkit.domain.buttons import BUTTONS
from toolkit.domain.sheets import REGISTER
from toolkit.ledger.band import ROWS
from toolkit.ledger.closed import ClosedBook
from toolkit.routines import daily
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

pytestmark = pytest.mark.system
ITEMS = "A8:C9"
"""The rows of 2026-002 and 2026-003."""
NAMES = ["2026-002", "2026-003"]


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return ledger_with_buttons(tmp_path / "督查 室" / "台账 夹", date.today())


@pytest.fixture
def duban(tmp_path: Path) -> Path:
    return program(tmp_path)


def prompt(*words: str) -> None:
    """duban at the prompt."""
    done = subprocess.run([sys.executable, "-m", "toolkit", *words], cwd=pressing.ROOT, capture_output=True, encoding="utf-8")
    assert done.returncode in (0, 1), done.stderr


def compared(path: Path) -> dict[str, list[list[Any]]]:
    """All sheets of a workbook but for the band and what 按钮设置 says of this machine."""
    grids = book_of(path)
    found = {name: cells(grid) for name, grid in grids.items() if name != "按钮设置"}
    found["督查台账"] = found["督查台账"][ROWS:]
    return found


def mails(path: Path) -> int:
    return len(list(path.parent.rglob("*.eml")))


def test_buttons_do_what_the_prompt_does(own_libreoffice: Office, ledger: Path, duban: Path, tmp_path: Path) -> None:
    """The buttons that make something, one after the other; then every cell, every paper, every mail is compared."""
    twin = tmp_path / "对照" / ledger.name
    shutil.copytree(ledger.parent, twin.parent)
    kind = ("--kind", "交办单", "--item", ",".join(NAMES))
    event = ("event", "add", "--step", "签收", "--via", "电话", "--item", ",".join(NAMES))
    for words in (
        ["check"], ["deadlines"], ["slip", *kind], ["slip", *kind, "--issue"], ["remind", "--send"], [*event],
        ["bulletin", "--kind", "今日待办"], ["bulletin", "--kind", "政务督查"], ["archive", "--item", ",".join(NAMES)],
    ):  # fmt: skip
        prompt(*words, str(twin))
    captions = ("校验", "更新期限", "生成文书", "签发", "发送提醒", "登记", "今日待办", "生成简报", "归档")
    answers = [""] * len(captions)
    with opened(own_libreoffice, ledger, duban) as bench:
        bench.select(ITEMS)
        for at, caption in enumerate(captions):
            bench.press(caption)
            answers[at] = bench.answer(answers[at - 1])
        bench.document.store()
    assert "校验" in answers[0], answers
    assert "红" in answers[1], answers
    assert "草稿" in answers[2], answers
    assert "1号" in answers[3], answers
    assert "已发送" in answers[4], answers
    assert "2行" in answers[5], answers
    assert "今日待办_" in answers[6], answers
    with opened(own_libreoffice, twin, duban) as bench:
        bench.document.calculateAll()
        bench.document.store()
    assert compared(ledger) == compared(twin)
    assert mails(ledger) == mails(twin) > 0
    papers = [sorted(p.name for p in path.parent.rglob("*.docx")) for path in (ledger, twin)]
    assert papers[0] == papers[1]


@pytest.mark.parametrize("caption", [button.caption for button in BUTTONS])
def test_every_button_answers(own_libreoffice: Office, ledger: Path, duban: Path, caption: str) -> None:
    """No button ends in a silent nothing or a program error, whether or not this version can do what it is for."""
    with opened(own_libreoffice, ledger, duban) as bench:
        bench.select(ITEMS)
        bench.press(caption)
        answer = bench.answer()
    assert "意外错误" not in answer
    assert len(answer) > 10


def test_pressed_twice_quickly(own_libreoffice: Office, ledger: Path, duban: Path) -> None:
    """签发 pressed twice before anything is seen takes each number once; 发送提醒 sends each mail once."""
    with opened(own_libreoffice, ledger, duban) as bench:
        bench.select(ITEMS)
        for caption in ("签发", "发送提醒"):
            bench.press(caption)
            bench.press(caption)
            ended(duban.parent, 2 if caption == "签发" else 4)
    model = ClosedBook(ledger, ledger.parent / "x").read()
    numbers = [cells["序号"] for _, cells in model.own[REGISTER.name].rows]
    assert {str(number) for number in numbers} == {"1.0", "2.0"}
    assert len(numbers) == 2
    recipients = [path.read_bytes().split(b"\nTo: ")[1].split(b"\n")[0] for path in ledger.parent.rglob("*.eml")]
    assert len(recipients) == len(set(recipients)) > 0


def test_what_is_typed_and_not_saved_counts_and_stays(own_libreoffice: Office, ledger: Path, duban: Path) -> None:
    """A deadline typed and not saved is judged; the file on disk stays as it was until the person saves."""
    before = ledger.read_bytes()
    with opened(own_libreoffice, ledger, duban) as bench:
        sheet = bench.document.CurrentController.ActiveSheet
        sheet.getCellRangeByName("O8").setString("2020年3月5日前")
        bench.press("更新期限")
        bench.answer()
        assert sheet.getCellRangeByName("O8").String == "2020年3月5日前"
        assert sheet.getCellRangeByName("AC8").String == "2020-03-05"
        assert sheet.getCellRangeByName("Z8").String == "红"
        assert bench.document.isModified()
        assert ledger.read_bytes() == before


def test_a_scheduled_run_never_writes_into_an_open_ledger(own_libreoffice: Office, ledger: Path, duban: Path) -> None:
    """daily reads, queues and defers while LibreOffice has the file open; the button waits for it, and nothing is lost."""
    before, space = ledger.read_bytes(), Workspace.find(ledger, ledger.parent)
    with opened(own_libreoffice, ledger, duban) as bench:
        sheet = bench.document.CurrentController.ActiveSheet
        sheet.getCellRangeByName("B8").setString("改了的事项")
        report = daily.run(ledger, space, today=date.today(), progress=silent)
        assert not report.written
        assert "LibreOffice" in (report.deferred or "")
        assert ledger.read_bytes() == before
        lock = FileLock(space.lock_path, thread_local=False)
        lock.acquire()
        bench.press("更新期限")
        threading.Timer(3, lock.release).start()
        assert "红" in bench.answer()
        assert sheet.getCellRangeByName("B8").String == "改了的事项"


def test_buttons_outlive_a_daily_run_and_a_save_by_libreoffice(own_libreoffice: Office, ledger: Path, duban: Path) -> None:
    """After a closed run macros and drawing are the same bytes. A save by LibreOffice breaks buttons; the next closed run, or
    the macro Mend, puts them back, and they work."""
    with zipfile.ZipFile(ledger) as package:
        before = {name: package.read(name) for name in ("xl/vbaProject.bin", "xl/drawings/vmlDrawing1.vml")}
    assert daily.run(ledger, Workspace.find(ledger, ledger.parent), today=date.today(), progress=silent).written
    with zipfile.ZipFile(ledger) as package:
        assert {name: package.read(name) for name in before} == before
    with opened(own_libreoffice, ledger, duban) as bench:
        bench.document.store()
    copy = ledger.with_name("另一本.xlsm")
    shutil.copyfile(ledger, copy)
    assert daily.run(ledger, Workspace.find(ledger, ledger.parent), today=date.today(), progress=silent).written
    for path in (ledger, copy):
        with opened(own_libreoffice, path, duban) as bench:
            if path == copy:
                bench.run("DubanLibreOffice.Mend")
            for button in BUTTONS:
                assert bench.control(button.caption)
            bench.press("校验")
            assert "校验" in bench.answer()


def test_a_missing_program_is_said(own_libreoffice: Office, ledger: Path, tmp_path: Path) -> None:
    """Where no way starts anything, the status cell says what to fill in."""
    with opened(own_libreoffice, ledger, tmp_path / "没有 此物") as bench:
        bench.cell("duban_aloud").setString("")
        bench.cell("duban_transports").setString("xlwings,wsh,shell,mailbox")
        bench.press("校验")
        time.sleep(1)
        assert "督办程序没有启动" in bench.status


def test_a_program_that_does_not_come_to_life_is_said(own_libreoffice: Office, ledger: Path, tmp_path: Path) -> None:
    """A duban that is there but broken (a package is missing): half a minute later the status cell says so."""
    broken = tmp_path / "duban"
    broken.write_text(f'#!/bin/sh\nexec "{sys.executable}" -S -c "import toolkit.entry.cli, typer"\n', "utf-8")
    broken.chmod(0o755)
    with opened(own_libreoffice, ledger, broken) as bench:
        bench.cell("duban_aloud").setString("")
        bench.press("校验")
        for _ in range(60):
            if "没有动静" in bench.status:
                break
            time.sleep(1)
        assert "duban doctor" in bench.status


def test_a_secret_is_said_by_its_place_alone(own_libreoffice: Office, ledger: Path, duban: Path) -> None:
    """A cell with signs of a state secret stops the button; the sentence names the cell, not its text."""
    with opened(own_libreoffice, ledger, duban) as bench:
        bench.document.CurrentController.ActiveSheet.getCellRangeByName("B9").setString("机密★5年 某方案")
        bench.press("更新期限")
        answer = bench.answer()
    assert "B9" in answer
    assert "某方案" not in answer


def test_buttons_clicked_with_the_mouse(screen: Office, ledger: Path, duban: Path, tmp_path: Path) -> None:
    """Three buttons, by real clicks at the place where they are on the screen."""
    answer = ""
    with opened(screen, ledger, duban, hidden=False) as bench:
        bench.document.CurrentController.Frame.ContainerWindow.setPosSize(0, 0, 1900, 1060, 15)
        bench.select(ITEMS)
        time.sleep(2)
        for caption, said in (("校验", "校验"), ("更新期限", "红"), ("生成文书", "草稿")):
            context = bench.control(caption).AccessibleContext
            place, size = context.getLocationOnScreen(), context.getSize()
            at = [str(place.X + size.Width // 2), str(place.Y + size.Height // 2)]
            subprocess.run(
                ["xdotool", "mousemove", *at, "sleep", "0.2", "click", "1"],
                check=True,
                env=os.environ | {"DISPLAY": screen.display},
            )
            answer = bench.answer(answer)
            assert said in answer
