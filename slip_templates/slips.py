"""The four slips: 督办通知, 政务督查交办单, 督查催办单, 督查告诫单 〔五(二)、七(三)〕, and the receipt that goes with each."""

from __future__ import annotations

from docx.document import Document as Paper
from forms import Cells, Row, colophon, form, masthead, sign, write
from gbt9704 import KEEP, spacing

ANSWER = 6000  # twips: 105 mm to write in
MECHANISM = "《连云港市政府系统大督查工作机制》（连政办发〔2019〕23号）"


def notice(paper: Paper) -> None:
    """督办通知: a letter with head, body, signature, the receipt as its 附件, and the 版记."""
    masthead(paper)
    write(paper, "发文字号", "{{ 文号 }}")
    write(paper, "公文正文", "", "")
    write(paper, "公文标题", "{{ 标题 }}")
    write(paper, "公文正文", "")
    write(paper, "主送机关", "{{ 主送单位 or '　　　　　　　　' }}：")
    write(paper, "公文正文", "{{ 缘由 }}，现将有关督查事项通知如下，请认真组织办理。")
    write(paper, "一级标题", "一、督查事项")
    write(paper, "公文正文", "{%p for 项 in 事项 %}", "{%p if 项数 > 1 %}")
    write(paper, "二级标题", "（{{ 项.序号 }}）{{ 项.督查事项 }}")
    write(paper, "公文正文", "{%p else %}", "{{ 项.督查事项.rstrip('。') }}。", "{%p endif %}")
    write(paper, "公文正文", "编号：{{ 项.编号 }}{% if 项.来源 %}；来源：{{ 项.来源 }}{% endif %}。")
    units = "牵头单位：{{ 项.牵头单位 }}{% if 项.配合单位 %}；配合单位：{{ 项.配合单位 }}{% endif %}"
    person = "{% if 项.责任人 %}；责任人：{{ 项.责任人 }}{% endif %}。"
    write(paper, "公文正文", "{%p if 项.牵头单位 %}", units + person, "{%p endif %}")
    write(paper, "公文正文", "{%p if 项.要求 %}", "办理要求：{{ 项.要求.rstrip('。') }}。", "{%p endif %}")
    write(paper, "公文正文", "{%p for 限 in 项.时限 %}", "{{ 限.说明 }}", "{%p endfor %}", "{%p endfor %}")
    write(paper, "一级标题", "二、工作要求")
    write(
        paper,
        "公文正文",
        "请按照时限要求抓好落实，及时报送办理情况。报告办理情况要事实清楚、结论准确、措施切实，由单位主要负责同志签字后报送。",
    )
    late = "因特殊情况不能按时限要求报告的，请适时报告进展情况，待有结果后续报。"
    write(paper, "公文正文", f"{late}本通知所注条款，见{MECHANISM}。", extra=KEEP)
    write(paper, "公文正文", "{%p if 联系电话 %}", "联系电话：{{ 联系电话 }}。", "{%p endif %}", extra=KEEP)
    write(paper, "公文正文", "", "附件：签收回执", "", "", extra=KEEP)
    sign(paper)
    write(paper, "附件标识", "附件", extra="<w:pageBreakBefore/>")
    write(paper, "公文正文", "")
    write(paper, "公文标题", "签收回执")
    write(paper, "公文正文", "")
    receipt(paper)
    colophon(paper)
    write(paper, "公文正文", "请收到后及时签收，并将本回执退回{{ 落款单位 }}。")


def handing_over(paper: Paper) -> None:
    """政务督查交办单, also as 再督查 〔七(三)〕: the items, then what the unit sends back: 办理情况 with its head's signature, and the receipt."""
    again = "你单位承办的下列{{ 项数 }}项督查事项落实不到位，现组织再督查。请对照表中所列问题重新办理，"
    first = "{{ 缘由 }}，现将下列{{ 项数 }}项督查事项交由你单位办理。请按时限要求抓好落实，"
    then = "报告办理情况要事实清楚、结论准确、措施切实，由单位主要负责同志签字后报送。"
    head(paper, "{% if 再督查 %}" + again + "{% else %}" + first + "{% endif %}" + then)
    items(
        paper,
        ("办理要求", "{{ 项.要求 }}"),
        ("牵头单位", "{{ 项.牵头单位 }}", "配合单位", "{{ 项.配合单位 }}"),
        ("责 任 人", "{{ 项.责任人 }}", "交办日期", "{{ 项.交办日期 }}"),
        ("{%tr if 再督查 %}",),
        ("办理经过", "{{ 项.办理经过 }}"),
        ("存在问题", "{{ 项.未办事项 }}"),
        ("重办时限", "{{ 项.新定时限 }}"),
        ("{%tr endif %}",),
        ("时限及依据", "{{ 项.时限及依据 }}"),
    )
    write(paper, "表格注释", f"注：依据中的条款，见{MECHANISM}。", extra=KEEP)
    contact(paper)
    sign(paper)
    reply(paper, "办理情况")
    cut(paper)


def chasing(paper: Paper) -> None:
    """督查催办单: what was asked for and when, how late it is, what is missing, and the new date."""
    head(
        paper,
        "现对你单位承办的下列{{ 项数 }}项督查事项予以催办（情况截至{{ 日期 }}）。请对照表中所列情况抓紧办理，将办理情况、"
        "未按时限办理的原因和下一步措施，经单位主要负责同志签字后，在新定时限内书面报送。",
    )
    items(
        paper,
        ("首次交办", "{{ 项.首次文书 }}", "交办日期", "{{ 项.首次日期 }}"),
        ("原定时限", "{{ 项.原定时限 }}"),
        (
            "超期天数",
            "{% if 项.超期天数 %}{{ 项.超期天数 }}天{% endif %}",
            "催办次数",
            "{% if 项.催办次数 %}第{{ 项.催办次数 }}次{% endif %}",
        ),
        ("未办事项", "{{ 项.未办事项 }}"),
        ("新定时限", "{{ 项.新定时限 }}"),
    )
    contact(paper)
    sign(paper)
    cut(paper)


def warning(paper: Paper) -> None:
    """督查告诫单: the history, the failure, the date for rectification, and the unit's reply."""
    head(
        paper,
        "你单位承办的下列{{ 项数 }}项督查事项未按要求落实到位，现予告诫。请立即整改，整改情况经单位主要负责同志签字后，在整改期限内书面报送。",
    )
    items(
        paper,
        ("办理经过", "{{ 项.办理经过 }}"),
        ("原定时限", "{{ 项.原定时限 }}"),
        ("存在问题", "{{ 项.未办事项 }}{% if 项.超期天数 %}（截至{{ 日期 }}，超过时限{{ 项.超期天数 }}天）{% endif %}"),
        ("整改期限", "{{ 项.新定时限 }}"),
    )
    contact(paper)
    sign(paper)
    reply(paper, "整改情况")
    cut(paper)


def answer(paper: Paper) -> None:
    """反馈报告 for units that answer on paper: facts, progress, what is left, signed by the unit's head 〔五(五)〕."""
    to_fill_in(
        paper,
        Row(("办理情况", ""), True, True, height=2800),
        Row((("办理进度"), "已完成　　　％", "是否办结", "是□　　否□"), True, True),
        Row((("存在问题", "和 原 因"), ""), True, True, height=1300),
        Row((("下 一 步", "措　　施"), ""), True, True, height=1300),
        Row((("预计完成", "时　　间"), "　　年　　月　　日", "附　　件", ""), True, True),
    )
    write(paper, "表格注释", "注：办理情况要事实清楚、结论准确、措施切实，由单位主要负责同志签字后报送；可附页。")


def extension(paper: Paper) -> None:
    """延期申请: asked before the date, reason, progress, the new date; who decides writes it down (本室规则)."""
    to_fill_in(
        paper,
        Row(("目前进展", ""), True, True, height=1450),
        Row((("不能按期", "办理原因"), ""), True, True, height=1450),
        Row((("下 一 步", "措　　施"), ""), True, True, height=1200),
        Row((("申请延至"), "　　年　　月　　日", "附　　件", ""), True, True),
    )
    form(
        paper,
        Row((("督 查 室", "意　　见"), "　　　　　　　　　　　　　　　　　　　　年　　月　　日"), True, True, height=900),
        Row((("审批意见"), "同意□，延至　　　年　　月　　日　不同意□　　（签字）"), whole=True, height=900),
    )
    write(paper, "表格注释", "注：应在时限到期之前提出；批准以前，原定时限不变。延期须经批准，续报进展不改变时限。")


def to_fill_in(paper: Paper, *rows: Row) -> None:
    """A form for one item: what the ledger knows of it, the rows to fill in, the unit's signature."""
    write(paper, "公文标题", "{{ 标题 }}")
    write(paper, "表格注释", "报送：{{ 落款单位 }}{% if 联系电话 %}（联系电话：{{ 联系电话 }}）{% endif %}")
    known = (
        ("编　　号", "{{ 项.编号 }}", "交办文书", "{{ 项.首次文书 }}"),
        ("督查事项", "{{ 项.督查事项 }}"),
        ("办理要求", "{{ 项.要求 }}"),
        ("报送单位", "{{ 主送单位 }}", "交办日期", "{{ 项.交办日期 }}"),
        ("办理时限", "{{ 项.原定时限 }}"),
    )
    signed = (
        Row((("单位主要", "负责同志"), "（签字）　　　　　　（盖章）　　　　　年　　月　　日"), True, True, height=900),
        Row(("填 报 人", "", "联系电话", ""), whole=True),
    )
    form(
        paper,
        Row(("{%tr for 项 in 事项 %}",)),
        *(Row(cells, True, True) for cells in known),
        Row(("{%tr endfor %}",)),
        *rows,
        *signed,
    )


def head(paper: Paper, opening: str) -> None:
    """Title, number and 签发人 on one line, who is addressed, the opening sentence."""
    write(paper, "公文标题", "{{ 标题 }}")
    write(paper, "文号签发", "{{ 文号 }}\t签发人：{{ 签发人 or '　　　　' }}")
    write(paper, "主送机关", "{{ 主送单位 or '　　　　　　　　' }}：")
    write(paper, "公文正文", opening, extra=spacing(after=120))


def contact(paper: Paper) -> None:
    """Below a table: whom to ask, and an empty line before the signature."""
    write(paper, "表格注释", "{%p if 联系电话 %}", "联系电话：{{ 联系电话 }}", "{%p endif %}", extra=KEEP)
    write(paper, "公文正文", "", extra=KEEP)


def items(paper: Paper, *rows: Cells) -> None:
    """A block of rows an item: number and source, matter, then the rows given; the first rows stay together."""
    first = Row(("编　　号", "{{ 项.编号 }}", "事项来源", "{{ 项.来源 }}"), keep=True, whole=True, heavy=True)
    matter = Row(("督查事项", "{{ 项.督查事项 }}"), keep=True, whole=True)
    others = [Row(cells, whole=True) for cells in rows]
    form(paper, Row(("{%tr for 项 in 事项 %}",)), first, matter, *others, Row(("{%tr endfor %}",)))


def reply(paper: Paper, what: str) -> None:
    """The place for the unit's answer, signed by its head 〔五(五)〕, on a page of its own."""
    write(paper, "回执标题", f"{what}反馈单", extra="<w:pageBreakBefore/>")
    form(
        paper,
        Row(("文　　号", "{{ 文号 }}", "报送单位", "　　　　　　（盖章）"), True, True),
        Row(((what, "（可附页）"), ""), True, True, height=ANSWER),
        Row((("单位主要", "负责人"), "（签字）　　　　　　　　　　　　　　　年　　月　　日"), True, True, height=900),
        Row(("填 报 人", "", "联系电话", ""), whole=True),
    )


def cut(paper: Paper) -> None:
    """The line to cut along, and the receipt below it."""
    write(paper, "裁切线", "请沿虚线裁下，签收后退回{{ 落款单位 }}")
    write(paper, "回执标题", "签收回执")
    receipt(paper)


def receipt(paper: Paper) -> None:
    """签收回执 〔五(二)〕."""
    form(
        paper,
        Row(("文书名称", "{{ 标题 }}"), True, True),
        Row(("文　　号", "{{ 文号 }}", "签收时间", "　　年　　月　　日"), True, True),
        Row(("签收单位", "　　　　　　（盖章）", ("签收人及", "联系电话"), ""), whole=True, height=800),
    )
