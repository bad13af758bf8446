"""表格: tables as strips, a row a strip, their heads repeated on every page they reach.

Tables stand off the line grid, in smaller type, within the text area's width. Cells are centred upright as official
tables are, their text left, centred or right as the column says.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate

from gigadesk.domain.papers.blocks import Align, Column, Row, Table
from gigadesk.reports.chinese_marks import clean
from gigadesk.reports.chinese_text import Line
from gigadesk.reports.fonts import Face
from gigadesk.reports.grid import SIZE_SMALL_TABLE, SIZE_TABLE
from gigadesk.reports.page_parts import Keep, Mark, Rule, Strip
from gigadesk.reports.title_lines import title_lines
from gigadesk.reports.typesetter import Typesetter

_FEW_COLUMNS = 4
_LEADING = 1.35
_SIDE, _ABOVE = 0.4, 0.38
_RULE = 0.5
_SMALLEST = 7.5
_SMALLER = (1.0, 0.93, 0.86, 0.8, 0.74, 0.68)
_AROUND = 8.0
_JUSTIFIED_FROM = 12
_BROKEN_BY_SENSE = 24
_SHORT_HEAD = 3
_SHORT_CENTRED = 8


@dataclass(frozen=True, slots=True)
class _Cell:
    """A cell's text in lines of one size."""

    lines: list[Line]
    face: Face
    size: float
    align: Align

    @property
    def height(self) -> float:
        return _height(len(self.lines), self.size)


def table_strips(typesetter: Typesetter, table: Table) -> list[Strip]:
    """The table with its caption above and its note below; rows are cut only when one is taller than a page."""
    if not table.columns:
        return []
    layout = _Layout(typesetter, table)
    caption = layout.caption(table.caption) if table.caption.strip() else []
    head = layout.head()
    first = replace(head, before=0.0 if caption else _AROUND, keep=Keep.MUST if table.rows else Keep.NO)
    rows = [strip for row in table.rows for strip in layout.row(row, head)]
    note = layout.note(table.note) if table.note.strip() else []
    strips = [*caption, first, *rows]
    strips[-1] = replace(strips[-1], keep=Keep.MUST if note else strips[-1].keep, after=0.0 if note else _AROUND)
    return [*strips, *note]


class _Layout:
    """One table's column widths and type size, and its strips."""

    def __init__(self, typesetter: Typesetter, table: Table) -> None:
        self._typesetter = typesetter
        self._columns = table.columns
        self._size = SIZE_TABLE if len(table.columns) <= _FEW_COLUMNS else SIZE_SMALL_TABLE
        self._widths = self._column_widths(table)
        self._edges = [0.0, *accumulate(self._widths)]

    def caption(self, caption: str) -> list[Strip]:
        """表题: centred above the table, which it stays with."""
        return self._beside(caption, Face.HEI, Align.CENTER, Keep.MUST, before=_AROUND)

    def note(self, note: str) -> list[Strip]:
        """表注: below the table, which it stays with."""
        strips = self._beside(note, Face.BODY, Align.LEFT, Keep.NO, before=0.0)
        strips[-1] = replace(strips[-1], after=_AROUND)
        return strips

    def head(self) -> Strip:
        """表头: the columns' names, centred."""
        cells = [
            self._cell(column.head, width, Face.HEI, Align.CENTER)
            for column, width in zip(self._columns, self._widths, strict=True)
        ]
        strip = self._boxed(cells, self._edges)
        top = Rule(0.0, 0.0, self._edges[-1], 0.0, _RULE)
        return replace(strip, marks=(top, *strip.marks))

    def row(self, row: Row, head: Strip) -> list[Strip]:
        """A row as one strip; as several when it is taller than a page."""
        if row.band:
            text = next((cell for cell in row.cells if cell.strip()), "")
            cells, edges = [self._cell(text, self._edges[-1], Face.HEI, Align.LEFT)], [0.0, self._edges[-1]]
        else:
            texts = (*row.cells, *[""] * len(self._columns))
            cells = [
                self._cell(text, width, Face.BODY, column.align)
                for text, column, width in zip(texts, self._columns, self._widths, strict=False)
            ]
            edges = self._edges
        room = self._typesetter.area.height - head.height
        parts = [cells] if max(cell.height for cell in cells) <= room else _parts(cells, room)
        keep = Keep.MUST if row.band else Keep.NO
        return [replace(self._boxed(part, edges), repeated=head, keep=keep) for part in parts]

    def _column_widths(self, table: Table) -> list[float]:
        """The width each column asks for, but first what its text that must not be cut needs, while there is room."""
        total = self._typesetter.area.width
        weights = [max(column.width, 1) for column in table.columns]
        asked = [weight * total / sum(weights) for weight in weights]
        rows = [row for row in table.rows if not row.band]
        for short_whole in (True, False):
            needed = [
                self._needed(column, [row.cells[n] for row in rows if n < len(row.cells)], short_whole)
                for n, column in enumerate(table.columns)
            ]
            if sum(needed) <= total:
                return _with_at_least(asked, needed)
        return asked

    def _needed(self, column: Column, texts: Sequence[str], short_whole: bool) -> float:
        """The width of the column's widest text that cannot be cut, or should not as it is short and centred."""
        head = self._typesetter.composer(Face.HEI, self._size)
        body = self._typesetter.composer(Face.BODY, self._size)
        widest = head.width(column.head) if len(column.head) <= _SHORT_HEAD else head.widest(column.head)
        for text in texts:
            whole = short_whole and column.align is Align.CENTER and len(text) <= _SHORT_CENTRED
            widest = max(widest, body.width(text) if whole else body.widest(text))
        return widest + 2 * _SIDE * self._size + 0.01

    def _cell(self, text: str, width: float, face: Face, align: Align) -> _Cell:
        """The text in a cell of this width, in smaller type if an unbreakable part of it is too wide."""
        room = width - 2 * _SIDE * self._size
        sizes = [size for size in (round(self._size * part, 2) for part in _SMALLER) if size >= _SMALLEST]
        fitting = (s for s in sizes if self._typesetter.composer(face, s).widest(text) <= room)
        size = next(fitting, sizes[-1])
        return _Cell(self._lines(text.strip(), face, size, max(room, size), align), face, size, align)

    def _lines(self, text: str, face: Face, size: float, room: float, align: Align) -> list[Line]:
        """The text in lines; a short centred one is broken by sense, as a title is."""
        if align is Align.CENTER and len(text) <= _BROKEN_BY_SENSE:
            parts = title_lines(clean(text), lambda part: self._typesetter.width(part, face, size), room)
            text = "\n".join(parts)
        return self._typesetter.lines(text, face, size, room)

    def _boxed(self, cells: list[_Cell], edges: list[float]) -> Strip:
        """A row's words and its rules: one under it, and one at each edge."""
        height = max(cell.height for cell in cells)
        marks: list[Mark] = []
        for cell, left, right in zip(cells, edges, edges[1:], strict=False):
            marks += self._words(cell, left, right, (height - cell.height) / 2)
        marks += [Rule(edge, 0.0, edge, height, _RULE) for edge in edges]
        marks.append(Rule(0.0, height, edges[-1], height, _RULE))
        return Strip(tuple(marks), height=height)

    def _words(self, cell: _Cell, left: float, right: float, down: float) -> list[Mark]:
        side = _SIDE * self._size
        room = right - left - 2 * side
        justified = cell.align is Align.LEFT and room >= _JUSTIFIED_FROM * cell.size
        factor = {Align.LEFT: 0.0, Align.CENTER: 0.5, Align.RIGHT: 1.0}[cell.align]
        top = down + _ABOVE * cell.size + (_LEADING - 1) / 2 * cell.size
        words: list[Mark] = []
        for n, line in enumerate(cell.lines):
            spare = max(line.spare, 0.0)
            place = left + side + (0.0 if justified else spare * factor)
            y = top + n * _LEADING * cell.size
            words.append(
                self._typesetter.placed(line, cell.face, cell.size, place, y, justified=justified and line.full)
            )
        return words

    def _beside(self, text: str, face: Face, align: Align, keep: Keep, before: float) -> list[Strip]:
        """Lines above or below the table, over its whole width."""
        cell = self._cell(text, self._edges[-1], face, align)
        strips = []
        for n, line in enumerate(cell.lines):
            words = self._words(replace(cell, lines=[line]), 0.0, self._edges[-1], 0.0)
            last = n == len(cell.lines) - 1
            height = _height(1, cell.size) - (0 if last else _ABOVE * cell.size)
            strips.append(
                Strip(
                    tuple(words),
                    height=height,
                    before=0.0 if n else before,
                    keep=keep if last else Keep.MUST,
                )
            )
        return strips


def _with_at_least(asked: list[float], needed: list[float]) -> list[float]:
    """The widths asked for, those with room to spare giving to those that need more; `needed` fits in all."""
    spare = [max(width - need, 0.0) for width, need in zip(asked, needed, strict=True)]
    lacking = sum(max(need - width, 0.0) for width, need in zip(asked, needed, strict=True))
    if not lacking:
        return asked
    share = 1 - lacking / sum(spare)
    return [need + blank * share for need, blank in zip(needed, spare, strict=True)]


def _height(lines: int, size: float) -> float:
    return lines * _LEADING * size + 2 * _ABOVE * size


def _parts(cells: list[_Cell], room: float) -> list[list[_Cell]]:
    """A row taller than a page in parts that are not; each cell goes on where it stopped."""
    parts = []
    while any(cell.lines for cell in cells):
        fitting = [int((room / cell.size - 2 * _ABOVE) / _LEADING) for cell in cells]
        parts.append([replace(cell, lines=cell.lines[:n]) for cell, n in zip(cells, fitting, strict=True)])
        cells = [replace(cell, lines=cell.lines[n:]) for cell, n in zip(cells, fitting, strict=True)]
    return parts
