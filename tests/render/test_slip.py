"""The four slips as Word files: what they say, and what cell text cannot do to them."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from docx import Document
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from lxml import etree
from openxml_audit import OpenXmlValidator

from tests.support.slips import EMPTY, ITEM, TEMPLATES, many, slip
from toolkit.domain.errors import TemplateError
from toolkit.domain.papers.kinds import FORMS
from toolkit.domain.papers.slip import EarlierSlip, Slip, SlipDeadline
from toolkit.domain.sheets import SLIPS
from toolkit.render.slip import chinese_number, render_slip

HOSTILE = "<w:p>&amp;{{ 7*7 }}{% for x in y %}{_{{# 注 #}a\x00b\x07c\x0cd\x1be\ufffef]]>㛃𠮷“引号”\ud83d'\"" + "长" * 5000
SHOWN = "<w:p>&amp;{{ 7*7 }}{% for x in y %}{_{{# 注 #}a b c\nd ef]]>㛃𠮷“引号”\ufffd'\"" + "长" * 5000


def words(document: bytes) -> str:
    """All paragraphs of the body in reading order, table cells included, a line each."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        body = etree.fromstring(package.read("word/document.xml"))
    marks = {"tab": "\t", "br": "\n"}
    lines = []
    for paragraph in body.iter("{*}p"):
        nodes = (node for run in paragraph.iter("{*}r") for node in run)
        lines.append(
            "".join(marks.get(name := etree.QName(node).localname, (node.text or "") if name == "t" else "") for node in nodes)
        )
    return "\n".join(lines)


def rendered(paper: Slip) -> str:
    return words(render_slip(paper, [TEMPLATES]))


def audit(document: bytes, path: Path) -> list[str]:
    path.write_bytes(document)
    return [str(error) for error in OpenXmlValidator().validate(str(path)).errors]


def test_handing_over_says_what_is_to_be_done() -> None:
    """政务督查交办单: title, number, unit, item, units, person, each deadline with its basis, signature, receipt."""
    text = rendered(slip("交办单"))
    for part in (
        "政务督查交办单\n连督交〔2026〕1号\t签发人：张某某\n市住房城乡建设局：\n",
        "根据市领导批示要求，现将下列1项督查事项交由你单位办理",
        "编　　号\nDB2026-001\n事项来源\n领导批示\n督查事项\n推进城区三处积水点改造",
        "牵头单位\n市住房城乡建设局\n配合单位\n市水利局、市财政局\n责 任 人\n分管副局长\n交办日期\n2026年3月11日",
        "反馈时限：2026年3月20日。2026年3月11日交办，次日起7个工作日，至2026年3月20日，依据五（五）。\n办结时限：2026年6月30日，依据七（二）。",
        "市政府督查室\n2026年4月7日\n",
        "办理情况反馈单",
        "签收回执",
    ):
        assert part in text


def test_again_says_what_fell_short() -> None:
    """再督查 〔七(三)〕: its own title and opening, history, what fell short, the new date; a plain 交办单 has none of it."""
    text = rendered(slip("交办单", again=True))
    for part in (
        "政务督查交办单（再督查）\n",
        "落实不到位，现组织再督查",
        "办理经过\n2026年3月11日",
        "存在问题\n尚未报送积水点",
        "重办时限\n2026年4月15日",
    ):
        assert part in text
    assert "再督查" not in rendered(slip("交办单"))
    assert "重办时限" not in rendered(slip("交办单"))


def test_notice_says_what_is_to_be_done() -> None:
    """督办通知: head, body, clause, contact, 附件 and 版记."""
    text = rendered(slip("督办通知", copies="市政府办公室综合二处"))
    for part in (
        "连督通〔2026〕1号",
        "编号：DB2026-001；来源：领导批示。",
        "办理要求：6月底前",
        "联系电话：85800000。",
        "附件：签收回执",
    ):
        assert part in text
    assert "抄送：市政府办公室综合二处。\n\n市政府督查室\t2026年4月7日印发" in text
    assert "（一）" not in text.replace("五（五）", "")


def test_notice_numbers_several_items() -> None:
    """Several items of one notice are counted （一）（二）."""
    text = rendered(slip("督办通知", *many(12)))
    assert "（一）推进" in text
    assert "（十二）推进" in text


def test_chasing_says_how_late() -> None:
    """督查催办单: first slip and its day, days overdue, what is missing, new date, how many times."""
    text = rendered(slip("催办单"))
    for part in (
        "首次交办\n连督交〔2026〕1号\n交办日期\n2026年3月11日",
        "原定时限\n反馈时限：2026年3月20日；办结时限：2026年6月30日",
        "超期天数\n18天\n催办次数\n第2次",
        "未办事项\n尚未报送积水点改造进展情况和泵站检修清单",
        "新定时限\n2026年4月15日",
    ):
        assert part in text


def test_warning_tells_the_history() -> None:
    """督查告诫单: what was issued before, the failure, the date for rectification, the reply."""
    text = rendered(slip("告诫单"))
    for part in (
        "2026年3月11日　政务督查交办单　连督交〔2026〕1号\n2026年3月24日　督查催办单　连督催〔2026〕1号",
        "尚未报送积水点改造进展情况和泵站检修清单（截至2026年4月7日，超过时限18天）",
        "整改期限\n2026年4月15日",
        "整改情况反馈单",
    ):
        assert part in text


def test_warning_names_a_handing_over_without_a_slip() -> None:
    """A 交办 of which no slip is registered stands first in the history."""
    item = replace(ITEM, handed_on=date(2026, 3, 9))
    assert "2026年3月9日　交办\n2026年3月11日　政务督查交办单" in rendered(slip("告诫单", item))


def test_the_first_handing_over_is_no_chasing() -> None:
    """首次交办 is a 督办通知 or 交办单; where none is registered, its day is the 交办日期."""
    item = replace(ITEM, slips_before=ITEM.slips_before[1:])
    assert "首次交办\n\n交办日期\n2026年3月11日" in rendered(slip("催办单", item))


def test_a_deadline_without_a_date() -> None:
    """A basis without a date says so, and no 依据 is invented."""
    item = replace(ITEM, deadlines=(SlipDeadline("报告", "", ""), SlipDeadline("办结", "长期坚持", "")))
    assert "报告时限：未写明日期。\n办结时限：长期坚持。" in rendered(slip("交办单", item))


def test_draft_has_no_number() -> None:
    """A draft shows 〔拟稿〕 and takes no number."""
    text = rendered(slip("交办单", number=None, issuer=""))
    assert "〔拟稿〕\t签发人：　　　　\n" in text
    assert "连督交〔" not in text


def test_own_title() -> None:
    """A title of its own (再督查) stands in place of the paper's name, in the receipt too."""
    assert rendered(slip("交办单", title="政务督查交办单（再督查）")).count("政务督查交办单（再督查）") == 2


@pytest.mark.parametrize("kind", SLIPS)
def test_empty_fields_leave_empty_places(kind: str) -> None:
    """Nothing known but number and matter: no “None”, no stray sentence, a valid file."""
    text = rendered(slip(kind, EMPTY, number=None, issuer="", phone="", unit=""))
    assert "None" not in text
    assert "联系电话：" not in text
    assert "0天" not in text
    assert "第0次" not in text
    assert "抄送" not in text


@pytest.mark.parametrize("kind", SLIPS)
@pytest.mark.parametrize("count", [1, 30])
def test_documents_are_valid(kind: str, count: int, tmp_path: Path) -> None:
    """openxml-audit finds nothing in a paper of one item and of thirty."""
    assert audit(render_slip(slip(kind, *many(count), copies="各县区"), [TEMPLATES]), tmp_path / "文书.docx") == []


@pytest.mark.parametrize("kind", [*SLIPS, *FORMS])
def test_hostile_text_stays_text(kind: str, tmp_path: Path) -> None:
    """Markup, template tags, control characters, 5,000 characters and rare ones come out as they went in, less what XML forbids."""
    item = replace(
        ITEM, matter=HOSTILE, requirement=HOSTILE, missing=HOSTILE, lead=HOSTILE, support=HOSTILE, person=HOSTILE, id=HOSTILE[:60],
        source=HOSTILE[:60], deadlines=(SlipDeadline(HOSTILE[:9], HOSTILE[:9], HOSTILE),), slips_before=(EarlierSlip(HOSTILE, date(2026, 1, 1), HOSTILE),),
    )  # fmt: skip
    paper = slip(kind, item, title=HOSTILE, unit=HOSTILE, office=HOSTILE, phone=HOSTILE, issuer=HOSTILE)
    document = render_slip(paper, [TEMPLATES])
    text = words(document)
    lines = 5 if kind in SLIPS else 4
    assert text.count(SHOWN.replace("\n", " ")) >= lines, "title, unit, office, phone, and a slip's issuer are lines"
    assert SHOWN in text
    assert "49" not in text
    assert audit(document, tmp_path / "文书.docx") == []


@settings(max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=60))
def test_any_text_gives_a_document(text: str) -> None:
    """Whatever a cell holds, the paper can be made and opened again."""
    item = replace(ITEM, matter=text, requirement=text, lead=text, missing=text)
    for kind in SLIPS:
        Document(io.BytesIO(render_slip(slip(kind, item, unit=text, title=text, office=text), [TEMPLATES])))


def test_orders_of_leaders_stay_inside() -> None:
    """The words of a 批示 are replaced, wherever they were typed."""
    item = replace(ITEM, requirement="张市长批示：“请住建局立即整改，不得拖延。”", missing="未按批示要求：立即整改 落实")
    for kind in SLIPS:
        text = rendered(slip(kind, item))
        assert "不得拖延" not in text
        assert "立即整改 落实" not in text
    assert "根据市领导批示要求" in rendered(slip("交办单", item)).partition("办理要求")[2]


def test_citizens_are_masked() -> None:
    """A citizen's telephone number in a 四(七) matter does not leave the house."""
    item = replace(ITEM, source="12345热线", matter="来电人反映小区停水，联系电话13812345678")
    assert "13812345678" not in rendered(slip("交办单", item))


@pytest.mark.parametrize("kind", SLIPS)
def test_equal_slips_give_equal_bytes(kind: str) -> None:
    """Nothing of the clock gets into a document: its dates are those of the slip."""
    first, second = (render_slip(slip(kind, *many(3)), [TEMPLATES]) for _ in range(2))
    assert first == second
    about = Document(io.BytesIO(first)).core_properties
    assert about.created is not None
    assert about.created.date() == date(2026, 4, 7)
    assert about.author == "市政府督查室"
    with zipfile.ZipFile(io.BytesIO(first)) as package:
        assert {part.date_time for part in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}


def test_the_offices_own_template_wins(tmp_path: Path) -> None:
    """The first folder that has the file is used, the next one serves for the others."""
    own = Document(str(TEMPLATES / "催办单.docx"))
    own.paragraphs[0].runs[0].text = "本室自用 {{ 标题 }}"
    own.save(str(tmp_path / "催办单.docx"))
    folders = [tmp_path, TEMPLATES]
    assert words(render_slip(slip("催办单"), folders)).startswith("本室自用 督查催办单")
    assert words(render_slip(slip("交办单"), folders)).startswith("政务督查交办单")


def test_a_missing_template_is_named() -> None:
    """Where no folder has the template, the file is named and what to do."""
    with pytest.raises(TemplateError, match=r"找不到文书模板“交办单\.docx”，请放回"):
        render_slip(slip("交办单"), [])


@pytest.mark.parametrize(
    ("number", "said"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (35, "三十五"), (100, "一百"), (105, "一百零五"), (110, "一百一十"), (1010, "一千零一十")]
)  # fmt: skip
def test_chinese_numbers(number: int, said: str) -> None:
    """Headings are counted as a person counts."""
    assert chinese_number(number) == said
