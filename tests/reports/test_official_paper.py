"""Whole papers read back from their PDFs and measured."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gigadesk.domain.papers.blocks import (
    Annex,
    Block,
    Column,
    Heading,
    Paper,
    PaperKind,
    Paragraph,
    RedHead,
    Row,
    Signature,
    Table,
)
from gigadesk.domain.work import Stopped
from gigadesk.reports.chinese_marks import NOT_AT_END, NOT_AT_START, clean
from gigadesk.reports.fonts import Fonts
from gigadesk.reports.grid import LANDSCAPE, LINE_PITCH, MM, UPRIGHT
from gigadesk.reports.official_paper import render
from tests.reports import papers
from tests.reports.papers import a_paper, a_table, demo_paper, dense_paper, rare_paper
from tests.reports.reading import ReadLine, ReadPage, copied, outline, read

RIGHT = UPRIGHT.left + UPRIGHT.width
GOLDEN = Path(__file__).parents[1] / "golden" / "papers"
MAKERS = [
    *(papers.demo_paper, papers.rare_paper, papers.empty_paper, papers.letter, papers.red_head_report),
    papers.dense_paper,
]


@pytest.fixture(scope="module")
def demo(fonts: Fonts) -> list[ReadPage]:
    """The pages of the paper like the demonstration report."""
    return read(render(demo_paper(), fonts))


def body_lines(pages: list[ReadPage]) -> list[ReadLine]:
    """The lines of the body's size on upright pages."""
    return [line for page in pages if page.width < page.height for line in page.lines(16)]


def test_lines_stand_on_the_grid(demo: list[ReadPage]) -> None:
    page = next(page for page in demo if len(page.lines(16)) == 22)
    tops = [line.top for line in page.lines(16)]
    assert tops[0] == pytest.approx(37 * MM, abs=0.01)
    assert tops[-1] + 16 == pytest.approx(262 * MM, abs=0.01)
    for line in body_lines(demo):
        row = (line.top - UPRIGHT.top) / LINE_PITCH
        assert row == pytest.approx(round(row), abs=0.001)


def test_full_lines_reach_both_edges(demo: list[ReadPage]) -> None:
    lines = body_lines(demo)
    full = [line for line in lines[:-1] if line.right > RIGHT - 10]
    assert len(full) > 150
    for line in full:
        assert line.right == pytest.approx(RIGHT, abs=0.9)  # a squeezed mark's room is given in steps of 0.8 pt
    starts = {round((line.left - UPRIGHT.left) / UPRIGHT.pitch, 1) for line in full}
    assert {0.0, 2.0} <= starts
    assert not [line.text for line in lines if line.left < UPRIGHT.left - 0.01 or line.right > RIGHT + 0.25]


def test_no_line_begins_or_ends_wrongly(demo: list[ReadPage], fonts: Fonts) -> None:
    for line in [*body_lines(demo), *body_lines(read(render(dense_paper(), fonts)))]:
        assert line.text[0] not in NOT_AT_START
        assert line.text[-1] not in NOT_AT_END


def test_runs_are_not_split(demo: list[ReadPage], fonts: Fonts) -> None:
    lines = [line.text for line in body_lines([*demo, *read(render(dense_paper(), fonts))])]
    joints = re.compile("http|/T|IEC")  # a blank or a joint of a long address may end a line
    for text, following in pairwise(lines):
        cut = re.search(r"[0-9A-Za-z]-?$", text) and re.match(r"[0-9A-Za-z万年%-]", following)
        assert not cut or joints.search(text)
        assert not (text.endswith("—") and following.startswith("—"))


def test_each_role_has_its_font(demo: list[ReadPage]) -> None:
    page = demo[0]
    for start, font in (("一、总体", "NotoSansSC_500Medium"), ("（一）基本", "LXGWWenKaiGBLite-Regular")):
        assert {glyph.font for glyph in page.line(start).glyphs} == {font}
    for line in body_lines(demo):
        for glyph in line.glyphs:
            if glyph.text.isascii() and glyph.text.isalnum() and "NotoSans" not in glyph.font:
                assert glyph.font == "LiberationSerif-Regular"


def test_no_heading_stands_at_the_foot(demo: list[ReadPage]) -> None:
    heading = re.compile("（[一二三]）(基本情况|推进情况)|[一二三四五]、.{4,12}$")
    for page in demo:
        lines = page.lines(16)
        assert not (lines and heading.fullmatch(lines[-1].text))


def test_heads_are_repeated_and_rows_whole(demo: list[ReadPage]) -> None:
    pages = [page for page in demo if page.width > page.height]
    tables = [page for page in pages if any("工作任务" in line.text for line in page.lines(10.5))]
    assert len(tables) > 2
    firsts = [
        "".join(glyph.text for glyph in line.glyphs if glyph.right < LANDSCAPE.left + 30)
        for page in tables
        for line in page.lines(10.5)
    ]
    assert [int(text) for text in firsts if text.isdecimal()] == list(range(1, 22))
    for page in demo:
        area = LANDSCAPE if page.width > page.height else UPRIGHT
        for _, top, _, bottom in page.rules:
            assert bottom <= area.top + area.height + 0.01
            assert top > 5


def test_tables_stay_within_their_rules(demo: list[ReadPage]) -> None:
    for page in demo:
        for line in page.lines(10.5):
            edges = sorted(
                {rule[0] for rule in page.rules if rule[0] == rule[2] and rule[1] <= line.top + 5 <= rule[3]}
            )
            for glyph in line.glyphs:
                between = sum(edge < glyph.left + 0.5 for edge in edges) == sum(
                    edge < glyph.right - 0.5 for edge in edges
                )
                assert between, line.text


def texts_of(paper: Paper) -> list[str]:
    """Everything that the paper says, in the order of its pages, without line ends and blanks."""
    texts = [paper.title, paper.addressee]
    for blocks in (paper.blocks, *(annex.blocks for annex in paper.annexes)):
        for block in blocks:
            match block:
                case Heading() | Paragraph():
                    texts.append(block.text)
                case Table():
                    texts += [block.caption, block.note, *(cell for row in block.rows for cell in row.cells)]
    texts += [paper.signature.office, *(annex.title for annex in paper.annexes)]
    return [re.sub(r"\s", "", clean(text)) for text in texts]


@pytest.mark.parametrize("make", MAKERS)
def test_copied_text_is_the_text_put_in(fonts: Fonts, make: type[Paper]) -> None:
    paper = make() if make is not papers.demo_paper else _upright(demo_paper())  # type: ignore[call-arg]
    pages = copied(render(paper, fonts))
    text = re.sub(r"\s", "", "".join(re.sub(r"— \d+ —", "", page.replace("示例数据", "")) for page in pages))
    cells = re.sub(r"\s", "", "".join(pages))
    for expected in texts_of(paper):
        assert expected.rstrip("：") in text or all(part in cells for part in _parts(expected)), expected


def _upright(paper: Paper) -> Paper:
    """The paper without annexes, whose cells a reader copies column by column."""
    return a_paper(blocks=paper.blocks, addressee=paper.addressee)


def _parts(text: str) -> list[str]:
    """A table cell's text as its lines may come: in pieces of four characters."""
    return [text[n : n + 4] for n in range(0, len(text), 4)]


def test_copied_lines_have_no_stray_blanks(fonts: Fonts) -> None:
    paper = a_paper(blocks=tuple(Paragraph(text) for text in papers.plan_paragraphs()))
    for line in "\n".join(copied(render(paper, fonts))).split("\n"):
        assert " " not in re.sub(r"^— \d+ —$", "", line), line


@pytest.mark.poppler
@pytest.mark.skipif(not Path("/usr/bin/pdftotext").exists(), reason="needs poppler's pdftotext")
def test_poppler_reads_the_same_text(fonts: Fonts, tmp_path: Path) -> None:
    path = tmp_path / "paper.pdf"
    path.write_bytes(render(a_paper(blocks=tuple(Paragraph(text) for text in papers.plan_paragraphs())), fonts))
    done = subprocess.run(["pdftotext", str(path), "-"], capture_output=True, check=True)
    pages = done.stdout.decode().split("\f")
    text = "".join(re.sub(r"— ?\d+ ?—", "", page) for page in pages).replace("\n", "")
    for paragraph in papers.plan_paragraphs():
        assert paragraph in text


def test_rare_characters_come_back(fonts: Fonts) -> None:
    pages = copied(render(rare_paper(), fonts))
    for character in papers.RARE:
        assert sum(page.count(character) for page in pages) > 20


def test_markup_is_only_text(fonts: Fonts) -> None:
    text = "5 < 6 & 7 > 3，\"引号\"与'撇号'，a=b@c，<b>不是标记</b>，&amp;也不是。"
    page = copied(render(a_paper(title="甲<b>&乙", blocks=(Paragraph(text),)), fonts))[0]
    assert text in page.replace("\n", "")
    assert "甲<b>&乙" in page


@pytest.mark.parametrize("make", MAKERS)
def test_the_same_paper_gives_the_same_bytes(fonts: Fonts, make: type[Paper]) -> None:
    assert render(make(), fonts) == render(make(), Fonts(papers.FONTS))  # type: ignore[call-arg]


def test_neither_process_nor_clock_shows_in_the_bytes(fonts: Fonts) -> None:
    script = (
        "import hashlib; from tests.reports.papers import *; from gigadesk.reports.fonts import Fonts;"
        "from gigadesk.reports.official_paper import render;"
        "print(hashlib.sha256(render(rare_paper(), Fonts(FONTS))).hexdigest())"
    )
    root = Path(__file__).parents[2]
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=root,
            env={**os.environ, "PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "Asia/Shanghai"), ("2", "America/Lima"))
    }
    assert len(digests) == 1


TEXTS = st.text("中文，。“”（）《》—…a1 %-/\n䶮𬀩", max_size=80)
TABLES = st.lists(st.tuples(TEXTS, TEXTS), max_size=4).map(
    lambda rows: Table((Column("甲", 1), Column("乙", 3)), tuple(Row(row) for row in rows), rows[0][0] if rows else "")
)
BLOCKS = st.lists(st.builds(Heading, st.integers(1, 4), TEXTS) | st.builds(Paragraph, TEXTS) | TABLES, max_size=8)


@settings(max_examples=40, deadline=None)
@given(TEXTS, TEXTS, BLOCKS, TEXTS, st.booleans(), st.sampled_from(PaperKind))
def test_any_paper_can_be_set(
    title: str, office: str, blocks: list[Block], annex: str, turned: bool, kind: PaperKind
) -> None:
    paper = a_paper(
        title=title,
        addressee=office,
        blocks=tuple(blocks),
        signature=Signature(office, papers.DAY, sealed=turned),
        annexes=(Annex(annex, tuple(blocks), landscape=turned),),
        kind=kind,
        head=RedHead(office, title, (office,)) if turned else None,
        mark=annex.replace("\n", ""),
    )
    assert len(read(render(paper, Fonts(papers.FONTS)))) >= 2


def test_the_work_reports_its_steps_and_can_be_stopped(fonts: Fonts) -> None:
    paper = a_paper(annexes=(Annex("名单", ()),))
    said: list[tuple[int, int, str]] = []
    render(paper, fonts, lambda *step: said.append(step))
    assert said == [
        *((0, 2, "排版正文"), (1, 2, "排版附件")),
        *((0, 2, "绘制第1页"), (1, 2, "绘制第2页"), (2, 2, "写入文件")),
    ]

    def stop(done: int, total: int, doing: str) -> None:
        raise Stopped(doing)

    with pytest.raises(Stopped):
        render(paper, fonts, stop)


def test_the_outline_leads_through_the_paper(fonts: Fonts) -> None:
    blocks = (Heading(1, "一、总体"), Heading(2, "（一）小节"), Paragraph("文"), Heading(1, "二、指标"))
    annexes = (Annex("名单", (Heading(1, "一、组长"),)),)
    assert outline(render(a_paper(blocks=blocks, annexes=annexes), fonts)) == [
        *((0, "一、总体"), (1, "（一）小节"), (0, "二、指标"), (0, "附件 名单"), (1, "一、组长")),
    ]


@pytest.mark.parametrize("make", [papers.rare_paper, papers.red_head_report, papers.letter, papers.dense_paper])
def test_golden_papers(fonts: Fonts, make: type[Paper]) -> None:
    """Every line of the paper, its place, size and font, as stored; GIGADESK_GOLDEN=write stores them anew."""
    found = _described(read(render(make(), fonts)))  # type: ignore[call-arg]
    path = GOLDEN / f"{make.__name__}.txt"
    if os.environ.get("GIGADESK_GOLDEN") == "write":
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(found, encoding="utf-8", newline="\n")
    assert found == path.read_text(encoding="utf-8")


def _described(pages: list[ReadPage]) -> str:
    described = []
    for number, page in enumerate(pages, 1):
        described.append(f"== {number}: {page.width:.1f} x {page.height:.1f}, {len(page.rules)} rules")
        for line in page.lines():
            first = line.glyphs[0]
            described.append(
                f"{line.left:6.1f} {line.right:6.1f} {first.baseline:6.1f} {first.size:4.1f} {first.font} {line.text}"
            )
    return "\n".join(described) + "\n"


def test_a_table_right_behind_a_heading_stays_with_it(fonts: Fonts) -> None:
    blocks = [Paragraph(f"第{n}段。") for n in range(16)]
    pages = read(render(a_paper(blocks=(*blocks, Heading(1, "一、表"), a_table(3))), fonts))
    assert pages[1].lines(16)[0].text == "一、表"
