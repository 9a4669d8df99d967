"""Views of commands/papers.py."""

from __future__ import annotations

from toolkit.entry.console import Screen
from toolkit.entry.views.shared import Data, show_slips, show_table, show_warnings


def slip(screen: Screen, data: Data) -> None:
    slips = data["slips"]
    show_slips(screen, slips)
    show_warnings(screen, data.get("warnings", ()))
    if any(paper["number"] is None for paper in slips):
        screen.line("以上是没有文号的草稿，台账没有改动；审核同意后，加 --issue 签发取号。")
    undated = [paper for paper in slips if paper["kind"] in ("催办单", "告诫单") and not paper.get("new_date")]
    if undated:
        issued = all(paper["number"] for paper in undated)  # issuing once more would take another number
        how = "请用 Word 打开文书填写" if issued else "加 --new-date 日期 填写，或用 Word 打开文书填写"
        screen.line(f"催办单的“新定时限”、告诫单的“整改期限”由人确定：{how}。")


def form(screen: Screen, data: Data) -> None:
    screen.table(
        ("种类", "事项", "单位", "文件"), [(each["kind"], each["item"], each["unit"], each["path"]) for each in data["forms"]]
    )
    show_warnings(screen, data["warnings"])
    kinds = {each["kind"] for each in data["forms"]}
    then = "收到后在台账填“反馈日期”，或在“过程记录”中登记“反馈”"
    if "延期申请" in kinds:
        then = "收到后在“过程记录”中登记“延期申请”；同意的再记“延期”，写明新的日期和批准人"
    screen.line(f"请交承办单位填写，由单位主要负责同志签字后报送；{then}。")


def bulletin(screen: Screen, data: Data) -> None:
    figures = data["figures"]
    counts = "、".join(
        f"{name}{figures[key]}件" for name, key in (("共", "total"), ("已销号", "closed"), ("在办", "open"), ("超期", "overdue"))
    )
    screen.line(f"{data['kind']}已编好（截至{figures['as_of']}，{counts}）：", "bold")
    for path in (data["path"], data["pdf"], data["eml"]):
        if path:
            screen.line(f"  {path}")
    show_warnings(screen, data["warnings"])
    if data["eml"]:
        screen.line("邮件稿（.eml）没有收件人，也没有发出：用邮件程序打开，核对后填写收件人再发。")
    screen.line("这是供修改的稿子：请核对、修改后再送审、印发。台账没有改动。")


def assess(screen: Screen, data: Data) -> None:
    units = data["units"]
    screen.line(f"{data['year']}年度{len(units)}个单位的得分表：{data['path']}", "bold")
    measures = list(units[0]["points"]) if units else []
    rows = [
        (each["unit"], each["items"], *(f"{each['points'][name]:g}" for name in measures), f"{each['score']:g}") for each in units
    ]
    show_table(screen, ("单位", "事项", *measures, "得分"), rows)
    if data["look_back"]:
        screen.line(f"可开展“回头看”的事项{len(data['look_back'])}件，见表中“回头看”。")
    screen.line("得分供考评参考，由人决定；每一分的来由见“明细”，分值在台账“评分规则”表中改。台账没有改动。")


def archive(screen: Screen, data: Data) -> None:
    rows = [(each["item"], each["files"], len(each["added"]), each["folder"]) for each in data["archives"]]
    screen.table(("编号", "文件数", "本次补入", "文件夹"), rows)
    show_warnings(screen, data["warnings"])
    screen.line("压缩包在文件夹旁边，名称相同；卷内目录在文件夹里。台账没有改动。")
