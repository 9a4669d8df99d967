"""duban consolidate: several ledgers (departments, counties) read together into one new workbook 〔二(三) 上下联动〕."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.domain.errors import SetupError, UsageError, os_reason
from toolkit.domain.papers.summary import Share
from toolkit.ledger import guard
from toolkit.render.summary import SummaryBook
from toolkit.routines.keepsake import SUFFIX as KEEPSAKE
from toolkit.routines.newfolder import new_folder
from toolkit.routines.progress import Progress
from toolkit.routines.shares import Failed, read_shares
from toolkit.routines.workspace import absolute

_PATTERN = "*?["


@dataclass(frozen=True, slots=True)
class Line:
    """What the report says of one ledger that was read."""

    path: str
    name: str
    sheets: tuple[str, ...]
    items: int
    lights: dict[str, int]
    rate: float | None
    findings: dict[str, int]

    def data(self) -> dict[str, object]:
        return {
            "path": self.path, "name": self.name, "sheets": list(self.sheets), "items": self.items, "lights": self.lights,
            "rate": self.rate, "findings": self.findings,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class ConsolidateReport:
    """The workbook made, the ledgers in it, those that could not be read."""

    path: Path
    ledgers: tuple[Line, ...]
    failed: tuple[Failed, ...]

    @property
    def items(self) -> int:
        return sum(line.items for line in self.ledgers)

    @property
    def exit_status(self) -> int:
        return int(bool(self.failed) or any(line.findings.get("error") for line in self.ledgers))

    def data(self) -> dict[str, object]:
        lights: Counter[str] = Counter()
        for line in self.ledgers:
            lights.update(line.lights)
        return {
            "path": str(self.path), "ledgers": [line.data() for line in self.ledgers], "items": self.items, "lights": dict(lights),
            "failed": [{"path": each.path, "reason": each.reason} for each in self.failed],
        }  # fmt: skip


def run(ledgers: Sequence[str], *, out: Path, today: date, progress: Progress, processes: int | None = None) -> ConsolidateReport:
    """Reads every ledger as it lies, adopted or not, in any layout, and writes `out` anew; no ledger is changed.

    ledgers: files, folders (their .xlsx and .xlsm), patterns with * and ?; processes: how many read at once (None: as
    many as the machine has processors). A ledger that cannot be read, or shows signs of a state secret, is named in `failed`
    and nothing of it is written. Raises UsageError (no ledger, `out` is there already or no .xlsx), SetupError.
    """
    target = absolute(out)
    if target.suffix.lower() != ".xlsx":
        raise UsageError(f"汇总文件“{target.name}”的扩展名不对：请写成 .xlsx")
    if target.exists():
        raise UsageError(f"已有文件“{target}”：为免覆盖没有汇总，请换一个文件名，或先移走它")
    paths = _files(ledgers, target)
    names = _names(paths)
    book = SummaryBook(today)
    lines: list[Line] = []
    failed: list[Failed] = []
    progress("读取台账", 0, len(paths))
    for share in read_shares([str(path) for path in paths], today, processes or os.cpu_count() or 1):
        if isinstance(share, Failed):
            failed.append(share)
            book.fail(share.path, share.reason)
        else:
            name = names[share.path]
            book.add(name, share)
            lines.append(_line(name, share))
        progress("读取台账", len(lines) + len(failed), len(paths))
    progress("写汇总文件", 0, 0)
    _put(book, target)
    return ConsolidateReport(target, tuple(lines), tuple(failed))


def _line(name: str, share: Share) -> Line:
    lights = Counter(str(row[8]) for row in share.entries)
    findings = {level: count for level, count in share.findings.items() if count}
    return Line(
        share.path,
        name,
        share.sheets,
        len(share.entries),
        dict(lights),
        share.total.rate,
        {str(k): v for k, v in findings.items()},
    )


def _files(given: Sequence[str], out: Path) -> list[Path]:
    """The files that were named, each once, in the order given; the files of a folder or pattern by name."""
    found: dict[Path, None] = {}
    for text in given:
        path = absolute(Path(text))
        if path.is_dir():
            found |= dict.fromkeys(_ledgers_in(path, "*", out))
        elif not path.exists() and any(sign in path.name for sign in _PATTERN):
            found |= dict.fromkeys(_ledgers_in(path.parent, path.name, out))
        else:
            found[path] = None
    if not found:
        raise UsageError("没有找到台账：请在命令末尾写上台账文件或存放台账的文件夹，可写多个")
    return list(found)


def _ledgers_in(folder: Path, pattern: str, out: Path) -> Iterator[Path]:
    """Workbooks in a folder, without what programs leave beside them."""
    for path in sorted(folder.glob(pattern)) if folder.is_dir() else ():
        beside = path.name.startswith(("~$", ".")) or path.name.endswith(KEEPSAKE)
        if path.suffix.lower() in guard.SUFFIXES and path.is_file() and not beside and path != out:
            yield path


def _names(paths: Sequence[Path]) -> dict[str, str]:
    """How the summary calls each ledger: by its file name, with its folder where two are named alike."""
    stems = Counter(path.stem for path in paths)
    folders = Counter((path.parent.name, path.stem) for path in paths)

    def name(path: Path) -> str:
        if stems[path.stem] == 1:
            return path.stem
        return f"{path.parent.name}/{path.stem}" if folders[(path.parent.name, path.stem)] == 1 else str(path)

    return {str(path): name(path) for path in paths}


def _put(book: SummaryBook, target: Path) -> None:
    """The workbook in its place, whole or not at all."""
    try:
        with new_folder(target.parent):
            guard.put_new(target, book.save)
    except FileExistsError as taken:
        raise UsageError(f"已有文件“{target}”：为免覆盖没有汇总，请换一个文件名，或先移走它") from taken
    except OSError as failed:
        raise SetupError(f"无法写入“{target}”（{os_reason(failed)}）：请检查文件夹权限和磁盘空间") from failed
