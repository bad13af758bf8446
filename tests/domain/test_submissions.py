"""Submissions: the words that states and answers are shown with."""

from __future__ import annotations

from gigadesk.domain.submissions import Answer, SubmissionState


def test_states_and_answers_are_shown_in_chinese() -> None:
    assert [state.label for state in SubmissionState] == ["待审核", "退回修改", "已审核"]
    assert [answer.label for answer in Answer] == ["数据", "零报告", "无变化", "不适用"]
