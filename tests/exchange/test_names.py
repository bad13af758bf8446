"""Names of files that go out."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any, Self

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigadesk.domain.errors import Trouble
from gigadesk.domain.months import Month
from gigadesk.exchange.names import form_name, safe_name, write_new


def test_a_form_is_named_by_month_and_unit() -> None:
    assert form_name(Month(2023, 9), "小城电信分公司") == "报送表_2023年9月_小城电信分公司.xlsx"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ('甲/乙\\丙:丁*戊?"<>|', "甲／乙＼丙：丁＊戊？”＜＞｜"),
        (" 甲\t\n乙\u3000丙. . ", "甲 乙 丙"),
        ("甲\x00\u200b\u202e乙", "甲乙"),
        ("", "文件"),
        ("...", "文件"),
        ("con", "文件con"),
        ("LPT1.表", "文件LPT1.表"),
        ("长" * 300, "长" * 80),
    ],
)
def test_a_name_is_safe_everywhere(text: str, name: str) -> None:
    assert safe_name(text) == name


@given(st.text())
def test_any_text_makes_a_name(text: str) -> None:
    name = safe_name(text, ".xlsx")
    assert name.endswith(".xlsx")
    assert len(name) <= 90
    assert not set(name) & set('<>:"/\\|?*\n\r\t\0')
    assert name.encode()


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "报送表.xlsx"
    written = [write_new(path, bytes([number])) for number in range(3)]
    assert [file.name for file in written] == ["报送表.xlsx", "报送表（2）.xlsx", "报送表（3）.xlsx"]
    assert [file.read_bytes() for file in written] == [b"\0", b"\1", b"\2"]


def test_a_missing_folder_is_said(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="文件夹不存在"):
        write_new(tmp_path / "没有" / "a.xlsx", b"")


def test_a_folder_that_may_not_be_written_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> None:
        raise PermissionError(errno.EACCES, "no")

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(Trouble, match="没有写入的权限"):
        write_new(tmp_path / "a.xlsx", b"")


def test_a_full_disk_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Full:
        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            pass

        def write(self, _: bytes) -> None:
            raise OSError(errno.ENOSPC, "full")

    target = tmp_path / "a.xlsx"

    def open_full(path: Path, _: str) -> Full:
        path.touch()
        return Full()

    monkeypatch.setattr(Path, "open", open_full)
    with pytest.raises(Trouble, match="磁盘可能已满"):
        write_new(target, b"x")
    assert not target.exists()
