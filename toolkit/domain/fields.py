"""Canonical field names, and how the headers of real ledgers are understood as such.

A header is understood as a whole, never by a part of it: names, synonyms, and composed ones of known shape (headershapes.py).
That is what makes the same table good enough to find the header row among titles, notes and data. What is deliberately *not* understood:

- 批示内容, 领导批示: a leader's words stay where they are and never reach a mail or a paper;
- 启动时间, 发文日期, 会议时间: starts from which no clause counts for every item (起算日 is its own field);
- 是否办结, 是否销号: 是/否 without its header says nothing.

收文时间 is 立项日期: on that day the office, not the unit, got the paper; the unit's clock starts at 交办 〔五(五)〕.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

from toolkit.domain.headershapes import shape_of

SYNONYMS: Mapping[str, tuple[str, ...]] = {
    "编号": (
        "督办编号", "督查编号", "系统内编号", "统一编号", "事项编号", "任务编号", "立项编号", "立项号", "台账编号", "登记编号", "登记号",
        "收文编号", "收文号", "工单编号", "工单号", "流水号", "序号",
    ),
    "督查事项": (
        "督查内容", "督办事项", "督办内容", "督查督办事项", "督查督办内容", "督查任务", "督办任务", "交办事项", "交办内容", "议定事项",
        "批示事项", "任务内容", "任务事项", "工作任务", "重点工作任务", "具体任务", "任务", "工作事项", "事项内容", "事项名称", "事项",
        "任务名称", "重点工作", "重点任务", "重点事项", "主要任务", "工作内容", "主要内容", "实事项目", "民生实事项目", "民生实事",
        "诉求内容", "反映事项", "反映问题", "反映内容", "来信内容", "建议内容", "提案内容", "建议标题", "提案标题", "案由", "事由",
        "反馈问题", "项目名称", "重点项目", "重大项目", "项目", "文件标题", "文件名称", "来文标题", "标题", "项目内容", "目标任务", "工作目标", "年度目标任务",
        "问题", "存在问题",
    ),
    "事项来源": ("任务来源", "来源类别", "任务事项来源", "督查事项来源", "工作来源", "立项来源", "交办来源", "来源", "事项类别", "事项类型", "任务类别"),
    "文号": (
        "立项依据", "来文文号", "来源文号", "文件文号", "文件字号", "发文字号", "来文字号", "来文号", "发文号", "文件号", "文件标题及文号",
        "文件名称及文号", "来源依据", "文件依据", "会议届次", "会议名称", "建议号", "提案号", "建议编号", "提案编号", "建议提案号",
    ),
    "批示人": ("批示领导", "签批人", "签批领导", "交办领导", "批示领导姓名"),
    "批示日期": ("批示时间", "签批日期", "签批时间"),
    "领导": (
        "牵头领导", "分管领导", "牵头市领导", "分管市领导", "责任市领导", "市领导", "责任领导", "挂钩领导", "挂钩市领导", "包保领导",
        "联系领导", "联系市领导", "牵头县领导", "分管县领导", "县领导", "牵头区领导", "分管区领导", "区领导", "分管副秘书长", "分管负责人",
    ),
    "立项日期": ("立项时间", "登记日期", "登记时间", "收文日期", "收文时间", "收件日期", "收件时间", "受理日期", "受理时间", "来文日期", "来文时间"),
    "起算日": ("起算日期", "起算时间", "时限起算日", "期限起算日", "文件下发日", "文件下发日期", "纪要下发日", "纪要下发日期"),
    "交办日期": (
        "交办时间", "交办日", "下达日期", "下达时间", "任务下达时间", "下发日期", "下发时间", "派发日期", "派发时间", "派单日期", "派单时间",
        "分办日期", "分办时间", "转办日期", "转办时间",
    ),
    "牵头单位": (
        "牵头责任单位", "牵头部门", "主办单位", "主责单位", "责任主体", "责任单位", "承办单位", "主办部门", "责任部门", "承办部门", "落实单位",
        "落实部门", "牵头配合单位", "牵头及配合单位", "牵头、配合单位", "牵头和配合单位", "责任科室", "承办科室", "责任处室", "承办处室",
    ),
    "配合单位": (
        "配合责任单位", "责任配合单位", "协同责任单位", "协办单位", "协同单位", "协作单位", "协助单位", "配合部门", "协办部门", "协同部门",
        "会办单位", "参与单位", "参加单位", "共同责任单位", "其他责任单位",
    ),
    "责任人": (
        "具体责任人", "直接责任人", "责任人姓名", "责任人员", "具体负责人", "负责人", "联络人", "联络员", "联系人", "承办人", "经办人", "办理人",
        "具体人员", "第一责任人",
    ),
    "联系方式": ("联系电话", "责任人电话", "联系人电话", "责任人联系方式", "联系人联系方式", "手机号码", "手机号", "手机", "电话号码", "电话", "办公电话"),
    "督办方式": ("督查方式", "督查方法", "督办方法", "督查形式", "督办形式", "方法"),
    "参与方": ("参与人员", "参与力量", "邀请参与方"),
    "有关要求": (
        "相关要求", "工作要求", "具体要求", "办理要求", "督办要求", "督查要求", "目标要求", "要求", "工作标准", "量化目标", "年度目标",
        "目标", "具体措施", "工作措施", "主要措施", "推进措施", "落实措施", "工作举措", "具体举措",
    ),
    "时间节点": ("节点", "节点安排", "节点要求", "进度安排", "时序进度", "阶段目标", "序时进度", "进度要求", "时间进度", "时间进度要求"),
    "完成时限": (
        "办结时限", "完成期限", "办理时限", "办理期限", "办结期限", "时限要求", "时间要求", "完成时间", "完成日期", "完成时间节点", "要求完成时间",
        "要求完成日期", "计划完成时间", "计划完成日期", "计划完成时限", "要求办结时间", "计划办结时间", "整改时限", "整改期限", "落实时限",
        "完成时限要求", "要求完成时限", "规定时限", "规定完成时间", "截止时间", "截止日期", "时限", "期限",
    ),
    "反馈要求": ("反馈时限", "反馈期限", "反馈截止时间", "反馈截止日期", "办复要求", "办复时限", "办复期限", "回复要求", "回复时限", "答复要求", "答复时限", "报送要求", "报送时限", "报告要求"),
    "报送周期": ("报送频次", "反馈周期", "反馈频次", "报告周期", "报告频次", "调度周期", "调度频次"),
    "签收日期": ("签收时间", "签收日"),
    "办理情况": (
        "办理结果", "办理进展", "办理进展情况", "办理落实情况", "进展情况", "工作进展", "工作进展情况", "目前进展", "目前进展情况", "最新进展",
        "当前进展", "推进情况", "落实情况", "贯彻落实情况", "完成情况", "反馈情况", "反馈内容", "办复情况", "回复情况", "整改情况", "处理情况",
        "处理结果", "进展", "进度",
    ),
    "反馈日期": ("反馈时间", "反馈日", "实际反馈时间", "办复日期", "办复时间", "回复日期", "回复时间", "答复日期", "答复时间"),
    "审核结果": ("审核意见", "审核情况", "审核结论", "督查室审核意见", "验收情况", "验收结果"),
    "退回日期": ("退回时间", "退回重办日期", "退回重办时间"),
    "办结日期": ("办结时间", "实际办结时间", "实际办结日期", "实际完成时间", "实际完成日期", "实际完成时限", "办结日", "完结时间", "完结日期"),
    "销号日期": ("销号时间", "销号日"),
    "状态": ("办理状态", "当前状态", "事项状态", "完成状态", "办结状态", "落实状态", "进度状态", "警示灯"),
    "密级": ("保密级别", "保密等级", "秘密等级", "涉密等级"),
    "备注": ("备注说明", "附注", "其他说明"),
}  # fmt: skip
"""Canonical name -> what ledgers call it, the surest wording first."""

FIELDS: tuple[str, ...] = tuple(SYNONYMS)

_RANKED: dict[str, tuple[str, int]] = {
    name: (field, rank) for field, names in SYNONYMS.items() for rank, name in enumerate((field, *names))
}
_SECOND_SENSE: Mapping[str, str] = {
    "责任单位": "配合单位", "责任部门": "配合单位", "承办单位": "配合单位", "承办部门": "配合单位",
    "目标任务": "有关要求", "工作目标": "有关要求", "年度目标任务": "有关要求",
}  # fmt: skip
"""What a header means beside a surer one: 牵头单位 | 责任单位 are lead and support, 任务 | 工作目标 are matter and requirement."""

_PLAIN_CHILDREN: Mapping[str, tuple[str, ...]] = {
    "姓名": ("批示人", "领导", "责任人"),
    "名称": ("督查事项", "牵头单位", "配合单位"),
    "单位": ("牵头单位", "配合单位"),
    "内容": ("督查事项", "办理情况", "有关要求"),
    "计划": ("完成时限",),
}
"""Lower header words that add nothing to the upper one: 责任领导 | 姓名."""

_LONGEST = 30
_LOOSE = 100  # added to the rank of a header that was understood by a detour
_SHAPED = 50  # the rank of a composed header
_DECORATION = re.compile(r"^(?:\d{1,2}[.、)]|[*★☆※▲△▼●◆■#·\"“'‘])+|[*★☆※▲△▼●◆■#·\"”'’:;]+$")
_BRACKETS = re.compile(r"[(\[【〔{〈《]([^()\[\]【】〔〕{}〈〉《》]*)[)\]】〕}〉》]")
_SPACE = re.compile(r"\s+")
_LEVEL = re.compile(r"[|\uff5c]")
_AND = re.compile(r"[、/及和与或]")

Match = tuple[str, int]
"""A canonical field and how loosely the header names it (0: by its own name)."""


def _plain(text: str) -> str:
    """One header text without width differences, spaces, line breaks and marks: '*完成\\n时限 :' -> '完成时限'."""
    return _DECORATION.sub("", _SPACE.sub("", unicodedata.normalize("NFKC", text)))


def _single(text: str) -> Match | None:
    """A header of one level: the name itself; brackets as a qualifier, then left out; a list of known names, or 进展情况及下一步打算."""
    name = _plain(text)
    if name in _RANKED:
        return _RANKED[name]
    bare = _plain(_BRACKETS.sub("", name))
    if bare != name:
        inner = "".join(_BRACKETS.findall(name))
        for candidate in (_plain(_BRACKETS.sub(r"\1", name)), inner + bare, bare):
            if candidate in _RANKED:
                return _RANKED[candidate]
    shape = shape_of(bare) or shape_of(name)
    if shape:
        return shape, _SHAPED
    parts = [part for part in _AND.split(bare) if part]
    if 1 < len(parts) <= 3 and parts[0] in _RANKED:
        field, rank = _RANKED[parts[0]]
        if field == "办理情况" or all(part in _RANKED for part in parts):
            return field, rank + _LOOSE
    return None


def _pair(upper: str, lower: str) -> Match | None:
    """A header of two levels: both words as one name in either order, then the lower alone, then the upper if the lower is plain."""
    above, below = _plain(_BRACKETS.sub("", _plain(upper))), _plain(_BRACKETS.sub("", _plain(lower)))
    part = above.removesuffix("情况").removesuffix("信息")
    for candidate in (above + below, below + above, part + below):
        if candidate in _RANKED:
            return _RANKED[candidate]
    found = _single(lower)
    if found:
        return found
    shape = shape_of(below + above)
    if shape:
        return shape, _SHAPED
    whole = _single(upper)
    if whole and whole[0] in _PLAIN_CHILDREN.get(below, ()):
        return whole[0], whole[1] + _LOOSE
    return None


@lru_cache(maxsize=4096)
def _match(header: str) -> Match | None:
    levels: list[str] = []
    for text in _LEVEL.split(header):
        if text.strip() and (not levels or _plain(text) != _plain(levels[-1])):
            levels.append(text)
    if not levels or len(_SPACE.sub("", levels[-1])) > _LONGEST:
        return None
    if len(levels) == 1:
        return _single(levels[0])
    return _pair(levels[-2], levels[-1])


def canonical(header: str) -> str | None:
    """The canonical field that a header names, None if it names none.

    header: one header text; the levels of a header of several rows joined by "|", the upper first ("时间节点|完成时间").
    Never raises.
    """
    found = _match(header)
    return found[0] if found else None


def score_header(texts: Sequence[str]) -> int:
    """How many distinct canonical fields a row of texts names: high for a header row, 0 or 1 for titles, notes and data."""
    return len({found[0] for text in texts if text and (found := _match(text))})


def is_ledger_header(texts: Sequence[str]) -> bool:
    """Whether a row of texts heads a ledger: it names the matter (督查事项) and something else besides 编号 and 备注.

    A statistics table (承办单位, 承办件数, 办结数 …) names no matter and is none.
    """
    named = {found[0] for text in texts if text and (found := _match(text))}
    return "督查事项" in named and bool(named - {"督查事项", "编号", "备注"})


def match_headers(headers: Mapping[str, str]) -> dict[str, str]:
    """Column letter -> header text becomes canonical field -> column letter, in the order of FIELDS.

    One column a field: the surest wording, then the leftmost; 序号 serves as 编号 only where nothing better is.
    A header that lost its field to a surer one takes its second sense if that field is free (牵头单位 | 责任单位).
    """
    taken: dict[str, str] = {}
    left: list[tuple[str, str]] = []
    for _, _, column, field, name in sorted(_candidates(headers)):
        if field in taken:
            left.append((column, name))
        else:
            taken[field] = column
    for column, name in left:
        second = _SECOND_SENSE.get(name)
        if second and second not in taken:
            taken[second] = column
    return {field: taken[field] for field in FIELDS if field in taken}


def _candidates(headers: Mapping[str, str]) -> Iterator[tuple[int, int, str, str, str]]:
    """(rank, length of letter, letter, field, plain last level) of each header that names a field; sorts by sureness, then place."""
    for column, header in headers.items():
        found = _match(header)
        if found:
            last = next(level for level in reversed(_LEVEL.split(header)) if level.strip())
            yield found[1], len(column), column, found[0], _plain(_BRACKETS.sub("", _plain(last)))
