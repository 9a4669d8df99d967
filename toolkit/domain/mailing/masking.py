"""Citizens' traces taken out of a text that leaves the ledger (matters of 四(七): 市长信箱, 12345热线, 人民来信).

Telephone numbers, identity and card numbers, e-mail addresses and house numbers go entirely; of a name the family
name stays (张某某, see names.py).
"""

from __future__ import annotations

import re
from functools import lru_cache

from toolkit.domain.mailing.names import mask_names

STARS = "****"

_DIGIT_EDGE, _DIGIT_END = r"(?<![\dA-Za-z])", r"(?!\d)"
_SEP = r"[-\s\u2010-\u2015－]?"
_NUMBERS: tuple[re.Pattern[str], ...] = (
    re.compile(r"[\w.+-]{1,64}\s{0,2}[@＠]\s{0,2}[\w-]{1,63}(?:[.．][\w-]{1,63}){1,8}", re.ASCII),
    re.compile(rf"{_DIGIT_EDGE}\d{{6}}{_SEP}\d{{8}}{_SEP}\d{{3}}[\dXxＸｘ]{_DIGIT_END}"),  # identity card
    re.compile(rf"{_DIGIT_EDGE}(?:\d{{16,19}}|\d{{4}}(?: \d{{4}}){{3}}(?: \d{{1,3}})?){_DIGIT_END}"),  # bank card
    re.compile(rf"{_DIGIT_EDGE}\d{{15}}{_DIGIT_END}"),  # identity card of the first generation
    re.compile(rf"(?<!\d)(?:[+＋]?86{_SEP})?[1１][3-9３-９]\d(?:{_SEP}\d{{4}}){{2}}{_DIGIT_END}"),  # mobile
    re.compile(rf"(?<!\d)(?:[+＋]?86{_SEP})?[1１][3-9３-９]\d{{2}}{_SEP}\d{{3}}{_SEP}\d{{4}}{_DIGIT_END}"),  # mobile, 4-3-4
    re.compile(rf"(?<!\d)[(（]?[0０]\d{{2,3}}[)）]?{_SEP}\d{{7,8}}(?:{_SEP}\d{{1,4}})?{_DIGIT_END}"),  # landline with its area
    re.compile(
        rf"(?<=电话|手机|号码|方式|座机)((?:号码?|是|为)?\s?[:：]?\s?)\d[\d\s-]{{5,20}}\d{_DIGIT_END}"
    ),  # whatever is called one
)
_PLACE = "[路街巷弄道里村区园苑寓庄城府湾庭院镇乡屯社厦阁楼湖岛]"
_NUMBER = r"(?:[0-9０-９]{1,5}(?:[-－][0-9０-９]{1,5}){0,3}|[一二三四五六七八九十百零〇]{1,5}|[A-Za-z][0-9０-９]{0,4})"
_HOUSE_UNIT = r"(?:号楼|号院|号门|号|幢|栋|座|单元|楼|层|室|户|弄|组|队|墩)"
_TAIL = rf"(?:[-－][0-9０-９]+|[附之]?{_NUMBER}\s*{_HOUSE_UNIT}|[0-9０-９]{{3,4}}(?![0-9０-９年月日]))*"
_ADDRESS: tuple[tuple[re.Pattern[str], str], ...] = (
    (
        re.compile(rf"(?<={_PLACE})\s*{_NUMBER}\s*号(?:楼|院|门)?(?![线令文台会桥闸泵井机地]){_TAIL}"),
        "**号",
    ),  # 幸福路12号3幢501室
    (re.compile(rf"(?<=[村社屯庄])\s*{_NUMBER}\s*[组队](?![织长伍]){_TAIL}"), "**组"),  # 某村三组12号
    (
        re.compile(rf"(?<={_PLACE})\s*[0-9]{{1,3}}[-－](?:[0-9]{{1,2}}[-－])?[0-9]{{3,4}}(?![0-9年月日万亿米个名家户人])"),
        "**号",
    ),  # 某小区3-2-501
    (re.compile(rf"{_NUMBER}(?:号楼|幢|栋|座)\s*(?:{_NUMBER}单元)?\s*[0-9０-９]{{2,5}}(?:室|户)?"), "**室"),
    (re.compile(rf"{_NUMBER}单元\s*[0-9０-９]{{2,5}}(?:室|户)?"), "**室"),
    (re.compile(r"[0-9０-９]{3,5}室"), "**室"),
)
_WORTH = re.compile(rf"\d{{3}}|[@＠]|{_NUMBER}\s*{_HOUSE_UNIT}")


@lru_cache(maxsize=16384)
def mask_citizen(text: str) -> str:
    """A text without what identifies a citizen; what is not recognised stays. Never raises, and masks a masked text no further.

    来信人张小明(13800000000)家住幸福路12号3幢501室 -> 来信人张某某(****)家住幸福路**号.
    """
    if _WORTH.search(text):
        for pattern in _NUMBERS:
            text = pattern.sub(lambda found: (found[1] if found.re.groups else "") + STARS, text)
        for pattern, kept in _ADDRESS:
            text = pattern.sub(kept, text)
    return mask_names(text)
