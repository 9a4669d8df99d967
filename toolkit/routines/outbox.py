"""duban outbox: the mail journal, and a person's word on mails that were refused or may be lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from toolkit.domain.errors import UsageError
from toolkit.journal.mails import Mail, State
from toolkit.mail.outbox import Outbox
from toolkit.routines.post import open_outbox
from toolkit.routines.workspace import Workspace

SETTLED: Mapping[str, State] = {"sent": "sent", "已送达": "sent", "refused": "refused", "未送达": "refused"}
_NEED_A_PERSON: tuple[State, ...] = ("refused", "unknown")


@dataclass(frozen=True, slots=True)
class OutboxReport:
    """Mails of the journal, oldest first; a list has exit status 1 while one of them is refused or unknown."""

    mails: tuple[Mail, ...]
    exit_status: int = 0

    def data(self) -> dict[str, object]:
        return {"mails": [_plain(mail) for mail in self.mails]}


def run_list(workspace: Workspace, *, now: Callable[[], datetime]) -> OutboxReport:
    """All mails of the workspace's journal; none, and nothing made, where there is no journal yet."""
    _need_ledger_file(workspace)
    if not workspace.journal_path.exists():
        return OutboxReport(())
    with open_outbox(workspace, now) as outbox:
        mails = tuple(outbox.listing())
    return OutboxReport(mails, int(any(mail.state in _NEED_A_PERSON for mail in mails)))


def run_resend(workspace: Workspace, keys: Sequence[str], *, now: Callable[[], datetime]) -> OutboxReport:
    """Puts refused or unknown mails back into the queue, all of them or (UsageError) none; `remind --send` hands them over."""
    return _change(workspace, keys, now, lambda outbox, key: outbox.resend(key))


def run_settle(workspace: Workspace, keys: Sequence[str], state: str, *, now: Callable[[], datetime]) -> OutboxReport:
    """Notes what a person found out: the mails were sent, or refused; all of them or (UsageError) none."""
    settled = SETTLED.get(state)
    if settled is None:
        raise UsageError(f"“{state}”不能用，请写明核实结果：sent（已送达）或 refused（未送达）")
    return _change(workspace, keys, now, lambda outbox, key: outbox.settle(key, settled))


def _change(
    workspace: Workspace, keys: Iterable[str], now: Callable[[], datetime], act: Callable[[Outbox, str], Mail]
) -> OutboxReport:
    _need_ledger_file(workspace)
    if not workspace.journal_path.exists():
        raise UsageError("还没有邮件日志：这个工作区尚未生成过提醒")
    with open_outbox(workspace, now) as outbox, outbox.journal.together():
        return OutboxReport(tuple(act(outbox, key) for key in keys))


def _need_ledger_file(workspace: Workspace) -> None:
    """A slip in the ledger's name must not show another ledger's mails, or none, as if all were well."""
    if workspace.ledger and not workspace.ledger.is_file():
        raise UsageError(f"找不到台账文件“{workspace.ledger}”：请检查路径和文件名")


def _plain(mail: Mail) -> dict[str, object]:
    return {
        "key": mail.key,
        "to": mail.recipient,
        "cc": list(mail.cc),
        "unit": mail.unit,
        "subject": mail.subject,
        "day": mail.day.isoformat(),
        "state": mail.state,
        "message_id": mail.message_id,
        "detail": mail.detail,
    }
