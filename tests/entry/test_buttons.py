"""From a press to the command that a person would type."""

from __future__ import annotations

import re
from typing import Any

import pytest
import typer

from toolkit.domain.buttons import BUTTONS, BY_KEY, INPUTS
from toolkit.domain.errors import UsageError
from toolkit.entry.buttons import COMMANDS, MOST_SIGNS, Press, Request, Sentence
from toolkit.entry.cli import app

INPUT = {named.name: named.value for named in INPUTS}


def hexed(**changed: str) -> str:
    """A request as the macro writes it."""
    lines = {
        "button": "check", "book": "/桌面/台 账.xlsm", "panel": "/桌面/台 账.xlsm", "sheet": "督查台账", "rows": "8,9,",
        "pressed": "2026-03-05 09:00:00", "way": "wsh",
    } | changed  # fmt: skip
    return "\n".join(f"{key}={value}" for key, value in lines.items()).encode("utf-16-be").hex().upper()


def test_a_request_is_read_as_the_macro_wrote_it() -> None:
    """Chinese, blanks and an equal sign in a path survive; no rows are no rows."""
    request = Request.read(hexed(book="/桌面/a=b 台账.xlsm"))
    assert (request.button, request.book, request.rows, request.office) == ("check", "/桌面/a=b 台账.xlsm", (8, 9), "")
    assert Request.read(hexed(rows="")).rows == ()


@pytest.mark.parametrize("text", ["", "zz", "0041", hexed(button="format")])
def test_a_request_of_nobody_knows_whom_is_refused(text: str) -> None:
    """Anything but a request of ours is an error, never a command."""
    with pytest.raises((ValueError, KeyError)):
        Request.read(text)


def test_every_button_but_help_types_a_command() -> None:
    """The table knows each button, and what it types is a command of the program."""
    assert set(COMMANDS) == {button.key for button in BUTTONS} - {"help"}
    commands: Any = typer.main.get_command(app)
    for key in COMMANDS:
        word = COMMANDS[key](Press(("2026-001",), INPUT, ("1",)))[0]
        assert word in commands.commands


@pytest.mark.parametrize(
    ("button", "words"),
    [
        ("check", "check"),
        ("deadlines", "deadlines"),
        ("slip", "slip --kind 交办单 --item A-1 --item A-2"),
        ("issue", "slip --kind 交办单 --issue --issuer 王某 --item A-1 --item A-2"),
        ("remind", "remind --send"),
    ],
)
def test_words_of_buttons(button: str, words: str) -> None:
    """A button and the cells behind it make the command line that the guide describes."""
    assert COMMANDS[button](Press(("A-1", "A-2"), {**INPUT, "duban_person": "王某"})) == words.split()


@pytest.mark.parametrize(
    ("verdict", "words"),
    [
        ("查看", ["feedback", "list"]),
        ("采纳", ["feedback", "accept", "--id", "3", "--id", "4"]),
        ("退回", ["feedback", "reject", "--id", "3", "--id", "4", "--note", "缺材料"]),
    ],
)
def test_answers_are_accepted_only_on_a_persons_word(verdict: str, words: list[str]) -> None:
    """审核反馈 only looks, unless the person has chosen 采纳 or 退回."""
    assert COMMANDS["feedback"](Press(("A-1",), {**INPUT, "duban_verdict": verdict, "duban_note": "缺材料"}, ("3", "4"))) == words


def test_a_verdict_without_an_answer_is_a_mistake() -> None:
    """Nothing waits for the selected items: the sentence says where answers are to be seen."""
    with pytest.raises(UsageError, match="反馈收件"):
        COMMANDS["feedback"](Press(("A-1",), {**INPUT, "duban_verdict": "采纳"}))


def test_options_of_all_buttons_exist() -> None:
    """Each command has every option that a button uses."""
    full = {named.name: named.value or "文字" for named in INPUTS} | {"duban_verdict": "退回"}
    commands: Any = typer.main.get_command(app)
    for key in COMMANDS:
        words = COMMANDS[key](Press(("A-1",), full, ("1",)))
        command = commands.commands[words[0]]
        if hasattr(command, "commands"):
            command = command.commands[words[1]]
        known = {option for param in command.params for option in param.opts}
        assert {word for word in words if word.startswith("--")} <= known, key


def test_a_sentence_fits_a_cell_and_has_no_options() -> None:
    """What the prompt prints becomes one line; hints about options stay at the prompt, long answers are cut."""
    screen = Sentence()
    screen.table(("种类", "文件"), [("交办单", f"/{number}.docx") for number in range(5)])
    screen.table(("级别", "位置"), [("错误", "B3")])
    screen.line("办好5份。")
    screen.line("加 --issue 签发")
    assert "0.docx" in screen.text()
    assert "等5份" in screen.text()
    assert "--issue" not in screen.text()
    assert "B3" not in screen.text()
    screen.root = ""
    screen.line("长" * 1000)
    assert len(screen.text()) <= MOST_SIGNS


def test_captions_are_chinese() -> None:
    """What stands on a button is plain Chinese."""
    assert all(re.fullmatch(r"[一-鿿]+", button.caption) for button in BY_KEY.values())
