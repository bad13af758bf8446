"""自评报告素材: everything the report is written from, as plain records that another process can be handed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from gigadesk.domain.achievement import IndicatorValue
from gigadesk.domain.locking import Frozen
from gigadesk.domain.members import Member
from gigadesk.domain.plan import ClerkParagraph, FocusArea, ReportForm, ReportSection
from gigadesk.domain.tallies import PeriodFigures
from gigadesk.domain.task_states import ReviewedTask, Viewpoint
from gigadesk.services.basis import Basis


@dataclass(frozen=True, slots=True)
class AssessmentMaterial:
    """自评报告素材 at one viewpoint. `expected_units` owe figures for the period, `reported_units` gave theirs."""

    basis: Basis
    viewpoint: Viewpoint
    form: ReportForm
    sections: Sequence[ReportSection]
    own_paragraphs: Sequence[ClerkParagraph]
    values: Sequence[IndicatorValue]
    figures: PeriodFigures
    tasks: Sequence[ReviewedTask]
    areas: Sequence[FocusArea]
    members: Sequence[Member]
    circumstances: Frozen
    expected_units: Sequence[int]
    reported_units: frozenset[int]
