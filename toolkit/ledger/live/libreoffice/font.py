"""How the text of a cell looks, for xlwings over UNO."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any

from xlwings import base_classes

_NORMAL = 100.0
"""com.sun.star.awt.FontWeight.NORMAL."""


class Font(base_classes.Font):
    """How the text of one cell looks. As in Excel there is no answer (None) where it looks different in different places, or
    holds a link, which writing the cell would lose."""

    _LOOKS = (
        "CharWeight", "CharPosture", "CharHeight", "CharFontName", "CharColor", "CharUnderline", "CharStrikeout", "CharEscapement",
        "CharWeightAsian", "CharPostureAsian", "CharHeightAsian", "CharFontNameAsian",
    )  # fmt: skip

    def __init__(self, cell: Any) -> None:
        self._cell = cell

    @property
    def api(self) -> Any:
        return self._cell

    @cached_property
    def _look(self) -> Mapping[str, Any]:
        """Each property's value where all parts of the text share it."""
        found = set()
        for paragraph in _parts(self._cell):
            for portion in _parts(paragraph):
                if portion.TextPortionType != "Text":
                    return {}
                found.add(tuple(_simple(value) for value in portion.getPropertyValues(self._LOOKS)))
        return dict(zip(self._LOOKS, found.pop(), strict=True)) if len(found) == 1 else {}

    @property
    def bold(self) -> bool | None:
        return self._look["CharWeight"] > _NORMAL if self._look else None

    @property
    def italic(self) -> bool | None:
        return bool(self._look["CharPosture"] != "NONE") if self._look else None

    @property
    def size(self) -> float | None:
        return self._look.get("CharHeight")

    @property
    def name(self) -> str | None:
        return self._look.get("CharFontName")

    @property
    def color(self) -> tuple[int, int, int] | None:
        if not self._look:
            return None
        value = max(int(self._look["CharColor"]), 0)
        return value >> 16 & 255, value >> 8 & 255, value & 255


def _parts(text: Any) -> Iterator[Any]:
    """Paragraphs of a cell, or portions of a paragraph."""
    found = text.createEnumeration()
    while found.hasMoreElements():
        yield found.nextElement()


def _simple(value: Any) -> Any:
    """A property's value; an enumeration as its word."""
    return getattr(value, "value", value)
