"""看板: counts by formulas over the own columns, and native charts of them; alive without Python, also after staff add rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from toolkit.domain.changes import OwnRow
from toolkit.domain.item import LIGHTS, STATUSES, Light, as_text
from toolkit.domain.sheets import DASHBOARD
from toolkit.ledger.book import LedgerSheet, OwnTable
from toolkit.ledger.package import ownsheet
from toolkit.ledger.package.cells import LAST_ROW, cell, letters
from toolkit.ledger.package.charts import BarChart
from toolkit.ledger.package.reader import quoted
from toolkit.ledger.package.session import Look, Session
from toolkit.ledger.package.sheetdata import Cells

COLOURS: Mapping[Light, str] = {"红": "D93025", "黄": "FFC000", "绿": "4CAF50", "灰": "7F7F7F", "无": "FFFFFF"}
_BLUE = "5B9BD5"
_FIRST = ownsheet.HEADER_ROW + 1
_TERMS: tuple[tuple[str, int | None, int | None], ...] = (
    ("超期30天以上", None, -31), ("超期8至30天", -30, -8), ("超期1至7天", -7, -1), ("今日到期", 0, 0), ("1至7天到期", 1, 7),
    ("8至30天到期", 8, 30), ("30天以后到期", 31, None),
)  # fmt: skip
"""Name, from, to: calendar days left."""


_Standing = tuple[str, str, int | None]
"""Where an item stands, as far as it is counted: 灯, 办理状态, 剩余天数."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of the sheet. formula: over the ledgers' own columns, without =; counts: whether items of this light, status and
    number of days left belong to it (None: what is worked out of other rows).
    """

    kind: str
    name: str
    formula: str
    counts: Callable[[_Standing], bool] | None = None


def lines(ledgers: Sequence[tuple[LedgerSheet, Mapping[str, int]]]) -> list[Line]:
    """All rows. ledgers: every adopted sheet with the columns of its own cells."""
    found = [Line("灯", light, _sum(ledgers, "灯", f'"{light}"'), _lit(light)) for light in LIGHTS]
    found += [Line("办理状态", status, _sum(ledgers, "办理状态", f'"{status}*"'), _has_status(status)) for status in STATUSES]
    found += [Line("期限", name, _between(ledgers, low, high), _left(low, high)) for name, low, high in _TERMS]
    whole = "+".join(line.formula for line in found[: len(LIGHTS)])
    closed, stopped = (_sum(ledgers, "办理状态", f'"{status}*"') for status in ("已销号", "中止"))
    found.append(Line("合计", "事项总数", whole, lambda _: True))
    found.append(Line("合计", "办结率", f'IF({whole}-({stopped})>0,TEXT(({closed})/({whole}-({stopped})),"0.0%"),"")'))
    return found


def build(title: str, ledgers: Sequence[tuple[LedgerSheet, Mapping[str, int]]], look: Look) -> tuple[bytes, list[BarChart]]:
    """The worksheet part (which asks for a drawing by rId1) and the charts in that drawing. title: the sheet's name."""
    rows = lines(ledgers)
    xml = ownsheet.build(DASHBOARD, [(line.kind, line.name, 0) for line in rows], look, False, lined=False)
    for row, line in enumerate(rows, _FIRST):
        plain = cell(f"C{row}", look.center, 0)
        xml = xml.replace(plain, cell(f"C{row}", look.center, _today(line, {}), formula=line.formula), 1)
    return xml.replace(b"</worksheet>", b'<drawing r:id="rId1"/></worksheet>'), _charts(title, rows)


def refresh(
    session: Session, table: OwnTable, ledgers: Sequence[tuple[LedgerSheet, Mapping[str, int]]], items: Sequence[OwnRow] | None
) -> None:
    """Formulas and their numbers brought up to date where the rows stand now; the sheet's look and its charts stay as they are.

    items: what was judged today (None: nothing; the numbers are then 0 until a program counts).
    """
    if not {"类别", "项目", "件数"} <= table.columns.keys():
        return
    wanted = {(line.kind, line.name): line for line in lines(ledgers)}
    there = {
        row: wanted[key]
        for row, cells in table.rows
        if (key := (as_text(cells.get("类别")), as_text(cells.get("项目")))) in wanted
    }
    column = table.columns["件数"]
    sheet = session.sheet(table.sheet)
    standing = Counter([(item.light, item.status, item.days_left) for item in items or ()])
    writes: dict[int, Cells] = {
        row: {
            column: cell(
                f"{letters(column)}{row}", session.look.center, _today(line, standing), prefix=sheet.prefix, formula=line.formula
            )
        }
        for row, line in there.items()
    }
    sheet.write(writes, frozenset({column}))


def _today(line: Line, items: Mapping[_Standing, int]) -> int | str:
    if line.counts is not None:
        return sum(number for standing, number in items.items() if line.counts(standing))
    stopped, closed = (sum(n for (_, own, _), n in items.items() if own.startswith(status)) for status in ("中止", "已销号"))
    running = sum(items.values()) - stopped
    return f"{closed / running:.1%}" if running > 0 else ""


def _charts(title: str, rows: Sequence[Line]) -> list[BarChart]:
    """Lights above, states and terms below, right of the numbers."""

    def chart(kind: str, name: str, colours: Sequence[str], place: tuple[int, int, int, int]) -> BarChart:
        own = [at for at, line in enumerate(rows, _FIRST) if line.kind == kind]
        labels, values = (f"{quoted(title)}!${column}${own[0]}:${column}${own[-1]}" for column in "BC")
        return BarChart(name, labels, values, [(rows[at - _FIRST].name, 0) for at in own], colours, place)

    return [
        chart("灯", "各灯件数", [COLOURS[light] for light in LIGHTS], (4, 1, 11, 10)),
        chart("办理状态", "各办理状态件数", [_BLUE], (4, 11, 15, 20)),
        chart("期限", "超期和到期件数", [_BLUE], (4, 21, 15, 30)),
    ]


def _ranges(ledgers: Sequence[tuple[LedgerSheet, Mapping[str, int]]], column: str) -> Iterator[str]:
    """From the header, which counts for nothing, down to the sheet's end: whatever row staff add or insert lies within."""
    for ledger, own in ledgers:
        letter = letters(own[column])
        yield f"{quoted(ledger.sheet)}!${letter}${ledger.header[1]}:${letter}${LAST_ROW}"


def _sum(ledgers: Sequence[tuple[LedgerSheet, Mapping[str, int]]], column: str, wanted: str) -> str:
    return "+".join(f"COUNTIF({area},{wanted})" for area in _ranges(ledgers, column))


def _between(ledgers: Sequence[tuple[LedgerSheet, Mapping[str, int]]], low: int | None, high: int | None) -> str:
    parts = []
    for area in _ranges(ledgers, "剩余天数"):
        limits = [f'{area},"{sign}{days}"' for sign, days in ((">=", low), ("<=", high)) if days is not None]
        parts.append(f"COUNTIFS({','.join(limits)})")
    return "+".join(parts)


def _lit(light: str) -> Callable[[_Standing], bool]:
    return lambda standing: standing[0] == light


def _has_status(status: str) -> Callable[[_Standing], bool]:
    return lambda standing: standing[1].startswith(status)


def _left(low: int | None, high: int | None) -> Callable[[_Standing], bool]:
    return lambda standing: (days := standing[2]) is not None and (low is None or days >= low) and (high is None or days <= high)
