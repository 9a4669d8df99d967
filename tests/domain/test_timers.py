"""The texts that hand run-due to a system's scheduler: whole, and safe for any folder's name."""

from __future__ import annotations

import shlex

from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from toolkit.domain.timers import Errand, cron_lines, has_lines, service_unit, task_xml, timer_unit, without_lines

TASK = "{http://schemas.microsoft.com/windows/2004/02/mit/task}"
ERRAND = Errand((r"C:\督查 工具\python.exe", "-m", "toolkit", "run-due"), r"D:\督查&督办 <一>\50%", r"ZFB\zhang")
folders = st.text(st.characters(min_codepoint=32, max_codepoint=0x9FFF, exclude_categories=("Cc", "Cs")), min_size=1, max_size=30)


def test_the_task_of_windows() -> None:
    """At logon and every 15 minutes, at once after a time when the machine was off, never two, never endless, for this user."""
    task = etree.fromstring(task_xml(ERRAND).encode("utf-16"))
    said = {element.tag.removeprefix(TASK): element.text for element in task.iter() if not len(element)}
    assert said["StartWhenAvailable"] == "true"
    assert said["MultipleInstancesPolicy"] == "IgnoreNew"
    assert said["ExecutionTimeLimit"] == "PT2H"
    assert said["Interval"] == "PT15M"
    assert said["DisallowStartIfOnBatteries"] == "false"
    assert (said["Command"], said["Arguments"]) == (ERRAND.command[0], "-m toolkit run-due")
    assert said["WorkingDirectory"] == ERRAND.folder
    assert [each.text for each in task.iter(f"{TASK}UserId")] == [ERRAND.user, ERRAND.user]
    assert task.find(f"{TASK}Triggers/{TASK}LogonTrigger") is not None


def test_the_timer_of_systemd() -> None:
    """Persistent, every 15 minutes; the service takes exit status 1 for done, and % for itself."""
    assert "Persistent=true\n" in timer_unit(ERRAND)
    assert "OnCalendar=*:0/15\n" in timer_unit(ERRAND)
    assert f"Unit={ERRAND.name}.service\n" in timer_unit(ERRAND)
    assert "SuccessExitStatus=1\n" in service_unit(ERRAND)
    assert r"WorkingDirectory=D:\督查&督办 <一>\50%%" in service_unit(ERRAND)


@given(folders, folders)
def test_any_folder_in_any_text(folder: str, program: str) -> None:
    """What a shell makes of cron's line, once cron has taken its own backslashes off, and what the task says, are the very words."""
    errand = Errand((program, "-m", "toolkit", "run-due"), folder)
    line = cron_lines(errand).splitlines()[1]
    words = shlex.split(line.replace("\\%", "%"))
    assert words[5:-2] == ["cd", folder, "&&", program, "-m", "toolkit", "run-due"]
    assert "%" not in line.replace("\\%", "")
    task = etree.fromstring(task_xml(errand).encode("utf-16"))
    assert task.findtext(f".//{TASK}WorkingDirectory") == folder


@given(st.lists(st.sampled_from(["# 备份", "0 1 * * * backup", "MAILTO=x", ""]), max_size=5))
def test_other_lines_of_a_crontab_stay(lines: list[str]) -> None:
    """Put in and taken out again, also twice: the others are as they were."""
    other = Errand(ERRAND.command, "/another")
    crontab = "".join(f"{line}\n" for line in lines) + cron_lines(other)
    assert not has_lines(crontab, ERRAND)
    full = without_lines(crontab, ERRAND) + cron_lines(ERRAND)
    assert has_lines(full, ERRAND)
    assert without_lines(without_lines(full, ERRAND) + cron_lines(ERRAND), ERRAND) == crontab
