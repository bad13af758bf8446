"""归档 PDF: a reportlab canvas whose file is PDF/A-2b (ISO 19005-2), written so from the start.

An archive PDF carries its fonts, a colour profile and a description of itself (XMP), says its language, and ends
every stream with a line end of its own, which reportlab by itself does not write.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from html import escape
from io import BytesIO
from typing import TYPE_CHECKING, cast

from reportlab.pdfbase import pdfdoc
from reportlab.pdfgen.canvas import Canvas

from gigadesk.reports.embedded_font import Cell, EmbeddedFont
from gigadesk.reports.pdf_objects import compressed
from gigadesk.reports.srgb import srgb_profile

if TYPE_CHECKING:
    from reportlab.pdfgen.textobject import PDFTextObject

_TOOL = "gigadesk"
_PRODUCER = "gigadesk, ReportLab"
_SAME_SPACING = 0.0005
_PROFILE_NAME = "sRGB IEC61966-2.1"
_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance></rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:format>application/pdf</dc:format><dc:language><rdf:Bag><rdf:li>{language}</rdf:li></rdf:Bag></dc:language>
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator></rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/"><xmp:CreatorTool>{tool}</xmp:CreatorTool>
<xmp:CreateDate>{moment}</xmp:CreateDate><xmp:ModifyDate>{moment}</xmp:ModifyDate></rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/"><pdf:Producer>{producer}</pdf:Producer>
<pdf:Keywords>{keywords}</pdf:Keywords></rdf:Description>
</rdf:RDF></x:xmpmeta>
<?xpacket end="w"?>"""


class ArchiveLevel(Enum):
    """归档级别: PDF/A-2b is what a paper is; A-1b is stricter in form and has the better-known validator."""

    A1B = (1, (1, 4))
    A2B = (2, (1, 7))

    @property
    def part(self) -> int:
        """The part of ISO 19005."""
        return self.value[0]

    @property
    def pdf_version(self) -> tuple[int, int]:
        """The version of PDF that the part allows."""
        return self.value[1]


@dataclass(frozen=True, slots=True)
class Description:
    """文件说明: what the file says of itself. `content` stands for all that is in it and gives it its id."""

    title: str
    author: str
    day: date
    keywords: Sequence[str] = ()
    content: str = ""
    language: str = "zh-CN"


class ArchiveCanvas(Canvas):
    """归档画布: reportlab's canvas, drawing into an archive document. Same content, same bytes.

    `first_font` is the registered name of an embedded font that new pages start with.
    """

    def __init__(self, description: Description, first_font: str, level: ArchiveLevel = ArchiveLevel.A2B) -> None:
        super().__init__(
            BytesIO(),
            initialFontName=first_font,  # type: ignore[arg-type] # the stubs have it for a number
            invariant=1,
            pageCompression=1,
        )
        self._doc = _ArchiveDocument(description, level)
        self._bookmark_level = -1
        self._bookmarks = 0

    def new_code(self) -> PageCode:
        """Rules and letters to be filled in and given to `draw_code`."""
        return PageCode(self._doc)

    def draw_code(self, code: PageCode) -> None:
        """Puts the rules and letters on the page."""
        self.drawText(cast("PDFTextObject", code))

    def finished(self) -> bytes:
        """The bytes of the whole file; nothing can be drawn afterwards."""
        return cast("bytes", self.getpdfdata())  # type: ignore[no-untyped-call] # the stubs leave it untyped

    def add_bookmark(self, title: str, level: int, y: float) -> None:
        """An entry of the outline that leads to this height of the page; it lies at most one level below the last."""
        self._bookmarks += 1
        self._bookmark_level = min(level, self._bookmark_level + 1)
        key = f"b{self._bookmarks}"
        self.bookmarkPage(key, fit="XYZ", left=0, top=y)
        self.addOutlineEntry(title, key, self._bookmark_level)


class PageCode:
    """页面代码: rules and letters of one page, written as PDF operators.

    reportlab's own text object is slower and cannot tell what a span of letters reads as.
    """

    def __init__(self, document: pdfdoc.PDFDocument) -> None:
        self._document = document
        self._rules: list[str] = []
        self._stroke: tuple[float, tuple[float, float, float]] | None = None
        self._code: list[str] = []
        self._font: tuple[EmbeddedFont, float] | None = None
        self._spacing = 0.0
        self._colour = (0.0, 0.0, 0.0)

    def rule(
        self, ends: tuple[float, float, float, float], thickness: float, colour: tuple[float, float, float]
    ) -> None:
        """A straight line from one point to another, x and y of each."""
        if self._stroke != (thickness, colour):
            self._stroke = (thickness, colour)
            self._rules.append("{:.3f} w {:.3f} {:.3f} {:.3f} RG".format(thickness, *colour))
        self._rules.append("{:.3f} {:.3f} m {:.3f} {:.3f} l S".format(*ends))

    def set_colour(self, colour: tuple[float, float, float]) -> None:
        """What the following letters are filled with: red, green and blue from 0 to 1."""
        if colour != self._colour:
            self._colour = colour
            self._code.append("{:.3f} {:.3f} {:.3f} rg".format(*colour))

    def put(self, font: EmbeddedFont, size: float, x: float, y: float, spacing: float, cells: Sequence[Cell]) -> None:
        """Letters of one font from this point of the baseline on, so much wider apart than they are."""
        if self._font != (font, size):
            self._font = (font, size)
            self._code.append(f"{font.getSubsetInternalName(0, self._document)} {size:g} Tf")
        if abs(spacing - self._spacing) > _SAME_SPACING:
            self._spacing = spacing
            self._code.append(f"{spacing:.3f} Tc")
        codes = font.encoded(cells, self._document)
        self._code.append(f"1 0 0 1 {x:.3f} {y:.3f} Tm <{codes.hex()}> Tj")

    def begin_span(self, text: str) -> None:
        """What follows reads as this text, whatever its spacing."""
        self._code.append(f"/Span <</ActualText <feff{text.encode('utf-16-be').hex()}>>> BDC")

    def end_span(self) -> None:
        """The end of what `begin_span` began."""
        self._code.append("EMC")

    def getCode(self) -> str:  # noqa: N802 - what reportlab's canvas asks of a text
        """The operators of the rules and of the letters over them."""
        return "\n".join(["q", *self._rules, "BT", *self._code, "ET", "Q"])


class _ArchiveDocument(pdfdoc.PDFDocument):
    Catalog: pdfdoc.PDFCatalog

    def __init__(self, description: Description, level: ArchiveLevel) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=level.pdf_version, lang=description.language)
        self.info = _Info(description)
        self.Catalog = self._catalog = _ArchiveCatalog(
            self.Catalog,
            Metadata=_metadata(description, level),
            ViewerPreferences=pdfdoc.PDFDictionary({"DisplayDocTitle": pdfdoc.PDFtrue}),
            OutputIntents=pdfdoc.PDFArray([self._output_intent()]),
        )
        self.updateSignature(description.content.encode())

    def addPage(self, page: pdfdoc.PDFPage) -> None:  # noqa: N802 - reportlab's spelling, here and below
        page.Trans = None  # a page transition has no place in an archive, not even an empty one
        # reportlab would also write the page in base 85, which takes longer than everything else it does.
        page.Contents = pdfdoc.PDFStream(content=page.stream, filters=[pdfdoc.PDFZCompress])
        super().addPage(page)

    def Reference(  # noqa: N802
        self, obj: pdfdoc.PDFObject, name: str | None = None
    ) -> pdfdoc.PDFObjectReference:
        if type(obj) is pdfdoc.PDFStream:
            obj = _ArchiveStream(obj.dictionary, obj.content, obj.filters)
        reference = super().Reference(obj, name)  # type: ignore[no-untyped-call] # the stubs leave it untyped
        return cast("pdfdoc.PDFObjectReference", reference)

    def _output_intent(self) -> pdfdoc.PDFDictionary:
        return pdfdoc.PDFDictionary(
            {
                "Type": "/OutputIntent",
                "S": "/GTS_PDFA1",
                "OutputConditionIdentifier": pdfdoc.PDFString(_PROFILE_NAME),
                "RegistryName": pdfdoc.PDFString("http://www.color.org"),
                "Info": pdfdoc.PDFString(_PROFILE_NAME),
                "DestOutputProfile": compressed(self, srgb_profile(), N=3),
            }
        )


class _ArchiveCatalog(pdfdoc.PDFCatalog):
    __NoDefault__ = [*pdfdoc.PDFCatalog.__NoDefault__, "OutputIntents"]  # noqa: RUF012 - reportlab's way of entries
    __Refs__ = __NoDefault__

    def __init__(self, catalog: pdfdoc.PDFCatalog, **entries: pdfdoc.PDFObject) -> None:
        vars(self).update(vars(catalog) | entries)


class _ArchiveStream(pdfdoc.PDFStream):
    """ISO 19005-2, 6.1.7.1: a line end stands before endstream and is not counted in the stream's length."""

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        written: bytes = super().format(document)
        return written.removesuffix(b"endstream\n") + b"\nendstream\n"


class _Info(pdfdoc.PDFInfo):
    """The document information, word for word what the XMP packet says (ISO 19005-1, 6.7.3)."""

    def __init__(self, description: Description) -> None:
        super().__init__()
        self.title = description.title
        self.author = description.author
        self.keywords = "，".join(description.keywords)
        self._day = description.day

    def format(self, document: pdfdoc.PDFDocument) -> bytes:
        moment = f"D:{self._day:%Y%m%d}000000+08'00'"
        texts = {"Title": self.title, "Author": self.author, "Keywords": self.keywords, "Creator": _TOOL}
        texts |= {"Producer": _PRODUCER, "CreationDate": moment, "ModDate": moment}
        written: bytes = pdfdoc.PDFDictionary(
            {key: pdfdoc.PDFString(text) for key, text in texts.items() if text}
        ).format(document)
        return written


def _metadata(description: Description, level: ArchiveLevel) -> pdfdoc.PDFStream:
    packet = _XMP.format(
        part=level.part,
        language=escape(description.language),
        title=escape(description.title),
        author=escape(description.author),
        keywords=escape("，".join(description.keywords)),
        tool=_TOOL,
        producer=_PRODUCER,
        moment=f"{description.day:%Y-%m-%d}T00:00:00+08:00",
    )
    entries = pdfdoc.PDFDictionary({"Type": "/Metadata", "Subtype": "/XML"})
    return pdfdoc.PDFStream(entries, packet.encode())
