"""Each error of the surroundings has a text of its own; a bug has none."""

from __future__ import annotations

import errno
import sqlite3
from pathlib import Path

import pytest

from gigadesk.storage.troubles import backup_trouble, file_trouble, trouble_of

PATH = Path("台账.gigadesk")


def _error(code: int) -> sqlite3.Error:
    error = sqlite3.OperationalError("in English")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_BUSY, "正在另一个窗口"),
        (sqlite3.SQLITE_LOCKED, "正在另一个窗口"),
        (sqlite3.SQLITE_READONLY_DIRECTORY, "只读"),
        (sqlite3.SQLITE_PERM, "只读"),
        (sqlite3.SQLITE_CANTOPEN, "只读"),
        (sqlite3.SQLITE_IOERR_WRITE, "读写.*出错"),
        (sqlite3.SQLITE_CORRUPT, "已损坏"),
        (sqlite3.SQLITE_FULL, "磁盘已满"),
        (sqlite3.SQLITE_NOTADB, "不是台账文件"),
    ],
)
def test_what_is_said_of_the_file(code: int, words: str) -> None:
    trouble = trouble_of(_error(code), PATH)
    assert trouble is not None
    with pytest.raises(type(trouble), match=words):
        raise trouble


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (sqlite3.SQLITE_FULL, "磁盘已满"),
        (sqlite3.SQLITE_IOERR_WRITE, "无法写入"),
        (sqlite3.SQLITE_CORRUPT, "已损坏"),
    ],
)
def test_what_is_said_of_a_backup(code: int, words: str) -> None:
    assert words in str(backup_trouble(_error(code), PATH))


def test_text_that_cannot_be_decoded_is_damage() -> None:
    assert "已损坏" in str(trouble_of(sqlite3.OperationalError("Could not decode"), PATH))


def test_a_bug_is_not_explained_away() -> None:
    assert trouble_of(_error(sqlite3.SQLITE_ERROR), PATH) is None
    assert trouble_of(sqlite3.ProgrammingError(), PATH) is None
    assert trouble_of(None, PATH) is None
    assert backup_trouble(_error(sqlite3.SQLITE_ERROR), PATH) is None
    assert backup_trouble(sqlite3.ProgrammingError(), PATH) is None


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "只读"),
        (errno.ENOSPC, "磁盘已满"),
        (errno.ENAMETOOLONG, "太长"),
        (errno.EIO, "请检查磁盘"),
    ],
)
def test_what_is_said_of_the_file_system(number: int, words: str) -> None:
    assert words in str(file_trouble(OSError(number, "in English"), PATH))
