"""Opening a spreadsheet that came from outside, without harm whatever it holds.

Nothing but this module looks at the bytes of such a file before they are known to be an ordinary, unencrypted .xlsx
of reasonable size whose parts declare no entities. What is refused is refused with its own text.
"""

from __future__ import annotations

import struct
import zipfile
import zlib
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path

from gigadesk.domain.errors import Trouble

MOST_BYTES = 20 * 1024 * 1024
"""The largest file taken."""

_MOST_UNPACKED = 64 * 1024 * 1024
_MOST_XML = 16 * 1024 * 1024
_MOST_ENTRIES = 1000
_MOST_RATIO = 200
_SMALL = 1024 * 1024
_TURN = 64 * 1024

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ZIP = b"PK"
_KNOWN_OTHERS = (
    (b"%PDF", " PDF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xff\xd8\xff", "图片"),
    (b"Rar!", "压缩包"),
    (b"7z\xbc\xaf", "压缩包"),
    (b"{\\rtf", " RTF 文档"),
)
_SAVE_AS = "请用 WPS 表格或 Excel 打开原报送表，另存为“.xlsx”格式后重新导入。"
_ASK_AGAIN = "请向报送单位索取完整的文件后重新导入。"


def load_bytes(path: Path) -> bytes:
    """读取文件: the bytes of a file that is to be imported; raises `Trouble` where there is none or it is too large."""
    try:
        if path.is_dir():
            raise Trouble(f"“{path.name}”是文件夹，不是报送表文件，请选择其中的 .xlsx 文件。")
        with path.open("rb") as file:
            data = file.read(MOST_BYTES + 1)
    except FileNotFoundError as error:
        raise Trouble(f"找不到文件“{path}”，请核对文件名和所在位置。") from error
    except PermissionError as error:
        raise Trouble(f"没有读取“{path.name}”的权限，或者文件正被其他程序占用，请关闭占用它的程序后重试。") from error
    except (OSError, ValueError) as error:
        raise Trouble(f"文件“{path.name}”读不出来，请检查磁盘或 U 盘后重试。") from error
    return data


def open_parts(data: bytes) -> Mapping[str, bytes]:
    """打开表格: the XML parts of an .xlsx by their names; raises `Trouble` for anything that must not be opened."""
    _check_kind(data)
    try:
        with zipfile.ZipFile(BytesIO(data)) as package:
            _check_directory(package)
            parts = _unpack(package)
    except (zipfile.BadZipFile, zlib.error, struct.error, EOFError, OSError, ValueError, RuntimeError) as error:
        raise Trouble(f"文件已损坏或不完整，打不开。{_ASK_AGAIN}") from error
    _check_parts(parts)
    return parts


def _check_kind(data: bytes) -> None:
    if not data:
        raise Trouble(f"文件是空的，没有任何内容。{_ASK_AGAIN}")
    if len(data) > MOST_BYTES:
        raise Trouble(
            f"文件超过 {MOST_BYTES // 1024 // 1024} MB，不像报送表。请删去表中的图片和无关内容后重新保存，再导入。"
        )
    if data.startswith(_OLE):
        raise Trouble(_old_format(data))
    if not data.startswith(_ZIP):
        kind = next((f"是{name}，" for start, name in _KNOWN_OTHERS if data.startswith(start)), "")
        raise Trouble(f"文件{kind}不是 .xlsx 表格。{_SAVE_AS}")


def _old_format(data: bytes) -> str:
    """What to say of an OLE container: an encrypted workbook, an old one, or something else."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return "文件设有打开密码，读不出内容。请取消密码（另存时把密码清空）后重新导入。"
    if any(name.encode("utf-16-le") in data for name in ("Workbook", "Book")):
        return f"文件是 .xls 或 .et 旧格式的表格（以文件内容为准，与扩展名无关）。{_SAVE_AS}"
    return f"文件不是 .xlsx 表格，而是旧格式的文档（以文件内容为准，与扩展名无关）。{_SAVE_AS}"


def _check_directory(package: zipfile.ZipFile) -> None:
    """Refuse by what the zip's directory declares, before anything is unpacked."""
    entries = package.infolist()
    if len(entries) > _MOST_ENTRIES:
        raise Trouble(f"文件内部有 {len(entries)} 个部分，远多于正常的表格，可能是恶意文件，未打开。")
    if any(entry.flag_bits & 1 for entry in entries):
        raise Trouble("文件设有压缩密码，读不出内容。请取消密码后重新导入。")
    if any(entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED) for entry in entries):
        raise zipfile.BadZipFile("packed in a way that no spreadsheet is")
    packed = sum(entry.compress_size for entry in entries)
    if sum(entry.file_size for entry in entries) > min(_MOST_UNPACKED, max(_SMALL, packed * _MOST_RATIO)):
        raise _bomb()
    names = [entry.filename for entry in entries]
    if len(set(names)) != len(names):
        raise Trouble(f"文件内部有重名的部分，已损坏或被改动过。{_ASK_AGAIN}")


def _unpack(package: zipfile.ZipFile) -> dict[str, bytes]:
    """Unpack every entry in turns, counting what really comes out, and keep the XML parts."""
    parts: dict[str, bytes] = {}
    unpacked = kept = 0
    for entry in package.infolist():
        is_xml = _is_xml(entry.filename)
        pieces = []
        with package.open(entry) as stream:
            while piece := stream.read(_TURN):
                unpacked += len(piece)
                if unpacked > _MOST_UNPACKED:
                    raise _bomb()
                if is_xml:
                    kept += len(piece)
                    if kept > _MOST_XML:
                        raise Trouble(
                            "表格内容过多，远超一张报送表。请只保留“报送表”，"
                            "删去多余的工作表、行和列后重新保存，再导入。"
                        )
                    pieces.append(piece)
        if is_xml:
            part = b"".join(pieces)
            if declares_entities(part):
                raise Trouble("文件内部带有外部实体或文档类型声明（DTD），可能是恶意文件，未打开。")
            parts[entry.filename.lstrip("/")] = part
        else:
            parts.setdefault(entry.filename.lstrip("/"), b"")
    return parts


def _is_xml(name: str) -> bool:
    return name.lower().endswith((".xml", ".rels", ".vml"))


def declares_entities(part: bytes) -> bool:
    """实体声明: whether an XML part has a DTD or an entity declaration, in UTF-8 or any encoding of wider units."""
    if b"\0" in part:
        part = part.replace(b"\0", b"")
    return b"<!DOCTYPE" in part or b"<!ENTITY" in part


def _check_parts(parts: Mapping[str, bytes]) -> None:
    """Refuse a zip that is no .xlsx workbook, or one with macros."""
    types = parts.get("[Content_Types].xml", b"").replace(b"\0", b"")
    if b"macroEnabled" in types or any(
        name.lower().endswith("vbaproject.bin") or "/macrosheets/" in name.lower() for name in parts
    ):
        raise Trouble("文件带有宏（.xlsm），为安全起见不予导入。请另存为不含宏的“.xlsx”格式后重新导入。")
    if "xl/workbook.bin" in parts:
        raise Trouble(f"文件是 .xlsb 二进制表格。{_SAVE_AS}")
    if "content.xml" in parts and "mimetype" in parts:
        raise Trouble(f"文件是 .ods 等开放文档格式，不是 .xlsx 表格。{_SAVE_AS}")
    if not types or b"spreadsheetml" not in types:
        raise Trouble(f"文件不是 .xlsx 表格，而是压缩包或其他文档。{_SAVE_AS}")


def _bomb() -> Trouble:
    return Trouble("文件解压后大得不正常，可能是恶意的压缩炸弹，未打开。请核实文件来源。")
