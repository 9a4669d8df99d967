"""What staff and newcomers read agrees with the program."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer

from toolkit.domain.papers.kinds import BULLETINS, FORMS, PAPER_NAMES
from toolkit.domain.papers.slip import paper_name
from toolkit.entry.cli import app

ROOT = Path(__file__).resolve().parents[1]
PAGES = ("README.md", "docs/使用手册.md")
MORE = ("docs/管理员.md", "docs/首次使用检查.md")


def commands(group: Any, prefix: str = "duban") -> Iterator[tuple[str, Any]]:
    """(duban outbox list, its command) for every command that does something."""
    for name, command in group.commands.items():
        if hasattr(command, "commands"):
            yield from commands(command, f"{prefix} {name}")
        else:
            yield f"{prefix} {name}", command


COMMANDS = dict(commands(typer.main.get_command(app)))


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented(page: str, command: str) -> None:
    """Each command stands in the README and in the staff's guide, spelled out."""
    assert re.search(rf"{re.escape(command)}(?![\w-])", (ROOT / page).read_text("utf-8"))


@pytest.mark.parametrize("page", [*PAGES, *MORE])
def test_no_command_or_option_is_made_up(page: str) -> None:
    """What follows `duban` in the pages is a command, and its options are options of that command."""
    tops = {name.split()[1] for name in COMMANDS}
    for line in re.findall(r"\bduban ([a-z][^`|\n]*)", (ROOT / page).read_text("utf-8")):
        words = line.split()
        assert words[0] in tops, line
        name = " ".join(["duban", *words[:2]]) if f"duban {' '.join(words[:2])}" in COMMANDS else f"duban {words[0]}"
        known = {option for param in COMMANDS[name].params for option in param.opts} if name in COMMANDS else set()
        used = {re.split(r"[=\s]", word)[0] for word in words if word.startswith("--")}
        assert used <= known | {"--help", "--json", "--today"}, line


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_the_common_options_and_chinese_help(command: str) -> None:
    """--json and --today on each command; each option, argument and command explains itself in Chinese."""
    params = {name: param for param in COMMANDS[command].params for name in (*param.opts, param.name)}
    assert {"--json", "--today"} <= set(params)
    for text in (COMMANDS[command].help, *(param.help for param in params.values())):
        assert re.search("[一-鿿]", text or "")


@pytest.mark.parametrize("page", [*PAGES, *MORE, "CONTRIBUTING.md", "docs/architecture.md"])
def test_links_and_pictures_lead_somewhere(page: str) -> None:
    """Every relative link of the pages names a file that is there."""
    path = ROOT / page
    targets = re.findall(r"\]\(([^)#\s]+)[^)]*\)", path.read_text("utf-8"))
    missing = [target for target in targets if "://" not in target and not (path.parent / target).exists()]
    assert not missing


def pictures(page: str) -> dict[str, str]:
    """What is shown -> the name of its file, for every picture of a page."""
    return {shown: Path(path).name for shown, path in re.findall(r"!\[([^]]*)\]\(([^)]+)\)", (ROOT / page).read_text("utf-8"))}


def test_every_paper_is_shown() -> None:
    """The README shows each slip and what lies on desks, the guide every paper that the toolkit makes, each by its name."""
    slips = {*PAPER_NAMES.values(), paper_name("交办单", again=True)}
    assert slips | {"政务督查", "情况通报", "今日待办", "看板", "得分表", "卷内目录"} <= set(pictures("README.md"))
    assert slips | set(FORMS) | set(BULLETINS.values()) | {"看板", "得分表", "卷内目录"} <= set(pictures("docs/使用手册.md"))


def test_pictures_are_small_and_none_is_left_over() -> None:
    """Each file of docs/images is shown on some page and loads quickly; one name never stands for two pictures."""
    there = {path.name: path.stat().st_size for path in (ROOT / "docs" / "images").iterdir()}
    readme, guide = pictures("README.md"), pictures("docs/使用手册.md")
    assert set(readme.values()) | set(guide.values()) == set(there)
    assert max(there.values()) <= 150_000
    assert all(readme[name] == guide[name] for name in readme.keys() & guide.keys())


@pytest.mark.parametrize("page", [*PAGES, "CONTRIBUTING.md"])
def test_links_within_a_page_lead_to_a_heading(page: str) -> None:
    """Every #link names a heading of its page, as GitHub spells it."""
    text = (ROOT / page).read_text("utf-8")
    headings = {
        re.sub(r"[^\w\s-]", "", title).strip().lower().replace(" ", "-") for title in re.findall(r"^#+ (.+)$", text, re.M)
    }
    assert set(re.findall(r"\]\(#([^)]+)\)", text)) <= headings


def test_the_changelog_knows_this_version() -> None:
    """The version that the package carries has its section."""
    from toolkit import __version__

    assert f"## [{__version__}]" in (ROOT / "CHANGELOG.md").read_text("utf-8")
