"""收文登记: what is approved becomes items, split as its lines say 〔五(一)〕."""

from __future__ import annotations

from datetime import date

from toolkit.domain.intake import Ledger, Line, read_intake, take_in
from toolkit.domain.item import Raw

TODAY = date(2026, 3, 18)
FIELDS = {name: name for name in ("编号", "督查事项", "事项来源", "文号", "立项日期", "牵头单位", "完成时限", "备注")}


def rows(*cells: dict[str, Raw]) -> list[tuple[int, dict[str, Raw]]]:
    return list(enumerate(cells, 3))


def test_only_what_was_approved_and_not_yet_taken_in() -> None:
    """批准人 filled, 事项编号 empty; the others wait or are done."""
    found = read_intake(
        rows(
            {"来文内容": "建学校", "批准人": "主任"},
            {"来文内容": "修路", "批准人": None},
            {"来文内容": "治水", "批准人": "主任", "事项编号": "2026-001"},
            {"备注": "手写的一行"},
        )
    )
    assert [paper.title for paper in found.papers] == ["建学校"]
    assert found.waiting == 1
    assert not found.left


def test_an_approved_paper_without_a_matter_is_left_and_said() -> None:
    """Several lines need a title for their parent; one line is a title by itself."""
    found = read_intake(rows({"批准人": "主任", "拆分为": "建学校\n修路"}, {"批准人": "主任", "拆分为": "建学校"}))
    assert [paper.row for paper in found.papers] == [4]
    assert [row for row, _ in found.left] == [3]


def test_lines_may_name_unit_and_limit() -> None:
    """事项｜牵头单位｜完成时限; a count at the beginning is not part of the matter, a year is."""
    [paper] = read_intake(
        rows(
            {
                "来文内容": "会议",
                "批准人": "主任",
                "拆分为": "1. 建学校｜市教育局|6月底前\n\n（2）修路\n2026年治水\n1.5公里道路",
            }
        )
    ).papers
    assert paper.lines == (Line("建学校", "市教育局", "6月底前"), Line("修路"), Line("2026年治水"), Line("1.5公里道路"))


def test_one_paper_one_item_several_lines_parent_and_children() -> None:
    """.1 .2 under a parent that bears the title; 来文号 is the 文号 of all."""
    papers = read_intake(
        rows(
            {
                "来文内容": "建学校",
                "批准人": "主任",
                "收文日期": date(2026, 3, 2),
                "批准日期": date(2026, 3, 5),
                "来文单位": "省厅",
            },
            {"来文内容": "第5次会议", "来文号": "纪要5号", "批准人": "主任", "拆分为": "修路｜市住建局\n治水"},
        )
    ).papers
    taken = take_in(papers, Ledger(FIELDS, ["2026-064", "2026-065"], 2, ()), TODAY)
    assert [(each.item.id, each.parent) for each in taken] == [
        ("2026-066", ""), ("2026-067", ""), ("2026-067.1", "2026-067"), ("2026-067.2", "2026-067"),
    ]  # fmt: skip
    assert taken[0].item.cells == {
        "编号": "2026-066",
        "督查事项": "建学校",
        "立项日期": date(2026, 3, 5),
        "备注": "来文单位：省厅",
    }
    assert taken[2].item.cells == {"编号": "2026-067.1", "督查事项": "修路", "文号": "纪要5号", "牵头单位": "市住建局"}


def test_a_column_for_the_day_of_receipt_gets_that_day() -> None:
    """Where the ledger's own header says 收文日期, the day of approval does not belong there."""
    papers = read_intake(rows({"来文内容": "x", "批准人": "y", "收文日期": "2026-3-2", "批准日期": "2026-3-5"})).papers
    [taken] = take_in(papers, Ledger({**FIELDS, "立项日期": "收文日期"}, [], 0, ()), TODAY)
    assert taken.item.cells["立项日期"] == date(2026, 3, 2)
    assert taken.item.id == "2026-001"


def test_numbers_stay_numbers() -> None:
    """A ledger that counts 1, 2, 3 in number cells goes on with a number."""
    papers = read_intake(rows({"来文内容": "x", "批准人": "y"})).papers
    [taken] = take_in(papers, Ledger(FIELDS, [1.0, 2.0], 2, ()), TODAY)
    assert taken.item.cells["编号"] == 3
    assert taken.item.id == "3"


def test_staff_who_number_nothing_get_the_tools_numbers() -> None:
    """编号 stays empty; the 督办编号 goes on."""
    papers = read_intake(rows({"来文内容": "x", "批准人": "y", "拆分为": "a\nb"})).papers
    taken = take_in(papers, Ledger(FIELDS, [], 9, ["DB-0009"]), TODAY)
    assert [each.item.id for each in taken] == ["DB-0010", "DB-0010.1", "DB-0010.2"]
    assert not any("编号" in each.item.cells for each in taken)


def test_a_date_that_cannot_be_read_is_said_and_the_item_taken_in() -> None:
    """The paper is not held up by its date."""
    found = read_intake(rows({"来文内容": "x", "批准人": "y", "收文日期": "三月初"}))
    assert len(found.papers) == 1
    assert "三月初" in found.left[0][1]
