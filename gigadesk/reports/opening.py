"""文首: how papers and annexes begin: red head, title, addressee (GB/T 9704-2012, 7.2, 7.3.1, 7.3.2, 10.1)."""

from __future__ import annotations

from math import ceil, floor

from gigadesk.domain.papers.blocks import Annex, Paper, PaperKind, RedHead
from gigadesk.reports.flow import BLANK, text_strips
from gigadesk.reports.fonts import Face
from gigadesk.reports.grid import LINE_PITCH, MM, PAGE_WIDTH, SIZE_BODY, SIZE_FIRST, SIZE_TITLE
from gigadesk.reports.page_parts import Bookmark, Colour, Keep, Mark, Rule, Strip
from gigadesk.reports.title_lines import title_lines
from gigadesk.reports.typesetter import Typesetter

_MARK_TOP = 35 * MM
_MARK_SMALLEST = 26.0
_NUMBER_TO_RULE = 4 * MM
_RULE_THICKNESS = 1.5
_LETTER_MARK_TOP = 30 * MM
LETTER_RULE_WIDTH = 170 * MM
"""函: the length of its double rules (10.1)."""
THICK, THIN, BETWEEN = 1.5, 0.5, 2.0
"""The thickness of a double rule's lines and the distance of their middles."""


def paper_opening(typesetter: Typesetter, paper: Paper) -> list[Strip]:
    """What stands above the body: head, title, addressee."""
    strips = []
    if paper.kind is PaperKind.LETTER:
        strips.append(_letter_head(typesetter, paper.head))
    elif paper.head:
        strips.append(_red_head(typesetter, paper.head))
    # 7.3.1: two blank lines under the red rule. A paper without a head leaves their room.
    strips += [Strip(grid_rows=2, keep=Keep.MUST)]
    strips += [*title_strips(typesetter, paper.title), BLANK]
    if paper.addressee.strip():
        strips += text_strips(typesetter, _with_colon(paper.addressee.strip()), Face.BODY, indent=0.0)
    return strips


def annex_opening(typesetter: Typesetter, annex: Annex, label: str) -> list[Strip]:
    """附件: its label on the first line, its title on the third, a blank line (7.3.7)."""
    words = typesetter.words(label, Face.HEI, SIZE_BODY)
    bookmark = Bookmark(f"{label} {annex.title}".replace("\n", ""), 0)
    head = Strip((words,), grid_rows=1, keep=Keep.MUST, bookmark=bookmark)
    return [head, BLANK, *title_strips(typesetter, annex.title), BLANK]


def title_strips(typesetter: Typesetter, title: str) -> list[Strip]:
    """标题: centred lines in 二号小标宋, each on a line of the grid."""
    rise = (SIZE_BODY - SIZE_TITLE) / 2
    return [
        Strip((_centred(typesetter, line, SIZE_TITLE, rise),), grid_rows=1, keep=Keep.MUST)
        for line in _broken(typesetter, title, SIZE_TITLE)
        if line
    ]


def _broken(typesetter: Typesetter, text: str, size: float) -> list[str]:
    return title_lines(text, lambda part: typesetter.width(part, Face.TITLE, size), typesetter.area.width)


def _centred(typesetter: Typesetter, text: str, size: float, top: float, colour: Colour = Colour.BLACK) -> Mark:
    left = (typesetter.area.width - typesetter.width(text, Face.TITLE, size)) / 2
    return typesetter.words(text, Face.TITLE, size, left, top, colour)


def _with_colon(addressee: str) -> str:
    """主送机关 ends with a full-width colon (7.3.2)."""
    return addressee if addressee.endswith("：") else addressee.rstrip(":") + "："


def _issuing_mark(typesetter: Typesetter, office: str, top: float) -> tuple[list[Mark], float]:
    """发文机关标志: the office in red, as large as its line allows up to 初号; also gives its lower edge (7.2.4)."""
    natural = typesetter.width(office, Face.TITLE, SIZE_FIRST)
    fitting = floor(SIZE_FIRST * typesetter.area.width / max(natural, 1.0))
    size = min(SIZE_FIRST, max(fitting, _MARK_SMALLEST))
    marks: list[Mark] = []
    for line in _broken(typesetter, office, size):
        marks.append(_centred(typesetter, line, size, top, Colour.RED))
        top += 1.2 * size
    return marks, top - 0.2 * size


def _red_head(typesetter: Typesetter, head: RedHead) -> Strip:
    """版头: the mark 35 mm below the text area's top, the number two lines below it, a red rule 4 mm below that."""
    marks, bottom = _issuing_mark(typesetter, head.office, _MARK_TOP)
    row = ceil(bottom / LINE_PITCH) + 2
    row += _number_line(typesetter, head, marks, row)
    rule = row * LINE_PITCH + SIZE_BODY + _NUMBER_TO_RULE
    marks.append(Rule(0.0, rule, typesetter.area.width, rule, _RULE_THICKNESS, Colour.RED))
    return Strip(tuple(marks), grid_rows=ceil(rule / LINE_PITCH), keep=Keep.MUST)


def _number_line(typesetter: Typesetter, head: RedHead, marks: list[Mark], row: int) -> int:
    """发文字号 centred, or left of 签发人 with one character's blank on both sides (7.2.5, 7.2.6).

    Signers stand two on a line under each other, the number on the line of the last. Gives how many lines it added.
    """
    area = typesetter.area
    number_width = typesetter.width(head.number, Face.BODY, SIZE_BODY)
    if not head.signers:
        left = (area.width - number_width) / 2
        marks.append(typesetter.words(head.number, Face.BODY, SIZE_BODY, left, row * LINE_PITCH))
        return 0
    pairs = ["　".join(head.signers[n : n + 2]) for n in range(0, len(head.signers), 2)]
    label = "签发人："
    label_width = typesetter.width(label, Face.BODY, SIZE_BODY)
    names_width = max(typesetter.width(pair, Face.KAI, SIZE_BODY) for pair in pairs)
    left = area.width - area.pitch - names_width
    marks.append(typesetter.words(label, Face.BODY, SIZE_BODY, left - label_width, row * LINE_PITCH))
    marks += [typesetter.words(pair, Face.KAI, SIZE_BODY, left, (row + n) * LINE_PITCH) for n, pair in enumerate(pairs)]
    last = row + len(pairs) - 1
    marks.append(typesetter.words(head.number, Face.BODY, SIZE_BODY, area.pitch, last * LINE_PITCH))
    return len(pairs) - 1


def _letter_head(typesetter: Typesetter, head: RedHead | None) -> Strip:
    """函: the mark 30 mm from the page's upper edge, a red double rule 4 mm below it, the number at the right under
    the rule, 7/8 of a character away (10.1)."""
    area = typesetter.area
    top = _LETTER_MARK_TOP - area.top
    marks: list[Mark] = []
    bottom = top + SIZE_FIRST
    if head:
        marks, bottom = _issuing_mark(typesetter, head.office, top)
    rule = bottom + _NUMBER_TO_RULE
    left = (PAGE_WIDTH - LETTER_RULE_WIDTH) / 2 - area.left
    marks += double_rule(left, rule, thick_first=True)
    lower = rule + BETWEEN
    if head and head.number:
        number_top = lower + SIZE_BODY * 7 / 8
        number_left = area.width - typesetter.width(head.number, Face.BODY, SIZE_BODY)
        marks.append(typesetter.words(head.number, Face.BODY, SIZE_BODY, number_left, number_top))
        lower = number_top + SIZE_BODY
    return Strip(tuple(marks), grid_rows=max(ceil(lower / LINE_PITCH), 1), keep=Keep.MUST)


def double_rule(left: float, top: float, thick_first: bool) -> list[Mark]:
    """双线: a thick red rule and a thin one, 170 mm long (10.1)."""
    right = left + LETTER_RULE_WIDTH
    upper, lower = (THICK, THIN) if thick_first else (THIN, THICK)
    return [
        Rule(left, top, right, top, upper, Colour.RED),
        Rule(left, top + BETWEEN, right, top + BETWEEN, lower, Colour.RED),
    ]
