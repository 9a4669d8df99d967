"""The log: one file a day, a line a run, nothing that must not stand there."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

from toolkit.routines import logbook
from toolkit.routines.config import Config
from toolkit.routines.workspace import Workspace

NOW = datetime(2026, 3, 18, 8, 30, 2)


def space(folder: Path, *, used: bool = True) -> Workspace:
    found = Workspace(folder, Config())
    if used:
        found.state_dir.mkdir()
    return found


def test_a_line_a_run(tmp_path: Path) -> None:
    """Time, door, what, how it ended; a text with line breaks is one line, a long one is cut."""
    at = space(tmp_path)
    assert logbook.run(at).lines == ()
    logbook.note(at, NOW, "定时", "每日工作", "完成：事项65个\n红3")
    logbook.note(at, NOW, "命令行", "check", "字" * 999)
    report = logbook.run(at)
    assert report.lines[0] == "08:30:02  定时  每日工作  完成：事项65个 红3"
    assert len(report.lines) == 2
    assert len(report.lines[1]) < 400
    assert report.path == at.log_dir / "2026-03-18.log"


def test_a_file_a_day_and_no_more_than_sixty(tmp_path: Path) -> None:
    """The newest day is shown; files of the oldest days go, others in the folder stay."""
    at = space(tmp_path)
    for day in range(70):
        logbook.note(at, NOW + timedelta(days=day), "定时", "备份", "完成")
        (at.log_dir / "说明.txt").touch()
    files = sorted(path.name for path in at.log_dir.glob("*.log"))
    assert len(files) == logbook.KEEP_DAYS
    assert files[-1] == "2026-05-26.log"
    assert logbook.run(at).data()["day"] == "2026-05-26"
    assert (at.log_dir / "说明.txt").exists()


def test_citizens_stay_out(tmp_path: Path) -> None:
    """Numbers, addresses and names by which somebody could be known are masked."""
    at = space(tmp_path)
    logbook.note(at, NOW, "定时", "收取反馈", "来信人张小明(13800000000)的事项，zhang@lyg.example")
    [line] = logbook.run(at).lines
    assert "张小明" not in line
    assert "13800000000" not in line
    assert "zhang@" not in line


def test_nothing_is_made_where_nothing_was(tmp_path: Path) -> None:
    """A folder that the toolkit has not worked in stays as it is; a log that cannot be written stops nobody."""
    logbook.note(space(tmp_path, used=False), NOW, "命令行", "check", "完成")
    assert list(tmp_path.iterdir()) == []
    at = space(tmp_path)
    at.log_dir.write_text("a file where the folder should be", "utf-8")
    logbook.note(at, NOW, "命令行", "check", "完成")


def test_numbers_only(tmp_path: Path) -> None:
    """Of a report the log tells numbers, never what stands in it."""
    data = {"items": 65, "notices": [{"to": "a@b.example"}], "written": True, "path": "x", "findings": {"error": 1}}
    assert logbook.summary(data, 1) == "完成，有需要人处理的；事项65、提醒1"
    assert logbook.summary({}, 0) == "完成"
    at = space(tmp_path)
    logbook.note_report(at, NOW, "命令行", "daily", data, 1)
    assert logbook.run(at).lines == ("08:30:02  命令行  daily  完成，有需要人处理的；事项65、提醒1",)
