"""Views of commands/clock.py."""

from __future__ import annotations

from itertools import groupby

from toolkit.domain.words import SCHEDULERS
from toolkit.entry.console import Screen
from toolkit.entry.views.shared import Data, show_table


def run_due(screen: Screen, data: Data) -> None:
    if data["trouble"]:
        screen.line(data["trouble"], "bold yellow")
    if not data["runs"]:
        screen.line("现在没有到点的任务。")
        return
    rows = []
    by_job = sorted(data["runs"], key=lambda run: str(run["job"]))  # slots stay in order within
    for _, several in groupby(by_job, key=lambda run: (run["title"], run["said"], run["detail"])):
        runs = list(several)
        slot = said_slot(runs[0]["slot"]) + (f"起{len(runs)}次" if len(runs) > 1 else "")
        rows.append((runs[0]["title"], slot, runs[0]["said"], runs[0]["detail"]))
    show_table(screen, ("任务", "时点", "结果", "说明"), rows)
    if any(run["outcome"] == "failed" for run in data["runs"]):
        screen.line("失败的会自动再试几次，间隔逐次加长；仍不成功的，请按“说明”处理。")


def served(screen: Screen, data: Data) -> None:
    screen.line(f"已结束；本次共办理{sum(run['outcome'] == 'done' for run in data['runs'])}次。")
    if data["trouble"]:
        screen.line(data["trouble"], "bold yellow")


def schedule(screen: Screen, data: Data) -> None:
    if data["printed"]:
        for path, text in data["contents"].items():
            screen.line(f"# {path}", "bold")
            for line in text.splitlines():
                screen.line(line)
        return
    hand = SCHEDULERS[data["system"]]
    if data["installed"]:
        screen.line(f"已交给{hand}（{data['name']}）：每15分钟和开机登录后各运行一次 duban run-due。")
        for path in data["files"]:
            screen.line(f"文件：{path}")
    else:
        screen.line(f"没有交给{hand}定时运行；要自动运行，请用 duban schedule install。")


def log(screen: Screen, data: Data) -> None:
    if not data["lines"]:
        screen.line("还没有运行记录。")
        return
    screen.line(f"{data['day']}（{data['path']}）", "bold")
    for line in data["lines"]:
        screen.line(line)


def said_slot(text: str) -> str:
    """2026-03-18T08:30 -> 3月18日08:30."""
    return f"{int(text[5:7])}月{int(text[8:10])}日{text[11:16]}"
