"""Reads a PDF back: its characters with their places and fonts, its rules, its text as a reader would copy it."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from itertools import groupby

import pdfplumber
import pypdfium2  # type: ignore[import-untyped] # has no type hints

from gigadesk.reports.grid import BASELINE


@dataclass(frozen=True)
class Glyph:
    """A character on a page: the edges of its advance, its baseline counted from the top of the page, size, font."""

    text: str
    left: float
    right: float
    baseline: float
    size: float
    font: str


@dataclass(frozen=True)
class ReadLine:
    """Characters that share a baseline."""

    glyphs: tuple[Glyph, ...]

    @property
    def text(self) -> str:
        """The line's characters from left to right."""
        return "".join(glyph.text for glyph in self.glyphs)

    @property
    def top(self) -> float:
        """The upper edge of the line's cells."""
        first = self.glyphs[0]
        return first.baseline - BASELINE * first.size

    @property
    def left(self) -> float:
        """The left edge of the first character."""
        return self.glyphs[0].left

    @property
    def right(self) -> float:
        """The right edge of the last character."""
        return self.glyphs[-1].right


@dataclass(frozen=True)
class ReadPage:
    """A page as it is found in the file."""

    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    rules: tuple[tuple[float, float, float, float], ...]
    rule_colours: tuple[tuple[float, ...], ...]

    def lines(self, size: float | None = None) -> list[ReadLine]:
        """The upright lines of the page, of one type size or of all."""
        chosen = [glyph for glyph in self.glyphs if size is None or abs(glyph.size - size) < 0.01]
        ordered = sorted(chosen, key=lambda glyph: (round(glyph.baseline, 1), glyph.left))
        return [ReadLine(tuple(line)) for _, line in groupby(ordered, key=lambda glyph: round(glyph.baseline, 1))]

    def line(self, start: str) -> ReadLine:
        """The line that begins with this text."""
        return next(line for line in self.lines() if line.text.startswith(start))


def read(pdf: bytes) -> list[ReadPage]:
    """Every page of the PDF."""
    with pdfplumber.open(BytesIO(pdf)) as document:
        return [_page(page) for page in document.pages]


def copied(pdf: bytes) -> list[str]:
    """The text of each page as a PDF reader copies it."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [page.get_textpage().get_text_range().replace("\r\n", "\n") for page in document]
    finally:
        document.close()


def outline(pdf: bytes) -> list[tuple[int, str]]:
    """The entries of the PDF's outline with their levels."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return [(entry.level, entry.get_title()) for entry in document.get_toc()]
    finally:
        document.close()


def said_of_itself(pdf: bytes) -> dict[str, str]:
    """The PDF's title, author, keywords and dates."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return dict(document.get_metadata_dict())
    finally:
        document.close()


def _page(page: pdfplumber.page.Page) -> ReadPage:
    height = float(page.height)
    glyphs = tuple(
        Glyph(
            char["text"],
            char["x0"],
            char["x1"],
            height - char["matrix"][5],
            char["size"] if char["upright"] else 0.0,
            char["fontname"].split("+")[1],
        )
        for char in page.chars
    )
    rules = tuple((line["x0"], line["top"], line["x1"], line["bottom"]) for line in page.lines)
    return ReadPage(float(page.width), height, glyphs, rules, tuple(line["stroking_color"] for line in page.lines))
