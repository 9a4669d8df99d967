"""duban buttons: a copy of an adopted ledger with buttons over its title rows, as .xlsm."""

from __future__ import annotations

import sys
import zipfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.domain.errors import LayoutError, LedgerError, SetupError, UsageError, os_reason
from toolkit.ledger import guard
from toolkit.ledger.buttons import PROJECT, install
from toolkit.routines.config import FILE_NAME
from toolkit.routines.opening import read_book
from toolkit.routines.progress import Progress
from toolkit.routines.shipped import shipped
from toolkit.routines.shipped_workbook import MACRO_NAME
from toolkit.routines.tomlfile import read_text, with_values, write_text
from toolkit.routines.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ButtonsReport:
    """Where the copy lies, and what a person has to know."""

    path: Path
    warnings: tuple[str, ...]
    exit_status: int = 0

    def data(self) -> dict[str, object]:
        return {"path": str(self.path), "warnings": list(self.warnings)}


def run(ledger: Path, workspace: Workspace, *, today: date, progress: Progress) -> ButtonsReport:  # noqa: ARG001 - every routine takes today
    """Writes 台账.xlsm beside 台账.xlsx, and makes it the ledger that duban.toml names; the old file stays, also in its bytes.

    Raises LayoutError where it was not adopted, has macros or controls already, or has no title rows to float over; UsageError
    where there is such a file already.
    """
    target = ledger.with_suffix(".xlsm")
    if target.exists():
        raise UsageError(f"已经有“{target.name}”，为免覆盖没有生成：请先把它改名或移走")
    book = read_book(ledger, workspace, progress)
    if not book.model.ledgers:
        raise LayoutError(f"“{ledger.name}”还没有纳管：请先运行 duban adopt，再装按钮")
    progress("装上按钮", 0, 0)
    with zipfile.ZipFile(shipped("workbooks", MACRO_NAME)) as package:
        project = package.read(PROJECT)
    data = install(guard.read(ledger).data, book.model.ledgers[0], project, {"duban_program": str(program())})
    try:
        guard.put_whole(target, data)
    except OSError as failed:
        raise LedgerError(f"写入“{target.name}”失败（{os_reason(failed)}）：请检查文件夹权限和磁盘空间") from failed
    warnings = [_which(ledger, target, workspace)]
    warnings.append("按钮浮在标题行上，会遮住一部分标题；打印不受影响，可在设计模式下拖动")
    if len(book.model.ledgers) > 1:
        warnings.append(f"按钮装在“{book.model.ledgers[0].sheet}”表上")
    return ButtonsReport(target, tuple(warnings))


def _which(old: Path, new: Path, workspace: Workspace) -> str:
    """Makes the copy the workspace's ledger where duban.toml names the old one; what a person has to do themselves."""
    away = f"请用“{new.name}”办公，把原来的“{old.name}”收起来（如移到别的文件夹），不要两本同时填"
    settings = workspace.root / FILE_NAME
    if workspace.named_ledger != old:
        return f"以后{away}"
    path = str(Path(workspace.config.ledger).with_suffix(new.suffix))
    try:
        write_text(settings, with_values(read_text(settings), {"ledger.path": path}))
    except SetupError as failed:
        return f"{failed}。改好后{away}"
    return f"duban.toml中的台账已改为“{path}”，以后各命令和定时任务都办这一本：{away}"


def program() -> Path:
    """The duban of this installation, for the cell from which the macros start it."""
    name = "duban.exe" if sys.platform == "win32" else "duban"
    return Path(sys.executable).with_name(name)
