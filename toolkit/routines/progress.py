"""How a routine tells what it is doing: one call a step, so that any door can show it (a bar, a status cell, nothing)."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int, int], None]
"""progress(what, done, total): `what` is a Chinese phrase (读取台账), `done` of `total` steps; total 0 where it is not known."""


def silent(what: str, done: int, total: int) -> None:
    """Shows nothing: for tests and for callers without a screen."""
