"""duban schedule: hands run-due to the system's own scheduler, shows whether that is so, and takes it back."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from toolkit.domain.errors import SetupError, os_reason
from toolkit.domain.timers import Errand, cron_lines, has_lines, service_unit, task_xml, timer_unit, without_lines
from toolkit.domain.words import System
from toolkit.routines.workspace import Workspace


@dataclass(frozen=True, slots=True)
class ScheduleReport:
    """Which scheduler, which files (path: content) belong to it, and whether run-due is in its hands now.

    printed: nothing was changed, the contents are to be shown.
    """

    system: System
    name: str
    files: Mapping[Path, str]
    installed: bool
    printed: bool
    exit_status: int = 0

    def data(self) -> dict[str, object]:
        return {
            "system": self.system, "name": self.name, "files": [str(path) for path in self.files], "installed": self.installed,
            "printed": self.printed, "contents": {str(path): text for path, text in self.files.items()} if self.printed else {},
        }  # fmt: skip


def install(workspace: Workspace, system: System | None, *, only_print: bool) -> ScheduleReport:
    """Installs it, in the place of what was installed for this workspace before. Raises SetupError where the system refuses."""
    chosen, errand = system or usual(), errand_for(workspace)
    files = files_of(workspace, chosen, errand)
    if not only_print:
        for path, text in files.items():
            _write(path, text)
        if chosen == "windows":
            _call(["schtasks", "/Create", "/TN", errand.name, "/XML", str(next(iter(files))), "/F"])
        elif chosen == "systemd":
            _call(["systemctl", "--user", "daemon-reload"])
            _call(["systemctl", "--user", "enable", "--now", f"{errand.name}.timer"])
        else:
            _call(["crontab", "-"], without_lines(_crontab(), errand) + cron_lines(errand))
    return ScheduleReport(chosen, errand.name, files, _installed(chosen, errand), only_print)


def look(workspace: Workspace, system: System | None, *, only_print: bool) -> ScheduleReport:
    """Whether run-due is in the hands of the system's scheduler; nothing is changed."""
    chosen, errand = system or usual(), errand_for(workspace)
    return ScheduleReport(chosen, errand.name, files_of(workspace, chosen, errand), _installed(chosen, errand), only_print)


def remove(workspace: Workspace, system: System | None, *, only_print: bool) -> ScheduleReport:
    """Takes it back; where nothing was installed, nothing happens. Raises SetupError where the system refuses."""
    chosen, errand = system or usual(), errand_for(workspace)
    files = files_of(workspace, chosen, errand)
    if not only_print:
        if _installed(chosen, errand):
            if chosen == "windows":
                _call(["schtasks", "/Delete", "/TN", errand.name, "/F"])
            elif chosen == "systemd":
                _call(["systemctl", "--user", "disable", "--now", f"{errand.name}.timer"])
            else:
                _call(["crontab", "-"], without_lines(_crontab(), errand))
        for path in files:
            path.unlink(missing_ok=True)
        if chosen == "systemd":
            _run(["systemctl", "--user", "daemon-reload"])
    return ScheduleReport(chosen, errand.name, files, _installed(chosen, errand), only_print)


def usual() -> System:
    """The scheduler of this machine: Task Scheduler on Windows, systemd where it serves this user, else cron."""
    if sys.platform == "win32":
        return "windows"
    answer = _run(["systemctl", "--user", "show-environment"])
    return "systemd" if answer is not None and answer.returncode == 0 else "cron"


def errand_for(workspace: Workspace) -> Errand:
    """run-due of this workspace, by the Python that runs now; on Windows by the one without a window."""
    python = Path(sys.executable)
    windowless = python.with_name("pythonw.exe")
    if python.name.lower() == "python.exe" and windowless.exists():
        python = windowless
    user = "\\".join(filter(None, (os.environ.get("USERDOMAIN"), os.environ.get("USERNAME")))) if sys.platform == "win32" else ""
    ledger = (
        [str(workspace.ledger)] if workspace.ledger and workspace.ledger != workspace.named_ledger else []
    )  # not the one of duban.toml
    return Errand((str(python), "-m", "toolkit", "run-due", *ledger), str(workspace.root), user)


def files_of(workspace: Workspace, system: System, errand: Errand) -> dict[Path, str]:
    """Where each file lies, and what stands in it."""
    if system == "windows":
        return {workspace.state_dir / "schedule" / f"{errand.name}.xml": task_xml(errand)}
    if system == "cron":
        return {workspace.state_dir / "schedule" / f"{errand.name}.crontab": cron_lines(errand)}
    folder = Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "systemd" / "user"
    return {folder / f"{errand.name}.service": service_unit(errand), folder / f"{errand.name}.timer": timer_unit(errand)}


def outdated(report: ScheduleReport) -> bool:
    """Whether what was handed over names another program or folder than these: the workspace or the program has moved since."""
    return any(_handed(path) not in (text, None) for path, text in report.files.items())


def handed_over(report: ScheduleReport) -> datetime | None:
    """When it was handed over; None where that cannot be told."""
    times = [path.stat().st_mtime for path in report.files if path.exists()]
    return datetime.fromtimestamp(max(times)) if times else None


def _handed(path: Path) -> str | None:
    try:
        return path.read_text(_encoding(path))
    except (OSError, UnicodeError):
        return None


def _encoding(path: Path) -> str:
    """UTF-16 for Windows, as schtasks wants its files."""
    return "utf-16" if path.suffix == ".xml" else "utf-8"


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, _encoding(path), newline="\r\n" if path.suffix == ".xml" else "\n")
    except OSError as problem:
        raise SetupError(f"无法写入“{path}”（{os_reason(problem)}），请检查文件夹权限") from problem


def _installed(system: System, errand: Errand) -> bool:
    if system == "cron":
        return has_lines(_crontab(), errand)
    asked = ["schtasks", "/Query", "/TN", errand.name]
    if system == "systemd":
        asked = ["systemctl", "--user", "is-enabled", f"{errand.name}.timer"]
    answer = _run(asked)
    return answer is not None and answer.returncode == 0


def _crontab() -> str:
    answer = _run(["crontab", "-l"])
    return answer.stdout if answer is not None and answer.returncode == 0 else ""


def _call(words: Sequence[str], given: str | None = None) -> None:
    answer = _run(words, given)
    if answer is None:
        raise SetupError(f"本机没有“{words[0]}”：请用 --system 选择别的方式，或用 --print 取得内容交管理员设置")
    if answer.returncode != 0:
        said = (answer.stderr or answer.stdout).strip().splitlines()
        raise SetupError(f"“{words[0]}”没有接受（{said[0] if said else '未说明原因'}）：请用 --print 取得内容，交管理员设置")


def _run(words: Sequence[str], given: str | None = None) -> subprocess.CompletedProcess[str] | None:
    """A program of the system, in the code page that it speaks; None where there is none."""
    program = shutil.which(words[0])
    if program is None:
        return None
    encoding = "oem" if sys.platform == "win32" else "utf-8"
    try:
        return subprocess.run(  # noqa: S603 - fixed programs, words without a shell
            [program, *words[1:]], input=given, capture_output=True, encoding=encoding, errors="replace", check=False, timeout=60
        )
    except (OSError, subprocess.TimeoutExpired) as problem:
        raise SetupError(f"“{words[0]}”没有应答：请过一会儿再试，或用 --print 取得内容，交管理员设置") from problem
