"""A week of an office, acted out: told day by day, with a real mail server, a real mailbox, and duban run as a program.

Six items are under way when the office begins with the toolkit on a Monday. Two more come in; units answer by mail and on paper;
one answer is sent back, one deadline is extended, one unit stays silent and is chased, then warned. After each step it is asked
what a clerk would look at: lights, sheets, papers, mails. No cell of the office's may differ from what was typed, no unit is told
anything twice on a day, and none that has answered is chased.
"""

from __future__ import annotations

from collections.abc import Iterator
from email.message import EmailMessage
from pathlib import Path

import pytest

from tests.support import imap, mailserver
from tests.support.clerk import Clerk, recipients, words
from tests.support.parts import parts
from tests.support.replies import filled, reply
from tests.support.week import (
    ADDRESSES,
    CIVIL,
    DESK,
    EDU,
    FINANCE,
    FRIDAY,
    HEALTH,
    HOUSING,
    MONDAY,
    NEXT_MONDAY,
    OFFICE,
    STAFF,
    THURSDAY,
    TRAFFIC,
    TUESDAY,
    WATER,
    WEDNESDAY,
    about_items,
    address_book,
    setting,
    write_ledger,
)  # fmt: skip

pytestmark = pytest.mark.system


@pytest.fixture
def clerk(tmp_path: Path) -> Iterator[Clerk]:
    ledger = write_ledger(tmp_path / "督查室 2026")
    with mailserver.running() as server:
        yield Clerk(ledger, MONDAY, server, STAFF, {"DUBAN_IMAP_PASSWORD": imap.PASSWORD})


def test_a_week(clerk: Clerk, mailbox: imap.Mailbox) -> None:
    """From the first look at the ledger to the first closed file."""
    before = parts(clerk.ledger.read_bytes())
    reminder = monday(clerk, mailbox)
    tuesday(clerk)
    wednesday(clerk, mailbox, reminder)
    thursday(clerk)
    friday(clerk)
    next_monday(clerk)
    after = parts(clerk.ledger.read_bytes())
    theirs = [name for name in before if "sheet2" in name or "comments" in name or "vmlDrawing" in name]
    assert len(theirs) == 3
    assert [name for name in theirs if after[name] != before[name]] == [], "the other sheet, and the note at a cell"


def monday(clerk: Clerk, mailbox: imap.Mailbox) -> EmailMessage:
    """The office sets up, adopts its ledger, looks before it sends, and chases in writing whom the rules name. Returns the reminder
    that 市住房城乡建设局 got."""
    made = clerk.duban(
        "setup", "--office", "某市政府督查室", "--ledger", clerk.ledger.name, "--smtp-host", clerk.server.host,
        "--smtp-port", str(clerk.server.port), "--smtp-security", "none", "--sender", imap.USER, "--imap-host", imap.HOST,
        "--imap-port", str(mailbox.port), "--imap-user", imap.USER, "--ca-file", str(mailbox.ca_file), "--yes",
    )  # fmt: skip
    assert [check["name"] for check in made["checks"] if check["ok"]] == ["台账", "邮件服务器", "收信邮箱"]
    assert [row[0] for row in clerk.sheet("单位通讯录", "单位名称")] == [EDU, HOUSING, TRAFFIC, WATER, FINANCE, CIVIL]
    address_book(clerk)
    setting(clerk, "督查室邮箱", OFFICE)
    setting(clerk, "邮件附件", "反馈表")
    day = clerk.duban("daily")
    assert day["lights"] == {"红": 1, "黄": 2, "绿": 2, "灰": 1, "无": 0}
    assert clerk.lights() == {
        "2026-001": "红 在办", "2026-002": "黄 在办", "2026-003": "黄 在办", "2026-004": "绿 在办", "2026-005": "绿 在办",
        "2026-006": "灰 已销号",
    }  # fmt: skip
    assert [(slip["kind"], slip["item"]) for slip in day["slips"]] == [("催办单", "2026-001")]
    assert clerk.post() == [], "nothing leaves the house before a person has looked"
    shown = clerk.duban("remind")
    assert {notice["unit"]: notice["reasons"] for notice in shown["notices"]} == {
        EDU: ["超期"], HOUSING: ["临期"], TRAFFIC: ["临期"],
    }  # fmt: skip
    clerk.duban("remind", "--send")
    mails = clerk.post()
    assert set(about_items(mails)) == {ADDRESSES[EDU], ADDRESSES[HOUSING], ADDRESSES[TRAFFIC]}
    assert sorted(set(recipients(mails)) & {OFFICE, DESK}) == [OFFICE, DESK]
    draft = clerk.duban("slip", "--kind", "催办单", "--item", "2026-001")
    assert draft["slips"][0]["number"] is None
    issued = clerk.duban(
        "slip", "--kind", "催办单", "--item", "2026-001", "--issue", "--issuer", "主任", "--new-date", "2026-03-20"
    )
    assert issued["slips"][0]["number"] == "连督催〔2026〕1号"
    assert clerk.sheet("文书登记", "文号", "事项编号", "单位", "状态") == [("连督催〔2026〕1号", "2026-001", EDU, "签发")]
    assert clerk.papers("督查催办单"), "the paper lies where the register says"
    again = clerk.duban("daily")
    assert again["slips"] == [], "who was chased today is not proposed again"
    assert clerk.post() == [], "nobody hears the same twice on a day"
    return next(mail for mail in mails if recipients([mail]) == [ADDRESSES[HOUSING]])


def tuesday(clerk: Clerk) -> None:
    """Two new items come in, one for a unit that is not in the address book; a unit asks on paper for more time."""
    clerk.day = TUESDAY
    clerk.type({
        "A9": "2026-007", "B9": "整治医院停车难", "C9": "领导批示", "D9": "市长", "E9": TUESDAY, "G9": TUESDAY, "H9": HEALTH,
        "A10": "2026-008", "B10": "公布惠企资金清单", "C10": "政府常务会议", "F10": "第6次", "G10": TUESDAY, "H10": FINANCE,
        "I10": "4月15日前",
    })  # fmt: skip
    first = clerk.duban("daily")
    assert first["since_last"]["added"] == 2
    assert {notice["unit"]: (notice["reasons"], notice["state"]) for notice in first["notices"]} == {
        HEALTH: (["新交办"], "no_address"), FINANCE: (["新交办"], "sent"), WATER: (["临期"], "sent"),
    }  # fmt: skip
    assert HEALTH in str(clerk.sheet("校验结果", "规则", "问题与建议"))
    address_book(clerk, HEALTH)
    second = clerk.duban("daily")
    assert {notice["unit"]: notice["state"] for notice in second["notices"]}[HEALTH] == "sent"
    assert set(about_items(clerk.post())) == {ADDRESSES[HEALTH], ADDRESSES[FINANCE], ADDRESSES[WATER]}
    assert clerk.lights()["2026-007"] == "绿 待签收"
    assert HEALTH not in str(clerk.sheet("校验结果", "规则", "问题与建议"))
    assert [(slip["kind"], slip["item"]) for slip in second["slips"]] == [("交办单", "2026-007"), ("交办单", "2026-008")]
    papers = clerk.duban("slip", "--kind", "交办单", "--item", "2026-007,2026-008", "--issue", "--issuer", "主任")
    assert [slip["number"] for slip in papers["slips"]] == ["连督交〔2026〕1号", "连督交〔2026〕2号"]
    clerk.duban(
        "event", "add", "--item", "2026-004", "--step", "延期申请", "--unit", WATER, "--via", "纸质", "--note", "申请延至4月30日"
    )
    clerk.duban("daily")
    assert clerk.lights()["2026-004"] == "黄 在办", "to ask for more time stops nothing"
    assert clerk.post() == []


def wednesday(clerk: Clerk, mailbox: imap.Mailbox, reminder: EmailMessage) -> None:
    """One unit answers by mail with the form that came to it, one on paper; more time is granted; the new papers are signed for."""
    clerk.day = WEDNESDAY
    clerk.type({"J9": WEDNESDAY, "J10": WEDNESDAY})
    [form] = list(reminder.iter_attachments())
    content = filled(form.get_content(), {"2026-002": {"办理情况": "已整治6处", "进度": "75%", "是否办结": "否"}})
    mailbox.deliver(reply(ADDRESSES[HOUSING], files=[("反馈表.xlsx", content)], to=str(reminder["Message-ID"])))
    fetched = clerk.duban("feedback", "fetch")
    assert [(each["item"], each["unit"], each["text"]) for each in fetched["received"]] == [("2026-002", HOUSING, "已整治6处")]
    clerk.duban(
        "event", "add", "--item", "2026-003", "--step", "反馈", "--unit", TRAFFIC, "--via", "纸质", "--note", "已修复20公里"
    )
    granted = ("--note", "同意延至2026年4月30日", "--by", "主任")
    clerk.duban("event", "add", "--item", "2026-004", "--step", "延期", "--unit", WATER, *granted)
    day = clerk.duban("daily")
    assert [(each["kind"], each["item"]) for each in day["proposals"]][:2] == [("来信待审", "2026-002"), ("待审核", "2026-003")]
    assert clerk.lights() | {"2026-002": ""} == {
        "2026-001": "红 在办", "2026-002": "", "2026-003": "无 待审核", "2026-004": "绿 在办", "2026-005": "绿 在办", "2026-006": "灰 已销号",
        "2026-007": "绿 在办", "2026-008": "绿 在办",
    }  # fmt: skip
    mails = clerk.post()
    assert about_items(mails) == {}, "who has answered, or was told on Monday, is left in peace"
    [summary] = [words(mail) for mail in mails]
    assert "待审核2项" in summary
    assert clerk.sheet("反馈收件", "收件编号", "处理", "编号", "单位") == [("1", "待审", "2026-002", HOUSING)]


def thursday(clerk: Clerk) -> None:
    """The deadline of the answer that nobody has read yet is past: nobody is chased for it, no list calls it late. Then it is accepted,
    and the other answer is sent back."""
    clerk.day = THURSDAY
    day = clerk.duban("daily")
    assert clerk.lights()["2026-002"].startswith("红"), "the light waits for a person's word"
    assert "已来信反馈" in clerk.hint("2026-002"), "so that nobody picks up the telephone"
    assert "2026-002" not in [slip["item"] for slip in day["slips"]]
    mails = clerk.post()
    assert set(about_items(mails)) == {ADDRESSES[EDU]}, "the silent unit alone, three workdays after it was told last"
    [summary] = [words(mail) for mail in mails if recipients([mail]) == [OFFICE]]
    assert "超期1项" in summary
    assert "2026-002" in summary.partition("【待审核】")[2]
    status = clerk.duban("status")
    assert [each["item"] for each in status["overdue"]["items"]] == ["2026-001"]
    assert (status["answers"], status["answered"]) == (1, ["2026-002"])
    desk = clerk.duban("bulletin", "--kind", "今日待办")
    assert (desk["figures"]["lists"]["来信待审"], desk["figures"]["lists"]["已超期"]) == (["2026-002"], ["2026-001"])
    line = "已进场\n2026年3月18日市住房城乡建设局报（电子版预报）：已整治6处；进度：75%；未办结"
    accepted = clerk.duban("feedback", "accept", "--id", "1", "--by", "李", writes={"K4": line, "L4": "2026-03-18"})
    assert accepted["items"] == [{"id": "2026-002", "status": "待审核", "light": "无"}]
    back = ("--note", "请补充验收材料", "--by", "李")
    clerk.duban("event", "add", "--item", "2026-003", "--step", "退回", "--unit", TRAFFIC, *back)
    clerk.duban("daily")
    assert clerk.lights()["2026-003"] == "黄 退回重办"
    told = about_items(clerk.post())
    assert set(told) == {ADDRESSES[TRAFFIC]}
    assert "2026年3月20日" in told[ADDRESSES[TRAFFIC]], "the next workday 〔五(六)〕"


def friday(clerk: Clerk) -> None:
    """Both answers pass review; one item is done. The week's paper for leaders, and the list for Monday's meeting."""
    clerk.day = FRIDAY
    clerk.duban("event", "add", "--item", "2026-003", "--step", "反馈", "--unit", TRAFFIC, "--via", "纸质", "--note", "附验收表")
    clerk.duban("event", "add", "--item", "2026-002,2026-003", "--step", "审核通过", "--by", "李")
    clerk.type({"K4": "已全部整治，通过验收", "O4": FRIDAY})
    day = clerk.duban("daily")
    assert clerk.lights()["2026-002"] == "无 待销号"
    assert ("待销号", "2026-002") in [(each["kind"], each["item"]) for each in day["proposals"]]
    assert about_items(clerk.post()) == {}
    paper = clerk.duban("bulletin", "--kind", "政务督查", "--from", "2026-03-16")
    assert paper["figures"]["lists"]["滞后"] == ["2026-001"]
    assert paper["figures"]["lists"]["待销号"] == ["2026-002", "2026-003"]
    meeting = clerk.duban("bulletin", "--kind", "周例会")
    assert meeting["figures"]["lists"]["新交办"] == ["2026-007", "2026-008"]
    assert len(clerk.papers()) == 7, clerk.papers()


def next_monday(clerk: Clerk) -> None:
    """Struck off and filed; the unit that was chased a week ago and is silent still is warned; nothing is forgotten."""
    clerk.day = NEXT_MONDAY
    clerk.type({"P4": NEXT_MONDAY})
    day = clerk.duban("daily")
    assert clerk.lights()["2026-002"] == "灰 已销号"
    assert [(slip["kind"], slip["item"]) for slip in day["slips"]] == [("告诫单", "2026-001")]
    warned = clerk.duban(
        "slip", "--kind", "告诫单", "--item", "2026-001", "--issue", "--issuer", "主任", "--new-date", "2026-03-30"
    )
    assert warned["slips"][0]["number"] == "连督诫〔2026〕1号"
    assert set(about_items(clerk.post())) == {ADDRESSES[HEALTH]}, "its day is near; the silent unit heard two workdays ago"
    [folder, _] = clerk.duban("archive", "--item", "2026-002")["paths"]
    filed = " ".join(path.name for path in Path(folder).iterdir())
    for paper in ("归档登记表", "归档过程记录", "提醒邮件", "单位反馈（已采纳）", "反馈表.xlsx", "卷内目录.docx"):
        assert paper in filed
    life = clerk.duban("event", "list", "--item", "2026-001")["events"]
    assert [event["step"] for event in life] == ["批示", "交办", "签收", "催办", "告诫"]
    assert clerk.duban("status")["lights"] == {"红": 1, "黄": 1, "绿": 3, "灰": 2, "无": 1}
