"""Official fonts found by name in font folders; broken and forbidden ones passed over."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from fontTools.ttLib import TTCollection, TTFont  # type: ignore[import-untyped]

from gigadesk.reports.system_fonts import find_fonts
from tests.reports.test_truetype import a_builder, a_font

CHINESE, ENGLISH = 0x0804, 0x0409


def named(path: Path, *names: str, family: str = "Plain", os2: dict[str, int] | None = None) -> Path:
    """A small font file with these Chinese full names, and changes to its OS/2 table."""
    builder = a_builder()
    builder.setupOS2(**(os2 or {}))
    builder.setupNameTable({})
    table = builder.font["name"]
    table.setName(family, 1, 3, 1, ENGLISH)
    table.setName(family.replace(" ", "") + "-Regular", 6, 3, 1, ENGLISH)
    for name in names:
        table.setName(name, 4, 3, 1, CHINESE)
    builder.save(path)
    return path


def test_a_font_is_found_by_its_chinese_name(tmp_path: Path) -> None:
    path = named(tmp_path / "simfang.ttf", "仿宋", family="Fang Song")
    found = find_fonts(["仿宋", "楷体"], [tmp_path])
    assert set(found) == {"仿宋"}
    assert (found["仿宋"].path, found["仿宋"].face, found["仿宋"].postscript_name) == (path, 0, "FangSong-Regular")


def test_folders_within_folders_and_missing_folders(tmp_path: Path) -> None:
    (tmp_path / "deep" / "er").mkdir(parents=True)
    named(tmp_path / "deep" / "er" / "A.TTF", "黑体")
    assert set(find_fonts(["黑体"], [tmp_path / "none", tmp_path])) == {"黑体"}


def test_faces_of_a_collection_are_told_apart(tmp_path: Path) -> None:
    collection = TTCollection()
    collection.fonts = [TTFont(named(tmp_path / f"{n}.ttf", name)) for n, name in enumerate(("新宋体", "宋体"))]
    collection.save(tmp_path / "simsun.ttc")
    for n in range(2):
        (tmp_path / f"{n}.ttf").unlink()
    assert find_fonts(["宋体"], [tmp_path])["宋体"].face == 1


@pytest.mark.parametrize(
    "changes", [{"fsType": 2}, {"fsType": 0x0100}, {"fsType": 0x0200}, {"fsSelection": 0x20}, {"fsSelection": 1}]
)
def test_fonts_that_may_not_be_used_are_passed_over(tmp_path: Path, changes: dict[str, int]) -> None:
    named(tmp_path / "a.ttf", "楷体", os2=changes)
    assert not find_fonts(["楷体"], [tmp_path])


def test_files_that_are_no_fonts_are_passed_over(tmp_path: Path) -> None:
    (tmp_path / "a.ttf").write_bytes(b"not a font at all")
    (tmp_path / "b.ttc").write_bytes(b"")
    (tmp_path / "c.txt").write_text("仿宋")
    (tmp_path / "d.ttf").mkdir()
    shutil.copy(a_font(tmp_path / "e.ttf"), tmp_path / "f.ttf")
    assert not find_fonts(["仿宋"], [tmp_path])


def test_a_font_without_a_plain_name_is_called_after_its_file(tmp_path: Path) -> None:
    for file, family, expected in (("simhei.ttf", "黑体", "simhei"), ("黑体.ttf", "黑体二", "Font")):
        named(tmp_path / file, f"名{expected}", family=family)
        found = find_fonts([f"名{expected}"], [tmp_path])
        assert found[f"名{expected}"].postscript_name == expected
