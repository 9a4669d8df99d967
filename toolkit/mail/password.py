"""The password of a mailbox: from the environment, or from the system's own store (keyring); never from a file, never logged."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.domain.errors import SetupError


def variable(purpose: str) -> str:
    """The environment variable of a purpose: DUBAN_SMTP_PASSWORD."""
    return f"DUBAN_{purpose.upper()}_PASSWORD"


def keep_password(purpose: str, user: str, secret: str) -> None:
    """Puts a password into the system's own store. Raises SetupError where this machine has none, with the other way."""
    import keyring
    from keyring.errors import KeyringError

    try:
        keyring.set_password(f"duban-{purpose}", user, secret)
    except (KeyringError, OSError, RuntimeError) as problem:
        raise SetupError(
            f"这台电脑没有可用的系统密码库，密码没有保存：请设置环境变量 {variable(purpose)}，不要写进文件"
        ) from problem


def mailbox_password(purpose: str, user: str, environment: Mapping[str, str]) -> str:
    """The password of user for a purpose, "smtp" or "imap": DUBAN_SMTP_PASSWORD, else the keyring entry (duban-smtp, user).

    Raises SetupError where there is neither.
    """
    name, service = variable(purpose), f"duban-{purpose}"
    if name in environment:
        return environment[name]
    import keyring  # late: it looks for the system's stores when it is imported
    from keyring.errors import KeyringError

    try:
        found = keyring.get_password(service, user)
    except (KeyringError, OSError):
        found = None
    if found is None:
        raise SetupError(
            f"没有找到邮箱“{user}”的密码：请运行 keyring set {service} {user} 存入系统的密码库，或设置环境变量 {name}；"
            "不要把密码写进文件"
        )
    return found
