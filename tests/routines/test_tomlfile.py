"""duban.toml changed in place: the new values are read back, and all else is there to the byte."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.errors import SetupError
from toolkit.routines.init import settings_text
from toolkit.routines.tomlfile import BOM, Value, literal, read_text, with_values, write_text

OFFICES = """\
# 本室的说明，不要删
[ledger]
path = 'D:\\督查\\台账.xlsx'   # 共享盘上的那份

[mail]
  transport = "folder" # 先不发
# host = "smtp.office.example"
"folder" = "邮件 # 一"#紧挨着
[office]
domains = ["a.example",
  "b.example"]
"""

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
VALUES = st.one_of(
    TEXTS, st.integers(0, 65535), st.booleans(), st.lists(TEXTS, max_size=3), st.dictionaries(TEXTS, TEXTS, max_size=3)
)


def parsed(text: str) -> dict[str, dict[str, object]]:
    return tomllib.loads(text.removeprefix(BOM).replace("\r\n", "\n"))


def test_values_change_where_they_stand() -> None:
    """Comments, quoted keys, blanks and order stay; a key that only a comment shows goes below that comment."""
    changed = with_values(
        OFFICES, {"mail.transport": "smtp", "mail.host": "h.example", "mail.folder": "x", "office.name": "督查室"}
    )
    assert changed == OFFICES.replace('"folder" # 先', '"smtp" # 先').replace(
        '# host = "smtp.office.example"\n', '# host = "smtp.office.example"\nhost = "h.example"\n'
    ).replace('"邮件 # 一"#', '"x"#').replace('  "b.example"]\n', '  "b.example"]\nname = "督查室"\n')


@pytest.mark.parametrize("mark", ["", BOM])
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_byte_order_mark_and_line_ends_stay(mark: str, end: str) -> None:
    """As Windows' Notepad leaves them, also where sections are added."""
    text = mark + OFFICES.replace("\n", end)
    changed = with_values(text, {"mail.host": "h", "imap.host": "i", "imap.user": "u"})
    assert changed.startswith(mark)
    assert changed.count(BOM) == len(mark)
    assert (changed.count("\r\n") == changed.count("\n")) == (end == "\r\n")
    assert parsed(changed)["imap"] == {"host": "i", "user": "u"}
    for line in text.split(end):
        assert line in changed


@given(st.sampled_from(["mail.host", "office.name", "office.codes", "imap.user", "ledger.path", "jobs.daily"]), VALUES)
def test_any_value_is_read_back(place: str, value: Value) -> None:
    """Whatever is written says what it was, and nothing else says anything new."""
    for text in ("", settings_text("台账.xlsx"), OFFICES):
        section, _, key = place.partition(".")
        after, before = parsed(with_values(text, {place: value})), parsed(text)
        assert after.pop(section) == {**before.pop(section, {}), key: value}
        assert after == before


@pytest.mark.parametrize(
    "text",
    [
        'mail.transport = "folder"\n',
        'mail = { transport = "folder" }\n',
        '[mail]\nhost = """\na"""\n',
        '[office]\n[office.codes]\n"交办单" = "x"\n',
        'x = """\n[mail]\nhost = 1\n"""\n[mail]\nhost = "a"\n',
        "[mail\n",
    ],
)
def test_other_ways_of_writing_are_left_alone(text: str) -> None:
    """What cannot be changed safely is a sentence that says what to write, never a guess."""
    with pytest.raises(SetupError, match="记事本"):
        with_values(text, {"mail.host": "h", "office.codes": {"交办单": "y"}})


def test_windows_paths_stay_readable() -> None:
    """No doubled backslashes."""
    assert literal("D:\\督查\\台账.xlsx") == "'D:\\督查\\台账.xlsx'"


def test_the_file_as_bytes(tmp_path: Path) -> None:
    """What is read is what was written; another encoding is said."""
    path = tmp_path / "duban.toml"
    assert read_text(path) == ""
    write_text(path, BOM + "a = 1\r\n")
    assert path.read_bytes() == (BOM + "a = 1\r\n").encode()
    assert read_text(path) == BOM + "a = 1\r\n"
    path.write_bytes("名称 = '督查室'".encode("gbk"))
    with pytest.raises(SetupError, match="UTF-8"):
        read_text(path)
