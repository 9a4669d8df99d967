"""How long `duban daily` takes, as whole processes, against openpyxl's bare load and save of the same ledger in the same run.

    python benchmarks/daily.py [--rows 100000] [--runs 3]

Prints medians, peak memory, and ratios to openpyxl; the runs of all commands alternate, so that a change in the
machine's speed meets them alike. First day: adopted but not yet judged, so that every row is written. Next day: the same
ledger a day later, when every number of days has changed. Growth: times the run of the size before (2.00 from 100,000 to
200,000 rows would be linear). The toolkit is compiled first, as an installed package is (openpyxl is).
"""

from __future__ import annotations

import argparse
import compileall
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.ledgers import make  # noqa: E402 - the source tree need not be installed

BARE = "import openpyxl, sys; openpyxl.load_workbook(sys.argv[1]).save(sys.argv[2])"
STRUCTURE = """
import sys
from pathlib import Path
from toolkit.ledger import adopt
from toolkit.ledger.closed import ClosedBook
path = Path(sys.argv[1])
book = ClosedBook(path, path.parent / ".duban")
grid, ledger, _ = adopt.choose(book.read(), None, None, {})
book.adopt(grid, ledger, settings={"台账标识": "benchmark"})
book.save()
"""


def run(*command: str) -> tuple[float, float]:
    """Seconds and peak megabytes of a finished process."""
    started = time.perf_counter()
    process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    _, status, usage = os.wait4(process.pid, 0)
    took = time.perf_counter() - started
    code = os.waitstatus_to_exitcode(status)
    if code not in (0, 1):
        assert process.stderr is not None
        raise SystemExit(f"{command} failed: {process.stderr.read().decode()}")
    return took, usage.ru_maxrss / 1024


def measure(rows: int, runs: int) -> dict[str, tuple[float, float]]:
    """Command -> median seconds and median peak megabytes."""
    times: dict[str, list[tuple[float, float]]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, ledger = folder / "source.xlsx", folder / "desk" / "ledger.xlsx"
        make(source, rows)
        for _ in range(runs):
            shutil.rmtree(ledger.parent, ignore_errors=True)
            ledger.parent.mkdir()
            shutil.copyfile(source, ledger)
            subprocess.run([sys.executable, "-c", STRUCTURE, str(ledger)], cwd=ROOT, check=True)
            times["openpyxl"].append(run(sys.executable, "-c", BARE, str(source), str(folder / "bare.xlsx")))
            for label, today in (("first day", "2026-11-24"), ("next day", "2026-11-25")):
                command = (sys.executable, "-m", "toolkit", "daily", "--json", "--today", today, str(ledger))
                times[label].append(run(*command))
    return {label: (median(t for t, _ in each), median(m for _, m in each)) for label, each in times.items()}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, nargs="+", default=[2_000, 100_000])
    options.add_argument("--runs", type=int, default=3)
    chosen = options.parse_args()
    compileall.compile_dir(ROOT / "toolkit", quiet=1)
    print("rows     | what      | seconds | peak MB | time ratio | memory ratio | growth")
    before: dict[str, float] = {}
    for rows in chosen.rows:
        found = measure(rows, chosen.runs)
        base = found["openpyxl"]
        for label, (seconds, memory) in found.items():
            growth = f"{seconds / before[label]:.2f}" if label in before else "-"
            ratios = f"{seconds / base[0]:10.2f} | {memory / base[1]:12.2f}"
            print(f"{rows:8d} | {label:9s} | {seconds:7.2f} | {memory:7.0f} | {ratios} | {growth:>6s}", flush=True)
        before = {label: seconds for label, (seconds, _) in found.items()}


if __name__ == "__main__":
    main()
