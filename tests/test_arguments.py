"""命令行参数: every complaint and all help in Chinese, the explanations one below the other."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from gigadesk.arguments import ChineseParser, checked, chinese_message, commands_of, parse
from gigadesk.domain.errors import Trouble
from gigadesk.text_tables import text_width


def a_number(text: str) -> int:
    if text == "三":
        raise Trouble("“三”要写成阿拉伯数字。")
    return int(text)


def a_parser() -> ChineseParser:
    parser = ChineseParser(prog="试")
    parser.add_argument("--number", metavar="数目", type=checked(a_number), help="几个")
    group = parser.add_mutually_exclusive_group()
    group.add_argument("--all", action="store_true", help="全部")
    group.add_argument("--none", action="store_true", help="全不")
    commands = commands_of(parser)
    copy = commands.add_parser("copy", help="复制")
    copy.add_argument("from_", metavar="来源", type=Path, help="从哪里")
    copy.add_argument("to", metavar="去处", nargs="+", type=Path, help="到哪里")
    copy.add_argument("--kind", metavar="种类", choices=["一", "二"], help="一或二")
    return parser


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["copy"], "缺少参数：来源, 去处"),
        (["copy", "a"], "缺少参数：去处"),
        (["copy", "a", "b", "--kind"], "--kind 后面要写一个值"),
        (["copy", "a", "b", "--kind", "三"], "--kind 没有这一选项：三"),
        (["move"], "命令 没有这一选项：move"),
        (["it's"], "命令 没有这一选项：it's"),
        ([""], "命令 没有这一选项："),
        (["copy", "a", "b", "--fast"], "不认识的参数：--fast"),
        (["--numbe=3", "copy", "a", "b"], "不认识的参数：--numbe=3"),
        (["--number", "三"], "--number：“三”要写成阿拉伯数字"),
        (["--all=yes", "copy"], "--all 不需要值：yes"),
        (["--all", "--none", "copy"], "--none 不能与 --all 同时使用"),
    ],
)
def test_every_complaint_is_chinese(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        parse(a_parser(), words)
    assert ended.value.code == 2
    out, error = capsys.readouterr()
    assert out == ""
    first, usage = error.split("\n", 1)
    assert first == f"用法错误：{said}。"
    assert usage.startswith("用法：试")


@pytest.mark.parametrize(
    ("message", "said"),
    [
        ("argument --x: expected at least one argument", "--x 后面至少要写一个值"),
        ("ambiguous option: --n could match --no, --number", "--n 不完整，可能是 --no, --number"),
        ("argument --x: 说明", "--x：说明"),
        ("something new", "something new"),
    ],
)
def test_messages_that_no_command_of_ours_can_cause(message: str, said: str) -> None:
    assert chinese_message(message) == said


def helped(words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    with pytest.raises(SystemExit) as ended:
        parse(a_parser(), words)
    assert ended.value.code == 0
    return capsys.readouterr().out


def test_without_words_there_is_help(capsys: pytest.CaptureFixture[str]) -> None:
    assert helped([], capsys) == helped(["--help"], capsys) == helped(["-h"], capsys)


@pytest.mark.parametrize("words", [["--help"], ["copy", "--help"]])
def test_explanations_begin_in_one_column(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    text = helped(words, capsys)
    entries = [found for line in text.splitlines() if (found := re.fullmatch(r"( +\S.*?  +)(\S.*)", line))]
    assert len(entries) >= 4
    assert len({text_width(entry[1]) for entry in entries}) == 1
    assert re.findall(r"[A-Za-z]{2,}", re.sub(r"--[a-z-]+|copy", "", text)) == []
    assert "\n  命令\n" not in text


def test_a_parser_without_entries_has_help_too() -> None:
    parser = ChineseParser(prog="试", description="说明")
    parser._action_groups.clear()
    assert parser.format_help() == "用法：试 [-h]\n\n说明\n"


def test_what_a_reader_of_values_says_is_kept() -> None:
    assert checked(int)("12") == 12
    with pytest.raises(Exception, match="invalid literal"):
        checked(int)("一二")
