"""长时作业: what long work is handed: a way to report how far it is, and to be stopped."""

from __future__ import annotations

from typing import Protocol


class Stopped(Exception):
    """停止: the clerk asked for the work to end; nothing of it is kept."""


class Report(Protocol):
    """进度: called by the work between its steps."""

    def __call__(self, done: int, total: int, doing: str) -> None:
        """Say that `done` of `total` steps are behind and what comes now; raises `Stopped` to end the work."""


def silent(done: int, total: int, doing: str) -> None:
    """不报进度: a `Report` for work that nobody watches."""
