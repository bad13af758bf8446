"""Words of any face and size."""

from __future__ import annotations

import pytest

from gigadesk.reports.fonts import Face
from gigadesk.reports.grid import UPRIGHT
from gigadesk.reports.typesetter import Typesetter


def test_the_bodys_size_stands_on_the_grid(typesetter: Typesetter) -> None:
    assert typesetter.composer(Face.BODY, 16).pitch == UPRIGHT.pitch
    assert typesetter.composer(Face.TITLE, 22).pitch == 22
    assert typesetter.composer(Face.TITLE, 22) is typesetter.composer(Face.TITLE, 22)


def test_line_ends_in_a_text_begin_lines(typesetter: Typesetter) -> None:
    lines = typesetter.lines("甲\n乙", Face.BODY, 12, 100, first_indent=24)
    assert [(line.text, line.indent) for line in lines] == [("甲", 24), ("乙", 0)]


def test_words_are_one_line(typesetter: Typesetter) -> None:
    words = typesetter.words("甲\n乙丙", Face.HEI, 12, 5, 6)
    assert words.line.text == "甲 乙丙"
    assert typesetter.width("甲\n乙丙", Face.HEI, 12) == pytest.approx(38.7, abs=0.1)
