"""自检: a copy that works says so line by line; one that lacks something stops there and says what."""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

import pytest

from gigadesk import selfcheck
from gigadesk.domain.errors import Trouble
from gigadesk.exchange.submission_form_writing import write_form
from gigadesk.paths import Resources, find_resources
from gigadesk.selfcheck import self_check
from tests.exchange.forms import a_content, opened, saved

SMALL = Path(__file__).parent / "plans" / "small.toml"


def noon() -> datetime:
    return datetime(2024, 6, 30, 12, 0)


@pytest.fixture
def resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Resources:
    """A copy of the program's files with the small plan alone; its work is done under tmp_path."""
    copy = Resources(tmp_path / "resources")
    copy.plans.mkdir(parents=True)
    shutil.copy(SMALL, copy.plans)
    copy.fonts.symlink_to(find_resources().fonts, target_is_directory=True)
    work = tmp_path / "work"
    work.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", os.fspath(work))
    return copy


def test_a_sound_copy_says_what_works_and_leaves_nothing(resources: Resources, tmp_path: Path) -> None:
    lines = list(self_check(resources, noon))
    assert lines[:2] == ["正常：新建台账（海麓县光网提速行动方案）", "正常：报送表 2 份"]
    assert lines[2].startswith("正常：自评报告 ")
    assert lines[3:] == ["正常：台账文件检查", "自检完成，程序可以正常使用。"]
    assert list((tmp_path / "work").iterdir()) == []


def test_a_broken_plan_stops_it(resources: Resources) -> None:
    plan = resources.plans / "small.toml"
    plan.write_text(plan.read_text("utf-8").replace("特此函告。", "{{ nothing }}"), "utf-8")
    with pytest.raises(Trouble, match="nothing"):
        list(self_check(resources, noon))


def test_a_form_that_cannot_be_read_back_stops_it(tmp_path: Path) -> None:
    book, _sheet = opened(write_form(a_content()))
    del book["表单信息"]
    path = tmp_path / "报送表.xlsx"
    path.write_bytes(saved(book))
    with pytest.raises(Trouble, match="写出后读不回来"):
        selfcheck._read_back(path)
