"""The papers of an archived item as Word files; the names that a template may use are listed in slip_templates/说明.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from toolkit.domain.papers.dossier import Dossier
from toolkit.domain.papers.escalation import say_day
from toolkit.render.wordfile import find_template, line, render_word, words

SHEET, COURSE, CONTENTS = "归档登记表", "归档过程记录", "卷内目录"
_CHECKED = 12


@dataclass(frozen=True, slots=True)
class File:
    """One file of a folder. name: as it is called there; title, number, day: what the 卷内目录 says of it; pages: None where
    nobody has counted; sha256: of its bytes, in hexadecimal.
    """

    name: str
    title: str
    number: str
    day: date | None
    pages: int | None
    sha256: str


def render_sheet(dossier: Dossier, office: str, templates: Sequence[Path]) -> bytes:
    """督查事项归档登记表; the same bytes as long as nothing has changed."""
    values = {
        **_head(dossier, office),
        "状态": line(dossier.status),
        "销号日期": say_day(dossier.closed) if dossier.closed else "",
        "各栏": [{"名称": line(name), "内容": words(text)} for name, text in dossier.cells],
        "时限": [words(sentence).rstrip("。") for sentence in dossier.deadlines],
        "文书": [
            {
                "文号": line(each.number),
                "种类": line(each.kind),
                "签发日期": say_day(each.day) if each.day else "",
                "状态": line(each.state),
            }
            for each in dossier.slips
        ],
    }
    return _render(SHEET, values, dossier, office, templates)


def render_course(dossier: Dossier, office: str, templates: Sequence[Path]) -> bytes:
    """督查事项过程记录; the same bytes as long as nothing has happened."""
    steps = [
        {
            "时间": line(each.when),
            "环节": line(each.step),
            "单位": line(each.unit),
            "方式": line(each.via),
            "内容": words(each.what),
            "经手人": line(each.by),
        }
        for each in dossier.steps
    ]
    return _render(COURSE, {**_head(dossier, office), "过程": steps}, dossier, office, templates)


def render_contents(dossier: Dossier, files: Sequence[File], office: str, templates: Sequence[Path]) -> bytes:
    """卷内目录 of these files, in their order."""
    listed = [
        {
            "序号": number, "名称": line(each.title), "文号": line(each.number), "日期": say_day(each.day) if each.day else "",
            "页数": each.pages or ("—" if each.name.endswith(".eml") else ""), "校验码": each.sha256[:_CHECKED],
        }
        for number, each in enumerate(files, 1)
    ]  # fmt: skip
    return _render(CONTENTS, {**_head(dossier, office), "文件": listed, "件数": len(files)}, dossier, office, templates)


def _head(dossier: Dossier, office: str) -> dict[str, object]:
    return {"编号": line(dossier.item), "督查事项": line(dossier.matter), "落款单位": line(office)}


def _render(name: str, values: dict[str, object], dossier: Dossier, office: str, templates: Sequence[Path]) -> bytes:
    return render_word(
        find_template(templates, f"{name}.docx"),
        values,
        title=f"{name} {line(dossier.item)}",
        author=line(office),
        day=dossier.last,
    )
