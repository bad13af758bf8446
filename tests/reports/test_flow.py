"""Blocks as strips."""

from __future__ import annotations

import pytest

from gigadesk.domain.papers.blocks import Heading, Paragraph
from gigadesk.reports.flow import block_strips, text_strips
from gigadesk.reports.fonts import Face
from gigadesk.reports.grid import UPRIGHT
from gigadesk.reports.page_parts import Bookmark, Keep, Strip, Words
from gigadesk.reports.typesetter import Typesetter
from tests.reports.papers import a_table


def words(strip: Strip) -> Words:
    """The only words of a strip."""
    (mark,) = strip.marks
    assert isinstance(mark, Words)
    return mark


@pytest.mark.parametrize(("level", "face"), [(1, Face.HEI), (2, Face.KAI), (3, Face.BODY), (4, Face.BODY)])
def test_headings_have_their_faces_and_stay_with_what_follows(typesetter: Typesetter, level: int, face: Face) -> None:
    strips = block_strips(typesetter, [Heading(level, "一、" + "情况" * 20)], outline_level=1)
    assert len(strips) == 2
    assert {words(strip).face for strip in strips} == {face}
    assert {strip.keep for strip in strips} == {Keep.MUST}
    assert [strip.bookmark for strip in strips] == [Bookmark("一、" + "情况" * 20, level), None]


def test_paragraphs_are_indented_by_two_characters(typesetter: Typesetter) -> None:
    first, second = block_strips(typesetter, [Paragraph("中" * 40)])
    assert words(first).line.indent == pytest.approx(2 * UPRIGHT.pitch)
    assert words(second).line.indent == 0
    assert words(first).justified
    assert not words(second).justified


def test_line_ends_make_paragraphs_and_empty_ones_go(typesetter: Typesetter) -> None:
    strips = block_strips(typesetter, [Paragraph("　　甲\n\n  乙 \r\n"), Paragraph("")])
    assert [words(strip).line.text for strip in strips] == ["甲", "乙"]


def test_tables_are_among_the_blocks(typesetter: Typesetter) -> None:
    assert len(block_strips(typesetter, [a_table(2, caption="", note="")])) == 3


def test_text_can_begin_at_the_edge(typesetter: Typesetter) -> None:
    (strip,) = text_strips(typesetter, "各单位：", Face.BODY, indent=0.0)
    assert words(strip).line.indent == 0
