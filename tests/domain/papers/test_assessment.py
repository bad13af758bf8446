"""The assessment report put together."""

from __future__ import annotations

from datetime import date

from gigadesk.domain.papers.assessment import WrittenSection, assessment_paper
from gigadesk.domain.papers.blocks import Annex, Heading, Paper, PaperKind, Paragraph, RedHead, Signature
from gigadesk.domain.plan import ClerkParagraph, ReportForm
from tests.builders import a_clerk_paragraph, a_report_form, a_report_section

AS_OF = date(2023, 10, 31)
OVERVIEW = WrittenSection(a_report_section(key="overview", order=1, heading="一、总体情况"), (Paragraph("截至目前。"),))
TASKS = WrittenSection(a_report_section(key="tasks", order=2, heading="二、重点任务"), ())


def _paper(
    form: ReportForm | None = None,
    own: tuple[ClerkParagraph, ...] = (),
    closing: str = "",
    annexes: tuple[Annex, ...] = (),
    *,
    example: bool = False,
) -> Paper:
    return assessment_paper(form or a_report_form(), [TASKS, OVERVIEW], own, closing, annexes, AS_OF, example=example)


def test_sections_stand_in_their_order_with_the_clerks_paragraphs_last() -> None:
    own = (
        a_clerk_paragraph(section="tasks", order=1, text="另：一。"),
        a_clerk_paragraph(section="overview", order=2, text="后。"),
        a_clerk_paragraph(section="overview", order=1, text="先。"),
        a_clerk_paragraph(section="elsewhere", order=1, text="不印。"),
    )
    assert _paper(own=own, closing="特此报告。").blocks == (
        Heading(1, "一、总体情况"),
        Paragraph("截至目前。"),
        Paragraph("先。"),
        Paragraph("后。"),
        Heading(1, "二、重点任务"),
        Paragraph("另：一。"),
        Paragraph("特此报告。"),
    )


def test_without_a_closing_nothing_is_printed_for_it() -> None:
    assert _paper().blocks[-1] == Heading(1, "二、重点任务")


def test_addressee_title_kind_and_sender_come_from_the_form() -> None:
    form = a_report_form(kind=PaperKind.LETTER, title="关于情况的函", addressee="市通信管理局", sender="区经信委")
    paper = _paper(form)
    assert (paper.kind, paper.title, paper.addressee, paper.author) == (
        PaperKind.LETTER, "关于情况的函", "市通信管理局", "区经信委"
    )  # fmt: skip


def test_the_paper_bears_its_own_date_or_the_as_of_date() -> None:
    assert _paper(a_report_form(sender="区经信委")).signature == Signature("区经信委", AS_OF)
    signed = a_report_form(sender="区经信委", signed_on=date(2023, 11, 8))
    assert _paper(signed).signature == Signature("区经信委", date(2023, 11, 8))


def test_a_red_head_needs_a_document_number() -> None:
    assert _paper(a_report_form(document_number="")).head is None
    form = a_report_form(document_number="渝中经信文〔2023〕1号", head_office="区经信委", signer="刘建")
    assert _paper(form).head == RedHead("区经信委", "渝中经信文〔2023〕1号", ("刘建",))


def test_only_a_report_names_who_signed_it() -> None:
    letter = a_report_form(kind=PaperKind.LETTER, document_number="渝中经信函〔2023〕1号", signer="刘建")
    unsigned = a_report_form(document_number="渝中经信文〔2023〕1号", signer="")
    for form in (letter, unsigned):
        head = _paper(form).head
        assert head is not None
        assert head.signers == ()


def test_an_example_workbooks_paper_is_marked() -> None:
    assert _paper(example=True).mark == "示例数据"
    assert _paper().mark == ""


def test_annexes_are_kept_in_their_order() -> None:
    annexes = (Annex("任务清单", (), landscape=True), Annex("名单", ()))
    assert _paper(annexes=annexes).annexes == annexes
