"""How long 500 slips in one go take, as whole processes, against bare docxtpl rendering the same template as often in the same run.

    python benchmarks/slips.py [--slips 500] [--runs 3]

Ours: `duban slip --kind 交办单 --issue` on a ledger with so many items: reading, judging, numbering, rendering, registering, and
the ledger written back. Bare: DocxTemplate(…).render(…).save(…) with the same texts, autoescaped. The runs alternate, so that a
change in the machine's speed meets both alike. Prints medians, peak memory, and ratios to bare docxtpl.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.daily import STRUCTURE, run  # noqa: E402 - the source tree need not be installed
from benchmarks.ledgers import make  # noqa: E402

TODAY = "2026-11-24"
BARE = """
import sys
from datetime import date
from pathlib import Path
from docxtpl import DocxTemplate
sys.path.insert(0, sys.argv[1])
from tests.support.slips import slip
from toolkit.render.slip import _values
values = dict(_values(slip("交办单")))
for number in range(int(sys.argv[4])):
    template = DocxTemplate(sys.argv[2])
    template.render({**values, "文号": f"连督交〔2026〕{number + 1}号"}, autoescape=True)
    template.save(Path(sys.argv[3]) / f"{number}.docx")
"""
IDS = """
import sys
from pathlib import Path
from toolkit.ledger.closed import ClosedBook
book = ClosedBook(Path(sys.argv[1]), Path(sys.argv[2]))
print(",".join(str(item.cells["编号"]) for ledger in book.read().ledgers for item in ledger.items))
"""


def measure(slips: int, runs: int) -> dict[str, tuple[float, float]]:
    """What -> median seconds and median peak megabytes."""
    times: dict[str, list[tuple[float, float]]] = {"docxtpl": [], "duban slip": []}
    template = str(ROOT / "slip_templates" / "交办单.docx")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        source, desk = folder / "source.xlsx", folder / "desk"
        make(source, slips)
        for _ in range(runs):
            shutil.rmtree(desk, ignore_errors=True)
            (desk / "bare").mkdir(parents=True)
            ledger = desk / "ledger.xlsx"
            shutil.copyfile(source, ledger)
            subprocess.run([sys.executable, "-c", STRUCTURE, str(ledger)], cwd=ROOT, check=True)
            asked = subprocess.run(
                [sys.executable, "-c", IDS, str(ledger), str(desk)], cwd=ROOT, check=True, capture_output=True, text=True
            )
            times["docxtpl"].append(run(sys.executable, "-c", BARE, str(ROOT), template, str(desk / "bare"), str(slips)))
            command = (
                "slip",
                "--kind",
                "交办单",
                "--item",
                asked.stdout.strip(),
                "--issue",
                "--json",
                "--today",
                TODAY,
                str(ledger),
            )
            times["duban slip"].append(run(sys.executable, "-m", "toolkit", *command))
            made = len(list((desk / "文书").rglob("*.docx")))
            if made != slips:
                raise SystemExit(f"{made} slips instead of {slips}")
    return {label: (median(t for t, _ in each), median(m for _, m in each)) for label, each in times.items()}


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--slips", type=int, default=500)
    options.add_argument("--runs", type=int, default=3)
    chosen = options.parse_args()
    found = measure(chosen.slips, chosen.runs)
    base = found["docxtpl"]
    print("slips | what       | seconds | peak MB | time ratio | memory ratio")
    for label, (seconds, memory) in found.items():
        print(
            f"{chosen.slips:5d} | {label:10s} | {seconds:7.2f} | {memory:7.0f} | {seconds / base[0]:10.2f} | {memory / base[1]:.2f}"
        )


if __name__ == "__main__":
    main()
