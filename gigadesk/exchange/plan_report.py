"""自评报告格式: reads how the report is addressed, its headings and its sentences."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gigadesk.domain.papers.blocks import PaperKind
from gigadesk.domain.plan import ReportForm, ReportSection, ReportSentence
from gigadesk.exchange.plan_faults import Faults
from gigadesk.exchange.plan_sentences import SECTIONS, SENTENCES
from gigadesk.exchange.plan_table import Table, short

TemplateCheck = Callable[[str, str], tuple[int, str] | None]
"""模板检查: of a sentence's key and template, the line in it that is wrong, counted from 1, and why, in Chinese."""


def read_report(
    root: Table, faults: Faults, check: TemplateCheck | None, ids: Iterator[int]
) -> list[ReportForm | ReportSection | ReportSentence]:
    """自评报告格式: [report] with its sections and sentences."""
    table = root.table("report")
    form = ReportForm(
        id=next(ids),
        kind=table.choice("kind", PaperKind),
        title=table.text("title"),
        addressee=table.text("addressee"),
        sender=table.text("sender"),
        head_office=table.text("head_office"),
        document_number=table.text("document_number", empty=True),
        signer=table.text("signer", empty=True),
        signed_on=table.day("signed_on", optional=True),
    )
    sections = _read_sections(table, ids)
    sentences = _read_sentences(table, faults, check, ids)
    table.close()
    return [form, *sections, *sentences]


def _read_sections(report: Table, ids: Iterator[int]) -> list[ReportSection]:
    found: dict[str, ReportSection] = {}
    for order, table in enumerate(report.tables("sections"), 1):
        key = table.text("key")
        if key and key not in SECTIONS:
            table.fault(f"没有“{short(key)}”这一章节{table.nearest(key, SECTIONS)}。", "key")
        elif key in found:
            table.fault(f"章节“{key}”重复。", "key")
        found[key] = ReportSection(id=next(ids), key=key, order=order, heading=table.text("heading"))
        table.close()
    lacking = [key for key in SECTIONS if key not in found]
    if lacking and report.sound("sections"):
        report.fault(f"[[report.sections]] 缺少章节：{'、'.join(lacking)}。", "sections")
    return list(found.values())


def _read_sentences(
    report: Table, faults: Faults, check: TemplateCheck | None, ids: Iterator[int]
) -> list[ReportSentence]:
    table = report.table("sentences")
    found = []
    for key in SENTENCES:
        written = table.passage(key)
        complaint = check(key, written) if check is not None and table.sound(key) else None
        if complaint is not None:
            faults.add_in_text((*table.path, key), *complaint)
        found.append(ReportSentence(id=next(ids), key=key, template=one_line(written)))
    table.close()
    return found


def one_line(written: str) -> str:
    """语句连写: a sentence without its line breaks and the blanks at the ends of its lines, which only help the reader."""
    return "".join(line.strip() for line in written.split("\n"))
