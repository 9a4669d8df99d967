"""The end of a process: nothing that was promised for it is left out."""

from __future__ import annotations

import subprocess
import sys


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)


def test_what_was_to_be_done_at_the_end_is_done() -> None:
    """Exit status, what is still in the buffers, and what others asked for at the end."""
    done = run("import atexit; from toolkit.entry.leaving import leave; atexit.register(print, 'last'); print('one'); leave(3)")
    assert (done.returncode, done.stdout.split()) == (3, ["one", "last"])


def test_it_is_left_to_python_where_a_thread_still_runs() -> None:
    """A thread is waited for; a sentence for a status is Python's to print."""
    code = """
import sys, threading, time
from toolkit.entry.leaving import leave
threading.Thread(target=lambda: (time.sleep(0.2), print("thread"))).start()
leave(0)
print("still here")
sys.exit(4)
"""
    done = run(code)
    assert (done.returncode, done.stdout.split("\n")[:2]) == (4, ["still here", "thread"])
    assert run("from toolkit.entry.leaving import leave; leave('why'); print('here')").stdout == "here\n"


def test_the_console_script_ends_so() -> None:
    """duban's own status comes out, also with nobody listening."""
    assert run("import sys; sys.argv = ['duban', 'nonsense']; from toolkit.entry.cli import main; main()").returncode == 2
    silent = "import sys; sys.argv = ['duban', '--version']; sys.stdout = sys.stderr = None; from toolkit.entry.cli import main; main()"
    assert run(silent).returncode == 0
