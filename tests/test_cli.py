"""命令行: what the tests of the commands leave open, run in this process."""

from __future__ import annotations

import io
import json
import re
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest

from gigadesk import __version__, cli
from gigadesk.cli import main
from gigadesk.paths import Resources
from gigadesk.services.workbook import open_workbook
from tests.services.assessments import fill
from tests.services.offices import APRIL, JUNE, MARCH, MAY, a_form, a_workbook, report, set_base

PLAN = Path(__file__).parent / "plans" / "small.toml"
COMMANDS = ("plans", "new", "demo", "templates", "import", "indicators", "base", "report", "check", "backup")
Said = pytest.CaptureFixture[str]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed workbook of the small plan."""
    path = tmp_path / "海麓县 台账.gigadesk"
    with a_workbook(path):
        pass
    return path


@pytest.fixture
def filled(path: Path) -> Path:
    """The same with something on file."""
    with open_workbook(path, datetime.now) as workbook:
        fill(workbook)
    return path


def run(*words: object) -> int:
    """What a command returns, or exits with."""
    try:
        return main([str(word) for word in words])
    except SystemExit as ended:
        return ended.code if isinstance(ended.code, int) else -1


def refused(capsys: Said, *words: object) -> str:
    """What a refused command says, and nothing on stdout."""
    assert run(*words) == 1
    out, error = capsys.readouterr()
    assert out == ""
    return error


# Words


@pytest.mark.parametrize("command", [(), *((command,) for command in COMMANDS)])
def test_no_english_is_left_in_any_help(command: tuple[str, ...], capsys: Said) -> None:
    assert run(*command, "--help") == 0
    out, error = capsys.readouterr()
    assert error == ""
    rest = re.sub(r"--?[a-z-]+|\.[a-z]+", "", out)
    known = {"gigadesk", "assessment", "PDF", "JSON", *COMMANDS}
    assert set(re.findall(r"[A-Za-z]{2,}", rest)) <= known


def test_without_a_command_there_is_help(capsys: Said) -> None:
    assert run() == 0
    assert capsys.readouterr().out.startswith("用法：gigadesk")


def test_the_version(capsys: Said) -> None:
    assert run("--version") == 0
    assert capsys.readouterr().out == f"gigadesk {__version__}\n"


def test_what_only_goes_with_setting_is_wrong_without(path: Path, capsys: Said) -> None:
    for words in (("--source", "公报"), ("--document", "一号"), ("--from", "2024-03")):
        assert run("base", path, *words) == 2
        assert "只与 --set 同用" in capsys.readouterr().err


def test_a_self_check_that_fails_is_refused(capsys: Said, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "差.toml").write_text("[plan]\ncode = 1\n", "utf-8")
    monkeypatch.setattr(cli, "find_resources", lambda: Resources(tmp_path))
    assert run("--self-check") == 1
    out, error = capsys.readouterr()
    assert "正常" not in out
    assert error


def test_a_program_without_a_terminal_says_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    monkeypatch.setattr(sys, "stderr", None)
    assert main(["plans"]) == 0


# Files that are not there, or are


COMMANDS_ON_A_WORKBOOK: tuple[tuple[str, ...], ...] = (
    ("templates", "FILE", "--out", "OUT"),
    ("import", "FILE", "FORM"),
    ("indicators", "FILE"),
    ("indicators", "FILE", "--json"),
    ("base", "FILE"),
    ("base", "FILE", "--set", "城区人口=58.87", "--source", "公报"),
    ("report", "FILE", "assessment", "--out", "OUT"),
    ("check", "FILE"),
    ("backup", "FILE", "OUT"),
)


@pytest.mark.parametrize("words", COMMANDS_ON_A_WORKBOOK)
def test_no_workbook_no_command(words: tuple[str, ...], tmp_path: Path, capsys: Said) -> None:
    no_workbook = tmp_path / "图片.gigadesk"
    no_workbook.write_bytes(b"\x89PNG" + bytes(2000))
    for name, said in (("没有.gigadesk", "找不到台账文件"), ("", "是文件夹"), (no_workbook.name, "不是台账文件")):
        places = {"FILE": tmp_path / name, "OUT": tmp_path / "出", "FORM": tmp_path / "表.xlsx"}
        assert said in refused(capsys, *(places.get(word, word) for word in words))
        assert list(tmp_path.iterdir()) == [no_workbook]


def test_a_workbook_in_use_is_refused_to_all_others(path: Path, capsys: Said) -> None:
    with open_workbook(path, datetime.now):
        assert "正在另一个窗口或程序中使用" in refused(capsys, "indicators", path)
    assert run("indicators", path) == 0


@pytest.mark.parametrize("words", [("new", "FILE", "--plan", str(PLAN)), ("demo", "FILE")])
def test_a_folder_that_is_not_there(words: tuple[str, ...], tmp_path: Path, capsys: Said) -> None:
    file = tmp_path / "没有" / "台账.gigadesk"
    assert "不存在" in refused(capsys, *(file if word == "FILE" else word for word in words))
    assert list(tmp_path.iterdir()) == []


def test_a_bad_plan_file_is_told_line_by_line_and_leaves_nothing(tmp_path: Path, capsys: Said) -> None:
    plan = tmp_path / "差方案.TOML"
    text = PLAN.read_text("utf-8").replace("reporting_day = 10", "reporting_day = 40")
    plan.write_text(text, "utf-8")
    line = text[: text.index("reporting_day")].count("\n") + 1
    error = refused(capsys, "new", tmp_path / "台账.gigadesk", "--plan", plan)
    assert re.search(rf"第 ?{line} ?行", error)
    assert list(tmp_path.iterdir()) == [plan]
    assert "差方案2.toml" in refused(capsys, "new", tmp_path / "台账.gigadesk", "--plan", tmp_path / "差方案2.toml")


def test_a_backup_overwrites_nothing_and_can_be_opened(filled: Path, tmp_path: Path, capsys: Said) -> None:
    copy = tmp_path / "备份.gigadesk"
    assert run("backup", filled, copy) == 0
    assert capsys.readouterr().out == f"已备份到：{copy}\n"
    before = copy.read_bytes()
    assert "已经存在" in refused(capsys, "backup", filled, copy)
    assert "已经存在" in refused(capsys, "backup", filled, filled)
    assert "不存在" in refused(capsys, "backup", filled, tmp_path / "没有" / "备份.gigadesk")
    assert copy.read_bytes() == before
    assert run("indicators", copy, "--json") == 0
    assert json.loads(capsys.readouterr().out)["period"] == "2024-04"


# Indicators


def indicators(capsys: Said, *words: object) -> dict[str, Any]:
    assert run("indicators", *words, "--json") == 0
    out, error = capsys.readouterr()
    assert error == ""
    found: dict[str, Any] = json.loads(out)
    return found


def test_the_default_period(path: Path, capsys: Said) -> None:
    assert indicators(capsys, path)["period"] == "2024-06"
    with open_workbook(path, datetime.now) as workbook:
        report(workbook, "alpha", APRIL, {"fibre_homes": 12000})
    assert indicators(capsys, path)["period"] == "2024-04"
    assert indicators(capsys, path, "--period", "2024年3月")["period"] == "2024-03"


def test_the_types_of_every_state(path: Path, capsys: Said) -> None:
    with open_workbook(path, datetime.now) as workbook:
        fill(workbook)
        set_base(workbook, "all_homes", 30000, MAY)
        report(workbook, "alpha", MAY, {"fibre_homes": 12600})
    states = set()
    for month in (MARCH, APRIL, MAY, JUNE):
        answer = indicators(capsys, path, "--period", month.code)
        assert list(answer) == ["period", "indicators"]
        for each in answer["indicators"]:
            states.add(each["state"])
            has_value = each["state"] != "none"
            assert list(each) == [
                *("code", "no", "name", "numerator", "denominator", "value", "shown", "state", "missing"),
                *("standard", "goal"),
            ]
            assert re.fullmatch("[a-z0-9_]+", each["code"])
            assert each["no"] is None or type(each["no"]) is int
            assert not re.search(r"\s", each["name"])
            assert (each["value"] is not None) == has_value
            assert each["value"] is None or re.fullmatch("[0-9]+(/[0-9]+)?", each["value"])
            for side in ("numerator", "denominator"):
                assert each[side] is None or re.fullmatch(r"[0-9]+(\.[0-9]+)?", each[side])
            assert type(each["shown"]) is str
            assert all(type(unit) is str for unit in each["missing"])
            for line in (each["standard"], each["goal"]):
                assert list(line) == ["threshold", "met"]
                assert line["threshold"] is None or re.fullmatch("[0-9]+(/[0-9]+)?", line["threshold"])
                judged = line["threshold"] is not None and each["state"] in ("complete", "carried")
                assert type(line["met"]) is (bool if judged else type(None))
    assert states == {"complete", "carried", "incomplete", "none"}


# Imports


def test_a_line_a_file_in_the_order_they_were_given(path: Path, tmp_path: Path, capsys: Said) -> None:
    with open_workbook(path, datetime.now) as workbook:
        for name, unit, month, homes in (
            ("四月.xlsx", "alpha", APRIL, 12100),
            ("三月.xlsx", "alpha", MARCH, 12000),
            ("乙讯.xlsx", "beta", MARCH, 0),
        ):
            (tmp_path / name).write_bytes(a_form(workbook, unit, month, {"fibre_homes": homes}))
    (tmp_path / "空.xlsx").write_bytes(b"")
    names = ("四月.xlsx", "空.xlsx", "乙讯.xlsx", "三月.xlsx", "没有.xlsx")
    assert run("import", path, *(tmp_path / name for name in names)) == 1
    out, error = capsys.readouterr()
    lines = out.splitlines()
    assert [line.split("：")[1] for line in lines] == list(names)
    assert [line.split("：")[0] for line in lines] == ["已导入", "未导入", "未导入", "已导入", "未导入"]
    assert error == (
        "有 3 份报送表未导入，原因见上。请更正后再导入；"
        "核实无误的提示用 --accept-warnings 接受，情况说明和更正原因用 --note 写明。\n"
    )
    assert (
        run("import", path, tmp_path / "乙讯.xlsx", tmp_path / "三月.xlsx", "--accept-warnings", "--note", "未开通")
        == 0
    )
    out, error = capsys.readouterr()
    assert [line.split("：")[0] for line in out.splitlines()] == ["已导入（有提示）", "已导入过"]
    assert error == ""
    with open_workbook(path, datetime.now) as workbook:
        assert [each.note for each in workbook.store.submissions(MARCH)] == ["", "未开通"]


# Checking and output


def test_findings_are_on_stdout_and_the_verdict_on_stderr(path: Path, capsys: Said) -> None:
    with open_workbook(path, datetime.now) as workbook:
        report(workbook, "alpha", MARCH, {"fibre_homes": -1})
    assert run("check", path) == 1
    out, error = capsys.readouterr()
    assert out.splitlines()[1] == "必须改正：甲信 2024年3月 光纤到户数 -1 为负数。"
    assert error == "台账中有必须处理的问题，见上。\n"


def test_a_reader_that_leaves_is_no_bug(path: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Leaving(io.TextIOWrapper):
        def write(self, _text: str) -> int:
            raise BrokenPipeError

    with (tmp_path / "管道").open("wb") as pipe:
        stream = Leaving(pipe)
        monkeypatch.setattr(sys, "stdout", stream)
        assert main(["indicators", str(path)]) == 1
        stream.detach()
