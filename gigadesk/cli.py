"""命令行: the whole job from a terminal. Each command imports only what it needs, so that it starts quickly."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from collections.abc import Sequence
from datetime import date, datetime
from io import TextIOWrapper
from pathlib import Path

from gigadesk import __version__
from gigadesk.arguments import ChineseParser, checked, commands_of, parse
from gigadesk.domain.errors import Trouble
from gigadesk.domain.months import Month
from gigadesk.paths import Resources, find_resources
from gigadesk.text_tables import text_table

DONE, REFUSED = 0, 1


def main(words: Sequence[str] | None = None) -> int:
    """Run one command. Returns 0 when it is done and 1 when it was refused; wrong usage exits with 2."""
    gc.set_threshold(100_000)  # importing makes many objects and no garbage
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, TextIOWrapper):  # there is none in a program without a terminal
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    arguments = parse(_parser(), sys.argv[1:] if words is None else words)
    try:
        result = int(arguments.run(arguments))
        print(end="", flush=True)
    except Trouble as trouble:
        print(trouble, file=sys.stderr)
        return REFUSED
    except BrokenPipeError:  # whoever reads has gone: the rest must not fail again when the process ends
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return REFUSED
    return result


def _now() -> datetime:
    return datetime.now().astimezone().replace(tzinfo=None)


def _plans(_arguments: argparse.Namespace) -> int:
    from gigadesk.exchange.plan_file import list_plans

    rows = [(plan.code, plan.title) for plan in list_plans(find_resources().plans)]
    print(text_table(("代号", "方案"), rows))
    return DONE


def _new(arguments: argparse.Namespace) -> int:
    from gigadesk.services.creating import new_workbook

    with new_workbook(arguments.file, _plan_text(arguments.plan, find_resources()), _now):
        pass
    print(f"已新建台账：{arguments.file}")
    return DONE


def _plan_text(plan: str, resources: Resources) -> str:
    """The text of a preset plan by its code, or of a plan file."""
    from gigadesk.exchange.plan_file import list_plans, plan_text

    if plan.lower().endswith(".toml"):
        return plan_text(Path(plan))
    presets = {preset.code: preset.path for preset in list_plans(resources.plans)}
    if plan not in presets:
        raise Trouble(
            f"没有代号为“{plan}”的方案。可用的方案：{'、'.join(presets)}；也可以给出方案文件（.toml）的路径。"
        )
    return plan_text(presets[plan])


def _demo(arguments: argparse.Namespace) -> int:
    from gigadesk.services.creating import new_workbook
    from gigadesk.services.demonstration import fill_demonstration, read_example

    resources = find_resources()
    path = next(resources.examples.glob("*.toml"))
    example = read_example(path.read_text(encoding="utf-8"))
    with new_workbook(arguments.file, _plan_text(example.plan, resources), _now) as workbook:
        fill_demonstration(workbook.store, workbook.history, example)
    print(f"已新建示例台账（示例数据）：{arguments.file}")
    return DONE


def _templates(arguments: argparse.Namespace) -> int:
    from gigadesk.services.basis import Basis
    from gigadesk.services.forms_out import write_forms
    from gigadesk.services.workbook import open_workbook

    with open_workbook(arguments.file, _now) as workbook:
        basis = Basis.read(workbook.store)
        month = basis.month(arguments.period, workbook.store.latest_month())
        for path in write_forms(workbook.store, basis, month, arguments.out, arguments.unit):
            print(path)
    return DONE


def _import(arguments: argparse.Namespace) -> int:
    from gigadesk.services.importing import Outcome, import_forms
    from gigadesk.services.workbook import open_workbook

    with open_workbook(arguments.file, _now) as workbook:
        results = import_forms(
            workbook,
            arguments.forms,
            warnings_accepted=arguments.accept_warnings,
            note=arguments.note,
            today=_now().date(),
        )
    for result in results:
        print(result.line)
    refused = sum(result.outcome is Outcome.REFUSED for result in results)
    if refused:
        print(
            f"有 {refused} 份报送表未导入，原因见上。请更正后再导入；"
            "核实无误的提示用 --accept-warnings 接受，情况说明和更正原因用 --note 写明。",
            file=sys.stderr,
        )
    return REFUSED if refused else DONE


def _indicators(arguments: argparse.Namespace) -> int:
    from gigadesk.services.basis import Basis
    from gigadesk.services.evaluation import evaluate
    from gigadesk.services.indicator_listing import indicator_json, indicator_rows
    from gigadesk.services.workbook import open_workbook

    with open_workbook(arguments.file, _now) as workbook:
        basis = Basis.read(workbook.store)
        month = basis.month(arguments.period, workbook.store.latest_month())
        values = evaluate(workbook.store, basis, [month])[month]
    if arguments.json:
        import json

        print(json.dumps(indicator_json(basis, month, values), ensure_ascii=False, indent=2))
        return DONE
    mark = "（示例数据）" if basis.desk.example else ""
    print(f"{month}指标完成情况{mark}")
    head, rows = indicator_rows(basis, values)
    print(text_table(head, rows))
    return DONE


def _base(arguments: argparse.Namespace) -> int:
    from gigadesk.services.base_figures import list_base_figures, set_base_figure
    from gigadesk.services.basis import Basis
    from gigadesk.services.workbook import open_workbook

    if arguments.set is None and (arguments.source or arguments.document or arguments.valid_from):
        arguments.complain("--source、--document、--from 只与 --set 同用")
    with open_workbook(arguments.file, _now) as workbook:
        if arguments.set is None:
            head, rows = list_base_figures(Basis.read(workbook.store))
            print(text_table(head, rows))
            return DONE
        name, written = arguments.set
        plan = Basis.read(workbook.store).plan
        done = set_base_figure(
            workbook.store,
            workbook.history,
            name=name,
            written=written,
            source=arguments.source,
            document=arguments.document,
            valid_from=arguments.valid_from or plan.first_month,
        )
    print(done.line)
    return DONE


def _report(arguments: argparse.Namespace) -> int:
    from gigadesk.services.paper_press import PaperPress

    with PaperPress(find_resources().fonts) as press:  # it warms up while the workbook's libraries are imported
        from gigadesk.services.reporting import export_assessment
        from gigadesk.services.workbook import open_workbook

        with open_workbook(arguments.file, _now) as workbook:
            export_assessment(
                workbook,
                press,
                arguments.out,
                month=arguments.period,
                as_of=arguments.as_of,
                today=_now().date(),
            )
    print(f"已导出自评报告：{arguments.out}")
    return DONE


def _check(arguments: argparse.Namespace) -> int:
    from gigadesk.services.checking import check_workbook
    from gigadesk.services.workbook import open_workbook

    with open_workbook(arguments.file, _now) as workbook:
        checked_workbook = check_workbook(workbook)
    for line in checked_workbook.lines:
        print(line)
    if checked_workbook.sound:
        return DONE
    print("台账中有必须处理的问题，见上。", file=sys.stderr)
    return REFUSED


def _backup(arguments: argparse.Namespace) -> int:
    from gigadesk.services.workbook import open_workbook
    from gigadesk.storage.backup import copy_whole

    with open_workbook(arguments.file, _now) as workbook:
        copy_whole(workbook.database.driver, arguments.out)
    print(f"已备份到：{arguments.out}")
    return DONE


def _self_check() -> int:
    from gigadesk.selfcheck import self_check

    for line in self_check(find_resources(), _now):
        print(line)
    return DONE


def _month(text: str) -> Month:
    try:
        return Month.parse(text)
    except ValueError:
        raise ValueError(f"“{text}”不是月份，应写成 2023-09") from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"“{text}”不是日期，应写成 2023-10-31") from None


def _setting(text: str) -> tuple[str, str]:
    name, equals, figure = text.partition("=")
    if not (name.strip() and equals and figure.strip()):
        raise ValueError(f"“{text}”应写成 名称=数值，如 常住人口=58.87")
    return name.strip(), figure.strip()


def _parser() -> ChineseParser:
    parser = ChineseParser(
        prog="gigadesk",
        description="千兆城市创建工作台。本程序不得存储、处理涉密信息。",
        epilog="每个命令的用法：gigadesk 命令 --help",
    )
    name = f"gigadesk {__version__}"
    parser.add_argument("--version", action="version", version=name, help="显示版本号")
    parser.add_argument("--self-check", action=_SelfCheck, help="检查程序自身能否正常工作")
    commands = commands_of(parser)

    def command(word: str, run: object, text: str) -> ChineseParser:
        made: ChineseParser = commands.add_parser(word, help=text, description=text)
        made.set_defaults(run=run)
        return made

    def on_workbook(word: str, run: object, text: str) -> ChineseParser:
        made = command(word, run, text)
        made.add_argument("file", metavar="台账文件", type=Path, help="扩展名为 .gigadesk 的文件")
        return made

    command("plans", _plans, "列出程序自带的方案")
    new = on_workbook("new", _new, "按方案新建台账；文件已存在时不覆盖")
    new.add_argument("--plan", required=True, metavar="方案", help="方案代号，或方案文件（.toml）的路径")
    on_workbook("demo", _demo, "新建带有示例数据的台账；文件已存在时不覆盖")
    templates = on_workbook("templates", _templates, "生成各单位的报送表（.xlsx）")
    _add_period(templates)
    templates.add_argument(
        "--out", required=True, metavar="文件夹", type=Path, help="存放位置，没有时新建；不覆盖原有文件"
    )
    templates.add_argument("--unit", metavar="单位", help="只生成这个单位的报送表")
    taking = on_workbook("import", _import, "导入填好的报送表")
    taking.add_argument("forms", metavar="报送表", type=Path, nargs="+", help="填好的报送表（.xlsx），可以有多个")
    taking.add_argument("--accept-warnings", action="store_true", help="接受有“请确认”提示的报送表")
    taking.add_argument("--note", metavar="说明", default="", help="接受提示或更正已锁定数据的说明，随数据保存")
    indicators = on_workbook("indicators", _indicators, "计算评价指标")
    _add_period(indicators)
    indicators.add_argument("--json", action="store_true", help="以 JSON 格式输出")
    base = on_workbook("base", _base, "列出或设定基础数据")
    base.add_argument("--set", metavar="名称=数值", type=checked(_setting), help="设定一项，如 常住人口=58.87")
    base.add_argument("--source", metavar="来源", default="", help="数据来源，设定时必填")
    base.add_argument("--document", metavar="文号", default="", help="依据的文件")
    base.add_argument(
        "--from",
        dest="valid_from",
        metavar="月份",
        type=checked(_month),
        help="从哪个月起采用，如 2023-06；默认为方案的第一期",
    )
    base.set_defaults(complain=base.error)
    report = on_workbook("report", _report, "导出公文")
    report.add_argument("paper", metavar="公文", choices=["assessment"], help="assessment：自评报告")
    report.add_argument(
        "--out", required=True, metavar="PDF文件", type=Path, help="导出到哪个文件；写完整后才替换原有文件"
    )
    report.add_argument("--as-of", metavar="日期", type=checked(_day), help="统计截止日期，如 2023-10-31")
    _add_period(report)
    on_workbook("check", _check, "检查台账文件是否完好、数据有无问题")
    backup = on_workbook("backup", _backup, "备份台账；文件已存在时不覆盖")
    backup.add_argument("out", metavar="备份文件", type=Path, help="备份到哪个文件")
    return parser


def _add_period(parser: ChineseParser) -> None:
    parser.add_argument(
        "--period", metavar="月份", type=checked(_month), help="哪一期，如 2023-09；默认为最近有数据的一期"
    )


class _SelfCheck(argparse.Action):
    """--self-check does its work where it is met, like --version."""

    def __init__(self, option_strings: Sequence[str], dest: str, help: str | None = None) -> None:  # noqa: A002 - argparse's own name
        super().__init__(option_strings, dest, nargs=0, help=help)

    def __call__(self, parser: argparse.ArgumentParser, *_unused: object) -> None:
        try:
            parser.exit(_self_check())
        except Trouble as trouble:
            parser.exit(REFUSED, f"{trouble}\n")


if __name__ == "__main__":
    sys.exit(main())
