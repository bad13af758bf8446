"""Reading TrueType fonts and writing subsets of them, held against fontTools."""

from __future__ import annotations

import struct
from io import BytesIO
from pathlib import Path

import pytest
from fontTools.fontBuilder import FontBuilder  # type: ignore[import-untyped]
from fontTools.pens.ttGlyphPen import TTGlyphPen  # type: ignore[import-untyped]
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

from gigadesk.reports.truetype import FontUnusable, Form, TrueTypeFont
from tests.reports.papers import FONTS

NAMES = sorted(path.name for path in FONTS.glob("*.ttf"))
SAMPLE = "国永中，。“”—·ABé0123%①※℃䶮𬀩𠮷 "


def a_builder() -> FontBuilder:
    """A font of three letters to be finished: a square, the same composed of smaller ones, and a blank."""
    square = TTGlyphPen(None)
    square.moveTo((100, 0))
    for point in ((100, 700), (800, 700), (800, 0)):
        square.lineTo(point)
    square.closePath()
    glyphs = {".notdef": TTGlyphPen(None).glyph(), "a": square.glyph(), "space": TTGlyphPen(None).glyph()}
    pair = TTGlyphPen(glyphs)
    pair.addComponent("a", (0.5, 0, 0, 0.5, 0, 0))
    pair.addComponent("a", (0.5, 0, 0, 0.4, 400, 0))
    pair.addComponent("a", (0.5, 0.1, 0.1, 0.4, 40, 0))
    glyphs["b"] = pair.glyph()
    builder = FontBuilder(1024)
    builder.setupGlyphOrder([".notdef", "a", "space", "b"])
    builder.setupCharacterMap({ord("a"): "a", ord(" "): "space", ord("b"): "b"})
    builder.setupGlyf(glyphs)
    builder.setupHorizontalMetrics({".notdef": (500, 0), "a": (900, 100), "space": (256, 0), "b": (900, 50)})
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupPost()
    return builder


def a_font(path: Path, **tables: bytes) -> Path:
    """That font without names and OS/2 table, tables replaced at will."""
    a_builder().save(path)
    if tables:
        font = TTFont(path)
        for tag, data in tables.items():
            font[tag.replace("_", "/")] = _raw(tag.replace("_", "/"), data)
        font.save(path)
    return path


def _raw(tag: str, data: bytes) -> object:
    from fontTools.ttLib.tables.DefaultTable import DefaultTable  # type: ignore[import-untyped]

    table = DefaultTable(tag)
    table.data = data
    return table


@pytest.mark.parametrize("name", NAMES)
def test_glyphs_widths_and_measures_are_the_fonts_own(name: str) -> None:
    font, known = TrueTypeFont(FONTS / name), TTFont(FONTS / name)
    names, units = known.getBestCmap(), known["head"].unitsPerEm
    for code in (*range(0x3100), *range(0x4E00, 0x4F00), 0xFFFF, *map(ord, SAMPLE), 0x2A6D7, 0x10FFFF):
        glyph = known.getGlyphID(names[code]) if code in names else 0
        assert font.glyph(chr(code)) == glyph
        if glyph:
            assert font.width(glyph) == pytest.approx(known["hmtx"][names[code]][0] * 1000 / units)
    metrics = font.metrics()
    assert metrics.ascent == pytest.approx(known["OS/2"].sTypoAscender * 1000 / units)
    assert metrics.descent == pytest.approx(known["OS/2"].sTypoDescender * 1000 / units)
    assert metrics.weight == known["OS/2"].usWeightClass
    assert metrics.box[3] == pytest.approx(known["head"].yMax * 1000 / units)


@pytest.mark.parametrize("name", NAMES)
def test_a_subset_has_the_outlines_and_widths_asked_for(name: str) -> None:
    font, known = TrueTypeFont(FONTS / name), TTFont(FONTS / name)
    glyphs = [0, *(glyph for glyph in map(font.glyph, SAMPLE) if glyph)]
    file, count = font.subset([Form(glyph) for glyph in glyphs])
    subset = TTFont(BytesIO(file), checkChecksums=2)
    order, old_order = subset.getGlyphOrder(), known.getGlyphOrder()
    assert len(order) == count
    for number, glyph in enumerate(glyphs):
        new, old = subset["glyf"][order[number]], known["glyf"][old_order[glyph]]
        assert new.getCoordinates(subset["glyf"]) == old.getCoordinates(known["glyf"])
        assert subset["hmtx"][order[number]][0] == known["hmtx"][old_order[glyph]][0]


def test_a_form_moves_the_outline_and_sets_the_advance() -> None:
    font = TrueTypeFont(FONTS / "LXGWZhuqueFangsong-Regular.ttf")
    quote, blank = font.glyph("“"), font.glyph("\u3000")
    file, _ = font.subset([Form(0), Form(quote, 1000, 650), Form(quote), Form(blank, 500, 100)])
    subset = TTFont(BytesIO(file))
    moved, plain, empty = subset.getGlyphOrder()[1:4]
    assert subset["hmtx"][moved][0] == 1000
    assert subset["glyf"][moved].xMin == subset["glyf"][plain].xMin + 650
    coordinates, old = (subset["glyf"][name].getCoordinates(subset["glyf"])[0] for name in (moved, plain))
    assert [x for x, _ in coordinates] == [x + 650 for x, _ in old]
    assert subset["glyf"][empty].numberOfContours == 0


def test_parts_of_composite_glyphs_come_along(tmp_path: Path) -> None:
    font = TrueTypeFont(a_font(tmp_path / "a.ttf"))
    file, count = font.subset([Form(0), Form(font.glyph("b"))])
    subset = TTFont(BytesIO(file))
    assert count == 3
    parts = subset["glyf"][subset.getGlyphOrder()[1]].components
    assert {part.glyphName for part in parts} == {subset.getGlyphOrder()[2]}


def test_a_font_without_measures_of_its_own_uses_its_heads(tmp_path: Path) -> None:
    metrics = TrueTypeFont(a_font(tmp_path / "a.ttf")).metrics()
    assert metrics.ascent == metrics.cap_height == pytest.approx(800 * 1000 / 1024)
    assert metrics.weight == 400


def test_an_old_os2_table_has_no_capital_height(tmp_path: Path) -> None:
    table = struct.pack(">HhH", 1, 0, 700) + bytes(62) + struct.pack(">hh", 600, -100) + bytes(14)
    metrics = TrueTypeFont(a_font(tmp_path / "a.ttf", OS_2=table)).metrics()
    assert metrics.weight == 700
    assert metrics.cap_height == metrics.ascent == pytest.approx(600 * 1000 / 1024)


def test_a_collection_is_read_by_face(tmp_path: Path) -> None:
    plain = a_font(tmp_path / "a.ttf").read_bytes()
    start = 16
    shifted = bytearray(plain)
    for n in range(struct.unpack_from(">H", plain, 4)[0]):
        place = 12 + 16 * n + 8
        struct.pack_into(">I", shifted, place, struct.unpack_from(">I", plain, place)[0] + start)
    path = tmp_path / "a.ttc"
    path.write_bytes(b"ttcf" + struct.pack(">III", 0x00010000, 1, start) + bytes(shifted))
    assert TrueTypeFont(path).width(1) == pytest.approx(900 * 1000 / 1024)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"ttcf",
        b"OTTO" + bytes(40),
        b"\0\1\0\0",
        b"\0\1\0\0\0\0" + bytes(6),
        b"\0\1\0\0\0\2" + bytes(20),
        b"hello, world",
    ],
)
def test_what_is_no_truetype_font_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "broken.ttf"
    path.write_bytes(data)
    with pytest.raises(FontUnusable):
        TrueTypeFont(path)


@pytest.mark.parametrize(
    "table",
    [struct.pack(">HH", 0, 0), struct.pack(">HHHHI", 0, 1, 3, 1, 12) + struct.pack(">HHH", 6, 10, 0) + bytes(4)],
)
def test_a_font_without_a_map_we_know_is_refused(tmp_path: Path, table: bytes) -> None:
    with pytest.raises(FontUnusable, match="character map"):
        TrueTypeFont(a_font(tmp_path / "a.ttf", cmap=table))


def test_a_short_map_with_glyphs_out_of_reach_has_none(tmp_path: Path) -> None:
    """Segments that point behind the table, or to glyph 0, as careless fonts have."""
    head = struct.pack(">HHHHHHH", 4, 0, 0, 4, 0, 0, 0)
    body = struct.pack(">HH", 0x62, 0xFFFF) + bytes(2) + struct.pack(">HH", 0x61, 0xFFFF)
    body += struct.pack(">hh", 0, 1) + struct.pack(">HH", 4, 0) + struct.pack(">H", 0)
    form = struct.pack(">H", 4) + struct.pack(">H", len(head) + len(body)) + head[4:] + body
    table = struct.pack(">HHHHI", 0, 1, 3, 1, 12) + form
    font = TrueTypeFont(a_font(tmp_path / "a.ttf", cmap=table))
    assert [font.glyph(character) for character in "ab!"] == [0, 0, 0]
