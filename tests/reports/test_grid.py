"""The grid's own arithmetic."""

from __future__ import annotations

import pytest

from gigadesk.reports.grid import LANDSCAPE, LINE_PITCH, MM, SIZE_BODY, UPRIGHT


def test_twenty_eight_characters_fill_a_line() -> None:
    assert 27 * UPRIGHT.pitch + SIZE_BODY == pytest.approx(156 * MM)
    assert UPRIGHT.pitch == pytest.approx(15.785, abs=0.001)


def test_twenty_two_lines_fill_a_page() -> None:
    assert pytest.approx(225 * MM) == 21 * LINE_PITCH + SIZE_BODY


def test_a_turned_page_is_the_upright_one_turned() -> None:
    assert LANDSCAPE.landscape
    assert not UPRIGHT.landscape
    assert (LANDSCAPE.width, LANDSCAPE.height) == (UPRIGHT.height, UPRIGHT.width)
    assert LANDSCAPE.top == UPRIGHT.left
    assert LANDSCAPE.left == pytest.approx(UPRIGHT.page_height - UPRIGHT.top - UPRIGHT.height)
