"""Files that cannot even be opened. What is refused by its content stands in bad_forms."""

from __future__ import annotations

import errno
from pathlib import Path
from typing import Any

import pytest

from gigadesk.domain.errors import Trouble
from gigadesk.exchange import workbook_safety
from gigadesk.exchange.workbook_safety import MOST_BYTES, declares_entities, load_bytes, open_parts
from tests.exchange import bad_forms


def test_a_file_is_read_whole(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(b"abc")
    assert load_bytes(path) == b"abc"


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match=r"找不到文件“.*a\.xlsx”"):
        load_bytes(tmp_path / "a.xlsx")


def test_a_folder_is_no_form(tmp_path: Path) -> None:
    with pytest.raises(Trouble, match="是文件夹"):
        load_bytes(tmp_path)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (PermissionError(errno.EACCES, "no"), "没有读取“a.xlsx”的权限"),
        (OSError(errno.EIO, "broken"), "“a.xlsx”读不出来"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: OSError, words: str
) -> None:
    def refuse(*_: Any) -> None:
        raise error

    monkeypatch.setattr(Path, "open", refuse)
    with pytest.raises(Trouble, match=words):
        load_bytes(tmp_path / "a.xlsx")


def test_a_name_that_no_system_takes_is_named() -> None:
    with pytest.raises(Trouble, match="读不出来"):
        load_bytes(Path("a\0b"))


def test_no_more_is_read_than_is_needed_to_refuse(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with path.open("wb") as file:
        file.truncate(MOST_BYTES * 10)
    assert len(load_bytes(path)) == MOST_BYTES + 1


def test_a_good_file_gives_its_parts() -> None:
    parts = open_parts(bad_forms.a_good_form())
    assert b"<worksheet" in parts[bad_forms.FORM_PART]


def test_what_comes_out_is_counted_whatever_the_directory_says(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook_safety, "_check_directory", lambda _: None)
    with pytest.raises(Trouble, match="压缩炸弹"):
        open_parts(bad_forms.with_parts(a_dot_png=bytes(70 * 1024 * 1024)))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "gbk"])
def test_entities_are_found_in_every_encoding(encoding: str) -> None:
    assert declares_entities('<?xml version="1.0"?><!DOCTYPE a><a>数</a>'.encode(encoding))
    assert declares_entities('<!ENTITY a "b">'.encode(encoding))
    assert not declares_entities('<?xml version="1.0"?><a>数</a>'.encode(encoding))
