"""Views of commands/ledgers.py."""

from __future__ import annotations

from toolkit.domain.words import LIGHTS
from toolkit.entry.console import Screen
from toolkit.entry.views.shared import Data, show_table, show_warnings


def intake(screen: Screen, data: Data) -> None:
    items = data["items"]
    if items:
        screen.line(f"{'已登入' if data['written'] else '将登入'}台账{len(items)}个事项：", "bold")
        show_table(screen, ("编号", "督查事项", "来文号"), [(each["id"], each["matter"], each["paper"]) for each in items])
    else:
        screen.line("“收文登记”中没有已批准、待登入的来文。")
    if data["waiting"]:
        screen.line(f"另有{data['waiting']}份来文没有填写批准人，未登入。")
    show_warnings(screen, [f"“收文登记”第{each['row']}行：{each['reason']}" for each in data["left"]])
    show_warnings(screen, data["warnings"])
    if data["written"]:
        screen.line("请在台账中补填交办日期、责任人等，再运行 duban daily。")
    elif items:
        screen.line("以上只是查看，台账没有改动；没有问题，去掉 --dry-run 再运行。")


def carry_over(screen: Screen, data: Data) -> None:
    screen.line(f"已结转{len(data['items'])}个事项，留在原台账{data['stayed']}个；新工作簿：{data['path']}", "bold green")
    show_table(screen, ("灯", "编号", "办理状态"), [(each["light"], each["id"], each["status"]) for each in data["items"]])
    show_warnings(screen, data["warnings"])
    screen.line("原台账不再发送邮件，只供查阅。请先看过新工作簿，再在其中运行 duban remind --send，由人发出第一次提醒。")


def consolidate(screen: Screen, data: Data) -> None:
    ledgers, failed = data["ledgers"], data["failed"]
    screen.line(f"汇总{len(ledgers)}份台账、{data['items']}个事项：{data['path']}", "bold green")
    rows = [
        (each["name"], each["items"], *(each["lights"].get(light, 0) for light in LIGHTS), rate_text(each["rate"]), each["findings"].get("error", 0))
        for each in ledgers
    ]  # fmt: skip
    show_table(screen, ("台账", "事项", *LIGHTS, "办结率", "错误"), rows)
    if failed:
        screen.line(f"未能读取{len(failed)}份（不在汇总之内）：", "bold yellow")
        screen.table(("台账文件", "原因"), [(each["path"], each["reason"]) for each in failed])


def rate_text(rate: float | None) -> str:
    return "" if rate is None else f"{rate:.1%}"
