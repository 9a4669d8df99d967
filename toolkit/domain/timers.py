"""What hands `duban run-due` to the system's own scheduler, as texts: Windows Task Scheduler, systemd (user), cron.

All three start it every 15 minutes and after a start of the machine, and none starts a second one while the first runs:
Windows by IgnoreNew, systemd because a unit runs once, cron because the program itself holds a lock.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

MINUTES = 15
LIMIT_HOURS = 2
"""After so long a run is taken for stuck and ended; the next one sees what it left."""


@dataclass(frozen=True, slots=True)
class Errand:
    """What is to be started: program and arguments, in which folder; user: DOMAIN\\name on Windows, "" where not known."""

    command: tuple[str, ...]
    folder: str
    user: str = ""

    @property
    def name(self) -> str:
        """One name a workspace, the same each time."""
        return f"duban-{hashlib.sha256(self.folder.encode('utf-8', 'surrogatepass')).hexdigest()[:8]}"


def task_xml(errand: Errand) -> str:
    """A task as Task Scheduler takes it (schtasks /Create /XML), to be written as UTF-16 with a byte order mark."""
    program, *arguments = errand.command
    user = f"\n      <UserId>{escape(errand.user)}</UserId>" if errand.user else ""
    return f"""<?xml version="1.0" encoding="UTF-16"?>
<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">
  <RegistrationInfo>
    <Description>督办工具：到点办理定时任务，补做错过的（{escape(errand.folder)}）</Description>
  </RegistrationInfo>
  <Triggers>
    <LogonTrigger>
      <Enabled>true</Enabled>{user}
      <Delay>PT1M</Delay>
    </LogonTrigger>
    <TimeTrigger>
      <Repetition>
        <Interval>PT{MINUTES}M</Interval>
        <StopAtDurationEnd>false</StopAtDurationEnd>
      </Repetition>
      <StartBoundary>2026-01-01T00:00:00</StartBoundary>
      <Enabled>true</Enabled>
    </TimeTrigger>
  </Triggers>
  <Principals>
    <Principal id="Author">{user}
      <LogonType>InteractiveToken</LogonType>
      <RunLevel>LeastPrivilege</RunLevel>
    </Principal>
  </Principals>
  <Settings>
    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>
    <DisallowStartIfOnBatteries>false</DisallowStartIfOnBatteries>
    <StopIfGoingOnBatteries>false</StopIfGoingOnBatteries>
    <AllowHardTerminate>true</AllowHardTerminate>
    <StartWhenAvailable>true</StartWhenAvailable>
    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>
    <AllowStartOnDemand>true</AllowStartOnDemand>
    <Enabled>true</Enabled>
    <Hidden>false</Hidden>
    <RunOnlyIfIdle>false</RunOnlyIfIdle>
    <WakeToRun>false</WakeToRun>
    <ExecutionTimeLimit>PT{LIMIT_HOURS}H</ExecutionTimeLimit>
    <Priority>7</Priority>
  </Settings>
  <Actions Context="Author">
    <Exec>
      <Command>{escape(program)}</Command>
      <Arguments>{escape(" ".join(_windows_word(word) for word in arguments))}</Arguments>
      <WorkingDirectory>{escape(errand.folder)}</WorkingDirectory>
    </Exec>
  </Actions>
</Task>
"""


def service_unit(errand: Errand) -> str:
    """NAME.service. Exit status 1 means done, with something for a person to see."""
    return f"""[Unit]
Description=督办工具定时任务

[Service]
Type=oneshot
WorkingDirectory={errand.folder.replace("%", "%%")}
ExecStart={" ".join(_systemd_word(word) for word in errand.command)}
SuccessExitStatus=1
TimeoutStartSec={LIMIT_HOURS}h
"""


def timer_unit(errand: Errand) -> str:
    """NAME.timer: what was missed while the machine was off is made up for at its start (Persistent)."""
    return f"""[Unit]
Description=督办工具定时任务（每{MINUTES}分钟）

[Timer]
OnCalendar=*:0/{MINUTES}
Persistent=true
AccuracySec=1min
Unit={errand.name}.service

[Install]
WantedBy=timers.target
"""


def cron_lines(errand: Errand) -> str:
    """The lines for a crontab, between two comments by which they are found again."""
    run = f"cd {_cron_word(errand.folder)} && {' '.join(map(_cron_word, errand.command))} >/dev/null 2>&1"
    begin, end = _marks(errand)
    return f"{begin}\n*/{MINUTES} * * * * {run}\n@reboot sleep 60; {run}\n{end}\n"


def without_lines(crontab: str, errand: Errand) -> str:
    """A crontab without the lines that cron_lines put there; all others stay as they are."""
    begin, end = _marks(errand)
    kept: list[str] = []
    ours = False
    for line in crontab.splitlines(keepends=True):
        ours = ours or line.rstrip() == begin
        if not ours:
            kept.append(line)
        ours = ours and line.rstrip() != end
    return "".join(kept)


def has_lines(crontab: str, errand: Errand) -> bool:
    """Whether a crontab holds the lines of this workspace."""
    return _marks(errand)[0] in crontab.splitlines()


def _marks(errand: Errand) -> Sequence[str]:
    return f"# {errand.name} 督办工具（开始）", f"# {errand.name} 督办工具（结束）"


def _windows_word(word: str) -> str:
    """A word as Windows programs split their command line; our arguments hold no quotation marks."""
    return f'"{word}"' if " " in word or not word else word


def _systemd_word(word: str) -> str:
    """A word of ExecStart, quoted; % and $ stand for themselves."""
    plain = word.replace("\\", "\\\\").replace('"', '\\"').replace("%", "%%").replace("$", "$$")
    return f'"{plain}"'


def _cron_word(word: str) -> str:
    """A word for the shell that cron starts; to cron itself a bare % would be the end of the line."""
    plain = word.replace("'", "'\\''").replace("%", "\\%")
    return f"'{plain}'"
