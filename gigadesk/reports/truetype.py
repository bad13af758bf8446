"""TrueType: reads what a page needs from a font file, and writes a font of only the glyphs a paper uses.

reportlab's own reader walks through every character of a font before the first line is drawn, about 35 ms a font.
A paper uses a few hundred characters, so here the tables are kept as packed arrays and asked one character at a time.
"""

from __future__ import annotations

import struct
import sys
from array import array
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, NamedTuple

GlyphOf = Callable[[int], int]

_COLLECTION = b"ttcf"
_UNICODE_TABLES = ((3, 10), (0, 6), (0, 4), (3, 1), (0, 3), (0, 2), (0, 1), (0, 0))
_COPIED_TABLES = ("cvt ", "fpgm", "prep")
_KEPT = ("head", "hhea", "maxp", "OS/2", "post", *_COPIED_TABLES)
_NEEDED = {"head", "hhea", "maxp", "hmtx", "cmap", "loca", "glyf", "post"}
_CHECKSUM_GOAL = 0xB1B0AFBA

# Flags of a part of a composite glyph.
_WORDS, _PLACED, _SCALE, _MORE, _TWO_SCALES, _MATRIX = 0x0001, 0x0002, 0x0008, 0x0020, 0x0040, 0x0080


class FontUnusable(Exception):
    """字体不可用: the file is no TrueType font that a PDF can carry; says why, for the log."""


class Form(NamedTuple):
    """字形形式: a glyph as a subset is to have it: its advance, if another than its own, and moved to the right by
    `shift`, both in thousandths of the type size."""

    glyph: int
    width: float | None = None
    shift: float = 0.0


@dataclass(frozen=True, slots=True)
class Metrics:
    """字体度量: what a PDF says of a font as a whole; lengths in thousandths of the type size."""

    ascent: float
    descent: float
    cap_height: float
    box: tuple[float, float, float, float]
    italic_angle: float
    weight: int


class TrueTypeFont:
    """TrueType 字体: one face of a font file; lengths are thousandths of the type size.

    The file is read when the object is made and again for the glyphs of a subset; it is not kept open.
    Raises `FontUnusable` for a file that is no TrueType font, and OSError when it cannot be read.
    """

    def __init__(self, path: Path, face: int = 0) -> None:
        self.path = path
        try:
            with path.open("rb") as file:
                self._load(file, face)
        except struct.error as error:
            raise FontUnusable(f"{path.name}: cut short") from error

    def _load(self, file: BinaryIO, face: int) -> None:
        self._tables = _directory(file, face)
        missing = _NEEDED - self._tables.keys()
        if missing:
            raise FontUnusable(f"{self.path.name}: no {', '.join(sorted(missing))}")
        self._kept = {tag: self._read(file, tag) for tag in _KEPT if tag in self._tables}
        self._glyph_of = _character_map(self._read(file, "cmap"))
        self._widths = _numbers("H", self._read(file, "hmtx"))
        long_places = self._number("head", 50, "h") == 1
        self._places = _numbers("I" if long_places else "H", self._read(file, "loca"))
        self._place_step = 1 if long_places else 2
        self._full_widths: int = self._number("hhea", 34, "H")
        self.units: int = self._number("head", 18, "H")

    def glyph(self, character: str) -> int:
        """The number of the character's glyph, 0 when the font has none."""
        return self._glyph_of(ord(character))

    def width(self, glyph: int) -> float:
        """The glyph's advance in thousandths of the type size."""
        return self._widths[2 * min(glyph, self._full_widths - 1)] * 1000 / self.units

    def metrics(self) -> Metrics:
        """The font's measures, from its head, hhea, post and OS/2 tables."""
        scale = 1000 / self.units
        ascent, descent = struct.unpack_from(">hh", self._kept["hhea"], 4)
        weight, cap_height = 400, ascent
        if "OS/2" in self._kept:
            weight = self._number("OS/2", 4, "H")
            ascent, descent = struct.unpack_from(">hh", self._kept["OS/2"], 68)
            cap_height = self._number("OS/2", 88, "h") if self._number("OS/2", 0, "H") > 1 else ascent
        left, bottom, right, top = struct.unpack_from(">hhhh", self._kept["head"], 36)
        angle: int = self._number("post", 4, "i")
        return Metrics(
            ascent * scale,
            descent * scale,
            cap_height * scale,
            (left * scale, bottom * scale, right * scale, top * scale),
            angle / 65536,
            weight,
        )

    def subset(self, forms: Sequence[Form]) -> tuple[bytes, int]:
        """A TrueType file with these glyphs under the numbers 0, 1, 2 …, and how many glyphs it has in all.

        The parts that composite glyphs are built from follow the glyphs asked for.
        """
        every = list(forms)
        with self.path.open("rb") as file:
            outlines = self._outlines(file, every)
        places = array("I", [0])
        for outline in outlines:
            places.append(places[-1] + len(outline))
        count = len(outlines)
        head = bytearray(self._kept["head"])
        struct.pack_into(">I", head, 8, 0)
        struct.pack_into(">h", head, 50, 1)
        hhea = bytearray(self._kept["hhea"])
        struct.pack_into(">H", hhea, 34, count)
        tables = {
            "head": bytes(head),
            "hhea": bytes(hhea),
            "maxp": self._maxima(count),
            "hmtx": _big_endian(self._widths_and_bearings(every)),
            "loca": _big_endian(places),
            "glyf": b"".join(outlines),
        }
        tables |= {tag: self._kept[tag] for tag in _COPIED_TABLES if tag in self._kept}
        return _font_file(tables), count

    def _read(self, file: BinaryIO, tag: str) -> bytes:
        start, length = self._tables[tag]
        file.seek(start)
        return file.read(length)

    def _number(self, tag: str, offset: int, form: str) -> int:
        value: int = struct.unpack_from(">" + form, self._kept[tag], offset)[0]
        return value

    def _maxima(self, count: int) -> bytes:
        """The maxp table of a subset, which may have composite glyphs where the font had none."""
        maxp = bytearray(self._kept["maxp"])
        struct.pack_into(">H", maxp, 4, count)
        points, contours, composite_points, composite_contours = struct.unpack_from(">4H", maxp, 6)
        struct.pack_into(">2H", maxp, 10, max(points, composite_points), max(contours, composite_contours))
        parts, depth = struct.unpack_from(">2H", maxp, 28)
        struct.pack_into(">2H", maxp, 28, max(parts, 1), depth + 1)
        return bytes(maxp)

    def _widths_and_bearings(self, forms: Sequence[Form]) -> array[int]:
        full, units = self._full_widths, self.units
        numbers = array("H")
        for glyph, width, shift in forms:
            last = min(glyph, full - 1)
            bearing = self._widths[2 * glyph + 1 if glyph < full else full + glyph]
            numbers.append(self._widths[2 * last] if width is None else round(width * units / 1000))
            numbers.append((bearing + round(shift * units / 1000)) & 0xFFFF)
        return numbers

    def _outlines(self, file: BinaryIO, forms: list[Form]) -> list[bytes]:
        """The outlines of the forms, renumbered; the parts they are built from are added to `forms`."""
        numbers = {form.glyph: number for number, form in reversed(list(enumerate(forms))) if not form.shift}

        def number_of(part: int) -> int:
            if part not in numbers:
                numbers[part] = len(forms)
                forms.append(Form(part))
            return numbers[part]

        outlines: list[bytes] = []
        for form in forms:  # grows while parts are found
            outline = self._outline(file, form.glyph)
            if form.shift and outline:
                outline = self._moved(outline, number_of(form.glyph), round(form.shift * self.units / 1000))
            elif parts := _parts(outline):
                renumbered = bytearray(outline)
                for place, part in parts:
                    struct.pack_into(">H", renumbered, place, number_of(part))
                outline = bytes(renumbered)
            outlines.append(outline + bytes(-len(outline) % 4))
        return outlines

    @staticmethod
    def _moved(outline: bytes, number: int, shift: int) -> bytes:
        """A composite glyph whose only part is the glyph of this number, moved to the right."""
        left, bottom, right, top = struct.unpack_from(">4h", outline, 2)
        box = (left + shift, bottom, right + shift, top)
        return struct.pack(">5hHHhh", -1, *box, _WORDS | _PLACED, number, shift, 0)

    def _outline(self, file: BinaryIO, glyph: int) -> bytes:
        start, end = (self._places[n] * self._place_step for n in (glyph, glyph + 1))
        file.seek(self._tables["glyf"][0] + start)
        return file.read(end - start)


def _directory(file: BinaryIO, face: int) -> dict[str, tuple[int, int]]:
    """Where each table of the face lies: tag, start, length."""
    start = 0
    if file.read(4) == _COLLECTION:
        file.seek(12 + 4 * face)
        (start,) = struct.unpack(">I", file.read(4))
    file.seek(start)
    version, count = struct.unpack(">4sH6x", file.read(12))
    if version not in (b"\0\1\0\0", b"true"):
        raise FontUnusable("not a TrueType font")
    records = (struct.unpack(">4s4xII", file.read(16)) for _ in range(count))
    return {tag.decode("latin-1"): (place, length) for tag, place, length in records}


def _numbers(form: str, data: bytes) -> array[int]:
    """Big-endian numbers as an array; bytes that do not fill a last number are left out."""
    numbers = array(form)
    numbers.frombytes(data[: len(data) // numbers.itemsize * numbers.itemsize])
    if sys.byteorder == "little":
        numbers.byteswap()
    return numbers


def _big_endian(numbers: array[int]) -> bytes:
    if sys.byteorder == "little":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()


def _character_map(table: bytes) -> GlyphOf:
    """The way from a character's code to its glyph: the widest Unicode map of the font."""
    (count,) = struct.unpack_from(">H", table, 2)
    places = {
        (platform, encoding): place
        for platform, encoding, place in struct.iter_unpack(">HHI", table[4 : 4 + 8 * count])
    }
    for key in _UNICODE_TABLES:
        if key in places:
            start = places[key]
            (form,) = struct.unpack_from(">H", table, start)
            if form == 12:
                return _long_map(table, start)
            if form == 4:
                return _short_map(table, start)
    raise FontUnusable("no Unicode character map")


def _long_map(table: bytes, start: int) -> GlyphOf:
    """Format 12: groups of characters that follow one another, anywhere in Unicode."""
    (count,) = struct.unpack_from(">I", table, start + 12)
    groups = _numbers("I", table[start + 16 : start + 16 + 12 * count])
    firsts, lasts, glyphs = groups[0::3], groups[1::3], groups[2::3]

    def glyph_of(code: int) -> int:
        n = bisect_right(firsts, code) - 1
        return glyphs[n] + code - firsts[n] if n >= 0 and code <= lasts[n] else 0

    return glyph_of


def _short_map(table: bytes, start: int) -> GlyphOf:
    """Format 4: segments of the first 65,536 characters."""
    length, _, doubled = struct.unpack_from(">HHH", table, start + 2)
    count = doubled // 2
    words = _numbers("H", table[start + 14 : start + length])
    lasts, firsts = words[:count], words[count + 1 : 2 * count + 1]
    deltas, offsets = words[2 * count + 1 : 3 * count + 1], words[3 * count + 1 : 4 * count + 1]
    offsets_start = 3 * count + 1

    def glyph_of(code: int) -> int:
        n = bisect_right(firsts, code) - 1
        if n < 0 or code > lasts[n]:
            return 0
        if not offsets[n]:
            return (code + deltas[n]) & 0xFFFF
        place = offsets_start + n + offsets[n] // 2 + code - firsts[n]
        glyph = words[place] if place < len(words) else 0
        return (glyph + deltas[n]) & 0xFFFF if glyph else 0

    return glyph_of


def _parts(outline: bytes) -> list[tuple[int, int]]:
    """Where a composite glyph names its parts, and which glyphs they are."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return []
    parts: list[tuple[int, int]] = []
    place, flags = 10, _MORE
    while flags & _MORE:
        flags, part = struct.unpack_from(">HH", outline, place)
        parts.append((place + 2, part))
        place += 8 if flags & _WORDS else 6
        place += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
    return parts


def _checksum(data: bytes) -> int:
    return sum(_numbers("I", data + bytes(-len(data) % 4))) & 0xFFFFFFFF


def _font_file(tables: dict[str, bytes]) -> bytes:
    """The tables put together to a font file, its checksums set."""
    count = len(tables)
    power = count.bit_length() - 1
    header = struct.pack(">IHHHH", 0x00010000, count, 16 << power, power, 16 * (count - (1 << power)))
    place = 12 + 16 * count
    directory, bodies, head_place = [header], [], 0
    for tag in sorted(tables):
        data = tables[tag]
        directory.append(struct.pack(">4sIII", tag.encode("latin-1"), _checksum(data), place, len(data)))
        if tag == "head":
            head_place = place
        body = data + bytes(-len(data) % 4)
        bodies.append(body)
        place += len(body)
    font = bytearray(b"".join(directory + bodies))
    struct.pack_into(">I", font, head_place + 8, (_CHECKSUM_GOAL - _checksum(bytes(font))) & 0xFFFFFFFF)
    return bytes(font)
