"""The clock on a real desk: each slot once, one failure holds nothing up, one instance at a time."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from pathlib import Path

import pytest
from filelock import FileLock

from tests.support.desk import take, type_addresses, type_cells, write_ledger
from toolkit.domain.errors import DubanError, LedgerBusy, SetupError
from toolkit.ledger.closed import ClosedBook
from toolkit.ledger.package.cells import letters
from toolkit.routines import remind
from toolkit.routines.clock import Clock, ClockReport, troubles
from toolkit.routines.progress import silent
from toolkit.routines.tasks import Done, Work, perform
from toolkit.routines.workspace import Workspace

MORNING = datetime(2026, 3, 18, 9, 0)
DAY = timedelta(days=1)
JOBS = """[ledger]
path = "督查 台账.xlsx"
[jobs]
"""


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    """An adopted ledger with addresses in a workspace with [jobs]."""
    path = write_ledger(tmp_path)
    plan(tmp_path, 'daily = "每个工作日 8:30"')
    take(path)
    type_addresses(path)
    return path


def plan(folder: Path, *lines: str) -> None:
    (folder / "duban.toml").write_text(JOBS + "\n".join(lines), "utf-8")


def clock(folder: Path, now: datetime, doing: object = perform, *, believed: bool = False) -> Clock:
    space = Workspace.find(None, folder)
    return Clock(space, lambda: now, silent, lambda problem: f"意外（{type(problem).__name__}）", believed, doing)  # type: ignore[arg-type]


def run(ledger: Path, now: datetime, doing: object = perform) -> ClockReport:
    return clock(ledger.parent, now, doing).run_due()


def told(report: ClockReport) -> list[tuple[str, str, str]]:
    return [(str(each["job"]), str(each["slot"]), str(each["outcome"])) for each in report.data()["runs"]]  # type: ignore[attr-defined]


def log(ledger: Path, day: datetime = MORNING) -> str:
    return (ledger.parent / ".duban" / "log" / f"{day:%Y-%m-%d}.log").read_text("utf-8")


def type_setting(ledger: Path, name: str, value: str) -> None:
    table = ClosedBook(ledger, ledger.parent / "nowhere").read().own["设置"]
    [row] = [row for row, cells in table.rows if cells.get("项目") == name]
    type_cells(ledger, table.sheet, {f"{letters(table.columns['值'])}{row}": value})


def test_each_slot_once(ledger: Path) -> None:
    """Nothing before the time, the job at it, nothing more until the next; the ledger is lit, the log says so."""
    assert told(run(ledger, datetime(2026, 3, 18, 8, 0))) == []
    report = run(ledger, MORNING)
    assert told(report) == [("daily", "2026-03-18T08:30", "done")]
    assert report.exit_status == 0
    assert told(run(ledger, MORNING + timedelta(minutes=15))) == []
    [sheet] = ClosedBook(ledger, ledger.parent).read().ledgers
    assert sheet.items[0].own["灯"] == "红"
    assert "定时  每日工作（03-18 08:30）  完成：事项4个，红1、黄1" in log(ledger)


def test_a_week_off(ledger: Path) -> None:
    """The newest slot is made up for, the others are noted, on the screen and in the log."""
    run(ledger, MORNING)
    report = run(ledger, MORNING + 7 * DAY)
    assert [outcome for _, _, outcome in told(report)] == ["missed"] * 4 + ["done"]
    assert "（至03-24 08:30，共4次）" in log(ledger, MORNING + 7 * DAY)


def test_one_failure_holds_nothing_up(ledger: Path) -> None:
    """Known and unknown failures are told, the other jobs run, and what failed is tried again after a while."""
    plan(ledger.parent, 'daily = "每日 8:30"', 'backup = "每日 8:30"', 'feedback = "每日 8:30"')
    failing = {"daily": SetupError("不能写入"), "feedback_fetch": ValueError("张三 13800000000")}

    def doing(work: Work) -> Done:
        if problem := failing.get(work.job.routine):
            raise problem
        return Done("好")

    report = run(ledger, MORNING, doing)
    assert {job: outcome for job, _, outcome in told(report)} == {"daily": "failed", "backup": "done", "feedback": "failed"}
    assert report.exit_status == 1
    assert {each.job: each.detail for each in report.runs} == {
        "daily": "不能写入",
        "feedback": "意外（ValueError）",
        "backup": "好",
    }
    assert {each.job for each in troubles(clock(ledger.parent, MORNING).workspace)} == {"daily", "feedback"}
    failing.clear()
    assert told(run(ledger, MORNING + timedelta(minutes=5), doing)) == []
    again = run(ledger, MORNING + timedelta(minutes=15), doing)
    assert {(each.job, each.outcome, each.attempts) for each in again.runs} == {("daily", "done", 2), ("feedback", "done", 2)}
    assert troubles(clock(ledger.parent, MORNING).workspace) == ()


def test_an_open_ledger_waits(ledger: Path) -> None:
    """While staff have it open the day's work is put off, without a failure and without a mail; closed, it is done."""
    plan(ledger.parent, 'daily = "每日 8:30"')
    before = ledger.read_bytes()
    lock = ledger.with_name(f".~lock.{ledger.name}#")
    lock.write_text(",clerk,elsewhere,,;", "utf-8")
    for minutes in (0, 15, 30):
        report = run(ledger, MORNING + timedelta(minutes=minutes))
        assert told(report) == [("daily", "2026-03-18T08:30", "skipped")]
        assert (report.exit_status, report.runs[0].attempts) == (0, 1)
        assert "稍后再办" in report.runs[0].detail
    assert ledger.read_bytes() == before
    lock.unlink()
    assert told(run(ledger, MORNING + timedelta(minutes=45))) == [("daily", "2026-03-18T08:30", "done")]


def test_a_routine_at_work_is_no_failure(ledger: Path) -> None:
    """What a person's own run keeps busy is put off."""

    def doing(work: Work) -> Done:
        raise LedgerBusy("另一个督办程序正在处理这个台账")

    report = run(ledger, MORNING, doing)
    assert (told(report)[0][2], report.exit_status) == ("skipped", 0)


def test_one_clock_at_a_time(ledger: Path) -> None:
    """A second clock refuses and changes nothing while the first runs."""
    state = ledger.parent / ".duban"
    with FileLock(state / "clock.lock"), pytest.raises(LedgerBusy, match="不必处理"):
        run(ledger, MORNING)
    assert told(run(ledger, MORNING))[0][2] == "done"


def test_a_clock_far_behind_runs_nothing(ledger: Path) -> None:
    """A dead battery shows 2009: no light is judged by that day. A day that a person named is believed."""
    run(ledger, MORNING)
    before = ledger.read_bytes()
    report = run(ledger, datetime(2009, 1, 1, 9, 0))
    assert (report.runs, report.exit_status) == ((), 1)
    assert "早于定时任务开始" in report.trouble
    assert ledger.read_bytes() == before
    believed = clock(ledger.parent, datetime(2026, 3, 11, 23, 59), believed=True).run_due()
    assert told(believed) == [("daily", "2026-03-11T08:30", "done")]


def test_a_clock_that_was_ahead(ledger: Path) -> None:
    """Some days ahead for a moment, then right again: each true day is run all the same."""
    run(ledger, MORNING)
    ahead = told(run(ledger, MORNING + 12 * DAY))
    assert ahead[-1] == ("daily", "2026-03-30T08:30", "done")
    for days in (1, 2):
        assert told(run(ledger, MORNING + days * DAY)) == [("daily", f"2026-03-{18 + days}T08:30", "done")]


def test_a_clock_far_ahead_runs_nothing(ledger: Path) -> None:
    """No unit is told that it is a year late because a clock is; right again, or confirmed by a person, work goes on."""
    run(ledger, MORNING)
    report = run(ledger, MORNING.replace(year=2027))
    assert (report.runs, report.exit_status) == ((), 1)
    assert "晚了365天" in report.trouble
    assert told(run(ledger, MORNING + DAY)) == [("daily", "2026-03-19T08:30", "done")]
    far = MORNING + 60 * DAY
    assert run(ledger, far).trouble
    assert clock(ledger.parent, far, believed=True).run_due().trouble == ""
    assert run(ledger, far + timedelta(hours=1)).trouble == ""


def test_secrets_stop_every_copy(ledger: Path) -> None:
    """A state secret in a cell: jobs fail with the cell's address, no backup is made, the log holds no word of it."""
    plan(ledger.parent, 'daily = "每日 8:30"', 'backup = "每日 8:30"')
    backups = sorted((ledger.parent / ".duban" / "backup").iterdir())
    type_cells(ledger, ClosedBook(ledger, ledger.parent / "nowhere").read().ledgers[0].sheet, {"B4": "关于某事 机密★10年"})
    report = run(ledger, MORNING)
    assert [outcome for _, _, outcome in told(report)] == ["failed", "failed"]
    assert all("疑似涉密" in each.detail for each in report.runs)
    assert sorted((ledger.parent / ".duban" / "backup").iterdir()) == backups
    assert "机密" not in log(ledger)


def test_papers_scores_and_backups(ledger: Path) -> None:
    """The weekly list, the month's paper with its own time, the score of the year before, a backup of ledger and journal."""
    plan(
        ledger.parent, 'backup = "每日 8:00"', 'score = "每年3月18日 8:00"',
        'bulletin = ["周例会 每周三 8:00", "政务督查 每月18日 8:00"]',
    )  # fmt: skip
    report = run(ledger, MORNING)
    assert {job for job, _, _ in told(report)} == {"backup", "score", "bulletin:周例会", "bulletin:政务督查"}
    assert {each.outcome for each in report.runs} == {"done"}, report.runs
    names = sorted(path.name for path in (ledger.parent / "文书").rglob("*.*"))
    assert names == ["2025年度得分表_2026-03-18.xlsx", "周例会清单_2026-03-18.docx", "政务督查_2026-03-18.docx"]
    copies = [path.name for path in (ledger.parent / ".duban" / "backup").iterdir() if "090000" in path.name]
    assert sorted(name.rpartition(".")[2] for name in copies) == ["sqlite3", "xlsx"]
    later = run(ledger, MORNING + DAY)
    [backup] = [each for each in later.runs if each.job == "backup"]
    assert "journal" in backup.detail
    assert "xlsx" not in backup.detail  # the ledger is as it was


def test_the_office_is_reminded_of_its_plan(ledger: Path) -> None:
    """A near activity of 督查计划 is mailed to the office once, as soon as mails go by themselves; a done one is not named."""
    table = ClosedBook(ledger, ledger.parent / "nowhere").read().own["督查计划"]
    rows = {"督查活动": ("防汛督查", "校园安全督查"), "计划时间": ("2026-03-20", "2026-03-20"), "完成情况": (None, "已完成")}
    cells = {
        f"{letters(table.columns[name])}{3 + at}": value for name, pair in rows.items() for at, value in enumerate(pair) if value
    }
    type_cells(ledger, table.sheet, cells)
    plan(ledger.parent, 'plan = "提前3个工作日 8:40"', 'look_back = "每日 8:40"')
    report = run(ledger, MORNING)
    said = {each.job: each.detail for each in report.runs}
    assert "防汛督查；“设置”表没有填写督查室邮箱" in said["plan"]
    assert said["look_back"] == "没有新的回头看事项"
    type_setting(ledger, "督查室邮箱", "office@lyg.example")
    remind.run(ledger, Workspace.find(None, ledger.parent), send=True, limit=None, today=MORNING.date(), progress=silent)
    [mailed] = [each for each in run(ledger, MORNING + DAY).runs if each.job == "plan"]
    assert "防汛督查；已发到督查室邮箱" in mailed.detail
    assert "校园安全" not in mailed.detail
    [again] = [each for each in run(ledger, MORNING + 2 * DAY).runs if each.job == "plan"]
    assert again.detail == "没有新的督查计划事项"
    to_office = [path.name for path in (ledger.parent / "邮件").glob("*.eml") if b"office@lyg.example" in path.read_bytes()]
    assert sorted(name[:10] for name in to_office) == ["2026-03-18", "2026-03-19"]  # the day's digest, and this note


def test_a_ledger_that_is_gone(ledger: Path) -> None:
    """The clock goes on, and each job says what is wrong."""
    ledger.rename(ledger.with_name("别处.xlsx"))
    [failed] = run(ledger, MORNING).runs
    assert failed.outcome == "failed"
    assert "找不到台账文件" in failed.detail


def test_an_unknown_routine_says_so(ledger: Path) -> None:
    """A job of a later version is told plainly."""
    from toolkit.domain.slots import Days, Job

    work = Work(
        Job("later", "later", Days("每日"), (time(8),)), MORNING, None, Workspace.find(None, ledger.parent), MORNING, silent
    )
    with pytest.raises(DubanError, match="请升级工具"):
        perform(work)
