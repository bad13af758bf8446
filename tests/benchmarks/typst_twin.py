"""A paper as typst source: the same text in the same fonts and sizes, as a yardstick."""

from __future__ import annotations

from gigadesk.domain.papers.blocks import Block, Heading, Paper, Paragraph, Table

_HEAD = """
#set page(paper: "a4", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: "— 1 —")
#set text(font: ("Liberation Serif", "Zhuque Fangsong (technical preview)", "LXGW WenKai GB Lite"), size: 16pt, lang: "zh", region: "cn")
#set par(justify: true, first-line-indent: (amount: 2em, all: true), leading: 13.6pt)
#let title(x) = align(center, text(font: "Noto Serif SC", size: 22pt, weight: "bold", x))
#let hei(x) = par(text(font: "Noto Sans SC", x))
#let kai(x) = par(text(font: "LXGW WenKai GB Lite", x))
"""


def typst_source(paper: Paper) -> str:
    """The paper's text, headings, tables and annexes."""
    parts = [_HEAD, f"#title({_text(paper.title)})\n#par({_text(paper.addressee)})\n"]
    parts += [_block(block) for block in paper.blocks]
    parts.append(f"#par({_text(paper.signature.office)})\n")
    for number, annex in enumerate(paper.annexes, 1):
        parts.append(f"#set page(flipped: {str(annex.landscape).lower()})\n#hei({_text(f'附件{number}')})\n")
        parts.append(f"#title({_text(annex.title)})\n")
        parts += [_block(block) for block in annex.blocks]
    return "".join(parts)


def _block(block: Block) -> str:
    match block:
        case Heading():
            return f"#{'hei' if block.level == 1 else 'kai'}({_text(block.text)})\n"
        case Paragraph():
            return f"#par({_text(block.text)})\n"
        case Table():
            return _table(block)


def _table(table: Table) -> str:
    widths = ", ".join(f"{column.width}fr" for column in table.columns)
    heads = ", ".join(f'text(font: "Noto Sans SC", {_text(column.head)})' for column in table.columns)
    cells = ", ".join(
        f"table.cell(colspan: {len(table.columns)}, {_text(row.cells[0])})"
        if row.band
        else ", ".join(map(_text, row.cells))
        for row in table.rows
    )
    rows = f", {cells}" if cells else ""
    return (
        f"#set text(size: 10.5pt)\n#table(columns: ({widths}), table.header({heads}){rows})\n"
        f"#par({_text(table.note)})\n#set text(size: 16pt)\n"
    )


def _text(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
