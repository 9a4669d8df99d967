"""doctor: each fault of a first day is named with its mend, a sound workspace has none, and nothing is written."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest
import trustme

from tests.support.desk import TODAY, snapshot, take, type_addresses, type_cell, write_ledger
from tests.support.mailserver import PASSWORD, USER, running
from toolkit.routines import daily, doctor, doctor_desk, doctor_machine
from toolkit.routines.findings import Check
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

CLOCK = datetime(2099, 3, 18, 8, 30)


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A workspace with an adopted ledger, addresses and a day's run."""
    ledger = write_ledger(tmp_path, name="督查台账.xlsx")
    settings(tmp_path)
    take(ledger)
    type_addresses(ledger)
    daily.run(ledger, Workspace.find(None, tmp_path), today=TODAY, progress=silent)
    return tmp_path


def settings(folder: Path, more: str = "") -> None:
    (folder / "duban.toml").write_text(f"[ledger]\npath = '督查台账.xlsx'\n{more}", "utf-8")


def look(folder: Path, mail: bool = False) -> dict[str, Check]:
    report = doctor.run(None, folder, mail=mail, today=TODAY, clock=CLOCK, progress=silent)
    assert report.exit_status == int(any(not check.ok for check in report.checks))
    assert all(bool(check.mend) != check.ok for check in report.checks), "a mend where, and only where, something is wrong"
    return {check.name: check for check in report.checks}


def test_a_sound_workspace(office: Path) -> None:
    """All is well, and looking has changed no file."""
    before = snapshot(office)
    assert [check for check in look(office).values() if not check.ok] == []
    assert snapshot(office) == before


def test_outside_of_a_workspace(tmp_path: Path) -> None:
    """The machine is looked at all the same, and the way to a workspace is shown."""
    found = look(tmp_path)
    assert found["Python"].ok
    assert "duban setup" in found["工作区"].mend


def test_a_slip_of_the_pen_in_the_settings(office: Path) -> None:
    """The key is named."""
    settings(office, "[mail]\ntransprot = 'smtp'\n")
    assert "transprot" in look(office)["设置文件"].detail


@pytest.mark.parametrize(
    ("spoil", "name", "words"),
    [
        (lambda ledger: ledger.unlink(), "台账", "找不到"),
        (lambda ledger: ledger.write_bytes(b"PK\x03\x04 broken"), "台账", ""),
        (lambda ledger: ledger.with_name(f"~${ledger.name}").write_bytes(b"\x05clerk"), "台账关闭", "clerk"),
        (lambda ledger: type_cell(ledger, "督查台账", "J3", "机密★1年"), "涉密检查", "J3"),
    ],
)
def test_troubles_of_the_ledger(office: Path, spoil: object, name: str, words: str) -> None:
    """Gone, broken, open, marked as secret (the cell is named, its content is not)."""
    spoil(office / "督查台账.xlsx")  # type: ignore[operator]
    found = look(office)
    assert not found[name].ok
    assert words in found[name].detail
    assert not any("机密" in check.detail + check.mend for check in found.values())


def test_not_adopted_and_without_addresses(tmp_path: Path) -> None:
    """A ledger as it came; adopted, but nobody has an address."""
    ledger = write_ledger(tmp_path, name="督查台账.xlsx")
    settings(tmp_path)
    assert "duban adopt" in look(tmp_path)["纳管"].mend
    take(ledger)
    assert not look(tmp_path)["单位邮箱"].ok


def test_templates_are_tried(office: Path) -> None:
    """A name that does not exist, in a mail and in a Word template that an office edited."""
    (office / "mail_templates").mkdir()
    (office / "mail_templates" / "提醒.txt").write_bytes("\ufeff主题：{{ 没有这个 }}\r\n".encode())
    (office / "slip_templates").mkdir()
    (office / "slip_templates" / "催办单.docx").write_bytes(b"no Word file")
    found = look(office)
    assert "没有这个" in found["邮件模板"].detail
    assert "催办单" in found["文书模板"].detail


def test_the_journal(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Broken, or on a network share."""
    (office / ".duban" / "journal.sqlite3").write_bytes(b"no journal at all" * 100)
    assert "损坏" in look(office)["工作日志"].detail
    monkeypatch.setattr(doctor_desk, "is_network_share", lambda folder: True)
    assert "网络共享" in look(office)["工作日志"].detail


def test_a_clock_that_was_never_set_and_a_full_disk(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock before this toolkit was written; a ledger saved in the future; no room left."""
    [clock] = [check for check in doctor_machine.checks(datetime(2001, 1, 1)) if check.name == "系统时间"]
    assert not clock.ok
    monkeypatch.setattr(f"{__name__}.CLOCK", datetime(2025, 6, 1))
    assert not look(office)["台账时间"].ok
    monkeypatch.setattr(doctor_desk, "LEAST_SPACE", 1 << 60)
    assert not look(office)["磁盘空间"].ok


def test_a_missing_part(office: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A package that is not there, and one that does not run here."""
    monkeypatch.setattr(doctor_machine, "_required", lambda: ["no-such-package"])
    monkeypatch.setattr(doctor_machine, "COMPILED", ("no_such_module",))
    assert {"no-such-package", "no_such_module"} <= set(look(office)["组件"].detail.partition("：")[2].split("、"))


def test_one_mail_to_ourselves(office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Only where it is asked for, logged in with the password of the environment, which is shown nowhere."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("DUBAN_SMTP_PASSWORD", PASSWORD)
    with running("ssl", login=True, authority=authority) as server:
        settings(office, smtp(server.port))
        assert look(office)["发信密码"].ok
        assert server.connections == 0
        found = look(office, mail=True)
        assert found["测试邮件"].ok, found["测试邮件"]
        assert [recipients for recipients, _ in server.taken] == [["duban@office.example"]]
    assert not any(PASSWORD in check.detail + check.mend for check in found.values())


def test_a_server_that_does_not_let_us_in(office: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A wrong password, and none at all: named, nothing sent."""
    authority = trustme.CA()
    authority.cert_pem.write_to_path(tmp_path / "ca.pem")
    monkeypatch.setenv("DUBAN_SMTP_PASSWORD", "wrong")
    with running("ssl", login=True, authority=authority) as server:
        settings(office, smtp(server.port))
        assert "密码" in look(office, mail=True)["测试邮件"].detail
        monkeypatch.delenv("DUBAN_SMTP_PASSWORD")
        monkeypatch.setattr("keyring.get_password", lambda service, user: None)
        assert not look(office)["发信密码"].ok
        assert server.taken == []


def test_no_server_to_mail_by(office: Path) -> None:
    """Mails that go into a folder cannot be tried."""
    assert "duban setup" in look(office, mail=True)["测试邮件"].mend


def smtp(port: int) -> str:
    return (
        f'[mail]\ntransport = "smtp"\nhost = "localhost"\nport = {port}\nsecurity = "ssl"\nuser = "{USER}"\n'
        'sender = "duban@office.example"\nca_file = "ca.pem"\n'
    )
