"""文字表格: columns stand one below the other where Chinese characters are two columns wide."""

from __future__ import annotations

from gigadesk.text_tables import text_table, text_width


def test_width_in_columns() -> None:
    assert [text_width(text) for text in ("", "abc", "中文", "（1）", "e\u0301", "1.5%", "ｱ")] == [0, 3, 4, 5, 1, 4, 1]


def test_columns_are_two_blanks_apart() -> None:
    assert text_table(("名称", "数"), [("常住人口", "58.87"), ("户", "1")]) == (
        "名称      数\n常住人口  58.87\n户        1"
    )


def test_columns_can_stand_at_their_right() -> None:
    assert text_table(("名", "数"), [("一", "100"), ("二", "5")], frozenset({1})) == "名   数\n一  100\n二    5"


def test_a_table_may_have_no_rows() -> None:
    assert text_table(("名称", "数"), []) == "名称  数"
