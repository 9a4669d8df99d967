"""How long the button 更新期限 takes on an open ledger, against `duban deadlines` on the same ledger closed, in the same run.

    python benchmarks/live.py [--rows 5000] [--runs 3]

Both are whole processes, start of Python included, on a ledger that was adopted but not yet judged, so that every row is
written; closed and live runs alternate, and each starts from a fresh copy. Needs LibreOffice and python3-uno.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path
from statistics import median
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from benchmarks.daily import STRUCTURE, run  # noqa: E402 - the source tree need not be installed
from benchmarks.ledgers import make  # noqa: E402
from tests.support import office  # noqa: E402
from tests.support.pressing import opened, project  # noqa: E402
from toolkit.ledger.buttons import install  # noqa: E402
from toolkit.ledger.closed import ClosedBook  # noqa: E402


def prepared(folder: Path, rows: int) -> Path:
    """An adopted ledger of so many items, with buttons."""
    plain = folder / "plain.xlsx"
    make(plain, rows)
    subprocess.run([sys.executable, "-c", STRUCTURE, str(plain)], cwd=ROOT, check=True)
    [ledger] = ClosedBook(plain, folder / "kept").read().ledgers
    path = folder / "ledger.xlsm"
    path.write_bytes(install(plain.read_bytes(), ledger, project()))
    return path


def request(document: Any, path: Path, pipe: str) -> str:
    """What the macro hands over when 更新期限 is pressed."""
    sheet = document.CurrentController.ActiveSheet.Name
    now = datetime.now().strftime("%Y-%m-%d %H:%M:%S")
    lines = (
        "button=deadlines",
        f"book={path}",
        f"panel={path}",
        f"sheet={sheet}",
        "rows=",
        f"pressed={now}",
        "way=wsh",
        f"office={pipe}",
    )
    return "\n".join(lines).encode("utf-16-be").hex()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--rows", type=int, default=5_000)
    options.add_argument("--runs", type=int, default=3)
    chosen = options.parse_args()
    closed, live = [], []
    with tempfile.TemporaryDirectory() as name, office.running() as running:
        source = prepared(Path(name), chosen.rows)
        for number in range(chosen.runs):
            for kind, times in (("closed", closed), ("live", live)):
                path = Path(name) / f"{kind}{number}" / "ledger.xlsm"
                path.parent.mkdir()
                shutil.copyfile(source, path)
                if kind == "closed":
                    times.append(run(sys.executable, "-m", "toolkit", "deadlines", "--json", str(path)))
                    continue
                with opened(running, path, Path("duban")) as bench:
                    time.sleep(1)
                    hexed = request(bench.document, path, running.pipe)
                    times.append(run(sys.executable, "-m", "toolkit", "--button", hexed))
                    assert "个事项" in bench.status, bench.status
    seconds = [median(t for t, _ in times) for times in (closed, live)]
    print(f"{chosen.rows} rows: closed {seconds[0]:.2f} s, live {seconds[1]:.2f} s, ratio {seconds[1] / seconds[0]:.2f}")


if __name__ == "__main__":
    main()
