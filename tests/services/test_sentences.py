"""报告语句: templates of a plan file are checked when it is read, and harm nothing when they are filled."""

from __future__ import annotations

import pytest

from gigadesk.domain.errors import Trouble
from gigadesk.services.sentences import Sentences, template_fault
from tests.builders import a_report_sentence

TOO_DEEP = "{% for a in [1] %}" * 25 + "{% endfor %}" * 25


def written(template: str, **context: object) -> str:
    return Sentences([a_report_sentence(key="closing", template=template)]).write("closing", context)


def test_a_sentence_is_filled_without_blanks_around_it() -> None:
    assert written("  {{ district }}共{{ n }}项。\n", district="海麓县", n=3) == "海麓县共3项。"
    assert written("{% if n > 3 %}多{% endif %}", n=3) == ""


def test_what_is_filled_in_is_plain_text() -> None:
    typed = "{{ 7 * 7 }} <b>&amp;</b> \"'=@{% if %}"
    assert written("{{ text }}", text=typed) == typed


@pytest.mark.parametrize(
    "template",
    [
        "{{ nothing }}",
        "{{ n.nothing.more }}",
        "{{ n + '一' }}",
        "{{ 1 / 0 }}",
        "{{ range(1000000) }}",
        "{{ '一'.encode('nonsense') }}",
        "{{ 'x' % 1 }}",
        "{{ ().__class__.__base__.__subclasses__() }}",
        "{{ 1 | nothing }}",
        "{% if %}",
        "{% include 'x' %}",
        "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
        TOO_DEEP,
    ],
)
def test_a_sentence_that_cannot_be_filled_is_named(template: str) -> None:
    with pytest.raises(Trouble, match="方案的报告语句“closing”无法生成："):
        written(template, n=3)


def test_a_sentence_that_the_plan_lacks_is_named() -> None:
    with pytest.raises(Trouble, match="“opening”无法生成"):
        Sentences([]).write("opening", {})


def test_preparing_leaves_bad_templates_for_later() -> None:
    good, bad = a_report_sentence(key="closing", template="好。"), a_report_sentence(key="case", template="{% if %}")
    deep = a_report_sentence(key="area", template=TOO_DEEP)
    sentences = Sentences([bad, deep, good])
    sentences.prepare()
    assert sentences.write("closing", {}) == "好。"
    with pytest.raises(Trouble, match="“case”"):
        sentences.write("case", {})


@pytest.mark.parametrize(
    ("template", "fault"),
    [
        ("", None),
        ("{{ plan.title }}{% for n in range(3) %}{{ loop.index }}{{ n }}{% endfor %}", None),
        ("{% set total = tasks.total %}{{ total }}{{ case.name }}", None),
        ("好。\n{{ plan.title }", (2, "语句“case”的模板写法有误（unexpected '}'）")),
        ("{% if %}", (1, "语句“case”的模板写法有误（Expected an expression, got 'end of statement block'）")),
        ("一\n二\n{{ period | thousands }}", (3, "语句“case”的模板写法有误（No filter named 'thousands'.）")),
        ("一\n{{ period }}{{ peroid }}", (2, "语句“case”的模板中不能使用“peroid”")),
        ("{{ problem.text }}", (1, "语句“case”的模板中不能使用“problem”")),
        ("{{" + "(" * 2000 + "1" + ")" * 2000 + "}}", (1, "语句“case”的模板嵌套过深")),
    ],
)
def test_a_template_is_checked_with_its_plan_file(template: str, fault: tuple[int, str] | None) -> None:
    assert template_fault("case", template) == fault
