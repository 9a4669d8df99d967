"""How long the program takes to start, as whole processes, against `python -c "import typer, rich"` in the same run.

python benchmarks/startup.py [ROUNDS]

`duban status` is measured after a day's run, with nothing saved since: it then answers from the journal. The last line reads the
ledger again (another day), for comparison.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from os import times
from pathlib import Path
from statistics import median
from time import perf_counter

ROUNDS = 15
DAY, NEXT = "2026-03-18", "2026-03-19"
DUBAN = (shutil.which("duban", path=str(Path(sys.executable).parent)) or "duban",)
BASE = (sys.executable, "-c", "import typer, rich")


def seconds(words: Sequence[str], folder: str) -> tuple[float, float]:
    """One whole process: by the clock on the wall, and of the processor (which a busy machine does not lengthen)."""
    before, start = times(), perf_counter()
    done = subprocess.run(words, cwd=folder, capture_output=True, check=False)
    assert done.returncode in (0, 1), done.stderr.decode()
    after = times()
    return perf_counter() - start, after.children_user + after.children_system - before.children_user - before.children_system


def main() -> None:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else ROUNDS
    with tempfile.TemporaryDirectory() as scratch:
        folder = str(Path(scratch) / "w")
        seconds((*DUBAN, "demo", folder, "--today", DAY), str(Path(__file__).resolve().parents[1]))
        seconds((*DUBAN, "check", "--today", DAY), folder)
        commands = {
            "import typer, rich": BASE,
            "duban --help": (*DUBAN, "--help"),
            "duban status": (*DUBAN, "status", "--today", DAY),
            "duban status, ledger read": (*DUBAN, "status", "--today", NEXT),
        }
        taken: dict[str, list[tuple[float, float]]] = {name: [] for name in commands}
        for turn in range(rounds + 1):  # by turns, so that a busy moment hits all of them; the first round only warms up
            for name, words in commands.items():
                took = seconds(words, folder)
                if turn:
                    taken[name].append(took)
    print(f"{'median of ' + str(rounds):28}{'wall':>9}{'ratio':>7}{'CPU':>9}{'ratio':>7}")
    base = [median(column) for column in zip(*taken["import typer, rich"], strict=True)]
    for name, rows in taken.items():
        wall, cpu = (median(column) for column in zip(*rows, strict=True))
        print(f"{name:28}{wall * 1000:7.0f}ms{wall / base[0]:7.2f}{cpu * 1000:7.0f}ms{cpu / base[1]:7.2f}")


if __name__ == "__main__":
    main()
