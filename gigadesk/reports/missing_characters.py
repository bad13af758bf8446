"""缺字: characters of a paper that no font has, found and named before anything is drawn."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gigadesk.domain.errors import Trouble
from gigadesk.domain.papers.blocks import Block, Heading, Paper, Paragraph, Table
from gigadesk.reports.chinese_marks import clean
from gigadesk.reports.fonts import Fonts

_NAMED = 5
_AROUND = 6


@dataclass(frozen=True, slots=True)
class MissingCharacter:
    """缺字: a character, and where it stands first."""

    character: str
    place: str
    text: str

    def __str__(self) -> str:
        shown = self.character if self.character.isprintable() else "（不可见字符）"
        at = self.text.index(self.character)
        around = self.text[max(at - _AROUND, 0) : at + _AROUND + 1]
        readable = "".join(c if c.isprintable() else "□" for c in around)
        return f"“{shown}”（U+{ord(self.character):04X}，{self.place}：{readable}）"


def missing_characters(paper: Paper, fonts: Fonts) -> list[MissingCharacter]:
    """The characters of the paper that no font has, each once."""
    seen: set[str] = set()
    missing: list[MissingCharacter] = []
    for place, text in _texts(paper):
        cleaned = clean(text)
        unseen = set(cleaned) - seen - {"\n"}
        missing += [MissingCharacter(character, place, cleaned) for character in unseen if not fonts.has(character)]
        seen |= unseen
    return sorted(missing, key=lambda found: found.character)


def refuse_missing_characters(paper: Paper, fonts: Fonts) -> None:
    """Raises `Trouble` naming the characters that no font has."""
    missing = missing_characters(paper, fonts)
    if missing:
        named = "；".join(str(found) for found in missing[:_NAMED])
        more = f"等{len(missing)}个字符" if len(missing) > _NAMED else ""
        raise Trouble(f"字体中没有{named}{more}，文稿未生成。请改用其他字或改正后再导出。")


def _texts(paper: Paper) -> Iterator[tuple[str, str]]:
    """Every text of the paper with the name of its place."""
    yield "标题", paper.title
    yield "主送机关", paper.addressee
    yield from _block_texts("正文", paper.blocks)
    yield "署名", paper.signature.office
    yield "页面标记", paper.mark
    if paper.head:
        yield "发文机关标志", paper.head.office
        yield "发文字号", paper.head.number
        yield "签发人", "".join(paper.head.signers)
    for number, annex in enumerate(paper.annexes, 1):
        yield f"附件{number}标题", annex.title
        yield from _block_texts(f"附件{number}", annex.blocks)


def _block_texts(place: str, blocks: Iterable[Block]) -> Iterator[tuple[str, str]]:
    for block in blocks:
        match block:
            case Heading():
                yield f"{place}标题", block.text
            case Paragraph():
                yield place, block.text
            case Table():
                yield from _table_texts(place, block)


def _table_texts(place: str, table: Table) -> Iterator[tuple[str, str]]:
    yield f"{place}表题", table.caption
    yield f"{place}表注", table.note
    for column in table.columns:
        yield f"{place}表头", column.head
    for number, row in enumerate(table.rows, 1):
        for cell in row.cells:
            yield f"{place}表格第{number}行", cell
