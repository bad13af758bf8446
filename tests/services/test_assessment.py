"""自评报告: written from the workbook as expected, whatever was typed, empty or full."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gigadesk.domain.errors import Trouble
from gigadesk.domain.months import Month
from gigadesk.domain.papers.blocks import Paragraph, Table
from gigadesk.domain.plan import Desk, ReportForm, ReportSection, ReportSentence
from gigadesk.domain.submissions import Answer, SubmissionState
from gigadesk.domain.units import Unit
from gigadesk.services.assessment import write_assessment
from gigadesk.services.sentences import Sentences
from gigadesk.services.workbook import Workbook
from tests import builders
from tests.services.assessments import TYPED, fill, lines, material, written
from tests.services.offices import APRIL, JUNE, MARCH, MAY, a_workbook, alter, named, put, report

GOLDEN = Path(__file__).parents[1] / "golden"
PRESET = (Path(__file__).parents[2] / "resources" / "plans" / "yuzhong-2023.toml").read_text("utf-8")


def golden(name: str) -> list[str]:
    return (GOLDEN / f"{name}.txt").read_text("utf-8").splitlines()


def figure_rows(workbook: Workbook, month: Month) -> list[tuple[str, ...]]:
    """The rows of the annex with the units' figures."""
    (table,) = written(workbook, month).annexes[3].blocks
    assert isinstance(table, Table)
    return [row.cells for row in table.rows]


def test_the_report_of_an_empty_workbook(workbook: Workbook) -> None:
    assert list(lines(written(workbook))) == golden("assessment_empty")


def test_the_report_of_a_filled_workbook(workbook: Workbook) -> None:
    fill(workbook)
    assert list(lines(written(workbook))) == golden("assessment_filled")


def test_the_clerks_own_words_are_kept_as_typed(workbook: Workbook) -> None:
    fill(workbook)
    blocks = written(workbook).blocks
    own = [block for block in blocks if isinstance(block, Paragraph) and TYPED in block.text]
    assert own[0] == Paragraph(TYPED)
    first, second = blocks.index(Paragraph(TYPED)), blocks.index(Paragraph("第二段。"))
    assert second == first + 1


def test_a_section_that_the_report_does_not_know_has_the_clerks_words_alone(workbook: Workbook) -> None:
    put(workbook, builders.a_report_section(key="outlook", order=9, heading="六、展望"))
    put(workbook, builders.a_clerk_paragraph(section="outlook", text="前景可期。"))
    found = list(lines(written(workbook)))
    assert found[found.index("# 六、展望") :][:3] == ["# 六、展望", "前景可期。", "特此函告。"]


def test_sections_stand_in_their_order_and_only_those_on_file(workbook: Workbook) -> None:
    sections = {section.key: section for section in workbook.store.records(ReportSection)}
    alter(workbook, sections["next"], order=0)
    headings = [line for line in lines(written(workbook)) if line.startswith("# ")]
    assert headings == ["# 五、下步打算", "# 一、基本情况", "# 二、指标情况", "# 三、任务情况", "# 四、课堂案例"]


def test_an_example_is_marked(workbook: Workbook) -> None:
    alter(workbook, workbook.store.one(Desk), example=True)
    assert written(workbook).mark == "示例数据"


def test_a_report_with_neither_number_nor_day_is_dated_as_of(workbook: Workbook) -> None:
    alter(workbook, workbook.store.one(ReportForm), document_number="", signed_on=None)
    paper = written(workbook, as_of=date(2024, 6, 30))
    assert (paper.head, paper.signature.day) == (None, date(2024, 6, 30))


def sentence(workbook: Workbook, key: str, template: str) -> None:
    found = next(each for each in workbook.store.records(ReportSentence) if each.key == key)
    alter(workbook, found, template=template)


def test_a_sentence_that_cannot_be_filled_is_named(workbook: Workbook) -> None:
    sentence(workbook, "overview_goal", "{{ nothing }}")
    with pytest.raises(Trouble, match="“overview_goal”无法生成"):
        written(workbook)


def test_empty_sentences_leave_nothing_behind(workbook: Workbook) -> None:
    for key in ("overview_basis", "indicator_heading", "area_heading", "indicator", "closing"):
        sentence(workbook, key, "{% if false %}有{% endif %}")
    found = list(lines(written(workbook)))
    assert "" not in found
    assert not any(line.startswith("## ") for line in found)
    assert "特此函告。" not in found


def test_notes_of_the_annexes(workbook: Workbook) -> None:
    for key in ("annex_roster_note", "annex_indicators_note", "annex_figures_note"):
        sentence(workbook, key, f"{{{{ period }}}}{key}")
    found = list(lines(written(workbook)))
    assert [line for line in found if "note" in line] == [
        "2024年4月annex_roster_note",
        "注：2024年4月annex_indicators_note",
        "注：2024年4月annex_figures_note",
    ]


def test_a_plan_without_indicators_has_no_table_of_them(workbook: Workbook) -> None:
    bare = replace(material(workbook), values=())
    paper = write_assessment(bare, Sentences(workbook.store.records(ReportSentence)))
    assert not any(isinstance(block, Table) for block in paper.blocks)


def test_figures_by_unit_say_what_they_are(workbook: Workbook) -> None:
    fill(workbook)
    assert figure_rows(workbook, MARCH) == [
        ("甲信", "11000", "9"),
        ("乙讯", "6000", "4（参考）"),
        ("汇总", "17000", "9"),
    ]
    assert figure_rows(workbook, APRIL) == [
        ("甲信", "12400", "3"),
        ("乙讯", "6000（沿用）", "—"),
        ("汇总", "18400（沿用）", "3"),
    ]
    assert figure_rows(workbook, MAY) == [("甲信", "未报", "未报"), ("乙讯", "未报", "—"), ("汇总", "—", "—")]
    report(workbook, "alpha", JUNE, {"fibre_homes": 13000})
    assert figure_rows(workbook, JUNE) == [
        ("甲信", "13000", "未报"),
        ("乙讯", "未报", "—"),
        ("汇总", "13000（不全）", "—"),
    ]
    report(workbook, "beta", JUNE, {}, Answer.NOT_APPLICABLE)
    assert figure_rows(workbook, JUNE)[1:] == [("乙讯", "不适用", "不适用"), ("汇总", "13000", "—")]


def test_who_is_expected_and_who_reported(workbook: Workbook) -> None:
    report(workbook, "alpha", MARCH, {"fibre_homes": 12000})
    returned = report(workbook, "beta", MARCH, {})
    alter(workbook, returned, state=SubmissionState.RETURNED)
    found = material(workbook, MARCH)
    alpha, beta = named(workbook, Unit, "alpha").id, named(workbook, Unit, "beta").id
    assert (list(found.expected_units), list(found.reported_units)) == ([alpha, beta], [alpha])
    report(workbook, "beta", APRIL, {}, Answer.NOT_APPLICABLE)
    assert list(material(workbook, APRIL).expected_units) == [alpha]


def test_the_preset_plan_makes_a_report_of_nothing_and_of_something(tmp_path: Path) -> None:
    with a_workbook(tmp_path / "渝中.gigadesk", PRESET) as workbook:
        october = Month(2023, 10)
        empty = list(lines(written(workbook, october, date(2023, 10, 31))))
        report(workbook, "telecom", october, {"pon_10g_ports": 5200, "pon_ports": 15000})
        report(workbook, "communications", october, {"stations_5g": 2300})
        found = list(lines(written(workbook, october, date(2023, 10, 31))))
    for said in (empty, found):
        assert said[2] == "标题：关于渝中区千兆城市创建工作自评情况的报告"
        assert not any(
            "{{" in line or "{%" in line or "  " in line or "。。" in line or "None" in line for line in said
        )
        assert sum(line.startswith("附件：") for line in said) == 4
    assert "市通信管理局 | — | — | — | — | — | — | 2300 | 未报" in found
    assert "区经信委 | — | — | — | — | — | — | — | —" in found, "a second source owes nothing"
    assert "渝中电信 | 5200 | 15000 | 未报 | 未报 | 未报 | 未报 | 未报 | —" in found
