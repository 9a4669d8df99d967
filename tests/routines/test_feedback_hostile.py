"""Mails that mean harm, or only look as if: nothing of theirs becomes a formula, a path, a program or another unit's word."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest

from tests.routines.feedbacking import EDU, HOUSING, Desk, open_desk
from tests.support.desk import TODAY
from tests.support.parts import parts
from tests.support.replies import reply
from toolkit.ledger.package import reader
from toolkit.mail.incoming import read_mail

XLSM = "application/vnd.ms-excel.sheet.macroEnabled.12"


@pytest.fixture(scope="module")
def shared(tmp_path_factory: pytest.TempPathFactory) -> Desk:
    return open_desk(tmp_path_factory.mktemp("office"))


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return open_desk(tmp_path)


def with_part(data: bytes, name: str, content: bytes) -> bytes:
    out = io.BytesIO(data)
    with zipfile.ZipFile(out, "a", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr(name, content)
    return out.getvalue()


def saved(desk: Desk) -> list[str]:
    """The names of all files kept from mails."""
    return sorted(path.name for path in desk.workspace.feedback_dir.rglob("*") if path.is_file())


def test_a_forged_sender_gets_nowhere(desk: Desk) -> None:
    """The right form from an unknown address: told, not entered, nothing kept; likewise from another unit's address."""
    form = desk.form(A1={"办理情况": "x"})
    tray = desk.take(
        reply("jyj@evil.example", to=desk.ids[EDU], files=[("表.xlsx", form)]),
        reply(HOUSING, to=desk.ids[EDU], files=[("表.xlsx", form)], message_id="<2@lyg.example>"),
        reply(HOUSING, to=desk.ids[EDU], text="已办结", message_id="<3@lyg.example>"),
    )
    assert tray.taken == []
    assert ["单位通讯录" in tray.passed[0].reason, "校验码与发件单位不符" in tray.passed[1].reason] == [True, True]
    assert "不是发给该单位" in tray.passed[2].reason
    assert desk.sheet() == []
    assert saved(desk) == []


def test_two_senders_are_none(desk: Desk) -> None:
    """A From line with the unit's address beside another one."""
    raw = reply(to=desk.ids[EDU], text="已办结").replace(b"<unit3@lyg.example>", b"<unit3@lyg.example>, x@evil.example")
    assert desk.take(raw).taken == []


def test_a_form_of_another_unit_sent_by_this_one(desk: Desk) -> None:
    """市教育局 sends the form of 市住建局."""
    form = desk.form("市住建局", A2={"办理情况": "x"})
    tray = desk.take(reply(to=desk.ids[EDU], files=[("表.xlsx", form)]))
    assert tray.taken == []
    assert "校验码" in tray.passed[0].reason


def test_a_form_of_another_office(desk: Desk, tmp_path: Path) -> None:
    """The same unit, another ledger's code."""
    (tmp_path / "other").mkdir()
    other = open_desk(tmp_path / "other")
    tray = desk.take(reply(to=desk.ids[EDU], files=[("表.xlsx", other.form(A1={"办理情况": "x"}))]))
    assert tray.taken == []


def test_unrelated_mail_is_left_alone(desk: Desk) -> None:
    """Spam, other business of a unit: neither entered, nor told, nor kept."""
    tray = desk.take(
        reply("spam@evil.example", text="发票", files=[("发票.xlsx", b"PK")]),
        reply(text="请假", message_id="<2@lyg.example>"),
    )
    assert (tray.taken, tray.passed, tray.secret) == ([], [], [])
    assert saved(desk) == []


def test_an_out_of_office_note_is_told_and_no_answer(desk: Desk) -> None:
    """The clerk may want to telephone; the unit has not answered."""
    tray = desk.take(reply(to=desk.ids[EDU], text="我在休假", headers={"Auto-Submitted": "auto-replied"}))
    assert tray.taken == []
    assert "自动回复" in tray.passed[0].reason


@pytest.mark.parametrize(
    "text",
    ['=HYPERLINK("http://x.example","y")', "+cmd|' /C calc'!A0", "-1+1", "@SUM(A1)", "=1+1\n=2+2", "\t=1", "＝1+1"],
)
def test_what_begins_like_a_formula_stays_text(desk: Desk, text: str) -> None:
    """In the sheet, in 办理情况, in 过程记录: no cell of staff's or ours becomes a formula."""
    desk.take(desk.answered(text, 存在问题=text, 进度=text, 预计完成=text))
    desk.accept("1")
    part = reader.open_package(desk.path.read_bytes())
    own = {table.sheet for name, table in desk.model().own.items() if name in ("反馈收件", "过程记录")}
    for ref in part.sheets:
        if ref.name in own:
            assert b"<f>" not in part.package.read(ref.part)
    [row] = desk.sheet()
    assert str(row["办理情况"]).strip() == text.strip()
    assert text.strip().split("\n")[0] in desk.item("A1").text("办理情况")
    sheet = parts(desk.path.read_bytes())["xl/worksheets/sheet1.xml"]
    formulas = [piece.partition(b"</f>")[0] for piece in sheet.split(b"<f>")[1:]]
    assert not [formula for formula in formulas if b"HYPERLINK" in formula or b"calc" in formula]


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "{{ 7*7 }}", "]]>&amp;", "😀" * 50, "半\ud83d个", "\x00\x07\x1b[31m", "_x0041_"]
)
def test_odd_characters_stay_text(desk: Desk, text: str) -> None:
    """A text reply of anything: entered as it reads, or without what XML forbids; a letter back does not execute it."""
    desk.take(reply(to=desk.ids[EDU], text="情况：" + text.encode("utf-8", "replace").decode()))
    desk.reject("1", note="请重报：" + text)
    reader.open_package(desk.path.read_bytes())
    assert str(desk.sheet()[0]["办理情况"]).startswith("情况：")


def test_ten_thousand_characters(desk: Desk) -> None:
    """Cut, and the reader is sent to the original."""
    desk.take(desk.answered("好" * 10_000))
    desk.accept("1")
    assert str(desk.sheet()[0]["办理情况"]).endswith("……（全文见原件）")
    assert len(desk.item("A1").text("办理情况")) < 6_000


def test_a_program_in_a_form_is_not_opened(desk: Desk) -> None:
    """A .xlsm, one renamed to .xlsx, an .exe: told, left in the original mail; the words of the mail count."""
    form = desk.form(A1={"办理情况": "x"})
    tray = desk.take(
        reply(to=desk.ids[EDU], text="见附件", files=[("反馈表.xlsm", form)], kind=XLSM),
        reply(
            to=desk.ids[EDU],
            text="改名",
            files=[("反馈表.xlsx", with_part(form, "xl/vbaProject.bin", b"x"))],
            message_id="<2@lyg.example>",
        ),
        reply(to=desk.ids[EDU], text="程序", files=[("a.exe", b"MZ"), ("反馈表.pdf.js", b"x")], message_id="<3@lyg.example>"),
    )
    assert [each.answer.what for each in desk.receipts()] == ["见附件", "改名", "程序"]
    assert all(each.note for each in desk.receipts())
    assert "宏" in tray.passed[1].reason
    assert saved(desk) == ["原邮件.eml"] * 3


def test_external_links_are_read_as_data_and_not_laid_out(desk: Desk) -> None:
    """DDE and links: the answer counts, the workbook stays in the mail."""
    form = with_part(desk.form(A1={"办理情况": "已办"}), "xl/externalLinks/externalLink1.xml", b'<ddeLink ddeService="cmd"/>')
    assert desk.take(reply(to=desk.ids[EDU], files=[("表.xlsx", form)])).taken == [1]
    assert saved(desk) == ["原邮件.eml"]


def test_a_zip_bomb_is_not_unpacked(desk: Desk) -> None:
    """Told as too large; the words of the mail are entered."""
    bomb = with_part(desk.form(A1={"办理情况": "x"}), "xl/worksheets/sheet9.xml", b" " * (50 << 20))
    tray = desk.take(reply(to=desk.ids[EDU], text="见附件", files=[("表.xlsx", bomb)]))
    assert tray.taken == [1]
    assert "解压后过大" in tray.passed[0].reason
    assert saved(desk) == ["原邮件.eml"]


def test_fifty_megabytes_are_not_downloaded(desk: Desk) -> None:
    """The clerk is told to look into the mailbox; unrelated large mails are not told of."""
    head = reply(to=desk.ids[EDU], text="x").partition(b"\n\n")[0] + b"\n\n"
    tray = desk.take(head, reply("spam@evil.example").partition(b"\n\n")[0], size=50 << 20)
    assert [("50MB" in each.reason, each.sender) for each in tray.passed] == [(True, EDU)]


def test_a_large_attachment_within_a_mail_is_not_opened(desk: Desk) -> None:
    """An .xlsx of 12 MB is no form."""
    tray = desk.take(reply(to=desk.ids[EDU], text="见附件", files=[("大.xlsx", b"PK" + b"x" * (12 << 20))]))
    assert tray.taken == [1]
    assert "没有打开" in tray.passed[0].reason


@pytest.mark.parametrize(
    "name",
    ["../../../etc/passwd.pdf", "C:\\Windows\\a.pdf", "a\x00b.pdf", "CON", "CON.pdf", ".htaccess.pdf", "长" * 300 + ".pdf", "a\r\nBcc: x.pdf", "~$表.pdf", "a/b:c*d?.pdf", ""],
)  # fmt: skip
def test_names_are_names_and_no_paths(shared: Desk, name: str) -> None:
    """Everything lies in the mail's own folder, under a name that Windows takes as well."""
    import re

    encoded = name.encode("utf-8", "replace").decode().replace("\r\n", " ").replace("\x00", " ")
    shared.take(
        reply(
            to=shared.ids[EDU], text=f"见附件{name!r}", files=[(encoded, b"%PDF")], message_id=f"<{abs(hash(name))}@lyg.example>"
        )
    )
    outside = [path for path in shared.workspace.root.rglob("*.pdf") if shared.workspace.feedback_dir not in path.parents]
    assert outside == []
    for path in shared.workspace.feedback_dir.rglob("*"):
        if path.is_file():
            assert re.fullmatch(r"(?:原邮件\.eml|附件\d+_[^<>:\"/\\|?*\x00-\x1f]{1,70})", path.name)
            assert len(path.relative_to(shared.workspace.feedback_dir).parts) == 2


@pytest.mark.parametrize("place", ["subject", "text", "form", "name", "docx", "xlsm", "large"])
def test_signs_of_a_secret_are_kept_nowhere(desk: Desk, place: str) -> None:
    """Not in the ledger, not in the journal, not on the disk; the clerk is told where to look, and no word of it."""
    sign = "转发机密★3年文件"
    docx = io.BytesIO()
    with zipfile.ZipFile(docx, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("word/document.xml", "<w:p><w:t>转发机</w:t><w:t>密★3年文件</w:t></w:p>")
    raw = reply(
        to=desk.ids[EDU],
        subject=f"回复：{sign}" if place == "subject" else "回复",
        text=sign if place == "text" else "见附件",
        files={
            "form": [("表.xlsx", desk.form(A1={"办理情况": sign}))],
            "name": [(f"{sign}.pdf", b"%PDF")],
            "docx": [("报告.docx", docx.getvalue())],
            "xlsm": [("表.xlsm", with_part(desk.form(A1={"办理情况": sign}), "xl/vbaProject.bin", b"x"))],
        }.get(place, []),
    )
    if place == "large":
        head = reply(to=desk.ids[EDU], subject=sign).partition(b"\n\n")[0]
        assert [told.subject for told in desk.take(head, size=40 << 20).passed] == [""]
        assert not list(desk.workspace.root.rglob("原邮件.eml"))
        return
    before = desk.path.read_bytes()
    (desk.path.parent / "form.xlsx").unlink(missing_ok=True)
    tray = desk.take(raw)
    assert tray.taken == []
    [told] = tray.secret
    assert (told.sender, told.subject) == (EDU, "")
    assert "机密" not in told.reason
    assert desk.path.read_bytes() == before
    for path in desk.workspace.root.rglob("*"):
        if path.is_file():
            assert "机密".encode() not in path.read_bytes(), path
    assert desk.take(raw).secret == []


def test_a_broken_mail_does_not_stop_the_others(desk: Desk) -> None:
    """Junk before and after an ordinary reply."""
    tray = desk.take(b"", b"\xff" * 1000, desk.answered(), b"Content-Type: multipart/mixed\r\n\r\n")
    assert tray.taken == [1]


def test_a_package_with_a_broken_part_stops_nobody(desk: Desk) -> None:
    """Its own sum is wrong: not opened, said, and the next mail is taken."""
    broken = bytearray(desk.form(A1={"办理情况": "x"}))
    at = broken.index(b"xl/worksheets/sheet1.xml") + 60
    broken[at : at + 8] = b"\0" * 8
    tray = desk.take(reply(to=desk.ids[EDU], text="见附件", files=[("表.xlsx", bytes(broken))]), desk.answered())
    assert len(tray.taken) == 2
    assert "没有打开" in tray.passed[0].reason


def test_a_mail_that_nobody_thought_of_is_told(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    """A reader that fails in a new way: said, passed over, and the next mail is taken."""

    def failing(raw: bytes) -> object:
        if raw == b"new":
            raise RecursionError
        return read_mail(raw)

    monkeypatch.setattr("toolkit.routines.feedback_intake.read_mail", failing)
    tray = desk.take(b"new", desk.answered())
    assert tray.taken == [1]
    assert "读不出" in tray.passed[0].reason


def test_many_forms_in_one_mail_count_as_one_answer_each(desk: Desk) -> None:
    """The same form twenty-five times: one answer, the rest is said."""
    form = desk.form(A1={"办理情况": "x"})
    tray = desk.take(reply(to=desk.ids[EDU], files=[(f"{number}.xlsx", form) for number in range(25)]))
    assert tray.taken == [1]
    assert "5个没有查看" in tray.passed[0].reason
    assert desk.receipts()[0].day == TODAY
