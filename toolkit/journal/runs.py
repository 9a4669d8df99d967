"""What the clock did: one row a slot of a job (runs), and since when it looks after each job (watched)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from toolkit.domain.slots import NEVER_BEGUN, Run
from toolkit.journal.database import Database
from toolkit.journal.glance import TROUBLE

_PUT = "INSERT OR REPLACE INTO runs (job, slot, started, finished, outcome, detail, attempts) VALUES (?, ?, ?, ?, ?, ?, ?)"
_OF = "SELECT * FROM runs WHERE job = ? AND slot >= ? ORDER BY slot"
_LATEST = "SELECT * FROM runs ORDER BY max(started, finished) DESC, slot DESC LIMIT ?"
_UNSEEN = "DELETE FROM runs WHERE job = ? AND finished > ? AND outcome IN ('skipped', 'missed')"
_BROKEN = "UPDATE runs SET outcome = 'unknown', finished = started, detail = ? WHERE outcome = 'running'"
BROKE_OFF = "运行中断（断电、关机或程序被结束），结果不明"


class Runs(Database):
    """The runs of a workspace; see Database for what can go wrong. Moments are kept to the second, in local time."""

    def put(self, run: Run) -> None:
        """Enters what is known of a slot, in the place of what was known before."""
        self.put_all([run])

    def put_all(self, runs: Iterable[Run]) -> None:
        """Enters several, all or none."""
        with self.together():
            self.db.executemany(_PUT, [_row(run) for run in runs])

    def known(self, job: str, since: datetime) -> dict[datetime, Run]:
        """What is known of a job's slots from a moment on."""
        with self.explained():
            rows = self.db.execute(_OF, (job, _text(since))).fetchall()
        return {run.slot: run for run in map(_run, rows)}

    def latest(self, most: int) -> list[Run]:
        """The runs and notes that were made last, newest first."""
        with self.explained():
            return [_run(row) for row in self.db.execute(_LATEST, (most,))]

    def troubles(self) -> list[Run]:
        """Slots that did not come to a good end, and were not followed by one of the same job that did."""
        with self.explained():
            return [_run(row) for row in self.db.execute(TROUBLE)]

    def watch(self, job: str, plan: str, now: datetime) -> datetime:
        """Since when a plan is looked after: from the day on which it was first seen; other words are another plan.

        A clock that went back before that day begins anew with the day it shows. What was noted as missed at a time that has not
        come yet was noted by a clock that was ahead, and is forgotten; what was run is kept.
        """
        today = now.replace(hour=0, minute=0, second=0, microsecond=0)
        with self.together():
            self.db.execute(_UNSEEN, (job, _text(now)))
            row = self.db.execute("SELECT plan, since FROM watched WHERE job = ?", (job,)).fetchone()
            if row is not None and row["plan"] == plan and _moment(row["since"]) <= now:
                return _moment(row["since"])
            self.db.execute("INSERT OR REPLACE INTO watched VALUES (?, ?, ?)", (job, plan, _text(today)))
        return today

    def first_watched(self) -> datetime | None:
        """The earliest moment from which anything is looked after; None before the clock's first run."""
        with self.explained():
            text = self.db.execute("SELECT min(since) FROM watched").fetchone()[0]
        return _moment(text) if text else None

    def last_look(self) -> datetime | None:
        """When the clock looked last at what is due; None before the first time."""
        with self.explained():
            row = self.db.execute("SELECT value FROM meta WHERE name = 'clock'").fetchone()
        return _moment(row[0]) if row else None

    def looks(self, now: datetime) -> None:
        """Notes that the clock looks now."""
        with self.explained():
            self.db.execute("INSERT OR REPLACE INTO meta VALUES ('clock', ?)", (_text(now),))

    def end_broken(self) -> None:
        """Runs that have a beginning and no end, when nobody else can be running: their process died. They rest since they began."""
        with self.together():
            self.db.execute(_BROKEN, (BROKE_OFF,))


def _row(run: Run) -> tuple[object, ...]:
    finished = _text(run.finished) if run.finished else ""
    started = "" if run.outcome in NEVER_BEGUN else _text(run.started)
    return run.job, _text(run.slot), started, finished, run.outcome, run.detail, run.attempts


def _run(row: dict[str, str]) -> Run:
    finished = _moment(row["finished"]) if row["finished"] else None
    started = _moment(row["started"] or row["finished"] or row["slot"])
    return Run(row["job"], _moment(row["slot"]), started, finished, row["outcome"], row["detail"], int(row["attempts"]))  # type: ignore[arg-type]


def _text(moment: datetime) -> str:
    return moment.isoformat(" ", "seconds")


def _moment(text: str) -> datetime:
    return datetime.fromisoformat(text)
