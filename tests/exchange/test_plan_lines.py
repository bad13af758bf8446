"""行号: every key and value of a TOML text is found on its line."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from pathlib import Path as FilePath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gigadesk.exchange.plan_lines import Path, lines_of

PLANS = sorted((FilePath(__file__).parents[1] / "plans").glob("*.toml"))


def paths_in(value: object, path: Path = ()) -> Iterator[Path]:
    """Every path of what tomllib reads."""
    if path:
        yield path
    if isinstance(value, dict):
        for key, member in value.items():
            yield from paths_in(member, (*path, key))
    elif isinstance(value, list):
        for place, member in enumerate(value):
            yield from paths_in(member, (*path, place))


EVERYTHING = '''\
top = 1 # 注释 [不是表]
"quoted \\"key\\"" = 2
'literal' . part = 3

[a]
text = "] \\" # 不是注释"
plain = '"'
many = [ # 注释
    "一", '二',
    """
三
""",
    [1, 2],
    {x = 1, y.z = [true]},
]
none = []
nothing = {}
day = 1979-05-27 07:32:00

[a.b]
long = """
第一行
"两个引号"" \\""" 之后"""""
other = \'\'\'单行\'\'\'
next = 9

[[c]]
x = 1

[[c]]
x = 2
    [c.d]
    y = 1
    [[c.e]]
    z = 1
    [[c.e]]
    z = 2
'''


@pytest.mark.parametrize(
    ("path", "line"),
    [
        (("top",), 1),
        (('quoted "key"',), 2),
        (("literal",), 3),
        (("literal", "part"), 3),
        (("a",), 5),
        (("a", "text"), 6),
        (("a", "plain"), 7),
        (("a", "many"), 8),
        (("a", "many", 0), 9),
        (("a", "many", 1), 9),
        (("a", "many", 2), 10),
        (("a", "many", 3, 1), 13),
        (("a", "many", 4, "y", "z", 0), 14),
        (("a", "none"), 16),
        (("a", "nothing"), 17),
        (("a", "day"), 18),
        (("a", "b"), 20),
        (("a", "b", "long"), 21),
        (("a", "b", "other"), 24),
        (("a", "b", "next"), 25),
        (("c",), 27),
        (("c", 0), 27),
        (("c", 0, "x"), 28),
        (("c", 1), 30),
        (("c", 1, "x"), 31),
        (("c", 1, "d", "y"), 33),
        (("c", 1, "e", 0, "z"), 35),
        (("c", 1, "e", 1), 36),
        (("c", 1, "e", 1, "z"), 37),
    ],
)
@pytest.mark.parametrize("ending", ["\n", "\r\n"])
def test_every_kind_of_value_is_found_on_its_line(path: Path, line: int, ending: str) -> None:
    assert lines_of(EVERYTHING.replace("\n", ending)).of(path) == line


def test_the_text_with_everything_in_it_is_toml() -> None:
    assert set(paths_in(tomllib.loads(EVERYTHING))) <= set(lines_of(EVERYTHING).keys)


def test_what_is_not_there_is_told_by_what_is_around_it() -> None:
    lines = lines_of(EVERYTHING)
    assert lines.of(("a", "b", "absent")) == 20
    assert lines.of(("absent", 3)) == 0


def test_a_string_that_opens_a_line_of_its_own_begins_below_its_key() -> None:
    lines = lines_of(EVERYTHING)
    assert lines.of_text(("a", "b", "long")) == 22
    assert lines.of_text(("a", "b", "other")) == 24
    assert lines.of_text(("a", "text")) == 6
    assert lines.of_text(("top",)) == 1


@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: plan.stem)
def test_every_value_of_a_plan_file_has_a_line(plan: FilePath) -> None:
    text = plan.read_text("utf-8")
    assert set(paths_in(tomllib.loads(text))) == set(lines_of(text).keys)


def written(value: object, quote: str) -> str:
    """A value as TOML, over several lines where it can be."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(key, '')} = {written(member, quote)}" for key, member in value.items()) + "}"
    if isinstance(value, list):
        return "[\n" + "".join(f"  {written(member, quote)}, # ]\n" for member in value) + "]"
    if isinstance(value, str):
        escaped = "".join(
            f"\\U{ord(letter):08x}" if letter in '"\\' or ord(letter) < 32 else letter for letter in value
        )
        return f'{quote}"{escaped}"{quote}'
    return str(value).lower()


TEXTS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x7f"), max_size=8)
VALUES = st.recursive(
    st.one_of(st.integers(-9, 9), st.booleans(), TEXTS),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3),
    max_leaves=12,
)


@given(document=st.dictionaries(TEXTS, VALUES, max_size=5), quote=st.sampled_from(["", '""']), gap=st.integers(0, 3))
def test_all_that_tomllib_reads_is_found(document: dict[str, object], quote: str, gap: int) -> None:
    text = ""
    expected = {}
    for key, value in document.items():
        text += "\n" * gap
        expected[key,] = text.count("\n") + 1
        text += f"{written(key, '')} = {written(value, quote)}\n"
    assert tomllib.loads(text) == document
    lines = lines_of(text)
    assert set(lines.keys) == set(paths_in(document))
    assert {path: line for path, line in lines.keys.items() if len(path) == 1} == expected


@given(st.text(alphabet="[]{}\"'=.,#\\ \na1", max_size=60))
def test_any_text_that_tomllib_reads_is_found(text: str) -> None:
    try:
        document = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        return
    assert set(paths_in(document)) <= set(lines_of(text).keys)
