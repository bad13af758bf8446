"""How a task stands on a day, and which light it shows."""

from __future__ import annotations

from datetime import date, timedelta
from fractions import Fraction
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigadesk.domain.achievement import IndicatorValue, ValueState, Verdict
from gigadesk.domain.months import Month
from gigadesk.domain.parties import Parties
from gigadesk.domain.task_states import (
    GoalStanding,
    Light,
    ReviewedTask,
    TaskStanding,
    TaskState,
    Viewpoint,
    elapsed_percent,
    measured_standing,
    needed_value,
    newest_words,
    reporting_month,
    task_standing,
)
from gigadesk.domain.tasks import Completion, Progress, ProgressState
from tests.builders import a_completion, a_plan, a_progress, a_task, an_indicator

MAY, JUNE, JULY, AUGUST, SEPTEMBER, OCTOBER = (Month(2023, number) for number in range(5, 11))
PLAN = a_plan(issued_on=date(2023, 6, 2), warning_days=30, lag_limit=15)
TASK = a_task(deadline=OCTOBER)
STANDING_TASK = a_task(deadline=None)
LEAD, OTHER, THIRD = 1, 2, 3
PARTIES = Parties(leads=(LEAD,), responsible=(OTHER, THIRD), unfilled=())
DONE, UNDER_WAY = ProgressState.DONE, ProgressState.UNDER_WAY
NOT_STARTED, NOT_INVOLVED = ProgressState.NOT_STARTED, ProgressState.NOT_INVOLVED
LIGHTS = {
    TaskState.NOT_STARTED: Light.NONE,
    TaskState.ON_TRACK: Light.GREEN,
    TaskState.LAGGING: Light.YELLOW,
    TaskState.DUE_SOON: Light.YELLOW,
    TaskState.OVERDUE: Light.RED,
    TaskState.DONE: Light.GREEN,
}


def _at(month: Month, day: date | None = None) -> Viewpoint:
    return Viewpoint(month, day or month.last_day)


def _word(
    unit: int, state: ProgressState = UNDER_WAY, percent: int | None = None, month: Month = AUGUST, record: int = 1
) -> Progress:
    return a_progress(id=record, unit_id=unit, state=state, percent=percent, month=month)


def _stand(
    words: list[Progress],
    viewpoint: Viewpoint,
    completions: tuple[Completion, ...] = (),
    parties: Parties = PARTIES,
) -> TaskStanding:
    return task_standing(TASK, parties, words, completions, PLAN, viewpoint)


ALL_DONE = [_word(LEAD, DONE), _word(OTHER, DONE), _word(THIRD, NOT_INVOLVED)]
CONFIRMED = (a_completion(day=date(2023, 8, 20)),)


def test_states_and_lights_are_shown_in_chinese() -> None:
    assert [state.value for state in TaskState] == [
        "未启动", "正常推进", "进度滞后", "临近到期", "逾期未完成", "已完成", "常态化推进"
    ]  # fmt: skip
    assert [light.label for light in Light] == ["未亮灯", "绿灯", "黄灯", "红灯"]


# ---- deadlines and time


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2023, 9, 30), TaskState.LAGGING),
        (date(2023, 10, 1), TaskState.DUE_SOON),
        (date(2023, 10, 31), TaskState.DUE_SOON),
        (date(2023, 11, 1), TaskState.OVERDUE),
        (date(2024, 3, 1), TaskState.OVERDUE),
    ],
)
def test_a_deadline_is_the_months_last_day(day: date, state: TaskState) -> None:
    standing = _stand([], _at(OCTOBER, day))
    assert (standing.state, standing.light) == (state, LIGHTS[state])


@pytest.mark.parametrize(
    ("day", "month", "due"),
    [
        (date(2023, 6, 29), JUNE, None),
        (date(2023, 6, 30), JUNE, JUNE),
        (date(2023, 7, 30), JULY, JUNE),
        (date(2023, 10, 31), OCTOBER, OCTOBER),
        (date(2023, 10, 31), AUGUST, AUGUST),
        (date(2024, 2, 1), OCTOBER, OCTOBER),
    ],
)
def test_a_period_is_asked_for_once_it_has_ended(day: date, month: Month, due: Month | None) -> None:
    assert reporting_month(PLAN, Viewpoint(month, day)) == due


def test_time_runs_from_the_plans_date_to_the_deadline() -> None:
    assert elapsed_percent(PLAN, OCTOBER, date(2023, 6, 2)) == 0
    assert elapsed_percent(PLAN, OCTOBER, date(2023, 8, 31)) == Fraction(90 * 100, 151)
    assert elapsed_percent(PLAN, OCTOBER, date(2023, 10, 31)) == 100


@given(st.dates(date(2022, 1, 1), date(2025, 1, 1)), st.integers(0, 60))
def test_elapsed_time_only_grows_and_stays_within_the_whole(day: date, more: int) -> None:
    now, later = (elapsed_percent(PLAN, OCTOBER, each) for each in (day, day + timedelta(days=more)))
    assert 0 <= now <= later <= 100


def test_a_deadline_before_the_plan_has_no_time_left() -> None:
    assert elapsed_percent(PLAN, MAY, date(2023, 6, 2)) == 100


def test_a_plan_made_at_the_deadline_has_at_most_its_last_day() -> None:
    same_day, day_before = (a_plan(issued_on=date(2023, 10, day)) for day in (31, 30))
    assert elapsed_percent(same_day, OCTOBER, date(2023, 10, 31)) == 100
    assert elapsed_percent(day_before, OCTOBER, date(2023, 10, 30)) == 0


# ---- tasks that units report on in words


def test_a_task_of_which_nothing_is_due_yet_has_not_started() -> None:
    standing = _stand([], _at(JUNE, date(2023, 6, 15)))
    assert standing == TaskStanding(TASK, TaskState.NOT_STARTED, Light.NONE, None)


@pytest.mark.parametrize(
    ("state", "shown"),
    [
        (NOT_STARTED, TaskState.NOT_STARTED),
        (NOT_INVOLVED, TaskState.NOT_STARTED),
        (UNDER_WAY, TaskState.ON_TRACK),
        (DONE, TaskState.ON_TRACK),
    ],
)
def test_a_task_starts_with_the_first_unit_that_sets_to_work(state: ProgressState, shown: TaskState) -> None:
    standing = _stand([_word(OTHER, state, month=JUNE)], _at(JUNE, date(2023, 6, 30)))
    assert (standing.state, standing.light) == (shown, LIGHTS[shown])


@pytest.mark.parametrize(("percent", "state"), [(44, TaskState.LAGGING), (45, TaskState.ON_TRACK)])
def test_a_task_lags_when_it_is_behind_time_by_more_than_the_limit(percent: int, state: TaskState) -> None:
    standing = _stand([_word(LEAD, percent=percent)], _at(AUGUST))
    assert (standing.state, standing.percent) == (state, percent)
    assert standing.light is LIGHTS[state]


def test_exactly_the_limit_behind_is_not_more_than_the_limit() -> None:
    plan = a_plan(issued_on=date(2023, 6, 3), warning_days=0, lag_limit=10)
    day = date(2023, 8, 17)
    assert elapsed_percent(plan, OCTOBER, day) == 50
    for percent, state in ((40, TaskState.ON_TRACK), (39, TaskState.LAGGING)):
        words = [_word(LEAD, percent=percent)]
        assert task_standing(TASK, PARTIES, words, (), plan, Viewpoint(AUGUST, day)).state is state


def test_a_task_lags_when_no_unit_reported_this_month() -> None:
    assert _stand([_word(LEAD, percent=90, month=JULY)], _at(AUGUST)).state is TaskState.LAGGING
    assert _stand([_word(LEAD, percent=90, month=JULY), _word(OTHER)], _at(AUGUST)).state is TaskState.ON_TRACK


def test_before_a_month_ends_last_months_word_is_enough() -> None:
    assert _stand([_word(LEAD, percent=90, month=JULY)], _at(AUGUST, date(2023, 8, 30))).state is TaskState.ON_TRACK


def test_the_word_of_a_unit_that_has_no_part_in_the_task_counts_for_nothing() -> None:
    assert _stand([_word(99, DONE, 100)], _at(AUGUST)).state is TaskState.LAGGING


def test_a_lead_that_has_not_started_is_at_zero_percent() -> None:
    standing = _stand([_word(LEAD, NOT_STARTED)], _at(AUGUST))
    assert (standing.state, standing.percent) == (TaskState.LAGGING, 0)


def test_the_lead_that_is_least_far_gives_the_percent() -> None:
    streets = Parties(leads=(1, 2, 3, 4, 5), responsible=(), unfilled=())
    words = [_word(1, DONE, 20), _word(2, percent=70), _word(3, NOT_INVOLVED, 5), _word(4, percent=None)]
    assert _stand(words, _at(AUGUST), parties=streets).percent == 70
    assert _stand([words[0]], _at(AUGUST), parties=streets).percent == 100
    assert _stand([words[3]], _at(AUGUST), parties=streets).percent is None


def test_a_responsible_units_percent_is_not_the_tasks() -> None:
    assert _stand([_word(OTHER, percent=5)], _at(AUGUST)).percent is None


def test_a_task_is_done_by_everyones_word_and_the_offices_confirmation() -> None:
    assert _stand(ALL_DONE, _at(AUGUST), CONFIRMED) == TaskStanding(TASK, TaskState.DONE, Light.GREEN, 100)


@pytest.mark.parametrize("unit", [LEAD, OTHER, THIRD])
def test_a_task_is_not_done_while_one_unit_is_silent_or_at_work(unit: int) -> None:
    others = [word for word in ALL_DONE if word.unit_id != unit]
    assert _stand(others, _at(AUGUST), CONFIRMED).state is not TaskState.DONE
    assert _stand([*others, _word(unit, UNDER_WAY, 99)], _at(AUGUST), CONFIRMED).state is not TaskState.DONE


def test_the_lead_cannot_say_that_it_is_not_involved() -> None:
    words = [_word(LEAD, NOT_INVOLVED), *ALL_DONE[1:]]
    assert _stand(words, _at(AUGUST), CONFIRMED).state is not TaskState.DONE


@pytest.mark.parametrize(
    "completions", [(), (a_completion(task_id=2, day=date(2023, 8, 20)),), (a_completion(day=date(2023, 9, 1)),)]
)
def test_a_task_is_not_done_without_the_offices_confirmation_by_that_day(completions: tuple[Completion, ...]) -> None:
    assert _stand(ALL_DONE, _at(AUGUST), completions).state is TaskState.ON_TRACK


def test_a_task_with_an_unfilled_group_or_without_a_lead_is_never_done() -> None:
    for parties in (Parties((LEAD,), (OTHER, THIRD), (12,)), Parties((), (LEAD, OTHER, THIRD), ())):
        assert _stand(ALL_DONE, _at(AUGUST), CONFIRMED, parties).state is not TaskState.DONE


def test_every_unit_that_leads_gives_its_word() -> None:
    leads = Parties((LEAD, OTHER), (THIRD,), ())
    assert _stand(ALL_DONE, _at(AUGUST), CONFIRMED, leads).state is TaskState.DONE
    words = [_word(OTHER, UNDER_WAY), ALL_DONE[0], ALL_DONE[2]]
    assert _stand(words, _at(AUGUST), CONFIRMED, leads).state is not TaskState.DONE


def test_the_offices_confirmation_counts_from_its_own_day() -> None:
    confirmed = (a_completion(day=date(2023, 8, 31)),)
    assert _stand(ALL_DONE, _at(AUGUST, date(2023, 8, 31)), confirmed).state is TaskState.DONE
    assert _stand(ALL_DONE, _at(AUGUST, date(2023, 8, 30)), confirmed).state is not TaskState.DONE


def test_a_lead_that_is_also_responsible_gives_its_word_once() -> None:
    assert _stand(ALL_DONE, _at(AUGUST), CONFIRMED, Parties((LEAD,), (LEAD, OTHER), ())).state is TaskState.DONE


def test_a_task_done_in_time_is_not_overdue_later() -> None:
    assert _stand(ALL_DONE, _at(OCTOBER, date(2023, 12, 1)), CONFIRMED).state is TaskState.DONE


def test_a_unit_may_take_its_word_back() -> None:
    words = [*ALL_DONE, _word(OTHER, UNDER_WAY, month=SEPTEMBER)]
    assert _stand(words, _at(SEPTEMBER), CONFIRMED).state is not TaskState.DONE
    assert _stand(words, _at(AUGUST), CONFIRMED).state is TaskState.DONE


def test_the_newest_word_up_to_a_month_counts() -> None:
    june, july, late = (_word(LEAD, month=month, record=number) for number, month in enumerate((JUNE, JULY, SEPTEMBER)))
    other = a_progress(task_id=2, unit_id=LEAD, month=AUGUST)
    assert newest_words([late, july, other, june], 1, AUGUST) == {LEAD: july}
    assert newest_words([june], 1, MAY) == {}


def test_of_two_words_for_one_month_the_later_record_counts() -> None:
    first, second = _word(LEAD, record=4), _word(LEAD, DONE, record=5)
    assert newest_words([second, first], 1, AUGUST) == newest_words([first, second], 1, AUGUST) == {LEAD: second}


WORDS = st.lists(
    st.builds(
        _word,
        st.integers(1, 4),
        st.sampled_from(ProgressState),
        st.none() | st.integers(0, 100),
        st.sampled_from(PLAN.months),
        st.integers(1, 9),
    ),
    max_size=10,
)
COMPLETIONS = st.lists(st.builds(a_completion, day=st.dates(date(2023, 6, 2), date(2023, 11, 30))), max_size=2)
DAYS = st.dates(date(2023, 6, 2), date(2024, 1, 31))
VIEWPOINTS = st.builds(Viewpoint, st.sampled_from(PLAN.months), DAYS)


@given(WORDS, COMPLETIONS, VIEWPOINTS)
def test_an_undone_task_is_red_after_its_deadline_and_yellow_just_before(
    words: list[Progress], completions: list[Completion], viewpoint: Viewpoint
) -> None:
    standing = task_standing(TASK, PARTIES, words, completions, PLAN, viewpoint)
    assert standing.light is LIGHTS[standing.state]
    left = (date(2023, 10, 31) - viewpoint.as_of).days
    if standing.state is TaskState.DONE:
        assert any(each.day <= viewpoint.as_of for each in completions)
    elif left < 0:
        assert standing.state is TaskState.OVERDUE
    elif left <= 30:
        assert standing.state is TaskState.DUE_SOON
    else:
        assert standing.state in (TaskState.NOT_STARTED, TaskState.ON_TRACK, TaskState.LAGGING)


@given(WORDS, COMPLETIONS, VIEWPOINTS)
def test_a_standing_task_is_never_overdue_and_yellow_only_while_unreported(
    words: list[Progress], completions: list[Completion], viewpoint: Viewpoint
) -> None:
    standing = task_standing(STANDING_TASK, PARTIES, words, completions, PLAN, viewpoint)
    assert standing.state is TaskState.STANDING
    due = reporting_month(PLAN, viewpoint)
    heard = {word.month for word in words if word.unit_id in PARTIES.everyone and word.month <= viewpoint.month}
    reported = due is None or any(month >= due for month in heard)
    assert standing.light is (Light.GREEN if reported else Light.YELLOW)


# ---- measured tasks


def _goal(
    value: Fraction | None,
    *,
    month: Month = AUGUST,
    state: ValueState = ValueState.COMPLETE,
    baseline: Fraction | None = None,
    met: bool | None = None,
    line: Fraction = Fraction(1, 2),
) -> GoalStanding:
    if met is None and value is not None and state.decides:
        met = value >= line
    verdict = Verdict(line, met=met, gap=None)
    return GoalStanding(
        IndicatorValue(an_indicator(goal=line), month, None, None, value, state, (), (), None, verdict, value), baseline
    )


def _measured(goals: list[GoalStanding], viewpoint: Viewpoint) -> TaskStanding:
    return measured_standing(TASK, goals, PLAN, viewpoint)


MET, UNMET = _goal(Fraction(3, 5)), _goal(Fraction(2, 5))
UNKNOWN = _goal(None, state=ValueState.NONE)


def test_a_measured_task_is_done_when_all_its_goals_are_met() -> None:
    assert _measured([MET, MET], _at(AUGUST)) == TaskStanding(TASK, TaskState.DONE, Light.GREEN, None)
    assert _measured([MET, UNMET], _at(AUGUST)).state is not TaskState.DONE
    assert _measured([MET, UNKNOWN], _at(AUGUST)).state is not TaskState.DONE
    assert _measured([], _at(AUGUST)).state is not TaskState.DONE


def test_an_indicator_without_a_goal_proves_nothing() -> None:
    aimless = IndicatorValue(
        an_indicator(goal=None), AUGUST, None, None, Fraction(1), ValueState.COMPLETE, (), (), None, None, Fraction(1)
    )
    standing = _measured([GoalStanding(aimless, Fraction(0))], _at(AUGUST))
    assert standing.state is TaskState.ON_TRACK


@pytest.mark.parametrize(
    ("day", "state"),
    [
        (date(2023, 10, 1), TaskState.DUE_SOON),
        (date(2023, 10, 31), TaskState.DUE_SOON),
        (date(2023, 11, 1), TaskState.OVERDUE),
    ],
)
def test_an_unmet_goal_meets_its_deadline_like_any_task(day: date, state: TaskState) -> None:
    standing = _measured([UNMET], _at(OCTOBER, day))
    assert (standing.state, standing.light) == (state, LIGHTS[state])


def test_october_figures_belong_to_the_report_as_of_the_end_of_october() -> None:
    assert _measured([_goal(Fraction(3, 5), month=OCTOBER)], _at(OCTOBER, date(2023, 10, 31))).state is TaskState.DONE


@pytest.mark.parametrize(
    ("value", "state"), [(Fraction(29, 100), TaskState.LAGGING), (Fraction(3, 10), TaskState.ON_TRACK)]
)
def test_a_figure_below_the_straight_line_lags(value: Fraction, state: TaskState) -> None:
    """From 0 at the end of May to 1/2 at the end of October the line stands at 3/10 at the end of August."""
    standing = _measured([_goal(value, baseline=Fraction(0))], _at(AUGUST))
    assert (standing.state, standing.light) == (state, LIGHTS[state])


def test_a_goal_that_is_met_lags_behind_no_line() -> None:
    assert _measured([MET, _goal(Fraction(2, 5), baseline=Fraction(0))], _at(AUGUST)).state is TaskState.ON_TRACK


def test_one_goal_below_its_line_is_enough_to_lag() -> None:
    below = _goal(Fraction(29, 100), baseline=Fraction(0))
    assert _measured([MET, below, UNMET], _at(AUGUST)).state is TaskState.LAGGING


def test_without_a_baseline_there_is_no_line_to_lag_behind() -> None:
    assert _measured([_goal(Fraction(1, 100))], _at(AUGUST)).state is TaskState.ON_TRACK


def test_a_goal_that_only_lacks_some_units_cases_is_not_below_the_line() -> None:
    assert _measured([_goal(Fraction(3, 5), met=False, baseline=Fraction(0))], _at(AUGUST)).state is TaskState.ON_TRACK


def test_figures_that_are_lacking_after_the_months_end_lag() -> None:
    assert _measured([MET, UNKNOWN], _at(AUGUST)).state is TaskState.LAGGING
    partial = _goal(Fraction(2, 5), state=ValueState.INCOMPLETE)
    assert _measured([partial], _at(AUGUST)).state is TaskState.LAGGING


def test_figures_that_are_not_yet_due_do_not_lag() -> None:
    early = date(2023, 8, 15)
    assert _measured([UNKNOWN], _at(AUGUST, early)) == TaskStanding(TASK, TaskState.NOT_STARTED, Light.NONE, None)
    assert _measured([UNKNOWN, MET], _at(AUGUST, early)).state is TaskState.ON_TRACK


@pytest.mark.parametrize(
    ("goals", "light"), [([MET], Light.GREEN), ([MET, UNMET], Light.YELLOW), ([UNKNOWN], Light.YELLOW)]
)
@pytest.mark.parametrize("day", [date(2023, 8, 31), date(2024, 8, 31)])
def test_a_measured_standing_task_shows_its_goals_and_is_neither_done_nor_overdue(
    goals: list[GoalStanding], light: Light, day: date
) -> None:
    standing = measured_standing(STANDING_TASK, goals, PLAN, _at(AUGUST, day))
    assert standing == TaskStanding(STANDING_TASK, TaskState.STANDING, light, None)


FRACTIONS = st.fractions(0, 2, max_denominator=100)


@given(FRACTIONS, FRACTIONS)
def test_the_line_runs_straight_from_the_baseline_to_the_goal(baseline: Fraction, goal: Fraction) -> None:
    line = [
        needed_value(baseline, goal, PLAN, OCTOBER, month) for month in (MAY, JUNE, JULY, AUGUST, SEPTEMBER, OCTOBER)
    ]
    assert (line[0], line[-1]) == (baseline, goal)
    assert len({later - earlier for earlier, later in pairwise(line)}) == 1
    assert needed_value(baseline, goal, PLAN, OCTOBER, Month(2024, 1)) == goal
    assert needed_value(baseline, goal, PLAN, OCTOBER, Month(2023, 4)) == baseline


def test_the_line_runs_on_over_new_year() -> None:
    assert needed_value(Fraction(0), Fraction(1), PLAN, Month(2024, 5), Month(2024, 2)) == Fraction(9, 12)


def test_a_line_of_one_month_starts_at_the_baseline() -> None:
    assert needed_value(Fraction(0), Fraction(1), PLAN, JUNE, MAY) == 0


@pytest.mark.parametrize("deadline", [MAY, Month(2023, 4)])
def test_a_deadline_at_the_baseline_needs_the_goal_at_once(deadline: Month) -> None:
    assert needed_value(Fraction(0), Fraction(1), PLAN, deadline, JUNE) == 1


GOALS = st.lists(
    st.builds(
        _goal,
        st.none() | FRACTIONS,
        baseline=st.none() | FRACTIONS,
        state=st.sampled_from(ValueState),
        month=st.sampled_from(PLAN.months),
    ),
    max_size=4,
)


@given(GOALS, VIEWPOINTS)
def test_a_measured_task_is_green_and_done_only_by_its_goals(goals: list[GoalStanding], viewpoint: Viewpoint) -> None:
    standing = _measured(goals, viewpoint)
    all_met = bool(goals) and all(goal.value.goal is not None and goal.value.goal.met for goal in goals)
    assert (standing.state is TaskState.DONE) is all_met
    assert standing.light is LIGHTS[standing.state]
    assert standing.percent is None
    if not all_met and viewpoint.as_of > date(2023, 10, 31):
        assert standing.state is TaskState.OVERDUE


def test_a_reviewed_task_gives_its_task() -> None:
    assert ReviewedTask(_measured([MET], _at(AUGUST)), PARTIES, {}).task == TASK
