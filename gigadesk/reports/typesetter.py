"""排版员: sets words of any face and size for one kind of page."""

from __future__ import annotations

from functools import partial

from gigadesk.reports.chinese_marks import clean
from gigadesk.reports.chinese_text import Composer, Line
from gigadesk.reports.fonts import Face, Fonts
from gigadesk.reports.grid import SIZE_BODY, TextArea
from gigadesk.reports.page_parts import Colour, Words


class Typesetter:
    """排版员: knows the text area and the fonts, and keeps a composer for each face and size."""

    def __init__(self, fonts: Fonts, area: TextArea) -> None:
        self.area = area
        self._fonts = fonts
        self._composers: dict[tuple[Face, float], Composer] = {}

    def composer(self, face: Face, size: float) -> Composer:
        """Who sets this face and size: letters of the body's size stand on the grid, others in cells of their own."""
        key = (face, size)
        if key not in self._composers:
            pitch = self.area.pitch if size == SIZE_BODY else size
            self._composers[key] = Composer(pitch, partial(self._fonts.width, face, size=size))
        return self._composers[key]

    def lines(
        self, text: str, face: Face, size: float, width: float, first_indent: float = 0.0, indent: float = 0.0
    ) -> list[Line]:
        """The text in lines; a line end within it begins a new line."""
        composer = self.composer(face, size)
        parts = clean(text).split("\n")
        lines = composer.lines(parts[0], width, first_indent, indent)
        for part in parts[1:]:
            lines += composer.lines(part, width, indent, indent)
        return lines

    def words(
        self,
        text: str,
        face: Face,
        size: float,
        left: float = 0.0,
        top: float = 0.0,
        colour: Colour = Colour.BLACK,
    ) -> Words:
        """The text on one line at its natural width."""
        (line,) = self.composer(face, size).lines(clean(text).replace("\n", " "), float("inf"))
        return self.placed(line, face, size, left, top, colour=colour)

    def placed(
        self,
        line: Line,
        face: Face,
        size: float,
        left: float = 0.0,
        top: float = 0.0,
        justified: bool = False,
        colour: Colour = Colour.BLACK,
    ) -> Words:
        """A line given its place."""
        return Words(line, face, size, self.composer(face, size).pitch, left, top, justified, colour)

    def width(self, text: str, face: Face, size: float) -> float:
        """The natural advance of the text on one line."""
        return self.composer(face, size).width(clean(text).replace("\n", " "))
