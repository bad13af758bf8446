"""The parts of a paper: plain values that can be compared whole and handed to another process."""

from __future__ import annotations

import pickle
from datetime import date

from gigadesk.domain.papers.blocks import (
    Align,
    Annex,
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


def _paper(text: str) -> Paper:
    table = Table(
        (Column("指标", 3), Column("值", 1, Align.RIGHT)), (Row(("一、光纤",), band=True), Row(("占比", "35%")))
    )
    return Paper(
        title="关于情况的报告",
        addressee="市通信管理局",
        blocks=(Heading(1, "一、总体情况"), Paragraph(text), table),
        signature=Signature("区经信委", date(2023, 10, 31)),
        annexes=(Annex("任务清单", (table,), landscape=True),),
        head=RedHead("区经信委", "渝中经信文〔2023〕1号", ("刘建",)),
    )


def test_a_paper_is_its_content_and_survives_the_way_to_another_process() -> None:
    assert pickle.loads(pickle.dumps(_paper("𠮷。"))) == _paper("𠮷。")  # noqa: S301 - our own bytes
    assert _paper("一。") != _paper("二。")


def test_what_is_not_said_of_a_paper_is_a_plain_report() -> None:
    paper = Paper("标题", "主送", (), Signature("区经信委", date(2023, 10, 31)))
    assert (paper.kind, paper.head, paper.annexes, paper.mark) == (PaperKind.REPORT, None, (), "")
    assert [kind.value for kind in PaperKind] == ["报告", "函"]
