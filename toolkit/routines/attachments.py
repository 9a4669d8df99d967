"""Which issued papers go with a notice: of the kinds that 设置 (邮件附件) names, to the units they are addressed to, once each."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from toolkit.domain.item import as_text
from toolkit.domain.mailing.notices import Notice
from toolkit.domain.settings import Settings
from toolkit.journal.mails import Topic
from toolkit.mail.message import Attachment
from toolkit.routines.opening import Office

LARGEST = 8 * 2**20
"""Bytes of all files of one mail; many servers take 10 MB with the encoding. What does not fit goes with the next notice."""
_KINDS: Mapping[str, str] = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".pdf": "application/pdf",
}


def with_papers(office: Office, settings: Settings, notice: Notice, told: Mapping[Topic, date]) -> Notice:
    """The notice with the papers that go with it, as 文书登记 names their files (relative to the workspace).

    Only files that lie in the workspace's folder of papers, whatever the cell says; none that this unit has been sent before.
    """
    if not settings.attach or notice.problem:
        return notice
    files: dict[str, None] = {}
    size = 0
    for _, cells in office.register:
        name, addressed = as_text(cells.get("文件")), set(as_text(cells.get("单位")).split("、"))
        items = as_text(cells.get("事项编号")).split("、")
        concerned = {unit for line in notice.lines if line.item in items for unit in line.unit.split("、")} & addressed
        issued = as_text(cells.get("状态")) == "签发" and as_text(cells.get("种类")) in settings.attach
        if not issued or name in files or not concerned or all((unit, name, "附件") in told for unit in concerned):
            continue
        path = _path(office, name)
        if path is not None and size + path.stat().st_size <= LARGEST:
            size += path.stat().st_size
            files[name] = None
    return replace(notice, files=tuple(files)) if files else notice


def attachments(office: Office, notice: Notice) -> list[Attachment]:
    """The files of a notice, read."""
    paths = [path for name in notice.files if (path := _path(office, name)) is not None]
    return [Attachment(path.name, path.read_bytes(), _KINDS[path.suffix.lower()]) for path in paths]


def topics(notice: Notice) -> Iterable[Topic]:
    """What the journal is to remember of a notice's files."""
    return ((unit, name, "附件") for unit in notice.unit.split("、") for name in notice.files)


def _path(office: Office, name: str) -> Path | None:
    """Where a file of 文书登记 lies; None where it is not there, or is no paper of ours."""
    if not name or "\0" in name:
        return None
    papers = os.path.realpath(office.workspace.papers_dir)
    path = Path(os.path.realpath(office.workspace.root / name))
    return path if path.suffix.lower() in _KINDS and path.is_relative_to(papers) and path.is_file() else None
