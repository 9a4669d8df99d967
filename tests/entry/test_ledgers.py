"""intake, carry-over and consolidate at the prompt: options arrive, reports are shown, exit statuses hold."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from tests.routines.test_intake import PAPER, register
from tests.support.desk import take, write_ledger
from toolkit.entry.cli import app


@pytest.fixture
def ledger(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    path = write_ledger(tmp_path, name="台账.xlsx")
    take(path)
    return path


def call(*words: str) -> tuple[int, str, str]:
    done = CliRunner().invoke(app, [*words, "--today", "2026-12-28"])
    return done.exit_code, done.stdout, done.stderr


def test_intake(ledger: Path) -> None:
    """Looked at first, then taken in; the object of --json has the items."""
    register(ledger, {**PAPER, "拆分为": "建一所\n建二所"}, {"来文内容": "待批"})
    status, shown, _ = call("intake", "--dry-run", str(ledger))
    assert status == 0
    assert "将登入台账3个事项" in shown
    assert "1份来文没有填写批准人" in shown
    status, shown, _ = call("intake", "--json", str(ledger))
    assert status == 0
    data = json.loads(shown)
    assert [item["id"] for item in data["items"]] == ["A5", "A5.1", "A5.2"]
    assert data["written"] is True
    assert "没有已批准、待登入的来文" in call("intake", str(ledger))[1]


def test_carry_over(ledger: Path) -> None:
    """The new workbook is named with its items; a second time it is there already: exit 2."""
    status, shown, _ = call("carry-over", "--to", "2027.xlsx", "--json", "台账.xlsx")
    assert status == 0
    data = json.loads(shown)
    assert [item["id"] for item in data["items"]] == ["A1", "A2", "A3", "A4"]
    assert Path(data["path"]) == ledger.parent / "2027.xlsx"
    status, shown, said = call("carry-over", "--to", "2027.xlsx", "台账.xlsx")
    assert (status, shown) == (2, "")
    assert "已有文件" in said
    assert "已结转4个事项" in call("carry-over", "--to", "2028.xlsx", "台账.xlsx")[1]


def test_consolidate(ledger: Path) -> None:
    """A broken ledger: exit 1, named on the screen and in the object."""
    (ledger.parent / "坏.xlsx").write_bytes(b"?")
    status, shown, _ = call("consolidate", "--out", "汇总.xlsx", "--json", "台账.xlsx", "坏.xlsx")
    data = json.loads(shown)
    assert status == 1
    assert (data["items"], len(data["ledgers"])) == (4, 1)
    assert [Path(each["path"]).name for each in data["failed"]] == ["坏.xlsx"]
    status, shown, _ = call("consolidate", "--out", "汇总2.xlsx", "--jobs", "1", "台账.xlsx", "坏.xlsx")
    assert status == 1
    assert "汇总1份台账、4个事项" in shown
    assert "未能读取1份" in shown
    assert call("consolidate", "--out", "汇总3.xlsx", "--jobs", "零", "台账.xlsx")[0] == 2
    assert call("consolidate", "--out", "汇总3.xlsx")[0] == 2
