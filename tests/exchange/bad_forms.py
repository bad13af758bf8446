"""Files that an import must refuse, each with words of its own, and how each of them is made."""

from __future__ import annotations

import random
import struct
import zipfile
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import cache
from io import BytesIO

import msoffcrypto.format.ooxml

from tests.exchange.forms import a_content, filled, opened, saved

FORM_PART = "xl/worksheets/sheet1.xml"
DETAILS_PART = "xl/worksheets/sheet2.xml"
STRINGS_PART = "xl/sharedStrings.xml"
BOOK_PART = "xl/workbook.xml"

_OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504)
_LAUGHS = b'<!DOCTYPE x [<!ENTITY a "haha">' + b"".join(
    b'<!ENTITY %c "%s">' % (ord("b") + n, b"&%c;" % (ord("a") + n) * 20) for n in range(10)
)


@cache
def a_good_form() -> bytes:
    """A filled form that is taken."""
    return filled({"E6": 12400, "E7": 35600, "E8": 58.87, "B9": "张三"})


def parts_of(data: bytes) -> dict[str, bytes]:
    """The entries of a zip."""
    with zipfile.ZipFile(BytesIO(data)) as package:
        return {name: package.read(name) for name in package.namelist()}


def zipped(parts: Mapping[str, bytes]) -> bytes:
    """A zip of such entries."""
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in parts.items():
            package.writestr(name, content)
    return buffer.getvalue()


def altered(part: str, change: Callable[[bytes], bytes], data: bytes | None = None) -> bytes:
    """A form with one of its parts changed."""
    parts = parts_of(a_good_form() if data is None else data)
    parts[part] = change(parts[part])
    return zipped(parts)


def with_parts(**more: bytes) -> bytes:
    """The good form with further entries; __ stands for / and _dot_ for a dot."""
    named = {name.replace("__", "/").replace("_dot_", "."): content for name, content in more.items()}
    return zipped(parts_of(a_good_form()) | named)


def raw_cell(cell: str, inner: bytes) -> bytes:
    """The good form with a cell written as told, attributes included: ` t="b"><v>1</v>`."""

    def change(sheet: bytes) -> bytes:
        start = sheet.index(b'<c r="%s"' % cell.encode())
        end = sheet.index(b"</c>", start)
        return sheet[:start] + b'<c r="%s"' % cell.encode() + inner + sheet[end:]

    return altered(FORM_PART, change)


def with_shared_strings(*strings: str) -> bytes:
    """The good form with such shared texts, the first of them in E6, as other programs store texts."""
    listing = "".join(f"<si>{text}</si>" for text in strings)
    parts = parts_of(raw_cell("E6", b' t="s"><v>0</v>'))
    parts[STRINGS_PART] = f'<?xml version="1.0" encoding="utf-8"?><sst>{listing}</sst>'.encode()
    parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="strings" Type="http://purl.oclc.org/ooxml/officeDocument/relationships/sharedStrings"'
        b' Target="sharedStrings.xml"/></Relationships>',
    )
    return zipped(parts)


def encrypted() -> bytes:
    """A form with a password to open it."""
    buffer = BytesIO()
    msoffcrypto.format.ooxml.OOXMLFile(BytesIO(a_good_form())).encrypt("1234", buffer)
    return buffer.getvalue()


def with_false_sizes() -> bytes:
    """A zip whose directory says that each of its entries has ten bytes."""
    data = bytearray(a_good_form())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 24 : at + 28] = struct.pack("<I", 10)
        at += 4
    return bytes(data)


def zip_encrypted() -> bytes:
    """A zip that says its entries are encrypted."""
    data = bytearray(a_good_form())
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


def with_doubled_entry() -> bytes:
    """A zip with two entries of one name."""
    return with_parts(xl__stylet_dot_xml=b"<x/>").replace(b"xl/stylet.xml", b"xl/styles.xml")


def damaged_inside() -> bytes:
    """A zip with some bytes overwritten in the middle."""
    data = bytearray(a_good_form())
    middle = data.index(b"sheet1.xml") + 60
    data[middle : middle + 40] = bytes(40)
    return bytes(data)


def without_details() -> bytes:
    """A form whose hidden sheet was deleted."""
    book, _ = opened(a_good_form())
    del book["表单信息"]
    return saved(book)


def with_details(**values: str | None) -> bytes:
    """A form with cells of its hidden sheet changed."""
    book, _ = opened(a_good_form())
    for place, value in values.items():
        book["表单信息"][place] = value
    return saved(book)


def of_many_cells() -> bytes:
    """A form with far too many filled cells, no two alike."""
    numbers = random.Random(7)
    rows = b"".join(b'<row r="%d"><c><v>%d</v></c></row>' % (n, numbers.getrandbits(40)) for n in range(1, 60_000))
    return altered(FORM_PART, lambda sheet: sheet.replace(b"<sheetData>", b"<sheetData>" + rows))


def of_many_bytes() -> bytes:
    """A form with twenty megabytes of empty rows, no two alike."""
    numbers = random.Random(7)
    rows = b"".join(b'<row r="%d" ht="%d"/>' % (n, numbers.getrandbits(60)) for n in range(1, 450_000))
    return altered(FORM_PART, lambda sheet: sheet.replace(b"<sheetData>", b"<sheetData>" + rows))


def bomb(part: bytes) -> Callable[[bytes], bytes]:
    """Put a DTD with entities within entities before a part's root."""

    def change(content: bytes) -> bytes:
        head, root, rest = content.partition(part)
        return head + _LAUGHS + b"]>" + root + rest

    return change


def in_utf16(content: bytes) -> bytes:
    """A part with an entity bomb, in an encoding where no plain search finds it."""
    text = bomb(b"<sst")(content).decode()
    return text.replace("utf-8", "utf-16").replace("UTF-8", "utf-16").encode("utf-16")


def bad_files() -> Iterator[tuple[str, bytes, str]]:
    """Every bad file as a whole: what it is, its bytes, and words of its refusal."""
    good = a_good_form()
    yield "empty file", b"", "文件是空的"
    yield "text", "渝中电信,12400\n".encode(), "不是 .xlsx 表格"
    yield "html named xlsx", b"<html><table><tr><td>1</td></tr></table></html>", "不是 .xlsx 表格"
    yield "pdf", b"%PDF-1.7\n", "PDF 文件"
    yield "picture", b"\xff\xd8\xff\xe0" + bytes(100), "图片"
    yield "rar", b"Rar!\x1a\x07", "压缩包"
    yield "too large", b"PK\x03\x04" + bytes(21 * 1024 * 1024), "超过 20 MB"
    yield "xls", _OLE + "Workbook".encode("utf-16-le"), "旧格式的表格"
    yield "et", _OLE + "ETExtData\0Book".encode("utf-16-le"), "旧格式的表格"
    yield "doc", _OLE + "WordDocument".encode("utf-16-le"), "旧格式的文档"
    yield "encrypted", encrypted(), "打开密码"
    yield "encrypted zip", zip_encrypted(), "压缩密码"
    yield "truncated", good[: len(good) // 2], "已损坏"
    yield "only a beginning", b"PK\x03\x04", "已损坏"
    yield "damaged inside", damaged_inside(), "已损坏"
    yield "sizes that lie", with_false_sizes(), "已损坏"
    yield "two entries of one name", with_doubled_entry(), "重名"
    yield "bzip2", _bzipped(), "已损坏"
    yield "not well-formed", altered(FORM_PART, lambda sheet: sheet[:-20]), "已损坏"
    yield "bad reference", altered(FORM_PART, lambda sheet: sheet.replace(b'r="E6"', b'r="E9999999"')), "已损坏"
    yield "string that is not there", raw_cell("E6", b' t="s"><v>99999</v>'), "已损坏"
    yield "no workbook part", zipped({n: c for n, c in parts_of(good).items() if n != BOOK_PART}), "已损坏"
    yield "no main relation", altered("_rels/.rels", lambda _: b"<Relationships/>"), "已损坏"
    yield (
        "no sheets",
        altered("xl/_rels/workbook.xml.rels", lambda part: part.replace(b"/worksheet", b"/x")),
        "已损坏",
    )
    yield (
        "one part for two sheets",
        altered("xl/_rels/workbook.xml.rels", lambda part: part.replace(b"sheet2.xml", b"sheet1.xml")),
        "已损坏",
    )
    yield "macros", with_parts(xl__vbaProject_dot_bin=b"\x01"), "宏"
    yield (
        "macro type",
        altered("[Content_Types].xml", lambda part: part.replace(b"sheet.main", b"sheet.macroEnabled.main")),
        "宏",
    )
    yield "xlsb", zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b""}), ".xlsb"
    yield "ods", zipped({"mimetype": b"application/vnd.oasis", "content.xml": b"<x/>"}), "开放文档"
    yield (
        "docx",
        zipped({"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<x/>"}),
        "不是 .xlsx 表格，而是压缩包",
    )
    yield "zip bomb", with_parts(xl__media__a_dot_png=bytes(40 * 1024 * 1024)), "压缩炸弹"
    yield "xml bomb", altered(FORM_PART, lambda sheet: sheet + b" " * 30_000_000), "压缩炸弹"
    yield "many entries", zipped(parts_of(good) | {f"x{n}.xml": b"" for n in range(1200)}), "个部分"
    yield "many cells", of_many_cells(), "内容过多"
    yield "many bytes", of_many_bytes(), "内容过多"
    yield (
        "many merged areas",
        altered(
            FORM_PART,
            lambda sheet: sheet.replace(b"<mergeCells", b"<x>" + b'<mergeCell ref="A1"/>' * 1100 + b"</x><mergeCells"),
        ),
        "内容过多",
    )
    yield "entities in strings", altered(STRINGS_PART, bomb(b"<sst"), with_shared_strings("<t>&amp;k;</t>")), "DTD"
    yield "entities in the sheet", altered(FORM_PART, bomb(b"<worksheet")), "DTD"
    yield "entities in the workbook", altered(BOOK_PART, bomb(b"<workbook")), "DTD"
    yield "entities in UTF-16", altered(STRINGS_PART, in_utf16, with_shared_strings("<t>&amp;k;</t>")), "DTD"
    yield (
        "outside entity",
        altered("docProps/core.xml", lambda _: b'<!DOCTYPE x SYSTEM "http://example.invalid/x.dtd"><x/>'),
        "DTD",
    )
    yield "no hidden sheet", without_details(), "不是本程序生成的报送表"
    yield "newer form", with_details(B2="2"), "更新版本的程序"
    yield "no form version", with_details(B2=None), "被改动过"
    yield "no plan", with_details(B3=None), "被改动过"
    yield "no month", with_details(B7="九月"), "被改动过"
    yield "no places", with_details(D10=None), "被改动过"
    yield "one element twice", with_details(B11="10G-PON端口数"), "被改动过"
    yield "another unit", filled({"A3": "填报单位：小城移动分公司", "E6": 1}), "报送表!A3：表上印的填报单位"
    yield "another month", filled({"D3": "报送期：2023年8月", "E6": 1}), "报送表!D3：表上印的报送期"
    yield "no heading", filled({"E5": "本月", "E6": 1}), "找不到报送表的表头"
    yield "a heading twice", filled({"F5": "本月末累计", "E6": 1}), "报送表!F5：表头“本月末累计”出现了两次"
    yield "a row twice", filled({"A7": "10G-PON 端口数", "E6": 1}), "报送表!A7：数据项“10G-PON 端口数”出现了两行"
    yield "nothing filled in", filled({"F6": "无变化"}), "没有填写任何数字"
    yield "no rows left", filled({"A6": None, "A7": None, "A8": None, "E6": 1}), "数据项名称可能被删除"


def mutants(seed: int, count: int) -> Iterator[bytes]:
    """Good forms with something changed at random: bytes of the file, or bytes or pieces of a part."""
    chance = random.Random(seed)
    good = a_good_form()
    parts = parts_of(good)
    for _ in range(count):
        if chance.random() < 0.2:
            yield _scribbled(good, chance)
            continue
        name = chance.choice(list(parts))
        part = _scribbled(parts[name], chance) if chance.random() < 0.5 else _rearranged(parts[name], chance)
        yield zipped(parts | {name: part})


def _scribbled(data: bytes, chance: random.Random) -> bytes:
    changed = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        changed[chance.randrange(len(changed))] = chance.randrange(256)
    return bytes(changed)


def _rearranged(part: bytes, chance: random.Random) -> bytes:
    pieces = part.split(b"<")
    for _ in range(chance.randint(1, 4)):
        at, other = chance.randrange(len(pieces)), chance.randrange(len(pieces))
        match chance.randrange(4):
            case 0:
                pieces[at], pieces[other] = pieces[other], pieces[at]
            case 1:
                pieces[at] = pieces[other]
            case 2:
                pieces[at] = pieces[at].replace(b"1", chance.choice((b"", b"-", b"99999999999", b"\xe4\xb8\x87", b"x")))
            case _:
                pieces[at] = pieces[at].replace(b'"', b"", 1)
    return b"<".join(pieces)


def _bzipped() -> bytes:
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_BZIP2) as package:
        for name, content in parts_of(a_good_form()).items():
            package.writestr(name, content)
    return buffer.getvalue()


def bad_cells() -> Iterator[tuple[str, bytes, str]]:
    """Every form with one bad figure, in E6: what it is, its bytes, and words of its reason."""
    yield "formula", filled({"E6": "=1+2"}), "公式"
    yield "formula with a stored value", raw_cell("E6", b"><f>6200*2</f><v>12400</v>"), "公式"
    yield "formula that gives text", raw_cell("E6", b' t="str"><f>A1</f><v>12400</v>'), "公式"
    yield "text", filled({"E6": "约一万"}), "“约一万”不是数字"
    yield "typed formula", filled({"E6": "’=1+2"}), "不是数字"
    yield "fraction of a port", filled({"E6": 12.5}), "“12.5”带有小数"
    yield "fraction as text", filled({"E6": "12.5"}), "“12.5”带有小数"
    yield "NaN", filled({"E6": "NaN"}), "“NaN”不是数字"
    yield "NaN as a number", raw_cell("E6", b"><v>NaN</v>"), "“NaN”不是数字"
    yield "infinite", raw_cell("E6", b"><v>1e999</v>"), "不是有效的数字"
    yield "400 digits", filled({"E6": "9" * 400}), "超过 15 位"
    yield "400 digits as a number", raw_cell("E6", b"><v>" + b"9" * 400 + b"</v>"), "超过 15 位"
    yield "9000 digits as a number", raw_cell("E6", b"><v>" + b"9" * 9000 + b"</v>"), "超过 15 位"
    yield "percent sign", filled({"E6": "35%"}), "百分号"
    yield "boolean", filled({"E6": True}), "逻辑值"
    yield "error value", raw_cell("E6", b' t="e"><v>#N/A</v>'), "错误值“#N/A”"
    yield "date", filled({"E6": date(2023, 9, 30)}), "日期或时间（2023年9月30日）"
    yield "date beyond all days", _formatted("yyyy-mm-dd", 9_000_000), "日期或时间（9000000）"
    yield "ISO date", raw_cell("E6", b' t="d"><v>2023-09-30</v>'), "日期或时间"
    yield "date as text", filled({"E6": "2023-09"}), "日期"
    yield "percent format", _formatted("0.00%", 0.35), "百分比格式"
    yield "another unit of measure", filled({"E6": "12400户"}), "单位“户”"
    yield "merged with another row", _merged("E6:E7"), "合并"
    yield "merged with last month", _merged("D6:E6"), "合并"


def _formatted(number_format: str, value: float) -> bytes:
    book, sheet = opened(a_good_form())
    sheet["E6"] = value
    sheet["E6"].number_format = number_format
    return saved(book)


def _merged(area: str) -> bytes:
    book, sheet = opened(filled({"E6": 12400}, a_content()))
    sheet.merge_cells(area)
    return saved(book)
