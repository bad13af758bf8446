"""Strips on pages: what fits, what stays together, what is repeated."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gigadesk.reports.grid import LINE_PITCH, UPRIGHT
from gigadesk.reports.page_parts import Bookmark, Keep, Page, Rule, Strip
from gigadesk.reports.paging import paginate


def marked(number: int) -> tuple[Rule, ...]:
    """A mark that tells which strip it belongs to."""
    return (Rule(float(number), 0.0, float(number), 0.0, 0.5),)


def line(number: int, keep: Keep = Keep.NO, blank: bool = False) -> Strip:
    """A line on the grid."""
    return Strip(marked(number), grid_rows=1, keep=keep, blank=blank)


def block(number: int, height: float, keep: Keep = Keep.NO, repeated: Strip | None = None) -> Strip:
    """A row off the grid."""
    return Strip(marked(number), height=height, before=8, after=8, keep=keep, repeated=repeated)


def numbers(page: Page) -> list[int]:
    """The strips of a page."""
    return [round(mark.left - UPRIGHT.left) for mark in page.marks]


def tops(page: Page) -> list[float]:
    """The tops of a page's strips, from the text area's."""
    return [mark.top - UPRIGHT.top for mark in page.marks]


def test_no_strips_are_one_empty_page() -> None:
    (page,) = paginate([], UPRIGHT)
    assert page.marks == ()


def test_a_page_holds_twenty_two_lines() -> None:
    first, second = paginate([line(n) for n in range(30)], UPRIGHT)
    assert numbers(first) == list(range(22))
    assert tops(first)[21] == pytest.approx(21 * LINE_PITCH)
    assert tops(second)[0] == 0


def test_text_goes_back_to_the_grid_behind_a_table() -> None:
    (page,) = paginate([line(0), block(1, 40), line(2)], UPRIGHT)
    assert tops(page)[1] == pytest.approx(16 + 8)
    assert tops(page)[2] == pytest.approx(3 * LINE_PITCH)


def test_what_must_stay_goes_to_the_next_page_together() -> None:
    strips = [*(line(n) for n in range(20)), line(20, Keep.MUST), line(21, Keep.MUST), line(22)]
    first, second = paginate(strips, UPRIGHT)
    assert numbers(first) == list(range(20))
    assert numbers(second) == [20, 21, 22]


def test_a_wish_gives_way_to_a_must() -> None:
    strips = [*(line(n, Keep.WISH) for n in range(21)), line(21, Keep.MUST), line(22)]
    assert numbers(paginate(strips, UPRIGHT)[1]) == [21, 22]


def test_a_chain_longer_than_a_page_is_cut_where_the_page_is_full() -> None:
    assert len(numbers(paginate([line(n, Keep.MUST) for n in range(30)], UPRIGHT)[0])) == 22


def test_a_row_that_begins_a_page_repeats_its_head() -> None:
    head = Strip(marked(99), height=30)
    strips = [block(n, 100, repeated=head) for n in range(8)]
    first, second = paginate(strips, UPRIGHT)
    assert numbers(first) == [99, 0, 1, 2, 3, 4]
    assert tops(first)[1] == pytest.approx(30)
    assert numbers(second) == [99, 5, 6, 7]


def test_a_row_taller_than_a_page_has_one_of_its_own() -> None:
    pages = paginate([line(0), block(1, 5000), line(2)], UPRIGHT)
    assert [numbers(page) for page in pages] == [[0], [1], [2]]


def test_blank_lines_do_not_begin_a_page() -> None:
    strips = [*(line(n) for n in range(22)), line(22, blank=True), line(23)]
    assert numbers(paginate(strips, UPRIGHT)[1]) == [23]
    assert len(paginate(strips[:23], UPRIGHT)) == 1


def test_bookmarks_know_their_height() -> None:
    strips = [line(0), Strip(grid_rows=1, bookmark=Bookmark("一", 0))]
    (page,) = paginate(strips, UPRIGHT)
    assert page.bookmarks == (Bookmark("一", 0, UPRIGHT.top + LINE_PITCH),)


STRIPS = st.lists(
    st.tuples(st.booleans(), st.floats(5, 700), st.sampled_from(Keep)),
    max_size=60,
)


@settings(max_examples=300, deadline=None)
@given(STRIPS)
def test_every_strip_stands_once_in_order_within_the_page(parts: list[tuple[bool, float, Keep]]) -> None:
    strips = [line(n, keep) if text else block(n, height, keep) for n, (text, height, keep) in enumerate(parts)]
    pages = paginate(strips, UPRIGHT)
    assert [number for page in pages for number in numbers(page)] == list(range(len(strips)))
    for page in pages:
        ends = [top + (16 if parts[n][0] else parts[n][1]) for n, top in zip(numbers(page), tops(page), strict=True)]
        assert all(end <= top + 1e-6 for end, top in zip(ends, tops(page)[1:], strict=False))
        assert len(ends) <= 1 or ends[-1] <= UPRIGHT.height + 1e-6
