"""explain, units and outbox at the prompt, over the real routines."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from toolkit.domain.mailing.letter import Letter
from toolkit.entry.cli import app
from toolkit.journal.mails import Journal
from toolkit.routines.post import open_outbox
from toolkit.routines.workspace import Workspace

DAY = date(2026, 3, 5)


@pytest.fixture
def invoke(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Runs a command line in a workspace that names no ledger."""
    (tmp_path / "duban.toml").touch()
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(app, [*words])


@pytest.mark.parametrize(
    ("text", "start", "shown"),
    [
        ("一般在7个工作日内反馈", "2019-03-11", ["工作日期限", "日期：2019-03-20", "依据："]),
        ("力争2022年底前全部治理完成", "2020-03-01", ["日期：2022-12-31", "争取目标"]),
        ("7个工作日内", "2026-12-25", ["暂定"]),
        ("30内办结", "2019-05-06", ["读不准", "请核实："]),
        ("长期坚持", "2019-03-01", ["没有明确日期"]),
    ],
)
def test_explain(text: str, start: str, shown: list[str], invoke: Callable[..., Any]) -> None:
    """How a text is read, in words; --today stands in for --from."""
    result = invoke("explain", text, "--from", start)
    assert result.exit_code == 0
    for words in shown:
        assert words in result.stdout
    assert invoke("explain", text, "--today", start).stdout == result.stdout


def test_units(invoke: Callable[..., Any]) -> None:
    """Who leads and who supports; a cell without units says so."""
    assert "牵头\t市教育局" in invoke("units", "市教育局牵头，各县区人民政府配合").stdout
    assert "配合\t各县区人民政府\t是" in invoke("units", "市教育局牵头，各县区人民政府配合").stdout
    assert invoke("units", "").stdout == "没有读到单位。\n"


def test_outbox(invoke: Callable[..., Any], tmp_path: Path) -> None:
    """A mail that may be lost: listed with exit status 1, sent again or settled on a person's word."""
    assert invoke("outbox", "list").stdout == "没有邮件。\n"
    workspace = Workspace.find(None, tmp_path)

    def now() -> datetime:
        return datetime(2026, 3, 5, 9, 0)

    with open_outbox(workspace, now) as outbox:
        outbox.queue(
            Letter("督办提醒", "请按时反馈。", "<p>请按时反馈。</p>"), "a@edu.example", [], "提醒", DAY, "L1", unit="市教育局"
        )
    with Journal(workspace.journal_path, now) as journal:
        (mail,) = journal.mails()
        journal.move(mail.key, ("queued",), "sending", "")
        journal.move(mail.key, ("sending",), "unknown", "断线")
    listed = invoke("outbox", "list")
    assert (listed.exit_code, "是否送达不明\ta@edu.example\t督办提醒\t断线" in listed.stdout) == (1, True)
    again = invoke("outbox", "resend", mail.key, "--json", "--today", "2026-03-06")
    assert (again.exit_code, json.loads(again.stdout)["mails"][0]["state"]) == (0, "queued")
    assert invoke("outbox", "settle", mail.key).exit_code == 2
    settled = invoke("outbox", "settle", mail.key, "--state", "refused", "--json")
    assert (settled.exit_code, json.loads(settled.stdout)["mails"][0]["state"]) == (0, "refused")
    missing = invoke("outbox", "resend", "没有这封")
    assert (missing.exit_code, missing.stdout) == (2, "")
