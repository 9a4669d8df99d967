"""What every routine on a ledger begins with: read it, look for secrets before anything else, lock, judge."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from filelock import FileLock, Timeout

from toolkit.domain.calendar.workdays import read_holidays
from toolkit.domain.checks import run_checks
from toolkit.domain.course.events import events_by_item, read_events
from toolkit.domain.desk import Desk, Rows
from toolkit.domain.errors import DubanError, LayoutError, LedgerBusy, MailError, SecretFound, SetupError, UsageError, os_reason
from toolkit.domain.feedback.answers import Receipt
from toolkit.domain.feedback.book import entered, waiting_in
from toolkit.domain.feedback.waiting import with_letters
from toolkit.domain.item import Finding, Judgement
from toolkit.domain.judge import judge_all
from toolkit.domain.limits.limits import DEFAULT_LIMITS, read_limits
from toolkit.domain.mailing.rules import Rules, read_rules
from toolkit.domain.papers.scorebook import ScoreRule, read_scores
from toolkit.domain.papers.voided import in_force
from toolkit.domain.secrets import find_secrets, has_secret_mark
from toolkit.domain.settings import Settings, read_settings
from toolkit.domain.sheets import (
    EVENTS,
    HOLIDAYS,
    INTAKE,
    LIMITS,
    PLAN,
    RECEIVED,
    REGISTER,
    REMINDERS,
    RULES,
    SCORES,
    SETTINGS,
    UNITS,
)
from toolkit.domain.units.unitbook import read_units_sheet
from toolkit.domain.wording import shown
from toolkit.journal import returned
from toolkit.journal.received import Received
from toolkit.ledger import adopt, guard
from toolkit.ledger.book import Book, Workbook
from toolkit.ledger.closed import ClosedBook
from toolkit.routines.memory import Recall, ToKeep, recall, remember, to_keep
from toolkit.routines.progress import Progress
from toolkit.routines.replaced import refuse_replaced
from toolkit.routines.workspace import Workspace

LOCK_SECONDS = 20.0


@dataclass(slots=True)
class Office:
    """A ledger opened for work: the book, what it holds, the desk as judged today.

    known: the items as earlier passes knew them; `remember` keeps them for the next; kept: what it will keep, once made.
    findings: what reading and checking found, in the order of the 校验结果 sheet ([] until `checked` is called).
    """

    book: Book
    model: Workbook
    workspace: Workspace
    desk: Desk
    register: Rows
    known: Recall
    reminders: Rules = field(default_factory=Rules)
    scores: tuple[ScoreRule, ...] = ()
    reading: list[Finding] = field(default_factory=list)
    kept: ToKeep | None = None

    @property
    def settings(self) -> Settings:
        return self.desk.settings

    def judgements(self) -> list[Judgement]:
        """All judgements in the order of the rows."""
        return [self.desk.judgements[item.id] for item in self.desk.items]

    def checked(self) -> list[Finding]:
        """All findings: of reading and of the checks."""
        return sorted(_titled([*self.reading, *run_checks(self.desk)], self.model), key=_order)

    def remember(self) -> None:
        """Keeps what this pass has seen, once the workbook is written. A journal in use is no reason to call that undone: the
        next pass compares with what was kept before."""
        with suppress(DubanError):
            remember(self.workspace.journal_path, self.settings.ledger_id, self.kept or to_keep(self.known))

    def put_away(self) -> None:
        """Lets go of all items and what was made of them, before a large workbook is written; settings and calendar stay."""
        self.kept = to_keep(self.known)
        self.known = replace(self.known, items=())
        self.desk = replace(self.desk, items=(), judgements={}, events={})
        self.reading = []
        self.book.let_go_of_items()
        self.model = self.book.model

    def pick(self, ids: Sequence[str]) -> list[Judgement]:
        """The judgements of named items (编号 or 督办编号). Raises UsageError for a name that is none or not unique."""
        found: list[Judgement] = []
        for name in dict.fromkeys(ids):
            same = [j for j in self.judgements() if name in (j.item.id, j.item.text("编号"), j.item.key)]
            exact = [j for j in same if j.item.id == name] or same
            if len(exact) != 1:
                why = f"有{len(exact)}个事项的编号是“{name}”，请改用督办编号" if exact else f"台账中没有编号为“{name}”的事项"
                raise UsageError(f"{why}：编号见台账“编号”或“督办编号”列")
            found += [j for j in exact if j not in found]
        return found


def read_book(path: Path, workspace: Workspace, progress: Progress) -> Book:
    """A ledger read into memory and looked through for secrets; nothing has been written anywhere. Where the workspace
    says that it is open in a spreadsheet program (a button was pressed), it is read there.

    Raises LedgerError for a file that cannot be used, SecretFound where a cell shows signs of a state secret (保密法).
    """
    progress("读取台账", 0, 0)
    book: Book = workspace.live or ClosedBook(path, workspace.state_dir, workspace.doing)
    refuse_secrets(book.read(), workspace)
    return book


def ensure_writable(ledger: Path, workspace: Workspace) -> None:
    """LedgerBusy where a spreadsheet program has the file open and the routine was not started by a button in it."""
    if workspace.live is None:
        guard.ensure_closed(ledger)


def refuse_secrets(model: Workbook, workspace: Workspace) -> None:
    """SecretFound with the cells' addresses and nothing of their content; false alarms are those that 设置 and duban.toml name."""
    settings, _ = read_settings(_rows(model, SETTINGS.name))
    cleared = settings.not_secret | frozenset(workspace.config.not_secret)
    places = find_secrets(((grid.name, grid.rows) for grid in model.grids), cleared)
    if not places:
        return
    listed = "、".join(places[:10]) + (f"等{len(places)}处" if len(places) > 10 else "")
    if SETTINGS.name in model.own:
        then = "把单元格位置填入“设置”表的“涉密误报”"
    else:
        named = ", ".join(f'"{place}"' for place in places[:10])
        then = f"请改换单元格中的说法，或在台账所在文件夹的duban.toml中写 [ledger] not_secret = [{named}] 后再纳管"
    raise SecretFound(
        f"{listed}疑似涉密，不得录入本台账，请按保密规定处置并报保密工作机构；本次未作任何处理。经人工核实确属误报的，{then}"
    )


def refuse_secret_words(*words: str) -> None:
    """SecretFound where what a person typed for a run (a note, a name) bears a mark of secrecy; the words are not repeated."""
    if any(map(has_secret_mark, words)):
        raise SecretFound("所写的内容疑似涉密，不得录入本台账，请按保密规定处置并报保密工作机构；本次未作任何处理")


@contextmanager
def working(workspace: Workspace, path: Path, progress: Progress) -> Iterator[Book]:
    """A book read, free of secrets, and this workspace's only running routine while inside.

    Raises LedgerBusy where another routine keeps running, SetupError where the workspace cannot be written, LayoutError where
    another file has taken the ledger's place.
    """
    book = read_book(path, workspace, progress)
    refuse_replaced(book, workspace)
    with locked(workspace):
        if not book.is_current():
            refuse_secrets(book.read(), workspace)
        yield book


@contextmanager
def locked(workspace: Workspace) -> Iterator[None]:
    """This workspace's only running routine while inside; raises as `working` does."""
    fresh = not workspace.state_dir.exists()
    try:
        workspace.lock_path.parent.mkdir(parents=True, exist_ok=True)
        lock = FileLock(workspace.lock_path, timeout=LOCK_SECONDS)
        lock.acquire()
    except Timeout as held:
        raise LedgerBusy("另一个督办程序正在处理这个台账：请等它结束后再试") from held
    except OSError as denied:
        raise SetupError(f"无法在“{workspace.root}”写入（{os_reason(denied)}）：请检查文件夹是否只读、磁盘是否已满") from denied
    try:
        yield
    finally:
        lock.release()
        if fresh:
            _leave_no_trace(workspace)


def _leave_no_trace(workspace: Workspace) -> None:
    """A first run that kept nothing (it was refused) leaves no folder behind."""
    with suppress(OSError):
        if [each.name for each in workspace.state_dir.iterdir()] == [workspace.lock_path.name]:
            workspace.lock_path.unlink()
            workspace.state_dir.rmdir()


def open_office(
    book: Book, workspace: Workspace, today: date, progress: Progress, *, adopted: bool = True, every_sheet: bool = False
) -> Office:
    """Everything that is known of a ledger, judged for one day.

    adopted: whether the workbook must have been adopted; without, its ledger is found as adopt would find it;
    every_sheet: all sheets that look like ledgers then, not the likeliest alone.
    Raises LayoutError where there is none.
    """
    model = book.model
    ledgers = model.ledgers
    if not ledgers:
        if adopted:
            raise LayoutError(f"“{book.path.name}”还没有纳管：请先运行 duban adopt，由工具加上自有列和工作表")
        ledgers = adopt.ledgers_of(model) if every_sheet else (adopt.choose(model, None, None, {})[1],)
    settings, reading = read_settings(_rows(model, SETTINGS.name))
    calendar, found = read_holidays(_rows(model, HOLIDAYS.name))
    reading += found
    limits, found = read_limits(_rows(model, LIMITS.name)) if LIMITS.name in model.own else (DEFAULT_LIMITS, [])
    reading += found
    reminders, found = read_rules(_rows(model, REMINDERS.name))
    reading += found
    units, found = read_units_sheet(_rows(model, UNITS.name))
    reading += found
    recorded, found = read_events(_rows(model, EVENTS.name))
    reading += found
    scores, found = read_scores(_rows(model, SCORES.name))
    reading += found
    register = _rows(model, REGISTER.name)
    recorded = in_force(recorded, register)
    listed = [item for ledger in ledgers for item in ledger.items]
    ledger_id = settings.ledger_id if adopted else ""
    names = (*recorded, *settings.used_numbers)
    known = recall(workspace.journal_path, ledger_id, listed, names, today, model.elsewhere)
    items = known.items
    if adopted:
        book.let_go_of_values()
        model = book.model
    progress("计算时限", 0, len(items))
    events = events_by_item(items, recorded, known.memory.former)
    bounced, receipts = _received(workspace, settings.ledger_id)
    letters = waiting_in([each for each in receipts if not entered(each, events)], _rows(model, RECEIVED.name))
    judged = with_letters(judge_all(items, events, limits, settings, calendar, today, units), letters)
    desk = Desk(
        items=items, today=today, units=units, calendar=calendar, events=events, judgements={j.item.id: j for j in judged},
        settings=settings, limits=limits, rules=_rows(model, RULES.name), plan=_rows(model, PLAN.name),
        bounced=bounced,
        intake=_rows(model, INTAKE.name), memory=known.memory, register=register,
    )  # fmt: skip
    return Office(book, model, workspace, desk, register, known, reminders, scores, reading)


def _rows(model: Workbook, name: str) -> Rows:
    table = model.own.get(name)
    return table.rows if table else ()


def _received(workspace: Workspace, ledger_id: str) -> tuple[Mapping[str, tuple[date, str]], Sequence[Receipt]]:
    """The addresses from which mails came back, and the answers that came in."""
    if not ledger_id or not workspace.journal_path.exists():
        return {}, ()
    with suppress(SetupError, MailError), Received(workspace.journal_path, ledger_id) as journal:
        return returned.known(journal, ledger_id), journal.receipts()
    return {}, ()  # a journal that cannot be read stops whoever needs it, not a check


def _titled(findings: Sequence[Finding], model: Workbook) -> list[Finding]:
    """Findings as they are shown: own sheets by their name in this workbook, sentences as an office prints them."""
    titles: Mapping[str, str] = {name: table.sheet for name, table in model.own.items()}
    found = ((each, titles.get(each.sheet, each.sheet), shown(each.message)) for each in findings)
    return [
        each if title == each.sheet and message == each.message else replace(each, sheet=title, message=message)
        for each, title, message in found
    ]


def _order(finding: Finding) -> tuple[int, str, int]:
    return ("error", "warning", "hint").index(finding.level), finding.sheet, finding.row
