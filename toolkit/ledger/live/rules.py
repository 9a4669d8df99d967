"""The colouring rules reach as far down as the items do. xlwings cannot move a rule, so each engine's own words are used."""

from __future__ import annotations

from typing import Any

from toolkit.ledger.package.sheetpart import MARKERS


def stretch(sheet: Any, last_row: int) -> None:
    """Lets our conditional formats of a worksheet end at `last_row`; staff's rules stay as they are."""
    if hasattr(sheet.api, "ConditionalFormats"):
        _libreoffice(sheet.api, last_row)
    elif hasattr(sheet.api, "Cells"):
        _excel(sheet.api, last_row)


def _libreoffice(sheet: Any, last_row: int) -> None:
    for each in sheet.ConditionalFormats.getConditionalFormats():
        entries = [each.getByIndex(index) for index in range(each.Count)]
        texts = [entry.Formula1 for entry in entries if hasattr(entry, "Formula1")]
        areas = each.Range.getRangeAddresses()
        if not any(marker in text for text in texts for marker in MARKERS) or len(areas) != 1:
            continue
        [area] = areas
        if area.EndRow + 1 < last_row:
            found = sheet.queryIntersection(area)
            area.EndRow = last_row - 1
            found.removeRangeAddresses(found.getRangeAddresses())
            found.addRangeAddress(area, True)
            each.Range = found


def _excel(sheet: Any, last_row: int) -> None:
    formats = sheet.Cells.FormatConditions
    for index in range(1, formats.Count + 1):
        each = formats.Item(index)
        formula = getattr(each, "Formula1", "") or ""
        where = each.AppliesTo
        end = where.Row + where.Rows.Count - 1
        if any(marker in formula for marker in MARKERS) and where.Areas.Count == 1 and end < last_row:
            right = where.Column + where.Columns.Count - 1
            each.ModifyAppliesToRange(sheet.Range(where.Cells(1, 1), sheet.Cells(last_row, right)))
