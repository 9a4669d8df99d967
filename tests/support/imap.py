"""A real IMAP server for tests: Dovecot with a throwaway configuration and a self-made certificate, on high ports."""

from __future__ import annotations

import imaplib
import os
import shutil
import socket
import ssl
import subprocess
import tempfile
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

USER, PASSWORD = "duban@office.example", "made-up-word-1"
HOST = "localhost"
_CONFIG = """
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/log
protocols = imap
listen = 127.0.0.1
ssl = required
ssl_cert = <{root}/cert.pem
ssl_key = <{root}/key.pem
disable_plaintext_auth = yes
auth_mechanisms = plain login
default_internal_user = {internal}
default_internal_group = {internal_group}
default_login_user = {login}
mail_location = maildir:{root}/mail/%u
first_valid_uid = 1
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={uid} gid={gid} home={root}/mail/%u
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {plain}
  }}
  inet_listener imaps {{
    port = {port}
    ssl = yes
  }}
}}
service anvil {{
  chroot =
}}
"""


@dataclass(frozen=True)
class Mailbox:
    """A running server. port: TLS from the first byte; starttls: the other; ca_file: the certificate that signs itself."""

    root: Path
    port: int
    starttls: int
    ca_file: Path

    def deliver(self, raw: bytes) -> None:
        """Puts a mail into the INBOX as a delivery agent would."""
        folder = self.root / "mail" / USER
        name = f"{time.time_ns()}.{uuid.uuid4().hex[:8]}.test"
        (folder / "tmp" / name).write_bytes(raw.replace(b"\r\n", b"\n"))
        (folder / "tmp" / name).chmod(0o666)
        (folder / "tmp" / name).rename(folder / "new" / name)

    def flags(self) -> list[str]:
        """What stands in the mailbox, by the Maildir names: nothing is read, nothing is gone."""
        folder = self.root / "mail" / USER
        return sorted(path.name.partition(":2,")[2] for part in ("new", "cur") for path in (folder / part).iterdir())


def missing() -> str:
    """Why Dovecot cannot be run here, "" where it can."""
    if not _program("dovecot"):
        return "Dovecot (dovecot-imapd) is not installed"
    return "" if shutil.which("openssl") else "openssl is not installed"


def _program(name: str) -> str | None:
    return shutil.which(name, path=f"{os.environ.get('PATH', '')}:/usr/sbin")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextmanager
def running() -> Iterator[Mailbox]:
    """Dovecot in the foreground, stopped at the end by its own process.

    It lies in a folder of its own: as root it reads mail as another user, who must pass through every folder above, and
    pytest closes its own to other users whenever another run of it begins.
    """
    with tempfile.TemporaryDirectory(prefix="duban-imap-") as folder:
        root = Path(folder)
        root.chmod(0o711)
        ports = _free_port(), _free_port()
        _lay_out(root, *ports)
        command = [str(_program("dovecot")), "-F", "-c", str(root / "dovecot.conf")]
        server = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
        try:
            mailbox = Mailbox(root, *ports, root / "cert.pem")
            _wait_for_login(mailbox, server)
            yield mailbox
        finally:
            server.terminate()
            with suppress(subprocess.TimeoutExpired):
                server.wait(15)
            if server.poll() is None:
                server.kill()
                server.wait()
            if server.stdout:
                server.stdout.close()


def _lay_out(root: Path, port: int, plain: int) -> None:
    """Certificate, configuration and an empty mailbox."""
    import pwd  # not on Windows, where this file is only looked at

    subprocess.run(
        [
            "openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", f"/CN={HOST}",
            "-addext", f"subjectAltName=DNS:{HOST}", "-keyout", str(root / "key.pem"), "-out", str(root / "cert.pem"),
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    me, superuser = pwd.getpwuid(os.getuid()), os.getuid() == 0
    owner = pwd.getpwnam("nobody") if superuser else me
    internal, login = ("dovecot", "dovenull") if superuser else (me.pw_name, me.pw_name)
    group = "dovecot" if superuser else _group(me.pw_gid)
    (root / "dovecot.conf").write_text(
        _CONFIG.format(
            root=root, internal=internal, internal_group=group, login=login, uid=owner.pw_uid, gid=owner.pw_gid,
            password=PASSWORD, port=port, plain=plain,
        ),
        "utf-8",
    )  # fmt: skip
    for part in ("new", "cur", "tmp"):
        (root / "mail" / USER / part).mkdir(parents=True)
    for path in (root / "mail", *(root / "mail").rglob("*")):
        path.chmod(0o777)


def _wait_for_login(mailbox: Mailbox, server: subprocess.Popen[bytes]) -> None:
    """Until a person could read the mailbox: a port that listens is not enough. Raises RuntimeError with Dovecot's own words."""
    context, trouble = ssl.create_default_context(cafile=mailbox.ca_file), "no answer"
    for _ in range(150):
        if server.poll() is not None:
            raise RuntimeError(f"Dovecot did not start: {server.stdout.read() if server.stdout else b''!r}")
        try:
            with imaplib.IMAP4_SSL(HOST, mailbox.port, ssl_context=context, timeout=10) as box:
                box.login(USER, PASSWORD)
                if box.select("INBOX", readonly=True)[0] == "OK":
                    return
        except (OSError, imaplib.IMAP4.error) as problem:
            trouble = str(problem)
        time.sleep(0.1)
    log = mailbox.root / "log"
    raise RuntimeError(f"Dovecot lets nobody in ({trouble}): {log.read_text() if log.exists() else 'no log'}")


def _group(number: int) -> str:
    import grp

    return grp.getgrgid(number).gr_name
