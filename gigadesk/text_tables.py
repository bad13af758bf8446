"""文字表格: tables for a terminal, where a Chinese character is two columns wide."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence


def text_width(text: str) -> int:
    """显示宽度 of a text in columns."""
    return sum(
        0 if unicodedata.combining(char) else 2 if unicodedata.east_asian_width(char) in "WF" else 1 for char in text
    )


def text_table(head: Sequence[str], rows: Sequence[Sequence[str]], right: frozenset[int] = frozenset()) -> str:
    """文字表格 with its head, two blanks between columns; the columns in `right` are aligned at their right."""
    lines = [head, *rows]
    widths = [max(text_width(line[place]) for line in lines) for place in range(len(head))]
    return "\n".join(
        "  ".join(_padded(cell, widths[place], place in right) for place, cell in enumerate(line)).rstrip()
        for line in lines
    )


def _padded(text: str, width: int, right: bool) -> str:
    blanks = " " * (width - text_width(text))
    return blanks + text if right else text + blanks
