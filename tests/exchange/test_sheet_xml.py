"""The XML that a spreadsheet is made of, as the various programs write it."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from gigadesk.domain.errors import Trouble
from gigadesk.exchange.sheet_cells import Area, Cell, CellKind, address, day_of, place
from gigadesk.exchange.sheet_xml import BookListing, SheetReader, Styles, format_kind, walk


def the_cells(rows: str, *, kinds: list[CellKind] | None = None, is_1904: bool = False) -> dict[str, Cell]:
    reader = SheetReader(["共享", ""], kinds or [], is_1904=is_1904)
    xml = f"<x:worksheet xmlns:x='a'><x:sheetData>{rows}</x:sheetData></x:worksheet>"
    walk(xml.encode(), reader.start, reader.end, reader.data)
    return {address(*at): cell for at, cell in reader.cells.items()}


def test_cells_without_addresses_follow_each_other() -> None:
    cells = the_cells(
        "<x:row><x:c><x:v>1</x:v></x:c><x:c/><x:c><x:v>2</x:v></x:c></x:row><x:row><x:c><x:v>3</x:v></x:c></x:row>"
    )
    assert {at: cell.value for at, cell in cells.items()} == {"A1": 1, "C1": 2, "A2": 3}


@pytest.mark.parametrize(
    ("cell", "value", "kind"),
    [
        ("<c t='s'><v>0</v></c>", "共享", CellKind.TEXT),
        ("<c t='str'><v>a_x0041_</v></c>", "aA", CellKind.TEXT),
        ("<c t='inlineStr'><is><r><t>甲</t></r><rPh><t>x</t></rPh><r><t>乙</t></r></is></c>", "甲乙", CellKind.TEXT),
        ("<c t='b'><v>1</v></c>", True, CellKind.BOOLEAN),
        ("<c t='b'><v>0</v></c>", False, CellKind.BOOLEAN),
        ("<c t='e'><v>#N/A</v></c>", "#N/A", CellKind.ERROR),
        ("<c t='d'><v>2023-09-30T08:00:00</v></c>", datetime(2023, 9, 30, 8), CellKind.DATE),
        ("<c><v> 12 </v></c>", 12, CellKind.NUMBER),
        ("<c><v>1.5E1</v></c>", 15.0, CellKind.NUMBER),
        ("<c><v>1234567890123456</v></c>", Decimal(1234567890123456), CellKind.NUMBER),
        ("<c><v>1_000</v></c>", "1_000", CellKind.TEXT),
        ("<c s='1'><v>45199</v></c>", datetime(2023, 9, 30), CellKind.DATE),
        ("<c s='1'><v>-1</v></c>", -1.0, CellKind.DATE),
        ("<c s='2'><v>0.5</v></c>", 0.5, CellKind.PERCENT),
        ("<c s='99'><v>5</v></c>", 5, CellKind.NUMBER),
    ],
)
def test_values_are_what_they_are_shown_as(cell: str, value: object, kind: CellKind) -> None:
    read = the_cells(f"<row>{cell}</row>", kinds=[CellKind.NUMBER, CellKind.DATE, CellKind.PERCENT])["A1"]
    assert (read.value, read.kind, read.formula) == (value, kind, False)


def test_a_formula_is_told_with_its_value_or_without() -> None:
    cells = the_cells("<row><c><f>1+1</f><v>2</v></c><c><f>1+1</f></c><c t='str'><f>A1</f><v></v></c></row>")
    assert cells == {
        "A1": Cell(2, CellKind.NUMBER, formula=True),
        "B1": Cell(None, CellKind.TEXT, formula=True),
        "C1": Cell(None, CellKind.TEXT, formula=True),
    }
    assert cells["B1"].text == ""


def test_a_cell_with_an_empty_text_holds_nothing() -> None:
    assert the_cells("<row><c t='s'><v>1</v></c><c t='str'><v></v></c></row>") == {}


def test_days_are_counted_from_1904_where_the_workbook_says_so() -> None:
    cell = the_cells("<row><c s='0'><v>1</v></c></row>", kinds=[CellKind.DATE], is_1904=True)["A1"]
    assert cell.text == "1904年1月2日"
    assert day_of(cell) == datetime(1904, 1, 2).date()
    assert day_of(Cell(1, CellKind.NUMBER)) is None


def test_the_first_day_and_the_sheets_are_in_the_listing() -> None:
    listing = BookListing()
    walk(
        b"<workbook xmlns:r='r'><workbookPr date1904='true'/><sheets><sheet name='a' r:id='1'/>"
        b"<sheet name='b' state='veryHidden' r:id='2'/></sheets></workbook>",
        listing.start,
    )
    assert listing.is_1904
    assert listing.sheets == [("a", False, "1"), ("b", True, "2")]


def test_merged_areas_are_told() -> None:
    reader = SheetReader([], [], is_1904=False)
    walk(b"<worksheet><mergeCells><mergeCell ref='B2:C4'/><mergeCell ref='A1'/></mergeCells></worksheet>", reader.start)
    assert reader.merged == [Area(2, 2, 4, 3), Area(1, 1, 1, 1)]
    assert reader.merged[0].holds(4, 3)
    assert not reader.merged[0].holds(1, 1)


def test_styles_say_what_is_a_date() -> None:
    styles = Styles()
    walk(
        b"<styleSheet><numFmts><numFmt numFmtId='164' formatCode='yyyy-mm'/></numFmts><cellStyleXfs><xf numFmtId='14'/>"
        b"</cellStyleXfs><cellXfs><xf/><xf numFmtId='14'/><xf numFmtId='164'/><xf numFmtId='10'/><xf numFmtId='3'/>"
        b"</cellXfs></styleSheet>",
        styles.start,
        styles.end,
    )
    number, percent, day = CellKind.NUMBER, CellKind.PERCENT, CellKind.DATE
    assert styles.kinds == [number, day, day, percent, number]


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        ("General", CellKind.NUMBER),
        ("G/通用格式", CellKind.NUMBER),
        ("Standard", CellKind.NUMBER),
        ("@", CellKind.NUMBER),
        ("#,##0", CellKind.NUMBER),
        ('#,##0"days"', CellKind.NUMBER),
        ("[Red]0.00_);-0\\d", CellKind.NUMBER),
        ("[DBNum1][$-804]0", CellKind.NUMBER),
        ("0.00%", CellKind.PERCENT),
        ('yyyy"年"m"月"d"日"', CellKind.DATE),
        ("[$-804]yyyy/m/d;@", CellKind.DATE),
        ("[h]:mm", CellKind.DATE),
        ("上午/下午h", CellKind.DATE),
    ],
)
def test_a_format_shows_a_number_a_percentage_or_a_date(code: str, kind: CellKind) -> None:
    assert format_kind(code) is kind


@pytest.mark.parametrize(("at", "written"), [((1, 1), "A1"), ((7, 27), "AA7"), ((1048576, 16384), "XFD1048576")])
def test_addresses_are_written_and_read(at: tuple[int, int], written: str) -> None:
    assert address(*at) == written
    assert place(written) == at


@pytest.mark.parametrize("written", ["_", "A", "1", "A0", "A1048577", "XFE1", "a1", "A1:B2"])
def test_an_address_outside_a_sheet_is_none(written: str) -> None:
    with pytest.raises(ValueError, match=written):
        place(written)


@pytest.mark.parametrize(
    "xml",
    [
        b"",
        b"<a>",
        b"<!DOCTYPE a><a/>",
        b"<?xml version='1.0' encoding='no-such'?><a/>",
        b"<worksheet><row r='x'/></worksheet>",
        b"<worksheet><row><c s='x'/></row></worksheet>",
        b"<worksheet><row><c t='d'><v>today</v></c></row></worksheet>",
    ],
)
def test_a_part_that_makes_no_sense_is_broken(xml: bytes) -> None:
    reader = SheetReader([], [], is_1904=False)
    with pytest.raises(Trouble, match="已损坏"):
        walk(xml, reader.start, reader.end, reader.data)


def test_a_part_of_endless_elements_is_given_up() -> None:
    with pytest.raises(Trouble, match="内容过多"):
        walk(b"<a>" + b"<b/>" * 1_600_000 + b"</a>", lambda *_: None)
