"""The own cells of items as bytes: what is the same in every row is made once, so that 100,000 rows take a moment."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache

from toolkit.domain.changes import OWN_COLUMNS, OwnRow
from toolkit.ledger.book import Area
from toolkit.ledger.own_columns import COVERED, TODAY
from toolkit.ledger.package import xmlscan
from toolkit.ledger.package.session import Look
from toolkit.ledger.package.sheetdata import Cells, cell, letters, serial

_AT = "\0"
"""Stands in a prepared text where the number of the row goes."""
_DATES: Mapping[str, str] = {"当前时限": "current", "反馈时限": "feedback", "办结时限": "done", "预警日": "warn_from"}


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
    def __init__(self, own: Mapping[str, int], closed_by: tuple[str, str], look: Look, prefix: str, date1904: bool) -> None:
        self.own, self.date1904, self.p = own, date1904, prefix
        self.order = sorted(OWN_COLUMNS, key=lambda name: own[name])
        self.together = max(own.values()) - min(own.values()) + 1 == len(own)
        styles = dict.fromkeys(_DATES, look.date) | {"提示": look.line, "依据": look.line}
        self.style = {name: styles.get(name, look.center) for name in OWN_COLUMNS}
        self.head = {
            name: f'<{prefix}c r="{letters(own[name])}{_AT}" s="{style}"'.split(_AT) for name, style in self.style.items()
        }
        light, left = (xmlscan.text(formula.replace(_AT, "\ue000")).split("\ue000") for formula in formulas(own, closed_by))
        self.formula = {"灯": light, "剩余天数": left}

    def item(self, row: OwnRow) -> Cells:
        """All own cells of an item's first row: one run of bytes where the own columns stand side by side."""
        at, p = str(row.row), self.p
        text, end = f"<{p}v>", f"</{p}v></{p}c>"
        light = xmlscan.text(f'"{row.light}"') if row.fixed_light else at.join(self.formula["灯"])
        left = f"<{p}f>{at.join(self.formula['剩余天数'])}</{p}f>{text}"
        made = {
            "灯": f' t="str"><{p}f>{light}</{p}f>{text}{row.light}{end}',
            "剩余天数": f' t="str">{left}{end}' if row.days_left is None else f">{left}{row.days_left}{end}",
            "提示": _text(row.hint, p),
            "办理状态": _text(row.status, p),
            "依据": _text(row.basis, p),
            "督办编号": _text(row.id, p),
        }
        for name, attribute in _DATES.items():
            day: date | None = getattr(row, attribute)
            made[name] = "/>" if day is None else f">{text}{serial(day, self.date1904)}{end}"
        if self.together:
            return "".join([at.join(self.head[name]) + made[name] for name in self.order]).encode()
        return {self.own[name]: (at.join(self.head[name]) + made[name]).encode() for name in self.order}

    def covered(self, item: OwnRow, row: int) -> Cells:
        """Own cells of a further row of a block: blank under the merge, but for the light, which the row's tint follows."""
        light = self.own["灯"]
        made = {
            self.own[name]: cell(f"{letters(self.own[name])}{row}", self.style[name], None, prefix=self.p) for name in self.order
        }
        made[light] = cell(
            f"{letters(light)}{row}", self.style["灯"], item.light + COVERED, prefix=self.p, formula=f'{letters(light)}{item.row}&"{COVERED}"'
        )  # fmt: skip
        return made


@lru_cache(maxsize=50_000)
def _text(value: str, p: str) -> str:
    """What follows a cell's style: inline text, or nothing for a blank."""
    return cell("", 0, value, prefix=p).decode().partition(' s="0"')[2] if value else "/>"
