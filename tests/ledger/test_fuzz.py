"""A slice of the fuzz run (benchmarks/fuzz.py): mutated workbooks are refused untouched, or kept to the byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.mutate import mutated
from tests.support.trial import tried

BLOCK, BLOCKS = 25, 10


@pytest.mark.parametrize("block", range(BLOCKS))
def test_refused_untouched_or_kept(tmp_path: Path, block: int) -> None:
    """No traceback, no change to a refused file, no foreign byte lost, whatever has happened to the package."""
    for seed in range(block * BLOCK, (block + 1) * BLOCK):
        assert tried(mutated(seed), tmp_path).startswith(("refused: ", "kept")), seed
