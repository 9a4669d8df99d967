"""How long the judgement itself takes (deadlines, lights, checks), against openpyxl's bare load and save of that ledger.

    python benchmarks/judging.py [--rows 50000 100000] [--runs 3]

Items are read beforehand; judge_all and run_checks are measured inside a fresh process each time, so that no cache is warm.
The runs alternate, so that a change in the machine's speed meets all alike. Prints medians, the ratio to openpyxl, and how
the time of the judgement grows from one size to the next (1.00: linear).
"""

from __future__ import annotations

import argparse
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.ledgers import TODAY, UNITS, make  # noqa: E402 - the source tree need not be installed
from toolkit.domain.calendar.workdays import Calendar  # noqa: E402
from toolkit.domain.checks import run_checks  # noqa: E402
from toolkit.domain.desk import Desk  # noqa: E402
from toolkit.domain.identity import with_ids  # noqa: E402
from toolkit.domain.judge import judge_all  # noqa: E402
from toolkit.domain.limits.limits import DEFAULT_LIMITS  # noqa: E402
from toolkit.domain.settings import Settings  # noqa: E402
from toolkit.domain.units.unitbook import read_units_sheet  # noqa: E402
from toolkit.entry.cli import calm_collector  # noqa: E402
from toolkit.ledger import adopt  # noqa: E402
from toolkit.ledger.closed import ClosedBook  # noqa: E402

BARE = """
import openpyxl, sys, time
started = time.perf_counter()
openpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])
print(time.perf_counter() - started)
"""


def judge(path: Path) -> None:
    """Prints the seconds that judge_all took, those of run_checks, and the number of findings."""
    model = ClosedBook(path, path.parent / ".duban").read()
    items = with_ids(adopt.choose(model, None, None, {})[1].items, {})
    units, _ = read_units_sheet([(3 + row, {"单位名称": name}) for row, name in enumerate(UNITS)])
    settings, calendar = Settings(), Calendar()
    calm_collector()
    started = time.perf_counter()
    judged = judge_all(items, {}, DEFAULT_LIMITS, settings, calendar, TODAY)
    between = time.perf_counter()
    judgements = {judgement.item.id: judgement for judgement in judged}
    desk = Desk(items, TODAY, units, calendar, judgements=judgements, settings=settings, limits=DEFAULT_LIMITS)
    findings = run_checks(desk)
    print(between - started, time.perf_counter() - between, len(findings))


def run(*command: str) -> list[float]:
    """The numbers that a Python process prints."""
    done = subprocess.run([sys.executable, *command], cwd=ROOT, check=True, capture_output=True, text=True)
    return [float(number) for number in done.stdout.split()]


def measure(sizes: list[int], runs: int) -> dict[tuple[int, str], float]:
    """(rows, what) -> median seconds (of findings: their number)."""
    found: dict[tuple[int, str], list[float]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for rows in sizes:
            make(folder / f"{rows}.xlsx", rows)
        for _ in range(runs):
            for rows in sizes:
                ledger = str(folder / f"{rows}.xlsx")
                found[rows, "openpyxl"] += run("-c", BARE, ledger, str(folder / "bare.xlsx"))
                judging, checking, findings = run(__file__, "--judge", ledger)
                found[rows, "judge_all"].append(judging)
                found[rows, "run_checks"].append(checking)
                found[rows, "both"].append(judging + checking)
                found[rows, "findings"].append(findings)
    return {key: median(values) for key, values in found.items()}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, nargs="+", default=[50_000, 100_000])
    options.add_argument("--runs", type=int, default=3)
    options.add_argument("--judge", type=Path, help=argparse.SUPPRESS)
    chosen = options.parse_args()
    if chosen.judge:
        judge(chosen.judge)
        return
    found = measure(chosen.rows, chosen.runs)
    print("rows     | openpyxl | judge_all | run_checks |  both | ratio | findings | growth")
    for at, rows in enumerate(chosen.rows):
        base, both = found[rows, "openpyxl"], found[rows, "both"]
        line = f"{rows:8d} | {base:8.2f} | {found[rows, 'judge_all']:9.2f} | {found[rows, 'run_checks']:10.2f} | {both:5.2f} | {both / base:5.3f}"
        before = chosen.rows[at - 1]
        growth = f"{both / found[before, 'both'] / (rows / before):.2f}" if at else "-"
        print(f"{line} | {found[rows, 'findings']:8.0f} | {growth:>6s}")


if __name__ == "__main__":
    main()
