"""The bulletins: 《政务督查》, 情况通报 〔五(七)、七(四)〕, 问题清单, and the papers of the desk: 周例会清单, 今日待办, 领导一页纸;
督查调研 〔七(五)〕.
"""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document as Paper
from forms import THICK, THIN, Column, grouped, listing, masthead, sign, write
from gbt9704 import FRAME, KEEP, Sheet, rule

DESK = Sheet(210, 297, 18, 18, 18, 18, 10)
ACROSS = Sheet(297, 210, 22, 18, 20, 20, 10)
SMALL = ("清单表头", "清单数字", "清单内容")
COUNTS = tuple(
    Column(header, width, "{{ 计." + header + " }}", centred=True)
    for header, width in (("总数", 1), ("销号", 1), ("在办", 1), ("超期", 1), ("中止", 1), ("办结率", 1.2))
)
NUMBER = Column("序号", 1.1, "{{ 项.序号 }}", centred=True)
MATTER = Column("督查事项", 4.8, "{{ 项.督查事项 }}")
UNIT = Column("承办单位", 2.3, "{{ 项.单位 }}")
ITEM = Column("编号", 2.1, "{{ 项.编号 }}", centred=True)
WHEN = Column("时限", 2.2, "{{ 项.时限 }}{% if 项.期限 %}\n{{ 项.期限 }}{% endif %}", centred=True)
DUE = Column("时限", 2.2, "{{ 项.时限 }}", centred=True)
LATE = Column("超期\n天数", 1.2, "{{ 项.超期天数 }}", centred=True)
TALLY_NOTE = "注：单位为件。联合牵头的，各牵头单位均计；中止、撤销、并案、转办的，不计入办结率。"
CHASED = Column("催办情况", 2.7, "{{ 项.催办 }}")


def review(paper: Paper) -> None:
    """《政务督查》: masthead in red, the figures, who did well, who lags, what comes next; 报, 送, 发 at the foot."""
    write(paper, "附件标识", "内部资料　注意保存")
    write(paper, "刊名", "{{ 标题 }}")
    write(paper, "刊头", "〔{{ 年度 }}〕第{{ 期号 }}期（总第{{ 总期号 }}期）\t签发人：{{ 签发人 or '　　　　' }}")
    write(paper, "刊头红线", "{{ 落款单位 }}\t{{ 日期 }}")
    write(paper, "公文正文", "")
    write(paper, "公文标题", "{% if 起止 %}{{ 起止 }}\n{% endif %}督查事项办理情况")
    write(paper, "公文正文", "")
    situation(paper, "列入督查台账")
    write(paper, "一级标题", "二、推进较好的单位和事项")
    prompt(paper)
    write(paper, "一级标题", "三、进展滞后的事项")
    lagging(paper, "滞后")
    longest = "超期时间最长的是：{{ 清单.久拖[0].督查事项 }}（{{ 清单.久拖[0].单位 }}，{{ 清单.久拖[0].超期天数 }}天）"
    returned = (
        "退回重办最多的是：{{ 清单.多次退回[0].督查事项 }}（{{ 清单.多次退回[0].单位 }}，{{ 清单.多次退回[0].退回次数 }}次）"
    )
    also = "{% if 清单.多次退回 %}；" + returned + "{% endif %}。"
    write(paper, "公文正文", "{%p if 清单.久拖 %}", longest + also, "{%p endif %}")
    write(paper, "一级标题", "四、下一步工作")
    write(
        paper,
        "公文正文",
        "{%p if 超期数 %}",
        "加快滞后事项办理。请{{ 超期数 }}件超过时限事项的承办单位查明原因，抓紧办理，及时书面报告情况。",
        "{%p endif %}",
    )
    write(
        paper,
        "公文正文",
        "{%p if 清单.临近 %}",
        "盯紧临近时限的事项。30日内将有{{ 清单.临近|length }}件到期，请承办单位对照时限倒排进度，按时报送办理情况。",
        "{%p endif %}",
    )
    write(
        paper,
        "公文正文",
        "{%p if 清单.待审核 or 清单.待销号 %}",
        "及时审核销号。已反馈待审核{{ 清单.待审核|length }}件、已办结待销号{{ 清单.待销号|length }}件，{{ 落款单位 }}将及时审核，办结一项销号一项。",
        "{%p endif %}",
    )
    write(
        paper,
        "公文正文",
        "{%p if not (超期数 or 清单.临近 or 清单.待审核 or 清单.待销号) %}",
        "继续按照时限要求跟踪督办，办结一项销号一项。",
        "{%p endif %}",
    )
    notes(paper)
    annex(paper)
    imprint(
        paper,
        "报：市委、市政府领导同志。",
        "送：市委督查室，市人大常委会办公室、市政协办公室。",
        "发：各县区人民政府，市各委办局，市各直属单位。",
    )


def circular(paper: Paper) -> None:
    """情况通报: a letter to units with the same figures; slow 批示件 of 信箱, 热线, 来信 are given a date 〔七(四)〕."""
    masthead(paper)
    write(paper, "发文字号", "{{ 文号 }}")
    write(paper, "公文正文", "", "")
    write(paper, "公文标题", "关于{% if 起止 %}{{ 起止 }}\n{% endif %}督查事项办理情况的通报")
    write(paper, "公文正文", "")
    write(paper, "主送机关", "各有关单位：")
    write(paper, "公文正文", "现将{% if 起止 %}{{ 起止 }}{% endif %}督查事项办理情况通报如下。")
    situation(paper, "列入督查")
    write(
        paper,
        "公文正文",
        "{%p if 清单.批示件 %}",
        "上述事项中，市领导批示、交办和信访批示件共{{ 清单.批示件|length }}件。",
        "{%p endif %}",
    )
    write(paper, "一级标题", "二、推进较好的单位和事项")
    prompt(paper)
    write(paper, "一级标题", "三、进展滞后的事项")
    lagging(paper, "滞后")
    write(paper, "一级标题", "{%p if 清单.限期 %}", "四、限期办结的信访批示件")
    write(
        paper,
        "公文正文",
        "市长信箱、12345热线、人民来信批示件中，下列{{ 清单.限期|length }}件办理进展缓慢，请责任单位在新定时限内办结到位，并书面报告结果。",
    )
    write(paper, "表题", "限期办结的信访批示件")
    listing(
        paper, "项 in 清单.限期", (NUMBER, MATTER, UNIT, LATE, CHASED, Column("新定时限", 2.2, "{{ 项.新定时限 }}", centred=True))
    )
    write(paper, "公文正文", "{%p endif %}")
    write(
        paper,
        "公文正文",
        "请各单位高度重视，由主要负责同志亲自过问，对照时限抓紧办理；报告办理情况要事实清楚、结论准确、措施切实。",
        "{%p if 联系电话 %}",
        "联系电话：{{ 联系电话 }}。",
        "{%p endif %}",
        extra=KEEP,
    )
    notes(paper, KEEP)
    write(paper, "公文正文", "", "附表：各承办单位办理情况", "", extra=KEEP)
    sign(paper)
    annex(paper)
    imprint(paper, "抄送：市政府领导同志，市政府办公室各综合处室。")


def study(paper: Paper) -> None:
    """督查调研 〔七(五)〕: the figures by unit, source, line and quarter, what took longest; causes and lessons are a person's to write."""
    write(paper, "附件标识", "内部资料　注意保存")
    write(paper, "公文正文", "")
    write(paper, "公文标题", "{% if 起止 %}{{ 起止 }}\n{% endif %}督查调研报告")
    write(paper, "公文正文", "")
    situation(paper, "列入督查台账")
    write(paper, "二级标题", "（四）按交办季度")
    counts(paper, "各季度交办事项办理情况", "交办时间", "各季度", "{{ 计.名称 }}")
    write(paper, "图", "{%p if 季度图 %}", "{{ 季度图 }}")
    write(paper, "图注", "图3　各季度交办事项办理情况（件）", "{%p endif %}")
    write(paper, "一级标题", "二、突出问题")
    write(paper, "二级标题", "（一）超期时间最长的事项")
    slowest = (NUMBER, MATTER, UNIT, DUE, LATE, CHASED)
    named(paper, "久拖", slowest, "截至{{ 日期 }}，没有超过时限的事项。")
    write(paper, "二级标题", "（二）退回重办较多的事项")
    returned = (
        NUMBER, MATTER, UNIT, Column("退回次数", 1.6, "{{ 项.退回次数 }}", centred=True), Column("现状", 1.6, "{{ 项.状态 }}", centred=True),
    )  # fmt: skip
    named(paper, "多次退回", returned, "没有退回重办的事项。")
    for heading, hint in (
        ("三、原因分析", "结合上述数据和实地督查，分析超期、退回的原因"),
        ("四、经验教训", "总结推进较快事项的做法和进展滞后事项的教训"),
        ("五、意见建议", "提出改进工作、完善制度的建议"),
    ):
        write(paper, "一级标题", heading)
        write(paper, "公文正文", f"（请{hint}。）", extra=KEEP)
    notes(paper, KEEP)
    write(paper, "公文正文", "", "附表：各承办单位办理情况", "", extra=KEEP)
    sign(paper)
    annex(paper)
    write(paper, "表格注释", TALLY_NOTE)


def problems(paper: Paper) -> None:
    """问题清单 for the 常务会议: unit, problem, days overdue, slips so far, 处室, suggestion 〔七(四)〕."""
    write(paper, "清单标题", "督查事项问题清单")
    write(paper, "清单副题", "{{ 落款单位 }}　（截至{{ 日期 }}，共{{ 清单.问题|length }}条）")
    write(paper, "表格注释", "注：超期天数为自然日。联合牵头、分别反馈的事项，各单位分列。")
    columns = (
        Column("序号", 1.2, "{{ 项.序号 }}", centred=True),
        Column("责任单位", 2.6, "{{ 项.单位 }}"),
        Column("编号", 1.9, "{{ 项.编号 }}", centred=True),
        Column(
            "存在问题",
            8.7,
            "{{ 项.督查事项 }}：{% if 项.超期天数 %}应于{{ 项.时限 }}前办理，至今未报送办理情况{% else %}{{ 项.状态 }}，已退回{{ 项.退回次数 }}次{% endif %}",
        ),
        LATE,
        Column("已发催办\n和告诫", 2.6, "{{ 项.催办 }}"),
        Column("联系处室", 1.9, "{{ 项.处室 }}", centred=True),
        Column("工作建议", 5.6, "{{ 项.说明 }}"),
    )
    listing(paper, "项 in 清单.问题", columns, ACROSS.text_width, SMALL)
    small_notes(paper)


def week(paper: Paper) -> None:
    """周例会清单: what is new, due, overdue, answered and unreviewed, unsigned."""
    write(paper, "清单标题", "督查工作周例会清单")
    write(paper, "清单副题", "{{ 落款单位 }}　{{ 起止 }}")
    totals(paper)
    state = "{{ 项.状态 }}{% if 项.催办 %}，{{ 项.催办 }}{% endif %}"
    sections(paper, NUMBER, ITEM, MATTER, UNIT, WHEN, Column("状态及催办", 2.6, state))
    small_notes(paper)


def today(paper: Paper) -> None:
    """今日待办: one line a duty, with a box to tick."""
    write(paper, "清单标题", "今日待办")
    write(paper, "清单副题", "{{ 落款单位 }}　{{ 日期 }}　星期{{ 星期 }}")
    totals(paper)
    todo = "{% if 项.说明 %}{{ 项.说明 }}{% else %}{{ 项.状态 }}{% if 项.催办 %}，{{ 项.催办 }}{% endif %}{% endif %}"
    sections(paper, Column("办理", 1.2, "□", centred=True), ITEM, MATTER, UNIT, WHEN, Column("要做的事", 4.6, todo))
    small_notes(paper)


def page(paper: Paper) -> None:
    """领导一页纸: one leader's totals, red lights, and what needs coordination."""
    write(paper, "清单标题", "督查事项办理情况一页纸")
    write(paper, "清单副题", "{{ 领导 }}　（截至{{ 日期 }}）")
    write(
        paper,
        "清单正文",
        "负责督查事项{{ 总数 }}件。已办结销号{{ 销号数 }}件，占{{ 销号占比 }}；正在办理{{ 在办数 }}件，占{{ 在办占比 }}"
        "{% if 中止数 %}；另有{{ 中止数 }}件已中止、撤销、并案或转办，不计入占比{% endif %}。"
        "红灯{{ 红灯 }}件、黄灯{{ 黄灯 }}件、绿灯{{ 绿灯 }}件；已反馈待审核{{ 待审核数 }}件，待销号{{ 待销号数 }}件。",
    )
    sections(paper, NUMBER, MATTER, UNIT, WHEN, Column("情况", 3, "{{ 项.说明 or 项.催办 or 项.状态 }}"))
    small_notes(paper)
    write(paper, "表格注释", "{{ 落款单位 }}{% if 联系电话 %}　联系电话：{{ 联系电话 }}{% endif %}")


def situation(paper: Paper, listed: str) -> None:
    """总体情况 in a sentence, by source, by line, by unit, with charts. Tables, which may run on to the next page, come first, so that
    the front pages are full.
    """
    write(paper, "一级标题", "一、总体情况")
    write(
        paper,
        "公文正文",
        "{% if 起止 %}{{ 起止 }}，{% endif %}"
        + listed
        + "的事项共{{ 总数 }}件{% if 起止 %}，其中新交办{{ 新交办数 }}件{% endif %}。截至{{ 日期 }}，"
        "已办结销号{{ 销号数 }}件，占{{ 销号占比 }}{% if 起止 %}（其中本期销号{{ 本期销号数 }}件）{% endif %}；正在办理{{ 在办数 }}件，占{{ 在办占比 }}，"
        "其中超过时限{{ 超期数 }}件{% if 中止数 %}。另有{{ 中止数 }}件已中止、撤销、并案或转办，不计入占比{% endif %}。",
    )
    write(paper, "二级标题", "（一）按事项来源")
    counts(paper, "各类事项办理情况", "事项来源", "各来源", "{{ 计.名称 }}")
    write(paper, "图", "{%p if 来源图 %}", "{{ 来源图 }}")
    write(paper, "图注", "图1　各类督查事项办理情况（件）", "{%p endif %}")
    write(paper, "二级标题", "（二）按工作条线")
    counts(paper, "各条线办理情况", "条线", "各条线", "{{ 计.名称 }}")
    write(paper, "二级标题", "（三）按承办单位")
    write(paper, "公文正文", "各承办单位办理情况见附表{% if 单位图 %}，承办事项较多的单位见图2{% endif %}。")
    write(paper, "图", "{%p if 单位图 %}", "{{ 单位图 }}")
    write(paper, "图注", "图2　承办事项较多的单位办理情况（件）", "{%p endif %}")


def annex(paper: Paper) -> None:
    """附表: every unit with its numbers, on a page of its own."""
    write(paper, "附件标识", "附表", extra="<w:pageBreakBefore/>")
    counts(paper, "各承办单位办理情况", "承办单位", "各单位", "{{ 计.名称 }}", ("清单表头", "附表数字", "附表内容"))


def counts(
    paper: Paper, title: str, header: str, name: str, cell: str, styles: tuple[str, str, str] = ("表头", "清单数字", "清单内容")
) -> None:
    """A table of numbers, one row a group."""
    write(paper, "表题", title)
    listing(paper, f"计 in {name}", (Column(header, 3.4, cell), *COUNTS), styles=styles)


def prompt(paper: Paper) -> None:
    """Good practice: whose items are all in time, and what was struck off."""
    write(
        paper,
        "公文正文",
        "{%p if 按时单位 %}",
        "{{ 按时单位 }}，已有事项办结销号，在办事项均未超过时限，未发生催办和退回。",
        "{%p endif %}",
    )
    write(
        paper,
        "公文正文",
        "{%p if 清单.办结 %}",
        "{% if 起止 %}本期{% endif %}办结销号的事项有：",
        "{%p for 项 in 清单.办结 %}",
        extra=KEEP,
    )
    write(paper, "公文正文", "{{ 项.序号 }}．{{ 项.督查事项 }}（{{ 项.单位 }}，{{ 项.销号日期 }}销号）。", "{%p endfor %}")
    write(
        paper,
        "公文正文",
        "{%p elif not 按时单位 %}",
        "{% if 起止 %}本期{% else %}截至{{ 日期 }}{% endif %}没有办结销号的事项。",
        "{%p endif %}",
    )


def lagging(paper: Paper, name: str) -> None:
    """Who lags, by name, with days."""
    write(
        paper,
        "公文正文",
        "{%p if 清单." + name + " %}",
        "截至{{ 日期 }}，下列{{ 清单." + name + "|length }}件事项超过时限，尚未按要求报送办理情况。",
    )
    write(paper, "表题", "进展滞后的事项")
    listing(paper, f"项 in 清单.{name}", (NUMBER, MATTER, UNIT, DUE, LATE, CHASED))
    write(paper, "表格注释", "注：超期天数为自然日，截至{{ 日期 }}。")
    write(paper, "公文正文", "{%p else %}", "截至{{ 日期 }}，没有超过时限的事项。", "{%p endif %}")


def named(paper: Paper, name: str, columns: Sequence[Column], none: str) -> None:
    """A list as a table, or a sentence where it is empty."""
    write(paper, "公文正文", "{%p if 清单." + name + " %}")
    listing(paper, f"项 in 清单.{name}", columns)
    write(paper, "公文正文", "{%p else %}", none, "{%p endif %}")


def totals(paper: Paper) -> None:
    """The figures of a desk paper in two lines."""
    write(
        paper,
        "清单正文",
        "{% if 起止 %}本期在督{% else %}台账{% endif %}事项{{ 总数 }}件：已销号{{ 销号数 }}件，在办{{ 在办数 }}件{% if 中止数 %}，中止等{{ 中止数 }}件{% endif %}；"
        "红灯{{ 红灯 }}件、黄灯{{ 黄灯 }}件、绿灯{{ 绿灯 }}件。",
    )


def sections(paper: Paper, *columns: Column) -> None:
    """Every list of a desk paper that has entries in one table; what is empty is named in one line."""
    write(paper, "表格注释", "")
    grouped(paper, columns, DESK.text_width, SMALL)
    empty = "{% for 栏 in 栏目 if not 栏.件数 %}{% if loop.first %}没有：{% else %}、{% endif %}{{ 栏.名称 }}{% if loop.last %}。{% endif %}{% endfor %}"
    write(paper, "表格注释", empty)


def notes(paper: Paper, extra: str = "") -> None:
    """What a reader of the figures must know."""
    write(paper, "公文正文", "{%p for 句 in 说明 %}", "说明：{{ 句 }}。", "{%p endfor %}", extra=extra)


def small_notes(paper: Paper) -> None:
    write(paper, "表格注释", "{%p for 句 in 说明 %}", "{{ 句 }}。", "{%p endfor %}")


def imprint(paper: Paper, *lines: str) -> None:
    """版记: who gets it, who printed it, how many; at the foot of the page of the note that ends the 附表."""
    write(paper, "版记", "", extra=rule(THICK))
    write(paper, "版记", *lines, extra=FRAME)
    write(paper, "版记", "", extra=rule(THIN))
    write(paper, "版记", "{{ 落款单位 }}\t（共印　　份）", extra=FRAME)
    write(paper, "版记", "", extra=rule(THICK))
    write(paper, "表格注释", TALLY_NOTE)
