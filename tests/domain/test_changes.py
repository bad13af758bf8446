"""Changes: steps, and taking them back."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigadesk.domain.changes import Change, Step, adding
from gigadesk.domain.records import Record
from tests.builders import a_task, a_unit

UNIT = a_unit(id=3)
RENAMED = replace(UNIT, short_name="临电")


def test_a_step_needs_a_record() -> None:
    with pytest.raises(ValueError, match="without a record"):
        Step(None, None)


@pytest.mark.parametrize("other", [a_unit(id=4), a_task(id=3)])
def test_a_step_is_about_one_record(other: Record) -> None:
    with pytest.raises(ValueError, match="between two records"):
        Step(UNIT, other)


def test_a_step_shows_the_record_as_it_is_left() -> None:
    assert Step(None, UNIT).record == UNIT
    assert Step(UNIT, RENAMED).record == RENAMED
    assert Step(RENAMED, None).record == RENAMED


def test_undoing_goes_back_step_by_step_from_the_last() -> None:
    change = Change("改简称", (Step(None, UNIT), Step(UNIT, RENAMED)), reason="更正", barrier=True)
    back = change.reversed()
    assert back.steps == (Step(RENAMED, UNIT), Step(UNIT, None))
    assert (back.label, back.reason, back.barrier) == ("改简称", "更正", True)


def test_adding_puts_new_records_on_file_in_their_order() -> None:
    assert adding([UNIT, a_task()]) == (Step(None, UNIT), Step(None, a_task()))
    assert adding([]) == ()


def _apply(change: Change, on_file: dict[int, Record]) -> dict[int, Record]:
    result = dict(on_file)
    for step in change.steps:
        assert result.get(step.record.id) == step.before
        if step.after is None:
            del result[step.record.id]
        else:
            result[step.record.id] = step.after
    return result


@given(st.lists(st.tuples(st.integers(1, 4), st.none() | st.text(max_size=3)), max_size=12))
def test_a_change_taken_back_leaves_everything_as_it_was(edits: list[tuple[int, str | None]]) -> None:
    before: dict[int, Record] = {1: a_unit(id=1), 2: a_unit(id=2)}
    current, steps = dict(before), []
    for number, name in edits:
        old = current.get(number)
        new = None if name is None else a_unit(id=number, short_name=name)
        if old is None and new is None:
            continue
        steps.append(Step(old, new))
        current = _apply(Change("", (steps[-1],)), current)
    change = Change("编辑", tuple(steps))
    assert _apply(change, before) == current
    assert _apply(change.reversed(), current) == before
    assert change.reversed().reversed() == change
