"""字体: which font draws which character of an official paper.

A paper names kinds of letters (仿宋, 楷体 …). The official font of a kind is used when it is installed, the bundled
one otherwise, and whatever character that font lacks is taken from the bundled fonts in turn: together they have all
of GB 2312, GBK and the 8,105 characters of 通用规范汉字表.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from pathlib import Path
from typing import cast

from reportlab.pdfbase import pdfmetrics

from gigadesk.domain.errors import Trouble
from gigadesk.reports.embedded_font import EmbeddedFont
from gigadesk.reports.system_fonts import InstalledFont, find_fonts
from gigadesk.reports.truetype import FontUnusable, TrueTypeFont


class Face(Enum):
    """字体: the kinds of letters that GB/T 9704-2012 names, and the Latin letters beside them."""

    TITLE = "小标宋"
    BODY = "仿宋"
    KAI = "楷体"
    HEI = "黑体"
    LATIN = "西文"
    PAGE_NUMBER = "页码宋体"


_OFFICIAL = {
    Face.TITLE: ("方正小标宋简体", "方正小标宋_GBK"),
    Face.BODY: ("仿宋_GB2312", "仿宋", "方正仿宋", "方正仿宋简体", "方正仿宋_GBK"),
    Face.KAI: ("楷体_GB2312", "楷体", "方正楷体", "方正楷体简体", "方正楷体_GBK"),
    Face.HEI: ("黑体", "方正黑体", "方正黑体简体", "方正黑体_GBK"),
    Face.LATIN: ("Times New Roman",),
    Face.PAGE_NUMBER: ("宋体",),
}
_BUNDLED = {
    Face.TITLE: "NotoSerifSC_700Bold",
    Face.BODY: "LXGWZhuqueFangsong-Regular",
    Face.KAI: "LXGWWenKaiGBLite-Regular",
    Face.HEI: "NotoSansSC_500Medium",
    Face.LATIN: "LiberationSerif-Regular",
    Face.PAGE_NUMBER: "LiberationSerif-Regular",
}
_FALLBACKS = (Face.KAI, Face.HEI, Face.TITLE, Face.BODY, Face.LATIN)
# Titles and 黑体 keep Latin letters of their own weight.
_LATIN_BESIDE = (Face.BODY, Face.KAI)
_QUOTES = "“”‘’"
_DASH = "—"
_FULL_CELL = 900


@dataclass(frozen=True, slots=True)
class StandIn:
    """替代字体: a bundled font that stood in for an official one."""

    face: Face
    official: tuple[str, ...]
    used: str

    def __str__(self) -> str:
        return f"{self.face.value}：未安装{'、'.join(self.official)}，以{self.used}代替"


@dataclass(frozen=True, slots=True)
class Letter:
    """字形: the font that draws a character, and its advance there in thousandths of the type size."""

    font: EmbeddedFont
    width: float


class Letters(dict[str, Letter | None]):
    """字形表: the letter of each character, found when it is first asked for; None for one that no font has."""

    def __init__(self, find: Callable[[str], Letter | None]) -> None:
        super().__init__()
        self._find = find

    def __missing__(self, character: str) -> Letter | None:
        letter = self[character] = self._find(character)
        return letter


class Fonts:
    """字体库: the fonts of official papers, each read when the first character needs it.

    `bundled` is the folder of the program's own fonts, `system_folders` are searched for official ones.
    Not to be shared between threads. Raises `Trouble` when a bundled font is missing or broken.
    """

    def __init__(self, bundled: Path, system_folders: Sequence[Path] = ()) -> None:
        self._bundled = bundled
        self._system_folders = system_folders
        self._installed: dict[str, InstalledFont] | None = None
        self._official: dict[Face, EmbeddedFont | None] = {}
        self._own: dict[str, EmbeddedFont] = {}
        self._letters: dict[tuple[Face, bool], Letters] = {}

    def load(self) -> None:
        """Read every face's font now, before the first paper asks for it."""
        for face in Face:
            self._main_font(face)

    def letters(self, face: Face, full: bool) -> Letters:
        """What draws each character in this face.

        `full` tells marks in Chinese text, which fill a cell, from the same marks between Latin letters.
        """
        key = (face, full)
        if key not in self._letters:
            self._letters[key] = Letters(lambda character: self._find(face, character, full))
        return self._letters[key]

    def width(self, face: Face, text: str, size: float) -> float:
        """The advance in points of Latin text; characters that no font has count as a full cell."""
        letters = self.letters(face, full=False)
        width = 0.0
        for character in text:
            letter = letters[character]
            width += letter.width if letter else 1000
        return width * size / 1000

    def has(self, character: str) -> bool:
        """Whether any face can draw the character: what one lacks, the bundled fonts give all of them."""
        return self.letters(Face.BODY, full=True)[character] is not None

    def first_font(self) -> str:
        """The registered name of the body's font, which reportlab starts its pages with."""
        return self._main_font(Face.BODY).fontName

    def stand_ins(self) -> tuple[StandIn, ...]:
        """The bundled fonts that stand in for official ones, for the log."""
        return tuple(
            StandIn(face, official, _BUNDLED[face])
            for face, official in _OFFICIAL.items()
            if self._official_font(face) is None
        )

    def _find(self, face: Face, character: str, full: bool) -> Letter | None:
        for font in self._chain(face, character, full):
            glyph = font.font.glyph(character)
            if glyph:
                return Letter(font, font.font.width(glyph))
        return None

    def _chain(self, face: Face, character: str, full: bool) -> Iterable[EmbeddedFont]:
        """The fonts to ask, in order, each read only when the ones before lack the character."""
        if full and character in _QUOTES:
            yield from self._fonts_with_full_quotes(face, character)
        elif full and character == _DASH and face is not Face.PAGE_NUMBER and self._official_font(face) is None:
            yield self._bundled_font(Face.BODY)  # the only one of the bundled whose dashes meet in ——
        elif full and "\u2500" <= character <= "\u27bf":
            yield self._main_font(Face.HEI)  # shapes such as ●▲■, of one size only in 黑体
        elif not full and face in _LATIN_BESIDE:
            yield self._main_font(Face.LATIN)
        yield self._main_font(face)
        for fallback in _FALLBACKS:
            yield self._bundled_font(fallback)

    def _fonts_with_full_quotes(self, face: Face, quote: str) -> Iterable[EmbeddedFont]:
        """The face's own quotes if they fill a cell; else those of 楷体, which hang as high as Chinese ones do."""
        own = self._main_font(face)
        if own.font.width(own.font.glyph(quote)) >= _FULL_CELL:
            yield own
        yield self._bundled_font(Face.KAI)

    def _main_font(self, face: Face) -> EmbeddedFont:
        return self._official_font(face) or self._bundled_font(face)

    def _official_font(self, face: Face) -> EmbeddedFont | None:
        if face not in self._official:
            self._official[face] = self._load_official(face)
        return self._official[face]

    def _load_official(self, face: Face) -> EmbeddedFont | None:
        if self._installed is None:
            every_name = [name for names in _OFFICIAL.values() for name in names]
            self._installed = find_fonts(every_name, self._system_folders)
        for name in _OFFICIAL[face]:
            font = self._installed.get(name)
            if font:
                try:
                    return _registered(font.path, font.face, font.postscript_name)
                except (FontUnusable, OSError):
                    continue
        return None

    def _bundled_font(self, face: Face) -> EmbeddedFont:
        name = _BUNDLED[face]
        if name not in self._own:
            try:
                self._own[name] = _registered(self._bundled / f"{name}.ttf", 0, name)
            except (FontUnusable, OSError) as error:
                raise Trouble(f"程序自带的字体 {name} 缺失或已损坏，不能生成文稿。请重新安装本程序。") from error
        return self._own[name]


def _registered(path: Path, face: int, base_name: str) -> EmbeddedFont:
    """The font under a name of its own in reportlab's registry, which lasts as long as the process.

    The registry keeps the old font when a name is used again, so the name stands for the file as it is now.
    """
    state = path.stat()
    key = hashlib.sha256(f"{path.resolve()}|{face}|{state.st_mtime_ns}|{state.st_size}".encode()).hexdigest()[:12]
    name = f"{base_name}-{key}"
    if name in pdfmetrics.getRegisteredFontNames():
        return cast("EmbeddedFont", pdfmetrics.getFont(name))
    font = EmbeddedFont(name, base_name, TrueTypeFont(path, face))
    pdfmetrics.registerFont(font)
    return font
