"""内容: source forms, scans, pictures and issued papers, kept in pieces by their sha256."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Generator, Iterator
from typing import BinaryIO

from sqlalchemy import delete, func, insert, select

from gigadesk.domain.changes import Change
from gigadesk.domain.errors import Trouble
from gigadesk.domain.records import Record
from gigadesk.storage.database import Database
from gigadesk.storage.tables import TABLES, change_log, content, table_of

PIECE = 1024 * 1024
_SHA256 = re.compile(r"[0-9a-f]{64}")


class Contents:
    """内容 of a workbook. They are written before the Change whose records name them."""

    def __init__(self, database: Database) -> None:
        """Keep contents in an open workbook."""
        self._database = database

    def put(self, data: BinaryIO) -> str:
        """存入 a file from its beginning, all at once; returns its sha256."""
        turns = self.put_in_turns(data)
        while True:
            try:
                next(turns)
            except StopIteration as end:
                return str(end.value)

    def put_in_turns(self, data: BinaryIO) -> Generator[int, None, str]:
        """存入 a file in short turns, so that a window stays alive; returns its sha256 at the end.

        Yields the bytes read so far; each byte is read twice. The same content is kept once. Ended before its time,
        it leaves nothing. Raises Trouble where the file changes while it is read.
        """
        sha256, size = yield from _measure(data)
        if self._size(sha256) == size:
            return sha256
        self._remove([sha256])  # what an interrupted writing left
        whole = False
        try:
            yield from self._write(sha256, data, size)
            whole = True
        finally:
            if not whole:
                self._remove([sha256])
        return sha256

    def pieces(self, sha256: str) -> Iterator[bytes]:
        """取出 a content piece by piece; raises Trouble, at the latest after the last, where it is not whole."""
        digest = hashlib.sha256()
        n = 0
        while (piece := self._piece(sha256, n)) is not None:
            digest.update(piece)
            yield piece
            n += 1
        if digest.hexdigest() != sha256 or n == 0:
            raise Trouble(f"台账文件中的附件（{sha256[:8]}）缺失或已损坏。请从备份中恢复后再取出。")

    def get(self, sha256: str) -> bytes:
        """取出 a whole content; raises Trouble where it is missing or damaged."""
        return b"".join(self.pieces(sha256))

    def all(self) -> list[str]:
        """The sha256 of every content."""
        with self._database.begin() as connection:
            return list(connection.scalars(select(content.c.sha256).distinct().order_by(content.c.sha256)))

    def sweep(self, remembered: Collection[Change] = ()) -> int:
        """清理: remove contents that no record, line of the change log or remembered Change names; returns how many."""
        unnamed = set(self.all())
        for change in remembered:
            for step in change.steps:
                unnamed.difference_update(named_by(step.before), named_by(step.after))
        if unnamed:
            unnamed -= self._named_on_file()
            self._remove(unnamed)
        return len(unnamed)

    def _named_on_file(self) -> set[str]:
        named: set[str] = set()
        naming = [table for table in TABLES.values() if table.contents]
        with self._database.begin() as connection:
            for table in naming:
                for name in table.contents:
                    named.update(connection.scalars(select(table.table.c[name]).distinct()))
            lines = select(change_log.c.before, change_log.c.after).where(
                change_log.c.kind.in_([table.table.name for table in naming])
            )
            for line in connection.execute(lines):
                for cells in line:
                    named.update(_SHA256.findall(cells or ""))
        return named

    def _write(self, sha256: str, data: BinaryIO, size: int) -> Generator[int, None, None]:
        digest, done, n = hashlib.sha256(), 0, 0
        data.seek(0)
        while n == 0 or done < size:
            piece = data.read(PIECE)
            digest.update(piece)
            done += len(piece)
            if not piece and size:
                break
            with self._database.begin() as connection:
                connection.execute(insert(content), {"sha256": sha256, "n": n, "data": piece})
            n += 1
            yield size + done
        if digest.hexdigest() != sha256:
            raise Trouble("文件在读取过程中被改动，没有存入。请关闭正在编辑它的程序，再做一次。")

    def _piece(self, sha256: str, n: int) -> bytes | None:
        with self._database.begin() as connection:
            return connection.scalar(select(content.c.data).where(content.c.sha256 == sha256, content.c.n == n))

    def _size(self, sha256: str) -> int | None:
        """The bytes kept of a content, without reading them; None where there are none."""
        with self._database.begin() as connection:
            kept = select(func.sum(func.length(content.c.data))).where(content.c.sha256 == sha256)
            size: int | None = connection.scalar(kept)
            return size

    def _remove(self, names: Collection[str]) -> None:
        with self._database.begin() as connection:
            for sha256 in names:
                connection.execute(delete(content).where(content.c.sha256 == sha256))


def named_by(record: Record | None) -> set[str]:
    """The contents that a record names."""
    if record is None:
        return set()
    return {getattr(record, name) for name in table_of(type(record)).contents} - {""}


def _measure(data: BinaryIO) -> Generator[int, None, tuple[str, int]]:
    digest, size = hashlib.sha256(), 0
    data.seek(0)
    while piece := data.read(PIECE):
        digest.update(piece)
        size += len(piece)
        yield size
    return digest.hexdigest(), size
