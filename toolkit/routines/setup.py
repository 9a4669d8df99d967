"""duban setup: the first settings, tested, written into duban.toml around what the office wrote there."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from toolkit.domain.errors import LedgerError, SetupError, UsageError
from toolkit.domain.jobs import DEFAULTS, KINDS, lines_of, read_job
from toolkit.mail.message import BadAddress, read_address
from toolkit.mail.password import keep_password, mailbox_password, variable
from toolkit.routines import doctor_clock, doctor_mail, init, scheduling
from toolkit.routines.adopt import AdoptReport
from toolkit.routines.config import FILE_NAME, Config, parse_config, read_config
from toolkit.routines.findings import Check
from toolkit.routines.opening import read_book
from toolkit.routines.progress import Progress, silent
from toolkit.routines.tomlfile import Value, parsed, read_text, with_values, write_text
from toolkit.routines.workspace import Workspace, absolute

PURPOSES = {"smtp": "发信密码", "imap": "收信密码"}


@dataclass(frozen=True, slots=True)
class Plan:
    """What is to be written: the workspace's folder, whether it must be made, the ledger (None: as it is, or the shipped one),
    each setting's place (mail.host) with its value before and after, and the settings that will then hold."""

    root: Path
    new: bool
    ledger: Path | None
    changes: Mapping[str, tuple[Value | None, Value]]
    config: Config


@dataclass(frozen=True, slots=True)
class SetupReport:
    """What was changed, and how the answers stood the test; exit status 1 where one did not."""

    plan: Plan
    checks: tuple[Check, ...]
    adopted: AdoptReport | None = None
    """How the office's own ledger was understood, where it was taken over just now."""

    @property
    def exit_status(self) -> int:
        return int(any(not check.ok for check in self.checks))

    def data(self) -> dict[str, object]:
        return {
            "workspace": str(self.plan.root), "file": str(self.plan.root / FILE_NAME), "made": self.plan.new,
            "changed": changed(self.plan), "checks": [check.data() for check in self.checks],
            "adopted": self.adopted.data() if self.adopted else None,
        }  # fmt: skip


def changed(plan: Plan) -> list[dict[str, object]]:
    """Each setting that is to change: its place in duban.toml, before, after."""
    return [{"place": place, "before": before, "after": after} for place, (before, after) in plan.changes.items()]


def known(start: Path) -> tuple[Path, Config | None]:
    """The workspace around a folder and its settings; the folder itself and None where there is none. Raises SetupError."""
    for folder in (absolute(start), *absolute(start).parents):
        if (folder / FILE_NAME).is_file():
            return folder, read_config(folder / FILE_NAME)
    return absolute(start), None


def plan_for(start: Path, values: Mapping[str, Value], ledger: Path | None) -> Plan:
    """What these answers would change; each is tested as far as it can be without the network. Nothing is written.

    values: place in duban.toml -> value; office.codes holds only the kinds that change. Raises UsageError, SetupError for a
    value that cannot be used, LedgerError for a ledger that cannot be opened.
    """
    root, config = known(start)
    for place, value in values.items():
        if test := TESTS.get(place):
            test(str(value))
    given = absolute(ledger, start) if ledger else None
    if given:
        try_ledger(given, root, config or Config())
    wanted = dict(values)
    if isinstance(codes := wanted.get("office.codes"), dict):
        wanted["office.codes"] = {**(config or Config()).office.codes, **codes}
    if given and config is not None:
        wanted["ledger.path"] = str(given.relative_to(root) if given.is_relative_to(root) else given)
    text = read_text(root / FILE_NAME) if config is not None else init.settings_text("")
    jobs = job_lines(text)
    if jobs is None and any(
        place.startswith("jobs.") for place in wanted
    ):  # a first line must not switch off what ran without one
        wanted = {f"jobs.{name}": line for name, line in DEFAULTS.items()} | wanted
    then = parse_config(root / FILE_NAME, with_values(text, wanted))
    before = config or Config()
    differing = {place: (_value(before, jobs or {}, place) if config else None, value) for place, value in wanted.items()}
    return Plan(root, config is None, given, {p: pair for p, pair in differing.items() if pair[0] != pair[1]}, then)


def run(
    plan: Plan, *, passwords: Mapping[str, str], today: date, clock: datetime, progress: Progress, schedule: bool = False
) -> SetupReport:
    """Writes what was planned, keeps the passwords (smtp, imap) in the system's store, then tries the mail server.
    schedule: hands run-due to the system's scheduler as well.

    Raises what init raises for a new workspace, SetupError where duban.toml cannot be written; nothing has changed then.
    """
    made = init.run(plan.root, ledger=plan.ledger, today=today, progress=progress) if plan.new else None
    path = plan.root / FILE_NAME
    values = {place: after for place, (_, after) in plan.changes.items()}
    before = read_text(path)
    text = with_values(before, values)
    config = parse_config(path, text)
    if text != before:
        write_text(path, text)
    workspace = Workspace.find(None, plan.root)
    kept = list(_keep(config, passwords))
    progress("测试邮件服务器", 0, 0)
    handed = _schedule(workspace) if schedule else ()
    checks = (*_ledger(workspace), *kept, *_mail(workspace, clock), *doctor_clock.plans(workspace), *handed)
    return SetupReport(plan, checks, made.adopted if made else None)


def try_address(text: str) -> None:
    """Raises UsageError for what is no mail address."""
    try:
        read_address(text)
    except BadAddress as problem:
        raise UsageError(f"发件人地址“{text}”不能用：{problem}") from problem


def try_host(text: str) -> None:
    """Raises UsageError for what is no server's name or number."""
    if not re.fullmatch(r"[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|[0-9A-Fa-f:]+", text):
        raise UsageError(f"邮件服务器“{text}”不能用，请照邮件管理员给的填写，如 smtp.office.example")


TESTS: Mapping[str, Callable[[str], None]] = {"mail.sender": try_address, "mail.host": try_host, "imap.host": try_host}
"""Answers that can be tested by themselves."""


def try_job(name: str, text: str) -> None:
    """Raises UsageError for what is no plan of a job; 不办 and nothing are."""
    for line in lines_of(name, text):
        if read_job(name, line) is None:
            raise UsageError(f"看不懂“{line}”，请照样子写，如 {KINDS[name].example}")


def job_lines(text: str) -> Mapping[str, Value] | None:
    """The lines of [jobs] as duban.toml says them; None where it has no such section, and the usual ones hold."""
    found: Mapping[str, Value] | None = parsed(text).get("jobs")
    return found


def try_ledger(path: Path, root: Path, config: Config) -> int:
    """How many items a ledger holds (0 where it is not adopted yet). Raises LedgerError, with what to do; SecretFound too."""
    book = read_book(path, Workspace(root, replace(config, ledger=str(path)), path), silent)
    return sum(len(ledger.items) for ledger in book.model.ledgers)


def _ledger(workspace: Workspace) -> Iterator[Check]:
    if workspace.ledger is None:
        yield Check("台账", False, f"{FILE_NAME} 没有写明台账", "请运行 duban setup --ledger 台账文件")
        return
    try:
        book = read_book(workspace.ledger, workspace, silent)
    except LedgerError as problem:
        yield Check("台账", False, str(problem), "请按上面所说处理后再运行 duban doctor")
        return
    adopted = bool(book.model.ledgers)
    mend = "" if adopted else "请保存并关闭台账，运行 duban adopt"
    yield Check("台账", adopted, f"{workspace.ledger}{'' if adopted else '，还没有纳管'}", mend)


def _keep(config: Config, passwords: Mapping[str, str]) -> Iterator[Check]:
    for purpose, secret in passwords.items():
        user = config.mail.user if purpose == "smtp" else config.imap.user
        if not (user and secret):
            continue
        try:
            keep_password(purpose, user, secret)
        except SetupError as problem:
            yield Check(PURPOSES[purpose], False, str(problem), "设置好环境变量后，运行 duban doctor --mail 再试")
        else:
            yield Check(PURPOSES[purpose], True, "已存入系统的密码库")


def _mail(workspace: Workspace, clock: datetime) -> Iterator[Check]:
    config = workspace.config
    if config.mail.transport == "smtp" and has_password("smtp", config.mail.user):
        yield doctor_mail.try_server(workspace, clock, send=False)
    if config.imap.host and has_password("imap", config.imap.user):
        yield doctor_mail.try_mailbox(workspace)
    yield from (check for check in doctor_mail.checks(workspace, clock, False) if not check.ok)


def scheduled(plan: Plan) -> bool:
    """Whether run-due of this workspace is in the hands of the system already; so too where the system does not say."""
    try:
        return scheduling.look(Workspace(plan.root, plan.config), None, only_print=False).installed
    except SetupError:
        return True


def _schedule(workspace: Workspace) -> Iterator[Check]:
    try:
        scheduling.install(workspace, None, only_print=False)
    except SetupError as problem:
        yield Check("定时运行", False, str(problem), "运行 duban schedule install --print 取得内容，交管理员设置")
    else:
        yield Check("定时运行", True, "已交给系统：登录后和此后每15分钟看一次有没有到点的任务")


def told_by_environment(purpose: str) -> bool:
    """Whether the password of a purpose stands in the environment already."""
    return variable(purpose) in os.environ


def has_password(purpose: str, user: str) -> bool:
    """Whether a login needs none, or its password is at hand."""
    try:
        return not user or mailbox_password(purpose, user, os.environ) is not None
    except SetupError:
        return False


def _value(config: Config, jobs: Mapping[str, Value], place: str) -> Value | None:
    section, _, key = place.rpartition(".")
    if section == "jobs":
        return jobs.get(key)
    if place == "ledger.path":
        return config.ledger
    found = getattr(getattr(config, section, None), key, None)
    return list(found) if isinstance(found, tuple) else dict(found) if isinstance(found, Mapping) else found
