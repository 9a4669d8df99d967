"""子事项: a parent (X) closes after its children (X.1, X.2) 〔五(一)、七(一)〕."""

from __future__ import annotations

from collections.abc import Iterator

from toolkit.domain.checks.common import OVER, at, status_of
from toolkit.domain.course.family import children_of
from toolkit.domain.course.stage import closing_field
from toolkit.domain.desk import Desk
from toolkit.domain.item import Finding

RULE = "子事项"
_SHOWN = 3


def check(desk: Desk) -> Iterator[Finding]:
    """A warning for each parent that is struck off while a child is neither struck off nor stopped."""
    for parent, children in children_of(desk.items):
        if status_of(desk, parent) != "已销号":
            continue
        left = [child.id for child in children if status_of(desk, child) not in OVER]
        if left:
            names = "、".join(left[:_SHOWN]) + (f"等{len(left)}件" if len(left) > _SHOWN else "")
            message = (
                f"{parent.id}已销号，其子事项{names}尚未销号；请先办结子事项，或更正本行的“{closing_field(parent)}”〔七(一)〕"
            )
            yield at(parent, closing_field(parent), RULE, "warning", message)
