"""Titles broken by sense into trapezia and rhombi."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gigadesk.reports.title_lines import title_lines

WIDTH = 442.2


def width(text: str) -> float:
    """Letters of 22 pt, Latin ones half as wide."""
    return sum(11.0 if character.isascii() else 22.0 for character in text)


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("渝中区千兆城市创建工作情况报告", ["渝中区千兆城市创建工作情况报告"]),
        (
            "重庆市渝中区人民政府办公室关于印发《渝中区千兆城市创建工作方案》的通知",
            ["重庆市渝中区人民政府办公室关于印发", "《渝中区千兆城市创建工作方案》的通知"],
        ),
        (
            "渝中区经济和信息化委员会关于商请协助提供移动通信基站建设和公共设施开放有关数据的函",
            ["渝中区经济和信息化委员会", "关于商请协助提供移动通信基站建设", "和公共设施开放有关数据的函"],
        ),
        ("各区县报送统计数据汇总表（截至2023年10月末）", ["各区县报送统计数据汇总表", "（截至2023年10月末）"]),
        ("甲方案\n乙方案", ["甲方案", "乙方案"]),
        ("", [""]),
    ],
)
def test_titles_are_broken_by_sense(title: str, expected: list[str]) -> None:
    assert title_lines(title, width, WIDTH) == expected


def test_three_lines_are_no_hourglass() -> None:
    title = "重庆市渝中区人民政府关于开展“双千兆”网络协同发展行动计划（2021—2023年）实施情况评估和千兆城市创建工作自评的报告"
    first, middle, last = title_lines(title, width, WIDTH)
    assert width(middle) >= min(width(first), width(last))
    assert "（2021—2023年）" in first + "|" + middle + "|" + last


@settings(max_examples=300, deadline=None)
@given(st.text("关于印发千兆城市工作的通知数据（）“”《》5G2023年 ", min_size=1, max_size=70))
def test_nothing_is_lost_and_lines_fit(title: str) -> None:
    lines = title_lines(title, width, WIDTH)
    assert "".join(lines).replace(" ", "") == title.replace(" ", "")
    assert all(width(line) <= WIDTH for line in lines)


@settings(max_examples=300, deadline=None)
@given(st.text("关于印发千兆城市工作的通知数据𠮷", min_size=2, max_size=100))
def test_no_character_stands_alone(title: str) -> None:
    assert all(len(line) > 1 for line in title_lines(title, width, WIDTH))


def test_a_title_without_a_place_to_break_is_filled() -> None:
    assert [len(line) for line in title_lines("a" * 81, width, WIDTH)] == [40, 39, 2]
    assert len(title_lines("数" * 130, width, WIDTH)) == 7
