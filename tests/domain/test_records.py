"""Records: immutable values with an id."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest

from gigadesk.domain.records import Record
from tests import builders

BUILDERS = [getattr(builders, name) for name in dir(builders) if name.startswith(("a_", "an_"))]


@pytest.mark.parametrize("build", BUILDERS)
def test_no_field_of_any_record_can_be_changed(build: type[Record]) -> None:
    record = build(id=7)
    assert is_dataclass(record)
    for field in fields(record):
        with pytest.raises(FrozenInstanceError):
            setattr(record, field.name, None)


@pytest.mark.parametrize("build", BUILDERS)
def test_records_are_compared_by_what_they_say(build: type[Record]) -> None:
    assert build(id=7) == build(id=7)
    assert build(id=7) != build(id=8)
    assert hash(build(id=7)) == hash(build(id=7))
