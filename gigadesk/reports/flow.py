"""正文: the blocks of a paper as strips, in the order they are read (GB/T 9704-2012, 7.3.3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from gigadesk.domain.papers.blocks import Block, Heading, Paragraph, Table
from gigadesk.reports.chinese_marks import clean
from gigadesk.reports.fonts import Face
from gigadesk.reports.grid import SIZE_BODY
from gigadesk.reports.page_parts import Bookmark, Keep, Strip
from gigadesk.reports.tables import table_strips
from gigadesk.reports.typesetter import Typesetter

_HEADING_FACES = {1: Face.HEI, 2: Face.KAI}
_INDENT = 2
BLANK = Strip(grid_rows=1, keep=Keep.MUST, blank=True)
"""空行: an empty line, which stays with what it stands above."""


def block_strips(typesetter: Typesetter, blocks: Sequence[Block], outline_level: int = 0) -> list[Strip]:
    """The blocks as strips; headings enter the outline below `outline_level`."""
    strips: list[Strip] = []
    for block in blocks:
        match block:
            case Heading():
                strips += _heading(typesetter, block, outline_level)
            case Paragraph():
                for part in clean(block.text).split("\n"):
                    strips += text_strips(typesetter, part.strip(), Face.BODY) if part.strip() else []
            case Table():
                strips += table_strips(typesetter, block)
    return strips


def text_strips(typesetter: Typesetter, text: str, face: Face, indent: float | None = None) -> list[Strip]:
    """Running text in the body's size, each line a strip on the grid; indented by two characters unless told."""
    area = typesetter.area
    first = _INDENT * area.pitch if indent is None else indent
    lines = typesetter.lines(text, face, SIZE_BODY, area.width, first)
    return [Strip((typesetter.placed(line, face, SIZE_BODY, justified=line.full),), grid_rows=1) for line in lines]


def _heading(typesetter: Typesetter, heading: Heading, outline_level: int) -> list[Strip]:
    """A heading, which is never the last thing on a page."""
    strips = text_strips(typesetter, heading.text, _HEADING_FACES.get(heading.level, Face.BODY))
    bookmark = Bookmark(heading.text, outline_level + heading.level - 1)
    return [replace(strip, keep=Keep.MUST, bookmark=None if n else bookmark) for n, strip in enumerate(strips)]
