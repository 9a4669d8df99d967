"""setup, doctor, status and backup at the prompt, over the real routines."""

from __future__ import annotations

import json
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.support import schedulers
from tests.support.desk import snapshot, take, type_cell, write_ledger
from toolkit.entry import questions
from toolkit.entry.cli import app
from toolkit.routines.workspace import Workspace

DAY = "2026-03-18"


@pytest.fixture
def invoke(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Runs a command line in an empty folder; `typed` is what a person answers."""
    monkeypatch.chdir(tmp_path)
    return lambda *words, typed="": CliRunner().invoke(app, [*words, "--today", DAY], input=typed)


def test_setup_by_options(invoke: Callable[..., Any], tmp_path: Path) -> None:
    """Everything said by options, nothing asked; --json tells what was changed and tested."""
    result = invoke("setup", "--office", "某市督查室", "--code", "督办通知=某督通，交办单=某督交", "--yes", "--json")
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert {"workspace", "file", "made", "changed", "checks"} <= told.keys()
    config = Workspace.find(None, tmp_path).config
    assert (config.office.name, config.office.codes["督办通知"], config.office.codes["交办单"]) == (
        "某市督查室",
        "某督通",
        "某督交",
    )


def test_setup_plans_the_clock(invoke: Callable[..., Any], tmp_path: Path) -> None:
    """A job's line stands in duban.toml as it was said; bulletins may be several."""
    jobs = ["--job", "daily=每个工作日 7:50", "--job", "bulletin=周例会 每周一 8:00", "--job", "bulletin=政务督查 每月1日 9:00"]
    assert invoke("setup", *jobs, "--yes").exit_code == 0
    table = tomllib.loads((tmp_path / "duban.toml").read_text("utf-8"))["jobs"]
    assert (table["daily"], table["bulletin"]) == ("每个工作日 7:50", ["周例会 每周一 8:00", "政务督查 每月1日 9:00"])
    result = invoke("setup", "--job", "backup=不办", "--job", "bulletin=不办", "--yes", "--json")
    assert [each["place"] for each in json.loads(result.stdout)["changed"]] == ["jobs.backup", "jobs.bulletin"]
    assert [job.name for job in Workspace.find(None, tmp_path).config.jobs] == ["daily"]


def test_setup_asks_for_jobs(invoke: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each line is tested at once and asked for again; what stays as it was is not written; then the system's scheduler."""
    programs = schedulers.stand_ins(tmp_path, monkeypatch)
    (programs / "refuses").touch()
    (tmp_path / "督查").mkdir()
    monkeypatch.chdir(tmp_path / "督查")
    plan = [
        "是",
        "",
        "不办",
        "",
        "有空的时候",
        "每月2日 9:00",
        "",
        "周例会 每周一 8:00；日报 8:00",
        "周例会 每周一 8:00；一页纸（王市长） 每周五 15:00",
    ]
    result = invoke("setup", typed="\n".join(["", "", "", "", "", *plan, "是", "是", ""]))
    assert result.exit_code == 0, result.output
    assert result.stderr.count("看不懂") == 2
    assert "收取反馈" not in result.stderr, "there is no mailbox"
    jobs = {job.name: job.said for job in Workspace.find(None, tmp_path / "督查").config.jobs}
    assert jobs == {
        "daily": "每个工作日 8:30", "look_back": "每月2日 9:00",
        "bulletin:周例会": "周例会 每周一 8:00", "bulletin:一页纸:王市长": "一页纸（王市长） 每周五 15:00",
    }  # fmt: skip
    assert "run-due" in (programs / "tab").read_text("utf-8")
    assert "已交给系统" in result.stdout
    again = invoke("setup", typed="\n".join(["", "", "", "", "", "", ""]))
    assert again.exit_code == 0, again.output
    assert "交给系统到点自动办吗" not in again.stderr


def test_a_system_that_takes_no_jobs(invoke: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything else is set up all the same; what a person can do stands beside the refusal."""
    programs = schedulers.stand_ins(tmp_path, monkeypatch)
    (programs / "refuses").touch()
    (programs / "crontab").write_text("#!/bin/sh\nexit 1\n", "utf-8")
    (tmp_path / "督查").mkdir()
    monkeypatch.chdir(tmp_path / "督查")
    result = invoke("setup", "--schedule", "--yes")
    assert result.exit_code == 1, result.output
    assert "duban schedule install --print" in result.stdout
    assert (tmp_path / "督查" / "duban.toml").exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--job", "daily"], "任务=时间"),
        (["--job", "daily=有空的时候"], "看不懂"),
        (["--job", "dayly=每个工作日 8:30"], "daily"),
        (["--code", "督办通知"], "文书=代字"),
        (["--code", "红头=某"], "可选"),
        (["--smtp-port", "abc"], "--smtp-port"),
        (["--smtp-host", "mail.office.example"], "sender"),
        (["--ledger", "nowhere.xlsx"], "找不到"),
    ],
)
def test_setup_refuses(invoke: Callable[..., Any], tmp_path: Path, words: list[str], said: str) -> None:
    """One sentence, exit status 2, nothing made."""
    result = invoke("setup", *words, "--yes")
    assert result.exit_code == 2
    assert said in result.stderr
    assert snapshot(tmp_path) == {}


def test_setup_asks(invoke: Callable[..., Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong answer is asked again; the password is typed unseen, and shown nowhere; a no at the end changes nothing."""
    kept: dict[tuple[str, str], str] = {}
    monkeypatch.setattr("keyring.set_password", lambda service, user, secret: kept.update({(service, user): secret}))
    monkeypatch.setattr("keyring.get_password", lambda service, user: kept.get((service, user)))
    monkeypatch.setattr(questions, "at_a_terminal", lambda: True)
    answers = [
        "某市督查室",
        "nowhere.xlsx",
        "",
        "否",
        "是",
        "不是服务器",
        "localhost",
        "none",
        "duban@lyg.example",
        "duban",
        "9",
        "否",
        "否",
    ]
    result = invoke("setup", typed="\n".join([*answers, "否", ""]))
    assert result.exit_code == 130
    assert snapshot(tmp_path) == {}
    result = invoke("setup", typed="\n".join([*answers, "是", "geheim", "否", ""]))
    assert result.exit_code == 1, result.output  # nobody listens at that port
    assert kept == {("duban-smtp", "duban"): "geheim"}
    assert "geheim" not in result.output
    assert not any(b"geheim" in content for content in snapshot(tmp_path).values())
    assert Workspace.find(None, tmp_path).config.mail.user == "duban"


def test_no_option_takes_a_password() -> None:
    """A command line is seen by others, and kept in the shell's history."""
    import typer

    params = typer.main.get_command(app).commands["setup"].params  # type: ignore[attr-defined]
    assert not [param.name for param in params if "pass" in param.name or "secret" in param.name]


def test_doctor(invoke: Callable[..., Any]) -> None:
    """One line a check, the mend below; as JSON by the contract's names."""
    result = invoke("doctor")
    assert result.exit_code == 1
    assert "问题  工作区" in result.stdout
    assert "解决：" in result.stdout
    checks = json.loads(invoke("doctor", "--json").stdout)["checks"]
    assert all(check.keys() == {"name", "ok", "detail", "mend"} for check in checks)


def test_status_and_backups(invoke: Callable[..., Any], tmp_path: Path) -> None:
    """A day's run shows in status and in the list; restore does nothing without --yes, nor with --dry-run beside it."""
    ledger = write_ledger(tmp_path, name="台账.xlsx")
    take(ledger)
    type_cell(ledger, "督查台账", "J3", "误改")
    assert invoke("daily", "台账.xlsx").exit_code == 0
    shown = invoke("status", "台账.xlsx").stdout
    assert "红1" in shown
    assert "推进学校建设" in shown
    assert "待审核1项：A3" in shown
    told = json.loads(invoke("status", "台账.xlsx", "--json").stdout)
    assert {"day", "lights", "due_today", "overdue", "waiting", "mails", "runs", "saved"} <= told.keys()
    type_cell(ledger, "督查台账", "J4", "又误改")
    before = ledger.read_bytes()
    [newest, *_] = json.loads(invoke("backup", "list", "台账.xlsx", "--json").stdout)["backups"]
    assert newest["doing"] in ("daily", "")
    for words in ([], ["--dry-run", "--yes"]):
        assert "又误改" in invoke("backup", "restore", *words, "台账.xlsx").stdout
        assert ledger.read_bytes() == before
    assert "已恢复" in invoke("backup", "restore", "--yes", "台账.xlsx").stdout
    assert ledger.read_bytes() == Path(newest["path"]).read_bytes()


@pytest.mark.parametrize("words", [["status"], ["backup", "list"], ["doctor"]])
def test_what_only_looks_leaves_nothing(invoke: Callable[..., Any], tmp_path: Path, words: list[str]) -> None:
    """Looking at the day, at the backups or at the machine changes no file of the workspace, not even the log."""
    take(write_ledger(tmp_path, name="台账.xlsx"))
    assert invoke("daily", "台账.xlsx").exit_code == 0
    before = snapshot(tmp_path)
    assert invoke(*words, "台账.xlsx").exit_code in (0, 1)
    assert snapshot(tmp_path) == before
