"""duban backup: which backups there are; one of them put back, after showing what would change."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from toolkit.domain.errors import LedgerError, UsageError
from toolkit.ledger import guard, putback
from toolkit.ledger.backups import Backup, listed
from toolkit.ledger.book import Workbook
from toolkit.ledger.compare import ItemChange, SheetChange, item_changes, sheet_changes
from toolkit.ledger.package import model, reader
from toolkit.routines.opening import locked, refuse_secrets
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace

Present = Literal["readable", "broken", "missing"]


@dataclass(frozen=True, slots=True)
class ListReport:
    """The backups of one ledger, newest first, and the folder in which they lie."""

    ledger: Path
    folder: Path
    backups: tuple[Backup, ...]
    exit_status: int = 0

    def data(self) -> dict[str, object]:
        return {"ledger": str(self.ledger), "folder": str(self.folder), "backups": [_plain(each) for each in self.backups]}


@dataclass(frozen=True, slots=True)
class RestoreReport:
    """What would change (restored False) or did; kept: where the file lies now that stood there before (None: there was none,
    or nothing was done yet); present: whether what stands there can be read."""

    ledger: Path
    backup: Backup
    present: Present
    sheets: tuple[SheetChange, ...]
    items: tuple[ItemChange, ...]
    restored: bool
    same: bool
    kept: Path | None = None
    exit_status: int = 0

    def data(self) -> dict[str, object]:
        sheets = [
            {
                "sheet": each.sheet, "what": each.what, "cells": each.cells, "own_cells": each.own,
                "first": [{"cell": cell.cell, "now": cell.now, "then": cell.then} for cell in each.first],
            }
            for each in self.sheets
        ]  # fmt: skip
        items = [{"item": each.item, "what": each.what, "fields": list(each.fields)} for each in self.items]
        return {
            "ledger": str(self.ledger), **_plain(self.backup), "present": self.present, "sheets": sheets, "items": items,
            "same": self.same, "restored": self.restored, "kept": str(self.kept) if self.kept else None,
        }  # fmt: skip


def run_list(ledger: Path, workspace: Workspace) -> ListReport:
    """The backups of a ledger, also of one that is broken or gone; nothing is opened."""
    return ListReport(ledger, workspace.backup_dir, tuple(listed(workspace.backup_dir, ledger)))


def run_restore(ledger: Path, workspace: Workspace, *, id: str, do: bool, progress: Progress) -> RestoreReport:  # noqa: A002 - as the option is called
    """Shows what a backup would change, and with `do` puts it back; what stands there now is backed up first.

    id: a backup's id or the beginning of one, "" for the newest. Raises UsageError where no backup is meant, SecretFound
    where what stands there now bears signs of a state secret (no copy of it may be made), LedgerBusy, LedgerChanged or
    LedgerError where the file cannot be replaced; nothing has changed then.
    """
    chosen = _chosen(listed(workspace.backup_dir, ledger), id, ledger)
    progress("读取备份", 0, 0)
    new = guard.read(chosen.path).data
    then = model.build(reader.open_package(new))
    refuse_secrets(then, workspace)
    if not do:
        return _compared(ledger, workspace, chosen, putback.raw(ledger), new, then)
    guard.ensure_closed(ledger)
    with locked(workspace):
        present = putback.raw(ledger)
        report = _compared(ledger, workspace, chosen, present, new, then)
        if report.same:
            return report
        progress("恢复台账", 0, 0)
        before = {backup.id for backup in listed(workspace.backup_dir, ledger)}
        putback.put_back(ledger, present, new, workspace.backup_dir, workspace.doing)
        kept = [each.path for each in listed(workspace.backup_dir, ledger) if each.id not in before]
    return RestoreReport(ledger, chosen, report.present, report.sheets, report.items, True, False, kept[0] if kept else None)


def _compared(
    ledger: Path, workspace: Workspace, chosen: Backup, present: bytes | None, new: bytes, then: Workbook
) -> RestoreReport:
    now = None
    if present:
        with suppress(LedgerError):  # broken: that is why somebody restores
            now = model.build(reader.open_package(present))
    if now is not None:
        refuse_secrets(now, workspace)
    state: Present = "readable" if now else "broken" if present is not None else "missing"
    return RestoreReport(
        ledger, chosen, state, tuple(sheet_changes(now, then)), tuple(item_changes(now, then)), False, present == new
    )


def _chosen(backups: list[Backup], wanted: str, ledger: Path) -> Backup:
    if not backups:
        raise UsageError(f"“{ledger.name}”还没有备份：工具每次写入台账前才留备份，请核对台账的文件名和所在文件夹")
    found = [backup for backup in backups if backup.id.startswith(wanted.strip())]
    if len(found) == 1 or (found and not wanted.strip()):
        return found[0]
    why = f"有{len(found)}份备份的编号以“{wanted}”开头，请写全" if found else f"没有编号为“{wanted}”的备份"
    raise UsageError(f"{why}：编号见 duban backup list")


def _plain(backup: Backup) -> dict[str, object]:
    return {
        "id": backup.id, "time": backup.when.isoformat(" ", "seconds"), "size": backup.size, "doing": backup.doing,
        "path": str(backup.path),
    }  # fmt: skip
