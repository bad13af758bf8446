"""The bundled example file against the bundled plan: what it names is there, and it says that it is invented."""

from __future__ import annotations

import re
import tomllib
from datetime import date, timedelta
from itertools import count, pairwise
from pathlib import Path
from typing import Any

import pytest

from gigadesk.domain.members import Member
from gigadesk.domain.months import Month
from gigadesk.domain.plan import Plan, Term, TermList
from gigadesk.domain.units import Unit
from gigadesk.exchange.plan_file import plan_text, read_plan

RESOURCES = Path(__file__).parents[2] / "resources"
FILES = sorted((RESOURCES / "examples").glob("*.toml"))
TEXT = (RESOURCES / "examples" / "yuzhong-2023.toml").read_text("utf-8")
EXAMPLE: dict[str, Any] = tomllib.loads(TEXT)
PLAN = read_plan(plan_text(RESOURCES / "plans" / "yuzhong-2023.toml"), count(1))
CUMULATIVE = ("渝中电信", "渝中移动", "渝中联通", "渝中广电", "市通信管理局")


def terms(kind: TermList) -> set[str]:
    return {each.name for each in PLAN if isinstance(each, Term) and each.list is kind}


def test_every_example_belongs_to_a_bundled_plan() -> None:
    assert [path.name for path in FILES] == ["yuzhong-2023.toml"]
    assert all((RESOURCES / "plans" / path.name).is_file() for path in FILES)
    assert EXAMPLE["plan"] == next(each.code for each in PLAN if isinstance(each, Plan))


def test_kinds_and_grades_are_the_plans_own() -> None:
    assert {place["kind"] for place in EXAMPLE["places"]} <= terms(TermList.PLACE_KIND)
    assert {place["grade"] for place in EXAMPLE["places"]} <= terms(TermList.PLACE_GRADE)
    assert {case["industry"] for case in EXAMPLE["cases"]} <= terms(TermList.CASE_INDUSTRY)
    assert {case["level"] for case in EXAMPLE["cases"] if "level" in case} <= terms(TermList.CASE_LEVEL)


@pytest.mark.parametrize("table", ["places", "cases"])
def test_nothing_stands_in_a_register_twice(table: str) -> None:
    names = [entry["name"] for entry in EXAMPLE[table]]
    assert len(set(names)) == len(names)


def test_nobody_is_named() -> None:
    """No real person is given words, and every stand-in says that it is one."""
    assert not [each.name for each in PLAN if isinstance(each, Member) and each.name in TEXT]
    stand_ins = [EXAMPLE["clerk"]]
    stand_ins += [contact["name"] for contact in EXAMPLE["contacts"]]
    stand_ins += [each["filled_by"] for each in EXAMPLE["submissions"]]
    stand_ins += [each["decided_by"] for each in EXAMPLE["carries"]]
    stand_ins += [each["confirmed_by"] for each in EXAMPLE["completions"]]
    stand_ins += [case["named_by"] for case in EXAMPLE["cases"] if "named_by" in case]
    stand_ins += [case["document"] for case in EXAMPLE["cases"] if "document" in case]
    assert all(each.startswith("示例") for each in stand_ins)
    assert all("（示例）" in base["source"] and "（示例）" in base["document"] for base in EXAMPLE["base_figures"])


def test_telephones_are_numbers_that_nobody_has() -> None:
    written = [each["telephone"] for table in ("contacts", "submissions") for each in EXAMPLE[table]]
    assert all(re.fullmatch(r"023-0000 0\d{3}", number) for number in written)


def test_cases_are_owned_by_the_unit_that_is_written() -> None:
    names = {name for each in PLAN if isinstance(each, Unit) for name in each.names}
    assert all(case["owner"] == case["unit"] for case in EXAMPLE["cases"] if "unit" in case)
    assert {case["owner"] for case in EXAMPLE["cases"] if "unit" in case} <= names
    assert all(("model_since" in case) == ("level" in case) for case in EXAMPLE["cases"])


@pytest.mark.parametrize("unit", CUMULATIVE)
def test_figures_never_fall_but_where_a_note_says_why(unit: str) -> None:
    (before,) = (each["figures"] for each in EXAMPLE["baseline"] if each.get("unit") == unit)
    accepted = [
        each
        for each in EXAMPLE["submissions"]
        if each["unit"] == unit and each["state"] == "accepted" and each["answer"] == "figures"
    ]
    for submission in accepted:
        falling = {code for code, figure in submission["figures"].items() if figure < before.get(code, 0)}
        assert not falling or "note" in submission
        before = before | submission["figures"]


def test_submissions_come_after_their_month_and_revisions_in_order() -> None:
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for each in EXAMPLE["submissions"]:
        assert each["received_on"] > Month.parse(each["month"]).last_day
        found.setdefault((each["unit"], each["month"]), []).append(each)
    for revisions in found.values():
        assert [each["revision"] for each in revisions] == list(range(1, len(revisions) + 1))
        assert all(former["received_on"] < later["received_on"] for former, later in pairwise(revisions))


def test_some_submissions_are_late() -> None:
    due = {month["month"]: month["due_on"] for month in EXAMPLE["periods"] if "due_on" in month}
    late = [
        (each["unit"], each["month"])
        for each in EXAMPLE["submissions"]
        if each["revision"] == 1
        and each["received_on"] > due.get(each["month"], Month.parse(each["month"]).last_day + timedelta(days=5))
    ]
    assert late == [("渝中联通", "2023-07"), ("渝中联通", "2023-09")]


def test_coverage_is_tested_when_there_is_some() -> None:
    for place in EXAMPLE["places"]:
        for each in place.get("coverages", []):
            assert each["since"] <= each["tested_on"] <= EXAMPLE["as_of"]
            assert each["tested_on"] <= each.get("until", date.max)


def test_progress_comes_once_a_month_and_never_goes_back() -> None:
    pairs = [(each["task"], each["unit"]) for each in EXAMPLE["progress"]]
    assert len(set(pairs)) == len(pairs)
    for each in EXAMPLE["progress"]:
        months = [report["month"] for report in each["reports"]]
        percents = [report["percent"] for report in each["reports"] if "percent" in report]
        assert months == sorted(set(months))
        assert percents == sorted(percents)
        assert all(report.get("percent", 100) == 100 for report in each["reports"] if report.get("state") == "done")
