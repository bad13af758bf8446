"""Which font draws what: official ones when installed, bundled ones otherwise, chains for what one lacks."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from gigadesk.domain.errors import Trouble
from gigadesk.reports.fonts import Face, Fonts
from tests.reports.papers import FONTS, RARE
from tests.reports.test_system_fonts import named


def name_of(fonts: Fonts, face: Face, character: str, full: bool = True) -> str:
    """The font that draws the character, without the key of its file."""
    letter = fonts.letters(face, full)[character]
    assert letter
    return letter.font.fontName.rsplit("-", 1)[0]


@pytest.mark.parametrize(
    ("face", "expected"),
    [
        (Face.TITLE, "NotoSerifSC_700Bold"),
        (Face.BODY, "LXGWZhuqueFangsong-Regular"),
        (Face.KAI, "LXGWWenKaiGBLite-Regular"),
        (Face.HEI, "NotoSansSC_500Medium"),
    ],
)
def test_each_face_has_its_bundled_font(fonts: Fonts, face: Face, expected: str) -> None:
    assert name_of(fonts, face, "中") == expected


def test_figures_stand_in_latin_letters_beside_body_text(fonts: Fonts) -> None:
    for face in (Face.BODY, Face.KAI, Face.PAGE_NUMBER):
        assert name_of(fonts, face, "5", full=False) == "LiberationSerif-Regular"
    for face in (Face.TITLE, Face.HEI):
        assert name_of(fonts, face, "5", full=False) == name_of(fonts, face, "中")


def test_what_a_font_lacks_comes_from_the_others(fonts: Fonts) -> None:
    for character in RARE + "①※㎡":
        assert fonts.has(character)
        assert fonts.letters(Face.TITLE, full=True)[character]
    assert name_of(fonts, Face.BODY, "①") == "LXGWWenKaiGBLite-Regular"
    assert not fonts.has("\U0010fffd")
    assert fonts.letters(Face.BODY, full=True)["\U0010fffd"] is None


def test_the_bundled_fonts_cover_gbk(fonts: Fonts) -> None:
    characters = {bytes((high, low)).decode("gbk", "ignore") for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF)}
    assert not [character for character in characters if character and not fonts.has(character)]


def test_chinese_quotes_hang_high_and_dashes_meet(fonts: Fonts) -> None:
    assert name_of(fonts, Face.BODY, "“") == "LXGWWenKaiGBLite-Regular"
    assert name_of(fonts, Face.HEI, "“") == "NotoSansSC_500Medium"
    assert name_of(fonts, Face.HEI, "—") == "LXGWZhuqueFangsong-Regular"
    assert name_of(fonts, Face.PAGE_NUMBER, "—") == "LiberationSerif-Regular"
    assert name_of(fonts, Face.BODY, "▲") == "NotoSansSC_500Medium"


def test_width_counts_missing_characters_as_a_cell(fonts: Fonts) -> None:
    assert fonts.width(Face.BODY, "00", 10) == pytest.approx(10)
    assert fonts.width(Face.BODY, "\U0010fffd", 10) == 10


def test_stand_ins_are_named(fonts: Fonts) -> None:
    said = [str(stand_in) for stand_in in fonts.stand_ins()]
    assert len(said) == 6
    assert said[0] == "小标宋：未安装方正小标宋简体、方正小标宋_GBK，以NotoSerifSC_700Bold代替"


def test_an_installed_official_font_is_used_first(tmp_path: Path) -> None:
    named(tmp_path / "simkai.ttf", "楷体", family="KaiTi")
    official = Fonts(FONTS, [tmp_path])
    assert name_of(official, Face.KAI, "a", full=False) == "LiberationSerif-Regular"
    assert official.letters(Face.KAI, full=True)["a"].font.font.path == tmp_path / "simkai.ttf"  # type: ignore[union-attr]
    assert name_of(official, Face.KAI, "中") == "LXGWWenKaiGBLite-Regular"
    assert Face.KAI not in [stand_in.face for stand_in in official.stand_ins()]


def test_an_official_font_that_cannot_be_read_is_passed_over(tmp_path: Path) -> None:
    font = named(tmp_path / "a.ttf", "楷体")
    data = font.read_bytes()
    font.write_bytes(data.replace(b"loca", b"loco", 1))
    official = Fonts(FONTS, [tmp_path])
    assert name_of(official, Face.KAI, "中") == "LXGWWenKaiGBLite-Regular"
    assert Face.KAI in [stand_in.face for stand_in in official.stand_ins()]


def test_fonts_can_be_read_before_they_are_needed(tmp_path: Path) -> None:
    Fonts(FONTS).load()
    with pytest.raises(Trouble, match="缺失或已损坏"):
        Fonts(tmp_path).load()


def test_a_missing_or_broken_bundled_font_is_trouble(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="缺失或已损坏"):
        Fonts(tmp_path).first_font()
    (tmp_path / "LXGWZhuqueFangsong-Regular.ttf").write_bytes(b"broken")
    with pytest.raises(Trouble, match="LXGWZhuqueFangsong"):
        Fonts(tmp_path).first_font()


def test_the_same_file_is_read_once_and_another_one_anew(tmp_path: Path) -> None:
    assert Fonts(FONTS).first_font() == Fonts(FONTS).first_font()
    shutil.copy(FONTS / "LXGWZhuqueFangsong-Regular.ttf", tmp_path)
    assert Fonts(tmp_path).first_font() != Fonts(FONTS).first_font()
