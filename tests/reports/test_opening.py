"""Red heads, letters, titles and addressees, measured in the PDF."""

from __future__ import annotations

import pytest

from gigadesk.domain.papers.blocks import Annex, PaperKind, RedHead
from gigadesk.reports.fonts import Fonts
from gigadesk.reports.grid import LINE_PITCH, MM, UPRIGHT
from gigadesk.reports.official_paper import render
from tests.reports.papers import a_paper, letter, red_head_report
from tests.reports.reading import read

RED = (0.784, 0.086, 0.114)


def row(top: float) -> float:
    """The line of the grid that a cell of the body's size stands on."""
    return (top - UPRIGHT.top) / LINE_PITCH


def test_a_paper_without_head_begins_on_the_third_line(fonts: Fonts) -> None:
    (page, *_) = read(render(a_paper(), fonts))
    title = page.line("渝中区千兆")
    assert title.glyphs[0].size == 22
    assert {glyph.font for glyph in title.glyphs} == {"NotoSerifSC_700Bold"}
    assert row(title.top + 3) == pytest.approx(2, abs=0.01)
    assert (title.left + title.right) / 2 == pytest.approx(UPRIGHT.left + UPRIGHT.width / 2, abs=0.1)
    addressee = page.line("重庆市通信管理局：")
    assert row(addressee.top) == pytest.approx(4, abs=0.01)
    assert addressee.left == pytest.approx(UPRIGHT.left, abs=0.01)


def test_the_addressee_gets_its_colon_once(fonts: Fonts) -> None:
    for addressee in ("各单位", "各单位：", "各单位:"):
        page = read(render(a_paper(addressee=addressee), fonts))[0]
        assert page.line("各单位").text == "各单位："


def test_the_red_head_of_a_report(fonts: Fonts) -> None:
    page = read(render(red_head_report(), fonts))[0]
    mark = page.line("重庆市渝中区人民政府办公室文件")
    assert mark.top - UPRIGHT.top == pytest.approx(35 * MM, abs=0.1)
    assert (mark.left + mark.right) / 2 == pytest.approx(UPRIGHT.left + UPRIGHT.width / 2, abs=0.1)
    number = page.line("渝中府办文〔2023〕128号")
    assert number.left == pytest.approx(UPRIGHT.left + UPRIGHT.pitch, abs=0.01)
    names = [glyph for glyph in number.glyphs if glyph.text in "刘建"]
    assert {glyph.font for glyph in names} == {"LXGWWenKaiGBLite-Regular"}
    assert names[-1].right == pytest.approx(UPRIGHT.left + UPRIGHT.width - UPRIGHT.pitch, abs=0.3)
    left, top, right, _ = page.rules[0]
    assert left == pytest.approx(UPRIGHT.left, abs=0.01)
    assert right == pytest.approx(UPRIGHT.left + UPRIGHT.width, abs=0.01)
    assert top - (number.top + 16) == pytest.approx(4 * MM, abs=0.1)
    assert page.rule_colours[0] == pytest.approx(RED)
    title = page.lines(22)[0]
    assert 2 <= (title.top + 3 - top) / LINE_PITCH < 3


def test_signers_stand_two_on_a_line_and_the_number_with_the_last(fonts: Fonts) -> None:
    page = read(render(red_head_report(signers=("甲某", "乙某", "丙某")), fonts))[0]
    first, last = page.line("签发人："), page.line("渝中府办文")
    assert first.text == "签发人：甲某　乙某"
    assert last.text.endswith("丙某")
    assert last.glyphs[-2].left == pytest.approx(first.glyphs[4].left, abs=0.01)


def test_a_number_without_signer_is_centred(fonts: Fonts) -> None:
    number = read(render(red_head_report(signers=()), fonts))[0].line("渝中府办文")
    assert (number.left + number.right) / 2 == pytest.approx(UPRIGHT.left + UPRIGHT.width / 2, abs=0.2)


def test_a_long_office_is_broken_by_sense(fonts: Fonts) -> None:
    office = "重庆市渝中区创建千兆城市工作专班领导小组办公室经济和信息化委员会文件"
    lines = read(render(red_head_report(head=RedHead(office, "一号")), fonts))[0].lines(26)
    assert len(lines) == 2
    assert lines[1].top > lines[0].top


def test_a_letter_has_double_rules(fonts: Fonts) -> None:
    first, second = read(render(letter(), fonts))
    mark = first.line("重庆市渝中区经济和信息化委员会")
    assert mark.top == pytest.approx(30 * MM, abs=0.1)
    upper, lower = [rule[1] for rule in first.rules[:2]], [rule[1] for rule in first.rules[2:]]
    assert upper[0] - (mark.top + mark.glyphs[0].size) == pytest.approx(4 * MM, abs=0.1)
    assert first.height - lower[1] == pytest.approx(20 * MM, abs=0.1)
    assert {round(rule[2] - rule[0], 1) for rule in first.rules} == {round(170 * MM, 1)}
    assert all(colour == pytest.approx(RED) for colour in first.rule_colours)
    number = first.line("渝中经信函")
    assert number.right == pytest.approx(UPRIGHT.left + UPRIGHT.width, abs=0.3)
    assert number.top - upper[1] == pytest.approx(14, abs=0.1)
    assert not second.rules


@pytest.mark.parametrize("head", [None, RedHead("办公室"), RedHead("重庆市渝中区" * 9, "一号")])
def test_a_letter_without_number_or_head_keeps_its_rules(fonts: Fonts, head: RedHead | None) -> None:
    page = read(render(a_paper(kind=PaperKind.LETTER, head=head), fonts))[0]
    assert len(page.rules) == 4
    assert min(line.top for line in page.lines(22)) > page.rules[1][1]


def test_an_annex_begins_with_its_label_and_title(fonts: Fonts) -> None:
    annexes = (Annex("甲\n乙", ()), Annex("任务清单", (), landscape=True))
    *_, first, second = read(render(a_paper(annexes=annexes), fonts))
    label = first.line("附件1")
    assert {glyph.font for glyph in label.glyphs} == {"NotoSansSC_500Medium"}
    assert row(label.top) == pytest.approx(0, abs=0.01)
    assert label.left == pytest.approx(UPRIGHT.left, abs=0.01)
    assert [row(line.top + 3) for line in first.lines(22)] == [pytest.approx(2, abs=0.01), pytest.approx(3, abs=0.01)]
    assert second.width > second.height
    assert second.line("附件2").left == pytest.approx(35 * MM, abs=0.01)
