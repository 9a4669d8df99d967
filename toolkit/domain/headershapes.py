"""How headers are composed (整改时限, 化解情况, 受理编号): what a header means that no list of synonyms holds.

A shape matches the whole header and every word of it, so a title, a note or a sentence of data has none.
"""

from __future__ import annotations

import re
from functools import lru_cache

_LONGEST = 14
_WORK = "重点|重要|主要|重大|具体|督查|督办|交办|批办|改革|工作|民生|实事|惠民|承诺|议定|会议|上级|政府工作报告|年度|本年|指示|批示|信访|诉求|整改|反映|反馈|目标|任务|项目"
_DO = "督办|限办|化解|整改|办理|办结|完成|落实|处理|处置|解决|建设|改革|交付|销号"
_SHAPES: tuple[tuple[str, re.Pattern[str]], ...] = tuple(
    (field, re.compile(pattern))
    for field, pattern in (
        ("编号", r"(?:受理|督查|督办|交办|批示|信访|工单|事项|任务|台账|登记|立项|办件|案件|诉求|来信|来电|项目)(?:件|单)?(?:编号|单号|序号|编码|号)|(?i:no\.?|№)"),
        ("反馈要求", r"(?:要求|规定|限定|应|最迟)(?:反馈|报送|答复|回复|办复|报告|上报)(?:时间|日期|时限|期限)"),
        ("完成时限", rf"(?:要求|规定|限定|计划|预计|预期|拟|应|承诺|最迟|最终)?(?:{_DO})+(?:时限|期限|截止时间|截止日期|时限要求|时间要求|节点要求)"),
        ("完成时限", rf"(?:要求|规定|限定|计划|预计|预期|拟|应|承诺|最迟)(?:{_DO})+(?:时间|日期|节点|时间节点)|限(?:期|时|办)(?:完成|办结)?(?:时间|日期)"),
        ("领导", r"(?:省|市|县|区)?级?(?:分管|牵头|包案|包保|包抓|挂钩|挂包|挂联|联系|督办|主管|责任)(?:省|市|县|区)?级?(?:领导|负责同志|副?市长|副?县长|副?区长)(?:同志|姓名)?"),
        ("牵头单位", r"(?:市级|县级|区级|具体)?(?:牵头|主办|主责|责任|承办|落实)+(?:单位|部门|科室|处室|主体|机构)(?:名称)?"),
        ("配合单位", r"(?:市级|县级|区级)?(?:配合|协办|协同|协助|协作|会办|参与)+(?:责任|落实|承办|主办)?(?:单位|部门|科室|处室|机构)(?:名称)?"),
        ("状态", r"(?:项目|任务|事项|督办|整改|落实|目前|当前|办理)+状态"),
        ("有关要求", r"(?:贯彻|落实|推进|整改|改革|实施|工作|具体|主要|保障|重点|任务|质量|目标)+(?:措施|举措|要求|标准|目标)"),
        ("办理情况", rf"(?:截至目前|截止目前|目前|当前|最新|阶段性?|本月|本周|本季度?|工程|形象|总体|推进|贯彻|实施|工作|项目|任务|{_DO})+(?:进展|进度|情况|成效|结果)+|(?:进展|进度)(?:情况|成效|结果)+"),
        ("督查事项", rf"(?:{_WORK})+(?:事项|任务|项目|清单|问题|工作|名称)(?:名称|清单|内容)?|(?:事项|任务|问题|诉求|建设)(?:描述|摘要|概述|清单)"),
    )
)  # fmt: skip
_DECLINED = re.compile(r"(?:批示|指示|领导).*(?:内容|摘要|原文)")
"""A leader's words stay where they are."""


@lru_cache(maxsize=4096)
def shape_of(name: str) -> str | None:
    """The canonical field of a composed header (one level, without blanks and brackets), None where its words make none."""
    if len(name) > _LONGEST or _DECLINED.search(name):
        return None
    return next((field for field, shape in _SHAPES if shape.fullmatch(name)), None)
