"""文书登记 as far as it decides about events: a slip that was made void (作废) neither handed over nor chased anybody."""

from __future__ import annotations

from collections.abc import Mapping

from toolkit.domain.desk import Rows
from toolkit.domain.item import Event, as_text

VOID = "作废"


def in_force(events: Mapping[str, tuple[Event, ...]], register: Rows) -> dict[str, tuple[Event, ...]]:
    """Events by item without those by which the toolkit recorded the issue of a slip that is void now.

    Its own rows begin with 签发 and the number; what staff typed stays, whatever it says.
    """
    void = tuple(
        f"签发{number}" for _, cells in register if as_text(cells.get("状态")) == VOID and (number := as_text(cells.get("文号")))
    )
    if not void:
        return dict(events)
    return {item: kept for item, found in events.items() if (kept := tuple(e for e in found if not e.what.startswith(void)))}
