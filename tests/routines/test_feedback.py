"""From a reply to the ledger: taken in once, a person decides, the clock stops, the light changes, nobody is chased."""

from __future__ import annotations

import email
import zipfile
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from tests.routines.feedbacking import EDU, HOUSING, Desk, open_desk, opened_elsewhere
from tests.support.desk import TODAY, record, take, type_addresses, type_cell, write_ledger
from tests.support.parts import parts
from tests.support.replies import bounce, filled, reply
from toolkit.domain.changes import ChangeSet
from toolkit.domain.errors import LayoutError, LedgerBusy, SecretFound, SetupError, UsageError
from toolkit.domain.fields import FIELDS
from toolkit.domain.papers.compose import BulletinOrder
from toolkit.domain.papers.kinds import BulletinKind
from toolkit.domain.sheets import RECEIVED
from toolkit.journal.mails import Journal
from toolkit.journal.received import Received
from toolkit.ledger.closed import ClosedBook
from toolkit.ledger.package.cells import letters
from toolkit.mail.outbox import Outbox
from toolkit.render.feedback_form import KIND
from toolkit.routines import bulletin, check, daily, feedback, feedback_fetch, feedback_form, remind, slip, status
from toolkit.routines.progress import silent
from toolkit.routines.workspace import Workspace

LATER = date(2026, 3, 24)
"""When 市教育局 would be reminded of A1 again."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def words(raw: bytes) -> str:
    """The plain text of a mail of ours."""
    part = next(part for part in email.message_from_bytes(raw).walk() if part.get_content_type() == "text/plain")
    content = part.get_payload(decode=True)
    assert isinstance(content, bytes)
    return content.decode()


def told(desk: Desk, today: date = LATER) -> set[str]:
    """The items that `daily` would tell units about."""
    report = daily.run(desk.path, desk.workspace, today=today, progress=silent)
    return {item for each in report.notices for item in each.data()["items"]}  # type: ignore[attr-defined]


def test_a_form_that_comes_back_is_entered_as_a_forecast(desk: Desk) -> None:
    """One row an item in 反馈收件, waiting; staff's cells and the light are as before."""
    before = desk.item("A1")
    assert desk.take(desk.answered(进度="60%", 是否办结="否")).taken == [1]
    [row] = desk.sheet()
    assert (row["编号"], row["单位"], row["办理情况"], row["处理"], row["收到日期"]) == (
        "A1",
        "市教育局",
        "已开工12所",
        "待审",
        TODAY,
    )
    after = desk.item("A1")
    assert (after.cells, after.own) == (before.cells, before.own)
    assert desk.events() == []


def test_the_original_is_kept_with_names_that_no_system_minds(desk: Desk) -> None:
    """The mail as it came, and what may be opened."""
    raw = reply(to=desk.ids[EDU], files=[("../../反馈表 .xlsx", desk.form(A1={"办理情况": "x"})), ("CON.pdf", b"%PDF-1")])
    desk.take(raw)
    folder = desk.workspace.root / str(desk.sheet()[0]["原件"])
    assert folder.parent == desk.workspace.feedback_dir
    assert sorted(path.name for path in folder.iterdir()) == ["原邮件.eml", "附件1__.._反馈表 .xlsx", "附件2_CON.pdf"]
    assert (folder / "原邮件.eml").read_bytes() == raw


def test_accept_enters_the_ledger_and_stops_the_clock(desk: Desk) -> None:
    """A dated line below 办理情况, the day in 反馈日期, the event, 待审核, another light."""
    daily.run(desk.path, desk.workspace, today=TODAY, progress=silent)
    assert desk.item("A1").own["灯"] == "红"
    desk.take(desk.answered(进度="60%", 是否办结="否"))
    report = desk.accept("1")
    item = desk.item("A1")
    assert item.text("办理情况") == "推进中\n2026年3月18日市教育局报（电子版预报）：已开工12所；进度：60%；未办结"
    assert item.raw("反馈日期") == TODAY
    assert (item.own["灯"], item.own["办理状态"]) == ("无", "待审核")
    assert desk.events() == [("A1", "市教育局", "反馈", "邮件", "〔收件1〕电子版预报，原件待收：已开工12所；进度：60%；未办结")]
    assert desk.sheet()[0]["处理"] == "已采纳"
    assert [(j.item.id, j.status, j.light) for j in report.items] == [("A1", "待审核", "无")]
    assert report.data()["pending"] == []
    assert told(desk) == {"A2"}


def test_only_two_of_staffs_cells_change(desk: Desk) -> None:
    """All others, their styles and every foreign part are the same bytes."""
    desk.take(desk.answered())
    before = {item.id: item.cells for ledger in desk.model().ledgers for item in ledger.items}
    old = parts(desk.path.read_bytes())
    desk.accept("1")
    after = {item.id: item.cells for ledger in desk.model().ledgers for item in ledger.items}
    changed = {(name, field) for name in before for field in FIELDS if before[name].get(field) != after[name].get(field)}
    assert changed == {("A1", "办理情况"), ("A1", "反馈日期")}
    new = parts(desk.path.read_bytes())
    assert old["xl/sharedStrings.xml"] == new["xl/sharedStrings.xml"]
    assert old.keys() == new.keys()


def test_an_answer_that_waits_is_not_chased(desk: Desk) -> None:
    """Between the mail and the person's word the unit is left in peace: no notice, no slip proposed."""
    assert "A1" in told(desk)
    desk.take(desk.answered())
    assert "A1" not in told(desk)
    report = daily.run(desk.path, desk.workspace, today=date(2026, 3, 30), progress=silent)
    first = report.proposals[0]
    assert (first.kind, first.item, first.unit) == ("来信待审", "A1", "市教育局")
    assert not [slip for slip in report.slips if slip.item == "A1"]


def test_an_answer_that_waits_is_chased_by_nobody(desk: Desk) -> None:
    """市教育局 is overdue and has answered: no mail, no slip, no call; digests and 今日待办 list it as to be looked at alone."""
    day = date(2026, 3, 30)  # a Monday: all digests are due
    table = desk.model().own["单位通讯录"]
    row = next(row for row, cells in table.rows if cells["单位名称"] == "市教育局")
    for column, value in {"联系处室": "综合二处", "处室邮箱": "zh2@lyg.example", "分管副秘书长": "李副秘书长"}.items():
        type_cell(desk.path, table.sheet, f"{letters(table.columns[column])}{row}", value)
    settings = desk.model().own["设置"]
    place = next(row for row, cells in settings.rows if cells["项目"] == "督查室邮箱")
    type_cell(desk.path, settings.sheet, f"B{place}", "dcs@lyg.example")
    daily.run(desk.path, desk.workspace, today=TODAY, progress=silent)
    assert desk.item("A1").own["灯"] == "红"
    desk.take(desk.answered())
    report = daily.run(desk.path, desk.workspace, today=day, progress=silent)
    assert not [each for each in report.notices if "A1" in each.data()["items"]]  # type: ignore[operator]
    assert not [slip for slip in report.slips if slip.item == "A1"]
    assert [each.kind for each in report.proposals if each.item == "A1"] == ["来信待审"]
    pages = {each.about.kind: dict(each.about.groups) for each in report.mailed.digests}  # type: ignore[union-attr]
    assert pages.keys() == {"处室摘要", "督查室摘要", "副秘书长周报"}
    for groups in pages.values():
        assert [line.item for line in groups["待审核"] if line.item == "A1"] == ["A1"]
        assert "A1" not in [line.item for line in groups.get("超期", ())]
    order = BulletinOrder("今日待办")
    figures = bulletin.run(desk.path, desk.workspace, order=order, pdf=False, today=day, progress=silent).figures
    lists = {name: items for name, items in figures["lists"].items() if "A1" in items}  # type: ignore[attr-defined]
    assert list(lists) == ["来信待审"]


def test_papers_know_of_an_answer_that_waits(desk: Desk) -> None:
    """A 催办单 and a paper that names the item as overdue say so; 今日待办 lists the answer."""

    def paper(kind: BulletinKind) -> bulletin.BulletinReport:
        order = BulletinOrder(kind)
        return bulletin.run(desk.path, desk.workspace, order=order, pdf=False, today=LATER, progress=silent)

    def chase() -> slip.SlipReport:
        return slip.run(
            desk.path, desk.workspace, kind="催办单", items=["A1"], issue=False, per_unit=False, issuer=None, today=LATER,
            progress=silent,
        )  # fmt: skip

    assert not any("来信待审" in each for each in (*paper("通报").warnings, *chase().warnings))
    desk.take(desk.answered())
    waits = "A1有市教育局的来信待审，请先采纳或退回（见 duban feedback list）"
    assert waits in paper("通报").warnings
    assert waits in chase().warnings
    with zipfile.ZipFile(paper("今日待办").path) as package:
        assert "来信待审" in package.read("word/document.xml").decode()


def test_a_letter_of_who_only_supports_hides_no_lead_that_is_late(tmp_path: Path) -> None:
    """牵头汇总: 市财政局 has written, 市教育局 has not; papers and status say 超期 as they will after 采纳."""
    header = ("编号", "督查事项", "交办日期", "牵头单位", "配合单位", "完成时限")
    path = write_ledger(tmp_path, [("A1", "整治积水", date(2026, 3, 2), "市教育局", "市财政局", "2026年3月10日前")], header)
    take(path)
    workspace = Workspace.find(path, path.parent)

    def overdue() -> tuple[object, object]:
        order = BulletinOrder("问题清单")
        paper = bulletin.run(path, workspace, order=order, pdf=False, today=TODAY, progress=silent)
        seen = status.run(path, workspace, today=TODAY, progress=silent).data()
        return paper.figures["lists"], seen["overdue"]["count"]  # type: ignore[index]

    before = overdue()
    assert before == ({"问题": ["A1"]}, 1)
    row = (1, "待审", TODAY, "市财政局", "A1", "反馈", "已配合", *[None] * (len(RECEIVED.columns) - 7))
    book = ClosedBook(path, tmp_path / "kept")
    book.read()
    book.apply(ChangeSet(rewritten={RECEIVED.name: [row]}))
    assert overdue() == before


@pytest.mark.parametrize("kind", ["政务督查", "通报", "问题清单", "周例会", "今日待办"])
def test_no_paper_calls_a_unit_late_that_has_answered(desk: Desk, kind: BulletinKind) -> None:
    """Until a person decides the ledger's light stays, but no list and no number of a paper, no digest and no status says 超期."""

    def figures() -> Mapping[str, Any]:
        order = BulletinOrder(kind)
        report = bulletin.run(desk.path, desk.workspace, order=order, pdf=False, today=TODAY, progress=silent)
        return report.figures

    def late() -> Any:
        return status.run(desk.path, desk.workspace, today=TODAY, progress=silent).seen["overdue"]

    before = figures()
    assert late()["count"] == 1
    desk.take(desk.answered())
    after = figures()
    assert (before["overdue"], after["overdue"]) == (1, 0)
    lists = {"政务督查": "滞后", "通报": "滞后", "问题清单": "问题", "周例会": "已超期", "今日待办": "已超期"}
    assert (before["lists"][lists[kind]], after["lists"][lists[kind]]) == (["A1"], [])
    seen = status.run(desk.path, desk.workspace, today=TODAY, progress=silent).seen
    assert (seen["overdue"]["count"], seen["answered"]) == (0, ["A1"])
    assert seen["lights"]["红"] == 1


@pytest.mark.parametrize("decide", ["accept", "reject"])
def test_the_sheet_says_that_an_answer_has_come(desk: Desk, decide: str) -> None:
    """Beside the red light, so that nobody picks up the telephone; after a person's word the hint is gone again."""

    def hint() -> str:
        model = desk.model()
        [ledger] = model.ledgers
        [grid] = [grid for grid in model.grids if grid.name == ledger.sheet]
        return str(grid.value(desk.item("A1").row, ledger.own["提示"]))

    desk.take(desk.answered())
    check.run(desk.path, desk.workspace, write=True, today=TODAY, progress=silent)
    assert desk.item("A1").own["灯"] == "红"
    assert "市教育局已来信反馈，请采纳或退回" in hint()
    desk.accept("1") if decide == "accept" else desk.reject("1")
    assert "来信" not in hint()
    check.run(desk.path, desk.workspace, write=True, today=TODAY, progress=silent)
    assert "来信" not in hint()


def test_status_sees_an_answer_at_once(desk: Desk) -> None:
    """Also one that came while the ledger lay open, so that its file is still that of the last pass."""
    daily.run(desk.path, desk.workspace, today=TODAY, progress=silent)
    before = status.run(desk.path, desk.workspace, today=TODAY, progress=silent)
    assert (bool(before.as_of), before.seen["overdue"]["count"]) == (True, 1)
    with opened_elsewhere(desk.path):
        desk.take(desk.answered())
        after = status.run(desk.path, desk.workspace, today=TODAY, progress=silent)
    assert (after.as_of, after.seen["overdue"]["count"], after.seen["answered"]) == ("", 0, ["A1"])


def test_the_same_mail_is_taken_in_once(desk: Desk) -> None:
    """In one run and in the next, also by another way; and the same form in another mail is not entered again."""
    raw = desk.answered()
    assert desk.take(raw, raw).taken == [1]
    assert desk.take(b"Received: from mx.example\r\n" + raw).taken == []
    again = raw.replace(b"<reply-1@lyg.example>", b"<reply-2@lyg.example>")
    tray = desk.take(again)
    assert tray.taken == []
    assert "收件1" in tray.passed[0].reason
    assert len(desk.sheet()) == 1


def test_a_second_version_is_a_second_answer(desk: Desk) -> None:
    """Other words, another row."""
    desk.take(desk.answered())
    tray = desk.take(desk.answered("已全部开工").replace(b"<reply-1@", b"<reply-2@"))
    assert tray.taken == [2]


def test_a_text_reply_is_taken_as_text(desk: Desk) -> None:
    """About the one item of the mail; the quotation goes."""
    desk.take(reply(to=desk.ids[EDU], text="已完成改扩建。\n\n------------------ 原始邮件 ------------------\n编号：A1"))
    [row] = desk.sheet()
    assert (row["编号"], row["办理情况"]) == ("A1", "已完成改扩建。")


def test_an_extension_that_is_asked_for_is_no_reply(desk: Desk) -> None:
    """Accepted, it is an event 延期申请 and a line; the clock goes on until the office grants it."""
    desk.take(desk.answered("缺少资金", 是否办结="申请延期", 预计完成="2026-06-30"))
    assert desk.sheet()[0]["类型"] == "延期申请"
    desk.accept("1")
    assert [event[2] for event in desk.events()] == ["延期申请"]
    item = desk.item("A1")
    assert item.raw("反馈日期") is None
    assert item.own["办理状态"] == "在办"
    assert "申请延期至2026年6月30日" in item.text("办理情况")


def test_reject_is_done_again_by_the_next_workday(desk: Desk) -> None:
    """五(六): events 反馈 and 退回, 退回重办 with its deadline, a letter that says the same, once."""
    desk.take(desk.answered())
    report = desk.reject("1", note="请补充各校进度", today=date(2026, 3, 20))
    assert [event[2] for event in desk.events()] == ["反馈", "退回"]
    item = desk.item("A1")
    assert (item.own["办理状态"], item.own["灯"]) == ("退回重办", "黄")
    assert item.text("办理情况") == "推进中"
    [mail] = report.mails
    assert (mail.to, mail.state) == (EDU, "queued")
    with Journal(desk.workspace.journal_path, datetime.now) as journal:
        [letter] = [each for each in journal.mails() if each.kind == "退回"]
        text = words(journal.content(letter.key))
    assert "请补充各校进度" in text
    assert "重报时限：2026年3月23日" in text
    assert desk.sheet()[0]["处理"] == "已退回"
    assert told(desk, date(2026, 3, 20)) <= {"A2"}


def test_a_day_in_the_note_is_the_deadline_in_letter_and_ledger(desk: Desk) -> None:
    """The reviewer may write another day."""
    desk.take(desk.answered())
    report = desk.reject("1", note="请于3月27日前重新报送")
    [judgement] = report.items
    assert judgement.current is not None
    assert judgement.current.due == date(2026, 3, 27)


@pytest.mark.parametrize(
    ("setting", "value", "state"), [("允许邮件域名", "gov.example", "foreign_domain"), ("发送电脑", "另一台", "shown")]
)
def test_where_no_letter_may_go_a_person_is_to_call(desk: Desk, setting: str, value: str, state: str) -> None:
    """The 退回 is recorded all the same, and the warning says to telephone."""
    desk.take(desk.answered())
    type_cell(desk.path, "设置", f"B{_row(desk, setting)}", value)
    report = desk.reject("1")
    assert [mail.state for mail in report.mails] == [state]
    assert "请电话告知市教育局" in report.warnings[0]
    assert report.exit_status == 1
    assert [event[2] for event in desk.events()] == ["反馈", "退回"]


def test_after_a_return_the_same_form_counts_anew(desk: Desk) -> None:
    """The unit has answered, whatever we think of the answer."""
    raw = desk.answered()
    desk.take(raw)
    desk.reject("1")
    assert desk.take(raw.replace(b"<reply-1@", b"<reply-2@")).taken == [2]


def test_the_letter_goes_out_with_the_next_sending(desk: Desk) -> None:
    """By `remind --send`, once."""
    desk.take(desk.answered())
    desk.reject("1")
    before = len(list(desk.workspace.mail_folder.glob("*.eml")))
    for _ in range(2):
        remind.run(desk.path, desk.workspace, send=True, limit=None, today=TODAY, progress=silent)
    assert len(list(desk.workspace.mail_folder.glob("*.eml"))) == before + 1


def test_a_notice_carries_the_form_where_the_office_wants_it(desk: Desk) -> None:
    """邮件附件 = 反馈表: the unit fills in what came with the mail; each unit has its own items and code."""
    type_cell(desk.path, "设置", f"B{_row(desk, '邮件附件')}", "反馈表")
    remind.run(desk.path, desk.workspace, send=True, limit=None, today=LATER, progress=silent)
    mails = [email.message_from_bytes(path.read_bytes()) for path in desk.workspace.mail_folder.glob(f"{LATER}*.eml")]
    [mail] = [mail for mail in mails if EDU in str(mail["To"])]
    [form] = [part.get_payload(decode=True) for part in mail.walk() if part.get_content_type() == KIND]
    assert isinstance(form, bytes)
    back = filled(form, {"A1": {"办理情况": "已办结", "是否办结": "是"}})
    assert desk.take(reply(text="", files=[("反馈表.xlsx", back)]), today=LATER).taken == [1]
    assert desk.sheet()[0]["编号"] == "A1"


def test_an_open_ledger_waits_for_the_next_run(desk: Desk) -> None:
    """What came in is in the journal; accept says why it cannot be; the next fetch writes the sheet."""
    raw = desk.answered()
    with opened_elsewhere(desk.path):
        before = desk.path.read_bytes()
        assert desk.take(raw).taken == [1]
        assert desk.path.read_bytes() == before
        assert desk.sheet() == []
        with pytest.raises(LedgerBusy):
            desk.accept("1")
        assert "A1" not in told(desk)
    desk.take()
    assert len(desk.sheet()) == 1
    desk.accept("1")


def test_daily_writes_what_waited_in_the_journal(desk: Desk) -> None:
    """The next run of any kind that writes."""
    raw = desk.answered()
    with opened_elsewhere(desk.path):
        desk.take(raw)
    daily.run(desk.path, desk.workspace, today=TODAY, progress=silent)
    assert [row["编号"] for row in desk.sheet()] == ["A1"]


@pytest.mark.parametrize("where", ["save", "tell", "decide"])
def test_a_run_that_dies_is_finished_by_the_next(desk: Desk, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    """Before the save, before the letter, before the journal: in the end one event of each kind, one letter, one line."""
    desk.take(desk.answered())

    def die(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    from toolkit.ledger.closed import ClosedBook

    target = {"save": (ClosedBook, "save"), "tell": (Outbox, "queue"), "decide": (Received, "decide")}[where]
    with monkeypatch.context() as patch:
        patch.setattr(*target, die)
        with pytest.raises(KeyboardInterrupt):
            desk.reject("1")
    desk.reject("1")
    assert [event[2] for event in desk.events()] == ["反馈", "退回"]
    with Journal(desk.workspace.journal_path, datetime.now) as journal:
        assert len([mail for mail in journal.mails() if mail.kind == "退回"]) == 1


def test_an_accept_that_dies_appends_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """The number in the event tells the next run."""
    desk.take(desk.answered())

    def die(*args: object, **kwargs: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Received, "decide", die)
        with pytest.raises(KeyboardInterrupt):
            desk.accept("1")
    assert desk.receipts()[0].state == "待审"
    desk.accept("1")
    assert desk.item("A1").text("办理情况").count("电子版预报") == 1
    assert desk.receipts()[0].state == "已采纳"


def test_what_cannot_be_decided_is_said(desk: Desk) -> None:
    """No such number, decided already, a note with a mark of secrecy; all or nothing."""
    desk.take(desk.answered())
    before = desk.path.read_bytes()
    with pytest.raises(UsageError, match="没有收件编号"):
        desk.accept("1", "99")
    with pytest.raises(SecretFound):
        desk.reject("1", note="见机密★文件")
    assert desk.path.read_bytes() == before
    desk.accept("1")
    with pytest.raises(UsageError, match="已采纳"):
        desk.reject("1")


def test_an_answer_without_an_item_needs_a_person_to_name_it(desk: Desk) -> None:
    """Two items in one mail, none named in the reply."""
    remind.run(desk.path, desk.workspace, send=True, limit=None, today=date(2026, 12, 29), progress=silent)
    with Received(desk.workspace.journal_path, _ledger_id(desk)) as journal:
        [key] = [
            row[0]
            for row in journal.db.execute("SELECT message_id FROM mails WHERE recipient = ? ORDER BY rowid DESC LIMIT 1", (EDU,))
        ]
    tray = desk.take(reply(to=key, text="均在推进"), today=date(2026, 12, 30))
    assert tray.taken == [1]
    assert desk.sheet()[0]["编号"] is None
    with pytest.raises(UsageError, match="--item"):
        desk.accept("1", today=date(2026, 12, 30))
    desk.accept("1", item="A4", today=date(2026, 12, 30))
    assert "均在推进" in desk.item("A4").text("办理情况")


def _ledger_id(desk: Desk) -> str:
    return str(next(cells["值"] for _, cells in desk.model().own["设置"].rows if cells["项目"] == "台账标识"))


def test_several_answers_of_one_item_in_one_go(desk: Desk) -> None:
    """Both lines stand in 办理情况, in order."""
    desk.take(desk.answered("一"), desk.answered("二").replace(b"<reply-1@", b"<reply-2@"))
    desk.accept("1", "2")
    text = desk.item("A1").text("办理情况")
    assert text.index("：一") < text.index("：二")


def test_a_supporting_unit_does_not_stop_the_leads_clock(desk: Desk) -> None:
    """牵头汇总: its answer is entered, 反馈日期 stays empty, the lead is still to answer."""
    type_cell(desk.path, "督查台账", "H3", "市教育局牵头，市住建局配合")
    form = desk.form("市住建局", ["A1"], A1={"办理情况": "已配合"})
    desk.take(reply(HOUSING, to=desk.ids[HOUSING], files=[("表.xlsx", form)]))
    desk.accept("1")
    item = desk.item("A1")
    assert "已配合" in item.text("办理情况")
    assert item.raw("反馈日期") is None
    assert item.own["办理状态"] == "在办"


def test_units_that_answer_apart_are_heard_apart(desk: Desk) -> None:
    """分别反馈: only the one that has answered is left in peace, before and after the person's word."""
    type_cell(desk.path, "督查台账", "H3", "市教育局、市住建局")
    type_cell(desk.path, "设置", f"B{_row(desk, '反馈方式')}", "分别反馈")
    assert told(desk) >= {"A1", "A2"}
    form = desk.form("市教育局", ["A1"], A1={"办理情况": "已办"})
    desk.take(reply(to=desk.ids[EDU], files=[("表.xlsx", form)]))
    units = _units_told(desk, "A1")
    assert units == {"市住建局"}
    desk.accept("1")
    assert _units_told(desk, "A1") == {"市住建局"}


def _row(desk: Desk, name: str) -> int:
    return next(row for row, cells in desk.model().own["设置"].rows if cells["项目"] == name)


def _units_told(desk: Desk, item: str) -> set[str]:
    report = daily.run(desk.path, desk.workspace, today=LATER, progress=silent)
    return {str(each.data()["unit"]) for each in report.notices if item in str(each.data()["items"])}


def test_a_cell_that_cannot_take_the_line_stops_all(desk: Desk) -> None:
    """Nothing is written, the answer still waits, and the sentence says what to do."""
    desk.take(desk.answered())
    type_cell(desk.path, "督查台账", "J3", 60)
    before = desk.path.read_bytes()
    with pytest.raises(LayoutError, match="J3"):
        desk.accept("1")
    assert desk.path.read_bytes() == before
    assert desk.receipts()[0].state == "待审"


def test_a_bounce_marks_the_address(desk: Desk) -> None:
    """Once told, then found by the check until the address writes again or is corrected."""
    tray = desk.take(bounce(desk.ids[EDU], EDU))
    assert EDU in tray.bounced[0].reason
    findings = check.run(desk.path, desk.workspace, write=False, today=TODAY, progress=silent).findings
    assert [f.value for f in findings if f.rule == "单位邮箱"] == [EDU]
    listed = feedback.run_list(desk.path, desk.workspace, today=TODAY, progress=silent)
    assert [address for address, _, _ in listed.bounced] == [EDU]
    desk.take(desk.answered())
    findings = check.run(desk.path, desk.workspace, write=False, today=TODAY, progress=silent).findings
    assert not [f for f in findings if f.rule == "单位邮箱"]


def test_a_forged_bounce_marks_nobody(desk: Desk) -> None:
    """It must quote a mail of ours, and only addresses count to which that mail went."""
    assert desk.take(bounce("<made-up@office.example>", EDU)).bounced == []
    tray = desk.take(bounce(desk.ids[EDU], HOUSING))
    assert HOUSING not in tray.bounced[0].reason
    assert feedback.run_list(desk.path, desk.workspace, today=TODAY, progress=silent).bounced == ()


def test_off_by_default(desk: Desk) -> None:
    """Without [imap] fetch says what to write where; the list is there all the same."""
    with pytest.raises(SetupError, match=r"\[imap\]"):
        feedback_fetch.run(desk.path, desk.workspace, again=False, today=TODAY, progress=silent)
    assert desk.receipts() == ()


def test_a_ledger_of_an_older_version_is_told_to_adopt_again(desk: Desk) -> None:
    """Its own sheet is missing: one sentence, and adopt puts it there."""
    from tests.support.desk import take
    from toolkit.ledger.package import reader
    from toolkit.ledger.package.session import Session

    session = Session(reader.open_package(desk.path.read_bytes()))
    session.remove_sheet("反馈收件")
    session.names[("督办_表_反馈收件", None)] = None
    desk.path.write_bytes(session.finish())
    with pytest.raises(LayoutError, match="duban adopt"):
        desk.take(desk.answered())
    take(desk.path)
    desk.take(desk.answered())
    assert len(desk.sheet()) == 1


def test_another_machine_leaves_what_it_does_not_know(desk: Desk, tmp_path: Path) -> None:
    """Its journal is empty: the rows stay, new numbers go on above, and the unit is left in peace there too."""
    desk.take(desk.answered())
    other = Workspace(tmp_path / "elsewhere", desk.workspace.config, desk.path)
    there = Desk(desk.path, other, desk.ids)
    there.take()
    assert [row["收件编号"] for row in desk.sheet()] == [1]
    report = daily.run(desk.path, other, today=LATER, progress=silent)
    assert not [each for each in report.notices if "A1" in str(each.data()["items"])]


def test_an_event_by_mail_counts_as_one_by_hand(desk: Desk) -> None:
    """What accept records is judged as what a clerk records."""
    record(desk.path, (TODAY, "A1", "市教育局", "反馈", "邮件", "x"))
    daily.run(desk.path, desk.workspace, today=TODAY, progress=silent)
    by_hand = desk.item("A1").own
    assert (by_hand["灯"], by_hand["办理状态"]) == ("无", "待审核")


def test_a_form_is_never_put_over_another_file(desk: Desk) -> None:
    """--out that names a file which is there, even the ledger itself: refused, and its bytes stay."""
    before = desk.path.read_bytes()
    with pytest.raises(UsageError, match="为免覆盖"):
        feedback_form.run(desk.path, desk.workspace, unit="市教育局", items=[], out=desk.path, today=TODAY, progress=silent)
    assert desk.path.read_bytes() == before
    fresh = desk.path.with_name("反馈表 新.xlsx")
    feedback_form.run(desk.path, desk.workspace, unit="市教育局", items=[], out=fresh, today=TODAY, progress=silent)
    assert zipfile.is_zipfile(fresh)


def test_who_got_a_copy_is_not_told_again_when_the_first_address_is_dead(tmp_path: Path) -> None:
    """The mail to the first of two addresses comes back on the same day: the second has had it as 抄送, and gets nothing more."""
    path = write_ledger(tmp_path)
    take(path)
    type_addresses(path)
    table = ClosedBook(path, tmp_path / "nowhere").read().own["单位通讯录"]
    row = next(row for row, cells in table.rows if cells["单位名称"] == "市教育局")
    type_cell(path, table.sheet, f"{letters(table.columns['联络员邮箱'])}{row}", "a@lyg.example；b@lyg.example")
    desk = Desk(path, Workspace.find(path, path.parent), {})
    remind.run(path, desk.workspace, send=True, limit=None, today=TODAY, progress=silent)
    sent = {file: email.message_from_bytes(file.read_bytes()) for file in desk.workspace.mail_folder.glob("*.eml")}
    [first] = [mail for mail in sent.values() if mail["Cc"] == "b@lyg.example"]
    assert desk.take(bounce(str(first["Message-ID"]), "a@lyg.example")).bounced
    again = remind.run(path, desk.workspace, send=True, limit=None, today=TODAY, progress=silent)
    assert [each.state for each in again.notices if each.about.to == "b@lyg.example"] == ["sent"]
    assert set(desk.workspace.mail_folder.glob("*.eml")) == set(sent)
