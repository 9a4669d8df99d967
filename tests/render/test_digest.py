"""Digests from the shipped templates."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from toolkit.domain.item import LIGHTS, STATUSES
from toolkit.domain.mailing.digests import GROUPS, Digest, DigestLine
from toolkit.domain.papers.statistics import Tally
from toolkit.domain.settings import Settings
from toolkit.domain.sheets import DIGESTS, DigestKind
from toolkit.render.digest import LISTED, render_digest

SHIPPED = Path(__file__).parents[2] / "mail_templates"
DESK = Settings(office="市政府督查室", phone="0518-0000000")
LIGHTS_OF_ALL = dict.fromkeys(LIGHTS, 0) | {"红": 2, "黄": 1}
STATUSES_OF_ALL = dict.fromkeys(STATUSES, 0) | {"在办": 3, "待审核": 1, "已销号": 1}
TALLY = Tally(5, LIGHTS_OF_ALL, STATUSES_OF_ALL)
LATE = DigestLine("2026-031", "老旧小区改造", "市住建局", date(2026, 9, 15), -9)
PAGE = Digest(
    "副秘书长周报", "李副秘书长", "dcs@lyg.example", (), date(2026, 9, 28), True, TALLY, (("超期", (LATE,)),),
    (("市住建局", TALLY), ("市教育局", TALLY)), (("市档案馆", "无邮箱"),),
)  # fmt: skip


def test_a_page_to_be_handed_on() -> None:
    """Subject, whom it is for, numbers, items with days, units, whom no mail reaches."""
    letter = render_digest(PAGE, DESK, SHIPPED)
    assert letter.subject == "【督查事项周报】李副秘书长（请转呈）：未销号4项（超期2项、临期1项、待审核1项）"
    for said in (
        "市政府督查室（请转呈李副秘书长）：",
        "截至2026年9月28日，李副秘书长分管单位的督查事项共5项，未销号4项，其中超期2项、临期1项、待审核1项；已销号1项，办结率20.0%。",
        "【超期】1项（已超过时限，单位尚未反馈）",
        "1. 老旧小区改造\n   编号：2026-031  单位：市住建局\n   时限：2026年9月15日（超期9天）",
        "市教育局：未销号4项",
        "市档案馆：无邮箱",
        "联系电话：0518-0000000",
    ):
        assert said in letter.text
    for said in ("请转呈李副秘书长", "老旧小区改造", "超期9天", "市教育局", "市档案馆"):
        assert said in letter.html


@pytest.mark.parametrize("kind", DIGESTS)
def test_each_kind_and_group_has_its_words(kind: DigestKind) -> None:
    """No name is missing, whatever an item's group; long groups are cut, and the rest is counted."""
    groups = tuple((group, (LATE,) * (LISTED + 7)) for group in GROUPS)
    letter = render_digest(replace(PAGE, kind=kind, hand_on=False, groups=groups), DESK, SHIPPED)
    assert letter.text.count("另有7项，见台账。") == letter.html.count("另有7项，见台账。") == len(GROUPS)
    assert not re.search(r"\n\n\n", letter.text)


@given(st.text(st.characters(blacklist_categories=()), max_size=60))
def test_any_text_stays_text(text: str) -> None:
    """Names and matters are never markup, and never a second line of the subject."""
    line = DigestLine(text, text, text, None, None)
    page = replace(
        PAGE, name=text, groups=(("待审核", (line,)),), units=((text, TALLY), ("乙", TALLY)), unreached=((text, "无邮箱"),)
    )
    letter = render_digest(page, Settings(office=text, phone=text), SHIPPED)
    assert "\n" not in letter.subject
    plain = render_digest(PAGE, DESK, SHIPPED)
    assert letter.html.count("<td") <= plain.html.count("<td") + 2
    assert "<script" not in letter.html
