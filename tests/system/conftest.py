"""One LibreOffice, one mailbox for all system tests of a run; without them they skip and say why, except in CI: that is a failure."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

from tests.support import imap, office


def _running() -> Iterator[office.Office]:
    reason = office.missing()
    if reason:
        if os.environ.get("CI"):
            pytest.fail(f"system tests must run in CI: {reason}")
        pytest.skip(reason)
    with office.running() as running:
        yield running


@pytest.fixture(scope="session")
def libreoffice() -> Iterator[office.Office]:
    """The one that most tests share."""
    yield from _running()


@pytest.fixture
def own_libreoffice() -> Iterator[office.Office]:
    """One for a single test: macros may leave a LibreOffice locked up, and the next test must not hang with it."""
    yield from _running()


@pytest.fixture(scope="module")
def screen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[office.Office]:
    """A LibreOffice with its window on a screen of its own."""
    missing = [name for name in ("Xvfb", "xdotool") if shutil.which(name) is None]
    if missing:
        if os.environ.get("CI"):
            pytest.fail(f"system tests must run in CI: {missing}")
        pytest.skip(f"{'、'.join(missing)} not installed")
    with office.virtual_screen(tmp_path_factory.mktemp("x"), "1920x1080x24") as display, office.running(display) as running:
        yield running


@pytest.fixture(scope="session")
def mail_server() -> Iterator[imap.Mailbox]:
    """One Dovecot for all system tests of a run, with the office's mailbox."""
    reason = imap.missing()
    if reason:
        if os.environ.get("CI"):
            pytest.fail(f"system tests must run in CI: {reason}")
        pytest.skip(reason)
    with imap.running() as server:
        yield server


@pytest.fixture
def mailbox(mail_server: imap.Mailbox) -> imap.Mailbox:
    """The mailbox without the mails of other tests."""
    for part in ("new", "cur"):
        for path in (mail_server.root / "mail" / imap.USER / part).iterdir():
            path.unlink()
    return mail_server
