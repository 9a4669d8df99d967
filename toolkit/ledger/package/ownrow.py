"""The own cells of items as bytes: what is the same in every row is made once, so that 100,000 rows take a moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from toolkit.domain.changes import OWN_COLUMNS, OwnRow
from toolkit.ledger.book import Area
from toolkit.ledger.own_columns import COVERED, TODAY
from toolkit.ledger.package import xmlscan
from toolkit.ledger.package.cells import cell, inline, letters, serial
from toolkit.ledger.package.session import Look
from toolkit.ledger.package.sheetdata import Cells

_AT, _SAFE = "\0", "\ue000"
"""Stands in a prepared text where the number of the row goes: no text of a cell can hold it, for XML forbids it."""
_USUAL = list(range(len(OWN_COLUMNS)))
"""The own columns from left to right as they come from `adopt`."""


def formulas(own: Mapping[str, int], closed_by: tuple[str, str], row: str = _AT) -> tuple[str, str]:
    """The formulas of 灯 and 剩余天数 in an item's first row, over 当前时限, 预警日 and staff's closing columns.

    closed_by: letters of the column that strikes an item off and of the one that stops the unit's clock, "" where there
    is none. An item that an event struck off has no date there: its 办理状态 says so.
    """
    current, warn, status = (f"{letters(own[name])}{row}" for name in ("当前时限", "预警日", "办理状态"))
    struck, done = (f"ISNUMBER({letter}{row})" if letter else "" for letter in closed_by)
    stopped = ",".join(part for part in (struck, done, f'{current}=""') if part)
    light = f'IF({TODAY}>{current},"红",IF({TODAY}>={warn},"黄","绿"))'
    nothing = ",".join(part for part in (done, f'{current}=""') if part)
    gone = ",".join(part for part in (struck, f'{status}="已销号"') if part)
    return f'IF(OR({gone}),"灰",IF(OR({nothing}),"无",{light}))', f'IF(OR({stopped}),"",{current}-{TODAY})'


def cells(
    rows: Sequence[OwnRow], own: Mapping[str, int], closed_by: tuple[str, str], look: Look, prefix: str, date1904: bool
) -> tuple[dict[int, Cells], list[Area]]:
    """Cell bytes by row, and the merges of blocks. own: own column name -> column number, all ten of them."""
    writer = _Writer(own, closed_by, look, prefix, date1904)
    writes: dict[int, Cells] = {}
    merges: list[Area] = []
    for each in rows:
        writes[each.row] = writer.item(each)
        if each.last_row > each.row:
            merges += [(each.row, column, each.last_row, column) for column in own.values()]
            for row in range(each.row + 1, each.last_row + 1):
                writes[row] = writer.covered(each, row)
    return writes, merges


class _Writer:
    """Own cells of one ledger sheet. What all rows have in common is laid out once, with a place for what differs."""

    def __init__(self, own: Mapping[str, int], closed_by: tuple[str, str], look: Look, prefix: str, date1904: bool) -> None:
        self.own, self.date1904, self.p = own, date1904, prefix
        self.order = sorted(range(len(OWN_COLUMNS)), key=lambda at: own[OWN_COLUMNS[at]])
        self.together = max(own.values()) - min(own.values()) + 1 == len(own)
        styles = dict.fromkeys(("当前时限", "反馈时限", "办结时限", "预警日"), look.date) | {"提示": look.line, "依据": look.line}
        self.style = {name: styles.get(name, look.center) for name in OWN_COLUMNS}
        heads = [f'<{prefix}c r="{letters(own[name])}{_AT}" s="{self.style[name]}"%s' for name in OWN_COLUMNS]
        self.heads = [heads[at] for at in self.order]
        self.run = "".join(self.heads)
        often = lru_cache(maxsize=20_000)
        self.lights, self.left, self.day, self.text = often(self._light), often(self._left), often(self._day), often(self._text)
        self.formulas = tuple(
            xmlscan.text(formula.replace(_AT, _SAFE)).replace(_SAFE, _AT) for formula in formulas(own, closed_by)
        )

    def item(self, row: OwnRow) -> Cells:
        """All own cells of an item's first row: one run of bytes where the own columns stand side by side."""
        at, text, day = str(row.row), self.text, self.day
        values: tuple[str, ...] = (
            self.lights(row.light, row.fixed_light), self.left(row.days_left), text(row.hint), day(row.current), day(row.feedback),
            day(row.done), day(row.warn_from), text(row.status), text(row.basis), self._text(row.id),
        )  # fmt: skip
        if self.order != _USUAL:
            values = tuple([values[each] for each in self.order])
        if self.together:
            return (self.run % values).replace(_AT, at).encode()
        made = ((head % value).replace(_AT, at).encode() for head, value in zip(self.heads, values, strict=True))
        return {self.own[OWN_COLUMNS[each]]: cell for each, cell in zip(self.order, made, strict=True)}

    def _light(self, light: str, fixed: bool) -> str:
        formula = xmlscan.text(f'"{light}"') if fixed else self.formulas[0]
        return f' t="str"><{self.p}f>{formula}</{self.p}f><{self.p}v>{light}</{self.p}v></{self.p}c>'

    def _left(self, days: int | None) -> str:
        kind, shown = (' t="str"', "") if days is None else ("", str(days))
        return f"{kind}><{self.p}f>{self.formulas[1]}</{self.p}f><{self.p}v>{shown}</{self.p}v></{self.p}c>"

    def _day(self, day: date | None) -> str:
        return "/>" if day is None else f"><{self.p}v>{serial(day, self.date1904)}</{self.p}v></{self.p}c>"

    def _text(self, value: str) -> str:
        return inline(value, self.p) if value else "/>"

    def covered(self, item: OwnRow, row: int) -> Cells:
        """Own cells of a further row of a block: blank under the merge, but for the light, which the row's tint follows."""
        light = self.own["灯"]
        made = {
            column: cell(f"{letters(column)}{row}", self.style[name], None, prefix=self.p) for name, column in self.own.items()
        }
        made[light] = cell(
            f"{letters(light)}{row}", self.style["灯"], item.light + COVERED, prefix=self.p, formula=f'{letters(light)}{item.row}&"{COVERED}"'
        )  # fmt: skip
        return made
