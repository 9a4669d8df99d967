"""duban setup asks: one question a setting, what stands there is offered, an answer that cannot be used is asked again."""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import typer

from toolkit.domain.errors import DubanError
from toolkit.domain.jobs import EXAMPLES, KINDS, OFF, lines_of
from toolkit.routines import setup
from toolkit.routines.config import Config
from toolkit.routines.tomlfile import Value

Test = Callable[[str], object]


def ask_all(start: Path, values: dict[str, Value], ledger: Path | None) -> Path | None:
    """Fills in what no option said. Returns the ledger (None: as it is, or the shipped one)."""
    root, found = setup.known(start)
    config = found or Config()
    say(f"工作区：{root}" + ("" if found else "（还不是工作区，将在这里建立）"))
    if "office.name" not in values and (name := ask("本室名称（印在文书和邮件上；不填则以“设置”表为准）", config.office.name)):
        values["office.name"] = name
    if ledger is None and (found is None or not config.ledger):
        ledger = _ledger(root, config)
    if "office.codes" not in values and yes("要修改各类文书的发文代字吗", False):
        values["office.codes"] = {kind: ask(f"{kind}的代字", code) for kind, code in config.office.codes.items()}
    if "mail.transport" not in values and yes(
        "由邮件服务器真正发信吗（否：只存成文件，不发出本机）", config.mail.transport == "smtp"
    ):
        values["mail.transport"] = "smtp"
    if values.get("mail.transport", config.mail.transport) == "smtp":
        _smtp(values, config)
    if "imap.host" not in values and yes("用邮件收反馈吗", bool(config.imap.host)):
        values["imap.host"] = ask("收信服务器（IMAP）", config.imap.host, setup.try_host)
    if "imap.host" in values and "imap.user" not in values:
        values["imap.user"] = ask("收信用户名", config.imap.user or str(values.get("mail.user", config.mail.user)), needed)
    if not any(place.startswith("jobs.") for place in values):
        _jobs(values, config)
    return ledger


def _ledger(root: Path, config: Config) -> Path | None:
    def usable(text: str) -> object:
        return setup.try_ledger(root / Path(text.strip("\"' ")).expanduser(), root, config) if text else None

    text = ask("台账文件（已有的台账写路径；没有的直接回车，用工具自带的）", "", usable).strip("\"' ")
    return root / Path(text).expanduser() if text else None


def _smtp(values: dict[str, Value], config: Config) -> None:
    mail = config.mail
    for place, question, before, test in (
        ("mail.host", "发信服务器（SMTP），如 smtp.office.example", mail.host, setup.try_host),
        ("mail.security", "加密方式：ssl、starttls 或 none", mail.security, one_of("ssl", "starttls", "none")),
        ("mail.sender", "发件人地址", mail.sender, setup.try_address),
        ("mail.user", "登录用户名（内网免登录的直接回车）", mail.user, anything),
    ):
        if place not in values:
            values[place] = ask(question, before, test)
    if "mail.port" not in values:
        values["mail.port"] = int(ask("端口（0为通常的）", str(mail.port), port))


def _jobs(values: dict[str, Value], config: Config) -> None:
    """One line a job; a job that needs the mailbox is asked for where there is one."""
    said = {name: "；".join(job.said for job in config.jobs if job.name.partition(":")[0] == name) for name in KINDS}
    say("到点自动办的：" + ("；".join(f"{KINDS[name].title} {line}" for name, line in said.items() if line) or "没有"))
    if not yes("要修改自动办的任务和时间吗", False):
        return
    say(f"时间的写法，如：{'　'.join(EXAMPLES)}；不要办的，填“{OFF}”。")
    for name, kind in KINDS.items():
        if name == "feedback" and not (config.imap.host or "imap.host" in values):
            continue
        several = "，几种用分号隔开" if name == "bulletin" else ""
        question = f"{kind.title}（如 {kind.example}{several}）"
        line = ask(question, said[name] or OFF, partial(setup.try_job, name))
        if lines_of(name, line) != lines_of(name, said[name]):
            values[f"jobs.{name}"] = lines_of(name, line) if name == "bulletin" else line


def ask_passwords(config: Config) -> dict[str, str]:
    """Passwords that a login needs and nobody has told yet, typed unseen; {} where none is needed."""
    found: dict[str, str] = {}
    users: Mapping[str, str] = {
        "smtp": config.mail.user if config.mail.transport == "smtp" else "",
        "imap": config.imap.user if config.imap.host else "",
    }
    if any(users.values()) and not at_a_terminal():
        say("密码只在能够隐藏输入的窗口里询问；现在不是，请设置环境变量（见 duban doctor）")
        return {}
    for purpose, user in users.items():
        if not user or setup.told_by_environment(purpose):
            continue
        note = "（不显示；直接回车则不改动）" if setup.has_password(purpose, user) else "（不显示；多数邮箱要填“授权码”）"
        secret = typer.prompt(
            f"“{user}”的{setup.PURPOSES[purpose]}{note}", default="", hide_input=True, show_default=False, err=True
        )
        if secret:
            found[purpose] = secret
    return found


def at_a_terminal() -> bool:
    """Whether what is typed can be hidden."""
    return sys.stdin.isatty()


def ask(question: str, before: str, test: Test | None = None) -> str:
    """One answer; Enter takes what stands in brackets."""
    while True:
        text = str(typer.prompt(question, default=before, show_default=bool(before), prompt_suffix="： ", err=True)).strip()
        try:
            if test is not None:
                test(text)
        except (DubanError, ValueError) as problem:
            say(f"{problem}，请重新填写" if isinstance(problem, ValueError) else str(problem))
            continue
        return text


def yes(question: str, before: bool) -> bool:
    """是 or 否; Enter takes what stands in brackets."""
    usual = "是" if before else "否"
    return ask(f"{question}（是／否）", usual, one_of("是", "否", "y", "n")).lower() in ("是", "y")


def needed(text: str) -> None:
    if not text:
        raise ValueError("这一项不能为空")


def port(text: str) -> None:
    if not (text.isdecimal() and int(text) <= 65535):
        raise ValueError("请填0至65535的整数")


def anything(text: str) -> None:
    """Also nothing."""


def one_of(*choices: str) -> Test:
    def test(text: str) -> None:
        if text.lower() not in choices:
            raise ValueError(f"请填{'、'.join(choices)}中的一个")

    return test


def say(text: str) -> None:
    """To a person, on standard error: standard output is for the answer."""
    typer.echo(text, err=True)
