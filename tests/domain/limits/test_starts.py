"""起算日: the day from which a period runs, what stands in for it, and the day from which a year is guessed."""

from __future__ import annotations

from tests.domain.deadlining import day
from tests.domain.making import an_item
from toolkit.domain.limits.starts import Start, Starts, starts_of

OWN, ASSIGNED, ENTERED, APPROVED = (day(text) for text in ("2026-03-02", "2026-03-11", "2026-02-01", "2026-01-15"))


def test_anchor() -> None:
    """交办 first, then 起算日, 立项 and 批示; each is named in the basis, and without any there is none."""
    assert Starts(OWN, ASSIGNED, ENTERED, APPROVED).anchor() == Start(ASSIGNED, "交办2026-03-11")
    assert Starts(OWN, None, ENTERED, APPROVED).anchor() == Start(OWN, "起算日2026-03-02")
    assert Starts(None, None, ENTERED, APPROVED).anchor() == Start(ENTERED, "立项2026-02-01")
    assert Starts(approved=APPROVED).anchor() == Start(APPROVED, "批示2026-01-15")
    assert Starts().anchor() is None


def test_count_from() -> None:
    """起算日 before 交办日; what stands in for a day of issue, meeting or receipt is said."""
    assert Starts(OWN, ASSIGNED).count_from("会议") == Start(OWN, "起算日2026-03-02")
    assert Starts(None, ASSIGNED).count_from("交办日") == Start(ASSIGNED, "交办2026-03-11")
    assert Starts(None, ASSIGNED).count_from("") == Start(ASSIGNED, "交办2026-03-11")
    for wanted, name in (("印发", "文件下发日"), ("会议", "会议日"), ("受理", "受理日"), ("纪要下发日", "纪要下发日")):
        assert Starts(None, ASSIGNED).count_from(wanted) == Start(ASSIGNED, f"未填起算日({name}),以交办日代替:交办2026-03-11")
    assert Starts(None, None, ENTERED, APPROVED).count_from("交办日") is None


def test_columns() -> None:
    """Each day comes from its own column, the 交办日 from whoever asks."""
    item = an_item(起算日=OWN, 交办日期=day("2020-01-01"), 立项日期=ENTERED, 批示日期=APPROVED)
    assert starts_of(item, ASSIGNED) == Starts(OWN, ASSIGNED, ENTERED, APPROVED)
