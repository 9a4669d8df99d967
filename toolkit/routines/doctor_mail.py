"""What doctor looks at of mail: settings, passwords; on a person's word, one mail from the sender to itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime

from toolkit.domain.errors import DubanError, SetupError
from toolkit.domain.mailing.letter import Letter
from toolkit.mail.message import BadAddress, build_message, read_address
from toolkit.mail.password import mailbox_password
from toolkit.mail.transport import Envelope, NotSent, Refused
from toolkit.routines.findings import Check
from toolkit.routines.post import transport_of
from toolkit.routines.workspace import Workspace

ADMINISTRATOR = "请对照邮件管理员给的参数运行 duban setup 改正"


def checks(workspace: Workspace, now: datetime, send: bool) -> Iterator[Check]:
    """Settings and passwords; with `send` the servers as well."""
    mail = workspace.config.mail
    if mail.transport == "folder":
        yield Check("邮件设置", True, f"邮件只存成文件，放在“{workspace.mail_folder}”，不发出本机")
        if send:
            yield Check("测试邮件", False, "没有设置邮件服务器，没有发信", "要真正发信，先运行 duban setup 填写邮件服务器")
    else:
        yield _settings(workspace)
        yield from _password("smtp", mail.user)
        if send:
            yield try_server(workspace, now)
    if workspace.config.imap.host:
        yield Check("收反馈", True, f"从 {workspace.config.imap.host} 收取")
        yield from _password("imap", workspace.config.imap.user)
        if send:
            yield try_mailbox(workspace)


def _settings(workspace: Workspace) -> Check:
    mail = workspace.config.mail
    try:
        read_address(mail.sender)
    except BadAddress as problem:
        return Check("邮件设置", False, f"发件人地址不能用：{problem}", ADMINISTRATOR)
    login = f"，用户 {mail.user}" if mail.user else "，免登录"
    return Check("邮件设置", True, f"由 {mail.host} 发出（{mail.security}），发件人 {mail.sender}{login}")


def _password(purpose: str, user: str) -> Iterator[Check]:
    name = {"smtp": "发信密码", "imap": "收信密码"}[purpose]
    if not user:
        return
    try:
        mailbox_password(purpose, user, os.environ)
    except SetupError:
        mend = f"请运行 duban setup 存入系统的密码库，或设置环境变量 DUBAN_{purpose.upper()}_PASSWORD"
        yield Check(name, False, f"没有找到“{user}”的密码", mend)
    else:
        yield Check(name, True, "已保存（不显示）")


def try_server(workspace: Workspace, now: datetime, *, send: bool = True) -> Check:
    """Logs in to the mail server, and with `send` lets it send one mail from the sender to itself. Needs transport smtp."""
    mail, name = workspace.config.mail, "测试邮件" if send else "邮件服务器"
    transport = transport_of(workspace, patient=False)
    try:
        sender = read_address(mail.sender)
        transport.open()
        if send:
            transport.deliver(_envelope(sender, now), lambda: None)
    except BadAddress as problem:
        return Check(name, False, f"发件人地址不能用：{problem}", ADMINISTRATOR)
    except (Refused, NotSent) as problem:
        return Check(name, False, f"登录成功，但服务器没有收下测试邮件（{problem}）", "请与邮件服务器管理员联系")
    except DubanError as problem:
        return Check(name, False, str(problem), ADMINISTRATOR)
    except Exception as problem:
        return Check(
            name, False, f"发送测试邮件时连接中断（{type(problem).__name__}），是否送达不明", "请看看发件人的邮箱，稍后再试"
        )
    finally:
        transport.close()
    return Check(name, True, f"已发到 {sender}，请到该邮箱查看是否收到" if send else f"登录 {mail.host} 成功")


def try_mailbox(workspace: Workspace) -> Check:
    """Logs in to the mailbox from which answers are taken, and reads nothing. Needs [imap]."""
    from toolkit.mail.inbox import knock  # late: a library that most looks do without
    from toolkit.routines.feedback_fetch import account_of

    host = workspace.config.imap.host
    try:
        knock(account_of(workspace))
    except DubanError as problem:
        return Check("收信邮箱", False, str(problem), ADMINISTRATOR)
    return Check("收信邮箱", True, f"登录 {host} 成功")


def _envelope(sender: str, now: datetime) -> Envelope:
    key = f"doctor-{now.strftime('%Y%m%d%H%M%S%f')}"
    text = f"这是督办工具在{now.strftime('%Y-%m-%d %H:%M')}发出的测试邮件。收到它，说明发信设置可以使用。\n"
    letter = Letter("督办工具测试邮件", text, f"<p>{text.strip()}</p>")
    content = build_message(letter, key=key, sender=sender, recipient=sender, date=now)
    return Envelope(key, sender, (sender,), content, "测试邮件")
