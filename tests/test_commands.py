"""The commands, as they are typed: what they do, say and refuse, and their exit codes."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from gigadesk.cli import main

STATES = {"complete", "carried", "incomplete", "none"}
KEYS = {
    "code",
    "no",
    "name",
    "numerator",
    "denominator",
    "value",
    "shown",
    "state",
    "missing",
    "standard",
    "goal",
}


@pytest.fixture
def workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    """A new workbook of the preset plan."""
    path = tmp_path / "渝中区 台账.gigadesk"
    assert main(["new", str(path), "--plan", "yuzhong-2023"]) == 0
    capsys.readouterr()
    return path


@pytest.fixture
def demonstration(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Path:
    path = tmp_path / "示例.gigadesk"
    assert main(["demo", str(path)]) == 0
    assert "示例数据" in capsys.readouterr().out
    return path


def indicators(workbook: Path, capsys: pytest.CaptureFixture[str], *words: str) -> dict[str, Any]:
    assert main(["indicators", str(workbook), "--json", *words]) == 0
    said = capsys.readouterr()
    assert said.err == ""
    answer: dict[str, Any] = json.loads(said.out)
    for indicator in answer["indicators"]:
        assert set(indicator) == KEYS
        assert indicator["state"] in STATES
        assert set(indicator["standard"]) == set(indicator["goal"]) == {"threshold", "met"}
        assert indicator["code"].isascii()
    return answer


def fill(path: Path, figures: dict[str, object]) -> Path:
    book = load_workbook(path)
    sheet = book["报送表"]
    for row in range(1, sheet.max_row + 1):
        name = sheet.cell(row, 1).value
        if isinstance(name, str) and name in figures:
            sheet.cell(row, 5).value = figures[name]  # type: ignore[assignment]
    book.save(path)
    return path


def forms(workbook: Path, folder: Path, month: str, unit: str, capsys: pytest.CaptureFixture[str]) -> Path:
    assert main(["templates", str(workbook), "--period", month, "--out", str(folder), "--unit", unit]) == 0
    return Path(capsys.readouterr().out.strip())


def test_the_plans_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["plans"]) == 0
    assert "yuzhong-2023  渝中区千兆城市创建工作方案" in capsys.readouterr().out


def test_a_new_workbook_overwrites_nothing(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    before = workbook.read_bytes()
    for words in (["new", str(workbook), "--plan", "yuzhong-2023"], ["demo", str(workbook)]):
        assert main(words) == 1
        assert "已经存在" in capsys.readouterr().err
    assert workbook.read_bytes() == before


def test_a_plan_nobody_knows_is_refused_and_the_known_ones_are_named(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", str(tmp_path / "a.gigadesk"), "--plan", "nowhere"]) == 1
    assert "yuzhong-2023" in capsys.readouterr().err
    assert list(tmp_path.iterdir()) == []


def test_a_workbook_can_be_made_from_a_plan_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = Path(__file__).parent / "plans" / "small.toml"
    path = tmp_path / "a.gigadesk"
    assert main(["new", str(path), "--plan", str(plan)]) == 0
    capsys.readouterr()
    assert main(["report", str(path), "assessment", "--out", str(tmp_path / "a.pdf")]) == 0
    assert (tmp_path / "a.pdf").read_bytes().startswith(b"%PDF")


def test_in_an_empty_workbook_registers_differ_from_figures(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    answer = indicators(workbook, capsys)
    assert answer["period"] == "2023-10"
    by_number = {indicator["no"]: indicator for indicator in answer["indicators"]}
    assert (by_number[3]["value"], by_number[3]["state"]) == (None, "none")
    assert (by_number[7]["value"], by_number[7]["state"]) == ("0", "complete")
    assert by_number[7]["standard"] == {"threshold": "5", "met": False}
    assert by_number[1]["standard"] == {"threshold": "4/5", "met": None}
    assert by_number[1]["missing"] == ["重庆市通信管理局", "重庆市渝中区统计局"]
    assert by_number[None]["standard"] == {"threshold": None, "met": None}


def test_the_demonstration_is_computed_exactly(demonstration: Path, capsys: pytest.CaptureFixture[str]) -> None:
    by_number = {each["no"]: each for each in indicators(demonstration, capsys)["indicators"]}
    assert by_number[4]["value"] == "29800/841"
    assert (by_number[4]["numerator"], by_number[4]["denominator"]) == ("2086", "58.87")
    assert by_number[2]["shown"] == "38.66%"
    assert by_number[3]["goal"] == {"threshold": "49/50", "met": False}
    assert by_number[7]["denominator"] is None
    states = {
        month: {each["state"] for each in indicators(demonstration, capsys, "--period", month)["indicators"]}
        for month in ("2023-07", "2023-08")
    }
    assert states == {"2023-07": {"complete", "incomplete"}, "2023-08": {"complete", "carried"}}


def test_the_table_marks_example_figures(demonstration: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["indicators", str(demonstration)]) == 0
    assert "2023年10月指标完成情况（示例数据）" in capsys.readouterr().out


def test_a_month_outside_the_plan_is_refused(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["indicators", str(workbook), "--period", "2024-01"]) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "2024年1月不在方案的报送期内" in said.err


def test_forms_go_out_and_overwrite_nothing(workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    out = tmp_path / "新 文件夹"
    for suffix in ("", "（2）"):
        assert main(["templates", str(workbook), "--period", "2023-09", "--out", str(out)]) == 0
        paths = [Path(line) for line in capsys.readouterr().out.splitlines()]
        assert len(paths) == 6
        assert all(path.is_file() and path.stem.endswith(suffix) for path in paths)
    assert main(["templates", str(workbook), "--out", str(out), "--unit", "谁也不是"]) == 1
    assert "没有名为“谁也不是”的报送单位" in capsys.readouterr().err
    (tmp_path / "一个文件").write_text("")
    assert main(["templates", str(workbook), "--out", str(tmp_path / "一个文件")]) == 1
    assert "无法建立文件夹" in capsys.readouterr().err


def test_no_form_is_left_where_one_cannot_be_written(
    workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gigadesk.exchange.names._LONGEST_NAME", 400)
    plan = (Path(__file__).parents[1] / "resources" / "plans" / "yuzhong-2023.toml").read_text(encoding="utf-8")
    long = plan.replace('short_name = "渝中广电"', f'short_name = "{"广" * 150}"')
    (tmp_path / "long.toml").write_text(long.replace('"渝中广电"', f'"{"广" * 150}"'), encoding="utf-8")
    path = tmp_path / "long.gigadesk"
    assert main(["new", str(path), "--plan", str(tmp_path / "long.toml")]) == 0
    capsys.readouterr()
    assert main(["templates", str(path), "--out", str(tmp_path / "表")]) == 1
    assert "无法保存" in capsys.readouterr().err
    assert list((tmp_path / "表").iterdir()) == []


def test_a_filled_form_counts_once(workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = fill(
        forms(workbook, tmp_path / "表", "2023-09", "市通信管理局", capsys),
        {"具备千兆接入能力的家庭数": "２０万", "5G基站数": 2086},
    )
    assert main(["base", str(workbook), "--set", "家庭总数=25万", "--source", "统计公报", "--from", "2023-06"]) == 0
    assert "252" not in capsys.readouterr().err
    assert main(["import", str(workbook), str(path)]) == 0
    assert capsys.readouterr().out == "已导入：报送表_2023年9月_市通信管理局.xlsx：市通信管理局 2023年9月\n"
    assert main(["import", str(workbook), str(path)]) == 0
    assert capsys.readouterr().out.startswith("已导入过")
    answer = indicators(workbook, capsys)
    assert answer["period"] == "2023-09"
    home = answer["indicators"][0]
    assert (home["value"], home["shown"], home["state"]) == ("4/5", "80.00%", "complete")
    assert (home["standard"]["met"], home["goal"]["met"]) == (True, False)


def test_a_refused_form_leaves_the_others(workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = fill(forms(workbook, tmp_path, "2023-09", "市通信管理局", capsys), {"具备千兆接入能力的家庭数": 200000})
    bad = fill(forms(workbook, tmp_path, "2023-09", "渝中电信", capsys), {"10G-PON端口数": 12400, "PON端口总数": 11900})
    assert main(["import", str(workbook), str(bad), str(good)]) == 1
    said = capsys.readouterr()
    assert [line.split("：")[0] for line in said.out.splitlines()] == ["未导入", "已导入"]
    assert "10G-PON端口数 12,400 大于 PON端口总数 11,900" in said.out
    assert "报送表!E6" in said.out
    assert "1 份报送表未导入" in said.err


def test_warnings_want_the_clerks_word(workbook: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = fill(forms(workbook, tmp_path, "2023-09", "渝中广电", capsys), {"5G基站数": 0})
    assert main(["import", str(workbook), str(path)]) == 1
    assert "请确认" in capsys.readouterr().out
    assert main(["import", str(workbook), str(path), "--accept-warnings", "--note", "尚未建站"]) == 0
    assert capsys.readouterr().out.startswith("已导入（有提示）")


def test_base_figures_are_listed_and_set(workbook: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["base", str(workbook)]) == 0
    assert "未设定" in capsys.readouterr().out
    assert main(["base", str(workbook), "--set", "常住人口=58.87", "--source", "公报", "--from", "2023-06"]) == 0
    assert "自2023年6月起采用" in capsys.readouterr().out
    assert main(["base", str(workbook)]) == 0
    assert "58.87" in capsys.readouterr().out
    assert main(["base", str(workbook), "--set", "常住人口=588700", "--source", "公报"]) == 1
    assert "请换算成万人" in capsys.readouterr().err


def test_a_report_is_replaced_only_by_a_whole_one(
    demonstration: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    out = tmp_path / "报告.pdf"
    out.write_bytes(b"former")
    assert main(["report", str(demonstration), "assessment", "--out", str(out), "--period", "2030-01"]) == 1
    assert out.read_bytes() == b"former"
    assert main(["report", str(demonstration), "assessment", "--out", str(out), "--as-of", "2023-10-31"]) == 0
    first = out.read_bytes()
    assert first.startswith(b"%PDF")
    assert main(["report", str(demonstration), "assessment", "--out", str(out)]) == 0
    assert out.read_bytes() == first
    assert main(["report", str(demonstration), "assessment", "--out", str(tmp_path / "无" / "a.pdf")]) == 1
    assert "文件夹不存在" in capsys.readouterr().err


def test_a_character_that_no_font_has_stops_the_report(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    plan = (Path(__file__).parent / "plans" / "small.toml").read_text(encoding="utf-8")
    title = next(line for line in plan.splitlines() if line.startswith("addressee"))
    (tmp_path / "p.toml").write_text(plan.replace(title, title.replace('= "', '= "𓀀')), encoding="utf-8")
    path = tmp_path / "a.gigadesk"
    assert main(["new", str(path), "--plan", str(tmp_path / "p.toml")]) == 0
    capsys.readouterr()
    assert main(["report", str(path), "assessment", "--out", str(tmp_path / "a.pdf")]) == 1
    assert "𓀀" in capsys.readouterr().err
    assert not (tmp_path / "a.pdf").exists()


def test_check_and_backup(demonstration: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    copy = tmp_path / "备份.gigadesk"
    assert main(["backup", str(demonstration), str(copy)]) == 0
    assert main(["backup", str(demonstration), str(copy)]) == 1
    assert "已经存在" in capsys.readouterr().err
    assert main(["check", str(copy)]) == 0
    assert "台账文件完好" in capsys.readouterr().out
    damaged = bytearray(copy.read_bytes())
    damaged[len(damaged) // 2 : len(damaged) // 2 + 4096] = bytes(4096)
    copy.write_bytes(damaged)
    assert main(["check", str(copy)]) == 1
    assert capsys.readouterr().err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["report"], "缺少参数：台账文件, 公文, --out"),
        (["report", "a", "poem", "--out", "b"], "没有这一选项"),
        (["indicators", "a", "--period", "九月"], "“九月”不是月份"),
        (["report", "a", "assessment", "--out", "b", "--as-of", "昨天"], "“昨天”不是日期"),
        (["base", "a", "--set", "58"], "应写成 名称=数值"),
        (["dance"], "没有这一选项"),
        (["plans", "--quickly"], "不认识的参数：--quickly"),
    ],
)
def test_wrong_usage_is_said_in_chinese(words: list[str], said: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    error = capsys.readouterr().err
    assert said in error
    assert "用法：" in error
    assert "usage" not in error


@pytest.mark.parametrize(
    "words", [[], *([word] for word in ("new", "templates", "import", "indicators", "base", "report", "backup"))]
)
def test_help_is_chinese(words: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([*words, "--help"])
    assert ended.value.code == 0
    text = capsys.readouterr().out
    assert text.startswith("用法：")
    assert "选项：" in text
    for english in ("usage", "options", "positional", "show this", "optional"):
        assert english not in text


def test_the_program_checks_itself(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["--self-check"])
    assert ended.value.code == 0
    assert "自检完成" in capsys.readouterr().out


def test_it_speaks_utf_8_whatever_the_system_does(tmp_path: Path) -> None:
    environment = os.environ | {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"}
    command = [sys.executable, "-m", "gigadesk", "new", str(tmp_path / "a.gigadesk"), "--plan", "无此方案"]
    done = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert done.returncode == 1
    assert "没有代号为" in done.stderr.decode("utf-8")
