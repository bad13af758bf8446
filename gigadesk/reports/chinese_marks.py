"""标点: which characters fill a cell of the grid, and where lines may not begin or end."""

from __future__ import annotations

import re
import unicodedata

CLOSING = frozenset("，。、；：？！）》〉」』】〕］｝”’")
"""Marks whose right half is blank."""
OPENING = frozenset("（《〈「『【〔［｛“‘")
"""Marks whose left half is blank."""
NOT_AT_START = CLOSING | frozenset("…—～·％‰℃°,.;:?!)]}%/")
"""No line starts with one of these."""
NOT_AT_END = OPENING | frozenset("([{￥＄$№")
"""No line ends with one of these."""
FULL_MARKS = frozenset("“”‘’…—·")
"""Marks that fill a cell in Chinese text, though Unicode leaves their width open."""

_NARROW_BETWEEN_LATIN = frozenset("’‘·×÷°–")
_NARROW_BEFORE_FIGURES = frozenset("≥≤±≈≠")
_WIDE_SYMBOLS_FROM = 0x2010
_WIDE_SIGNS = frozenset("×÷±°§")
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060\ufeff\ufe00-\ufe0f\U000e0100-\U000e01ef]")
_BLANKS = re.compile("[\t\u00a0\u2000-\u200a\u202f\u205f]")


def clean(text: str) -> str:
    """The text without what has no shape (zero-width marks, variation selectors) and with plain blanks and lines."""
    if text.isascii() and text.isprintable():
        return text
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text))


def fills_a_cell(character: str) -> bool:
    """Whether a character takes a full cell in Chinese text."""
    if character in FULL_MARKS:
        return True
    width = unicodedata.east_asian_width(character)
    if width == "A":
        return ord(character) >= _WIDE_SYMBOLS_FROM or character in _WIDE_SIGNS
    return width in "WF"


def stays_narrow(character: str, before: str, after: str) -> bool:
    """Whether a mark that could fill a cell belongs to Latin letters or figures, as in it’s, 3×4 and ≥80%."""
    if character in _NARROW_BEFORE_FIGURES:
        return after.isascii() and after.isdigit()
    return character in _NARROW_BETWEEN_LATIN and _latin(before) and _latin(after)


def _latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
