"""方案文件: a district's plan as a TOML file, read whole or refused with every wrong line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from gigadesk.domain.errors import Trouble
from gigadesk.domain.records import Record
from gigadesk.exchange.plan_basics import read_areas, read_basics, read_corrections, read_rhythms, read_terms
from gigadesk.exchange.plan_faults import Fault, Faults, PlanError, syntax_fault
from gigadesk.exchange.plan_figures import read_elements, read_indicators, read_quotas
from gigadesk.exchange.plan_lines import lines_of
from gigadesk.exchange.plan_report import TemplateCheck, read_report
from gigadesk.exchange.plan_table import Table
from gigadesk.exchange.plan_tasks import read_tasks
from gigadesk.exchange.plan_units import Names, read_groups, read_members, read_units

__all__ = ["Fault", "PlanError", "PlanSummary", "TemplateCheck", "list_plans", "plan_text", "read_plan"]

_LARGEST = 2 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class PlanSummary:
    """方案目录: a plan that a workbook can be made from."""

    code: str
    title: str
    path: Path


def read_plan(text: str, ids: Iterator[int], check: TemplateCheck | None = None) -> list[Record]:
    """读取方案: the records of a plan file, parents before children; the same text and ids give the same records.

    `check` looks at the templates of the report's sentences; the services, which may use jinja2, pass theirs.
    Raises PlanError with every wrong line.
    """
    document = _document(text)
    faults = Faults(lines_of(text))
    root = Table(document, (), faults)
    names = Names()
    plan = read_basics(root, ids)
    areas = read_areas(root, ids)
    corrections = read_corrections(root, ids)
    units = read_units(root, names, ids)
    groups, group_units = read_groups(root, names, ids)
    tasks, parties, task_tables = read_tasks(root, plan, areas, names, ids)
    members = read_members(root, names, ids)
    elements = read_elements(root, names, ids)
    indicators = read_indicators(root, elements, tasks, task_tables, ids)
    quotas = read_quotas(root, indicators, names, ids)
    rhythms = read_rhythms(root, ids)
    terms = read_terms(root, ids)
    report = read_report(root, faults, check, ids)
    root.close()
    faults.stop()
    return [
        plan,
        *areas,
        *corrections,
        *units,
        *groups,
        *tasks.values(),
        *group_units,
        *parties,
        *members,
        *elements.elements,
        *elements.reporters,
        *indicators.values(),
        *quotas,
        *rhythms,
        *terms,
        *report,
    ]


def plan_text(path: Path) -> str:
    """方案文件内容: the text of a plan file; Trouble when it cannot be read, PlanError when it is not UTF-8 text."""
    try:
        with path.open("rb") as file:
            content = file.read(_LARGEST + 1)
    except OSError as error:
        raise Trouble(f"无法读取方案文件“{path}”，请检查文件是否存在、是否有读取权限。") from error
    if len(content) > _LARGEST:
        raise _too_large()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise PlanError([Fault(line, "不是 UTF-8 编码的文字，请将文件另存为 UTF-8 编码。")]) from error


def list_plans(folder: Path) -> list[PlanSummary]:
    """方案目录: the plan files of a folder, in the order of their codes; none where there is no such folder."""
    found = []
    for path in sorted(folder.glob("*.toml")):
        table = _document(plan_text(path)).get("plan")
        facts = table if isinstance(table, dict) else {}
        found.append(PlanSummary(str(facts.get("code", path.stem)), str(facts.get("title", "")), path))
    return sorted(found, key=lambda summary: summary.code)


def _document(text: str) -> dict[str, object]:
    """The tables of a TOML text; raises PlanError where it is none."""
    if len(text) > _LARGEST:
        raise _too_large()
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise PlanError([syntax_fault(error, text)]) from error
    except ValueError as error:
        raise PlanError([Fault(0, "语法错误：有一个数的位数太多。")]) from error
    except RecursionError as error:
        raise PlanError([Fault(0, "语法错误：括号或键名的层次太深。")]) from error


def _too_large() -> PlanError:
    return PlanError([Fault(0, f"文件超过 {_LARGEST // 1024 // 1024} MB，不是方案文件。")])
