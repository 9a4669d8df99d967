"""The end of a process: what a run built up is given back whole, not taken apart piece by piece."""

from __future__ import annotations

import atexit
import os
import threading

from toolkit.entry.console import flush_quietly


def leave(status: object) -> None:
    """Ends the process with an exit status, as Python would, but for freeing each object by itself, which after a ledger of
    100,000 rows takes a second. Does nothing where that is not safe: another thread still runs, or the status is a sentence.
    """
    if threading.active_count() > 1 or not isinstance(status, int):
        return
    atexit._run_exitfuncs()
    flush_quietly()
    os._exit(status)
