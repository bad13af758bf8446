"""报告内容: everything that the report's sentences may speak of, already written as it is to be printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from gigadesk.domain.achievement import IndicatorValue, ValueState, Verdict
from gigadesk.domain.indicators import Counting, Summing
from gigadesk.domain.members import Member, MemberRole, roster
from gigadesk.domain.numerals import plain, running_text
from gigadesk.domain.papers.wording import chinese_ordinal, shown_line, shown_value, written_day
from gigadesk.domain.plan import FocusArea
from gigadesk.domain.registers import holds_on
from gigadesk.domain.task_states import ReviewedTask, TaskState
from gigadesk.domain.tasks import TaskKind
from gigadesk.exchange import plan_sentences as written
from gigadesk.services.assessment_material import AssessmentMaterial
from gigadesk.services.basis import Basis

_BEHIND = (TaskState.LAGGING, TaskState.OVERDUE)
_ENDS = tuple("。！？!?…")
_CLOSING = "”’）》」』"
_UNFINISHED = "；;，,、．. "


def report_context(material: AssessmentMaterial) -> written.ReportContext:
    """报告内容 of the assessment report."""
    plan, as_of = material.basis.plan, material.viewpoint.as_of
    listed = [task for task in material.tasks if task.task.kind is TaskKind.LISTED]
    return {
        "plan": {
            "title": plan.title,
            "document_number": plan.document_number,
            "issued_on": written_day(plan.issued_on),
            "adopted_by": plan.adopted_by,
            "last_month": str(plan.last_month),
            "baseline_month": str(plan.baseline_month),
        },
        "form": {
            "kind": material.form.kind.value,
            "title": material.form.title,
            "sender": material.form.sender,
            "addressee": material.form.addressee,
        },
        "district": plan.district,
        "workgroup": plan.workgroup,
        "office": plan.office,
        "as_of": written_day(as_of),
        "period": str(material.viewpoint.month),
        "roster": _roster(material.members, as_of),
        "reporting": {
            "expected": len(material.expected_units),
            "reported": sum(unit in material.reported_units for unit in material.expected_units),
            "missing": [
                material.basis.units[unit].full_name
                for unit in material.expected_units
                if unit not in material.reported_units
            ],
        },
        "indicators": [_indicator(material, value, place) for place, value in enumerate(material.values, 1)],
        "tally": _tallies(material.values),
        "tasks": {
            "total": len(listed),
            "reported": sum(_is_reported(task, material.values) for task in listed),
            "states": _states(listed),
            "attention": [_task(task, material) for task in listed if task.standing.state in _BEHIND],
        },
        "areas": [_area(area, place, listed, material) for place, area in enumerate(material.areas, 1)],
        "cases": _cases(material),
        "places": {"counted": material.circumstances.places.counted, "reached": material.circumstances.places.reached},
        "problems": _remarks(material, "problems"),
        "next_steps": _remarks(material, "next_steps"),
    }


def running_figure(figure: Decimal, measure: str) -> str:
    """数据 in running text with its measure: 1.24万个; one already in 万 stays as it is."""
    return (plain(figure) if measure.startswith("万") else running_text(figure)) + measure


def one_line(text: str) -> str:
    """单行文字 that ends as a sentence does, from what a unit typed over several lines; empty stays empty."""
    joined = "".join(line.strip() for line in text.splitlines()).rstrip(_UNFINISHED)
    ended = joined.rstrip(_CLOSING).endswith(_ENDS)
    return joined if not joined or ended else joined + "。"


def _roster(members: Iterable[Member], day: date) -> written.RosterContext:
    held = roster(members, day)
    return {
        "members": len(held),
        "units": len({member.unit_id for member in held if member.unit_id is not None}),
        "directors": [
            {"name": member.name, "post": member.post} for member in held if MemberRole.OFFICE_DIRECTOR in member.roles
        ],
    }


def _indicator(material: AssessmentMaterial, value: IndicatorValue, place: int) -> written.IndicatorContext:
    indicator, basis = value.indicator, material.basis
    return {
        "ordinal": chinese_ordinal(place),
        "no": indicator.number,
        "name": indicator.name,
        "counting": _counting(indicator.counting),
        "state": _state(value.state),
        "value": "" if value.value is None else shown_value(value),
        "numerator_name": _element_name(basis, indicator.numerator_id),
        "numerator": _element_figure(basis, indicator.numerator_id, value.numerator),
        "denominator_name": _element_name(basis, indicator.denominator_id),
        "denominator": _element_figure(basis, indicator.denominator_id, value.denominator),
        "standard": _line(basis, value, value.standard),
        "goal": _line(basis, value, value.goal),
        "missing": _missing(basis, value),
        "carried": [
            {"name": basis.units[unit].full_name, "month": str(month)}
            for unit, month in dict.fromkeys((each.unit_id, each.month) for each in value.carried)
        ],
    }


def _counting(counting: Counting) -> Literal["ratio", "single", "places", "cases"]:
    return counting.value


def _state(state: ValueState) -> Literal["complete", "carried", "incomplete", "none"]:
    return state.value


def _missing(basis: Basis, value: IndicatorValue) -> list[written.MissingContext]:
    """Units once each with the earliest month, base figures by their own name."""
    found: dict[str, str] = {}
    for missing in sorted(value.missing, key=lambda each: each.since):
        element = basis.elements[missing.element_id]
        if element.summing is Summing.BASE:
            found.setdefault(element.name, "")
        else:
            found.setdefault(basis.units[missing.unit_id].full_name, str(missing.since))
    return [{"name": name, "since": since} for name, since in found.items()]


def _element_name(basis: Basis, element_id: int | None) -> str:
    return "" if element_id is None else basis.elements[element_id].name


def _element_figure(basis: Basis, element_id: int | None, figure: Decimal | None) -> str:
    if element_id is None or figure is None:
        return ""
    return running_figure(figure, basis.elements[element_id].measure)


def _line(basis: Basis, value: IndicatorValue, verdict: Verdict | None) -> written.LineContext | None:
    if verdict is None:
        return None
    indicator = value.indicator
    measure = "" if indicator.numerator_id is None else basis.elements[indicator.numerator_id].measure
    gap = "" if not verdict.gap else running_figure(Decimal(verdict.gap), measure or indicator.measure or "处")
    return {"shown": shown_line(indicator, verdict).removeprefix("≥"), "met": verdict.met, "gap": gap}


def _tallies(values: Sequence[IndicatorValue]) -> written.TalliesContext:
    return {
        "standard": _tally((value.indicator.name, value.standard) for value in values),
        "goal": _tally((value.indicator.name, value.goal) for value in values),
        "provisional": [value.indicator.name for value in values if value.state is ValueState.CARRIED],
    }


def _tally(verdicts: Iterable[tuple[str, Verdict | None]]) -> written.TallyContext:
    judged = [(name, verdict.met) for name, verdict in verdicts if verdict is not None]
    return {
        "total": len(judged),
        "met": sum(met is True for _name, met in judged),
        "unmet": [name for name, met in judged if met is False],
        "undecided": [name for name, met in judged if met is None],
    }


def _is_reported(reviewed: ReviewedTask, values: Iterable[IndicatorValue]) -> bool:
    """Whether anything is on file: a unit's word, or for a measured task a figure."""
    if not reviewed.task.measured:
        return bool(reviewed.words)
    goals = [value for value in values if value.indicator.task_id == reviewed.task.id]
    return any(value.value for value in goals)


def _states(tasks: Iterable[ReviewedTask]) -> list[written.StateCountContext]:
    counts = Counter(task.standing.state for task in tasks)
    return [{"name": state.value, "tally": counts[state]} for state in TaskState if counts[state]]


def _task(reviewed: ReviewedTask, material: AssessmentMaterial) -> written.TaskContext:
    words = (reviewed.words.get(unit) for unit in reviewed.parties.leads)
    said = (one_line(word.text) for word in words if word is not None and word.month == material.viewpoint.month)
    return {
        "number": reviewed.task.number,
        "content": reviewed.task.content,
        "state": reviewed.standing.state.value,
        "leads": reviewed.task.lead_wording.split("、"),
        "text": "".join(dict.fromkeys(said)),
    }


def _area(
    area: FocusArea, place: int, tasks: Iterable[ReviewedTask], material: AssessmentMaterial
) -> written.AreaContext:
    inside = [task for task in tasks if task.task.focus_area_id == area.id]
    return {
        "ordinal": chinese_ordinal(place),
        "title": area.heading.partition("、")[2] or area.heading,
        "total": len(inside),
        "reported": sum(_is_reported(task, material.values) for task in inside),
        "states": _states(inside),
        "tasks": [_task(task, material) for task in inside],
    }


def _cases(material: AssessmentMaterial) -> written.CasesContext:
    basis, day = material.basis, material.viewpoint.month.last_day
    counts = material.circumstances.cases
    on_file = [
        (case, holds_on(day, case.typical_since, case.typical_until), holds_on(day, case.model_since, case.model_until))
        for case in basis.cases
    ]
    listed = [(case, typical, model) for case, typical, model in on_file if typical or model]
    return {
        "typical": counts.typical,
        "model": counts.model,
        "industries": list(dict.fromkeys(case.industry for case, _typical, _model in listed if case.industry)),
        "quotas": [
            {
                "unit": basis.units[quota.unit_id].short_name,
                "required": quota.count,
                "typical": counts.typical_by_unit.get(quota.unit_id, 0),
                "met": counts.typical_by_unit.get(quota.unit_id, 0) >= quota.count,
            }
            for quota in basis.quotas
        ],
        "listed": [
            {
                "ordinal": place,
                "name": case.name,
                "owner": case.owner,
                "industry": case.industry,
                "typical": typical,
                "model": model,
                "level": case.level,
            }
            for place, (case, typical, model) in enumerate(listed, 1)
        ],
    }


def _remarks(material: AssessmentMaterial, field: Literal["problems", "next_steps"]) -> list[written.RemarkContext]:
    """What units said of the period's problems or next steps, in the order of the tasks, the same words once."""
    said: dict[str, tuple[str, int]] = {}
    for task in material.tasks:
        for unit, word in task.words.items():
            text = one_line(getattr(word, field))
            if text and word.month == material.viewpoint.month:
                said.setdefault(text, (material.basis.units[unit].short_name, task.task.number))
    return [
        {"ordinal": place, "unit": unit, "task": number, "text": text}
        for place, (text, (unit, number)) in enumerate(said.items(), 1)
    ]
