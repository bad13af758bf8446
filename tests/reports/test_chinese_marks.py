"""Which characters fill a cell, and what texts are cleaned of."""

from __future__ import annotations

import pytest

from gigadesk.reports.chinese_marks import CLOSING, NOT_AT_END, NOT_AT_START, OPENING, clean, fills_a_cell, stays_narrow


@pytest.mark.parametrize("character", "中，“”——…·①※℃≥×〇𠮷Ⅲ")
def test_chinese_characters_and_marks_fill_a_cell(character: str) -> None:
    assert fills_a_cell(character)


@pytest.mark.parametrize("character", "aé1%α я-")
def test_latin_characters_do_not(character: str) -> None:
    assert not fills_a_cell(character)


def test_marks_between_latin_characters_stay_narrow() -> None:
    assert stays_narrow("’", "t", "s")
    assert stays_narrow("×", "3", "4")
    assert stays_narrow("≥", "", "8")
    assert not stays_narrow("≥", "中", "文")
    assert not stays_narrow("’", "中", "文")
    assert not stays_narrow("—", "1", "3")


def test_blank_halves_lie_on_one_side() -> None:
    assert not OPENING & CLOSING
    assert CLOSING <= NOT_AT_START
    assert OPENING <= NOT_AT_END


def test_clean_takes_what_has_no_shape() -> None:
    assert clean("plain") == "plain"
    assert clean("零\u200b宽\ufeff字\ufe0f") == "零宽字"
    assert clean("甲\r\n乙\r丙\u2028丁") == "甲\n乙\n丙\n丁"
    assert clean("甲\t乙\u00a0丙") == "甲 乙 丙"
