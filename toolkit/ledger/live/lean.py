"""xlwings without what it loads for pictures and arrays, which takes most of its start and which nobody here asks of it."""

from __future__ import annotations

import importlib
import sys
from typing import Any

_NOT_NEEDED = ("matplotlib", "numpy", "pandas", "plotly", "PIL")


def xlwings() -> Any:
    """The module. Where it is loaded for the first time, it finds none of _NOT_NEEDED; everybody else finds them as before."""
    hidden = [name for name in _NOT_NEEDED if name not in sys.modules] if "xlwings" not in sys.modules else []
    sys.modules.update(dict.fromkeys(hidden))  # type: ignore[arg-type]  # None says that there is no such module
    try:
        return importlib.import_module("xlwings")
    finally:
        for name in hidden:
            del sys.modules[name]
