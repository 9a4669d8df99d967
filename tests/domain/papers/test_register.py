"""The numbers that stand in 文书登记."""

from toolkit.domain.papers.register import highest, read_register

ROWS = [
    (3, {"文号": "连督交〔2026〕1号", "种类": "交办单", "状态": "签发"}),
    (4, {"文号": "连督交[2026]07号", "状态": "作废"}),
    (5, {"文号": "连督交〔2025〕30号"}),
    (6, {"文号": "旧督〔2026〕12号", "种类": "交办单"}),
    (7, {"文号": "市府督催〔2026〕3号"}),
    (8, {"文号": "无号"}),
]


def test_numbers_are_read_whatever_was_typed() -> None:
    """Void ones count; a 代字 that is no longer used counts by the row's kind."""
    entries = read_register(ROWS, {"催办单": "市府督催"})
    assert [(entry.row, entry.kind, entry.n) for entry in entries] == [
        (3, "交办单", 1), (4, "交办单", 7), (5, "交办单", 30), (6, "交办单", 12), (7, "催办单", 3),
    ]  # fmt: skip
    assert highest(entries, "交办单", 2026) == 12
    assert highest(entries, "告诫单", 2026) == 0
