"""The inbox of the buttons: requests that macros left as files (transport mailbox), one after the other.

A request NAME.request is answered in NAME.answer, one line of hexadecimal UTF-16, which the macro shows in the status cell.
Excel and LibreOffice are worked on live where they can be reached. Where they cannot (WPS), the saved file is used: what only
looks is answered at once, what writes waits as NAME.waiting until the person has closed the ledger.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from toolkit.domain.buttons import BY_KEY
from toolkit.domain.errors import SetupError, UsageError, os_reason
from toolkit.entry.buttons import COMMANDS, HELP, Press, Request, Sentence, run_words, served
from toolkit.entry.failures import NOT_DONE, explained
from toolkit.entry.presses import Presses
from toolkit.entry.prompt import Door

if TYPE_CHECKING:
    from toolkit.routines.live import Session

ONLY_LOOKS = ("check", "deadlines", "today", "slip", "bulletin", "help")
"""Buttons that can be answered from the saved file while the ledger is open; the first two do not write then."""
WAITING = 3
WAITS = "已记下：请保存并关闭台账，关闭后自动办理，办完再打开。"


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of one request: done, failed, or waiting for the ledger to be closed."""

    button: str
    outcome: str
    sentence: str


def made_ready(inbox: Path) -> None:
    """The folder itself: macros leave nothing where there is none. Raises SetupError."""
    try:
        inbox.mkdir(parents=True, exist_ok=True)
    except OSError as denied:
        raise SetupError(f"建不了按钮的收件夹“{inbox}”（{os_reason(denied)}）：请检查文件夹权限") from denied


def serve(inbox: Path, today: date, *, waiting: bool = True) -> list[Answer]:
    """Works on what lies in an inbox now, without `waiting` on what came in new alone. A request that cannot be read is set
    aside as NAME.broken."""
    return [answer for path in _requests(inbox, waiting) if (answer := _serve(path, today))]


def _requests(inbox: Path, waiting: bool) -> Iterator[Path]:
    kinds = (".request", ".waiting") if waiting else (".request",)
    found = [path for path in inbox.iterdir() if path.suffix in kinds] if inbox.is_dir() else []
    yield from sorted(found, key=lambda path: path.name)


def _serve(path: Path, today: date) -> Answer | None:
    try:
        request = Request.read(path.read_text("ascii"))
    except (OSError, ValueError, KeyError, UnicodeError):
        path.replace(path.with_suffix(".broken"))
        return None
    screen = Sentence()
    session = _reached(request)
    if session:
        status, sentence = served(request, session, today)
    else:
        status, sentence = explained(lambda: _run(request, screen, today))
    if status == WAITING:
        if path.suffix == ".request":
            path.replace(path.with_suffix(".waiting"))
            _answer(path, WAITS)
        return Answer(request.button, "waiting", WAITS)
    sentence = sentence or screen.text() or "已办完。"
    _answer(path, sentence)
    path.unlink()
    return Answer(request.button, "failed" if status == NOT_DONE else "done", sentence)


def _reached(request: Request) -> Session | None:
    """The open ledger, where this process can reach it (Excel that may not start programs itself)."""
    from toolkit.routines import live

    with suppress(SetupError):
        return live.attach(request.book, request.panel, request.office)
    return None


def _run(request: Request, screen: Sentence, today: date) -> int:
    from toolkit.routines import live
    from toolkit.routines.opening import read_book
    from toolkit.routines.progress import silent
    from toolkit.routines.workspace import Workspace

    if request.button == "help":
        screen.line(HELP)
        return 0
    ledger = Path(request.book)
    workspace = Workspace.find(ledger, ledger.parent)
    screen.root, is_open = str(workspace.root), live.is_open(ledger)
    if is_open and request.button not in (*ONLY_LOOKS, "feedback"):
        return WAITING
    book = read_book(ledger, workspace, silent)
    inputs = live.inputs_in(book.model)
    looking = request.button == "feedback" and inputs.get("duban_verdict", "查看") == "查看"
    if is_open and request.button == "feedback" and not looking:
        return WAITING
    with Presses(workspace.state_dir, ledger).one(request.button, request.pressed):
        items: Sequence[str] = ()
        if BY_KEY[request.button].on_items and not looking:
            items = live.picked(book, workspace, request.sheet, request.rows, today)
        words = COMMANDS[request.button](Press(items, inputs, live.received(book, items)))
        if is_open and request.button in ("check", "deadlines"):
            words = [*words, "--no-write"]
            screen.line("台账开着，只看不写：")
        status, sentence = run_words([*words, "--today", today.isoformat(), request.book], Door(None, silent, screen))
        if sentence:
            raise UsageError(sentence)
        return status


def _answer(path: Path, sentence: str) -> None:
    """The answer appears whole under its name."""
    temporary = path.with_suffix(".tmp")
    temporary.write_text(sentence.encode("utf-16-be").hex().upper() + "\r\n", "ascii", newline="")
    temporary.replace(path.with_suffix(".answer"))
