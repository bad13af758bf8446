"""嵌入字体: a TrueType font as reportlab's canvas takes it, written into the PDF as one composite font.

reportlab's own TTFont cuts a Chinese font into pieces of 256 characters and writes a wrong map back to text for
characters above U+FFFF. Here every character drawn gets a two-byte code of its own: one font a typeface, any
character, and text that is copied from the paper is the text that was set.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from typing import NamedTuple, cast
from weakref import WeakKeyDictionary

from reportlab.pdfbase import pdfdoc

from gigadesk.reports.pdf_objects import compressed, referenced
from gigadesk.reports.truetype import Form, TrueTypeFont

_CODES_IN_A_BLOCK = 100
_SYMBOLIC = 4
_TO_UNICODE = """/CIDInit /ProcSet findresource begin
12 dict begin
begincmap
/CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
/CMapName /Adobe-Identity-UCS def
/CMapType 2 def
1 begincodespacerange
<0000> <FFFF>
endcodespacerange
{blocks}
endcmap
CMapName currentdict /CMap defineresource pop
end
end"""


class Cell(NamedTuple):
    """字面: a character as it is drawn: with the advance of its glyph, or one of its own and the glyph moved to the
    right by `shift`, both in thousandths of the type size.

    A squeezed mark or one widened to a full cell so has the room it takes, and who copies text sees no blanks.
    """

    character: str
    width: float | None = None
    shift: float = 0.0


class _Face:
    """What reportlab asks of a font's face."""

    def __init__(self, name: str, font: TrueTypeFont) -> None:
        metrics = font.metrics()
        self.name = name.encode("ascii")
        self.ascent = metrics.ascent
        self.descent = metrics.descent


class EmbeddedFont:
    """嵌入字体: draws any character of one TrueType font; `name` is what reportlab's registry knows it by.

    `base_name` is the font's name inside the PDF. One object serves any number of papers at a time: the codes that
    a paper has used are kept with its document. The attributes and methods in reportlab's spelling are the ones its
    canvas uses of a font.
    """

    _dynamicFont = 1  # noqa: N815 - reportlab's spelling, here and below
    _multiByte = 1  # noqa: N815
    shapable = False

    def __init__(self, name: str, base_name: str, font: TrueTypeFont) -> None:
        self.fontName = name
        self.font = font
        self.face = _Face(name, font)
        self._base_name = base_name
        self._codes: WeakKeyDictionary[pdfdoc.PDFDocument, dict[Cell, int]] = WeakKeyDictionary()

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: N802, ARG002
        """The text's advance in points."""
        font = self.font
        return sum(font.width(font.glyph(character)) for character in text) * size / 1000

    def splitString(self, text: str, doc: pdfdoc.PDFDocument) -> list[tuple[int, bytes]]:  # noqa: N802
        """The text in the codes of this document, all of one subset."""
        return [(0, self.encoded(map(Cell, text), doc))]

    def encoded(self, cells: Iterable[Cell], doc: pdfdoc.PDFDocument) -> bytes:
        """The cells in the two-byte codes of this document."""
        codes = self._codes.get(doc)
        if codes is None:
            codes = self._codes[doc] = {}
        encoded = bytearray()
        for cell in cells:
            code = codes.get(cell)
            if code is None:
                code = codes[cell] = len(codes) + 1  # 0 is the glyph of a missing character
            encoded += code.to_bytes(2, "big")
        return bytes(encoded)

    def getSubsetInternalName(self, subset: int, doc: pdfdoc.PDFDocument) -> str:  # noqa: N802, ARG002
        """The font's name in the document's pages; the document asks for its objects at the end."""
        internal: str | None = doc.fontMapping.get(self.fontName)
        if internal is None:
            internal = doc.fontMapping[self.fontName] = f"/F{len(doc.fontMapping) + 1}"
            doc.delayedFonts.append(self)
        return internal

    def addObjects(self, doc: pdfdoc.PDFDocument) -> None:  # noqa: N802
        """Writes the font with the glyphs that the document used."""
        cells = list(self._codes.pop(doc))
        forms = [Form(0), *(Form(self.font.glyph(cell.character), cell.width, cell.shift) for cell in cells)]
        file, glyph_count = self.font.subset(forms)
        widths = [self.font.width(form.glyph) if form.width is None else form.width for form in forms]
        name = pdfdoc.PDFName(f"{_tag(file)}+{self._base_name}")
        descendant = pdfdoc.PDFDictionary(
            {
                "Type": "/Font",
                "Subtype": "/CIDFontType2",
                "BaseFont": name,
                "CIDSystemInfo": pdfdoc.PDFDictionary(
                    {
                        "Registry": pdfdoc.PDFString("Adobe"),
                        "Ordering": pdfdoc.PDFString("Identity"),
                        "Supplement": 0,
                    }
                ),
                "CIDToGIDMap": "/Identity",
                "DW": 1000,
                "W": pdfdoc.PDFArray(list(_widths(widths))),
                "FontDescriptor": referenced(doc, self._descriptor(doc, name, file, glyph_count)),
            }
        )
        internal = doc.fontMapping[self.fontName][1:]
        page_fonts = cast("pdfdoc.PDFDictionary", doc.idToObject["BasicFonts"])
        page_fonts[internal] = referenced(
            doc,
            pdfdoc.PDFDictionary(
                {
                    "Type": "/Font",
                    "Subtype": "/Type0",
                    "BaseFont": name,
                    "Encoding": "/Identity-H",
                    "DescendantFonts": pdfdoc.PDFArray([referenced(doc, descendant)]),
                    "ToUnicode": compressed(doc, to_unicode([cell.character for cell in cells]).encode("ascii")),
                }
            ),
        )

    def _descriptor(self, doc: pdfdoc.PDFDocument, name: str, file: bytes, glyph_count: int) -> pdfdoc.PDFDictionary:
        metrics = self.font.metrics()
        present = (1 << glyph_count) - 1 << (-glyph_count % 8)
        return pdfdoc.PDFDictionary(
            {
                "Type": "/FontDescriptor",
                "FontName": name,
                "Flags": _SYMBOLIC,
                "FontBBox": pdfdoc.PDFArray(list(metrics.box)),
                "ItalicAngle": metrics.italic_angle,
                "Ascent": metrics.ascent,
                "Descent": metrics.descent,
                "CapHeight": metrics.cap_height,
                "StemV": 50 + (metrics.weight // 65) ** 2,
                "FontFile2": compressed(doc, file, Length1=len(file)),
                "CIDSet": compressed(doc, present.to_bytes((glyph_count + 7) // 8, "big")),
            }
        )


def to_unicode(characters: list[str]) -> str:
    """The map from the codes 1, 2, 3 … back to these characters, in UTF-16 as PDF 1.7 (9.10.3) asks."""
    rows = [f"<{code:04X}> <{c.encode('utf-16-be').hex().upper()}>" for code, c in enumerate(characters, 1)]
    blocks = []
    for start in range(0, len(rows), _CODES_IN_A_BLOCK):
        block = rows[start : start + _CODES_IN_A_BLOCK]
        blocks += [f"{len(block)} beginbfchar", *block, "endbfchar"]
    return _TO_UNICODE.format(blocks="\n".join(blocks))


def _tag(file: bytes) -> str:
    """Six capital letters that tell one subset of a font from another."""
    digest = hashlib.sha256(file).digest()
    return "".join(chr(ord("A") + byte % 26) for byte in digest[:6])


def _widths(widths: list[float]) -> Iterator[int | pdfdoc.PDFArray]:
    """The widths that are not a full cell, as PDF 1.7 (9.7.4.3) lists them."""
    for code, width in enumerate(widths):
        if width != 1000:
            yield code
            yield pdfdoc.PDFArray([width])
