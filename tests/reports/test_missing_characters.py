"""Characters that no font has are named, wherever they stand, before anything is drawn."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from gigadesk.domain.errors import Trouble
from gigadesk.domain.papers.blocks import Annex, Heading, Paragraph, RedHead, Row, Signature
from gigadesk.reports.fonts import Fonts
from gigadesk.reports.missing_characters import missing_characters, refuse_missing_characters
from gigadesk.reports.official_paper import render
from tests.reports.papers import DAY, a_paper, a_table, dense_paper, rare_paper

ODD = "\U0001f600"
TEXT = f"文字{ODD}文字"


@pytest.mark.parametrize(
    ("place", "differences"),
    [
        ("标题", {"title": TEXT}),
        ("主送机关", {"addressee": TEXT}),
        ("正文标题", {"blocks": (Heading(1, TEXT),)}),
        ("正文", {"blocks": (Paragraph("好"), Paragraph(TEXT))}),
        ("正文表题", {"blocks": (a_table(1, caption=TEXT),)}),
        ("正文表注", {"blocks": (a_table(1, note=TEXT),)}),
        ("正文表头", {"blocks": (a_table(0, columns=(replace(a_table().columns[0], head=TEXT),)),)}),
        ("附件1表格第2行", {"annexes": (Annex("附", (a_table(0, rows=(Row(("好",)), Row(("", TEXT)))),)),)}),
        ("附件2标题", {"annexes": (Annex("附", ()), Annex(TEXT, ()))}),
        ("署名", {"signature": Signature(TEXT, DAY)}),
        ("页面标记", {"mark": TEXT}),
        ("发文机关标志", {"head": RedHead(TEXT)}),
        ("发文字号", {"head": RedHead("甲", TEXT)}),
        ("签发人", {"head": RedHead("甲", "一号", (TEXT,))}),
    ],
)
def test_the_place_is_named(fonts: Fonts, place: str, differences: dict[str, Any]) -> None:
    paper = a_paper(**differences)
    (missing,) = missing_characters(paper, fonts)
    assert (missing.character, missing.place) == (ODD, place)
    with pytest.raises(Trouble) as caught:
        render(paper, fonts)
    assert f"“{ODD}”（U+1F600，{place}：文字{ODD}文字）" in str(caught.value)


def test_many_are_counted(fonts: Fonts) -> None:
    paper = a_paper(title="".join(chr(0x1F600 + n) for n in range(7)))
    with pytest.raises(Trouble, match="等7个字符"):
        refuse_missing_characters(paper, fonts)


def test_control_characters_are_told_by_their_code(fonts: Fonts) -> None:
    with pytest.raises(Trouble, match=r"（不可见字符）”（U\+0007，标题：甲□乙）"):
        refuse_missing_characters(a_paper(title="甲\u0007乙"), fonts)


def test_papers_of_rare_characters_lack_none(fonts: Fonts) -> None:
    for paper in (rare_paper(), dense_paper()):
        assert missing_characters(paper, fonts) == []
