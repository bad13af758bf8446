"""方案文件的错误: every wrong line of a plan file, told at once."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

from gigadesk.domain.errors import Trouble
from gigadesk.exchange.plan_lines import Lines, Path

_CROWDED = 200


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """错误: a line, counted from 1, and what is wrong there; line 0 means the whole file."""

    line: int
    text: str

    def __str__(self) -> str:
        return f"第 {self.line} 行：{self.text}" if self.line else f"整个文件：{self.text}"


class PlanError(Trouble):
    """方案文件有误: says which lines are wrong and why."""

    def __init__(self, faults: list[Fault]) -> None:
        self.faults = tuple(sorted(set(faults)))
        listed = "\n".join(str(fault) for fault in self.faults)
        super().__init__(f"方案文件有 {len(self.faults)} 处错误，请改正后重试：\n{listed}")


class Faults:
    """错误清单: collects what is wrong while the whole file is read."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._found: list[Fault] = []
        self._touched: set[Path] = set()

    def add(self, path: Path, text: str) -> None:
        """Put down what is wrong with the key or the table that a path leads to."""
        self._put(path, Fault(self._lines.of(path), text))

    def add_in_text(self, path: Path, line: int, text: str) -> None:
        """Put down what is wrong on a line, counted from 1, of the string that a path leads to."""
        self._put(path, Fault(self._lines.of_text(path) + line - 1, text))

    def touch(self, path: Path) -> bool:
        """Whether anything is wrong with what a path leads to, or inside it."""
        return path in self._touched

    def nearest(self, written: str, known: Collection[str]) -> str:
        """最接近的写法: “，是否应为……” for a slip of the pen, or nothing; nothing once there are very many faults."""
        if len(self._found) > _CROWDED:
            return ""
        close = get_close_matches(written[:100], known, n=1, cutoff=0.6)
        return f"，是否应为“{close[0]}”" if close else ""

    def stop(self) -> None:
        """Raise PlanError if anything was put down."""
        if self._found:
            raise PlanError(self._found)

    def _put(self, path: Path, fault: Fault) -> None:
        self._found.append(fault)
        self._touched.update(path[:length] for length in range(len(path) + 1))


_SYNTAX = (
    ("Expected '=' after a key", "键名后应为等号“=”"),
    ("Expected newline or end of document after a statement", "一项写完后应换行"),
    ("Expected ']' at the end of a table declaration", "表头应以“]”结尾"),
    ("Expected ']]' at the end of an array declaration", "表头应以“]]”结尾"),
    ("Expected \"'''\"", "多行文字没有以 ''' 结尾"),
    ('Expected \'"""\'', '多行文字没有以 """ 结尾'),
    ('Expected "\'"', "文字没有以单引号结尾"),
    ("Unterminated string", "文字没有以引号结尾"),
    ("Unclosed array", "列表没有以“]”结尾"),
    ("Unclosed inline table", "行内表没有以“}”结尾"),
    ("Unescaped '\\' in a string", "文字中的反斜杠“\\”应写成“\\\\”"),
    ("Invalid hex value", "“\\u”后应为十六进制数"),
    ("Escaped character is not a Unicode scalar value", "“\\u”写出的字符不存在"),
    ("Illegal character", "含有不允许的字符（多行文字要用三个引号）"),
    ("Found invalid character", "含有不允许的字符"),
    ("Invalid initial character for a key part", "键名写法不对"),
    ("Invalid date or datetime", "日期不存在"),
    ("Invalid value", "值的写法不对（文字要加英文引号）"),
    ("Duplicate inline table key", "行内表中同一项写了两次"),
    ("Cannot declare", "同一个表写了两次"),
    ("Cannot overwrite a value", "同一项写了两次"),
    ("Cannot redefine namespace", "同一个表写了两次"),
    ("Cannot mutate immutable namespace", "不能补写已写完的列表或行内表"),
)
_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)\Z")


def syntax_fault(error: tomllib.TOMLDecodeError, text: str) -> Fault:
    """语法错误: what tomllib says, in Chinese, with its line."""
    said = str(error)
    place = _PLACE.search(said)
    meaning = next((chinese for start, chinese in _SYNTAX if said.startswith(start)), "不符合 TOML 写法")
    if place is None or place[1] is None:
        last = text.replace("\r\n", "\n").rstrip("\n").count("\n") + 1
        return Fault(last, f"语法错误：{meaning}（到文件末尾仍未写完）。")
    return Fault(int(place[1]), f"语法错误：{meaning}（第 {place[2]} 列）。")
