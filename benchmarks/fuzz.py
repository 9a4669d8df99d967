"""Mutated workbooks by the thousand: each is refused untouched with one sentence, or kept to the byte.

    python benchmarks/fuzz.py [--inputs 20000] [--first 0] [--workers 2] [--memory 2048]

The inputs are made from the tests' corpus (tests/support/mutate.py): bytes turned over, XML cut and grafted, zips bent, bombs,
external and endless entities. Seed N gives the same input every time, so that what is reported can be looked at again with
`--first N --inputs 1`. Workers may use `--memory` MB of address space each: a zip bomb that were unpacked would end one. Planted
entities point at a pipe to which nobody writes: whoever read one would hang, and is ended after `--patience` seconds.
Prints how many were refused and kept, and every input after which a traceback, a changed file, a dead or a hanging
worker was seen; exit status 1 if there was one. Needs a system that can fork.
"""

from __future__ import annotations

import argparse
import multiprocessing
import os
import resource
import sys
import tempfile
import time
import traceback
from collections import Counter
from dataclasses import dataclass
from itertools import islice
from multiprocessing.connection import Connection, wait
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
sys.path.insert(0, str(ROOT))

from tests.support.mutate import CANARY, mutated, seeds  # noqa: E402 - the source tree need not be installed
from tests.support.trial import tried  # noqa: E402


@dataclass
class Worker:
    """A forked process that tries one input after another; seed: the one it is at, since: when it began."""

    process: multiprocessing.process.BaseProcess
    pipe: Connection
    seed: int = -1
    since: float = 0.0

    def give(self, seed: int) -> None:
        self.seed, self.since = seed, time.monotonic()
        self.pipe.send(seed)


def main() -> int:
    """Runs the inputs; 0 where every one was refused untouched or kept."""
    options = _options()
    seeds()  # made once, before the workers are forked
    _make_pipe()
    waiting = iter(range(options.first, options.first + options.inputs))
    outcomes: Counter[str] = Counter()
    troubles: list[str] = []
    workers: list[Worker] = []
    try:
        workers += [_hired(options.memory, seed) for seed in islice(waiting, options.workers)]
        while workers:
            for worker in _ready(workers, options.patience):
                outcome = _answer(worker)
                outcomes[outcome.partition(":")[0]] += 1
                if not outcome.startswith(("refused", "kept")):
                    troubles.append(f"seed {worker.seed}: {outcome}")
                    print(troubles[-1], flush=True)
                _progress(outcomes)
                seed = next(waiting, None)
                if worker.process.is_alive() and seed is not None:
                    worker.give(seed)
                    continue
                workers.remove(worker)
                worker.process.kill()
                worker.process.join()
                if seed is not None:
                    workers.append(_hired(options.memory, seed))
    finally:
        for worker in workers:
            worker.process.kill()
        CANARY.unlink(missing_ok=True)
    print(f"{outcomes.total()} inputs: " + ", ".join(f"{count} {name}" for name, count in outcomes.most_common()))
    return int(bool(troubles))


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--inputs", type=int, default=20_000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--memory", type=int, default=2048)
    parser.add_argument("--patience", type=float, default=600)
    return parser.parse_args()


def _make_pipe() -> None:
    CANARY.unlink(missing_ok=True)
    os.mkfifo(CANARY)


def _hired(memory: int, seed: int) -> Worker:
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(target=_work, args=(theirs, memory), daemon=True)
    process.start()
    theirs.close()
    worker = Worker(process, ours)
    worker.give(seed)
    return worker


def _work(pipe: Connection, memory: int) -> None:
    resource.setrlimit(resource.RLIMIT_AS, (memory << 20, memory << 20))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    with tempfile.TemporaryDirectory(prefix="duban-fuzz-") as folder:
        while True:
            seed = pipe.recv()
            try:
                outcome = tried(mutated(seed), Path(folder))
            except BaseException as trouble:
                where = traceback.extract_tb(trouble.__traceback__)[-1]
                outcome = f"{type(trouble).__name__}: {str(trouble)[:300]} ({Path(where.filename).name}, line {where.lineno})"
            pipe.send(outcome)


def _ready(workers: list[Worker], patience: float) -> list[Worker]:
    """Workers that have answered, died or hung."""
    wait([worker.pipe for worker in workers], timeout=1)
    now = time.monotonic()
    return [w for w in workers if w.pipe.poll() or not w.process.is_alive() or now - w.since > patience]


def _answer(worker: Worker) -> str:
    try:
        if worker.pipe.poll():
            return str(worker.pipe.recv())
    except EOFError:
        pass
    if worker.process.is_alive():
        worker.process.kill()
        worker.process.join()
        return "hung"
    return f"died: exit code {worker.process.exitcode}"


def _progress(outcomes: Counter[str]) -> None:
    if outcomes.total() % 1000 == 0:
        print(f"… {outcomes.total()}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main())
