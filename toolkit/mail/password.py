"""The password of a mailbox: from the environment, or from the system's own store (keyring); never from a file, never logged."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.domain.errors import SetupError


def mailbox_password(purpose: str, user: str, environment: Mapping[str, str]) -> str:
    """The password of user for a purpose, "smtp" or "imap": DUBAN_SMTP_PASSWORD, else the keyring entry (duban-smtp, user).

    Raises SetupError where there is neither.
    """
    variable, service = f"DUBAN_{purpose.upper()}_PASSWORD", f"duban-{purpose}"
    if variable in environment:
        return environment[variable]
    import keyring  # late: it looks for the system's stores when it is imported
    from keyring.errors import KeyringError

    try:
        found = keyring.get_password(service, user)
    except (KeyringError, OSError):
        found = None
    if found is None:
        raise SetupError(
            f"没有找到邮箱“{user}”的密码：请运行 keyring set {service} {user} 存入系统的密码库，或设置环境变量 {variable}；"
            "不要把密码写进文件"
        )
    return found
