"""锁定: what a locked period keeps of base figures and register counts.

A period's own figures are kept by refusing changes to them; these two are kept as copies, because the records
they come from go on serving the open periods.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from gigadesk.domain.periods import FrozenFigure
from gigadesk.domain.registers import CaseCount, PlaceCount

_PLACES = "places"
_CASES = "cases"
_BASE = "base"


@dataclass(frozen=True, slots=True)
class Frozen:
    """锁定值 of one period: base figures by element id (where there was one), and both register counts."""

    base: Mapping[int, Decimal]
    places: PlaceCount
    cases: CaseCount


def freeze(frozen: Frozen) -> dict[str, Decimal]:
    """锁定: the key of each value to keep and the value, as a `FrozenFigure` holds them."""
    kept = {f"{_BASE}:{element_id}": value for element_id, value in frozen.base.items()}
    kept[f"{_PLACES}:counted"] = Decimal(frozen.places.counted)
    kept[f"{_PLACES}:reached"] = Decimal(frozen.places.reached)
    kept[f"{_CASES}:typical"] = Decimal(frozen.cases.typical)
    kept[f"{_CASES}:model"] = Decimal(frozen.cases.model)
    for unit_id, count in frozen.cases.typical_by_unit.items():
        kept[f"{_CASES}:unit:{unit_id}"] = Decimal(count)
    return kept


def thaw(figures: Iterable[FrozenFigure]) -> Frozen:
    """锁定值 of one period from its records; raises KeyError when a register count is missing."""
    kept = {figure.key: figure.value for figure in figures}
    base = {int(key.split(":")[1]): value for key, value in kept.items() if key.startswith(f"{_BASE}:")}
    owners = {int(key.split(":")[2]): int(value) for key, value in kept.items() if key.startswith(f"{_CASES}:unit:")}
    return Frozen(
        base=base,
        places=PlaceCount(int(kept[f"{_PLACES}:counted"]), int(kept[f"{_PLACES}:reached"])),
        cases=CaseCount(int(kept[f"{_CASES}:typical"]), int(kept[f"{_CASES}:model"]), owners),
    )
