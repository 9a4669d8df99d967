"""How many small mistakes in the day counting and the deadline rules the tests notice (mutation testing with mutmut).

    make mutation                                    or, where mutmut is installed:
    python benchmarks/mutation.py [--children 2] [--least 90]

Works on a copy in a temporary folder; which modules are mutated and which tests are tried stands in pyproject.toml. Prints, a
module a line, mutants and how many were killed, then the survivors: those of EQUIVALENT with the argument why no test can
tell them from the code, and the others. Only the others count against the tests. mutmut changes the bodies of functions that
have no decorator: constants, patterns and the sizes of caches are not among them. It needs a system that can fork.
Exit status 1 where less than `--least` percent were killed.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
NEEDED = ("pyproject.toml", "README.md", "toolkit", "tests", "benchmarks")
SURVIVED, NO_TEST = 0, 33
"""Exit codes that mutmut notes: the tests passed, no test comes this way."""


@dataclass(frozen=True, slots=True)
class Argued:
    """A mutant that no test can tell from the code: its function, a piece of the changed line, and why."""

    function: str
    piece: str
    why: str


EQUIVALENT: tuple[Argued, ...] = (
    Argued("basis.moved", '"XX工作日XX"', "a period in workdays ends on a workday, and that is left where it is"),
    Argued("deadlines._by_rule", "basis.moved(reached, None,", "moving what is a workday already changes nothing"),
    Argued("deadlines.deadlines_of", "(events) or True", "without events the long way comes to the same"),
    Argued("deadlines.deadlines_of", "(promised) or True", "a list that is in order and holds nothing twice stays as it is"),
    Argued("deadlines.deadlines_of", 'if source else "XXXX"', "a source that is not known fits no rule, whatever stands for it"),
    Argued("deadlines.deadlines_of", "known = None", "only keeps what was worked out before"),
    Argued("deadlines.deadlines_of", "self._known.get(None)", "only keeps what was worked out before"),
    Argued("deadlines.deadlines_of", "streams, (), hidden=", "where there are no replies nothing is hidden by one"),
    Argued("deadlines._days", "days[-OPEN_SHOWN - 1] >= last", "a reply on the very day meets it, so that three remain"),
    Argued("deadlines._same", '"XXXX"', "tells one from another; any constant does"),
    Argued("deadlines._reached", "following.due is None and", "both are dated here; tells mypy so"),
    Argued("dutydays._yearly", '"XX12月底XX"', "the pattern finds the same in it"),
    Argued("extension.extended", '= ""', "as false as None"),
    Argued("extension.new_date", '"XXXX"', "no date, as little as the empty text"),
    Argued("limits.limit_for", '"XXXX"', "a source that is not known fits no rule, whatever stands for it"),
    Argued("timepoints._last_workday", "year, 2, 1)", "only the year is looked at, and every month has a first"),
    Argued("timepoints._last_workday", "year, 1, 2)", "only the year is looked at, and every January has a second"),
    Argued("workdays.back", "(n) or True", "no workdays after a day is the day itself there, too"),
)


@dataclass(frozen=True, slots=True)
class Survivor:
    """A mutant that no test noticed: module.function, the lines taken out (-) and put in (+), and the argument, if any."""

    function: str
    lines: tuple[str, ...]
    why: str


def run(folder: Path, children: int) -> None:
    """Tries all mutants of a copy of the repository in this folder."""
    for name in NEEDED:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, folder / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copyfile(source, folder / name)
    (folder / "mutants").mkdir()  # already now: Python never looks again into a path that was not there when it started
    environment = {**os.environ, "PYTHONPATH": str(folder / "mutants")}
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(children)]
    done = subprocess.run(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode:
        raise SystemExit(f"mutmut failed:\n{done.stdout[-3000:]}")


def results(folder: Path) -> tuple[dict[str, Counter[str]], list[Survivor]]:
    """Module -> how many mutants, killed, argued and open; and the survivors."""
    counts: dict[str, Counter[str]] = {}
    survivors: list[Survivor] = []
    for path in sorted((folder / "mutants").rglob("*.py.meta")):
        codes = json.loads(path.read_text("utf-8"))["exit_code_by_key"]
        module = path.name.removesuffix(".py.meta")
        for mutant, code in codes.items():
            count = counts.setdefault(module, Counter())
            count["mutants"] += 1
            if code is None:
                raise SystemExit(f"mutmut did not try {mutant}")
            if code not in (SURVIVED, NO_TEST):
                count["killed"] += 1
                continue
            survivors.append(_survivor(folder, module, mutant))
            count["argued" if survivors[-1].why else "open"] += 1
    return counts, survivors


def _survivor(folder: Path, module: str, mutant: str) -> Survivor:
    shown = subprocess.run(
        [sys.executable, "-m", "mutmut", "show", mutant], cwd=folder, stdout=subprocess.PIPE, text=True, check=True
    )
    lines = tuple(
        line for line in shown.stdout.splitlines() if line.startswith(("+", "-")) and not line.startswith(("+++", "---"))
    )
    name = mutant.rpartition(".")[2].rpartition("__mutmut_")[0].rpartition("ǁ")[2].removeprefix("x_")
    function = f"{module}.{name}"
    changed = "\n".join(line for line in lines if line.startswith("+"))
    why = next((argued.why for argued in EQUIVALENT if argued.function == function and argued.piece in changed), "")
    return Survivor(function, lines, why)


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--children", type=int, default=os.cpu_count() or 1)
    options.add_argument("--least", type=float, default=90.0)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        run(Path(name), chosen.children)
        counts, survivors = results(Path(name))
    total = sum(counts.values(), Counter[str]())
    print("module         | mutants | killed | argued | open | killed of all | killed of those not argued")
    for module, count in [*counts.items(), ("all", total)]:
        plain, fair = (
            100 * count["killed"] / whole if whole else 100.0 for whole in (count["mutants"], count["mutants"] - count["argued"])
        )
        print(
            f"{module:14s} | {count['mutants']:7d} | {count['killed']:6d} | {count['argued']:6d} | {count['open']:4d} "
            f"| {plain:12.1f}% | {fair:.1f}%"
        )
    for survivor in sorted(survivors, key=lambda each: bool(each.why)):
        print(f"\n{survivor.function}: {survivor.why or 'OPEN'}", *survivor.lines, sep="\n  ")
    if 100 * total["killed"] < chosen.least * total["mutants"]:
        raise SystemExit(1)


if __name__ == "__main__":
    main()
