"""xlwings without the libraries of pictures and arrays."""

from __future__ import annotations

import subprocess
import sys

CODE = """
import sys
from toolkit.ledger.live import lean
module = lean.xlwings()
assert module is lean.xlwings() is sys.modules["xlwings"]
assert not {"matplotlib", "numpy", "pandas", "PIL"} & sys.modules.keys()
assert module.Book and module.App
import matplotlib, numpy
"""


def test_what_nobody_asks_for_is_not_loaded_and_can_be_afterwards() -> None:
    """In a fresh process: xlwings is there without them, and charts find them later."""
    done = subprocess.run([sys.executable, "-c", CODE], capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stderr
