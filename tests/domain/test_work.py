"""Long work: reporting how far it is, and being stopped."""

from __future__ import annotations

import pytest

from gigadesk.domain.work import Report, Stopped, silent


def _print_forms(report: Report) -> list[str]:
    forms = []
    for number in range(3):
        report(number, 3, "生成报送表")
        forms.append(f"报送表{number}")
    return forms


def test_work_that_nobody_watches_runs_to_its_end() -> None:
    assert _print_forms(silent) == ["报送表0", "报送表1", "报送表2"]


def test_whoever_watches_can_stop_the_work() -> None:
    def stop_after_one(done: int, total: int, doing: str) -> None:
        if done == 1:
            raise Stopped(f"{doing}：{done}/{total}")

    with pytest.raises(Stopped, match="生成报送表：1/3"):
        _print_forms(stop_after_one)
