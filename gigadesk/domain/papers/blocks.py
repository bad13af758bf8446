"""文稿: the parts an official paper is made of, in the order they are read.

A `Paper` says everything that stands on the pages and nothing about points or fonts. Texts are plain
characters, never markup. Where things stand is the business of `gigadesk.reports`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import Enum


class Align(Enum):
    """对齐方式: how a column's cells stand."""

    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"


@dataclass(frozen=True, slots=True)
class Heading:
    """标题: a heading in the text with its number written out, such as 一、总体情况.

    `level` 1 to 4 stands for 一、 （一） 1. （1） (GB/T 9704-2012, 7.3.3).
    """

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """段落: running text, indented by two characters."""

    text: str


@dataclass(frozen=True, slots=True)
class Column:
    """列: a table column; `width` is its share of the table's width, in any unit."""

    head: str
    width: int
    align: Align = Align.LEFT


@dataclass(frozen=True, slots=True)
class Row:
    """行: one table row. A band has one text that spans all columns and stays with the row below."""

    cells: tuple[str, ...]
    band: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """表格: rows stay whole, the head is repeated on every page the table reaches."""

    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    caption: str = ""
    note: str = ""


Block = Heading | Paragraph | Table


@dataclass(frozen=True, slots=True)
class Annex:
    """附件: begins on a new page; landscape ones are A4 turned (GB/T 9704-2012, 7.3.7 and 8)."""

    title: str
    blocks: tuple[Block, ...]
    landscape: bool = False


class PaperKind(Enum):
    """文种: 报告 goes upward and names its signer; 函 goes to an equal (GB/T 9704-2012, 7.2 and 10.1)."""

    REPORT = "报告"
    LETTER = "函"


@dataclass(frozen=True, slots=True)
class RedHead:
    """版头: the issuing office in red, the document number and, on a 报告, who signed (7.2)."""

    office: str
    number: str = ""
    signers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Signature:
    """落款: the signing office and the date of the paper (7.3.5)."""

    office: str
    day: date
    sealed: bool = False


@dataclass(frozen=True, slots=True)
class Paper:
    """文稿: a whole official paper.

    `mark` is printed on every page when it is not empty (示例数据). `head` is None while the paper has no
    document number; a 函 has its double rules even then.
    """

    title: str
    addressee: str
    blocks: tuple[Block, ...]
    signature: Signature
    annexes: tuple[Annex, ...] = ()
    kind: PaperKind = PaperKind.REPORT
    head: RedHead | None = None
    mark: str = ""
    author: str = ""
    keywords: tuple[str, ...] = field(default=())
