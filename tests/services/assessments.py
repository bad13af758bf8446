"""Assessment reports for tests: a workbook with something of everything on file, and a paper as lines of text."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gigadesk.domain.months import Month
from gigadesk.domain.papers.blocks import Block, Heading, Paper, Paragraph
from gigadesk.domain.plan import ReportSentence
from gigadesk.domain.task_states import Viewpoint
from gigadesk.domain.tasks import ProgressState, Task
from gigadesk.domain.units import Unit
from gigadesk.services.assessment import write_assessment
from gigadesk.services.assessment_material import AssessmentMaterial
from gigadesk.services.basis import Basis
from gigadesk.services.gathering import gather_assessment
from gigadesk.services.sentences import Sentences
from gigadesk.services.workbook import Workbook
from tests import builders
from tests.services.offices import APRIL, MARCH, named, put, report, set_base

MAY_DAY = date(2024, 5, 2)
TYPED = "电话 & 邮件 <b>催办</b> {{ tasks.total }} {% raw %} \"'=@"


def fill(workbook: Workbook) -> None:
    """Figures for March and April, 乙讯's carried over in April; cases, words on the tasks, the clerk's own paragraphs."""
    alpha, beta = named(workbook, Unit, "alpha").id, named(workbook, Unit, "beta").id
    set_base(workbook, "all_homes", 30000)
    set_base(workbook, "residents", 1234)
    report(workbook, "alpha", MARCH, {"fibre_homes": 11000, "speed_complaints": 9})
    report(workbook, "beta", MARCH, {"fibre_homes": 6000, "speed_complaints": 4})
    report(workbook, "alpha", APRIL, {"fibre_homes": 12400, "speed_complaints": 3})
    put(workbook, builders.a_carry(unit_id=beta, month=APRIL))
    put(
        workbook,
        builders.a_case(
            order=1, name="云上课堂", industry="教育", unit_id=beta, owner="乙讯", typical_since=date(2024, 4, 30)
        ),
        builders.a_case(
            order=2,
            name="远程实验室",
            industry="教育",
            unit_id=None,
            owner="县一中",
            typical_since=None,
            model_since=date(2024, 4, 1),
            level="市级",
        ),
        builders.a_case(order=3, name="五月才有", industry="", unit_id=alpha, typical_since=date(2024, 5, 1)),
    )
    second, third = (each for each in workbook.store.records(Task) if each.number in (2, 3))
    education, town = named(workbook, Unit, "education").id, named(workbook, Unit, "east_town").id
    put(
        workbook,
        builders.a_progress(
            task_id=second.id,
            unit_id=education,
            month=APRIL,
            state=ProgressState.UNDER_WAY,
            percent=20,
            text="已有两校\n 建成课堂",
            problems=TYPED,
            next_steps="再建三校；",
        ),
        builders.a_progress(
            task_id=second.id, unit_id=town, month=APRIL, text="", problems=f"{TYPED}\n", next_steps="腾出场地"
        ),
        builders.a_progress(task_id=third.id, unit_id=town, month=MARCH, text="三月的话。", problems="三月的难处"),
    )
    put(
        workbook,
        builders.a_clerk_paragraph(section="overview", order=2, text="第二段。"),
        builders.a_clerk_paragraph(section="overview", order=1, text=TYPED),
        builders.a_clerk_paragraph(section="next", order=1, text="下一步，{{ workgroup }}将……"),
    )


def material(workbook: Workbook, month: Month = APRIL, as_of: date = MAY_DAY) -> AssessmentMaterial:
    """What the report of a period is written from."""
    return gather_assessment(workbook.store, Basis.read(workbook.store), Viewpoint(month, as_of))


def written(workbook: Workbook, month: Month = APRIL, as_of: date = MAY_DAY) -> Paper:
    """The report of a period."""
    return write_assessment(material(workbook, month, as_of), Sentences(workbook.store.records(ReportSentence)))


def lines(paper: Paper) -> Iterator[str]:
    """A paper as text: # before headings, | between the cells of a table."""
    head = paper.head
    yield f"文种：{paper.kind.value}　标识：{paper.mark or '无'}　作者：{paper.author}"
    yield (
        "版头：无" if head is None else f"版头：{head.office}　{head.number}　签发人：{'、'.join(head.signers) or '无'}"
    )
    yield f"标题：{paper.title}"
    yield f"主送：{paper.addressee}"
    for block in paper.blocks:
        yield from _block(block)
    yield f"落款：{paper.signature.office}　{paper.signature.day}"
    for annex in paper.annexes:
        yield f"附件：{annex.title}{'（横排）' if annex.landscape else ''}"
        for block in annex.blocks:
            yield from _block(block)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield f"{'#' * block.level} {block.text}"
        case Paragraph():
            yield block.text
        case _:
            yield " | ".join(column.head for column in block.columns)
            for row in block.rows:
                yield f"[{row.cells[0]}]" if row.band else " | ".join(row.cells)
            if block.note:
                yield f"注：{block.note}"
