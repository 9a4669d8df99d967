"""Words that the prompt names too, apart from what stands behind them, so that a prompt can name them without loading it.

Within the domain they are had from where they belong: lights from item.py, steps and ways from sheets.py.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal, get_args

Light = Literal["红", "黄", "绿", "灰", "无"]
LIGHTS: tuple[Light, ...] = get_args(Light)

STEPS: tuple[str, ...] = (
    "交办", "签收", "电话催办", "电话催收", "催办", "告诫", "反馈", "原件收到", "审核通过", "退回", "延期申请", "延期", "续报",
    "实地核查", "报原批示领导", "办结", "销号", "中止", "撤销", "并案", "转办", "恢复", "结转", "人工定灯", "提醒",
)  # fmt: skip
"""环节 of 过程记录."""
VIAS: tuple[str, ...] = ("纸质", "OA", "机要", "电话", "邮件", "当面")
"""方式 of 过程记录."""

System = Literal["windows", "systemd", "cron"]
SYSTEMS: tuple[System, ...] = get_args(System)
"""Schedulers that start `duban run-due`."""
SCHEDULERS: Mapping[System, str] = {"windows": "Windows任务计划程序", "systemd": "systemd定时器", "cron": "cron"}
"""How people call them."""
