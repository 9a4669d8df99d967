"""The log: one file a day in the workspace's state folder, a line for each routine that ran, by whichever door.

08:30:02  定时  每日工作  完成：事项65个，红3、黄5；提醒4封
Nothing of a mail's body, no password, and what a citizen could be known by is masked before it is written.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from toolkit.domain.errors import SetupError, os_reason
from toolkit.domain.mailing.letter import one_line
from toolkit.routines.workspace import Workspace

KEEP_DAYS = 60
"""So many days' files are kept."""
LONGEST = 300
COUNTED = {
    "ledgers": "台账", "items": "事项", "findings": "问题", "units": "单位", "notices": "提醒", "digests": "摘要", "sent": "发出",
    "slips": "文书", "events": "记录", "received": "反馈", "pending": "待审", "mails": "邮件", "failed": "未读取", "warnings": "注意",
}  # fmt: skip
"""Parts of reports of which the log tells the number."""
_NAME = re.compile(r"\d{4}-\d\d-\d\d\.log")


@dataclass(frozen=True, slots=True)
class LogReport:
    """The last day's lines, oldest first; path: None where nothing was ever logged."""

    day: date | None
    path: Path | None
    lines: tuple[str, ...]
    exit_status: int = 0

    def data(self) -> dict[str, object]:
        return {
            "day": self.day.isoformat() if self.day else None, "path": str(self.path) if self.path else None,
            "lines": list(self.lines),
        }  # fmt: skip


def note(workspace: Workspace, when: datetime, door: str, what: str, said: str) -> None:
    """Adds a line. door: 定时, 命令行, 按钮; what: the routine; said: how it ended, in one sentence, whoever's words it quotes."""
    from toolkit.domain.mailing.masking import mask_citizen  # late: its patterns take long to compile, and a run says numbers

    _write(workspace, when, door, what, mask_citizen(one_line(said)))


def note_report(workspace: Workspace, when: datetime, door: str, what: str, data: Mapping[str, object], exit_status: int) -> None:
    """Adds the line of a routine that ended with a report: its numbers, and nothing that would have to be masked."""
    _write(workspace, when, door, what, summary(data, exit_status))


def _write(workspace: Workspace, when: datetime, door: str, what: str, text: str) -> None:
    """Only where the workspace has a state folder already, and never a reason to call a routine failed: a full disk is told by
    what the routine itself could not write.
    """
    folder = workspace.log_dir
    if not folder.parent.is_dir():
        return
    line = f"{when:%H:%M:%S}  {door}  {what}  {text if len(text) <= LONGEST else text[:LONGEST] + '……'}\n"
    path = folder / f"{when:%Y-%m-%d}.log"
    with suppress(OSError):
        begun = not path.exists()
        folder.mkdir(exist_ok=True)
        with path.open("a", encoding="utf-8", newline="\n") as file:
            file.write(line)
        if begun:
            _rotate(folder)


def summary(data: Mapping[str, object], exit_status: int) -> str:
    """What a report's data say of a run in numbers: 完成，有需要人处理的；事项65、提醒4. Nothing of their content."""
    counts = {name: len(value) if isinstance(value, list) else value for name in COUNTED if (value := data.get(name)) is not None}
    told = "、".join(f"{COUNTED[name]}{count}" for name, count in counts.items() if isinstance(count, int))
    return "完成" + ("，有需要人处理的" if exit_status else "") + (f"；{told}" if told else "")


def run(workspace: Workspace) -> LogReport:
    """The newest day's log. Raises SetupError where it cannot be read."""
    files = _files(workspace.log_dir)
    if not files:
        return LogReport(None, None, ())
    try:
        lines = files[-1].read_text("utf-8", "replace").splitlines()
    except OSError as problem:
        raise SetupError(f"无法读取“{files[-1]}”（{os_reason(problem)}），请检查文件权限") from problem
    return LogReport(date.fromisoformat(files[-1].stem), files[-1], tuple(lines))


def _rotate(folder: Path) -> None:
    for old in _files(folder)[:-KEEP_DAYS]:
        old.unlink()


def _files(folder: Path) -> list[Path]:
    return sorted(each for each in folder.iterdir() if _NAME.fullmatch(each.name)) if folder.is_dir() else []
