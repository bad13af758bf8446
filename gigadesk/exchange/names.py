"""Names of the files that go out: sensible, valid on every system, and never over a file that is there."""

from __future__ import annotations

import re
from pathlib import Path

from gigadesk.domain.errors import Trouble
from gigadesk.domain.months import Month

_LONGEST_NAME = 80
_ILLEGAL = re.compile(r'[\x00-\x1f\x7f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff<>:"/\\|?*]')
_RESERVED = re.compile(r"(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])(?:\..*)?", re.IGNORECASE)
_WIDE = str.maketrans(
    {"<": "＜", ">": "＞", ":": "：", '"': "”", "/": "／", "\\": "＼", "|": "｜", "?": "？", "*": "＊"}
)


def safe_name(text: str, ending: str = "") -> str:
    """文件名: a text as a file name that Windows takes too; what it cannot hold becomes its full-width twin."""
    name = _ILLEGAL.sub("", re.sub(r"\s+", " ", text.translate(_WIDE)))
    name = name[:_LONGEST_NAME].strip(" .")
    if not name or _RESERVED.fullmatch(name):
        name = f"文件{name}"
    return name + ending


def form_name(month: Month, unit_name: str) -> str:
    """报送表文件名: 报送表_2023年9月_小城电信分公司.xlsx."""
    return safe_name(f"报送表_{month}_{unit_name}", ".xlsx")


def write_new(path: Path, data: bytes) -> Path:
    """写新文件: write a file that is not there yet, and give its path; （2）, （3）… are added where the name is taken.

    Raises `Trouble`, with nothing left behind, where it cannot be written.
    """
    number = 1
    while True:
        target = path if number == 1 else path.with_name(f"{path.stem}（{number}）{path.suffix}")
        try:
            file = target.open("xb")
        except FileExistsError:
            number += 1
            continue
        except OSError as error:
            raise _unwritten(target, error) from error
        try:
            with file:
                file.write(data)
        except OSError as error:
            target.unlink(missing_ok=True)
            raise _unwritten(target, error) from error
        return target


def _unwritten(path: Path, error: OSError) -> Trouble:
    match error:
        case FileNotFoundError() | NotADirectoryError():
            why = "文件夹不存在"
        case PermissionError():
            why = "没有写入的权限"
        case _:
            why = "磁盘可能已满或不可写"
    return Trouble(f"文件“{path}”无法保存：{why}。请换一个文件夹后重试。")
