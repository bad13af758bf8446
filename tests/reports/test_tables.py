"""Tables as strips: widths, sizes, alignment, bands, captions, notes, rows too tall for a page."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gigadesk.domain.papers.blocks import Align, Column, Row, Table
from gigadesk.reports.fonts import Face, Fonts
from gigadesk.reports.grid import SIZE_SMALL_TABLE, SIZE_TABLE, UPRIGHT
from gigadesk.reports.page_parts import Keep, Rule, Strip, Words
from gigadesk.reports.paging import paginate
from gigadesk.reports.tables import table_strips
from gigadesk.reports.typesetter import Typesetter
from tests.reports.papers import FONTS, a_table


def words(strip: Strip) -> list[Words]:
    """The words of a row."""
    return [mark for mark in strip.marks if isinstance(mark, Words)]


def texts(strip: Strip) -> list[str]:
    """The texts of a row's lines."""
    return [mark.line.text for mark in words(strip)]


def edges(strip: Strip) -> list[float]:
    """Where a row's upright rules stand."""
    return [mark.left for mark in strip.marks if isinstance(mark, Rule) and mark.left == mark.right]


def ink(mark: Words) -> tuple[float, float]:
    """The left and right edge of the words."""
    places = mark.line.places(mark.justified)
    return mark.left + places[0].x, mark.left + places[-1].x + places[-1].width


def inside(strip: Strip) -> Iterator[tuple[float, float]]:
    """For each words of a row, how far they are from the rules beside them."""
    for mark in words(strip):
        if not mark.line.text:
            continue
        left, right = ink(mark)
        yield (
            left - max(edge for edge in edges(strip) if edge <= left + 0.01),
            min(edge for edge in edges(strip) if edge >= right - 0.01) - right,
        )


def test_caption_head_rows_and_note_stay_together(typesetter: Typesetter) -> None:
    caption, head, first, second, note = table_strips(typesetter, a_table(2))
    assert texts(caption) == ["表1　各单位端口数"]
    assert texts(head) == ["序号", "单位", "10G-PON端口数", "占比"]
    assert (caption.keep, head.keep, first.keep, second.keep, note.keep) == (
        *(Keep.MUST, Keep.MUST, Keep.NO, Keep.MUST, Keep.NO),
    )
    assert first.repeated
    assert texts(first.repeated) == texts(head)
    assert caption.before > 0
    assert head.before == 0
    assert note.after > 0


def test_rows_fill_the_text_area_with_half_point_rules(typesetter: Typesetter) -> None:
    for strip in table_strips(typesetter, a_table(2, caption="", note="")):
        assert edges(strip)[0] == 0
        assert edges(strip)[-1] == pytest.approx(UPRIGHT.width)
        assert {mark.thickness for mark in strip.marks if isinstance(mark, Rule)} == {0.5}


def test_columns_align_as_they_say(typesetter: Typesetter) -> None:
    columns = (Column("左", 1), Column("中", 1, Align.CENTER), Column("右", 1, Align.RIGHT))
    _, row = table_strips(typesetter, Table(columns, (Row(("甲", "乙", "123")),)))
    (left, _), (before, behind), (_, right) = inside(row)
    assert left == pytest.approx(0.4 * SIZE_TABLE)
    assert before == pytest.approx(behind)
    assert right == pytest.approx(0.4 * SIZE_TABLE)


def test_many_columns_are_set_smaller(typesetter: Typesetter) -> None:
    for count, size in ((4, SIZE_TABLE), (5, SIZE_SMALL_TABLE)):
        table = Table(tuple(Column("列", 1) for _ in range(count)), ())
        assert {mark.size for strip in table_strips(typesetter, table) for mark in words(strip)} == {size}


def test_a_band_spans_the_columns_and_stays_with_its_row(typesetter: Typesetter) -> None:
    _, band, _ = table_strips(
        typesetter, a_table(1, rows=(Row(("一、分组", ""), band=True), Row(("1",))), caption="", note="")
    )
    assert texts(band) == ["一、分组"]
    assert words(band)[0].face is Face.HEI
    assert edges(band) == [0, pytest.approx(UPRIGHT.width)]
    assert band.keep is Keep.MUST


def test_an_empty_band_is_a_band(typesetter: Typesetter) -> None:
    assert texts(table_strips(typesetter, a_table(0, rows=(Row((), band=True),), caption="", note=""))[1]) == [""]


def test_a_table_without_rows_is_its_head(typesetter: Typesetter) -> None:
    (head,) = table_strips(typesetter, a_table(0, caption="", note=""))
    assert head.keep is Keep.NO
    assert head.before > 0
    assert head.after > 0


def test_a_table_without_columns_is_nothing(typesetter: Typesetter) -> None:
    assert table_strips(typesetter, Table((), ())) == []


def test_columns_give_room_to_figures_that_cannot_be_cut(typesetter: Typesetter) -> None:
    columns = (Column("甲", 9), Column("乙", 1, Align.RIGHT))
    _, row = table_strips(typesetter, Table(columns, (Row(("文", "1,234,567,890")),)))
    assert {mark.size for mark in words(row)} == {SIZE_TABLE}
    assert all(left >= 0.39 * SIZE_TABLE and right >= 0.39 * SIZE_TABLE for left, right in inside(row))


def test_what_still_does_not_fit_is_set_smaller_and_then_cut(typesetter: Typesetter) -> None:
    columns = tuple(Column("列", 1) for _ in range(10))
    _, row = table_strips(typesetter, Table(columns, (Row((*["12345678"] * 9, "1" * 40)),)))
    assert texts(row)[:9] == ["12345678"] * 9
    assert 7.5 <= words(row)[0].size < SIZE_SMALL_TABLE
    assert "".join(texts(row)[9:]) == "1" * 40
    assert all(left >= -0.01 and right >= -0.01 for left, right in inside(row))


def test_columns_without_widths_share_alike(typesetter: Typesetter) -> None:
    (head,) = table_strips(typesetter, Table((Column("甲", 0), Column("乙", 0)), ()))
    assert edges(head) == [0, pytest.approx(UPRIGHT.width / 2), pytest.approx(UPRIGHT.width)]


def test_long_texts_are_justified_and_short_centred_ones_broken_by_sense(typesetter: Typesetter) -> None:
    columns = (Column("说明", 6), Column("结论", 1, Align.CENTER))
    _, row = table_strips(typesetter, Table(columns, (Row(("说明文字，" * 20, "≥35% 达到目标")),)))
    assert words(row)[0].justified
    assert texts(row)[-2:] == ["≥35%", "达到目标"]


def test_long_captions_and_notes_have_lines(typesetter: Typesetter) -> None:
    strips = table_strips(typesetter, a_table(1, caption="表题" * 40, note="注：甲\n乙"))
    assert [text for strip in strips[-2:] for text in texts(strip)] == ["注：甲", "乙"]
    assert "".join(text for strip in strips[:3] for text in texts(strip)).startswith("表题" * 40)


def test_a_row_taller_than_a_page_is_cut_without_loss(typesetter: Typesetter) -> None:
    text = "".join(f"第{n}句。" for n in range(900))
    strips = table_strips(typesetter, a_table(0, rows=(Row(("1", text, "2", "3")), Row(("2", "短"))), caption=""))
    pages = paginate(strips, UPRIGHT)
    assert len(pages) > 2
    found = "".join(
        mark.line.text
        for page in pages
        for mark in page.marks
        if isinstance(mark, Words) and edges(strips[0])[1] < mark.left - UPRIGHT.left < edges(strips[0])[2] - 50
    )
    assert text in found.replace("单位", "")


CELLS = st.text("中文，。（）1a-%", max_size=60)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(CELLS, CELLS, CELLS), max_size=6), st.tuples(*[st.integers(0, 9)] * 3), st.sampled_from(Align)
)
def test_no_cell_overflows_and_nothing_is_lost(
    rows: list[tuple[str, str, str]], widths: tuple[int, int, int], align: Align
) -> None:
    typesetter = Typesetter(Fonts(FONTS), UPRIGHT)
    columns = tuple(Column("列名", width, align) for width in widths)
    _, *strips = table_strips(typesetter, Table(columns, tuple(Row(row) for row in rows)))
    for row, strip in zip(rows, strips, strict=True):
        assert sorted("".join(texts(strip))) == sorted("".join(row))
        assert all(left >= -0.01 and right >= -0.01 for left, right in inside(strip))
