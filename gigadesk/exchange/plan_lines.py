"""行号: where each key and value of a TOML text stands, which tomllib does not tell."""

from __future__ import annotations

import re
import tomllib
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

Path = tuple[str | int, ...]
"""The keys and list positions that lead to a value, such as ("tasks", 3, "content")."""

_GAP = re.compile(r"(?:[ \t\n]|#[^\n]*)*")
_BLANKS = re.compile(r"[ \t]*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BASIC = re.compile(r'"(?:[^"\\]|\\.)*"')
_LITERAL = re.compile(r"'[^']*'")
_LONG_BASIC = re.compile(r'"""(?:[^"\\]|\\.|"{1,2}(?!"))*"{3,5}', re.DOTALL)
_LONG_LITERAL = re.compile(r"'''(?:[^']|'{1,2}(?!'))*'{3,5}")
_PLAIN = re.compile(r"[^,\]}\n#]+")


@dataclass(frozen=True, slots=True)
class Lines:
    """行号表: the line of every key, table and list member, counted from 1."""

    keys: Mapping[Path, int]
    texts: Mapping[Path, int]

    def of(self, path: Path) -> int:
        """The line of a path, or of the nearest thing around it that is on file; 0 is the whole file."""
        while path and path not in self.keys:
            path = path[:-1]
        return self.keys.get(path, 0)

    def of_text(self, path: Path) -> int:
        """The line on which the characters of a string begin: below its key where the quotes open a line of their own."""
        return self.texts.get(path, self.of(path))


def lines_of(text: str) -> Lines:
    """行号表: read the places from a text that tomllib accepts, and from no other."""
    return _Scanner(text.replace("\r\n", "\n")).scan()


class _Scanner:
    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self._breaks = [match.start() for match in re.finditer("\n", text)]
        self._keys: dict[Path, int] = {}
        self._texts: dict[Path, int] = {}
        self._members: dict[Path, int] = {}

    def scan(self) -> Lines:
        table: Path = ()
        self._skip(_GAP)
        while self._at < len(self._text):
            if self._sees("[["):
                table = self._header(member=True)
            elif self._sees("["):
                table = self._header(member=False)
            else:
                self._pair(table)
            self._skip(_GAP)
        return Lines(self._keys, self._texts)

    def _sees(self, start: str) -> bool:
        return self._text.startswith(start, self._at)

    def _skip(self, pattern: re.Pattern[str]) -> str:
        """Pass what the pattern matches here, which it does in every text that tomllib accepts."""
        match = cast("re.Match[str]", pattern.match(self._text, self._at))
        self._at = match.end()
        return match[0]

    def _line(self, at: int) -> int:
        return bisect_right(self._breaks, at - 1) + 1

    def _header(self, *, member: bool) -> Path:
        line = self._line(self._at)
        self._at += 2 if member else 1
        *above, last = self._key()
        path: Path = ()
        for part in above:
            path = self._within((*path, part), line)
        path += (last,)
        if member:
            self._keys.setdefault(path, line)
            self._members[path] = self._members.get(path, -1) + 1
            path += (self._members[path],)
        self._keys.setdefault(path, line)
        self._at += 2 if member else 1
        return path

    def _within(self, path: Path, line: int) -> Path:
        """The table that a header's part means: the newest member where there is a list of tables."""
        self._keys.setdefault(path, line)
        return (*path, self._members[path]) if path in self._members else path

    def _key(self) -> list[str]:
        """The parts of a dotted key; stands behind it and its blanks afterwards."""
        parts = []
        while True:
            self._skip(_BLANKS)
            if self._sees('"'):
                written = self._skip(_BASIC)
                parts.append(str(tomllib.loads(f"key = {written}")["key"]))
            elif self._sees("'"):
                parts.append(self._skip(_LITERAL)[1:-1])
            else:
                parts.append(self._skip(_BARE_KEY))
            self._skip(_BLANKS)
            if not self._sees("."):
                return parts
            self._at += 1

    def _pair(self, table: Path) -> None:
        line = self._line(self._at)
        path = table
        for part in self._key():
            path += (part,)
            self._keys.setdefault(path, line)
        self._at += 1
        self._skip(_BLANKS)
        self._value(path)

    def _value(self, path: Path) -> None:
        start = self._at
        if self._sees("["):
            self._list(path)
        elif self._sees("{"):
            self._inline_table(path)
        elif self._sees('"') or self._sees("'"):
            quote = self._text[start]
            long = self._sees(quote * 3)
            if quote == '"':
                self._skip(_LONG_BASIC if long else _BASIC)
            else:
                self._skip(_LONG_LITERAL if long else _LITERAL)
            below = long and self._text.startswith("\n", start + 3)
            self._texts[path] = self._line(start) + below
        else:
            self._skip(_PLAIN)

    def _list(self, path: Path) -> None:
        self._at += 1
        place = 0
        self._skip(_GAP)
        while not self._sees("]"):
            member = (*path, place)
            self._keys.setdefault(member, self._line(self._at))
            self._value(member)
            place += 1
            self._comma()
        self._at += 1

    def _inline_table(self, path: Path) -> None:
        self._at += 1
        self._skip(_GAP)
        while not self._sees("}"):
            self._pair(path)
            self._comma()
        self._at += 1

    def _comma(self) -> None:
        self._skip(_GAP)
        if self._sees(","):
            self._at += 1
            self._skip(_GAP)
