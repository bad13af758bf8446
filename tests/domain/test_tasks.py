"""Tasks: the words that kinds and states are shown with."""

from __future__ import annotations

from gigadesk.domain.tasks import ProgressState, TaskKind


def test_kinds_and_progress_states_are_shown_in_chinese() -> None:
    assert [kind.label for kind in TaskKind] == ["重点任务", "工作要求事项"]
    assert [state.label for state in ProgressState] == ["未启动", "推进中", "已完成", "不涉及"]
