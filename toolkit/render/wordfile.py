"""A Word template and values in, the bytes of a .docx out: docxtpl with everything shut that cell text could open.

Values are text and come out as text: they are escaped, never read as a template, and rid of what XML cannot hold.
The same template and values give the same bytes. A template that does not work is an error with file and place.
"""

from __future__ import annotations

import gc
import io
import re
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from difflib import get_close_matches
from functools import lru_cache
from html import escape
from pathlib import Path
from types import TracebackType
from typing import Any

from docx.opc.exceptions import PackageNotFoundError
from docx.shared import Mm
from docxtpl import DocxTemplate, InlineImage
from jinja2 import Environment, StrictUndefined, Template
from jinja2.exceptions import SecurityError, TemplateSyntaxError, UndefinedError
from jinja2.sandbox import ImmutableSandboxedEnvironment
from lxml import etree

from toolkit.domain.errors import TemplateError, os_reason
from toolkit.domain.mailing.letter import fit_text, one_line
from toolkit.render.pagebreaks import keep_rows

_NONCHARACTERS = dict.fromkeys((0xFFFE, 0xFFFF))
_TAG = re.compile(r"<[^>]+>")
_MARK = re.compile(r"\{[{%].*?[}%]\}")
_FULL_WIDTH = re.compile(r"(?:｛\s*[｛{%％]|\{\s*[｛％])[^<]{0,30}")
_NAME = re.compile(r"'([^']*)' (?:is undefined|has no attribute '([^']*)')")
_SYNTAX = (
    ("Unexpected end of template", "有 for 或 if 没有写结束（endfor、endif）"),
    ("Encountered unknown tag", "for、if 与 endfor、endif 没有配对，或用了不认识的指令"),
    ("expected token", "标记没有写完整"),
    ("unexpected", "标记没有写完整"),
    ("No filter named", "用了不存在的处理方法"),
)
_PARTS = (("/word/footer", "页脚"), ("/word/header", "页眉"), ("/word/document", "正文"))
_ZIP_DAY = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class Picture:
    """A value of a template that is a picture: PNG bytes, its width in mm, and what it shows, for those who cannot see it."""

    content: bytes
    width: float
    shows: str


def words(text: str) -> str:
    """Text for a place of several lines: line ends kept, everything taken out that a Word file cannot hold."""
    return fit_text(text).translate(_NONCHARACTERS).replace("\t", " ").strip()


def line(text: str) -> str:
    """Text for a place of one line."""
    return one_line(text.translate(_NONCHARACTERS))


def find_template(folders: Sequence[Path], name: str) -> Path:
    """The first folder's file of that name (the office's own folder stands first); TemplateError where there is none."""
    for folder in folders:
        if (folder / name).is_file():
            return folder / name
    raise TemplateError(f"找不到文书模板“{name}”，请放回文书模板文件夹，或重新安装督办工具")


def render_word(template: Path, values: Mapping[str, object], *, title: str, author: str, day: date) -> bytes:
    """Fills a .docx template: values by Chinese name (texts, numbers, lists and mappings of such; Pictures at the top) -> the finished file,
    the same bytes for equal input.

    title, author, day: what the file's properties say. Raises TemplateError in Chinese, naming file and place.
    """
    paper = _Paper(_open(template))
    try:
        paper.render(_with_pictures(values, paper), _SANDBOX)
        keep_rows(paper.docx.element.body)
        about = paper.docx.core_properties
        about.title, about.author, about.last_modified_by = title[:255], author[:255], author[:255]
        about.created = about.modified = datetime.combine(day, time())
        about.revision = 1
        raw = io.BytesIO()
        paper.docx.save(raw)
    except Exception as error:
        raise TemplateError(
            f"文书模板“{template.name}”{paper.place(error)}：{_fault(error, values)}，请在Word中改正后再试"
        ) from error
    del paper, about
    gc.collect(0)  # its parts refer to one another: a run of hundreds of papers holds one of them at a time
    return _settled(raw)


class _Paper(DocxTemplate):  # type: ignore[misc]
    """docxtpl that remembers where it is, leaves `{_{` in texts alone, and refuses what it would quietly repair."""

    source = ""
    part_name = ""

    def patch_xml(self, src_xml: str) -> str:
        return _patched(src_xml)

    def render_xml_part(self, src_xml: str, part: Any, context: Mapping[str, object], jinja_env: Environment) -> str:
        self.current_rendering_part = part
        self.part_name = str(part.partname)
        self.source = re.sub(r"<w:p(?=[ >])", "\n<w:p", src_xml)
        wrong = _FULL_WIDTH.search(_TAG.sub("", self.source))
        if wrong:
            raise _FullWidthError(wrong[0])
        rendered = jinja_env.from_string(self.source).render(context)
        result: str = self.resolve_listing(re.sub(r"\n<w:p(?=[ >])", "<w:p", rendered))
        etree.fromstring(result.encode("utf-8"))
        return result

    def place(self, error: Exception) -> str:
        """Where it went wrong: the part, and the tags of the paragraph as they stand in Word."""
        part = next((word for start, word in _PARTS if self.part_name.startswith(start)), "")
        number = error.lineno if isinstance(error, TemplateSyntaxError) else _template_line(error.__traceback__)
        lines = self.source.split("\n")
        if number is None or not 0 < number <= len(lines):
            return part
        marks = _MARK.findall(_TAG.sub("", lines[number - 1]))
        names = [name for name in (_undefined(error),) if name]
        marks = [mark for mark in marks if all(name in mark for name in names)] or marks
        shown = " ".join(re.sub(r"\s+", " ", mark) for mark in marks[:3])
        return f"{part}“{shown}”" if shown else f"{part}“{_TAG.sub('', lines[number - 1])[:30]}”"


class _Image(InlineImage):  # type: ignore[misc]
    """A Picture in its place, with the text that is read out for it."""

    def __init__(self, paper: _Paper, picture: Picture) -> None:
        super().__init__(paper, io.BytesIO(picture.content), width=Mm(picture.width))
        self._shows = f'descr="{escape(line(picture.shows))}" '

    def _insert_image(self) -> str:
        found: str = super()._insert_image()
        return found.replace("<wp:docPr ", "<wp:docPr " + self._shows, 1)


def _with_pictures(values: Mapping[str, object], paper: _Paper) -> dict[str, object]:
    return {name: _Image(paper, value) if isinstance(value, Picture) else value for name, value in values.items()}


class _FullWidthError(Exception):
    """Braces typed with a Chinese input method: Jinja does not see them, and they would be printed."""


def _open(template: Path) -> io.BytesIO:
    try:
        content = io.BytesIO(template.read_bytes())
        with zipfile.ZipFile(content) as package:
            if "word/document.xml" not in package.namelist():
                raise PackageNotFoundError
    except OSError as error:
        raise TemplateError(f"无法读取文书模板“{template}”（{os_reason(error)}），请检查文件权限") from error
    except (zipfile.BadZipFile, PackageNotFoundError) as error:
        raise TemplateError(f"文书模板“{template.name}”不是Word文档，请用Word打开，另存为“Word文档（.docx）”后再试") from error
    return content


class _Sandbox(ImmutableSandboxedEnvironment):
    """The sandbox; a template is read once, however many papers are made from it."""

    def from_string(self, source: Any, *_: Any, **__: Any) -> Template:
        return _compiled(source)


_SANDBOX = _Sandbox(autoescape=True, undefined=StrictUndefined)
del _SANDBOX.filters["safe"]  # no template may turn cell text into markup


@lru_cache(maxsize=128)
def _compiled(source: str) -> Template:
    return ImmutableSandboxedEnvironment.from_string(_SANDBOX, source)


@lru_cache(maxsize=64)
def _patched(source: str) -> str:
    """docxtpl's own preparation of a part: tags that Word broke into pieces are put together."""
    patched: str = DocxTemplate.patch_xml(None, source)
    return patched


def _template_line(trace: TracebackType | None) -> int | None:
    """The innermost template line of a traceback, into which Jinja writes the template's own lines."""
    number = None
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == "<template>":
            number = trace.tb_lineno
        trace = trace.tb_next
    return number


def _undefined(error: Exception) -> str:
    found = _NAME.search(str(error)) if isinstance(error, UndefinedError) else None
    return (found[2] or found[1]) if found else ""


def _fault(error: Exception, values: Mapping[str, object]) -> str:
    """What is wrong, in words that staff can use."""
    name = _undefined(error)
    if name:
        near = get_close_matches(name, sorted(_names(values)), 1, 0.3)
        return f"没有“{name}”这个名称" + (f"，是不是“{near[0]}”" if near else "")
    if isinstance(error, TemplateSyntaxError):
        text = str(error.message)
        return next((words for start, words in _SYNTAX if text.startswith(start)), f"写法有误（{text}）")
    if isinstance(error, SecurityError):
        return "用了不允许的写法"
    if isinstance(error, _FullWidthError):
        return f"“{error}”用了全角的花括号，请改用半角的 {{{{ }}}}"
    if isinstance(error, etree.XMLSyntaxError):
        return "循环或条件没有包住整段或整行，段落请用 {%p … %}，表格的行请用 {%tr … %}"
    return f"不能生成文书（{error}）"


def _names(values: object) -> set[str]:
    """Every name that a template may use, at any depth."""
    if isinstance(values, Mapping):
        return {str(key) for key in values}.union(*(_names(value) for value in values.values()))
    if isinstance(values, Sequence) and not isinstance(values, str):
        return set().union(*(_names(value) for value in values))
    return set()


def _settled(raw: io.BytesIO) -> bytes:
    """The same package with one fixed time on every part."""
    done = io.BytesIO()
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(done, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            target.writestr(zipfile.ZipInfo(name, _ZIP_DAY), source.read(name), zipfile.ZIP_DEFLATED)
    return done.getvalue()
