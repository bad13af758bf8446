"""PDF 对象: the parts of a PDF document that fonts and archive documents add, with types."""

from __future__ import annotations

from typing import cast

from reportlab.pdfbase import pdfdoc


def referenced(document: pdfdoc.PDFDocument, value: pdfdoc.PDFObject) -> pdfdoc.PDFObjectReference:
    """The value as an object of its own in the document, and the reference to it."""
    reference = document.Reference(value)  # type: ignore[no-untyped-call] # the stubs leave it untyped
    return cast("pdfdoc.PDFObjectReference", reference)


def compressed(document: pdfdoc.PDFDocument, content: bytes, **entries: int) -> pdfdoc.PDFObjectReference:
    """A compressed stream of the document."""
    return referenced(document, pdfdoc.PDFStream(pdfdoc.PDFDictionary(entries), content, [pdfdoc.PDFZCompress]))
