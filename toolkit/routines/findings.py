"""One thing that was looked at on this machine, and the mend where it needs one: what doctor and setup tell."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Check:
    """name: what was looked at; detail: what was found, without anything from a cell; mend: what to do, "" where it is well."""

    name: str
    ok: bool
    detail: str
    mend: str = ""

    def data(self) -> dict[str, object]:
        return {"name": self.name, "ok": self.ok, "detail": self.detail, "mend": self.mend}
