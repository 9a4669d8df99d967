"""Which folder is the workspace of a run, and where its things lie."""

from __future__ import annotations

from pathlib import Path

import pytest

from toolkit.domain.errors import DubanError, SetupError, UsageError
from toolkit.routines import workspace as module
from toolkit.routines.workspace import Workspace, absolute


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A workspace whose duban.toml names a ledger in a folder of its own."""
    root = tmp_path / "督查"
    (root / "台账").mkdir(parents=True)
    (root / "duban.toml").write_text("[ledger]\npath = '台账/a.xlsx'\n", "utf-8")
    return root


def test_inside_a_workspace_the_ledger_is_known(office: Path) -> None:
    """From the folder itself and from folders below it."""
    for start in (office, office / "台账"):
        found = Workspace.find(None, start)
        assert (found.root, found.need_ledger()) == (office, office / "台账" / "a.xlsx")


def test_a_named_ledger_wins(office: Path, tmp_path: Path) -> None:
    """The workspace in which one stands serves for any ledger; a relative path counts from there."""
    found = Workspace.find(Path("../b.xlsx"), office)
    assert (found.root, found.ledger) == (office, tmp_path / "b.xlsx")


def test_a_ledger_inside_a_workspace_finds_it_from_anywhere(office: Path, tmp_path: Path) -> None:
    """A scheduler starts in any folder and names the whole path."""
    found = Workspace.find(office / "台账" / "a.xlsx", tmp_path)
    assert found.root == office


def test_outside_of_a_workspace_the_ledgers_folder_serves(tmp_path: Path) -> None:
    """With default settings, and nothing is made by looking."""
    (tmp_path / "x").mkdir()
    found = Workspace.find(Path("x/b.xlsx"), tmp_path)
    assert (found.root, found.ledger) == (tmp_path / "x", tmp_path / "x" / "b.xlsx")
    assert found.journal_path == tmp_path / "x" / ".duban" / "journal.sqlite3"
    assert not list((tmp_path / "x").iterdir())


def test_neither_ledger_nor_workspace(tmp_path: Path) -> None:
    """A sentence that says what to do."""
    with pytest.raises(UsageError, match="duban init"):
        Workspace.find(None, tmp_path)


def test_a_workspace_that_names_no_ledger(tmp_path: Path) -> None:
    """Fine for the outbox; what needs a ledger says where to name it."""
    (tmp_path / "duban.toml").touch()
    found = Workspace.find(None, tmp_path)
    with pytest.raises(SetupError, match=r"\[ledger\]"):
        found.need_ledger()


def test_where_things_lie(office: Path) -> None:
    """State in .duban, papers and mails where staff see them; one's own templates before the shipped ones."""
    found = Workspace.find(None, office)
    assert {found.journal_path.parent, found.lock_path.parent, found.backup_dir.parent} == {office / ".duban"}
    assert (found.papers_dir, found.mail_folder) == (office / "文书", office / "邮件")
    (shipped,) = found.mail_templates
    (office / "mail_templates").mkdir()
    assert found.mail_templates == (office / "mail_templates", shipped)
    assert len(found.slip_templates) == 1


def test_on_a_network_share_the_journal_stays_on_this_machine(
    office: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """SQLite and locks do not belong on a share; the same share always has the same local folder."""
    monkeypatch.setattr(module, "is_network_share", lambda folder: True)
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path / "state"))
    first, second = Workspace.find(None, office), Workspace.find(None, office / "台账")
    assert first.journal_path == second.journal_path
    assert first.journal_path.is_relative_to(tmp_path / "state")


def test_absolute_paths_keep_links(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A linked ledger is replaced where the link points from a person's view; . and .. go, ~ is the home folder."""
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    (tmp_path / "real").mkdir()
    (tmp_path / "link").symlink_to(tmp_path / "real", target_is_directory=True)
    assert absolute(Path("./x/../link"), tmp_path) == tmp_path / "link"
    assert absolute(Path("~/a.xlsx"), Path("/elsewhere")) == tmp_path / "a.xlsx"


def test_a_broken_duban_toml_stops_everything(office: Path) -> None:
    """Never silently the defaults."""
    (office / "duban.toml").write_text("[ledger", "utf-8")
    with pytest.raises(DubanError, match=r"duban\.toml"):
        Workspace.find(office / "b.xlsx", office)
