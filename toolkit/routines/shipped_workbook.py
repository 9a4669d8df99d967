"""The shipped workbook 督查台账: the staff part, adopted like any workbook that an office brings along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from toolkit.domain.changes import Value
from toolkit.domain.item import Raw
from toolkit.ledger import adopt, band, buttons
from toolkit.ledger.package import model, reader
from toolkit.ledger.shipped import HEADER_ROW, TITLE, build_base

FILE_NAME, MACRO_NAME = "督查台账.xlsx", "督查台账.xlsm"


def shipped_workbook(
    items: Sequence[Mapping[str, Raw]] = (),
    title: str = TITLE,
    contents: Mapping[str, Sequence[tuple[Value, ...]]] | None = None,
    settings: Mapping[str, Value] | None = None,
    *,
    project: bytes = b"",
) -> bytes:
    """The .xlsx bytes of an adopted ledger with these items (canonical field name -> cell); equal input, equal bytes.

    contents: own sheet -> its rows instead of the default ones; settings: 设置 items to fill in. The ledger's id stays
    empty: whoever makes a workspace from it gives it one. project: vbaProject.bin; with it, it is the .xlsm twin, the same
    ledger below a band of buttons.
    """
    part = reader.open_package(build_base(items, title, buttons=bool(project)))
    workbook = model.build(part)
    header = HEADER_ROW + band.ROWS
    grid, ledger, _ = adopt.choose(workbook, None, (header, header) if project else None, {})
    done = adopt.adopt(part, workbook, grid, ledger, contents=contents, settings=settings)
    return buttons.install(done.data, done.ledger, project) if project else done.data
