"""Letters from templates that staff can edit: 提醒.txt (first line `主题:…`), 提醒.html, and their wording in 提醒用语.txt.

The language is Jinja2 in its sandbox. Values are plain text and stay plain text: they are escaped in HTML, are never
read as a template, and cannot break a line. A name that does not exist is an error that tells file and line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from itertools import groupby
from pathlib import Path
from types import TracebackType

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from toolkit.domain.errors import TemplateError
from toolkit.domain.mailing.letter import Letter, one_line
from toolkit.domain.mailing.notices import REASONS, Line, Notice
from toolkit.domain.settings import Settings
from toolkit.domain.wording import as_sentence, days_left

_SUBJECT = re.compile("主题[:\uff1a]\\s*(\\S.*)")
_QUOTED = re.compile(r"'([^']*)' (?:is undefined|has no attribute '([^']*)')")


def render_letter(notice: Notice, settings: Settings, templates: Path | Sequence[Path], name: str = "提醒") -> Letter:
    """The letter of one notice.

    templates: a folder, or folders of which the first that has a file wins (the office's own, then the shipped ones);
    name: the pair's name without ending. A byte order mark and CRLF line ends in templates do not matter.
    Raises TemplateError with file and line in Chinese.
    """
    folders = (templates,) if isinstance(templates, Path) else tuple(templates)
    environment = _environment(folders)
    values = _values(notice, settings)
    page = _render(environment, f"{name}.html", values)
    first, _, text = _render(environment, f"{name}.txt", values).lstrip("\n").partition("\n")
    subject = _SUBJECT.match(first.strip())
    if subject is None:
        raise TemplateError(f"邮件模板“{name}.txt”第1行应写明主题，如：主题：督查提醒")
    return Letter(one_line(subject[1]), text.strip("\n") + "\n", page)


@lru_cache(maxsize=8)
def _environment(folders: tuple[Path, ...]) -> Environment:
    return ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(folders, encoding="utf-8-sig"),
        undefined=StrictUndefined,
        autoescape=lambda name: name is not None and name.endswith(".html"),
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _values(notice: Notice, settings: Settings) -> dict[str, object]:
    """What a template may name; every text is one line."""
    lines = sorted(notice.lines, key=lambda line: REASONS.index(line.reason))
    groups = [(reason, list(members)) for reason, members in groupby(lines, key=lambda line: line.reason)]
    return {
        "单位": one_line(notice.unit),
        "称谓": _addressed(notice.unit),
        "日期": _day(notice.day),
        "件数": len(lines),
        "概况": "、".join(f"{reason}{len(members)}项" for reason, members in groups),
        "情形组": [
            {"情形": reason, "件数": len(members), "列表": [_row(line) for line in members]} for reason, members in groups
        ],
        "多个单位": len({line.unit for line in lines}) > 1,
        "办公室名称": one_line(settings.office),
        "联系电话": one_line(settings.phone),
    }


def _addressed(unit: str) -> str:
    """How whoever reads the letter is spoken to: one address may stand for several units."""
    return {1: "你单位", 2: "你们两家单位"}.get(unit.count("、") + 1, "各单位")


def _row(line: Line) -> Mapping[str, str]:
    return {
        "编号": one_line(line.item),
        "事项": one_line(line.matter),
        "情形": line.reason,
        "单位": one_line(line.unit),
        "时限": "" if line.due is None else _day(line.due),
        "天数": days_left(line.days),
        "依据": one_line(as_sentence(line.basis)),
        "要求": one_line(line.requirement),
    }


def _day(day: date) -> str:
    """As GB/T 9704 writes it, without padding: 2026年9月4日."""
    return f"{day.year}年{day.month}月{day.day}日"


def _render(environment: Environment, name: str, values: Mapping[str, object]) -> str:
    """One template with these values; every way in which it can go wrong becomes a TemplateError."""
    try:
        template: Template = environment.get_template(name)
        return template.render(values)
    except TemplateNotFound as error:
        raise TemplateError(f"找不到邮件模板“{error.name}”，请放回模板文件夹，或删除改动过的模板以恢复原样") from error
    except TemplateSyntaxError as error:
        place = f"“{error.name or name}”第{error.lineno}行"
        raise TemplateError(f"邮件模板{place}写法有误（{error.message}），请改正后再试") from error
    except UnicodeDecodeError as error:
        raise TemplateError(f"邮件模板“{name}”不是UTF-8编码，请在记事本中另存为UTF-8编码后再试") from error
    except Exception as error:
        raise TemplateError(f"邮件模板{_place(error.__traceback__, name)}{_fault(error)}，请改正后再试") from error


def _place(trace: TracebackType | None, name: str) -> str:
    """File and line of the innermost template frame of a traceback, into which Jinja writes the template's own lines."""
    place = f"“{name}”"
    while trace is not None:
        file = Path(trace.tb_frame.f_code.co_filename)
        if file.suffix in {".txt", ".html"}:
            place = f"“{file.name}”第{trace.tb_lineno}行"
        trace = trace.tb_next
    return place


def _fault(error: Exception) -> str:
    if isinstance(error, UndefinedError):
        found = _QUOTED.search(str(error))
        return f"用了不存在的名称“{found[2] or found[1]}”" if found else f"用了不存在的名称（{error}）"
    if isinstance(error, SecurityError):
        return "用了不允许的写法"
    return f"不能生成邮件（{error}）"
