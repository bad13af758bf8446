"""收集素材: what the assessment report needs of the store, asked for at one viewpoint."""

from __future__ import annotations

from gigadesk.domain.members import Member
from gigadesk.domain.plan import ClerkParagraph, FocusArea, ReportForm, ReportSection
from gigadesk.domain.reporting_duty import owing_units
from gigadesk.domain.submissions import SubmissionState
from gigadesk.domain.task_states import Viewpoint
from gigadesk.services.assessment_material import AssessmentMaterial
from gigadesk.services.basis import Basis
from gigadesk.services.evaluation import circumstances_of, evaluate, period_figures
from gigadesk.services.task_review import review_tasks
from gigadesk.storage.store import Store


def gather_assessment(store: Store, basis: Basis, viewpoint: Viewpoint) -> AssessmentMaterial:
    """自评报告素材 for a period as of a date."""
    month = viewpoint.month
    figures = period_figures(store, basis, [month])[month]
    values = evaluate(store, basis, [month])[month]
    owing = owing_units(basis.elements.values(), basis.reporters) - figures.excused
    accepted = (each for each in store.submissions(month) if each.state is SubmissionState.ACCEPTED)
    return AssessmentMaterial(
        basis=basis,
        viewpoint=viewpoint,
        form=store.one(ReportForm),
        sections=store.records(ReportSection),
        own_paragraphs=store.records(ClerkParagraph),
        values=values,
        figures=figures,
        tasks=review_tasks(store, basis, viewpoint, values),
        areas=store.records(FocusArea),
        members=store.records(Member),
        circumstances=circumstances_of(basis, month),
        expected_units=[unit for unit in basis.units if unit in owing],
        reported_units=frozenset(each.unit_id for each in accepted),
    )
