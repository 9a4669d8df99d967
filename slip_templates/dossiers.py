"""What goes to the files with an item 〔五(八)〕: its sheet, its 过程记录, and the 卷内目录."""

from __future__ import annotations

from docx.document import Document as Paper
from forms import Column, listing, write
from gbt9704 import Sheet

FILE = Sheet(210, 297, 25, 20, 28, 20, 10)
"""A wider margin at the left, where the papers are bound."""
SMALL = ("清单表头", "清单数字", "清单内容")


def item(paper: Paper) -> None:
    """督查事项归档登记表: what the ledger holds, the deadlines with their basis, the slips."""
    write(paper, "清单标题", "督查事项归档登记表")
    write(paper, "清单副题", "{{ 编号 }}　{{ 状态 }}{% if 销号日期 %}　{{ 销号日期 }}销号{% endif %}")
    listing(
        paper,
        "栏 in 各栏",
        (Column("项目", 2, "{{ 栏.名称 }}", centred=True), Column("内容", 9, "{{ 栏.内容 }}")),
        FILE.text_width,
        SMALL,
    )
    write(paper, "清单栏目", "{%p if 时限 %}", "时限及依据")
    write(paper, "清单正文", "{%p for 句 in 时限 %}", "{{ 句 }}。", "{%p endfor %}", "{%p endif %}")
    write(paper, "清单栏目", "{%p if 文书 %}", "发出的文书")
    columns = (
        Column("文号", 4, "{{ 书.文号 }}"), Column("种类", 2, "{{ 书.种类 }}", centred=True),
        Column("签发日期", 3, "{{ 书.签发日期 }}", centred=True), Column("状态", 2, "{{ 书.状态 }}", centred=True),
    )  # fmt: skip
    listing(paper, "书 in 文书", columns, FILE.text_width, SMALL)
    write(paper, "清单正文", "{%p endif %}")
    write(paper, "表格注释", "{{ 落款单位 }}据督查台账编制。")


def course(paper: Paper) -> None:
    """督查事项过程记录."""
    write(paper, "清单标题", "督查事项过程记录")
    write(paper, "清单副题", "{{ 编号 }}")
    write(paper, "清单栏目", "督查事项：{{ 督查事项 }}")
    columns = (
        Column("时间", 3.4, "{{ 步.时间 }}", centred=True), Column("环节", 2.1, "{{ 步.环节 }}", centred=True), Column("单位", 2.4, "{{ 步.单位 }}"),
        Column("方式", 1.1, "{{ 步.方式 }}", centred=True), Column("内容", 4.5, "{{ 步.内容 }}"), Column("经手人", 2.4, "{{ 步.经手人 }}", centred=True),
    )  # fmt: skip
    listing(paper, "步 in 过程", columns, FILE.text_width, SMALL)
    write(paper, "表格注释", "{{ 落款单位 }}据督查台账“过程记录”编制。")


def contents(paper: Paper) -> None:
    """卷内目录: every file with its number, day, pages and checksum."""
    write(paper, "清单标题", "卷内目录")
    write(paper, "清单副题", "{{ 编号 }}")
    write(paper, "清单栏目", "督查事项：{{ 督查事项 }}")
    columns = (
        Column("序号", 1.2, "{{ 件.序号 }}", centred=True), Column("文件名称", 3.7, "{{ 件.名称 }}"), Column("文号", 3.9, "{{ 件.文号 }}"),
        Column("日期", 3.5, "{{ 件.日期 }}", centred=True), Column("页数", 1.2, "{{ 件.页数 }}", centred=True), Column("校验码\n（前12位）", 2.7, "{{ 件.校验码 }}", centred=True),
    )  # fmt: skip
    listing(paper, "件 in 文件", columns, FILE.text_width, SMALL)
    write(paper, "表格注释", "共{{ 件数 }}件。校验码为文件的SHA-256值，完整的值见“校验.txt”。电子邮件不计页数。")
