"""Each command calls its routine with what was typed, and shows its report."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from typer.testing import CliRunner

from toolkit.domain.errors import LedgerBusy
from toolkit.domain.papers.bulletin import Head
from toolkit.domain.papers.compose import BulletinOrder
from toolkit.entry.cli import app

DAY = date(2026, 3, 5)
NOTICE = {"unit": "市教育局", "to": "a@edu.example", "cc": ["b@edu.example"], "items": ["A1", "A2"], "state": "queued"}
DIGEST = {"kind": "处室摘要", "name": "综合五处", "to": "zh5@lyg.example", "cc": [], "items": ["A1"], "state": "sent"}
DAILY = {
    "items": 3,
    "findings": {"error": 1, "warning": 2, "hint": 0},
    "lights": {"红": 1, "黄": 1, "绿": 1, "灰": 0, "无": 0},
    "slips": [{"kind": "催办单", "item": "A1", "reason": "超期3天"}],
    "notices": [NOTICE],
    "written": True,
    "deferred": None,
}
FINDING = {
    "sheet": "督查台账", "row": 7, "column": "F", "field": "完成时限", "rule": "时限写法", "level": "error", "message": "“30内办结”缺少单位",
    "value": "30内办结", "count": 1,
}  # fmt: skip
ADOPTED = {
    "sheet": "Sheet1", "header_rows": [2, 3], "columns": {"督查事项": "B"}, "unmapped": ["支撑项目"], "own_columns": {"灯": "K"}, "items": 18,
    "warnings": ["K列右侧有图片"],
}  # fmt: skip
ITEM = {
    "sheet": "督查台账", "row": 5, "id": "A1", "status": "在办", "light": "红", "current": "2026-03-02",
    "deadlines": [{"kind": "反馈", "due": "2026-03-02", "basis": "依据五(五)"}],
}  # fmt: skip
SLIP = {"kind": "交办单", "number": None, "items": ["A1"], "unit": "市教育局", "path": "文书/a.docx"}


@dataclass(frozen=True)
class Answer:
    """A report as routines return it."""

    values: dict[str, object]
    exit_status: int = 0

    def data(self) -> dict[str, object]:
        return self.values


@pytest.fixture
def invoke(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[..., Any]:
    """Runs a command line in an empty folder."""
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(app, [*words])


class Routine:
    """Stands in for one routine and keeps how it was called."""

    def __init__(
        self, monkeypatch: pytest.MonkeyPatch, name: str, answer: Mapping[str, Any] | Exception, status: int = 0
    ) -> None:
        self.place: tuple[Any, ...] = ()
        self.words: dict[str, Any] = {}
        self.answer, self.status = answer, status
        monkeypatch.setitem(sys.modules, f"toolkit.routines.{name}", SimpleNamespace(run=self.run))

    def run(self, *place: Any, **words: Any) -> Answer:
        assert callable(words.pop("progress"))
        self.place, self.words = place, words
        if isinstance(self.answer, Exception):
            raise self.answer
        return Answer(dict(self.answer), self.status)


BULLETIN: dict[str, Any] = {
    "kind": "政务督查", "path": "/x/a.docx", "pdf": "/x/a.pdf", "eml": None, "warnings": ["没有字体"],
    "figures": {"as_of": "2026-03-05", "total": 3, "closed": 1, "open": 2, "overdue": 1},
}  # fmt: skip
SCORES: dict[str, Any] = {
    "year": 2026, "path": "/x/a.xlsx", "look_back": [{"item": "A1"}],
    "units": [{"unit": "市教育局", "score": 14.0, "items": 2, "points": {"按时办结": 15.0, "催办": -1.0}, "marks": []}],
}  # fmt: skip
LEDGER_COMMANDS: list[tuple[str, list[str], dict[str, Any], Mapping[str, Any], list[str]]] = [
    (
        "adopt",
        ["--sheet", "S", "--header-rows", "2-3", "--map", "完成时限=F,备注=K", "--map", "领导=C", "--dry-run"],
        {"sheet": "S", "header_rows": (2, 3), "mapping": {"完成时限": "F", "备注": "K", "领导": "C"}, "dry_run": True},
        ADOPTED,
        ["“Sheet1”", "第2至3行", "18个事项", "督查事项\tB", "支撑项目", "灯（K）", "注意：K列右侧有图片"],
    ),
    (
        "adopt",
        [],
        {"sheet": None, "header_rows": None, "mapping": {}, "dry_run": False},
        {**ADOPTED, "written": True},
        ["已纳管", "单位通讯录"],
    ),
    ("adopt", ["--dry-run"], {"sheet": None, "header_rows": None, "mapping": {}, "dry_run": True}, ADOPTED, ["台账没有改动"]),
    ("release", [], {}, {"removed": ["列 灯"], "saved": "/x/保存.json"}, ["列 灯", "/x/保存.json"]),
    ("check", [], {"write": True}, {"items": 3, "findings": [FINDING]}, ["校验3个事项，错误1处", "错误\t督查台账!F7\t时限写法\t“30内办结”缺少单位"]),
    ("check", ["--no-write"], {"write": False}, {"items": 3, "findings": []}, ["没有发现问题"]),
    ("deadlines", [], {"write": True}, {"items": [ITEM]}, ["红1、黄0", "红\tA1\t在办\t2026-03-02\t依据五(五)"]),
    ("daily", [], {}, DAILY, ["红1、黄1、绿1、灰0、无0", "错误1处、提醒2处", "催办单\tA1\t超期3天", "市教育局\ta@edu.example\tb@edu.example\tA1、A2\t待发送"]),
    ("daily", [], {}, {**DAILY, "written": False, "deferred": "台账正在Excel中打开"}, ["台账尚未写入：台账正在Excel中打开"]),
    (
        "slip",
        ["--kind", "政务督查交办单", "--item", "A1,A2", "--item", "A3", "--issue", "--per-unit", "--issuer", "某某"],
        {"kind": "交办单", "items": ["A1", "A2", "A3"], "issue": True, "per_unit": True, "issuer": "某某", "new_date": None, "pdf": False, "again": False},
        {"slips": [SLIP]},
        ["交办单\t（草稿）\tA1\t市教育局\t文书/a.docx", "加 --issue 签发"],
    ),
    (
        "slip",
        ["--kind", "告诫单", "--item", "A1"],
        {"kind": "告诫单", "items": ["A1"], "issue": False, "per_unit": False, "issuer": None, "new_date": None, "pdf": False, "again": False},
        {"slips": [{**SLIP, "kind": "告诫单", "number": "连督诫〔2026〕1号"}], "warnings": ["A1未发过催办单"]},
        ["注意：A1未发过催办单", "由人确定：请用 Word"],
    ),
    (
        "slip",
        ["--kind", "催办单", "--item", "A1", "--new-date", "2026-6-5", "--pdf"],
        {"kind": "催办单", "items": ["A1"], "issue": False, "per_unit": False, "issuer": None, "new_date": date(2026, 6, 5), "pdf": True, "again": False},
        {"slips": [{**SLIP, "kind": "催办单", "new_date": "2026-06-05"}]},
        ["催办单\t（草稿）"],
    ),
    (
        "bulletin",
        ["--kind", "周例会清单", "--from", "2026-3-2", "--to", "2026-03-08", "--pdf"],
        {"order": BulletinOrder("周例会", date(2026, 3, 2), date(2026, 3, 8)), "pdf": True, "eml": False},
        BULLETIN,
        ["政务督查已编好（截至2026-03-05，共3件、已销号1件、在办2件、超期1件）", "  /x/a.docx", "  /x/a.pdf", "注意：没有字体", "台账没有改动"],
    ),
    (
        "bulletin",
        ["--kind", "《政务督查》", "--number", "3", "--running", " 47", "--issuer", "张某某", "--eml"],
        {"order": BulletinOrder("政务督查", head=Head("3", "47", "张某某")), "pdf": False, "eml": True},
        {**BULLETIN, "pdf": None, "eml": "/x/a.eml", "warnings": []},
        ["  /x/a.docx"],
    ),
    (
        "form",
        ["--kind", "延期申请表", "--item", "A1", "--pdf"],
        {"kind": "延期申请", "items": ["A1"], "pdf": True},
        {"forms": [{"kind": "延期申请", "item": "A1", "unit": "市教育局", "path": "/x/a.docx", "pdf": None}], "warnings": ["没有装"]},
        ["延期申请\tA1\t市教育局\t/x/a.docx", "注意：没有装", "登记“延期申请”"],
    ),
    (
        "archive",
        ["--item", "A1,A2"],
        {"items": ["A1", "A2"]},
        {"paths": ["/x/A1", "/x/A1.zip"], "archives": [{"item": "A1", "files": 3, "added": ["a", "b"], "folder": "/x/A1"}], "warnings": ["页数留空"]},
        ["A1\t3\t2\t/x/A1", "注意：页数留空", "台账没有改动"],
    ),
    (
        "assess",
        ["--year", "2026年", "--facts"],
        {"year": 2026, "facts": True},
        SCORES,
        ["2026年度1个单位的得分表：/x/a.xlsx", "市教育局\t2\t15\t-1\t14", "“回头看”的事项1件", "台账没有改动"],
    ),
    ("assess", ["--year", "2025"], {"year": 2025, "facts": False}, {**SCORES, "units": [], "look_back": []}, ["0个单位"]),
    ("remind", [], {"send": False, "limit": None}, {"notices": []}, ["没有需要提醒"]),
    ("remind", [], {"send": False, "limit": None}, {"notices": [{**NOTICE, "state": "proposed"}]}, ["拟发送", "没有发送"]),
    (
        "remind",
        ["--send"],
        {"send": True, "limit": None},
        {"notices": [], "digests": [DIGEST], "sending": True, "sent": 1, "folder": None, "mail_trouble": "连不上邮件服务器"},
        ["处室摘要\t综合五处\tzh5@lyg.example\t\t已发送", "邮件没有发完：连不上邮件服务器", "本次发出1封。"],
    ),
    ("remind", ["--send", "--limit", "3"], {"send": True, "limit": 3}, {"notices": [NOTICE]}, ["提醒1封（待发送1）", "“待发送”的还没有发出"]),
    (
        "remind",
        ["--send"],
        {"send": True, "limit": None},
        {"notices": [{**NOTICE, "state": "sent"}, {**NOTICE, "state": "no_address"}], "sent": 1, "folder": "/x/邮件"},
        ["提醒2封（已发送1、无邮箱1）", "“无邮箱”的发不出去", "本次发出1封", "/x/邮件", "没有发出本机"],
    ),
    (
        "remind",
        ["--send"],
        {"send": True, "limit": None},
        {"notices": [{**NOTICE, "state": "sent"}], "sent": 0, "folder": "/x/邮件"},
        ["没有新发出的邮件"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("name", "options", "words", "answer", "shown"), LEDGER_COMMANDS)
def test_ledger_commands(
    name: str, options: list[str], words: dict[str, Any], answer: Mapping[str, Any], shown: list[str],
    invoke: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path,
) -> None:  # fmt: skip
    """Options become the routine's keywords; the report is shown, or printed whole by --json; its status is the exit status."""
    routine = Routine(monkeypatch, name, answer, status=1)
    result = invoke(name, *options, "--today", "2026-03-05", "台账.xlsx")
    assert result.exit_code == 1, result.output
    ledger, workspace = routine.place
    assert ledger == workspace.ledger == tmp_path / "台账.xlsx"
    assert workspace.root == tmp_path
    assert routine.words == {**words, "today": DAY}
    for text in shown:
        assert text in result.stdout
    as_json = invoke(name, *options, "--json", "台账.xlsx")
    assert json.loads(as_json.stdout) == answer


def test_demo(invoke: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder, and what to open."""
    routine = Routine(
        monkeypatch, "demo", {"workspace": "/x/演示", "daily": DAILY, "slips": [SLIP], "open": ["/x/演示/督查台账.xlsx"]}
    )
    result = invoke("demo", "演示", "--today", "2026-03-05")
    assert routine.place == (Path("演示"),)
    assert routine.words == {"today": DAY}
    assert "/x/演示" in result.stdout
    assert "  /x/演示/督查台账.xlsx" in result.stdout
    invoke("demo")
    assert routine.place == (Path("duban-demo"),)


def test_init(invoke: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder, and the ledger that the office has."""
    routine = Routine(monkeypatch, "init", {"workspace": "/x/督查", "ledger": "/x/督查/督查台账.xlsx"})
    result = invoke("init", "督查", "--ledger", "旧.xlsx", "--today", "2026-03-05")
    assert routine.place == (Path("督查"),)
    assert routine.words == {"ledger": Path("旧.xlsx"), "today": DAY}
    assert "/x/督查/督查台账.xlsx" in result.stdout
    assert "表头在" not in result.stdout
    routine.answer = {"workspace": "/x/督查", "ledger": "/x/旧.xlsx", "adopted": ADOPTED}
    assert "督查事项\tB" in invoke("init", "督查", "--ledger", "旧.xlsx").stdout


def test_long_tables_are_cut_for_people_only(invoke: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """A thousand findings do not flood a screen; --json has them all."""
    Routine(monkeypatch, "check", {"items": 3, "findings": [FINDING] * 1000})
    assert "其余940行略" in invoke("check", "a.xlsx").stdout
    assert len(json.loads(invoke("check", "a.xlsx", "--json").stdout)["findings"]) == 1000


def test_a_ledger_may_be_left_out_inside_a_workspace(
    invoke: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """duban.toml names it."""
    (tmp_path / "duban.toml").write_text("[ledger]\npath = '台账/a.xlsx'\n", "utf-8")
    routine = Routine(monkeypatch, "daily", DAILY)
    assert invoke("daily").exit_code == 0
    assert routine.place[0] == tmp_path / "台账" / "a.xlsx"


def test_what_a_routine_refuses_is_one_sentence(invoke: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """A DubanError goes to standard error as it is, exit status 2, nothing on standard output."""
    Routine(monkeypatch, "daily", LedgerBusy("台账正在Excel中打开，请先保存并关闭"))
    result = invoke("daily", "a.xlsx", "--json")
    assert (result.exit_code, result.stdout, result.stderr) == (2, "", "台账正在Excel中打开，请先保存并关闭\n")


def test_an_unexpected_failure_is_one_sentence_too(
    invoke: Callable[..., Any], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The sentence says where the details lie; the exception's own words, which may quote a cell, stay out of the log."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "home"))
    monkeypatch.setenv("APPDATA", str(tmp_path / "home"))
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    Routine(monkeypatch, "daily", ValueError("某人的电话"))
    result = invoke("daily", "a.xlsx")
    assert result.exit_code == 2
    assert "Traceback" not in result.stderr
    (log,) = (tmp_path / "home").rglob("errors.log")
    assert str(log) in result.stderr
    assert "ValueError" in log.read_text("utf-8")
    assert "test_cli.py" in log.read_text("utf-8")
    assert "某人的电话" not in log.read_text("utf-8") + result.stderr


def test_ctrl_c_is_quiet(invoke: Callable[..., Any], monkeypatch: pytest.MonkeyPatch) -> None:
    """One word and the usual exit status."""

    def stop(*_: Any, **__: Any) -> Answer:
        raise KeyboardInterrupt

    monkeypatch.setitem(sys.modules, "toolkit.routines.daily", SimpleNamespace(run=stop))
    result = invoke("daily", "a.xlsx")
    assert (result.exit_code, result.stderr) == (130, "已中断\n")


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (["chek"], "没有命令“chek”，是不是“check”"),
        (["outbox", "lst"], "没有命令“lst”，是不是“list”"),
        (["check", "--jsn", "a.xlsx"], "没有选项“--jsn”，是不是“--json”；用法见 duban check --help"),
        (["check", "a.xlsx", "b.xlsx"], "多出了参数“b.xlsx”"),
        (["slip", "a.xlsx"], "缺少“--kind”"),
        (["slip", "--kind", "交办单", "a.xlsx"], "请用 --item 写明事项编号"),
        (["slip", "--kind", "通报", "--item", "A1", "a.xlsx"], "督办通知、交办单、催办单、告诫单"),
        (["init"], "缺少“文件夹”"),
        (["check", "a.xlsx", "--today"], "选项“--today”后面缺少值"),
        (["check", "a.xlsx", "--json=1"], "选项“--json”不能带值"),
        (["check", "a.xlsx", "--today", "明天"], "--today 的日期“明天”不能用"),
        (["explain", "x", "--from", "2026-02-30"], "--from 的日期“2026-02-30”不能用"),
        (["remind", "--limit", "0", "a.xlsx"], "--limit"),
        (["adopt", "--header-rows", "x", "a.xlsx"], "--header-rows"),
        (["adopt", "--map", "x", "a.xlsx"], "--map"),
        (["daily"], "没有指明台账"),
        (["event", "add", "--item", "A1", "a.xlsx"], "缺少“--step”"),
        (["event", "add", "--step", "签收", "a.xlsx"], "请用 --item 写明事项编号"),
        (["event", "add", "--item", "A1", "--step", "签收", "--on", "2026-02-30", "a.xlsx"], "--on 的日期“2026-02-30”不能用"),
        (["event", "list", "a.xlsx"], "请用 --item 写明事项编号"),
    ],
)
def test_arguments_that_make_no_sense(words: list[str], sentence: str, invoke: Callable[..., Any], tmp_path: Path) -> None:
    """Exit status 2, one Chinese sentence that says what to do, no traceback, and nothing changed."""
    result = invoke(*words)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1
    assert result.stdout == ""
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    "words",
    [[], ["--help"], ["outbox"], ["outbox", "settle", "--help"], ["slip", "--help"], ["event"], ["event", "add", "--help"]],
)
def test_help_is_chinese(words: list[str], invoke: Callable[..., Any]) -> None:
    """Help is for staff: no English headings, exit status 0."""
    result = invoke(*words)
    assert result.exit_code == 0
    assert result.stdout.startswith("用法：duban")
    assert not any(word in result.stdout for word in ("Usage", "Options", "Commands", "Arguments", "Show this"))


def test_help_begins_with_the_beginning(invoke: Callable[..., Any]) -> None:
    """A person's first page lists what one does first at the top."""
    shown = invoke("--help").stdout
    panels = [shown.index(f"{title}：\n") for title in ("开始", "日常", "台账之间", "查看")]
    assert panels == sorted(panels)
    assert shown.index("  check ") < shown.index("  daily ") < shown.index("  remind ") < shown.index("  slip ")
