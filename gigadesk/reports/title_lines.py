"""标题回行: a title broken by sense into lines that form a trapezium or a rhombus (GB/T 9704-2012, 7.3.1).

Words are kept whole as far as a short list of the words of official titles knows them, and never cut are brackets,
quotations, figures and dates. Among the ways to break, the one with the best ends and the best shape is taken.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from itertools import combinations

from gigadesk.reports.chinese_marks import NOT_AT_END, NOT_AT_START

_WORD_LIST = (
    "关于 开展 印发 转发 进一步 加强 推进 推动 加快 做好 落实 贯彻 实施 组织 召开 报送 成立 调整 "
    "公布 申请 申报 同意 创建 建设 发展 促进 完善 工作 情况 报告 自评 评估 评价 考核 验收 通知 "
    "通报 通告 公告 请示 批复 意见 决定 办法 规定 方案 计划 规划 总结 要点 清单 任务 名单 纪要 "
    "会议 材料 统计 汇总 汇总表 统计表 明细表 一览表 报送表 指标 数据 信息 台账 手册 细则 措施 "
    "制度 机制 函 表 千兆 双千兆 城市 光网 光纤 网络 宽带 移动 基站 通信 电信 基础 设施 互联网 "
    "数字 智慧 经济 产业 行业 应用 创新 协同 示范 试点 重点 场所 项目 典型 案例 专班 领导 小组 "
    "办公室 委员会 人民 政府 街道 办事处 管委会 管理局 部门 单位 企业 公司 成员 人员 行动 活动 "
    "宣传 监测 督办 调度 问题 整改 阶段 年度 季度 月度 上半年 下半年 第一 第二 第三 第四 以来 "
    "期间 完成 进展 区级 市级 国家级 全区 全市 有关 相关 各项 专项 "
)
_WORDS = tuple(_WORD_LIST.split())
_GOOD_ENDS = frozenset("的》）、：")
_GOOD_STARTS = ("关于", "《")
_JOINERS = frozenset("和与及暨")
_WHOLE = re.compile(
    r"（[^）]*）|“[^”]*”|《[^》]*》|[0-9A-Za-z.,%+/-]+[年月日号万亿个]?|[0-9]{4}年[0-9]{1,2}月(?:[0-9]{1,2}日)?"
)
_NAME_END = re.compile("(?:[省市区县乡镇局委办厅部]|政府|街道|公司|委员会|办公室|办事处|专班|小组|中心)$")
_MOST_LINES = 6
_MOST_PLACES = 24
_FORBIDDEN = 1000.0
_IN_WORD, _UNKNOWN, _BESIDE_WORD, _GOOD = 60.0, 14.0, 5.0, 0.0


def title_lines(title: str, width_of: Callable[[str], float], width: float) -> list[str]:
    """The title in as few lines as `width` allows, best broken; lines that the title itself has stay."""
    return [line for part in title.split("\n") for line in _broken(part.strip(), width_of, width)]


def _broken(title: str, width_of: Callable[[str], float], width: float) -> list[str]:
    if width_of(title) <= width or len(title) < 2:
        return [title]
    costs = _break_costs(title)
    fewest = -int(-width_of(title) // width)
    for count in range(fewest, min(_MOST_LINES, len(title)) + 1):
        best = _best(title, costs, count, width_of, width)
        if best:
            return best
    return _filled(title, width_of, width)


def _best(
    title: str, costs: list[float], count: int, width_of: Callable[[str], float], width: float
) -> list[str] | None:
    """The best way to break into `count` lines, or None when no allowed one fits."""
    places = [n for n in range(2, len(title) - 1) if costs[n] < _FORBIDDEN]
    if count > 2:  # keep the number of ways small: only the better places
        places = sorted(sorted(places, key=lambda n: costs[n])[:_MOST_PLACES])
    best: tuple[float, list[str]] | None = None
    for cuts in combinations(places, count - 1):
        lines = [title[start:end].strip() for start, end in zip((0, *cuts), (*cuts, len(title)), strict=True)]
        widths = [width_of(line) for line in lines]
        if max(widths) > width or min(len(line) for line in lines) < 2:
            continue
        cost = sum(costs[cut] for cut in cuts) + _shape_cost(widths, width)
        if best is None or cost < best[0]:
            best = (cost, lines)
    return best[1] if best else None


def _shape_cost(widths: list[float], width: float) -> float:
    """How far lines of these widths are from a trapezium or a rhombus, and from being alike in length."""
    shares = [w / width for w in widths]
    cost = 30 * sum(max(0.0, 0.35 - share) for share in shares)
    cost += 10 * (max(shares) - min(shares)) ** 2
    if len(shares) == 2 and abs(shares[0] - shares[1]) < 0.04:
        cost += 2  # a plain rectangle
    middle = shares[1:-1]
    if middle and min(middle) < min(shares[0], shares[-1]):
        cost += 25  # the hourglass that the standard forbids
    return cost


def _break_costs(title: str) -> list[float]:
    """What it costs to end a line before each character."""
    inside, beside = _known_words(title)
    whole = {n for match in _WHOLE.finditer(title) for n in range(match.start() + 1, match.end())}
    costs = [_FORBIDDEN]
    for n in range(1, len(title)):
        before, after = title[n - 1], title[n]
        if n in whole or after in NOT_AT_START or before in NOT_AT_END:
            costs.append(_FORBIDDEN)
        elif before == " " or before in _GOOD_ENDS or title.startswith(_GOOD_STARTS, n) or _begins_note(title, n):
            costs.append(_GOOD)
        elif after == "的" or before in _JOINERS or n in inside:
            costs.append(_IN_WORD)
        elif after in _JOINERS or (n in beside and _NAME_END.search(title[:n])):
            costs.append(_GOOD + 2)
        elif n in beside or _NAME_END.search(title[:n]):
            costs.append(_BESIDE_WORD)
        else:
            costs.append(_UNKNOWN)
    return costs


def _begins_note(title: str, place: int) -> bool:
    """Whether the title ends with a note in brackets from here on."""
    return title[place] == "（" and title.endswith("）") and len(title) - place > 5


def _known_words(title: str) -> tuple[set[int], set[int]]:
    """The places inside known words and those at their edges; of words that overlap, the first and longest counts."""
    inside: set[int] = set()
    beside: set[int] = set()
    place = 0
    while place < len(title):
        word = max((w for w in _WORDS if title.startswith(w, place)), key=len, default="")
        if word:
            beside |= {place, place + len(word)}
            inside |= set(range(place + 1, place + len(word)))
        place += len(word) or 1
    return inside, beside


def _filled(title: str, width_of: Callable[[str], float], width: float) -> list[str]:
    """A last resort for titles without a fitting place to break: lines filled one after another."""
    lines = [""]
    for character in title:
        if lines[-1] and width_of(lines[-1] + character) > width:
            lines.append("")
        lines[-1] += character
    if len(lines) > 1 and len(lines[-1]) == 1:
        lines[-2], lines[-1] = lines[-2][:-1], lines[-2][-1] + lines[-1]
    return lines
