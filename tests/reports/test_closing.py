"""Annex notes, signatures and dates, measured in the PDF."""

from __future__ import annotations

from datetime import date

import pytest

from gigadesk.domain.papers.blocks import Annex, Block, Heading, Paragraph, Signature
from gigadesk.reports.closing import annex_label, chinese_date
from gigadesk.reports.fonts import Fonts
from gigadesk.reports.grid import LINE_PITCH, UPRIGHT
from gigadesk.reports.official_paper import render
from tests.reports.papers import DAY, a_paper, a_table, plan_paragraphs
from tests.reports.reading import read

RIGHT = UPRIGHT.left + UPRIGHT.width
PITCH = UPRIGHT.pitch


def test_dates_have_no_leading_zeros() -> None:
    assert chinese_date(date(2023, 6, 2)) == "2023年6月2日"


def test_an_only_annex_has_no_number() -> None:
    assert (annex_label(1, 1), annex_label(1, 2)) == ("附件", "附件1")


def test_a_signature_without_seal(fonts: Fonts) -> None:
    page = read(render(a_paper(signature=Signature("渝中区创建千兆城市工作专班办公室", DAY)), fonts))[-1]
    office, day = page.line("渝中区创建千兆城市工作专班"), page.line("2023年11月6日")
    assert office.right == pytest.approx(RIGHT - 2 * PITCH, abs=0.3)
    assert day.left - office.left == pytest.approx(2 * PITCH, abs=0.01)
    assert day.top - office.top == pytest.approx(LINE_PITCH, abs=0.01)


def test_a_date_longer_than_the_office_stands_two_characters_from_the_right(fonts: Fonts) -> None:
    page = read(render(a_paper(signature=Signature("经信委", DAY)), fonts))[-1]
    office, day = page.line("经信委"), page.line("2023年11月6日")
    assert day.right == pytest.approx(RIGHT - 2 * PITCH, abs=0.3)
    assert day.left - office.left == pytest.approx(2 * PITCH, abs=0.01)


def test_a_sealed_signature_is_centred_over_its_date(fonts: Fonts) -> None:
    page = read(render(a_paper(signature=Signature("重庆市渝中区办公室", DAY, sealed=True)), fonts))[-1]
    office, day = page.line("重庆市渝中区办公室"), page.line("2023年11月6日")
    assert day.right == pytest.approx(RIGHT - 4 * PITCH, abs=0.3)
    assert (office.left + office.right) / 2 == pytest.approx((day.left + day.right) / 2, abs=0.2)


@pytest.mark.parametrize("sealed", [True, False])
def test_a_long_office_has_lines_within_the_text_area(fonts: Fonts, sealed: bool) -> None:
    office = "重庆市渝中区创建千兆城市工作专班领导小组办公室和经济和信息化委员会"
    page = read(render(a_paper(signature=Signature(office, DAY, sealed)), fonts))[-1]
    first, second, _ = page.lines(16)[-3:]
    assert first.text + second.text == office
    assert min(first.left, second.left) >= UPRIGHT.left - 0.01
    assert max(first.right, second.right) <= RIGHT + 0.3


def test_an_empty_office_leaves_the_date(fonts: Fonts) -> None:
    page = read(render(a_paper(signature=Signature("", DAY)), fonts))[-1]
    assert page.line("2023年11月6日").right == pytest.approx(RIGHT - 2 * PITCH, abs=0.3)


def test_the_annex_note_hangs_to_the_names(fonts: Fonts) -> None:
    annexes = (Annex("渝中区千兆城市创建工作任务清单及完成状态和各单位报送数据汇总表", ()), Annex("成员名单", ()))
    lines = read(render(a_paper(annexes=annexes), fonts))[0].lines(16)
    start = next(n for n, line in enumerate(lines) if line.text.startswith("附件："))
    first, hanging, last, office = lines[start : start + 4]
    assert first.text.startswith("附件：1.渝中区")
    assert first.left == pytest.approx(UPRIGHT.left + 2 * PITCH, abs=0.01)
    assert first.right == pytest.approx(RIGHT, abs=0.3)
    assert hanging.left == pytest.approx(first.glyphs[5].left, abs=0.01)
    assert last.text == "2.成员名单"
    assert last.glyphs[2].left == pytest.approx(hanging.left, abs=0.01)
    assert first.top - lines[start - 1].top == pytest.approx(2 * LINE_PITCH, abs=0.01)
    assert office.top - last.top == pytest.approx(2 * LINE_PITCH, abs=0.01)


def test_an_only_annex_is_named_without_a_number(fonts: Fonts) -> None:
    page = read(render(a_paper(annexes=(Annex("成员名单", ()),)), fonts))[0]
    assert page.line("附件").text == "附件：成员名单"


@pytest.mark.parametrize("lines", range(12, 24))
def test_a_signature_never_stands_alone(fonts: Fonts, lines: int) -> None:
    blocks = [Paragraph(f"第{n}段。") for n in range(lines)]
    for annexes in ((), (Annex("成员名单", ()),)):
        pages = read(render(a_paper(blocks=tuple(blocks), annexes=annexes), fonts))
        last = pages[-1 - len(annexes)]
        texts = [line.text for line in last.lines(16)]
        assert texts[-1] == "2023年11月6日"
        assert any(text.startswith("第") for text in texts)


def test_a_table_goes_along_with_its_last_rows(fonts: Fonts) -> None:
    for count in range(17, 24):
        pages = read(render(a_paper(blocks=(a_table(count, caption="", note=""),)), fonts))
        assert any("基础电信企业" in line.text for line in pages[-1].lines(12))


def test_no_heading_stands_at_the_foot_of_a_page(fonts: Fonts) -> None:
    for lines in range(14, 21):
        blocks: list[Block] = [Paragraph(f"第{n}段。") for n in range(lines)]
        blocks += [Heading(1, "一、标题"), Heading(2, "（一）小标题"), Paragraph(plan_paragraphs()[1])]
        for page in read(render(a_paper(blocks=tuple(blocks)), fonts)):
            assert "标题" not in page.lines(16)[-1].text
