"""From a button in a ledger to the routine that the prompt calls: a press becomes the command that a person would type.

The macro hands over a request: lines of key=value as hexadecimal UTF-16 (button, book, panel, sheet, rows, pressed, way, and
`office`, the pipe of a LibreOffice). COMMANDS says what each button types. Start, steps and result stand in the status cell.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from toolkit.domain.buttons import BY_KEY
from toolkit.domain.errors import UsageError
from toolkit.entry.cli import app
from toolkit.entry.failures import NOT_DONE, Group, explained
from toolkit.entry.presses import Presses
from toolkit.entry.prompt import DOOR, Door
from toolkit.entry.textwidth import clean

if TYPE_CHECKING:
    from toolkit.routines.live import Session
    from toolkit.routines.workspace import Workspace

MOST_SIGNS = 300
"""Characters of a sentence that a status cell can show."""
_SAID_BY_MACRO = ("xlwings", "wsh")
"""Ways in which the macro waits, and says itself that something went wrong."""


@dataclass(frozen=True, slots=True)
class Request:
    """One press. items: 编号 of the selected rows; inputs: texts of the cells behind the buttons, by their names."""

    button: str
    book: str
    panel: str
    sheet: str
    rows: tuple[int, ...]
    pressed: str
    way: str
    office: str = ""

    @classmethod
    def read(cls, hexed: str) -> Request:
        """Raises ValueError for what no macro of ours has written."""
        lines = bytes.fromhex(hexed.strip()).decode("utf-16-be").split("\n")
        found = {key: value for key, _, value in (line.partition("=") for line in lines)}
        rows = tuple(int(row) for row in found.get("rows", "").split(",") if row)
        if found["button"] not in BY_KEY:
            raise ValueError(found["button"])
        return cls(
            found["button"], found["book"], found["panel"], found["sheet"], rows, found["pressed"], found["way"], found.get("office", "")
        )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Press:
    """What a button's command is made of: 编号 of the selected items, texts of the cells by name, waiting 收件编号."""

    items: Sequence[str]
    inputs: Mapping[str, str]
    answers: Sequence[str] = ()

    def given(self, option: str, name: str) -> list[str]:
        """An option and the text of a cell, nothing where the cell is empty."""
        return [option, self.inputs[name]] if self.inputs.get(name) else []

    def listed(self, option: str, values: Iterable[str]) -> list[str]:
        return [part for value in values for part in (option, value)]


def _slip(press: Press, *more: str) -> list[str]:
    words = ["slip", *press.given("--kind", "duban_kind"), *more, *press.given("--new-date", "duban_new_date")]
    return [*words, *press.listed("--item", press.items)]


def _event(press: Press) -> list[str]:
    inputs = (
        ("--step", "duban_step"),
        ("--via", "duban_via"),
        ("--unit", "duban_unit"),
        ("--note", "duban_note"),
        ("--by", "duban_person"),
    )
    return ["event", "add", *(word for pair in inputs for word in press.given(*pair)), *press.listed("--item", press.items)]


def _feedback(press: Press) -> list[str]:
    verdict = press.inputs.get("duban_verdict", "查看")
    if verdict == "查看":
        return ["feedback", "list"]
    if not press.answers:
        raise UsageError("选中的事项没有待审的来件：来件见“反馈收件”表")
    ids = [*press.listed("--id", press.answers), *press.given("--by", "duban_person")]
    return (
        ["feedback", "accept", *ids] if verdict == "采纳" else ["feedback", "reject", *ids, *press.given("--note", "duban_note")]
    )


COMMANDS: Mapping[str, Callable[[Press], list[str]]] = {
    "check": lambda press: ["check"],
    "deadlines": lambda press: ["deadlines"],
    "today": lambda press: ["bulletin", "--kind", "今日待办"],
    "slip": _slip,
    "issue": lambda press: _slip(press, "--issue", *press.given("--issuer", "duban_person")),
    "event": _event,
    "remind": lambda press: ["remind", "--send"],
    "feedback": _feedback,
    "bulletin": lambda press: ["bulletin", *press.given("--kind", "duban_paper")],
    "archive": lambda press: ["archive", *press.listed("--item", press.items)],
}
"""What each button types; `help` types nothing."""
HELP = "按钮的用法见“使用说明”表和随附的《使用手册》。先选中事项所在的行，再按生成文书、签发、登记、审核反馈、归档；结果显示在状态栏。"


@dataclass(slots=True)
class Sentence:
    """A screen of one cell: the lines of an answer; of tables the first rows, where a person looks for a file or a number."""

    lines: list[str] = field(default_factory=list)
    rows: list[str] = field(default_factory=list)
    root: str = ""
    """The workspace's folder, which is left out of the paths of files within it."""

    def line(self, text: str = "", style: str = "") -> None:  # noqa: ARG002 - a cell has no colours
        if " --" not in text and not text.startswith("……"):  # words for those who type
            self.lines.append(text.rstrip("："))  # the table that would follow is not shown

    def table(self, headers: Sequence[str], rows: Iterable[Sequence[object]]) -> None:
        if "文件" in headers:
            self.rows += ["，".join(str(cell) for cell in row if cell) for row in rows]

    def text(self) -> str:
        papers = [*self.rows[:3], f"等{len(self.rows)}份"] if len(self.rows) > 3 else self.rows
        lines = [line.strip() for line in ("；".join(papers), *self.lines) if line.strip()]
        text = clean("　".join(f"{line[:-1]}。" if line.endswith("：") else line for line in lines))  # a table came below it
        text = text.replace(f"{self.root}{os.sep}", "") if self.root else text
        return text if len(text) <= MOST_SIGNS else text[: MOST_SIGNS - 1] + "…"


def pressed(hexed: str, today: date | None = None) -> int:
    """One press, from the macro's call to the status cell. Returns 0 (done, also with something to see) or 2 (not done)."""
    found: list[tuple[Request, Session]] = []

    def attach() -> None:
        from toolkit.routines import live

        request = Request.read(hexed)
        found.append((request, live.attach(request.book, request.panel, request.office)))

    status, sentence = explained(attach)
    if not found:
        typer.echo(sentence, err=True)
        return NOT_DONE
    request, session = found[0]
    now = datetime.now()
    status, sentence = served(request, session, today or now.date())
    said = session.say(f"{datetime.now():%H:%M} {sentence}")
    if not said or (status == NOT_DONE and request.way not in _SAID_BY_MACRO):
        session.alert(sentence)
    return NOT_DONE if status == NOT_DONE else 0


def served(request: Request, session: Session, today: date) -> tuple[int, str]:
    """The routine run on the open ledger, this button alone; what the status cell is to say."""
    screen = Sentence()

    def run() -> int:
        from toolkit.routines.live import ensure_meant
        from toolkit.routines.workspace import Workspace

        caption = BY_KEY[request.button].caption
        if request.button == "help":
            session.show("使用说明")
            screen.line(HELP)
            return 0
        if request.book == request.panel:
            ensure_meant(session, BY_KEY[request.button].macro)
        ledger = Path(request.book)
        workspace = Workspace.find(ledger, ledger.parent)
        screen.root = str(workspace.root)
        with Presses(workspace.state_dir, ledger).one(request.button, request.pressed):
            words = _words(request, session, workspace, today)
            door = Door(session.book, lambda what, done, total: session.hint(f"{caption}：{what}……"), screen)
            status, sentence = run_words([*words, "--today", today.isoformat(), request.book], door)
            if sentence:
                raise UsageError(sentence)
            return status

    status, sentence = explained(run)
    return status, sentence or screen.text() or "已办完。"


def _words(request: Request, session: Session, workspace: Workspace, today: date) -> list[str]:
    from toolkit.routines import live

    inputs = session.inputs()
    items: list[str] = []
    answers: list[str] = []
    looking = request.button == "feedback" and inputs.get("duban_verdict", "查看") == "查看"
    if BY_KEY[request.button].on_items and not looking:
        items = live.picked(session.book, workspace, request.sheet, request.rows, today)
        answers = live.received(session.book, items)
    return COMMANDS[request.button](Press(items, inputs, answers))


def run_words(words: list[str], door: Door) -> tuple[int, str]:
    """A command line run within this process: exit status, and the sentence of a failure."""
    group = typer.main.get_command(app)
    assert isinstance(group, Group)
    token = DOOR.set(door)
    try:
        return group.outcome(words)
    finally:
        DOOR.reset(token)
