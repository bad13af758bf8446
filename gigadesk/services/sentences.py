"""报告语句: the plan's sentence templates, filled from the data.

Templates come from a plan file that anyone may have written, so they run in a sandbox; what is filled in is plain
text and never a template itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from typing import Any

from jinja2 import StrictUndefined, Template, TemplateError, TemplateSyntaxError, meta, nodes
from jinja2.sandbox import SandboxedEnvironment

from gigadesk.domain.errors import Trouble
from gigadesk.domain.plan import ReportSentence
from gigadesk.exchange.plan_sentences import SENTENCES, ReportContext

_UNREADABLE = (TemplateError, SyntaxError, RecursionError)
"""What jinja raises for a template; the last two for one that is nested too deeply."""


class Sentences:
    """报告语句 of one plan, by key."""

    def __init__(self, sentences: Iterable[ReportSentence]) -> None:
        self._templates = {sentence.key: sentence.template for sentence in sentences}
        self._jinja = _environment()
        self._compiled: dict[str, Template] = {}

    def prepare(self) -> None:
        """Read all templates now; one that cannot be read is told of when it is written."""
        for key in self._templates:
            with suppress(*_UNREADABLE):
                self._template(key)

    def write(self, key: str, context: Mapping[str, Any]) -> str:
        """The sentence without blanks around it; empty where the plan has nothing to say.

        Raises Trouble where the template cannot be filled.
        """
        try:
            return self._template(key).render(context).strip()
        except (*_UNREADABLE, TypeError, ValueError, ArithmeticError, LookupError) as error:
            raise Trouble(f"方案的报告语句“{key}”无法生成：{error}。请更正方案文件中的这条语句。") from error

    def _template(self, key: str) -> Template:
        if key not in self._compiled:
            self._compiled[key] = self._jinja.from_string(self._templates[key])
        return self._compiled[key]


def template_fault(key: str, template: str) -> tuple[int, str] | None:
    """模板检查: the line, counted from 1, where a sentence's template cannot be read, and why; None where it can.

    It also finds a name that the report never gives, which would otherwise be told of only when it is written.
    """
    jinja = _environment()
    try:
        parsed = jinja.parse(template)
        unknown = meta.find_undeclared_variables(parsed) - jinja.globals.keys() - _known_names(key)
    except TemplateSyntaxError as error:
        return error.lineno, f"语句“{key}”的模板写法有误（{error.message}）"
    except RecursionError:
        return 1, f"语句“{key}”的模板嵌套过深"
    for name in parsed.find_all(nodes.Name):
        if name.name in unknown:
            return name.lineno, f"语句“{key}”的模板中不能使用“{name.name}”"
    return None


def _known_names(key: str) -> set[str]:
    return {*ReportContext.__annotations__, SENTENCES[key]}


def _environment() -> SandboxedEnvironment:
    return SandboxedEnvironment(
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        autoescape=False,  # nothing here becomes HTML: papers print every character as it is
    )
