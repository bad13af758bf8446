"""Marks moved to their place on a page."""

from __future__ import annotations

from gigadesk.reports.fonts import Face
from gigadesk.reports.page_parts import Colour, Rule
from gigadesk.reports.typesetter import Typesetter


def test_words_keep_all_but_their_place(typesetter: Typesetter) -> None:
    words = typesetter.words("中文", Face.KAI, 12, 1, 2, Colour.RED)
    moved = words.moved(10, 20)
    assert (moved.left, moved.top) == (11, 22)
    assert moved.moved(-10, -20) == words


def test_rules_keep_their_length() -> None:
    assert Rule(1, 2, 3, 2, 0.5, Colour.RED).moved(10, 20) == Rule(11, 22, 13, 22, 0.5, Colour.RED)
