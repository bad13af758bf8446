"""自评报告: the assessment report put together from its written sections and its annexes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gigadesk.domain.papers.blocks import Annex, Block, Heading, Paper, PaperKind, Paragraph, RedHead, Signature
from gigadesk.domain.plan import ClerkParagraph, ReportForm, ReportSection

EXAMPLE_MARK = "示例数据"


@dataclass(frozen=True, slots=True)
class WrittenSection:
    """报告章节: its heading, what is written from the data, and what the clerk wrote, in this order."""

    section: ReportSection
    blocks: tuple[Block, ...]


def assessment_paper(
    form: ReportForm,
    sections: Sequence[WrittenSection],
    own: Sequence[ClerkParagraph],
    closing: str,
    annexes: tuple[Annex, ...],
    as_of: date,
    *,
    example: bool,
) -> Paper:
    """自评报告 as plain data.

    A red head is printed once the paper has a document number (GB/T 9704-2012, 7.2); only a 报告 names its 签发人.
    """
    blocks: list[Block] = []
    for written in sorted(sections, key=lambda each: each.section.order):
        blocks.append(Heading(1, written.section.heading))
        blocks.extend(written.blocks)
        blocks.extend(
            Paragraph(paragraph.text)
            for paragraph in sorted(own, key=lambda each: each.order)
            if paragraph.section == written.section.key
        )
    if closing:
        blocks.append(Paragraph(closing))
    head = None
    if form.document_number:
        signers = (form.signer,) if form.signer and form.kind is PaperKind.REPORT else ()
        head = RedHead(form.head_office, form.document_number, signers)
    return Paper(
        title=form.title,
        addressee=form.addressee,
        blocks=tuple(blocks),
        signature=Signature(form.sender, form.signed_on or as_of),
        annexes=annexes,
        kind=form.kind,
        head=head,
        mark=EXAMPLE_MARK if example else "",
        author=form.sender,
    )
