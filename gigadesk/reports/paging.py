"""分页: strips of text and tables put on pages, keeping together what belongs together."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from math import ceil

from gigadesk.reports.grid import LINE_PITCH, SIZE_BODY, TextArea
from gigadesk.reports.page_parts import Bookmark, Keep, Mark, Page, Strip

_TINY = 1e-6


def paginate(strips: Sequence[Strip], area: TextArea) -> list[Page]:
    """The strips on as many pages as they need, at least one.

    A page ends behind a strip that does not ask for the next one; wishes give way before musts, and a chain of strips
    longer than a page is cut where the page is full.
    """
    pages: list[Page] = []
    start = 0
    while start < len(strips) or not pages:
        fitting = start + sum(1 for _ in _placed(strips, start, area))
        end = _good_end(strips, start, fitting)
        pages.append(_page(strips, start, end, area))
        start = end
        while start < len(strips) and strips[start].blank:
            start += 1
    return pages


def _placed(strips: Sequence[Strip], start: int, area: TextArea) -> Iterator[tuple[Strip, float]]:
    """The strips from `start` on that fit on one page, each with its top; the first one is always among them."""
    repeated = strips[start].repeated if start < len(strips) else None
    y = repeated.height if repeated else 0.0
    for number in range(start, len(strips)):
        strip = strips[number]
        if strip.grid_rows:
            top = ceil(y / LINE_PITCH - _TINY) * LINE_PITCH
            bottom = top + (strip.grid_rows - 1) * LINE_PITCH + SIZE_BODY
        else:
            top = y + (0.0 if number == start else strip.before)
            bottom = top + strip.height
        if bottom > area.height + _TINY and number > start:
            return
        yield strip, top
        y = bottom + strip.after


def _good_end(strips: Sequence[Strip], start: int, fitting: int) -> int:
    """Where a page that could reach to `fitting` should end."""
    if fitting >= len(strips):
        return len(strips)
    ends = ((allowed, end) for allowed in Keep for end in range(fitting, start, -1))
    return next(end for allowed, end in ends if strips[end - 1].keep <= allowed)


def _page(strips: Sequence[Strip], start: int, end: int, area: TextArea) -> Page:
    marks: list[Mark] = []
    bookmarks: list[Bookmark] = []
    repeated = strips[start].repeated if start < end else None
    if repeated:
        marks += [mark.moved(area.left, area.top) for mark in repeated.marks]
    for strip, top in _placed(strips[:end], start, area):
        marks += [mark.moved(area.left, area.top + top) for mark in strip.marks]
        if strip.bookmark:
            bookmarks.append(replace(strip.bookmark, top=area.top + top))
    return Page(area, tuple(marks), tuple(bookmarks))
