"""文末: what follows the body: annex note, signature and date (GB/T 9704-2012, 7.3.4 to 7.3.6)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from gigadesk.domain.papers.blocks import Annex, Signature
from gigadesk.reports.flow import BLANK
from gigadesk.reports.fonts import Face
from gigadesk.reports.grid import SIZE_BODY
from gigadesk.reports.page_parts import Keep, Strip
from gigadesk.reports.title_lines import title_lines
from gigadesk.reports.typesetter import Typesetter

_INDENT = 2
_LINES_THAT_GO_ALONG = 2


def annex_label(number: int, count: int) -> str:
    """附件顺序号: 附件1, or 附件 for an only one (7.3.7)."""
    return f"附件{number}" if count > 1 else "附件"


def with_closing(
    typesetter: Typesetter, body: Sequence[Strip], annexes: Sequence[Annex], signature: Signature
) -> list[Strip]:
    """The body with annex note and signature. Its last lines wish to go along with them: a page with the signature
    alone is not allowed, nor a note that the text is elsewhere (7.3.5.5)."""
    note = _annex_note(typesetter, annexes)
    tail = [BLANK, *note, BLANK] if note else [BLANK]
    kept = len(body) - _LINES_THAT_GO_ALONG
    along = [strip if n < kept else _wishing(strip) for n, strip in enumerate(body)]
    return [*along, *(_wishing(strip) for strip in tail), *_signature(typesetter, signature)]


def _wishing(strip: Strip) -> Strip:
    return replace(strip, keep=max(strip.keep, Keep.WISH))


def _annex_note(typesetter: Typesetter, annexes: Sequence[Annex]) -> list[Strip]:
    """附件说明: two characters in; a name's further lines hang to its first character; no mark at its end."""
    area = typesetter.area
    label = _INDENT * area.pitch
    names = label + typesetter.width("附件：", Face.BODY, SIZE_BODY)
    strips = []
    for number, annex in enumerate(annexes, 1):
        figure = f"{number}. " if len(annexes) > 1 else ""
        left = names + typesetter.width(figure, Face.BODY, SIZE_BODY)
        title = annex.title.replace("\n", "")
        for n, line in enumerate(typesetter.lines(title, Face.BODY, SIZE_BODY, area.width, left, left)):
            words = [typesetter.placed(line, Face.BODY, SIZE_BODY, justified=line.full)]
            if n == 0 and figure:
                words.insert(0, typesetter.words(figure.strip(), Face.BODY, SIZE_BODY, names))
            if n == 0 and number == 1:
                words.insert(0, typesetter.words("附件：", Face.BODY, SIZE_BODY, label))
            strips.append(Strip(tuple(words), grid_rows=1, keep=Keep.WISH))
    return strips


def _signature(typesetter: Typesetter, signature: Signature) -> list[Strip]:
    """落款: the office, and the date under it."""
    office = _office_lines(typesetter, signature.office)
    office_width = max((typesetter.width(line, Face.BODY, SIZE_BODY) for line in office), default=0.0)
    day = chinese_date(signature.day)
    day_width = typesetter.width(day, Face.BODY, SIZE_BODY)
    if signature.sealed:
        office_left, day_left = _sealed(typesetter, office_width, day_width)
    else:
        office_left, day_left = _unsealed(typesetter, office_width, day_width)
    strips = []
    for line in office:
        inset = (office_width - typesetter.width(line, Face.BODY, SIZE_BODY)) / 2 if signature.sealed else 0.0
        words = typesetter.words(line, Face.BODY, SIZE_BODY, office_left + inset)
        strips.append(Strip((words,), grid_rows=1, keep=Keep.MUST))
    strips.append(Strip((typesetter.words(day, Face.BODY, SIZE_BODY, day_left),), grid_rows=1))
    return strips


def _office_lines(typesetter: Typesetter, office: str) -> list[str]:
    """The office's name, broken by sense when it is longer than its line."""
    room = typesetter.area.width - 2 * _INDENT * typesetter.area.pitch
    lines = title_lines(office.strip(), lambda part: typesetter.width(part, Face.BODY, SIZE_BODY), room)
    return [line for line in lines if line]


def _sealed(typesetter: Typesetter, office: float, day: float) -> tuple[float, float]:
    """加盖印章: the date four characters from the right, the office centred over it (7.3.5.1)."""
    area = typesetter.area
    day_left = area.width - 4 * area.pitch - day
    return max(0.0, min(day_left + (day - office) / 2, area.width - office)), day_left


def _unsealed(typesetter: Typesetter, office: float, day: float) -> tuple[float, float]:
    """不加盖印章: the office two characters from the right, the date beginning two characters behind the office's
    first; a date longer than the office is itself two characters from the right (7.3.5.2)."""
    area = typesetter.area
    step = _INDENT * area.pitch
    if day > office:
        day_left = area.width - step - day
        return day_left - step, day_left
    office_left = area.width - step - office
    return office_left, office_left + step


def chinese_date(day: date) -> str:
    """成文日期: full year, no leading zeros (7.3.5.4)."""
    return f"{day.year}年{day.month}月{day.day}日"
