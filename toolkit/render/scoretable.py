"""The score of a year as a workbook 〔八(二)〕: the table, every mark, the rules, the 回头看 list, and facts if somebody asked for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from toolkit.domain.papers.escalation import say_day
from toolkit.domain.papers.proposals import Proposal
from toolkit.domain.papers.score import UnitScore
from toolkit.domain.papers.scorebook import ScoreRule
from toolkit.domain.wording import shown
from toolkit.render.newbook import Cell, Table, workbook


def render_scores(
    units: Sequence[UnitScore], rules: Sequence[ScoreRule], look_back: Sequence[Proposal], facts: Sequence[Proposal] | None,
    *, year: int, office: str, day: date,
) -> bytes:  # fmt: skip
    """The bytes of the workbook; facts: None where nobody asked for them, and then there is no such sheet."""
    measures = [rule.measure for rule in rules]
    until = min(day, date(year, 12, 31))
    scores: list[list[Cell]] = [
        [_rank(units, each), each.unit, each.items, *(float(each.points[measure]) for measure in measures), float(each.score)]
        for each in units
    ]
    marks: list[list[Cell]] = [
        [
            each.unit,
            mark.measure,
            mark.item,
            mark.matter,
            "—" if not mark.item else "是" if mark.good else "否",
            round(mark.points, 4),
            shown(mark.why),
        ]
        for each in units
        for mark in each.marks
    ]
    tables = [
        Table(
            "得分", f"{year}年度督查事项办理情况得分表",
            f"{office}　截至{say_day(until)}。只计应由该单位反馈的事项；中止、撤销、并案、转办的不计。\n得分供年度考评参考〔八(二)〕，由人决定；每一分的来由见“明细”表。",
            (("名次", 6), ("单位", 26), ("计分事项", 9), *((measure, 10) for measure in measures), ("得分", 10)), scores, wide=True,
        ),
        Table(
            "明细", f"{year}年度得分明细", "一行一次计分；按比例计分的，每次的分值为该项分值除以应计次数。筛选“单位”，各行“得分”相加即为该单位得分。",
            (("单位", 24), ("指标", 10), ("编号", 14), ("督查事项", 44), ("做到", 7), ("得分", 9), ("依据", 44)), marks, wide=True,
        ),
        Table(
            "评分规则", "本次使用的评分规则", "在台账“评分规则”表中修改；均为本室规则。",
            (("指标", 16), ("分值", 10), ("最多扣分", 12)), [[rule.measure, rule.points, rule.most] for rule in rules],
        ),
        _listed("回头看", "可开展“回头看”的事项", "已销号的民生实事和主要领导批示件，尚无销号后的核查记录〔七(三)〕。", look_back),
    ]  # fmt: skip
    if facts is not None:
        tables.append(
            _listed(
                "事实清单",
                "曝光、追责参考事实",
                "仅列事实，不作认定；是否曝光、追责由有权机关按程序决定〔八(一)、八(三)〕。内部使用，不得外传。",
                facts,
            )
        )
    return workbook(tables, title=f"{year}年度督查事项办理情况得分表", author=office, day=day)


def _rank(units: Sequence[UnitScore], unit: UnitScore) -> int:
    """1 for the best; equal scores share a place."""
    return 1 + sum(other.score > unit.score for other in units)


def _listed(name: str, title: str, note: str, found: Sequence[Proposal]) -> Table:
    rows: list[list[Cell]] = [[each.kind, each.item, each.unit, shown(each.reason)] for each in found]
    return Table(name, title, note, (("类别", 12), ("编号", 16), ("单位", 24), ("情况", 70)), rows, wide=True)
