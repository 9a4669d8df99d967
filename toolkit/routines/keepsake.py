"""What staff typed into own sheets, saved beside the ledger at release and taken back at a later adoption."""

from __future__ import annotations

import io
import os
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

import openpyxl

from toolkit.domain.changes import Value
from toolkit.domain.errors import LedgerError, os_reason
from toolkit.domain.item import Raw, as_text
from toolkit.domain.sheets import BY_NAME, OWN_SHEETS, SETTINGS, UNITS
from toolkit.ledger.book import OwnTable, Workbook
from toolkit.ledger.package import model as package_model
from toolkit.ledger.package import reader

SUFFIX = ".督办数据.xlsx"


def place(ledger: Path) -> Path:
    """Where it lies: 督查台账.xlsx -> 督查台账.督办数据.xlsx in the same folder."""
    return ledger.with_name(ledger.stem + SUFFIX)


def save(ledger: Path, model: Workbook, entered: Collection[tuple[str, str]] = ()) -> Path | None:
    """Writes own sheets with anything typed in them into a new workbook; None where nobody typed anything.

    entered: (单位名称, 曾用名、简称) of the units that adopt itself enters for these ledgers.
    """
    if not any(_typed(name, table, entered) for name, table in model.own.items()):
        return None
    book = openpyxl.Workbook()
    book.remove(book.active)  # type: ignore[arg-type]
    for spec in OWN_SHEETS:
        table = model.own.get(spec.name)
        if spec.robot or table is None:
            continue
        sheet = book.create_sheet(spec.name)
        sheet.append([spec.note])
        sheet.append(list(spec.headers()))
        for _, cells in table.rows:
            sheet.append([None] * len(spec.columns))
            for index, name in enumerate(spec.headers(), 1):
                target = sheet.cell(sheet.max_row if sheet.max_row > 2 else 3, index)
                value = cells.get(name)
                target.value = value
                if isinstance(value, str):
                    target.data_type = "s"  # typed text stays text, whatever it begins with
    out = io.BytesIO()
    book.save(out)
    target_path = place(ledger)
    temporary = target_path.with_name("." + target_path.name + ".tmp")
    try:
        temporary.write_bytes(out.getvalue())
        os.replace(temporary, target_path)
    except OSError as failed:
        temporary.unlink(missing_ok=True)
        raise LedgerError(
            f"无法在“{target_path.parent}”保存已填写的内容（{os_reason(failed)}）：请检查文件夹权限，台账未改动"
        ) from failed
    return target_path


def read(ledger: Path) -> dict[str, list[tuple[Value, ...]]]:
    """Own sheet -> rows as saved at the last release; {} where nothing was saved or the file cannot be read."""
    path = place(ledger)
    if not path.exists():
        return {}
    found = package_model.build(reader.open_package(path.read_bytes()))
    contents: dict[str, list[tuple[Value, ...]]] = {}
    for name, table in found.own.items():
        headers = BY_NAME[name].headers()
        contents[name] = [tuple(cells.get(header) for header in headers) for _, cells in table.rows]
    return contents


def _typed(name: str, table: OwnTable, entered: Collection[tuple[str, str]]) -> bool:
    """Whether a person (or an issued slip) put anything into an own sheet beyond what adopt wrote."""
    spec = BY_NAME[name]
    if spec.robot:
        return False
    if spec is UNITS:
        first, second, *others = spec.headers()
        for _, cells in table.rows:
            name, known_as = as_text(cells.get(first)), as_text(cells.get(second))
            if any(as_text(cells.get(each)) for each in others) or (known_as and (name, known_as) not in entered):
                return True
        return False
    return _plain(name, [cells for _, cells in table.rows]) != _plain(
        name, [dict(zip(spec.headers(), row, strict=True)) for row in spec.rows]
    )


def _plain(name: str, rows: Sequence[Mapping[str, Raw | Value]]) -> list[tuple[str, ...]]:
    ours = {"台账标识", "字段对应", "发送电脑"} if name == SETTINGS.name else set()
    headers = [header for header in BY_NAME[name].headers() if not (name == SETTINGS.name and header == "说明")]
    return [tuple(as_text(row.get(h)) for h in headers) for row in rows if as_text(row.get(headers[0])) not in ours]  # type: ignore[arg-type]
