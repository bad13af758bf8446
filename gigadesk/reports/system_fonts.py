"""系统字体: looks through font folders for the fonts that official papers ask for by name."""

from __future__ import annotations

import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped] # has no type hints

_SUFFIXES = {".ttf", ".ttc"}
_FAMILY, _FULL_NAME, _POSTSCRIPT_NAME = 1, 4, 6
_MAY_NOT_BE_EMBEDDED = 0x0002
_NO_SUBSET_OR_BITMAPS_ONLY = 0x0300
_ITALIC_OR_BOLD = 0x0021


@dataclass(frozen=True, slots=True)
class InstalledFont:
    """已安装字体: a face in a font file, and its name inside a PDF."""

    path: Path
    face: int
    postscript_name: str


def find_fonts(names: Iterable[str], folders: Sequence[Path]) -> dict[str, InstalledFont]:
    """Those of the names that some folder has an upright, embeddable TrueType font for.

    Names are compared in every language a font gives them in. Files that cannot be read are passed over: a broken
    font on the computer must not keep a paper from being made.
    """
    wanted = set(names)
    found: dict[str, InstalledFont] = {}
    files = sorted({file for folder in folders for file in folder.rglob("*") if file.suffix.lower() in _SUFFIXES})
    for file in files:
        for font_names, font in _faces(file):
            for name in font_names & wanted:
                found.setdefault(name, font)
    return found


def _faces(file: Path) -> Iterator[tuple[set[str], InstalledFont]]:
    # Imported late: most computers that only check figures never need it, and it takes 50 ms.
    from fontTools.ttLib import TTCollection, TTFont, TTLibError  # noqa: PLC0415

    try:
        with file.open("rb") as stream:
            collection = file.suffix.lower() == ".ttc"
            fonts = TTCollection(stream, lazy=True).fonts if collection else [TTFont(stream, lazy=True)]
            for number, font in enumerate(fonts):
                if _usable(font):
                    yield _names(font), InstalledFont(file, number, _postscript_name(font, file))
    except (OSError, TTLibError, AssertionError, ValueError, KeyError, AttributeError, struct.error):
        return


def _usable(font: TTFont) -> bool:
    if "glyf" not in font or "fvar" in font or "OS/2" not in font:
        return False
    table = font["OS/2"]
    embedding = table.fsType & 0x000F
    if embedding == _MAY_NOT_BE_EMBEDDED or table.fsType & _NO_SUBSET_OR_BITMAPS_ONLY:
        return False
    return not table.fsSelection & _ITALIC_OR_BOLD


def _names(font: TTFont) -> set[str]:
    records = (record for record in font["name"].names if record.nameID in {_FAMILY, _FULL_NAME, _POSTSCRIPT_NAME})
    return {record.toUnicode(errors="replace") for record in records}


def _postscript_name(font: TTFont, file: Path) -> str:
    """The font's own name for PDF and PostScript; made from the file's when it has none of plain letters."""
    names = (r.toUnicode(errors="replace") for r in font["name"].names if r.nameID == _POSTSCRIPT_NAME)
    for name in (*names, file.stem):
        plain = "".join(c for c in name if c.isascii() and (c.isalnum() or c in "-_"))
        if plain and plain == name.replace(" ", ""):
            return plain
    return "Font"
