"""方案概况: reads the plan's basic facts, its slips, focus areas, rhythms and word lists."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain

from gigadesk.domain.months import Month
from gigadesk.domain.plan import Correction, FocusArea, Plan, Rhythm, Term, TermList
from gigadesk.exchange.plan_table import Table


def read_basics(root: Table, ids: Iterator[int]) -> Plan:
    """方案: [plan] and [limits]."""
    facts, limits = root.table("plan"), root.table("limits")
    plan = Plan(
        id=next(ids),
        code=facts.code("code", "[a-z0-9][a-z0-9-]*"),
        title=facts.text("title"),
        document_number=facts.text("document_number", empty=True),
        issued_on=facts.day("issued_on") or date.min,
        adopted_by=facts.text("adopted_by"),
        district=facts.text("district"),
        workgroup=facts.text("workgroup"),
        office=facts.text("office"),
        scope=facts.text("scope"),
        first_month=_month(facts, "first_month"),
        last_month=_month(facts, "last_month"),
        baseline_month=_month(facts, "baseline_month"),
        reporting_day=limits.integer("reporting_day", 1, 31),
        warning_days=limits.integer("warning_days", 0, 366),
        lag_limit=limits.integer("lag_limit", 0, 100),
        jump_limit=limits.integer("jump_limit", 1, 10_000),
        unit_limit=limits.integer("unit_limit", 1, 10**9),
    )
    if facts.sound("first_month", "last_month") and plan.first_month > plan.last_month:
        facts.fault("“last_month”早于“first_month”，最后一期不能在第一期之前。", "last_month")
    if facts.sound("first_month", "last_month") and len(plan.months) > 600:
        facts.fault("“first_month”至“last_month”超过 600 个月。", "last_month")
    if facts.sound("first_month", "baseline_month") and plan.baseline_month >= plan.first_month:
        facts.fault("“baseline_month”应早于“first_month”，基期在第一期之前。", "baseline_month")
    facts.close()
    limits.close()
    return plan


def _month(table: Table, key: str) -> Month:
    return table.month(key) or Month(1, 1)


def read_corrections(root: Table, ids: Iterator[int]) -> list[Correction]:
    """勘误: [[corrections]]."""
    found = []
    for table in root.tables("corrections", optional=True):
        correction = Correction(
            id=next(ids),
            place=table.text("place"),
            printed=table.text("printed"),
            used=table.text("used"),
            reason=table.text("reason"),
        )
        if table.sound() and correction.printed == correction.used:
            table.fault("“used”与“printed”相同，没有更正。", "used")
        table.close()
        found.append(correction)
    return found


def read_areas(root: Table, ids: Iterator[int]) -> list[FocusArea]:
    """重点任务: [[areas]]."""
    found: dict[str, FocusArea] = {}
    for order, table in enumerate(root.tables("areas"), 1):
        heading = table.text("heading")
        if heading in found and table.sound():
            table.fault(f"标题“{heading}”重复。", "heading")
        table.close()
        found[heading or str(order)] = FocusArea(id=next(ids), order=order, heading=heading)
    return list(found.values())


def read_rhythms(root: Table, ids: Iterator[int]) -> list[Rhythm]:
    """工作节奏: [[rhythms]]."""
    found = []
    for order, table in enumerate(root.tables("rhythms", optional=True), 1):
        found.append(
            Rhythm(
                id=next(ids),
                order=order,
                name=table.text("name"),
                every_months=table.integer("every_months", 1, 120),
                held_by=table.text("held_by"),
                meeting=table.flag("meeting", optional=False),
                source=table.text("source", empty=True),
            )
        )
        table.close()
    return found


def read_terms(root: Table, ids: Iterator[int]) -> list[Term]:
    """词表: [terms], all of its lists."""
    table = root.table("terms")
    found = []
    for kind in TermList:
        names = table.texts(kind.value)
        if not names and table.sound(kind.value):
            table.fault(f"“{kind.value}”至少要有一项。", kind.value)
        found.append([Term(id=next(ids), list=kind, order=order, name=name) for order, name in enumerate(names, 1)])
    table.close()
    return list(chain.from_iterable(found))
