"""duban archive: one folder and one zip an item with everything about it 〔五(八)〕; taken again, only what is new is added."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime, time
from hashlib import sha256
from pathlib import Path

from toolkit.domain.errors import SetupError, UsageError, os_reason
from toolkit.domain.item import Judgement
from toolkit.domain.papers.dossier import Dossier, dossier
from toolkit.domain.papers.kinds import PAPER_NAMES
from toolkit.journal.mails import Journal
from toolkit.journal.received import Received
from toolkit.render.dossier import CONTENTS, COURSE, SHEET, File, render_contents, render_course, render_sheet
from toolkit.render.pdf import NO_OFFICE, page_counts
from toolkit.routines.mailing import settings_for
from toolkit.routines.opening import Office, open_office, read_book
from toolkit.routines.paperfile import fit_name, put
from toolkit.routines.progress import Progress
from toolkit.routines.workspace import Workspace

FOLDER, LIST, SUMS = "归档", "卷内文件.json", "校验.txt"
_SENT_IN = "单位反馈"
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Kept:
    """One item's folder and zip; added: the names of what was new this time."""

    item: str
    folder: Path
    zip: Path
    files: int
    added: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ArchiveReport:
    """What was kept, and what a person must know."""

    kept: tuple[Kept, ...]
    warnings: tuple[str, ...]

    @property
    def exit_status(self) -> int:
        return int(bool(self.warnings))

    def data(self) -> dict[str, object]:
        archives = [
            {"item": k.item, "folder": str(k.folder), "zip": str(k.zip), "files": k.files, "added": list(k.added)}
            for k in self.kept
        ]
        return {
            "paths": [str(path) for k in self.kept for path in (k.folder, k.zip)], "archives": archives, "warnings": list(self.warnings)
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Paper:
    """A file that belongs to an item: what the 卷内目录 says of it, its bytes, how its name ends."""

    title: str
    number: str
    day: date | None
    content: bytes
    suffix: str


def run(ledger: Path, workspace: Workspace, *, items: Sequence[str], today: date, progress: Progress) -> ArchiveReport:
    """Files each item in the workspace's 文书/归档; the ledger is only read. Raises UsageError, TemplateError, SetupError, a LedgerError."""
    if not items:
        raise UsageError("没有指明事项：请用 --item 写上编号，可写多个")
    office = open_office(read_book(ledger, workspace, progress), workspace, today, progress)
    picked = office.pick(items)
    kept: list[Kept] = []
    warnings: list[str] = []
    for judgement in picked:
        kept.append(_keep(office, judgement, warnings))
        progress("归档", len(kept), len(picked))
    return ArchiveReport(tuple(kept), tuple(dict.fromkeys(warnings)))


def _keep(office: Office, judgement: Judgement, warnings: list[str]) -> Kept:
    item = judgement.item.id
    if judgement.status != "已销号":
        warnings.append(f"{item}现为“{judgement.status}”，尚未销号，先归入已有的材料；销号后请再归档一次")
    known = dossier(office.desk, judgement, office.register)
    folder = _folder(office.workspace, known)
    listed = _listed(folder)
    warnings += _changed(folder, listed)
    files, added = list(listed), []
    by_sum = {each.sha256: each for each in listed}
    for paper in _papers(office, known, warnings):
        total = sha256(paper.content).hexdigest()
        there = by_sum.get(total)
        if there is not None and (folder / there.name).exists():
            continue
        file = there or File(_name(len(files) + 1, paper), paper.title, paper.number, paper.day, None, total)
        put(folder / file.name, paper.content)
        added.append(file.name)
        if there is None:
            files.append(file)
            by_sum[total] = file
    archive = folder.with_name(f"{folder.name}.zip")
    if added or not archive.exists():
        files = _with_pages(folder, files, warnings)
        _write_lists(office, folder, known, files)
        put(archive, _zipped(folder, files))
    return Kept(item, folder, archive, len(files), tuple(added))


def _papers(office: Office, known: Dossier, warnings: list[str]) -> Iterator[_Paper]:
    """What belongs to the item, in the order of the volume: its sheet, its course, the slips, the mails."""
    name, templates = settings_for(office).office, office.workspace.slip_templates
    yield _Paper(SHEET, "", known.closed, render_sheet(known, name, templates), ".docx")
    yield _Paper(COURSE, "", known.closed, render_course(known, name, templates), ".docx")
    for slip in known.slips:
        found = _issued(office.workspace, slip.number)
        if not found:
            warnings.append(f"没有找到{slip.number}的文件，未归入；请把文件放回“文书”文件夹后再归档一次")
        for path in found:
            void = f"（{slip.state}）" if slip.state == "作废" else ""
            yield _Paper(f"{PAPER_NAMES.get(slip.kind, slip.kind)}{void}", slip.number, slip.day, _read(path), path.suffix)
    journal = office.workspace.journal_path
    if journal.exists():
        midnight = datetime.combine(office.desk.today, time())
        with Journal(journal, lambda: midnight) as opened:
            for mail in opened.about(office.settings.ledger_id, known.item):
                yield _Paper(f"{mail.kind}邮件：{mail.unit}", "", mail.day, opened.content(mail.key), ".eml")
        yield from _received(office, known.item)


def _received(office: Office, item: str) -> Iterator[_Paper]:
    """What units sent in about an item: the mail as it came, and the attachments that were kept with it, whatever was decided."""
    workspace = office.workspace
    with Received(workspace.journal_path, office.settings.ledger_id) as opened:
        receipts = [each for each in opened.receipts() if each.answer.item == item]
    for receipt in receipts:
        folder = workspace.root / receipt.folder
        for path in sorted(folder.iterdir()) if receipt.folder and folder.is_dir() else ():
            title = f"{_SENT_IN}（{receipt.state}）：{receipt.answer.unit}：{path.stem}"
            yield _Paper(title, "", receipt.day, _read(path), path.suffix)


def _issued(workspace: Workspace, number: str) -> list[Path]:
    """The file of a slip by the number that its name begins with: no path is taken from a cell."""
    if not number or not workspace.papers_dir.is_dir():
        return []
    start, filed = f"{fit_name(number)}_", workspace.papers_dir / FOLDER
    found = (path for path in workspace.papers_dir.rglob("*.docx") if path.name.startswith(start) and filed not in path.parents)
    return sorted(found)


def _folder(workspace: Workspace, known: Dossier) -> Path:
    """文书/归档/2026-007_推进学校建设; the one that is there already, whatever the matter was called then."""
    base, start = workspace.papers_dir / FOLDER, fit_name(known.item)
    if base.is_dir():
        for path in sorted(base.iterdir()):
            if path.is_dir() and path.name.startswith(f"{start}_"):
                return path
    return base / f"{start}_{fit_name(known.matter, 20)}"


def _listed(folder: Path) -> list[File]:
    """What an earlier run has filed, by the list in the folder."""
    path = folder / LIST
    if not path.exists():
        return []
    try:
        rows = json.loads(path.read_text("utf-8"))
        return [File(**{**row, "day": date.fromisoformat(row["day"]) if row["day"] else None}) for row in rows]
    except OSError as failed:
        raise SetupError(f"无法读取“{path}”（{os_reason(failed)}）：请检查文件权限") from failed
    except (ValueError, TypeError, KeyError) as broken:
        raise SetupError(f"“{path}”已损坏，不能接着归档：请把这个文件夹改名存放，再归档一次") from broken


def _changed(folder: Path, files: Sequence[File]) -> list[str]:
    """What no longer is what was filed; it is left as it is."""
    found = [
        each.name
        for each in files
        if (folder / each.name).exists() and sha256(_read(folder / each.name)).hexdigest() != each.sha256
    ]
    return [f"“{folder.name}”中的“{name}”与归档时不一致，请核对" for name in found]


def _name(number: int, paper: _Paper) -> str:
    """003_催办单_连督催〔2026〕1号.docx."""
    parts = [f"{number:03}", fit_name(paper.title, 40), *([fit_name(paper.number)] if paper.number else [])]
    return "_".join(parts) + paper.suffix


def _with_pages(folder: Path, files: Sequence[File], warnings: list[str]) -> list[File]:
    """The same with their pages counted, as far as LibreOffice is there and has not done it before."""
    own = [place for place, each in enumerate(files) if each.name.endswith(".docx") and not each.title.startswith(_SENT_IN)]
    places = [place for place in own if files[place].pages is None]  # what came from outside is filed, not opened
    try:
        counts = page_counts([folder / files[place].name for place in places])
    except SetupError:
        counts = None
    if counts is None:
        warnings.append(f"{NO_OFFICE.partition('，')[0]}，或没有运行成功，卷内目录中的页数留空：请填写")
        return list(files)
    done = list(files)
    for place, count in zip(places, counts, strict=True):
        done[place] = replace(done[place], pages=count)
    return done


def _write_lists(office: Office, folder: Path, known: Dossier, files: Sequence[File]) -> None:
    """The 卷内目录 for people, the checksums for programs (sha256sum -c), and the list by which the next run knows what is there."""
    put(folder / f"{CONTENTS}.docx", render_contents(known, files, settings_for(office).office, office.workspace.slip_templates))
    put(folder / SUMS, "".join(f"{each.sha256} *{each.name}\n" for each in files).encode())
    rows = [{**asdict(each), "day": each.day.isoformat() if each.day else None} for each in files]
    put(folder / LIST, json.dumps(rows, ensure_ascii=False, indent=1).encode())


def _zipped(folder: Path, files: Sequence[File]) -> bytes:
    """The folder as a zip, names in UTF-8, the same bytes for the same files."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as package:
        for name in (f"{CONTENTS}.docx", SUMS, *(each.name for each in files if (folder / each.name).exists())):
            package.writestr(zipfile.ZipInfo(f"{folder.name}/{name}", _ZIP_DAY), _read(folder / name), zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as failed:
        raise SetupError(f"无法读取“{path}”（{os_reason(failed)}）：请检查文件是否被别的程序打开") from failed
