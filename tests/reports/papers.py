"""Papers for tests: one like the demonstration report, from the plan's own words, and small ones with one difficulty.

The words come from the published notice, so that lines are broken in text as offices write it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from gigadesk.domain.papers.blocks import (
    Align,
    Annex,
    Block,
    Column,
    Heading,
    Paper,
    PaperKind,
    Paragraph,
    RedHead,
    Row,
    Signature,
    Table,
)

RESOURCES = Path(__file__).parents[2] / "resources"
FONTS = RESOURCES / "fonts"
OFFICE = "渝中区创建“千兆城市”工作专班办公室"
DAY = date(2023, 11, 6)
RARE = "䶮𬀩𠮷𬭎"


@cache
def notice_lines() -> tuple[str, ...]:
    """The published notice, a line a paragraph or table cell."""
    text = (RESOURCES / "plans" / "yuzhong-2023.txt").read_text(encoding="utf-8")
    return tuple(line.strip() for line in text.splitlines())


@cache
def plan_paragraphs() -> tuple[str, ...]:
    """The long paragraphs of the plan."""
    return tuple(line for line in notice_lines() if len(line) > 120)


def a_paper(**differences: Any) -> Paper:
    """A small report without head, seal and annexes."""
    plain = Paper(
        title="渝中区千兆城市创建工作情况报告",
        addressee="重庆市通信管理局：",
        blocks=(Heading(1, "一、总体情况"), Paragraph(plan_paragraphs()[0])),
        signature=Signature(OFFICE, DAY),
    )
    return replace(plain, **differences)


def a_table(count: int = 3, **differences: Any) -> Table:
    """A table of figures by unit."""
    columns = (
        Column("序号", 2, Align.CENTER),
        Column("单位", 8),
        Column("10G-PON端口数", 5, Align.RIGHT),
        Column("占比", 4, Align.RIGHT),
    )
    lines = tuple(Row((str(n), f"第{n}家基础电信企业", f"{n * 1234:,}", f"{n}.20%")) for n in range(1, count + 1))
    return replace(Table(columns, lines, "表1　各单位端口数", "注：截至2023年10月末。"), **differences)


def demo_paper() -> Paper:
    """A report of about twenty pages: six sections, tables in the body, four annexes, two of them turned."""
    paragraphs = plan_paragraphs()
    titles = ("总体情况", "指标完成情况", "重点任务完成情况", "“双千兆”应用创新", "存在问题和下一步工作")
    blocks: list[Block] = []
    for number, (numeral, title) in enumerate(zip("一二三四五", titles, strict=True)):
        blocks.append(Heading(1, f"{numeral}、{title}"))
        for part in range(3):
            blocks.append(Heading(2, f"（{'一二三'[part]}）{'推进情况' if part else '基本情况'}"))
            blocks += [Paragraph(paragraphs[(5 * number + 2 * part + n) % len(paragraphs)]) for n in range(2)]
        if number == 1:
            blocks.append(indicator_results())
    return a_paper(
        blocks=tuple(blocks),
        annexes=(
            Annex("渝中区千兆城市创建工作任务清单及完成状态", (task_table(),), landscape=True),
            Annex("渝中区创建“千兆城市”工作专班成员名单", (roster_table(),)),
            Annex("千兆城市评价指标", (indicator_table(),), landscape=True),
            Annex("各单位报送数据汇总表（2023年6月至10月）", (figures_table(),)),
        ),
        mark="示例数据",
        author=OFFICE,
        keywords=("千兆城市", "自评报告"),
    )


def indicator_results() -> Table:
    """Seven indicators with both verdicts."""
    heads = (("序号", 3), ("指标", 14), ("分子", 6), ("分母", 6), ("指标值", 6), ("评价标准", 8), ("方案目标", 8))
    aligns = (Align.CENTER, Align.LEFT, Align.RIGHT, Align.RIGHT, Align.RIGHT, Align.CENTER, Align.CENTER)
    columns = tuple(Column(head, width, align) for (head, width), align in zip(heads, aligns, strict=True))
    rows = (
        ("1", "城市家庭千兆光纤网络覆盖率", "238,400", "238,412", "99.99%", "≥80% 达标", "100% 未达到目标"),
        ("2", "城市10G-PON端口占比", "12,845", "36,120", "35.56%", "≥25% 达标", "≥35% 达到目标"),
        ("3", "重点场所5G网络通达率", "118", "120", "98.33%", "≥80% 达标", "≥98% 达到目标"),
        ("4", "每万人拥有5G基站数", "2,071", "58.87", "35.18", "≥12 达标", "≥35 达到目标"),
        ("5", "500Mbps及以上用户占比", "92,410", "301,558", "30.64%", "≥25% 达标", "≥25% 达到目标"),
        ("6", "5G用户占比", "512,008", "1,138,772", "44.96%", "≥25% 达标", "≥45% 未达到目标"),
        ("7", "“双千兆”应用创新", "5", "——", "5个", "≥5个 达标", "数据不全，暂不判定"),
    )
    return Table(
        columns, tuple(Row(row) for row in rows), "表1　指标完成情况", "注：占比按现有分母测算，保留两位小数。"
    )


def task_table() -> Table:
    """Annex 1: 21 tasks under their focus areas."""
    columns = (
        Column("序号", 4, Align.CENTER),
        Column("工作任务", 44),
        Column("牵头单位", 10, Align.CENTER),
        Column("责任单位", 20),
        Column("完成期限", 12, Align.CENTER),
        Column("状态", 10, Align.CENTER),
    )
    lines = notice_lines()
    start, end = lines.index("完成期限") + 1, lines.index("附件2")
    rows: list[Row] = []
    cells = lines[start:end]
    starts = [n for n, cell in enumerate(cells) if re.fullmatch(r"\d+", cell)]
    for place, following in zip(starts, (*starts[1:], len(cells)), strict=True):
        number, area, task, lead, others, deadline = (*cells[place : min(following, place + 6)],)
        if area:
            rows.append(Row((area,), band=True))
        rows.append(Row((number, task, lead, others, deadline, "● 已完成" if int(number) % 4 else "▲ 进度滞后")))
    return Table(columns, tuple(rows), note="注：状态以2023年10月31日为准。")


def roster_table() -> Table:
    """Annex 2: names and posts."""
    columns = (
        Column("序号", 3, Align.CENTER),
        Column("职务", 5, Align.CENTER),
        Column("姓名", 5, Align.CENTER),
        Column("单位及职务", 14),
    )
    lines = notice_lines()
    start = next(n for n, line in enumerate(lines) if line.startswith("组    长"))
    end = next(n for n, line in enumerate(lines) if line.startswith("工作专班下设"))
    rows = []
    for number, line in enumerate(lines[start:end], 1):
        name, post = line.split("：")[-1].replace("    ", "").split("  ")
        rows.append(Row((str(number), "组长" if number == 1 else "成员", name, post)))
    return Table(columns, tuple(rows))


def indicator_table() -> Table:
    """Annex 3: the indicators as printed."""
    columns = (
        Column("序号", 4, Align.CENTER),
        Column("指标", 16),
        Column("指标含义", 30),
        Column("指标值", 10, Align.CENTER),
        Column("计算方法", 40),
    )
    lines = notice_lines()
    start = lines.index("计算方法") + 1
    cells = [line for line in lines[start:] if line]
    notes = next(n for n, cell in enumerate(cells) if cell.startswith("备注"))
    rows = tuple(Row(tuple(cells[n : n + 5])) for n in range(0, notes - 4, 5))
    return Table(columns, rows, note="\n".join(cells[notes : notes + 2]))


def figures_table() -> Table:
    """Annex 4: eleven elements of four companies in five months."""
    months = tuple(f"{month}月" for month in range(6, 11))
    columns = (Column("数据项", 12), Column("单位", 6), *(Column(month, 5, Align.RIGHT) for month in months))
    elements = (
        *("10G-PON端口数", "PON端口总数", "500Mbps及以上用户数", "固定宽带用户总数", "5G用户数", "移动宽带用户总数"),
        *("5G基站数", "具备千兆接入能力的家庭数", "家庭总数", "常住人口（万人）", "典型案例数"),
    )
    rows: list[Row] = []
    for n, element in enumerate(elements):
        rows.append(Row((element,), band=True))
        for m, company in enumerate(("渝中电信", "渝中移动", "渝中联通", "渝中铁塔")):
            figures = (f"{(n + 1) * 10_007 + (m + 2) * 1_003 * month:,}" for month in range(6, 11))
            rows.append(Row((element, company, *figures)))
    return Table(columns, tuple(rows), note="注：未报的单位以“——”表示。")


def rare_paper() -> Paper:
    """Every name made of characters that few fonts have, four of them above U+FFFF."""
    names = tuple(Row((str(n), RARE[n % 4] + RARE[(n + 1) % 4], RARE * 3 + "街道办事处")) for n in range(1, 13))
    columns = (Column("序号", 2, Align.CENTER), Column("姓名", 4, Align.CENTER), Column("单位", 10))
    text = f"由{RARE}任组长，{RARE[::-1]}、{RARE[2:] + RARE[:2]}任副组长；" * 12
    return a_paper(
        title=f"关于{RARE * 2}街道千兆城市创建工作情况的报告",
        addressee=f"{RARE}区人民政府",
        blocks=(Heading(1, f"一、{RARE}街道"), Heading(2, f"（一）{RARE}社区"), Paragraph(text), Table(columns, names)),
        signature=Signature(f"{RARE}街道办事处", DAY),
        annexes=(Annex(f"{RARE}名单", (Table(columns, names),)),),
        mark="示例数据",
    )


def empty_paper() -> Paper:
    """Nothing reported yet: tables without rows, sections without paragraphs."""
    table = a_table(0)
    return a_paper(
        addressee="",
        blocks=(Heading(1, "一、总体情况"), Heading(1, "二、指标完成情况"), table, Paragraph("")),
        annexes=(Annex("任务清单", (table,), landscape=True), Annex("数据汇总表", ())),
        mark="示例数据",
    )


def letter() -> Paper:
    """A 函 with red mark, double rules and a sealed signature."""
    return a_paper(
        title="渝中区经济和信息化委员会关于商请协助提供移动通信基站建设和公共设施开放有关数据的函",
        addressee="市通信管理局",
        blocks=tuple(Paragraph(text) for text in plan_paragraphs()[1:4]),
        signature=Signature("渝中区经济和信息化委员会", DAY, sealed=True),
        kind=PaperKind.LETTER,
        head=RedHead("重庆市渝中区经济和信息化委员会", "渝中经信函〔2023〕35号"),
    )


def red_head_report(signers: tuple[str, ...] = ("刘　建",), **differences: Any) -> Paper:
    """A 报告 with red head, number and signer, sealed."""
    return a_paper(
        **{
            "title": "重庆市渝中区人民政府办公室关于千兆城市创建工作自评情况的报告",
            "addressee": "重庆市人民政府",
            "blocks": tuple(Paragraph(text) for text in plan_paragraphs()[2:5]),
            "signature": Signature("重庆市渝中区人民政府办公室", DAY, sealed=True),
            "annexes": (Annex("渝中区创建“千兆城市”工作专班成员名单", (roster_table(),)),),
            "head": RedHead("重庆市渝中区人民政府办公室文件", "渝中府办文〔2023〕128号", signers),
            **differences,
        }
    )


def dense_paper() -> Paper:
    """Marks beside marks, runs that must not be split, long Latin words and markup-like characters."""
    texts = (
        "“《〈（重点）〉》”，（“双千兆”）；《关于“双千兆”（2021—2023年）的通知》（试行）、《方案》：“建！”“用？”……——完。"
        * 4,
        "到2023年10月31日，10G-PON端口达1.2万个，占35.20%，500Mbps及以上用户92,410户，占比30%；50G-PON试点3处，AR/VR应用12项。"
        * 4,
        "联系邮箱：gigabit.city.office@yuzhong.example.gov.cn，网址https://www.example.gov.cn/gigabit/2023/10/report?id=42&page=3。",
        "5 < 6 & 7 > 3，\"引号\"与'撇号'，a=b@c，<b>不是标记</b>，&amp;也不是，it’s 3×4 and 25℃。",
        "①②③※㎡℃‰×÷±≥≤→●▲■★☆ⅠⅡⅢα β γ é ü ~ ～ · 阿卜杜·热西提、％、＠、１２３４年、㈠、㊣。",
        "标准编号为 GB/T 9704-2012 和 YD/T 3692.1-2020，参见 IEC 61966-2-1 与 ISO 19005-2 的有关规定执行并报备存档备查。"
        * 3,
    )
    columns = (Column("甲", 1), Column("乙", 1), Column("丙", 1, Align.RIGHT))
    row = Row(("https://www.example.gov.cn/gigabit-city/2023", "500Mbps及以上用户占比（%）", "1,234,567,890,123,456"))
    return a_paper(blocks=(*(Paragraph(text) for text in texts), Table(columns, (row, row))))
