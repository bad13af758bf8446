"""记录: what everything the office keeps has in common."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """记录: an immutable value with an id that is given once and never used again."""

    id: int
