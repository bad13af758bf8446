"""Reading the XML that a spreadsheet is made of: one gatherer for each kind of part.

openpyxl is not used for reading what outside bodies hand in: it builds every sheet, style, chart and picture first,
takes several times as long, and fails on styles that other programs write.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import datetime, timedelta
from decimal import Decimal
from xml.parsers import expat

from gigadesk.domain.errors import Trouble
from gigadesk.exchange.sheet_cells import Area, Cell, CellKind, place

_MOST_CELLS = 50_000
_MOST_MERGED = 1000
_MOST_ELEMENTS = 1_500_000

_NUMBER = re.compile(r"[+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_WHOLE = re.compile("[+-]?[0-9]+")
_ESCAPED = re.compile("_x([0-9A-Ca-cE-Fe-f][0-9A-Fa-f]{3}|[Dd][0-7][0-9A-Fa-f]{2})_")
_NOT_SHOWN = re.compile(r'"[^"]*"|\\.|_.|\*.|\[(?!h+\]|m+\]|s+\])[^\]]*\]', re.IGNORECASE)
_DATE_FORMATS = frozenset({*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)})
_PERCENT_FORMATS = frozenset({9, 10})


def walk(
    part: bytes,
    start: Callable[[str, dict[str, str]], None],
    end: Callable[[str], None] | None = None,
    data: Callable[[str], None] | None = None,
) -> None:
    """Tell the elements of an XML part one by one; a DTD, and so any entity of its own, ends it at once."""
    left = _MOST_ELEMENTS

    def counted(element: str, attributes: dict[str, str]) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise _too_much()
        start(element, attributes)

    def refuse(*_: object) -> None:
        raise broken()

    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = refuse
    parser.StartElementHandler = counted
    parser.EndElementHandler = end
    parser.CharacterDataHandler = data
    try:
        parser.Parse(part, True)  # noqa: FBT003 - expat takes it by position only
    except expat.ExpatError as error:
        raise broken() from error
    except (ValueError, LookupError) as error:  # a number or a reference that is none
        raise broken() from error


def broken() -> Trouble:
    """文件损坏: what is said of a workbook whose parts do not fit together."""
    return Trouble("文件已损坏或不完整，打不开。请向报送单位索取完整的文件后重新导入。")


def _too_much() -> Trouble:
    return Trouble("表格内容过多，远超一张报送表。请只保留“报送表”，删去多余的工作表、行和列后重新保存，再导入。")


def _local(element: str) -> str:
    return element.rpartition(":")[2]


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda code: chr(int(code[1], 16)), text) if "_x" in text else text


class BookListing:
    """Gathers the sheets of a workbook in their order."""

    def __init__(self) -> None:
        self.sheets: list[tuple[str, bool, str]] = []
        self.is_1904 = False

    def start(self, element: str, attributes: dict[str, str]) -> None:
        match _local(element):
            case "sheet":
                key = next((value for name, value in attributes.items() if name.endswith(":id")), "")
                hidden = attributes.get("state", "visible") != "visible"
                self.sheets.append((attributes.get("name", ""), hidden, key))
            case "workbookPr":
                self.is_1904 = attributes.get("date1904", "0") in ("1", "true")


class _Texts:
    """Gathers the runs of a text, the readings above Chinese characters left out."""

    def __init__(self) -> None:
        self.pieces: list[str] = []
        self._inside = False
        self._readings = 0

    def start(self, element: str) -> None:
        if element == "rPh":
            self._readings += 1
        elif element == "t":
            self._inside = not self._readings

    def end(self, element: str) -> None:
        if element == "rPh":
            self._readings -= 1
        elif element == "t":
            self._inside = False

    def data(self, text: str) -> None:
        if self._inside:
            self.pieces.append(text)

    def take(self) -> str:
        text = _unescaped("".join(self.pieces))
        self.pieces.clear()
        return text


class SharedStrings:
    """Gathers the texts that cells name by number."""

    def __init__(self) -> None:
        self.strings: list[str] = []
        self._texts = _Texts()
        self.data = self._texts.data

    def start(self, element: str, _attributes: dict[str, str]) -> None:
        self._texts.start(_local(element))

    def end(self, element: str) -> None:
        name = _local(element)
        if name == "si":
            self.strings.append(self._texts.take())
        else:
            self._texts.end(name)


class Styles:
    """Gathers which cell formats show a date or a percentage."""

    def __init__(self) -> None:
        self.kinds: list[CellKind] = []
        self._own: dict[int, CellKind] = {}
        self._in_cell_formats = False

    def start(self, element: str, attributes: dict[str, str]) -> None:
        match _local(element):
            case "numFmt":
                self._own[int(attributes.get("numFmtId", "0"))] = format_kind(attributes.get("formatCode", ""))
            case "cellXfs":
                self._in_cell_formats = True
            case "xf" if self._in_cell_formats:
                self.kinds.append(self._kind(int(attributes.get("numFmtId", "0"))))

    def end(self, element: str) -> None:
        if _local(element) == "cellXfs":
            self._in_cell_formats = False

    def _kind(self, number: int) -> CellKind:
        if number in self._own:
            return self._own[number]
        if number in _DATE_FORMATS:
            return CellKind.DATE
        return CellKind.PERCENT if number in _PERCENT_FORMATS else CellKind.NUMBER


def format_kind(code: str) -> CellKind:
    """数字格式: whether a number format shows a date, a percentage or a plain number."""
    shown = _NOT_SHOWN.sub("", code).partition(";")[0].lower()
    if "%" in shown:
        return CellKind.PERCENT
    return CellKind.DATE if shown not in ("general", "standard") and set(shown) & set("ymdhs") else CellKind.NUMBER


class SheetReader:
    """Gathers the cells and merged areas of one sheet."""

    def __init__(self, strings: list[str], kinds: list[CellKind], *, is_1904: bool) -> None:
        self.cells: dict[tuple[int, int], Cell] = {}
        self.merged: list[Area] = []
        self._strings = strings
        self._kinds = kinds
        self._first_day = datetime(1904, 1, 1) if is_1904 else datetime(1899, 12, 30)
        self._row = 0
        self._column = 0
        self._type = "n"
        self._style = 0
        self._formula = False
        self._value: list[str] | None = None
        self._in_value = False
        self._texts = _Texts()

    def start(self, element: str, attributes: dict[str, str]) -> None:
        name = _local(element)
        if name == "c":
            self._begin_cell(attributes)
        elif name == "v":
            self._value, self._in_value = [], True
        elif name == "f":
            self._formula = True
        elif name == "row":
            self._row = int(attributes["r"]) if "r" in attributes else self._row + 1
            self._column = 0
        elif name == "mergeCell":
            if len(self.merged) >= _MOST_MERGED:
                raise _too_much()
            first, _, last = attributes.get("ref", "").partition(":")
            self.merged.append(Area(*place(first), *place(last or first)))
        else:
            self._texts.start(name)

    def end(self, element: str) -> None:
        name = _local(element)
        if name == "c":
            self._end_cell()
        elif name == "v":
            self._in_value = False
        else:
            self._texts.end(name)

    def data(self, text: str) -> None:
        if self._in_value and self._value is not None:
            self._value.append(text)
        else:
            self._texts.data(text)

    def _begin_cell(self, attributes: dict[str, str]) -> None:
        if "r" in attributes:
            self._row, self._column = place(attributes["r"])
        else:
            self._column += 1
        self._type = attributes.get("t", "n")
        self._style = int(attributes.get("s", "0"))
        self._formula = False
        self._value = None
        self._texts.take()

    def _end_cell(self) -> None:
        inline = self._texts.take()
        written = inline if self._type == "inlineStr" else "".join(self._value or ())
        if not written and not self._formula:
            return
        if len(self.cells) >= _MOST_CELLS:
            raise _too_much()
        value, kind = self._typed(written)
        if value != "" or self._formula:
            self.cells[self._row, self._column] = Cell(value, kind, self._formula)

    def _typed(self, written: str) -> tuple[str | int | float | Decimal | datetime | bool | None, CellKind]:
        """The value that a cell's text stands for, by the cell's type and format."""
        if not written:
            return None, CellKind.TEXT
        if self._type == "n" and _NUMBER.fullmatch(written.strip()):
            return self._number(written.strip())
        if self._type == "b":
            return written.strip() not in ("0", "false"), CellKind.BOOLEAN
        if self._type == "e":
            return written, CellKind.ERROR
        if self._type == "d":
            return datetime.fromisoformat(written.strip()), CellKind.DATE
        return self._strings[int(written)] if self._type == "s" else _unescaped(written), CellKind.TEXT

    def _number(self, written: str) -> tuple[int | float | Decimal | datetime, CellKind]:
        kind = self._kinds[self._style] if 0 <= self._style < len(self._kinds) else CellKind.NUMBER
        if kind is CellKind.DATE:
            days = float(written)
            if 0 <= days < 2_900_000:
                return self._first_day + timedelta(days=days), kind
            return days, kind
        if _WHOLE.fullmatch(written):
            return (int(written) if len(written) <= 15 else Decimal(written)), kind
        return float(written), kind
