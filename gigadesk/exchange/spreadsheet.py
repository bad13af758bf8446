"""A spreadsheet from outside, opened safely."""

from __future__ import annotations

import posixpath
from collections.abc import Callable
from dataclasses import dataclass

from gigadesk.exchange.sheet_cells import Cell, Sheet
from gigadesk.exchange.sheet_xml import BookListing, SharedStrings, SheetReader, Styles, broken, walk
from gigadesk.exchange.workbook_safety import open_parts


@dataclass(frozen=True, slots=True)
class SheetEntry:
    """工作表目录项: a sheet's name, whether it is hidden, and the part it is stored in."""

    name: str
    hidden: bool
    part: str


class Spreadsheet:
    """电子表格: an .xlsx from outside, checked as a whole; each sheet is read when asked for."""

    def __init__(self, data: bytes) -> None:
        """Raises `Trouble` for bytes that are no spreadsheet, or one that must not be opened."""
        self._parts = open_parts(data)
        book = self._main_part()
        relations = self._relations(book)
        listing = BookListing()
        self._walk(book, listing.start)
        self._is_1904 = listing.is_1904
        self.sheets = tuple(
            SheetEntry(name, hidden, relations[key][1])
            for name, hidden, key in listing.sheets
            if key in relations and relations[key][0] == "worksheet"
        )
        if not self.sheets or len({entry.part for entry in self.sheets}) != len(self.sheets):
            raise broken()
        parts = {kind: part for kind, part in relations.values() if part in self._parts}
        strings = SharedStrings()
        if "sharedStrings" in parts:
            self._walk(parts["sharedStrings"], strings.start, strings.end, strings.data)
        self._strings = strings.strings
        styles = Styles()
        if "styles" in parts:
            self._walk(parts["styles"], styles.start, styles.end)
        self._kinds = styles.kinds

    def read(self, entry: SheetEntry) -> Sheet:
        """读取工作表: what stands in one sheet's cells."""
        reader = SheetReader(self._strings, self._kinds, is_1904=self._is_1904)
        self._walk(entry.part, reader.start, reader.end, reader.data)
        rows: dict[int, dict[int, Cell]] = {}
        for row, column in sorted(reader.cells):
            rows.setdefault(row, {})[column] = reader.cells[row, column]
        return Sheet(entry.name, rows, tuple(reader.merged))

    def _main_part(self) -> str:
        for kind, part in self._relations("").values():
            if kind == "officeDocument":
                return part
        raise broken()

    def _relations(self, part: str) -> dict[str, tuple[str, str]]:
        """The parts that a part names, with their kinds, by the names it has for them."""
        folder, name = posixpath.split(part)
        relations = {}

        def start(element: str, attributes: dict[str, str]) -> None:
            if element.endswith("Relationship") and attributes.get("TargetMode") != "External":
                kind = attributes.get("Type", "").rpartition("/")[2]
                target = posixpath.normpath(posixpath.join("/", folder, attributes.get("Target", "")))
                relations[attributes.get("Id", "")] = (kind, target.lstrip("/"))

        self._walk(posixpath.join(folder, "_rels", f"{name}.rels"), start)
        return relations

    def _walk(
        self,
        part: str,
        start: Callable[[str, dict[str, str]], None],
        end: Callable[[str], None] | None = None,
        data: Callable[[str], None] | None = None,
    ) -> None:
        if not self._parts.get(part):
            raise broken()
        walk(self._parts[part], start, end, data)
