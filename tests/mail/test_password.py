"""Where a mailbox's password comes from."""

from __future__ import annotations

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

from toolkit.domain.errors import SetupError
from toolkit.mail.password import mailbox_password


class Store(KeyringBackend):
    """A store of the system's kind."""

    priority = 1
    locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.locked:
            raise KeyringLocked("locked")
        return {("duban-smtp", "duban@office.example"): "from the store"}.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError

    def delete_password(self, service: str, username: str) -> None:
        raise NotImplementedError


@pytest.fixture(autouse=True)
def store(monkeypatch: pytest.MonkeyPatch) -> Store:
    made: Store = Store()  # type: ignore[no-untyped-call]  # the library's
    monkeypatch.setattr(keyring.core, "_keyring_backend", made)
    return made


def test_environment_first_then_the_store() -> None:
    """The variable wins, each purpose has its own, an empty one counts."""
    environment = {"DUBAN_SMTP_PASSWORD": "from the environment", "DUBAN_IMAP_PASSWORD": ""}
    assert mailbox_password("smtp", "duban@office.example", environment) == "from the environment"
    assert mailbox_password("imap", "duban@office.example", environment) == ""
    assert mailbox_password("smtp", "duban@office.example", {}) == "from the store"


@pytest.mark.parametrize("locked", [False, True])
def test_nowhere(store: Store, locked: bool) -> None:
    """One sentence with both ways to give it; nobody is asked on the screen."""
    store.locked = locked
    with pytest.raises(SetupError, match=r"keyring set duban-smtp other@office.example.*DUBAN_SMTP_PASSWORD"):
        mailbox_password("smtp", "other@office.example", {})
