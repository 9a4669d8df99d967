"""duban.toml changed in place: one value after another, all that the office wrote around them stays, to the byte.

TOML's own parser reads only. So a line is replaced or added here, and the outcome is read again: it must say what was said
before, and the new values; else the file is left alone and a person is asked to edit it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from toolkit.domain.errors import SetupError, os_reason
from toolkit.ledger.guard import put_whole

Value = str | int | bool | list[str] | dict[str, str]
BOM = "\ufeff"
_HEADER = re.compile(r"\s*\[\s*([^\[\]]+?)\s*\]\s*(?:#.*)?$")
_KEY = re.compile(r"""\s*(?:"([^"]*)"|'([^']*)'|([\w-]+))\s*=""")


def read_text(path: Path) -> str:
    """The file as it stands, with byte order mark and line ends; "" where there is none. Raises SetupError."""
    try:
        return path.read_bytes().decode("utf-8") if path.exists() else ""
    except OSError as problem:
        raise SetupError(f"无法读取“{path}”（{os_reason(problem)}），请检查文件权限") from problem
    except UnicodeDecodeError as problem:
        raise SetupError(f"“{path}”不是UTF-8编码，请用记事本打开，另存为UTF-8后重试") from problem


def write_text(path: Path, text: str) -> None:
    """The file replaced, whole or not at all. Raises SetupError."""
    try:
        put_whole(path, text.encode("utf-8"))
    except OSError as problem:
        raise SetupError(f"无法写入“{path}”（{os_reason(problem)}），请检查文件权限和磁盘空间，设置没有改动") from problem


def with_values(text: str, values: Mapping[str, Value]) -> str:
    """The text with these values ("mail.host" -> value): at their lines where they stand, else at the end of their section.

    Raises SetupError where the file is written in a way that cannot be changed safely; it names the key.
    """
    for place, value in values.items():
        said, changed = parsed(text), _changed(text, place, value)
        try:
            same = parsed(changed) == _set(said, place, value)
        except SetupError:
            same = False
        if not same:
            key = place.rpartition(".")[2]
            raise SetupError(f"duban.toml 的写法特殊，“{place}”不能自动修改：请用记事本打开，自行写上 {key} = {literal(value)}")
        text = changed
    return text


def literal(value: Value) -> str:
    """A value as TOML. Texts are literal where they can be (backslashes of Windows paths stay readable), else escaped."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int):
        return str(value)
    if isinstance(value, list):
        return f"[{', '.join(map(literal, value))}]"
    if isinstance(value, dict):
        return "{ " + ", ".join(f"{_escaped(key)} = {_escaped(each)}" for key, each in value.items()) + " }"
    return f"'{value}'" if "\\" in value and "'" not in value and value.isprintable() else _escaped(value)


def _escaped(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + "".join(char if char.isprintable() else f"\\U{ord(char):08X}" for char in escaped) + '"'


def _changed(text: str, place: str, value: Value) -> str:
    section, _, key = place.rpartition(".")
    end = "\r\n" if "\r\n" in text else "\n"
    lines = text.removeprefix(BOM).split("\n")
    first, last = _section(lines, section)
    new = f"{key} = {literal(value)}"
    if first is None:
        tail = [] if not text.strip(BOM + "\r\n \t") else [""]
        body = text.rstrip("\r\n \t")
        return body + (end if body.strip(BOM) else "") + end.join([*tail, f"[{section}]", new, ""])
    mark = BOM if text.startswith(BOM) else ""
    for number in range(first, last):
        found = _KEY.match(lines[number])
        if found and key in found.groups():
            lines[number] = lines[number][: found.end()] + " " + literal(value) + _rest(lines[number][found.end() :])
            return mark + "\n".join(lines)
    lines.insert(_after(lines, first, last, key), new + end.removesuffix("\n"))
    return mark + "\n".join(lines)


def _section(lines: list[str], name: str) -> tuple[int | None, int]:
    """The lines below a section's header: the first, and the one behind the last; None where there is no such section."""
    first = None
    for number, line in enumerate(lines):
        header = _HEADER.match(line)
        if header is None:
            continue
        if first is not None:
            return first, number
        if re.sub(r"""[\s"']""", "", header[1]) == name:
            first = number + 1
    return first, len(lines)


def _after(lines: list[str], first: int, last: int, key: str) -> int:
    """Where a new line goes: below the comment that shows it (# host = …), else below the section's last line."""
    for number in range(first, last):
        if re.match(rf"\s*#\s*{re.escape(key)}\s*=", lines[number]):
            return number + 1
    filled = [number for number in range(first, last) if lines[number].strip() and not lines[number].lstrip().startswith("#")]
    return filled[-1] + 1 if filled else first


def _rest(text: str) -> str:
    """What follows a value on its line: blanks, a comment, the line's end. Raises SetupError where the value goes on below."""
    stops = [match.start() for match in re.finditer("#", text)] + [len(text)]
    for stop in stops:
        candidate = text[:stop].rstrip()
        try:
            tomllib.loads(f"x = {candidate.strip()}")
        except tomllib.TOMLDecodeError:
            continue
        return text[len(candidate) :]
    raise SetupError("duban.toml 中有一项设置分成几行书写，不能自动修改：请用记事本打开，把它写在一行里，或自行修改")


def parsed(text: str) -> dict[str, Any]:
    """The file's text as tables. Raises SetupError where it is no TOML."""
    try:
        return tomllib.loads(text.removeprefix(BOM).replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as problem:
        raise SetupError("duban.toml 书写有误，请用记事本打开改正，或改名保留后再运行 duban setup") from problem


def _set(table: dict[str, Any], place: str, value: Value) -> dict[str, Any]:
    """The table with one value set."""
    section, _, key = place.rpartition(".")
    inner = table.get(section, {}) if section else table
    assert isinstance(inner, dict)
    changed = {**inner, key: value}
    return {**table, section: changed} if section else changed
