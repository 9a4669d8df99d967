"""Views of commands/ledgers.py."""

from __future__ import annotations

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
