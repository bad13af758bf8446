"""台账: key places and application cases, whose states carry dates."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gigadesk.domain.records import Record


def holds_on(day: date, since: date | None, until: date | None) -> bool:
    """有效: whether a dated state holds on a day: it begins on `since`, and `until` is its last day."""
    return since is not None and since <= day and (until is None or day <= until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place(Record):
    """重点场所: an entry of the key-places register; 计入指标3 between two days."""

    order: int
    name: str
    kind: str
    grade: str
    address: str
    counts_since: date | None
    counts_until: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage(Record):
    """5G覆盖: an operator's 5G signal at a place between two days, with the day it was tested."""

    place_id: int
    unit_id: int
    since: date
    until: date | None
    tested_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Case(Record):
    """应用案例: an entry of the case register, a 典型案例 and a 示范项目 each from one day on.

    `unit_id` is the owner where it is a unit of the plan; `owner` is the owner as written.
    """

    order: int
    name: str
    industry: str
    unit_id: int | None
    owner: str
    summary: str
    typical_since: date | None
    typical_until: date | None
    model_since: date | None
    model_until: date | None
    level: str
    named_by: str
    document: str


@dataclass(frozen=True, slots=True)
class PlaceCount:
    """重点场所计数: how many places count on a day and how many of them have 5G signal from any operator."""

    counted: int
    reached: int


def count_places(places: Iterable[Place], coverages: Iterable[Coverage], day: date) -> PlaceCount:
    """重点场所计数 on a day (annex 3, row 3)."""
    covered = {coverage.place_id for coverage in coverages if holds_on(day, coverage.since, coverage.until)}
    counted = [place for place in places if holds_on(day, place.counts_since, place.counts_until)]
    return PlaceCount(len(counted), sum(place.id in covered for place in counted))


@dataclass(frozen=True, slots=True)
class CaseCount:
    """应用案例计数: 典型案例, 示范项目, and the 典型案例 of each owning unit by its id."""

    typical: int
    model: int
    typical_by_unit: dict[int, int]


def count_cases(cases: Iterable[Case], day: date) -> CaseCount:
    """应用案例计数 on a day (annex 3, row 7)."""
    on_file = list(cases)
    typical = [case for case in on_file if holds_on(day, case.typical_since, case.typical_until)]
    by_unit: dict[int, int] = {}
    for case in typical:
        if case.unit_id is not None:
            by_unit[case.unit_id] = by_unit.get(case.unit_id, 0) + 1
    model = sum(holds_on(day, case.model_since, case.model_until) for case in on_file)
    return CaseCount(len(typical), model, by_unit)
