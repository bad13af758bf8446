"""版本0001: the first workbook."""

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

_WHOLE = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    """Make every table."""
    _plan_tables()
    _unit_and_task_tables()
    _indicator_tables()
    _figure_tables()
    _register_tables()
    _own_tables()


def _plan_tables() -> None:
    _record_table(
        "plan",
        _text("code"),
        _text("title"),
        _text("document_number"),
        _text("issued_on"),
        _text("adopted_by"),
        _text("district"),
        _text("workgroup"),
        _text("office"),
        _text("scope"),
        _integer("first_month"),
        _integer("last_month"),
        _integer("baseline_month"),
        _integer("reporting_day"),
        _integer("warning_days"),
        _integer("lag_limit"),
        _integer("jump_limit"),
        _integer("unit_limit"),
    )
    _record_table("focus_area", _integer("order"), _text("heading"))
    _record_table("correction", _text("place"), _text("printed"), _text("used"), _text("reason"))
    _record_table(
        "rhythm",
        _integer("order"),
        _text("name"),
        _integer("every_months"),
        _text("held_by"),
        _integer("meeting"),
        _text("source"),
    )
    _record_table("term", _text("list"), _integer("order"), _text("name"))
    _record_table(
        "report_form",
        _text("kind"),
        _text("title"),
        _text("addressee"),
        _text("sender"),
        _text("head_office"),
        _text("document_number"),
        _text("signer"),
        _text("signed_on", optional=True),
    )
    _record_table("report_section", _text("key"), _integer("order"), _text("heading"))
    _record_table("report_sentence", _text("key"), _text("template"))
    _record_table("clerk_paragraph", _text("section"), _integer("order"), _text("text"))
    _record_table("desk", _text("uid"), _text("clerk"), _text("as_of", optional=True), _integer("example"))


def _unit_and_task_tables() -> None:
    _record_table(
        "unit",
        _integer("order"),
        _text("code"),
        _text("kind"),
        _text("full_name"),
        _text("short_name"),
        _text("aliases"),
    )
    _record_table(
        "unit_contact",
        _integer("unit_id", points_to="unit"),
        _text("role"),
        _text("name"),
        _text("telephone"),
        _text("since", optional=True),
        _text("until", optional=True),
    )
    _record_table("unit_group", _text("code"), _text("name"), _text("wordings"), _integer("per_task"))
    _record_table(
        "task",
        _text("kind"),
        _integer("number"),
        _integer("focus_area_id", points_to="focus_area", optional=True),
        _text("content"),
        _text("lead_wording"),
        _text("responsible_wording"),
        _integer("deadline", optional=True),
        _integer("measured"),
    )
    _record_table(
        "group_unit",
        _integer("group_id", points_to="unit_group"),
        _integer("unit_id", points_to="unit"),
        _integer("task_id", points_to="task", optional=True),
    )
    _record_table(
        "task_party",
        _integer("task_id", points_to="task"),
        _text("role"),
        _integer("order"),
        _integer("unit_id", points_to="unit", optional=True),
        _integer("group_id", points_to="unit_group", optional=True),
    )
    _record_table(
        "progress",
        _integer("task_id", points_to="task"),
        _integer("unit_id", points_to="unit"),
        _integer("month"),
        _text("state"),
        _integer("percent", optional=True),
        _text("text"),
        _text("problems"),
        _text("next_steps"),
    )
    _lookup("progress", "month")
    _lookup("progress", "task_id", "month")
    _record_table(
        "completion", _integer("task_id", points_to="task"), _text("day"), _text("confirmed_by"), _text("note")
    )
    _record_table(
        "member",
        _integer("order"),
        _text("roles"),
        _text("name"),
        _text("post"),
        _integer("unit_id", points_to="unit", optional=True),
        _text("since", optional=True),
        _text("until", optional=True),
    )


def _indicator_tables() -> None:
    _record_table(
        "data_element",
        _integer("order"),
        _text("code"),
        _text("name"),
        _text("definition"),
        _text("measure"),
        _integer("places"),
        _text("summing"),
        _integer("cumulative"),
    )
    _record_table(
        "reporter",
        _integer("element_id", points_to="data_element"),
        _integer("unit_id", points_to="unit"),
        _text("role"),
        _integer("order"),
        _integer("active"),
    )
    _lookup("reporter", "role", "active", "element_id", "unit_id")
    _record_table(
        "indicator",
        _integer("order"),
        _text("code"),
        _integer("number", optional=True),
        _text("name"),
        _text("meaning"),
        _text("formula"),
        _text("standard_wording"),
        _text("goal_wording"),
        _text("counting"),
        _integer("numerator_id", points_to="data_element", optional=True),
        _integer("denominator_id", points_to="data_element", optional=True),
        _integer("percent"),
        _text("measure"),
        _integer("may_exceed"),
        _text("standard", optional=True),
        _text("goal", optional=True),
        _integer("task_id", points_to="task", optional=True),
    )
    _record_table(
        "case_quota",
        _integer("indicator_id", points_to="indicator"),
        _integer("unit_id", points_to="unit"),
        _integer("count"),
    )
    _record_table(
        "base_figure",
        _integer("element_id", points_to="data_element"),
        _integer("value"),
        _text("source"),
        _text("document"),
        _integer("valid_from"),
    )
    _record_table(
        "baseline_figure",
        _integer("element_id", points_to="data_element"),
        _integer("unit_id", points_to="unit", optional=True),
        _integer("value"),
    )


def _figure_tables() -> None:
    _record_table(
        "submission",
        _integer("unit_id", points_to="unit"),
        _integer("month"),
        _integer("revision"),
        _text("state"),
        _text("answer"),
        _text("received_on"),
        _text("source"),
        _text("source_name"),
        _text("filled_by"),
        _text("telephone"),
        _text("note"),
        _text("reason"),
    )
    _lookup("submission", "month")
    _lookup("submission", "source")
    _lookup("submission", "unit_id", "month")
    _record_table(
        "figure",
        _integer("submission_id", points_to="submission"),
        _integer("unit_id", points_to="unit"),
        _integer("month"),
        _integer("element_id", points_to="data_element"),
        _integer("value"),
        _integer("counted"),
        _text("cell"),
        _text("remark"),
    )
    _lookup("figure", "counted", "month", "element_id", "unit_id", "value")
    _lookup("figure", "counted", "unit_id", "element_id", "month")
    _record_table(
        "carry",
        _integer("unit_id", points_to="unit"),
        _integer("month"),
        _text("reason"),
        _text("decided_on"),
        _text("decided_by"),
    )
    _record_table(
        "period",
        _integer("month"),
        _integer("locked"),
        _text("locked_on", optional=True),
        _text("reason"),
        _text("due_on", optional=True),
    )
    _record_table("frozen_figure", _integer("month"), _text("key"), _text("value"))


def _register_tables() -> None:
    _record_table(
        "place",
        _integer("order"),
        _text("name"),
        _text("kind"),
        _text("grade"),
        _text("address"),
        _text("counts_since", optional=True),
        _text("counts_until", optional=True),
    )
    _record_table(
        "coverage",
        _integer("place_id", points_to="place"),
        _integer("unit_id", points_to="unit"),
        _text("since"),
        _text("until", optional=True),
        _text("tested_on", optional=True),
    )
    _record_table(
        "case",
        _integer("order"),
        _text("name"),
        _text("industry"),
        _integer("unit_id", points_to="unit", optional=True),
        _text("owner"),
        _text("summary"),
        _text("typical_since", optional=True),
        _text("typical_until", optional=True),
        _text("model_since", optional=True),
        _text("model_until", optional=True),
        _text("level"),
        _text("named_by"),
        _text("document"),
    )


def _own_tables() -> None:
    counter = op.create_table(
        "counter",
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("next", _WHOLE, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_counter"),
        sqlite_strict=True,
    )
    op.create_index("twin_counter", "counter", ["name", "next"])
    op.bulk_insert(counter, [{"name": name, "next": 1} for name in ("record", "change", "line")])
    op.create_table(
        "change_log",
        sa.Column("id", _WHOLE, nullable=False, autoincrement=False),
        _integer("change"),
        _text("at"),
        _text("who"),
        _text("label"),
        _text("reason"),
        _text("kind"),
        _integer("record_id"),
        _text("before", optional=True),
        _text("after", optional=True),
        _integer("schema"),
        _text("hash"),
        sa.PrimaryKeyConstraint("id", name="pk_change_log"),
        sqlite_strict=True,
    )
    _lookup("change_log", "at")
    _lookup("change_log", "record_id")
    op.create_table(
        "content",
        sa.Column("sha256", sa.Text(), nullable=False),
        sa.Column("n", _WHOLE, nullable=False, autoincrement=False),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("sha256", "n", name="pk_content"),
        sqlite_strict=True,
    )


def _record_table(table: str, *columns: sa.Column[Any]) -> None:
    """A table with an id, the links of its columns, and its twin: an index over all of them."""
    links = [
        sa.ForeignKeyConstraint([column.name], [f"{column.info['points_to']}.id"], name=f"fk_{table}_{column.name}")
        for column in columns
        if "points_to" in column.info
    ]
    op.create_table(
        table,
        sa.Column("id", _WHOLE, nullable=False, autoincrement=False),
        *columns,
        sa.PrimaryKeyConstraint("id", name=f"pk_{table}"),
        *links,
        sqlite_strict=True,
    )
    op.create_index(f"twin_{table}", table, [column.name for column in columns])


def _lookup(table: str, *columns: str) -> None:
    op.create_index(f"ix_{table}_{'_'.join(columns)}", table, list(columns))


def _integer(name: str, *, points_to: str = "", optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, _WHOLE, nullable=optional, info={"points_to": points_to} if points_to else {})


def _text(name: str, *, optional: bool = False) -> sa.Column[Any]:
    return sa.Column(name, sa.Text(), nullable=optional)
