"""Lines of Chinese text: nothing lost, nothing cut that must not be, every full line as wide as the page."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gigadesk.reports.chinese_marks import NOT_AT_END, NOT_AT_START
from gigadesk.reports.chinese_text import Atom, Composer, Line

PITCH = 16.0
WIDTH = 28 * PITCH

HAN = st.text("一丁七万丈三上下不与丑专且丕世丘丙业丛东丝丞丢两严並丧", min_size=2, max_size=9)
MARKS = st.sampled_from(
    ("，", "。", "、", "；", "：“", "”，", "》《", "）。", "（", "）", "“", "”", "——", "……", "》、《")
)
RUNS = st.sampled_from(
    ("10G-PON", "500Mbps", "1.2万", "35%", "35.20%", "2023年", "AR/VR", "GB/T 9704", "5G", "12,845个")
)
TEXTS = st.lists(st.tuples(HAN, MARKS | RUNS), min_size=1, max_size=40).map(
    lambda parts: "".join(word + mark for word, mark in parts) + "完"
)


def composer(pitch: float = PITCH) -> Composer:
    """Latin letters half a cell wide."""
    return Composer(pitch, lambda run: len(run) * pitch / 2)


def lines(text: str, width: float = WIDTH, first_indent: float = 0.0) -> list[Line]:
    """The text set with these Latin letters."""
    return composer().lines(text, width, first_indent)


def right_edge(line: Line) -> float:
    """Where the last atom of the justified line ends."""
    last = line.places(justified=True)[-1]
    return last.x + last.width


@settings(max_examples=1500, deadline=None)
@given(text=TEXTS, cells=st.integers(12, 40), indent=st.sampled_from((0, 2)))
def test_every_line_is_lawful_and_full(text: str, cells: int, indent: int) -> None:
    set_lines = lines(text, cells * PITCH, indent * PITCH)
    assert "".join(line.text for line in set_lines).replace(" ", "") == text.replace(" ", "")
    for line in set_lines[1:]:
        assert line.text[0] not in NOT_AT_START
    for line in set_lines[:-1]:
        assert line.text[-1] not in NOT_AT_END
        assert line.full
        assert right_edge(line) == pytest.approx(cells * PITCH, abs=1e-6)
    assert right_edge(set_lines[-1]) <= cells * PITCH + 1e-6


@settings(max_examples=500, deadline=None)
@given(text=TEXTS, cells=st.integers(12, 40))
def test_atoms_follow_each_other_and_lose_at_most_their_blanks(text: str, cells: int) -> None:
    for line in lines(text, cells * PITCH):
        places = line.places(justified=True)
        for atom, place, following in zip(line.atoms, places, places[1:], strict=False):
            assert following.x >= place.x + place.width - 1e-6
            assert atom.width - atom.lead - atom.trail - 1e-6 <= place.width <= atom.width + 1e-6


@settings(max_examples=1000, deadline=None)
@given(st.text("中，。“”（）《》—…a1 %-/", max_size=60), st.floats(PITCH, WIDTH))
def test_whatever_the_text_nothing_is_lost(text: str, width: float) -> None:
    set_lines = lines(text, width)
    assert "".join(line.text for line in set_lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize(
    "run", ["10G-PON", "500Mbps", "1.2万", "35.20%", "2023年", "——", "……", "１２３年", "it’s", "3×4", "≥80%"]
)
def test_a_run_is_never_split(run: str) -> None:
    for before in range(18, 30):
        assert any(run in line.text for line in lines("中" * before + run + "文" * 10))


def test_year_and_month_may_part() -> None:
    (first, second) = lines("中" * 25 + "2023年10月")
    assert (first.text[-5:], second.text) == ("2023年", "10月")


def test_marks_beside_each_other_share_a_blank_half() -> None:
    assert composer().width("》《") == 1.5 * PITCH
    assert composer().width("”，（“") == 2.5 * PITCH
    assert composer().width("中。中") == 3 * PITCH


def test_a_mark_squeezed_for_the_next_line_gets_its_half_back() -> None:
    first = lines("中" * 27 + "》《文》" + "中" * 9)[0]
    assert first.text == "中" * 27 + "》"
    assert first.spare == pytest.approx(0)


def test_squeezing_saves_a_mark_from_the_start_of_a_line() -> None:
    first = lines("中" * 10 + "，" + "中" * 17 + "。" + "中" * 5)[0]
    assert first.text.endswith("。")
    assert first.spare == pytest.approx(-PITCH)
    assert right_edge(first) == pytest.approx(WIDTH)


def test_without_marks_to_squeeze_a_character_goes_along() -> None:
    first, second = lines("中" * 28 + "。" + "中" * 3)
    assert (first.text, second.text) == ("中" * 27, "中。中中中")
    assert first.gap == pytest.approx(PITCH / 26)


def test_a_line_of_nothing_but_marks_is_broken_somewhere() -> None:
    assert "".join(line.text for line in lines("。" * 90)) == "。" * 90


def test_a_squeezed_line_without_an_end_before_it_is_pulled_in() -> None:
    text = "（" * 8 + "中" + "）" * 9
    assert "".join(line.text for line in lines(text, 8 * PITCH)) == text


def test_no_text_is_one_empty_line() -> None:
    (line,) = lines("")
    assert (line.text, line.places(justified=True)) == ("", [])


def test_a_run_wider_than_the_line_is_cut() -> None:
    cut = lines("a" * 10 + "年" * 3, 3 * PITCH)
    assert [line.text for line in cut] == ["aaaaaa", "aaaa年", "年年"]
    assert [line.text for line in lines("1234567年", 2 * PITCH)] == ["1234", "567", "年"]
    assert [line.text for line in lines("ab", PITCH / 4)] == ["a", "b"]


def test_a_long_address_is_cut_at_its_joints() -> None:
    first = lines("中" * 10 + "https://www.example.gov.cn/gigabit/2023/report")[0]
    assert first.text.endswith("/")
    (whole,) = composer().atoms("abcdefghijklmnopqrstuvwxyz")
    assert whole.width == 13 * PITCH


def test_blanks_go_at_line_ends_and_stay_within_lines() -> None:
    first, second = lines("aa " * 20, 10 * PITCH)[:2]
    assert first.text.startswith("aa aa")
    assert not first.text.endswith(" ")
    assert not second.text.startswith(" ")


def test_full_width_figures_stay_together() -> None:
    assert [atom.text for atom in composer().atoms("达１２．５％，到２０年、３，４")] == [
        *("达", "１２．５％", "，", "到", "２０年", "、", "３，４"),
    ]
    assert [atom.text for atom in composer().atoms("１，")] == ["１", "，"]


def test_apostrophes_between_latin_letters_are_narrow() -> None:
    (atom,) = composer().atoms("it’s")
    assert (atom.narrow, atom.width) == (4, 2 * PITCH)
    assert composer().atoms("‘文’")[0] == Atom("‘", PITCH, lead=PITCH / 2)


def test_widest_is_the_part_that_cannot_be_cut() -> None:
    assert composer().widest("中文10G-PON文") == 3.5 * PITCH
    assert composer().widest("") == 0


def test_one_atom_cannot_be_spread() -> None:
    line = lines("abcdefgh 中文中文中文中文", 4.75 * PITCH)[0]
    assert (line.text, line.gap) == ("abcdefgh", 0)
