"""setup: answers tested, then written around what the office wrote; nothing on a refused answer; no password anywhere."""

from __future__ import annotations

import tomllib
from datetime import datetime
from pathlib import Path

import keyring
import pytest
from keyring.backend import KeyringBackend

from tests.support.desk import TODAY, snapshot, take, write_ledger
from tests.support.mailserver import PASSWORD, USER, running
from toolkit.domain.errors import LedgerError, SetupError, UsageError
from toolkit.routines import setup
from toolkit.routines.progress import silent
from toolkit.routines.setup import SetupReport
from toolkit.routines.tomlfile import Value
from toolkit.routines.workspace import Workspace

CLOCK = datetime(2026, 3, 18, 8, 30)
SMTP: dict[str, Value] = {"mail.transport": "smtp", "mail.security": "none", "mail.sender": "duban@lyg.example"}


class Store(KeyringBackend):
    """A system's password store in memory; full: one that refuses."""

    priority = 1.0

    def __init__(self, full: bool = False) -> None:
        super().__init__()  # type: ignore[no-untyped-call]
        self.kept: dict[tuple[str, str], str] = {}
        self.full = full

    def get_password(self, service: str, username: str) -> str | None:
        return self.kept.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        if self.full:
            raise keyring.errors.PasswordSetError("no room")
        self.kept[service, username] = password

    def delete_password(self, service: str, username: str) -> None:
        del self.kept[service, username]


@pytest.fixture
def store(monkeypatch: pytest.MonkeyPatch) -> Store:
    """Stands in for the system's store."""
    made = Store()
    monkeypatch.setattr(keyring.core, "_keyring_backend", made)
    monkeypatch.delenv("DUBAN_SMTP_PASSWORD", raising=False)
    return made


def run(folder: Path, values: dict[str, Value], ledger: Path | None = None, **passwords: str) -> SetupReport:
    plan = setup.plan_for(folder, values, ledger)
    return setup.run(plan, passwords=passwords, today=TODAY, clock=CLOCK, progress=silent)


def test_makes_a_workspace_in_an_empty_folder(tmp_path: Path) -> None:
    """With the shipped ledger, and what was answered."""
    report = run(tmp_path, {"office.name": "某市督查室", "office.codes": {"交办单": "某督交"}})
    assert report.exit_status == 0
    workspace = Workspace.find(None, tmp_path)
    assert workspace.config.office.name == "某市督查室"
    assert workspace.config.office.codes["交办单"] == "某督交"
    assert workspace.config.office.codes["催办单"] == "连督催"
    assert workspace.need_ledger().exists()


def test_takes_the_offices_own_ledger(tmp_path: Path) -> None:
    """A new workspace around it: adopted where it lies."""
    (tmp_path / "w").mkdir()
    ledger = write_ledger(tmp_path)
    report = run(tmp_path / "w", {}, ledger)
    assert [check.ok for check in report.checks] == [True]
    assert Workspace.find(None, tmp_path / "w").need_ledger() == ledger
    assert report.adopted is not None
    assert report.adopted.headers["督查事项"] == "督查事项"
    assert run(tmp_path / "w", {}).adopted is None, "only the first time"


def test_keeps_what_the_office_wrote(tmp_path: Path) -> None:
    """Settings that were not asked for, comments, a byte order mark; a second time changes nothing."""
    before = "\ufeff# 本室的话\r\n[mail]\r\nper_run = 50 # 别改\r\n"
    (tmp_path / "duban.toml").write_bytes(before.encode())
    ledger = write_ledger(tmp_path, name="台账.xlsx")
    take(ledger)
    report = run(tmp_path, {"office.name": "督查室"}, ledger)
    text = (tmp_path / "duban.toml").read_bytes().decode()
    assert text.startswith(before.rstrip())
    assert tomllib.loads(text[1:])["ledger"]["path"] == "台账.xlsx"
    assert [each["place"] for each in report.data()["changed"]] == ["office.name", "ledger.path"]  # type: ignore[attr-defined]
    again = snapshot(tmp_path)
    assert run(tmp_path, {"office.name": "督查室"}, ledger).data()["changed"] == []
    assert snapshot(tmp_path) == again


def test_a_first_job_switches_nothing_off(tmp_path: Path) -> None:
    """Without [jobs] the usual ones run; a line added to none keeps them."""
    (tmp_path / "duban.toml").write_text("[ledger]\n", "utf-8")
    run(tmp_path, {"jobs.score": "每年1月10日 9:00"})
    assert [job.name for job in Workspace.find(None, tmp_path).config.jobs] == ["daily", "backup", "score"]


def test_a_job_without_what_it_needs(tmp_path: Path) -> None:
    """Answers cannot be taken in by the clock where no mailbox is named: written all the same, and said."""
    report = run(tmp_path, {"jobs.feedback": "每个工作日 9:00"})
    assert [check.name for check in report.checks if not check.ok] == ["自动收反馈"]


@pytest.mark.parametrize(
    ("values", "error"),
    [
        ({"mail.sender": "没有地址"}, UsageError),
        ({**SMTP, "mail.host": "是"}, UsageError),
        ({"mail.transport": "smtp"}, SetupError),
        ({"mail.security": "tls"}, SetupError),
        ({"mail.port": 70000}, SetupError),
        ({"imap.host": "imap.office.example"}, SetupError),
    ],
)
def test_an_answer_that_cannot_be_used_changes_nothing(tmp_path: Path, values: dict[str, Value], error: type[Exception]) -> None:
    """In an empty folder and in a workspace: nothing is made, nothing is written."""
    with pytest.raises(error):
        run(tmp_path, values)
    assert snapshot(tmp_path) == {}
    run(tmp_path, {})
    before = snapshot(tmp_path)
    with pytest.raises(error):
        run(tmp_path, values)
    assert snapshot(tmp_path) == before


def test_a_ledger_that_cannot_be_opened(tmp_path: Path) -> None:
    """Refused before a workspace is made."""
    (tmp_path / "a.xlsx").write_bytes(b"no workbook")
    for name in ("a.xlsx", "nowhere.xlsx"):
        with pytest.raises(LedgerError):
            run(tmp_path, {}, Path(name))
    assert list(snapshot(tmp_path)) == ["a.xlsx"]


def test_the_password_is_kept_by_the_system_and_tried(tmp_path: Path, store: Store) -> None:
    """Stored under the name by which it is looked for, the login tried, no file and no answer holds it; no mail is sent."""
    with running(login=True) as server:
        values: dict[str, Value] = {**SMTP, "mail.host": "localhost", "mail.port": server.port, "mail.user": USER}
        report = run(tmp_path, values, smtp=PASSWORD)
        assert server.users == [USER]
        assert server.taken == []
    assert report.exit_status == 0, report.checks
    assert store.kept == {("duban-smtp", USER): PASSWORD}
    assert PASSWORD not in str(report.data())
    assert not any(PASSWORD.encode() in content for content in snapshot(tmp_path).values())


def test_without_a_store_the_environment_is_named(tmp_path: Path, store: Store) -> None:
    """The settings are written all the same; exit status 1 says that something is left to do."""
    store.full = True
    report = run(tmp_path, {**SMTP, "mail.host": "localhost", "mail.user": USER}, smtp=PASSWORD)
    assert report.exit_status == 1
    assert any("DUBAN_SMTP_PASSWORD" in check.detail for check in report.checks)
    assert Workspace.find(None, tmp_path).config.mail.transport == "smtp"


def test_a_server_that_does_not_answer(tmp_path: Path) -> None:
    """Written, since an office may set up before it is on the network; the report names it."""
    report = run(tmp_path, {**SMTP, "mail.host": "localhost", "mail.port": 9})
    assert [check.ok for check in report.checks] == [True, False]
