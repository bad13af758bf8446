"""The whole job as a clerk would type it: processes of their own, in a locale that knows no Chinese."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest
from openpyxl import load_workbook


@dataclass(frozen=True)
class Answer:
    """What a command said and how it ended."""

    code: int
    out: str
    error: str


class Terminal:
    """A folder with a Chinese name in which commands are typed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._environment = {key: value for key, value in os.environ.items() if not key.startswith(("LC_", "PYTHON"))}
        self._environment |= {"LC_ALL": "C", "PYTHONPATH": os.fspath(Path(__file__).parents[2])}

    def type(self, *words: str) -> Answer:
        """Run `gigadesk` with such words."""
        command = [sys.executable, "-m", "gigadesk", *words]
        done = subprocess.run(command, cwd=self.folder, env=self._environment, capture_output=True, check=False)
        return Answer(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))

    def done(self, *words: str) -> str:
        """Run a command that does its work; what it says."""
        answer = self.type(*words)
        assert (answer.code, answer.error) == (0, "")
        return answer.out


@pytest.fixture
def terminal(tmp_path: Path) -> Terminal:
    folder = tmp_path / "渝中区 “千兆城市”"
    folder.mkdir()
    return Terminal(folder)


def test_from_the_plan_to_the_assessment(terminal: Terminal) -> None:
    file, forms = "台账（正式）.gigadesk", terminal.folder / "九月 报送表"
    assert "已新建台账：台账（正式）.gigadesk" in terminal.done("new", file, "--plan", "yuzhong-2023")
    again = terminal.type("new", file, "--plan", "yuzhong-2023")
    assert (again.code, again.out) == (1, "")
    assert "已经存在，没有覆盖" in again.error

    paths = terminal.done("templates", file, "--period", "2023-09", "--out", forms.name).splitlines()
    assert len(paths) == 6
    assert all((terminal.folder / path).is_file() for path in paths)
    telecom = next(path for path in paths if "渝中电信" in path)
    book = load_workbook(terminal.folder / telecom)
    for row, typed in enumerate(("５,２００", "15000", "6万", "100 000", "300000", "600000", "500"), 6):
        book["报送表"][f"E{row}"] = typed
    book.save(terminal.folder / telecom)

    taken = terminal.type("import", file, telecom, "没有.xlsx")
    assert taken.code == 1
    assert [line.split("：")[0] for line in taken.out.splitlines()] == ["已导入", "未导入"]
    assert "有 1 份报送表未导入" in taken.error
    assert terminal.done("import", file, telecom).startswith("已导入过")

    terminal.done("base", file, "--set", "常住人口=58.87", "--source", "2022年统计公报", "--from", "2023-06")
    answer = json.loads(terminal.done("indicators", file, "--json"))
    assert answer["period"] == "2023-09"
    ports = next(each for each in answer["indicators"] if each["no"] == 2)
    assert (ports["value"], ports["state"], ports["missing"]) == (
        "26/75",
        "incomplete",
        ["重庆移动城一分公司", "重庆联通渝中分公司"],
    )
    outside = terminal.type("indicators", file, "--period", "2024-01", "--json")
    assert (outside.code, outside.out) == (1, "")

    assert terminal.done("report", file, "assessment", "--out", "自评报告.pdf", "--as-of", "2023-10-31") == (
        "已导出自评报告：自评报告.pdf\n"
    )
    assert (terminal.folder / "自评报告.pdf").read_bytes().startswith(b"%PDF-")
    assert "台账文件完好。" in terminal.done("check", file)
    terminal.done("backup", file, "备份.gigadesk")
    names = {path.name for path in terminal.folder.iterdir()}
    assert names == {file, forms.name, "自评报告.pdf", "备份.gigadesk"}


def test_wrong_usage_is_said_on_stderr(terminal: Terminal) -> None:
    answer = terminal.type("指标")
    assert (answer.code, answer.out) == (2, "")
    assert answer.error.startswith("用法错误：命令 没有这一选项：指标。")
