"""Every mail as its reader sees it, on a telephone (360 px) and on a desk (800 px), in Chromium."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import date
from functools import cache
from pathlib import Path

import pytest

from tests.support import chromium
from tests.support.bulletins import a_bulletin, many_items, sample_desk
from toolkit.domain.item import LIGHTS, STATUSES
from toolkit.domain.mailing.digests import GROUPS, Digest, DigestLine
from toolkit.domain.mailing.letter import Letter
from toolkit.domain.mailing.notices import Line, Notice
from toolkit.domain.papers.statistics import Tally
from toolkit.domain.settings import Settings
from toolkit.domain.sheets import DIGESTS, REASONS, DigestKind
from toolkit.render.back_letter import SentBack, render_back
from toolkit.render.bulletin_mail import render_bulletin_mail
from toolkit.render.digest import render_digest
from toolkit.render.letter import render_letter
from toolkit.render.office_note import NoteLine, render_note

pytestmark = pytest.mark.system

SHIPPED = (Path(__file__).parents[2] / "mail_templates",)
OFFICE = Settings(office="市政府督查室", phone="0518-85800000")
DAY = date(2026, 9, 28)
WIDTHS = (360, 800)
LEAST = 13
"""CSS pixels: smaller Chinese characters cannot be read on a telephone."""
UNBROKEN = "https://oa.lyg.example/duban/item?id=" + "0123456789abcdef" * 6
"""What a clerk pastes into a cell, with no place to break it."""
UNITS = ("连云港经济技术开发区管理委员会", "市退役军人事务局", "市住房和城乡建设局（市人民防空办公室）")
MATTERS = (
    "推进城区易积水路段改造，汛期前完成雨水管网清淤疏通和泵站检修",
    "加快办理市十五届人大五次会议第0012号建议《关于进一步优化老旧小区加装电梯审批流程、落实财政补助资金的建议》",
    f"按来文办理 {UNBROKEN}",
)


def _line(number: int, reason: str) -> Line:
    return Line(
        f"2026-{number:03}", MATTERS[number % 3], reason, date(2026, 9, 15), -13,  # type: ignore[arg-type]
        "2026-09-04交办次日起7个工作日→2026-09-15，依据五（五）", "逐个小区报送进度" * (number % 3), UNITS[number % 3],
    )  # fmt: skip


def _digest(kind: DigestKind) -> Digest:
    tally = Tally(128, dict.fromkeys(LIGHTS, 16), dict.fromkeys(STATUSES, 16))
    lines = tuple(DigestLine(f"2026-{n:03}", MATTERS[n % 3], "、".join(UNITS), date(2026, 9, 15), -13) for n in range(3))
    groups = tuple((group, lines) for group in GROUPS)
    units = tuple((name, tally) for name in UNITS)
    return Digest(kind, "综合五处", "zh5@lyg.example", (), DAY, False, tally, groups, units, ((UNITS[0], "邮箱被退回"),))


@cache
def letters() -> Mapping[str, Letter]:
    """One of each kind, with much to say."""
    notice = Notice(
        "、".join(UNITS), "a@lyg.example", (), "提醒", DAY, tuple(_line(n, reason) for n, reason in enumerate(REASONS)),
        files=("文书/政务督查交办单_连督交〔2026〕12号_市住房和城乡建设局（市人民防空办公室）.docx",),
    )  # fmt: skip
    back = SentBack(
        UNITS[2], "2026-001", MATTERS[1], "反馈", DAY, f"请补充各小区进度和资金到位情况，并附 {UNBROKEN}", date(2026, 9, 29),
        "退回日次日，依据五（六）", DAY,
    )  # fmt: skip
    crowd = sample_desk(many_items(9, 5))
    return {
        "提醒": render_letter(notice, OFFICE, SHIPPED),
        **{kind: render_digest(_digest(kind), OFFICE, SHIPPED) for kind in DIGESTS},
        "退回": render_back(back, OFFICE, SHIPPED),
        "政务督查": render_bulletin_mail(a_bulletin("政务督查"), SHIPPED),
        "今日待办": render_bulletin_mail(a_bulletin("今日待办", crowd), SHIPPED),
        "本室提示": render_note("督查计划", [NoteLine(MATTERS[0], "2026年9月30日")], OFFICE, DAY, SHIPPED),
    }


@pytest.fixture(scope="module", params=WIDTHS)
def seen(request: pytest.FixtureRequest) -> Mapping[str, chromium.Seen]:
    """Every letter at a width."""
    reason = chromium.missing()
    if reason:
        if os.environ.get("CI"):
            pytest.fail(f"system tests must run in CI: {reason}")
        pytest.skip(reason)
    return dict(zip(letters(), chromium.look(list(letters().values()), request.param), strict=True))


def test_nothing_runs_out_of_the_page(seen: Mapping[str, chromium.Seen]) -> None:
    """No page must be pushed sideways, no line and no chart reaches past its edge, whatever was pasted into a cell."""
    for kind, page in seen.items():
        assert page.needs <= page.width, kind
        assert page.boxes, kind
        assert [box.text for box in page.boxes if box.left < 0 or box.right > page.width] == [], kind
        assert all(loaded and right <= page.width for right, loaded in page.pictures), kind
    assert len(seen["政务督查"].pictures) >= 2


def test_every_word_can_be_read(seen: Mapping[str, chromium.Seen]) -> None:
    """Nothing hidden, nothing too small, and all that the plain text says of items."""
    for kind, page in seen.items():
        assert [box.text for box in page.boxes if not box.shown or box.size < LEAST] == [], kind
        said = "".join(page.said.split())
        items = re.findall(r"编号：(\S+)|^ *\d+\. (\S.*)$", letters()[kind].text, re.MULTILINE)
        assert items, kind
        for words in filter(None, (each for pair in items for each in pair)):
            assert "".join(words.removesuffix("（2026年9月30日）").split()) in said, (kind, words)


def test_the_pictures_show_a_letter(seen: Mapping[str, chromium.Seen]) -> None:
    """Not a blank sheet: dark letters all the way down, and a margin at both edges without any."""
    for kind, page in seen.items():
        grey = page.picture.convert("L")
        assert grey.size == (page.width, page.height), kind
        strips = [grey.crop((0, top, page.width, min(top + 200, page.height))) for top in range(0, page.height - 100, 200)]
        assert all(strip.getextrema()[0] < 120 for strip in strips), kind  # type: ignore[operator]
        for left, right in ((0, 6), (page.width - 6, page.width)):
            assert grey.crop((left, 0, right, page.height)).getextrema()[0] > 200, kind  # type: ignore[operator]


def test_telephones_are_told_the_width() -> None:
    """Else they show the page as on a desk, and small."""
    for kind, letter in letters().items():
        assert re.search(r'<meta name="viewport" content="width=device-width, initial-scale=1">', letter.html), kind
