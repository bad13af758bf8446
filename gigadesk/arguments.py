"""命令行参数: argparse with everything it says in Chinese."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Sequence
from typing import Any, NoReturn

from gigadesk.domain.errors import Trouble
from gigadesk.text_tables import text_width

# What argparse says of a wrong command line, and what is said instead.
_MESSAGES: tuple[tuple[str, str], ...] = (
    (r"the following arguments are required: (?P<names>.+)", "缺少参数：{names}"),
    (r"unrecognized arguments: (?P<names>.+)", "不认识的参数：{names}"),
    (
        r"argument (?P<name>.+?): invalid choice: ['\"](?P<value>.*)['\"] \(choose from .*",
        "{name} 没有这一选项：{value}",
    ),
    (r"argument (?P<name>.+?): expected one argument", "{name} 后面要写一个值"),
    (r"argument (?P<name>.+?): expected at least one argument", "{name} 后面至少要写一个值"),
    (r"argument (?P<name>.+?): ignored explicit argument ['\"](?P<value>.*)['\"]", "{name} 不需要值：{value}"),
    (r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)", "{name} 不能与 {other} 同时使用"),
    (r"argument (?P<name>.+?): (?P<reason>.+)", "{name}：{reason}"),
    (r"ambiguous option: (?P<name>.+?) could match (?P<others>.+)", "{name} 不完整，可能是 {others}"),
)

_ENTRY = re.compile(r"( +\S.*?) {2,}(\S.*)")


class ChineseFormatter(argparse.RawDescriptionHelpFormatter):
    """帮助版式: 用法 in front, and room for the names of options."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, max_help_position=30, width=100)

    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        """用法 line."""
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)

    def _format_action(self, action: argparse.Action) -> str:
        """The commands without the line above them that only says 命令 once more."""
        text = super()._format_action(action)
        return text.partition("\n")[2] if action.nargs == argparse.PARSER else text


class ChineseParser(argparse.ArgumentParser):
    """参数解析: `--help` and every complaint in Chinese; wrong usage exits with 2."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_help=False, formatter_class=ChineseFormatter, allow_abbrev=False, **settings)
        self._positionals.title = "参数"
        self._optionals.title = "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份帮助")

    def format_help(self) -> str:
        """帮助 with full-width colons behind its headings, its explanations one below the other."""
        return _aligned(re.sub(r"^(\w+):$", r"\1：", super().format_help(), flags=re.MULTILINE))

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the command line, show its usage and exit with 2."""
        said = chinese_message(message).removesuffix("。")
        self.exit(2, f"用法错误：{said}。\n{self.format_usage()}")


def _aligned(text: str) -> str:
    """Help whose explanations begin in one column; argparse takes a Chinese character for one column wide."""
    lines = text.split("\n")
    entries = {place: found for place, line in enumerate(lines) if (found := _ENTRY.fullmatch(line))}
    width = max((text_width(entry[1]) for entry in entries.values()), default=0)
    for place, entry in entries.items():
        lines[place] = f"{entry[1]}{' ' * (width - text_width(entry[1]))}  {entry[2]}"
    return "\n".join(lines)


def chinese_message(message: str) -> str:
    """What argparse complains of, in Chinese; a message it is not known to give stays as it is."""
    for pattern, chinese in _MESSAGES:
        found = re.fullmatch(pattern, message, re.DOTALL)
        if found is not None:
            return chinese.format(**found.groupdict())
    return message


def checked(read: Callable[[str], Any]) -> Callable[[str], Any]:
    """An argument's type whose ValueError or Trouble is said to the user as it stands."""

    def read_argument(text: str) -> Any:
        try:
            return read(text)
        except (ValueError, Trouble) as error:
            raise argparse.ArgumentTypeError(str(error)) from error

    return read_argument


def commands_of(parser: ChineseParser) -> Any:
    """The place where a parser's commands are added."""
    return parser.add_subparsers(title="命令", dest="command", metavar="命令", parser_class=ChineseParser)


def parse(parser: ChineseParser, words: Sequence[str]) -> argparse.Namespace:
    """The arguments; without any, the help is what the user needs to see."""
    return parser.parse_args(words or ["--help"])
