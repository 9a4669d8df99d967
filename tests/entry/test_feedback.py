"""duban feedback at the prompt: what a clerk types and reads, on a real little office."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.routines.feedbacking import EDU, Desk, open_desk
from tests.support.desk import TODAY
from tests.support.replies import bounce
from toolkit.entry.cli import app


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    monkeypatch.chdir(tmp_path)
    return open_desk(tmp_path)


def duban(desk: Desk, *words: str) -> tuple[int, str, str]:
    """Exit status, standard output and standard error of `duban feedback …`."""
    done = CliRunner().invoke(app, ["feedback", *words, "--today", TODAY.isoformat(), str(desk.path)])
    return done.exit_code, done.stdout, done.stderr


def test_a_group_without_a_command_explains_itself(desk: Desk) -> None:
    """The help, in Chinese."""
    done = CliRunner().invoke(app, ["feedback"])
    assert done.exit_code == 0
    assert all(name in done.stdout for name in ("fetch", "list", "accept", "reject", "form", "采纳"))


def test_fetch_without_a_mailbox_says_what_to_write(desk: Desk) -> None:
    """Exit status 2, one sentence, nothing on standard output."""
    status, out, said = duban(desk, "fetch")
    assert (status, out) == (2, "")
    assert "[imap]" in said
    assert "没有开通" in said


def test_a_form_is_made_where_it_is_wanted(desk: Desk) -> None:
    """By default among the papers; --out must be an .xlsx; a unit without items is told."""
    status, out, _ = duban(desk, "form", "--unit", "教育局")
    assert status == 0
    assert "市教育局的反馈表（2个事项：A1、A4）" in out
    assert list((desk.workspace.papers_dir / "反馈表").glob("*.xlsx"))
    assert duban(desk, "form", "--unit", "市教育局", "--out", "a.pdf")[0] == 2
    status, _, said = duban(desk, "form", "--unit", "市体育局")
    assert status == 2
    assert "没有正在办理的事项" in said
    assert "不是A2的承办单位" in duban(desk, "form", "--unit", "市教育局", "--item", "A2")[2]


def test_a_clerk_reads_accepts_and_sends_back(desk: Desk) -> None:
    """list, accept, reject in words."""
    desk.take(desk.answered(), desk.answered("第二次").replace(b"<reply-1@", b"<reply-2@"), bounce(desk.ids[EDU], EDU))
    status, out, _ = duban(desk, "list")
    assert status == 0
    assert "已开工12所" in out
    assert "这些邮箱退过信" in out
    assert "duban feedback accept --id" in out
    status, out, _ = duban(desk, "accept", "--id", "1")
    assert status == 0
    assert "A1\t待审核\t无" in out
    status, out, _ = duban(desk, "reject", "--id", "2", "--note", "请补充")
    assert status == 0
    assert "待发送" in out
    assert "duban remind --send" in out


def test_nothing_yet(desk: Desk) -> None:
    """An empty list is no error."""
    status, out, _ = duban(desk, "list")
    assert (status, out.strip()) == (0, "还没有收到反馈。")


@pytest.mark.parametrize("words", [("accept",), ("reject", "--note", "x"), ("accept", "--id", "7"), ("accept", "--id", "x")])
def test_a_number_that_is_none(desk: Desk, words: tuple[str, ...]) -> None:
    """Exit status 2 and where to look it up."""
    status, _, said = duban(desk, *words)
    assert status == 2
    assert "duban feedback list" in said


def test_json_holds_what_was_received_and_what_waits(desk: Desk) -> None:
    """One object on standard output for each command."""
    desk.take(desk.answered())
    found: dict[str, Any] = json.loads(duban(desk, "list", "--json")[1])
    assert [each["id"] for each in found["received"]] == [each["id"] for each in found["pending"]] == ["1"]
    done: dict[str, Any] = json.loads(duban(desk, "accept", "--id", "1", "--json")[1])
    assert ([each["state"] for each in done["received"]], done["pending"]) == (["已采纳"], [])
