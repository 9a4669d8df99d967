"""duban.toml: what belongs to this machine. What an office changes often stands in the ledger's own sheets instead."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, TypeVar

from toolkit.domain.errors import SetupError, os_reason
from toolkit.domain.jobs import KINDS, OFF, default_jobs, read_job, title, twice
from toolkit.domain.papers.kinds import CODES, SLIPS
from toolkit.domain.slots import Job

FILE_NAME = "duban.toml"
T = TypeVar("T")
C = TypeVar("C", bound=str)


@dataclass(frozen=True, slots=True)
class Mail:
    """[mail]: transport "folder" writes .eml files into `folder` and nothing leaves the machine; "smtp" needs host and sender.

    sender: the office's address, shown in a mail; port: 0 for the usual one; user: "" for no login; ca_file: a PEM file, as
    written; per_minute, per_run: how many mails at most (0: no limit). Passwords are never here (see mail/password.py).
    """

    transport: Literal["folder", "smtp"] = "folder"
    folder: str = "邮件"
    sender: str = ""
    host: str = ""
    port: int = 0
    security: Literal["ssl", "starttls", "none"] = "ssl"
    user: str = ""
    ca_file: str = ""
    per_minute: int = 200
    per_run: int = 500


@dataclass(frozen=True, slots=True)
class Office:
    """[office]: name ("" = as 设置 says), 代字 per kind of slip, domains where mail may go (empty: those of 单位通讯录)."""

    name: str = ""
    codes: Mapping[str, str] = field(default_factory=lambda: CODES)
    domains: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Imap:
    """[imap]: the mailbox from which units' answers are taken in; host "" (no such section): nothing is fetched.

    port: 0 for the usual one (993, 143 with starttls); ca_file: as written there ("" = the system's authorities).
    """

    host: str = ""
    port: int = 0
    security: Literal["ssl", "starttls"] = "ssl"
    user: str = ""
    folder: str = "INBOX"
    ca_file: str = ""


@dataclass(frozen=True, slots=True)
class Config:
    """The whole of duban.toml; ledger is the path as written there ("" = not set)."""

    ledger: str = ""
    mail: Mail = Mail()
    office: Office = Office()
    not_secret: tuple[str, ...] = ()
    imap: Imap = Imap()
    jobs: tuple[Job, ...] = field(default_factory=default_jobs)


def read_config(path: Path) -> Config:
    """duban.toml in UTF-8, with or without a byte order mark -> settings; SetupError names the file and the key."""
    try:
        return parse_config(path, path.read_bytes().decode("utf-8-sig"))
    except OSError as problem:
        raise SetupError(f"无法读取“{path}”（{os_reason(problem)}），请检查文件权限") from problem
    except UnicodeDecodeError as problem:
        raise SetupError(f"“{path}”不是UTF-8编码，请用记事本打开，另存为UTF-8后重试") from problem


def parse_config(path: Path, text: str) -> Config:
    """The text that stands, or is to stand, in duban.toml -> settings; SetupError as read_config. path: for its sentences."""
    try:
        table = tomllib.loads(text.removeprefix("\ufeff"))
    except tomllib.TOMLDecodeError as problem:
        raise SetupError(
            f"“{path}”{_place(problem)}书写有误，请改正后重试；文件夹路径请用单引号、中文名称请用双引号括起来"
        ) from problem
    return _Reader(path).config(table)


def _place(problem: tomllib.TOMLDecodeError) -> str:
    """第2行第5列: where in the file, taken from the parser's English sentence."""
    found = re.search(r"at line (\d+), column (\d+)", str(problem))
    return f"第{found[1]}行第{found[2]}列" if found else "末尾"


class _Reader:
    """Checks each key as it takes it, so that a slip of the pen is named with its place."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def config(self, table: Mapping[str, Any]) -> Config:
        self.known("", table, ("ledger", "mail", "imap", "office", "jobs"))
        ledger = self.section(table, "ledger")
        self.known("ledger", ledger, ("path", "not_secret"))
        return Config(
            self.get(ledger, "ledger.path", str, "").strip(),
            self.mail(self.section(table, "mail")),
            self.office(self.section(table, "office")),
            self.texts(ledger, "ledger.not_secret", '["督查台账!C12"]'),
            self.imap(self.section(table, "imap")) if "imap" in table else Imap(),
            self.jobs(self.section(table, "jobs")) if "jobs" in table else default_jobs(),
        )

    def mail(self, table: Mapping[str, Any]) -> Mail:
        if "password" in table:
            raise self.wrong(
                "mail.password", "密码不能写在文件里，请删去这一行；密码存入系统的密码库或环境变量，见使用手册“提醒邮件”"
            )
        self.known("mail", table, Mail.__slots__)
        mail = Mail(
            transport=self.choice(table, "mail.transport", ("folder", "smtp")),
            folder=self.get(table, "mail.folder", str, Mail().folder).strip() or Mail().folder,
            sender=self.get(table, "mail.sender", str, "").strip(),
            host=self.get(table, "mail.host", str, "").strip(),
            port=self.number(table, "mail.port", 0, 65535),
            security=self.choice(table, "mail.security", ("ssl", "starttls", "none")),
            user=self.get(table, "mail.user", str, "").strip(),
            ca_file=self.get(table, "mail.ca_file", str, "").strip(),
            per_minute=self.number(table, "mail.per_minute", Mail().per_minute, 100_000),
            per_run=self.number(table, "mail.per_run", Mail().per_run, 100_000),
        )
        if mail.transport == "smtp":
            if not mail.host:
                raise self.wrong("mail.host", '用SMTP发送须写明邮件服务器，如 host = "smtp.office.example"')
            if not mail.sender:
                raise self.wrong("mail.sender", '用SMTP发送须写明发件人地址，如 sender = "duban@office.example"')
        return mail

    def imap(self, table: Mapping[str, Any]) -> Imap:
        if "password" in table:
            raise self.wrong(
                "imap.password", "密码不能写在文件里，请删去这一行；密码存入系统的密码库或环境变量，见使用手册“收反馈”"
            )
        self.known("imap", table, Imap.__slots__)
        host, user = (self.get(table, f"imap.{name}", str, "").strip() for name in ("host", "user"))
        for name, value, example in (("host", host, "imap.office.example"), ("user", user, "duban@office.example")):
            if not value:
                raise self.wrong(f"imap.{name}", f'收取反馈须写明，如 {name} = "{example}"')
        port = self.get(table, "imap.port", int, 0)
        if not 0 <= port <= 65535:
            raise self.wrong("imap.port", "应为0至65535的整数")
        starttls = self.choice(table, "imap.security", ("ssl", "starttls")) == "starttls"
        folder = self.get(table, "imap.folder", str, "INBOX").strip() or "INBOX"
        ca_file = self.get(table, "imap.ca_file", str, "").strip()
        return Imap(host, port, "starttls" if starttls else "ssl", user, folder, ca_file)

    def office(self, table: Mapping[str, Any]) -> Office:
        self.known("office", table, Office.__slots__)
        codes = self.get(table, "office.codes", dict, {})
        self.known("office.codes", codes, SLIPS)
        for kind in codes:
            if not self.get(codes, f"office.codes.{kind}", str, "").strip():
                raise self.wrong(f"office.codes.{kind}", "代字不能为空")
        domains = self.texts(table, "office.domains", '["lyg.example"]')
        return Office(
            self.get(table, "office.name", str, "").strip(),
            {**CODES, **{kind: code.strip() for kind, code in codes.items()}},
            tuple(domain.strip().lower().lstrip("@") for domain in domains),
        )

    def jobs(self, table: Mapping[str, Any]) -> tuple[Job, ...]:
        """One line a job, or a list of lines for bulletins; see domain/jobs.py for how they are read."""
        self.known("jobs", table, KINDS)
        found: list[Job] = []
        for name, value in table.items():
            lines = value if isinstance(value, list) and name == "bulletin" else [value]
            for line in lines:
                if line == OFF:
                    continue
                job = read_job(name, line) if isinstance(line, str) else None
                if job is None:
                    raise self.wrong(f"jobs.{name}", f"看不懂“{line}”，请照样子写，如 {name} = {self.example(name)}")
                found.append(job)
        if double := twice(found):
            raise self.wrong("jobs", f"“{title(double)}”写了两次，请只留一行；一行可写几个日期或几个时间，用顿号隔开")
        return tuple(sorted(found, key=lambda job: list(KINDS).index(job.name.partition(":")[0])))

    def example(self, name: str) -> str:
        return f'["{KINDS[name].example}"]' if name == "bulletin" else f'"{KINDS[name].example}"'

    def section(self, table: Mapping[str, Any], name: str) -> Mapping[str, Any]:
        found = table.get(name, {})
        if not isinstance(found, dict):
            raise self.wrong(name, f"应写成一节：先写一行 [{name}]，各项设置写在下面")
        return found

    def known(self, place: str, table: Mapping[str, Any], names: Iterable[str]) -> None:
        names = tuple(names)
        for key in table:
            if key not in names:
                from difflib import get_close_matches

                near = get_close_matches(key, names, 1)
                hint = f"，是不是“{near[0]}”" if near else f"，可用的有：{'、'.join(names)}"
                raise self.wrong(f"{place}.{key}" if place else key, f"没有这项设置{hint}")

    def get(self, table: Mapping[str, Any], key: str, kind: type[T], default: T) -> T:
        value = table.get(key.rpartition(".")[2], default)
        if not isinstance(value, kind) or (kind is int and isinstance(value, bool)):
            words = {str: "文字（用引号括起来）", int: "整数", dict: "一节", list: "一组文字（用方括号括起来）"}
            raise self.wrong(key, f"应为{words[kind]}")
        return value

    def texts(self, table: Mapping[str, Any], key: str, example: str) -> tuple[str, ...]:
        """A list of texts, none of them empty."""
        found = self.get(table, key, list, [])
        if not all(isinstance(each, str) and each.strip() for each in found):
            raise self.wrong(key, f"应为一组文字，如 {example}")
        return tuple(each.strip() for each in found)

    def number(self, table: Mapping[str, Any], key: str, default: int, most: int) -> int:
        value = self.get(table, key, int, default)
        if not 0 <= value <= most:
            raise self.wrong(key, f"应为0至{most}的整数")
        return value

    def choice(self, table: Mapping[str, Any], key: str, choices: tuple[C, ...]) -> C:
        """One of the choices; the first is the default."""
        value: str = self.get(table, key, str, str(choices[0])).strip().lower()
        for choice in choices:
            if choice == value:
                return choice
        raise self.wrong(key, f"“{value}”不能用，可填：{'、'.join(choices)}")

    def wrong(self, key: str, what: str) -> SetupError:
        return SetupError(f"“{self.path}”的设置“{key}”：{what}")
