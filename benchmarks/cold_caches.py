"""A pytest plugin (-p benchmarks.cold_caches): every test begins with cold caches.

Mutants are tried in forks of a process that has already run the tests; what its caches still know would hide them.
"""

from __future__ import annotations

import sys
from functools import _lru_cache_wrapper


def pytest_runtest_setup() -> None:
    """Forgets what functools.lru_cache of the toolkit has kept."""
    for name, module in list(sys.modules.items()):
        if name.startswith("toolkit."):
            for value in list(vars(module).values()):
                if isinstance(value, _lru_cache_wrapper):
                    value.cache_clear()
