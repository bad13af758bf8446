"""备份: whole copies of an open workbook, and the thinned row of copies kept of it.

All of it may run in a worker: it reads through the driver's connection of the open workbook, which hands out the
pages in short steps between the window's own questions. Copying the file itself while it is open would tear it.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sqlite3
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from gigadesk.domain.errors import Trouble
from gigadesk.storage import troubles

Connect = Callable[..., Any]

_PAGES = 1024  # a step: some milliseconds
_PIECE = 1024 * 1024
_WORKER_PAUSE = 0.002  # seconds between steps, in which the window gets its turn
_NAME = re.compile(r"(\d{4}-\d\d-\d\dT\d{6})_(\d+)\.gigadesk", re.ASCII)
_MOMENT = "%Y-%m-%dT%H%M%S"
_ALL_KEPT = timedelta(days=2)
_DAILY_KEPT = timedelta(days=31)


def copy_whole(driver: Any, target: Path, *, connect: Connect = sqlite3.connect, pause: float = 0) -> None:
    """整本备份: a checked copy of everything in one file, there only when it is whole.

    Raises Trouble where there is something at `target` already, or it cannot be written.
    """
    with _appearing(target) as part:
        _copy_pages(driver, part, connect, pause)
        _check(part, connect)


@dataclass(frozen=True, slots=True)
class Kept:
    """自动备份: a copy kept of the records, when it was made, and how long the change log was."""

    path: Path
    at: datetime
    line: int


class Backups:
    """自动备份 of one workbook in a folder: copies of the records, each content once beside them in contents/."""

    def __init__(self, folder: Path, *, connect: Connect = sqlite3.connect) -> None:
        """Keep them in `folder`, which is made when it is first needed."""
        self._folder = folder
        self._contents = folder / "contents"
        self._connect = connect

    def kept(self) -> list[Kept]:
        """The copies on hand, oldest first."""
        found = []
        for path in self._folder.glob("*.gigadesk"):
            name = _NAME.fullmatch(path.name)
            if name is not None:
                found.append(Kept(path, datetime.strptime(name[1], _MOMENT), int(name[2])))
        return sorted(found, key=lambda kept: (kept.at, kept.line))

    def keep(self, driver: Any, *, line: int, at: datetime) -> Kept | None:
        """备份: keep a checked copy; None where nothing changed since the newest one.

        `line` is the length of the change log. The contents are left empty in the copy and copied once each as
        contents/<sha256>; one that is damaged is not copied. Raises Trouble where the folder cannot be written.
        """
        existing = self.kept()
        if existing and existing[-1].line == line:
            return None
        _make_folder(self._contents)
        kept = Kept(self._folder / f"{at.strftime(_MOMENT)}_{line}.gigadesk", at.replace(microsecond=0), line)
        whole = kept.path.with_suffix(".whole")
        try:
            with _appearing(kept.path) as part:
                _copy_pages(driver, whole, self._connect, _WORKER_PAUSE)
                with _driver(whole, self._connect) as copy:
                    self._take_contents(copy)
                    copy.execute("VACUUM INTO ?", (str(part),)).close()
                _check(part, self._connect)
        finally:
            whole.unlink(missing_ok=True)
        return kept

    def thin(self, now: datetime) -> list[Kept]:
        """清理: remove the copies that need not be kept any longer, and say which they were."""
        existing = self.kept()
        gone = surplus((kept.at for kept in existing), now)
        removed = [kept for kept in existing if kept.at in gone]
        for kept in removed:
            kept.path.unlink()
        return removed

    def restore(self, kept: Path, target: Path) -> list[str]:
        """恢复: put a kept copy and its contents together in a new file; returns the sha256 of contents that lack.

        Raises Trouble where there is something at `target` already, or the copy is damaged.
        """
        with _appearing(target) as part:
            shutil.copyfile(kept, part)
            _check(part, self._connect)
            with _driver(part, self._connect) as copy:
                missing = [sha256 for sha256 in _all_contents(copy) if not self._give_content(copy, sha256)]
            _check(part, self._connect)
        return missing

    def _take_contents(self, copy: Any) -> None:
        for sha256 in _all_contents(copy):
            beside = self._contents / sha256
            if not beside.exists():
                part = beside.with_suffix(".part")
                if _write_content(copy, sha256, part) == sha256:
                    part.replace(beside)
                else:
                    part.unlink()
        copy.execute("DELETE FROM content WHERE n > 0").close()
        copy.execute("UPDATE content SET data = ?", (b"",)).close()

    def _give_content(self, copy: Any, sha256: str) -> bool:
        beside = self._contents / sha256
        if not beside.exists():
            return False
        copy.execute("DELETE FROM content WHERE sha256 = ?", (sha256,)).close()
        with beside.open("rb") as data:
            n = 0
            while (piece := data.read(_PIECE)) or n == 0:
                copy.execute("INSERT INTO content (sha256, n, data) VALUES (?, ?, ?)", (sha256, n, piece)).close()
                n += 1
        return True


def surplus(moments: Iterable[datetime], now: datetime) -> set[datetime]:
    """多余备份: which need not be kept: all of two days are, then the last of each day for a month, then of each month."""
    newest_first = sorted(set(moments), reverse=True)
    days: set[Any] = set()
    months: set[Any] = set()
    gone: set[datetime] = set()
    for moment in newest_first:
        day, month = moment.date(), (moment.year, moment.month)
        age = now - moment
        last_of = day not in days if age < _DAILY_KEPT else month not in months
        if age >= _ALL_KEPT and not last_of:
            gone.add(moment)
        days.add(day)
        months.add(month)
    return gone


@contextmanager
def _appearing(target: Path) -> Iterator[Path]:
    """Gives a path to write to; what is there at the end is put in place of `target`, after an error nothing is."""
    if target.exists():
        raise Trouble(f"“{target}”已经存在，没有覆盖。请换一个文件名。")
    if not target.parent.is_dir():
        raise Trouble(f"文件夹“{target.parent}”不存在。请检查路径，或先建立这个文件夹。")
    part = target.with_name(f"{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        yield part
        _flush(part)
        part.rename(target)
        _flush_folder(target.parent)
    except sqlite3.Error as error:
        raise troubles.backup_trouble(error, target) or error from error
    except OSError as error:
        raise troubles.file_trouble(error, target) from error
    finally:
        part.unlink(missing_ok=True)


@contextmanager
def _driver(path: Path, connect: Connect) -> Iterator[Any]:
    """A connection to a copy that nobody else knows of: a crash may spoil it, so that it need not be careful."""
    copy = connect(str(path), isolation_level=None)
    try:
        copy.execute("PRAGMA synchronous = OFF").close()
        copy.execute("PRAGMA journal_mode = OFF").close()
        yield copy
    finally:
        copy.close()


def _copy_pages(driver: Any, target: Path, connect: Connect, pause: float) -> None:
    target.unlink(missing_ok=True)
    with _driver(target, connect) as copy:
        driver.backup(copy, pages=_PAGES, progress=lambda _status, _left, _all: time.sleep(pause))


def _check(path: Path, connect: Connect) -> None:
    with _driver(path, connect) as copy:
        if copy.execute("PRAGMA integrity_check(1)").fetchone()[0] != "ok":
            raise Trouble("备份没有通过校验，没有保留。台账文件可能已损坏，请运行“检查”，必要时用较早的备份恢复。")


def _all_contents(copy: Any) -> list[str]:
    return [sha256 for (sha256,) in copy.execute("SELECT DISTINCT sha256 FROM content ORDER BY sha256").fetchall()]


def _write_content(copy: Any, sha256: str, target: Path) -> str:
    digest = hashlib.sha256()
    with target.open("wb") as out:
        for (piece,) in copy.execute("SELECT data FROM content WHERE sha256 = ? ORDER BY n", (sha256,)):
            digest.update(piece)
            out.write(piece)
        out.flush()
        os.fsync(out.fileno())
    return digest.hexdigest()


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise troubles.file_trouble(error, folder) from error


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())


def _flush_folder(folder: Path) -> None:
    if os.name == "posix":  # pragma: no branch - elsewhere a folder cannot be opened, and need not be
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
