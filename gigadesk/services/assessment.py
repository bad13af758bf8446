"""自评报告: written from the workbook at one viewpoint."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from gigadesk.domain.achievement import Tally, ValueState
from gigadesk.domain.indicators import DataElement, ReporterRole
from gigadesk.domain.members import roster
from gigadesk.domain.papers.assessment import WrittenSection, assessment_paper
from gigadesk.domain.papers.blocks import Annex, Block, Heading, Paper, Paragraph
from gigadesk.domain.papers.tables import (
    UnitFigure,
    figure_table,
    indicator_table,
    roster_table,
    task_table,
    verdict_table,
)
from gigadesk.domain.reporting_duty import form_elements, owing_units, reporting_units
from gigadesk.domain.tallies import PeriodFigures, tally
from gigadesk.services.assessment_material import AssessmentMaterial
from gigadesk.services.basis import Basis
from gigadesk.services.report_context import report_context
from gigadesk.services.sentences import Sentences


def write_assessment(material: AssessmentMaterial, sentences: Sentences) -> Paper:
    """自评报告 from its material; raises Trouble where a sentence of the plan cannot be filled."""
    writer = _Writer(sentences, report_context(material))
    sections = [WrittenSection(section, tuple(writer.section(section.key, material))) for section in material.sections]
    return assessment_paper(
        material.form,
        sections,
        material.own_paragraphs,
        writer.write("closing"),
        _annexes(writer, material),
        material.viewpoint.as_of,
        example=material.basis.desk.example,
    )


class _Writer:
    """Fills the plan's sentences from one report's context."""

    def __init__(self, sentences: Sentences, context: Mapping[str, Any]) -> None:
        self._sentences = sentences
        self._context = context

    def write(self, key: str, **item: Any) -> str:
        return self._sentences.write(key, {**self._context, **item})

    def paragraphs(self, *keys: str) -> list[Block]:
        return [Paragraph(text) for key in keys if (text := self.write(key))]

    def each(self, key: str, item: str, many: list[Any]) -> list[Block]:
        return [Paragraph(text) for one in many if (text := self.write(key, **{item: one}))]

    def section(self, key: str, material: AssessmentMaterial) -> list[Block]:
        """The blocks of one section; a key that the report does not know has only the clerk's own paragraphs."""
        match key:
            case "overview":
                return self.paragraphs(
                    "overview_basis", "overview_goal", "overview_organisation", "overview_data", "overview_result"
                )
            case "indicators":
                return [
                    *self.paragraphs("indicators_intro"),
                    *([verdict_table(material.values)] if material.values else []),
                    *self._headed("indicator_heading", "indicator", "indicator", self._context["indicators"]),
                ]
            case "tasks":
                areas = self._headed("area_heading", "area", "area", self._context["areas"])
                return [*self.paragraphs("tasks_intro"), *areas]
            case "cases":
                cases = self.each("case", "case", self._context["cases"]["listed"])
                return [*self.paragraphs("cases_intro", "cases_quotas"), *cases]
            case "next":
                return [
                    *self.paragraphs("next_problems"),
                    *self.each("problem", "problem", self._context["problems"]),
                    *self.paragraphs("next_indicators", "next_tasks", "next_missing", "next_steps"),
                    *self.each("next_step", "next_step", self._context["next_steps"]),
                ]
        return []

    def _headed(self, heading: str, text: str, item: str, many: list[Any]) -> list[Block]:
        blocks: list[Block] = []
        for one in many:
            if title := self.write(heading, **{item: one}):
                blocks.append(Heading(2, title))
            blocks.extend(self.each(text, item, [one]))
        return blocks


def _annexes(writer: _Writer, material: AssessmentMaterial) -> tuple[Annex, ...]:
    seats = roster(material.members, material.viewpoint.as_of)
    note = writer.paragraphs("annex_roster_note")
    return (
        Annex(writer.write("annex_tasks"), (task_table(material.tasks, material.areas),), landscape=True),
        Annex(writer.write("annex_roster"), (roster_table(seats), *note)),
        Annex(
            writer.write("annex_indicators"),
            (indicator_table(material.values, writer.write("annex_indicators_note")),),
            landscape=True,
        ),
        Annex(
            writer.write("annex_figures"),
            (_figure_table(material.basis, material.figures, writer.write("annex_figures_note")),),
            landscape=True,
        ),
    )


def _figure_table(basis: Basis, figures: PeriodFigures, note: str) -> Block:
    units = reporting_units(basis.units.values(), basis.elements.values(), basis.reporters)
    elements = sorted(
        {element.id: element for unit in units for element in _reported_by(basis, unit.id)}.values(),
        key=lambda element: element.order,
    )
    cells: dict[tuple[int, int], UnitFigure] = {}
    for unit in units:
        for element in _reported_by(basis, unit.id):
            cells[unit.id, element.id] = _unit_figure(basis, figures, unit.id, element)
    totals = {element.id: _total(tally(element, basis.reporters, figures)) for element in elements}
    return figure_table(units, elements, cells, totals, note)


def _total(whole: Tally) -> UnitFigure:
    marks = {ValueState.INCOMPLETE: "不全", ValueState.CARRIED: "沿用"}
    return UnitFigure(whole.total, marks.get(whole.state, ""))


def _reported_by(basis: Basis, unit_id: int) -> list[DataElement]:
    return form_elements(unit_id, basis.elements.values(), basis.reporters)


def _unit_figure(basis: Basis, figures: PeriodFigures, unit_id: int, element: DataElement) -> UnitFigure:
    """A cell: the figure, marked where it does not count or was carried over; or why there is none."""
    roles = {
        each.role
        for each in basis.reporters
        if each.unit_id == unit_id and each.element_id == element.id and each.active
    }
    key = (unit_id, element.id)
    if key in figures.reported:
        mark = "参考" if roles == {ReporterRole.REFERENCE} else ""
        return UnitFigure(element.decimal(figures.reported[key]), mark)
    if unit_id in figures.excused:
        return UnitFigure(None, "不适用")
    if key in figures.carried and roles != {ReporterRole.REFERENCE}:
        return UnitFigure(element.decimal(figures.carried[key]), "沿用")
    owed = unit_id in owing_units([element], basis.reporters)
    return UnitFigure(None, "未报" if owed else "")
