"""The toolkit's own sheets in a workbook: added where they are missing, with the names by which they are found again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.domain.changes import Value
from toolkit.domain.sheets import DASHBOARD, OWN_SHEETS, SETTINGS, OwnSheet
from toolkit.ledger import dashboard, own_columns
from toolkit.ledger.book import LedgerSheet, Workbook
from toolkit.ledger.layout import OWN_PREFIX
from toolkit.ledger.package import ownsheet
from toolkit.ledger.package.model import SHEET_NAME
from toolkit.ledger.package.reader import quoted
from toolkit.ledger.package.session import Session


def put(
    session: Session, model: Workbook, contents: Mapping[str, Sequence[tuple[Value, ...]]], settings: Mapping[str, Value]
) -> list[str]:
    """Adds own sheets that are missing (all of them, or those that a person deleted or an older version did not have); their titles."""
    added = []
    taken = {each.name.casefold() for each in session.workbook.sheets}
    for spec in OWN_SHEETS:
        if spec.name in model.own or spec is DASHBOARD:
            continue
        name = _free_title(spec, taken)
        rows = list(contents.get(spec.name, spec.rows))
        if spec is SETTINGS:
            rows = [(row[0], settings.get(str(row[0]), row[1]), *row[2:]) for row in rows]
            at = ownsheet.HEADER_ROW + 1 + [row[0] for row in rows].index("台账着色")
            session.names[(own_columns.TINT, None)] = f'{quoted(name)}!$B${at}<>"否"'
        session.add_sheet(name, ownsheet.build(spec, rows, session.look, session.workbook.date1904))
        session.names[(SHEET_NAME + spec.name, None)] = ownsheet.mark(name, spec)
        added.append(name)
    return added


def put_dashboard(session: Session, model: Workbook, ledger: LedgerSheet, own: Mapping[str, int]) -> list[str]:
    """The 看板 over all adopted sheets: made where it is missing (its title), else its formulas are brought up to date ([])."""
    ledgers = [*((each, each.own) for each in model.ledgers if each.sheet != ledger.sheet), (ledger, own)]
    if DASHBOARD.name in model.own:
        dashboard.refresh(session, model.own[DASHBOARD.name], ledgers, None)
        return []
    name = _free_title(DASHBOARD, {each.name.casefold() for each in session.workbook.sheets})
    xml, charts = dashboard.build(name, ledgers, session.look)
    session.add_sheet(name, xml, charts)
    session.names[(SHEET_NAME + DASHBOARD.name, None)] = ownsheet.mark(name, DASHBOARD)
    return [name]


def _free_title(spec: OwnSheet, taken: set[str]) -> str:
    """The title of a new own sheet, with a prefix where staff have one of that name; taken (in lower case) grows by it."""
    name = spec.name
    while name.casefold() in taken:
        name = OWN_PREFIX + name
    taken.add(name.casefold())
    return name
