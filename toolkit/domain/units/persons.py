"""Persons named behind a unit (市教育局（张三）, 市教育局 张三 13800000000): they are no part of its name."""

from __future__ import annotations

import re

from toolkit.domain.mailing.namewords import COMPOUND, NO_GIVEN, OPENINGS, SURNAMES, TAILS
from toolkit.domain.units import unitwords as words

_NAME = re.compile(rf"(?:{'|'.join(COMPOUND)}|[{SURNAMES}])(?P<given>[某×xX*]{{1,2}}|[\u4e00-\u9fff]{{1,2}})")
_POST = r"(?:常务|党委|党组)?副?(?:局长|主任|市长|县长|区长|处长|科长|书记|秘书长|总?经理|董事长|镇长|院长|校长)"
_TITLE = re.compile(rf"^{_POST}|{_POST}$|同志$")
_NUMBER = re.compile(r"(?:电话|手机|联系方式)?:?[\d×xX*+()-]{6,}")
_PERSON_LABEL = re.compile(rf"{words.PERSON}\s*:")
_BETWEEN = re.compile(r"[、,;:/\s]+")


def is_person(text: str) -> bool:
    """Whether a half-width word is a person's name, perhaps with a title: 张三, 李某某, 张三副局长; no ordinary word, no office."""
    name = _NAME.fullmatch(_TITLE.sub("", text))
    return (
        name is not None
        and name[0][:2] not in OPENINGS
        and name["given"] not in NO_GIVEN
        and name[0][-1] not in TAILS
        and not words.UNIT_END.search(name[0])
    )


def only_persons(text: str) -> bool:
    """Whether half-width text names nothing but persons and their telephones: 张三、李四, 张三 13800000000, 联系人:张三."""
    text = text.strip()
    if _PERSON_LABEL.match(text):
        return True
    parts = [part for part in _BETWEEN.split(re.sub(r"(?<=[\u4e00-\u9fff])(?=\d{6})", " ", text)) if part]
    return any(map(is_person, parts)) and all(
        is_person(part) or _NUMBER.fullmatch(part) or not _TITLE.sub("", part) for part in parts
    )
