"""页面构件: what stands on pages, as plain data: lines of words and rules, the strips they form, and whole pages.

Points throughout; heights are counted downwards. Inside a strip places are counted from the text area's left edge and
from the strip's top; on a page from the page's left and upper edges.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, IntEnum

from gigadesk.reports.chinese_text import Line
from gigadesk.reports.fonts import Face
from gigadesk.reports.grid import TextArea


class Colour(Enum):
    """颜色: the colours of official papers, red, green and blue from 0 to 1."""

    BLACK = (0.0, 0.0, 0.0)
    RED = (0.784, 0.086, 0.114)
    GREY = (0.45, 0.45, 0.45)


@dataclass(frozen=True, slots=True)
class Words:
    """一行字: a line of one face and size; `top` is the upper edge of its cells, `pitch` the width of one."""

    line: Line
    face: Face
    size: float
    pitch: float
    left: float
    top: float
    justified: bool = False
    colour: Colour = Colour.BLACK

    def moved(self, right: float, down: float) -> Words:
        """The same words elsewhere."""
        left, top = self.left + right, self.top + down
        return Words(self.line, self.face, self.size, self.pitch, left, top, self.justified, self.colour)


@dataclass(frozen=True, slots=True)
class Rule:
    """线: a straight line; the places are those of its middle."""

    left: float
    top: float
    right: float
    bottom: float
    thickness: float
    colour: Colour = Colour.BLACK

    def moved(self, right: float, down: float) -> Rule:
        """The same rule elsewhere."""
        ends = (self.left + right, self.top + down, self.right + right, self.bottom + down)
        return Rule(*ends, self.thickness, self.colour)


Mark = Words | Rule


class Keep(IntEnum):
    """同页: how much a strip wants the next one on the same page."""

    NO = 0
    WISH = 1
    MUST = 2


@dataclass(frozen=True, slots=True)
class Bookmark:
    """书签: an entry of the PDF's outline, level 0 the highest; `top` is set when its page is made."""

    title: str
    level: int
    top: float = 0.0


@dataclass(frozen=True, slots=True)
class Strip:
    """条: a strip of the page over its full width that is never cut, such as a line of text or a row of a table.

    One with `grid_rows` stands on so many lines of the grid; any other has a `height` of its own, `before` above it
    (not at the top of a page) and `after` below it. `repeated` is drawn above it where it begins a page. `blank` ones
    are dropped at the top of a page.
    """

    marks: tuple[Mark, ...] = ()
    grid_rows: int = 0
    height: float = 0.0
    before: float = 0.0
    after: float = 0.0
    keep: Keep = Keep.NO
    blank: bool = False
    repeated: Strip | None = None
    bookmark: Bookmark | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """页: everything that stands on one page of the given text area."""

    area: TextArea
    marks: tuple[Mark, ...]
    bookmarks: tuple[Bookmark, ...] = ()
