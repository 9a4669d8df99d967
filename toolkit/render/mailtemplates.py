"""From a pair of mail templates that staff can edit to a letter: NAME.txt (first line `主题:…`) and NAME.html.

The language is Jinja2 in its sandbox. Values are plain text and stay plain text: they are escaped in HTML, are never
read as a template, and cannot break a line. A name that does not exist is an error that tells file and line.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.exceptions import SecurityError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from toolkit.domain.errors import TemplateError
from toolkit.domain.mailing.letter import Letter, one_line

_SUBJECT = re.compile("主题[:\uff1a]\\s*(\\S.*)")
_QUOTED = re.compile(r"'([^']*)' (?:is undefined|has no attribute '([^']*)')")


def render_pair(name: str, values: Mapping[str, object], templates: Path | Sequence[Path]) -> Letter:
    """The letter that the pair of this name makes of the values.

    templates: a folder, or folders of which the first that has a file wins (the office's own, then the shipped ones).
    A byte order mark and CRLF line ends in templates do not matter. Raises TemplateError with file and line in Chinese.
    """
    environment = _environment((templates,) if isinstance(templates, Path) else tuple(templates))
    page = _render(environment, f"{name}.html", values)
    first, _, text = _render(environment, f"{name}.txt", values).lstrip("\n").partition("\n")
    subject = _SUBJECT.match(first.strip())
    if subject is None:
        raise TemplateError(f"邮件模板“{name}.txt”第1行应写明主题，如：主题：督查提醒")
    return Letter(one_line(subject[1]), text.strip("\n") + "\n", page)


def day_text(day: date | None) -> str:
    """As GB/T 9704 writes it, without padding: 2026年9月4日; "" for none."""
    return "" if day is None else f"{day.year}年{day.month}月{day.day}日"


def days_text(days: int | None) -> str:
    """还有3天, 今日到期, 超期3天; "" where there is no day."""
    if days is None:
        return ""
    if days == 0:
        return "今日到期"
    return f"还有{days}天" if days > 0 else f"超期{-days}天"


class _Sandbox(ImmutableSandboxedEnvironment):
    """Looks for a name among a row's values first; Jinja's own way raises and catches an error for each of them."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        if type(obj) is dict and attribute in obj:
            return obj[attribute]
        return super().getattr(obj, attribute)


@lru_cache(maxsize=8)
def _environment(folders: tuple[Path, ...]) -> Environment:
    return _Sandbox(
        loader=FileSystemLoader(folders, encoding="utf-8-sig"),
        undefined=StrictUndefined,
        autoescape=lambda name: name is not None and name.endswith(".html"),
        trim_blocks=True,
        lstrip_blocks=True,
    )


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
