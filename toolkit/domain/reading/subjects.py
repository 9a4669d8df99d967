"""Words about time that are no deadline: what a paper is about (报送上半年工作总结, 下月计划), what follows if one is missed."""

from __future__ import annotations

import re
from collections.abc import Sequence

from toolkit.domain.reading.numerals import Plain
from toolkit.domain.reading.timeparts import Count, Token

Stretch = tuple[int, int]

_PAPER = re.compile(
    r"[的度份]?(?:各项|整体|总体|主要|重点|全部|投资|经济|运行|督查|阶段性?|年度|累计)*"
    r"(?:(?:完成|办理|推进|落实|整改|建设|运行|工作|任务)*(?:情况|进展|进度|结果)"
    r"|(?:工作|任务|目标)*(?:计划|安排|总结|小结|报告|报表|[月季周]报|要点|方案|台账|清单|数据|指标|考核|评估|问题|项目|整改|对账|工作|任务|目标))"
)
_LISTED = re.compile(r"[、和及与至到-]")
_MISSED = re.compile(r"逾期|超期|未按[时期]|到期仍?未")
_GOAL = re.compile(r"(?:实现|建立|健全|压缩|缩短|压减|精简)[^,;]*$")
_CLAUSE_END = re.compile(r"[,;]")


def without_subjects(words: Plain, found: Sequence[Token], duty: Sequence[Stretch]) -> list[Token]:
    """The tokens without bare periods that a paper follows (一季度进展, 本月和下月计划) where their clause has a deadline beside them.

    duty: the stretches of a recurring duty. A period alone in its clause stays: 一季度目标完成30%. What is threatened behind
    a deadline (6月底前报送,逾期不报的3日内通报), or shall be as fast by then (实现3日内办结), is left out as well.
    """
    found = [token for at, token in enumerate(found) if not (at and _beside_the_point(words.text, found[0], token))]
    subjects: set[int] = set()
    for at in range(len(found) - 1, -1, -1):
        token = found[at]
        joined = at + 1 in subjects and _LISTED.fullmatch(words.text[token.end : found[at + 1].start])
        if token.bare and not token.year_only and (joined or _PAPER.match(words.text, token.end)):
            subjects.add(at)
    others = [(token.start, token.end) for token in found if not token.bare] + list(duty)
    return [
        token
        for at, token in enumerate(found)
        if at not in subjects or not any(_same_clause(words.text, (token.start, token.end), other) for other in others)
    ]


def _beside_the_point(text: str, first: Token, token: Token) -> bool:
    """Whether a later token tells what is threatened, or how fast things shall be by then (6月底前实现3日内办结)."""
    between = text[first.end : token.start]
    return bool(_MISSED.search(between)) or (isinstance(token.thing, Count) and bool(_GOAL.search(between)))


def _same_clause(text: str, one: Stretch, other: Stretch) -> bool:
    first, last = sorted((one, other))
    return _CLAUSE_END.search(text[first[1] : last[0]]) is None
