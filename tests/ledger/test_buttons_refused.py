"""Buttons are put into no workbook in which something of staff's would be in their way."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.ledger.test_adopt_release import adopted
from tests.support.corpus import packed
from tests.support.parts import parts
from tests.support.sheets import workbook
from toolkit.domain.buttons import PANEL_SHEET
from toolkit.domain.errors import LayoutError
from toolkit.ledger.buttons import PROJECT, install
from toolkit.ledger.package import model
from toolkit.ledger.package.reader import open_package

SHEET = "xl/worksheets/sheet1.xml"


def comments(book: Any, page: Any) -> None:
    page.write_comment("B3", "请核对")


def another_panel(book: Any, page: Any) -> None:
    book.add_worksheet(PANEL_SHEET)


def hidden_title(book: Any, page: Any) -> None:
    page.set_row(0, None, None, {"hidden": True})


def macros(members: dict[str, bytes]) -> None:
    members[PROJECT] = b"x"


def controls(members: dict[str, bytes]) -> None:
    members[SHEET] = members[SHEET].replace(b"</worksheet>", b"<controls/></worksheet>")


def odd_comments(members: dict[str, bytes]) -> None:
    [drawing] = [name for name in members if name.endswith(".vml")]
    members[drawing] = members[drawing].replace(b"</xml>", b"</xml >")


@pytest.mark.parametrize(
    ("decorate", "change", "words"),
    [
        (None, macros, "已有宏"),
        (None, controls, "已有控件"),
        (another_panel, None, PANEL_SHEET),
        (hidden_title, None, "没有可放按钮的标题行"),
        (comments, odd_comments, "批注的写法特殊"),
    ],
)
def test_what_is_in_the_way_is_named(
    decorate: Callable[[Any, Any], None] | None, change: Callable[[dict[str, bytes]], None] | None, words: str
) -> None:
    """And nothing is made: the shipped workbook with buttons serves beside it."""
    data = adopted(workbook(title="2026年督查台账", decorate=decorate)).data
    [ledger] = model.build(open_package(data)).ledgers
    if change:
        members = dict(parts(data))
        change(members)
        data = packed(members)
    with pytest.raises(LayoutError, match=words):
        install(data, ledger, b"project")
