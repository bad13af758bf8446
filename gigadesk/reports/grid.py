"""版面: the measures of an official page, in points (GB/T 9704-2012, clauses 3, 5, 7 and 8).

Heights are counted from the top of the page downwards, as the standard does.
"""

from __future__ import annotations

from dataclasses import dataclass

MM = 72 / 25.4

# Type sizes (字号).
SIZE_FIRST = 42.0
"""初号"""
SIZE_TITLE = 22.0
"""二号: titles (7.3.1)"""
SIZE_BODY = 16.0
"""三号: the body (5.2.2)"""
SIZE_PAGE_NUMBER = 14.0
"""四号: page numbers (7.5)"""
SIZE_TABLE = 12.0
"""小四: tables of few columns"""
SIZE_SMALL_TABLE = 10.5
"""五号: tables of many columns"""

PAGE_WIDTH, PAGE_HEIGHT = 210 * MM, 297 * MM
LINES_A_PAGE, CHARACTERS_A_LINE = 22, 28

BASELINE = 0.86
"""How far below the top of its cell a character's baseline lies, in type sizes: the cell's own middle between the
0.85 of 仿宋 and the 0.88 of the other bundled fonts."""


@dataclass(frozen=True, slots=True)
class TextArea:
    """版心: where text stands on a page, and its grid of lines and characters (5.2)."""

    page_width: float
    page_height: float
    left: float
    top: float
    width: float
    height: float
    characters: int

    @property
    def pitch(self) -> float:
        """From one character's left edge to the next one's; the last character's right edge is the area's."""
        return (self.width - SIZE_BODY) / (self.characters - 1)

    @property
    def landscape(self) -> bool:
        """Whether the page is turned."""
        return self.page_width > self.page_height


LINE_PITCH = (225 * MM - SIZE_BODY) / (LINES_A_PAGE - 1)
"""From one line's top to the next one's: 22 lines whose characters fill 225 mm (5.2.3)."""

UPRIGHT = TextArea(PAGE_WIDTH, PAGE_HEIGHT, 28 * MM, 37 * MM, 156 * MM, 225 * MM, CHARACTERS_A_LINE)
"""The upright page: 37 mm of margin above, 28 mm at the binding (5.2.1)."""

LANDSCAPE = TextArea(PAGE_HEIGHT, PAGE_WIDTH, 35 * MM, 28 * MM, 225 * MM, 156 * MM, 40)
"""A4 turned clockwise, so that the upright page's left edge is its top: the head of a table then stands at the binding
on odd pages and at the fore-edge on even ones (8)."""
