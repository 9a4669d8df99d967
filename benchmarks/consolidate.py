"""汇总 of many ledgers: python benchmarks/consolidate.py [how many] [rows each]

Generated ledgers in 13 layouts are read together into one workbook, in this process alone and in several; the result is held
against the sum of what each ledger was made of. Memory is the peak of the parent and of its largest worker.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.layouts import LAYOUTS, make  # noqa: E402 - run as a script from anywhere
from benchmarks.ledgers import TODAY  # noqa: E402

_RUN = """
import json, sys
from datetime import date
from pathlib import Path
from toolkit.routines.consolidate import run
from toolkit.routines.progress import silent

if __name__ == "__main__":
    report = run(sys.argv[4:], out=Path(sys.argv[1]), today=date.fromisoformat(sys.argv[2]), progress=silent, processes=int(sys.argv[3]))
    try:
        import resource
        used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
        peak, cpu = [each.ru_maxrss // 1024 for each in used], [each.ru_utime + each.ru_stime for each in used]
    except ImportError:
        peak, cpu = [0, 0], [0.0, 0.0]
    closed = sum(line.lights.get("灰", 0) for line in report.ledgers)
    print(json.dumps({"ledgers": len(report.ledgers), "items": report.items, "closed": closed, "failed": len(report.failed), "peak": peak, "cpu": cpu}))
"""


def consolidate(folder: Path, out: Path, files: list[Path], processes: int) -> tuple[float, dict[str, object]]:
    """Seconds, and what the run says of itself; in a process of its own, as at a prompt."""
    script = folder / "run.py"
    script.write_text(_RUN, "utf-8")
    begin = time.perf_counter()
    done = subprocess.run(
        [sys.executable, str(script), str(out), TODAY.isoformat(), str(processes), *map(str, files)],
        check=True, capture_output=True, text=True, cwd=folder, env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    return time.perf_counter() - begin, json.loads(done.stdout)


def main(ledgers: int = 500, rows: int = 200) -> None:
    """Makes the ledgers, reads them in one process and in several, prints the figures; exit 1 where the sums differ."""
    processes = os.cpu_count() or 1
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        files = [folder / f"台账{index:03d}_{LAYOUTS[index % len(LAYOUTS)].name}.xlsx" for index in range(ledgers)]
        closed = [make(path, index, rows) for index, path in enumerate(files)]
        few = max(ledgers // 5, 1)
        wrong = 0
        took: dict[int, float] = {}
        for count, workers in ((few, processes), (ledgers, processes), (ledgers, 1)):
            seconds, said = consolidate(folder, folder / f"汇总{count}_{workers}.xlsx", files[:count], workers)
            right = said["items"] == count * rows and said["closed"] == sum(closed[:count]) and not said["failed"]
            wrong += not right
            (parent, worker), (own, theirs) = said["peak"], said["cpu"]  # type: ignore[misc]
            print(  # on a busy machine the processor times tell more than the clock
                f"{count} ledgers of {rows} rows, {workers} process(es): {seconds:.1f} s; items {said['items']}, struck off {said['closed']}"
                f" ({'equals' if right else 'DIFFERS FROM'} the sum); peak memory: parent {parent} MB, largest worker {worker} MB;"
                f" processor time: parent {own:.1f} s, workers {theirs:.1f} s"
            )
            if count == ledgers:
                took[workers] = seconds
        if len(took) > 1:
            print(f"{processes} processes against one: {took[1] / took[processes]:.2f} times as fast")
    sys.exit(int(wrong > 0))


if __name__ == "__main__":
    main(*map(int, sys.argv[1:3]))
