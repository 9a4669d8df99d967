"""The toolkit's own columns: where they stand, the formulas of the light, and the rules that tint rows by it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence, Set
from itertools import pairwise

from toolkit.domain.errors import LayoutError
from toolkit.ledger.book import Grid, LedgerSheet
from toolkit.ledger.package.cells import LAST_COLUMN, letters, number
from toolkit.ledger.package.session import Look

WIDTHS: Mapping[str, float] = {
    "灯": 5, "剩余天数": 9, "提示": 30, "当前时限": 12, "反馈时限": 12, "办结时限": 12, "预警日": 12, "办理状态": 10, "依据": 60, "督办编号": 16,
}  # fmt: skip
TODAY, TINT = "督办_今日", "督办_着色"
COVERED = "·"
"""What follows the light in the covered cells of a block (never seen): its rows tint, and a count of 红 counts the block once."""


def free_columns(grid: Grid, first: int, count: int, taken: Set[int] = frozenset()) -> list[int]:
    """The first `count` columns from `first` on in which no cell of any row holds anything and no other table stands."""
    used = set(taken)
    for row in grid.rows:
        if len(row) >= first:
            used.update(c for c in range(first, len(row) + 1) if row[c - 1] not in ("", None))
    for _, c1, _, c2 in (*grid.merges, *grid.tables):
        used.update(c for c in range(c1, c2 + 1) if c >= first)
    found: list[int] = []
    column = first
    while len(found) < count:
        if column > LAST_COLUMN:
            raise LayoutError(f"工作表“{grid.name}”右侧没有足够的空列可放自有列：请删除右侧不用的内容后再试")
        if column not in used:
            found.append(column)
        column += 1
    return found


def closing(ledger: LedgerSheet) -> tuple[str, str]:
    """Letters of the column that strikes an item off and of the one that stops the unit's clock ("" where there is none)."""
    struck, done = ledger.columns.get("销号日期", ""), ledger.columns.get("办结日期", "")
    return (struck, done) if struck else (done, "")


def rules(ledger: LedgerSheet, own: Mapping[str, int], look: Look, above: int, prefix: str) -> list[str]:
    """Conditional formats: the light's cell in full colour, the item's row in a tint, all below staff's own rules.

    They begin with the header, which has no light, so that they hold for a row inserted below it as well.
    above: the priority number of staff's last rule.
    """
    light, first, last = letters(own["灯"]), ledger.header[1], ledger.last_row
    places = [*own.values(), *(number(letter) for letter in ledger.headers)]
    left, right = letters(min(places)), letters(max([*own.values(), ledger.width]))
    p, priority = prefix, above

    def rule(area: str, colour: str, condition: str, style: int) -> str:
        return (
            f'<{p}conditionalFormatting sqref="{area}"><{p}cfRule type="expression" dxfId="{style}" priority="{priority}">'
            f'<{p}formula>AND({condition},LEFT(${light}{first})="{colour}")</{p}formula></{p}cfRule></{p}conditionalFormatting>'
        )

    found = []
    for colour, style in look.solid.items():
        priority += 1
        found.append(rule(f"{light}{first}:{light}{last}", colour, f"{TODAY}&gt;0", style))
    for colour, style in look.tint.items():
        priority += 1
        found.append(rule(f"{left}{first}:{right}{last}", colour, TINT, style))
    return found


def adjacent(ledger: LedgerSheet, own: Mapping[str, int]) -> bool:
    """Whether the own columns stand without a gap directly right of the ledger (then filters and tables are widened)."""
    places = sorted(own.values())
    return bool(places) and places[0] == ledger.width + 1 and all(b == a + 1 for a, b in pairwise(places))


def titles(ledger: LedgerSheet, names: Sequence[str]) -> Iterator[tuple[str, str]]:
    """(own column name, header text): prefixed where staff have a header of that name."""
    typed = {"".join(text.rpartition("|")[2].split()) for text in ledger.headers.values()}
    for name in names:
        yield name, f"督办_{name}" if name in typed else name
