"""Views of commands/start.py."""

from __future__ import annotations

from toolkit.entry.console import Screen
from toolkit.entry.views.shared import Data, show_adopted, show_slips, show_warnings
from toolkit.entry.views.work import daily


def demo(screen: Screen, data: Data) -> None:
    daily(screen, data["daily"])
    show_slips(screen, data.get("slips", ()))
    screen.line()
    screen.line(f"演示工作区已建好：{data['workspace']}", "bold green")
    screen.line("接下来可以打开台账、文书和邮件文件夹（邮件只存成文件，没有发出）：")
    for path in data["open"]:
        screen.line(f"  {path}")


def init(screen: Screen, data: Data) -> None:
    screen.line(f"工作区已建好：{data['workspace']}", "bold green")
    screen.line(f"台账：{data['ledger']}")
    if data.get("adopted"):
        show_adopted(screen, data["adopted"])
    screen.line("请在台账的“单位通讯录”表填写邮箱，保存并关闭，然后在工作区文件夹内运行 duban daily。")


def adopt(screen: Screen, data: Data) -> None:
    show_adopted(screen, data)
    if data.get("written"):
        screen.line("已纳管。请在“单位通讯录”表填写邮箱，保存并关闭，再运行 duban check 看校验结果。")
    else:
        screen.line("以上只是查看，台账没有改动；认得对，去掉 --dry-run 再运行；不对，用 --sheet、--header-rows、--map 指明。")


def release(screen: Screen, data: Data) -> None:
    screen.line(f"已从台账中移除：{'、'.join(data['removed']) or '没有需要移除的内容'}", "bold")
    if data["saved"]:
        screen.line(f"自有表中填写的内容已保存到：{data['saved']}")


def buttons(screen: Screen, data: Data) -> None:
    screen.line(f"已生成带按钮的台账：{data['path']}", "bold")
    show_warnings(screen, data["warnings"])
