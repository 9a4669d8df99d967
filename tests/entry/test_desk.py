"""duban event at the prompt, on a real ledger."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from tests.support.desk import take, type_cells, write_ledger
from toolkit.entry.cli import app


@pytest.fixture
def invoke(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Runs a command line beside the ledger."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(app, [*words])


@pytest.fixture
def ledger(tmp_path: Path) -> str:
    path = write_ledger(tmp_path, name="台账.xlsx")
    take(path)
    return path.name


def test_add_and_list(invoke: Callable[..., Any], ledger: str) -> None:
    """What was entered is shown, and stands in the item's life; --json has the keys of the contract."""
    options = ("--item", "A1,A4", "--step", "电话催办", "--unit", "市教育局", "--note", "联络员答复明日报", "--on", "2026-03-17")
    added = invoke("event", "add", *options, "--today", "2026-03-18", ledger)
    assert (added.exit_code, added.stderr) == (0, "")
    assert "2026-03-17\tA4\t市教育局\t电话催办\t电话\t联络员答复明日报" in added.stdout
    listed = invoke("event", "list", "--item", "A1", "--today", "2026-03-18", ledger)
    assert "2026-03-02\tA1\t市教育局\t交办" in listed.stdout
    assert "联络员答复明日报" in listed.stdout
    events = json.loads(invoke("event", "list", "--item", "A1", "--json", ledger).stdout)["events"]
    assert events[-1] == {
        "when": "2026-03-17", "item": "A1", "unit": "市教育局", "step": "电话催办", "via": "电话", "what": "联络员答复明日报", "by": "",
        "source": "event",
    }  # fmt: skip


def test_refused_in_one_sentence(invoke: Callable[..., Any], ledger: str, tmp_path: Path) -> None:
    """Exit status 2, nothing changed."""
    before = (tmp_path / ledger).read_bytes()
    result = invoke("event", "add", "--item", "A1", "--step", "签收", "--unit", "市水利局", "--today", "2026-03-18", ledger)
    assert (result.exit_code, result.stdout) == (2, "")
    assert "不是A1的承办单位" in result.stderr
    assert (tmp_path / ledger).read_bytes() == before


def test_daily_tells_what_became_of_the_rows(invoke: Callable[..., Any], ledger: str, tmp_path: Path) -> None:
    """Changed cells and rows that vanished, in words."""
    path = tmp_path / ledger
    type_cells(path, "督查台账", {"J3": "已完工", **{f"{letter}6": None for letter in "ABCDEFGHIJKL"}})
    shown = invoke("daily", "--today", "2026-03-19", ledger).stdout
    assert "自上次运行以来，台账修改1处，已记入变更历史。" in shown
    assert "A4\t台账中不见了" in shown
