"""What the clerk is told when the file cannot be opened, read or written. A part of `database.py`."""

from __future__ import annotations

import errno
from pathlib import Path

from gigadesk.domain.errors import Trouble

# SQLite's primary result codes; a driver's error carries them in the low byte of `sqlite_errorcode`.
_PERMISSION, _BUSY, _LOCKED, _READ_ONLY, _IO = 3, 5, 6, 8, 10
_CORRUPT, _FULL, _CANNOT_OPEN, _NOT_A_DATABASE = 11, 13, 14, 26


def trouble_of(error: BaseException | None, path: Path) -> Trouble | None:
    """提示 for an error of the surroundings; None for any other, which is a bug."""
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:  # the driver's own error: its only operational one is text that is no text any more
        return damaged(path) if type(error).__name__ == "OperationalError" else None
    name = f"台账文件“{path}”"
    texts = {
        _BUSY: f"{name}正在另一个窗口或程序中使用。请先关闭那个窗口，再打开一次。",
        _LOCKED: f"{name}正在另一个窗口或程序中使用。请先关闭那个窗口，再打开一次。",
        _READ_ONLY: _read_only(path),
        _PERMISSION: _read_only(path),
        _CANNOT_OPEN: _read_only(path),
        _IO: f"读写{name}时出错，磁盘或U盘可能已拔出或损坏；未写完的内容没有保存。请检查磁盘后重新打开。",
        _CORRUPT: _damaged(path),
        _FULL: f"磁盘已满，{name}没有写入任何改动。请先腾出磁盘空间，再做一次。",
        _NOT_A_DATABASE: f"“{path}”不是台账文件，或文件已损坏。请确认选对了文件；如确为台账文件，请用最近的备份恢复。",
    }
    text = texts.get(code & 0xFF)
    return None if text is None else Trouble(text)


def backup_trouble(error: BaseException, target: Path) -> Trouble | None:
    """提示 for an error while a copy is made; None for a bug."""
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if code == _FULL:
        return Trouble(f"磁盘已满，备份“{target}”没有完成。请先腾出磁盘空间，再做一次。")
    if code in (_CANNOT_OPEN, _READ_ONLY, _PERMISSION, _IO):
        return Trouble(f"备份“{target}”无法写入，没有完成。请检查磁盘和文件夹后再做一次。")
    if code in (_CORRUPT, _NOT_A_DATABASE):
        return Trouble(f"备份“{target}”没有完成：要复制的文件已损坏。请用较早的备份恢复。")
    return None


def damaged(path: Path) -> Trouble:
    """The file is ours, but parts of it are missing or unreadable."""
    return Trouble(_damaged(path))


def other_database(path: Path) -> Trouble:
    """A sound database of another program."""
    return Trouble(f"“{path}”是其他程序的数据库，不是台账文件。请选择扩展名为 .gigadesk 的台账文件。")


def newer(path: Path, schema: int, known: int) -> Trouble:
    """Made by a newer version of the program."""
    return Trouble(
        f"台账文件“{path}”由更新版本的程序保存（文件版本 {schema}，本程序支持到 {known}）。"
        "请先升级本程序，再打开此文件；文件没有改动。"
    )


def migration_failed(path: Path) -> Trouble:
    """A migration left references that lead nowhere; it was taken back."""
    return Trouble(
        f"台账文件“{path}”升级时发现记录之间的引用不完整，升级已取消，文件没有改动。请用最近的备份恢复后再打开。"
    )


def require_file(path: Path) -> None:
    """Raise Trouble unless `path` is a file with something in it. It is not opened: that could drop our own lock."""
    try:
        _require_folder(path)
        if path.is_dir():
            raise Trouble(f"“{path}”是文件夹，不是台账文件。请选择扩展名为 .gigadesk 的台账文件。")
        if not path.exists():
            raise Trouble(f"找不到台账文件“{path}”。请检查文件名和所在文件夹，或先新建台账文件。")
        if not path.is_file():
            raise Trouble(f"“{path}”不是普通文件，不能作为台账文件打开。请选择扩展名为 .gigadesk 的台账文件。")
        if path.stat().st_size == 0:
            raise Trouble(f"文件“{path}”是空的，可能上次新建没有完成。请删除它后重新新建，或用最近的备份恢复。")
    except OSError as error:
        raise file_trouble(error, path) from error


def claim_new_file(path: Path) -> None:
    """Make an empty file at `path`; raises Trouble where there is something already or it cannot be made."""
    try:
        _require_folder(path)
        path.open("xb").close()
    except FileExistsError as error:
        raise Trouble(f"“{path}”已经存在，没有覆盖。请换一个文件名。") from error
    except OSError as error:
        raise file_trouble(error, path) from error


def file_trouble(error: OSError, path: Path) -> Trouble:
    """提示 for an error of the file system."""
    if error.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return Trouble(_read_only(path))
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return Trouble(f"磁盘已满，无法写入“{path}”。请先腾出磁盘空间，再做一次。")
    if error.errno == errno.ENAMETOOLONG:
        return Trouble(f"文件名“{path.name}”太长。请换一个较短的文件名。")
    return Trouble(f"无法读写“{path}”（{error.strerror}）。请检查磁盘和文件名后再试。")


def _require_folder(path: Path) -> None:
    if not path.parent.is_dir():
        raise Trouble(f"文件夹“{path.parent}”不存在。请检查路径，或先建立这个文件夹。")


def _damaged(path: Path) -> str:
    return f"台账文件“{path}”已损坏或不完整。请不要继续使用，用最近的备份恢复。"


def _read_only(path: Path) -> str:
    return f"无法写入“{path}”：文件或所在文件夹是只读的，或没有访问权限。请把文件复制到可以写入的文件夹，或取消只读后再打开。"
