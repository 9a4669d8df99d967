"""One mail from the office's mailbox, looked at once: taken in, told of, or left alone; its original kept beside the ledger."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

from toolkit.domain.errors import DubanError, NotALedger, SetupError, os_reason
from toolkit.domain.feedback.book import highest
from toolkit.domain.feedback.form import Returned
from toolkit.domain.feedback.matching import Items, Matched, Senders, from_form, from_reply, not_repeated
from toolkit.domain.feedback.quoting import own_words
from toolkit.domain.mailing.letter import one_line
from toolkit.domain.secrets import has_secret_mark
from toolkit.domain.sheets import RECEIVED
from toolkit.domain.units.assignees import Roll
from toolkit.journal import returned
from toolkit.journal.received import Received, Seen, SentMail
from toolkit.ledger import foreign
from toolkit.ledger.guard import put_whole
from toolkit.ledger.returned_form import read_form
from toolkit.mail.inbox import Fetched
from toolkit.mail.incoming import Attached, Bounce, Incoming, read_mail
from toolkit.routines.opening import Office

PLAIN_FILES = (".pdf", ".ofd", ".jpg", ".jpeg", ".png", ".txt")
OFFICE_FILES = (".xlsx", ".docx")
"""Kinds that are saved by themselves, the latter only where they carry no program and reach for nothing."""
_NOT_IN_NAMES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')


@dataclass(frozen=True, slots=True)
class Told:
    """A mail that a person should know of: when, from whom, its subject ("" where nothing of it may be repeated), and why."""

    day: date
    sender: str
    subject: str
    reason: str

    def data(self) -> dict[str, object]:
        return {"day": self.day.isoformat(), "sender": self.sender, "subject": self.subject, "reason": self.reason}


@dataclass(frozen=True, slots=True)
class _File:
    """An attachment as far as it was opened. form: if it is one; problem: why it was not taken out; secret: whether it bears
    a sign of a state secret; laid_out: whether a double click on it starts and fetches nothing."""

    attached: Attached
    form: Returned | None = None
    problem: str = ""
    secret: bool = False
    laid_out: bool = True


@dataclass(slots=True)
class Tray:
    """Takes mails in for one ledger. taken: 收件编号; passed: answers that were not taken, and why; bounced, secret: likewise."""

    office: Office
    journal: Received
    taken: list[int] = field(default_factory=list)
    passed: list[Told] = field(default_factory=list)
    bounced: list[Told] = field(default_factory=list)
    secret: list[Told] = field(default_factory=list)
    _items: Items = field(init=False)
    _key: bytes = field(init=False)
    _above: int = field(init=False)

    def __post_init__(self) -> None:
        desk, own = self.office.desk, self.office.model.own
        self._items = Items(desk.items, Roll(desk.units, desk.settings.first_leads, desk.today))
        self._key = self.journal.key()
        self._above = highest(own[RECEIVED.name].rows) if RECEIVED.name in own else 0

    def take(self, fetched: Fetched) -> None:
        """Looks at one mail. Mails that answer nothing of ours are left alone and not told of."""
        day = min(fetched.arrived.date(), self.office.desk.today) if fetched.arrived else self.office.desk.today
        try:
            self._take(fetched, day)
        except DubanError:
            raise
        except Exception as problem:  # one mail that nobody thought of never stops the others
            mark = hashlib.sha256(fetched.raw or fetched.head).hexdigest()
            reason = f"这封邮件读不出（{type(problem).__name__}），请到邮箱中查看"
            self.journal.enter(Seen(mark, "passed", day, "", "", reason))
            self.passed.append(Told(day, "", "", reason))

    def _take(self, fetched: Fetched, day: date) -> None:
        mail = read_mail(fetched.head if fetched.raw is None else fetched.raw)
        if self.journal.knows(mail.mark):
            return
        if mail.bounce is not None:
            self._bounce(mail, mail.bounce, day)
            return
        sent = self.journal.sent(mail.answers)
        if fetched.raw is None:
            if sent is not None:
                self._pass(mail, day, f"邮件有{fetched.size >> 20}MB，过大，没有下载：请到邮箱中查看")
            return
        if mail.automatic:
            if sent is not None:
                self._pass(mail, day, "自动回复，没有登记：如对方外出，请电话联系")
            return
        files = [self._opened(each) for each in mail.attachments]
        senders = Senders(self.office.desk.units.of_address(mail.sender, self.office.desk.today) if mail.sender else ())
        if sent is not None or any(file.form and (file.form.code or senders.contacts) for file in files):
            self._answer(mail, fetched.raw, files, sent, senders, day)

    def _answer(self, mail: Incoming, raw: bytes, files: list[_File], sent: SentMail | None, senders: Senders, day: date) -> None:
        if any(has_secret_mark(text) for text in self._texts(mail)) or any(file.secret for file in files):
            self._secret(mail, day)
            return
        if not senders.contacts:
            self._pass(
                mail,
                day,
                "发件邮箱不在“单位通讯录”中，没有采用：请核实，是该单位新邮箱的请登记，再运行 duban feedback fetch --again",
            )
            return
        matched = self._matched(mail, files, sent, senders)
        fresh = not_repeated(matched.answers, self.journal.receipts())
        problems = [*matched.problems, *fresh.problems, *(file.problem for file in files if file.problem)]
        if mail.left_out:
            problems.append(f"附件过多，有{mail.left_out}个没有查看")
        if not fresh.answers:
            self._pass(mail, day, "；".join(dict.fromkeys(problems)) or "没有可登记的内容")
            return
        folder = self._keep(raw, mail, files, fresh.answers[0].unit, day)
        note = "；".join(dict.fromkeys(problems))[:500]
        seen = Seen(mail.mark, "taken", day, mail.sender, mail.subject, note, folder)
        self.taken += self.journal.enter(seen, fresh.answers, self._above, note)
        returned.forget(self.journal, self.journal.ledger_id, [mail.sender])
        if note:
            self.passed.append(Told(day, mail.sender, mail.subject, note))

    def _matched(self, mail: Incoming, files: list[_File], sent: SentMail | None, senders: Senders) -> Matched:
        """What the forms say; the words of the mail count only where it brings no form."""
        forms = [file.form for file in files if file.form]
        if forms:
            whole = Matched()
            for form in forms:
                found = from_form(form, self._key, self.journal.ledger_id, senders, self._items)
                whole.answers += found.answers
                whole.problems += found.problems
            return whole
        topics = sent.topics if sent else ()
        return from_reply(own_words(mail.text), mail.subject, topics, senders, self._items, files=bool(files))

    def _opened(self, attached: Attached) -> _File:
        """Whatever is a package is looked through for signs of a secret, also where it is not taken out of the mail."""
        name, secret = attached.name.lower(), False
        shown = f"附件“{attached.name[-60:]}”"
        try:
            package = foreign.opened(attached.content) if name.endswith(OFFICE_FILES) or attached.content[:2] == b"PK" else None
            secret = package is not None and foreign.says_secret(package)
            if not name.endswith((*PLAIN_FILES, *OFFICE_FILES)):
                return _File(attached, problem=f"{shown}的类型不取出，在原邮件中", secret=secret)
            if package is None or not name.endswith(OFFICE_FILES):
                return _File(attached, secret=secret)
            if foreign.macros(package):
                raise NotALedger("含有宏")
            form = read_form(package) if name.endswith(".xlsx") else None
            return _File(attached, form, secret=secret, laid_out=not foreign.reaches_out(package))
        except NotALedger as refused:
            return _File(attached, problem=f"{shown}没有打开（{str(refused).partition('：')[0]}），在原邮件中", secret=secret)

    def _texts(self, mail: Incoming) -> Iterator[str]:
        yield mail.subject
        yield mail.text
        for each in mail.attachments:
            yield each.name
            if each.name.lower().endswith(".txt"):
                for encoding in ("utf-8", "gb18030"):
                    yield each.content[:1_000_000].decode(encoding, "replace")

    def _secret(self, mail: Incoming, day: date) -> None:
        """Nothing of it is kept anywhere; a person is told where to look."""
        reason = "疑似涉密，没有登记、没有保存：请按保密规定到邮箱中处置，并报保密工作机构"
        self.journal.enter(Seen(mail.mark, "secret", day, mail.sender, "", reason))
        self.secret.append(Told(day, mail.sender, "", reason))

    def _bounce(self, mail: Incoming, bounce: Bounce, day: date) -> None:
        """Believed only where it quotes a mail of ours, and only of addresses to which that mail went. One that names another is
        told and silences nobody: a unit's mailbox that hands mail on took it, and the place behind did not. Nor does one about
        the mail (5.7.1) or about a full mailbox (5.2.2): the next mail may be taken."""
        ours = self.journal.sent_to(bounce.message_ids)
        named = [address for address in bounce.addresses if address in ours]
        failed = named or list(ours[:1])
        if failed:
            detail = "" if has_secret_mark(bounce.detail) else bounce.detail
            self.journal.enter(Seen(mail.mark, "bounce", day, mail.sender, "", detail))
            dead = (named if bounce.addresses else failed) if bounce.gone else ()
            returned.mark(self.journal, self.journal.ledger_id, dict.fromkeys(dead, detail), day)
            reason = f"发往{'、'.join(failed)}的邮件被退回（{detail[:120]}）：请核对“单位通讯录”中的邮箱，并电话通知该单位"
            self.bounced.append(Told(day, mail.sender, "", reason))

    def _pass(self, mail: Incoming, day: date, reason: str) -> None:
        subject = "" if has_secret_mark(mail.subject) else mail.subject
        self.journal.enter(Seen(mail.mark, "passed", day, mail.sender, subject, reason))
        self.passed.append(Told(day, mail.sender, subject, reason))

    def _keep(self, raw: bytes, mail: Incoming, files: list[_File], unit: str, day: date) -> str:
        """The mail as it came, and those attachments that may be opened; returns the folder, below the workspace.

        The same mail gives the same names, so that a run that died in the middle leaves nothing double.
        """
        root = self.office.workspace.root
        folder = self.office.workspace.feedback_dir / f"{day.isoformat()}_{_clean(unit)[:30]}_{mail.mark[:8]}"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            put_whole(folder / "原邮件.eml", raw)
            for number, file in enumerate(files, 1):
                if not file.problem and file.laid_out:
                    put_whole(folder / f"附件{number}_{_clean(file.attached.name)}", file.attached.content)
        except OSError as failed:
            raise SetupError(f"无法在“{folder}”保存原邮件（{os_reason(failed)}）：请检查文件夹权限和磁盘空间") from failed
        return folder.relative_to(root).as_posix() if folder.is_relative_to(root) else str(folder)


def _clean(name: str) -> str:
    """A name that no system takes for a path or a device: 附件1_ stands before it; at most 60 characters, with its ending."""
    plain = _NOT_IN_NAMES.sub("_", one_line(name)).strip(". ") or "未命名"
    stem, dot, ending = plain.rpartition(".")
    return f"{stem[:52]}.{ending[:7]}" if dot else plain[:60]
