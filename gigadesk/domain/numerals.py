"""数字: reading a figure as it was typed, and showing one so that it never misleads."""

from __future__ import annotations

import re
from collections.abc import Iterable
from datetime import date, time, timedelta
from decimal import Decimal
from fractions import Fraction

MOST_DIGITS = 15
"""A figure has at most so many digits, its `places` among them: what a spreadsheet keeps exactly."""

_LONGEST_TEXT = 64
_SHOWN_TEXT = 20
_UNSEEN = re.compile("[\u00ad\u180e\u200b-\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]")
_BLANKS = re.compile("[\\s\u2800\u3164\uffa0]+")
_SAME = str.maketrans(
    "０１２３４５６７８９＋﹢－−﹣‐‑–—．﹒，﹐＇’‘ʼ％﹪／萬億",
    "0123456789++-------..,,''''%%/万亿",
)
_NUMBER = re.compile(
    r"(?P<sign>[+-]?) ?(?P<whole>[0-9]{1,3}(?:(?P<mark> ?[,'] ?| )[0-9]{3}(?:(?P=mark)[0-9]{3})*)?|[0-9]*)"
    r"(?:\.(?P<part>[0-9]*))?(?P<rest>(?![0-9,'.]| [0-9]).*)"
)
_DATE = re.compile(r"[0-9]{2,4} ?[-/.年] ?[0-9]{1,2}(?: ?[-/.月] ?(?:[0-9]{1,2} ?日?)?(?:[ T][0-9:]*)?)?")
_DIGITS_ALONE = re.compile(r"[+-]?[0-9][0-9,.' ]*")
_POWER = re.compile(r"[+-]?[0-9.]+[eE][+-]?[0-9]+")
_SCALES = {"万": 4, "亿": 8}


class FigureError(ValueError):
    """数字有误: says in Chinese why what was typed is not a figure of its data element; no full stop at the end."""


def is_blank(typed: object) -> bool:
    """空白: whether nothing was typed: no value, or blanks of whatever kind."""
    return typed is None or (isinstance(typed, str) and not _tidy(typed))


def read_figure(typed: object, *, measure: str, places: int) -> Decimal:
    """读数: the figure that was typed for a data element with that 计量单位 and that many decimals.

    Understands full-width digits, blanks, thousands separators, 万 and 亿, and the unit itself behind the number;
    where the measure begins with 万, a 万 behind the number only repeats it (58.87万 of 万人 is 58.87).
    Raises `FigureError` for what is no such figure. Negative ones are read; whether they may stand is a check's matter.
    """
    if isinstance(typed, str):
        return _read_text(typed, _tidy(measure).replace(" ", ""), places)
    if isinstance(typed, bool):
        raise FigureError("填的是逻辑值（真或假），不是数字，请填写数字")
    if isinstance(typed, int):
        if abs(typed) >= 10**MOST_DIGITS:
            raise _too_long()
        return _figure(Decimal(typed), str(typed), places)
    if isinstance(typed, float | Decimal):
        exact = typed if isinstance(typed, Decimal) else Decimal(f"{typed:.15g}")
        if not exact.is_finite():
            raise FigureError("不是有效的数字（无穷大或非数值），请填写数字")
        if exact.adjusted() >= MOST_DIGITS:
            raise _too_long()
        return _figure(exact, _quotable(exact), places)
    if isinstance(typed, date | time | timedelta):
        raise FigureError("填的是日期或时间，不是数字，请改为数字格式后重新填写")
    raise FigureError("没有填写数字")


def _read_text(typed: str, measure: str, places: int) -> Decimal:
    text = _tidy(typed)
    if not text:
        raise FigureError("没有填写数字")
    if len(text) > _LONGEST_TEXT:
        raise _too_long() if _DIGITS_ALONE.fullmatch(text) else _no_number(text)
    number = _NUMBER.fullmatch(text)
    if number is None or not (number["whole"] or number["part"]):
        raise _unreadable(text)
    rest = number["rest"].replace(" ", "")
    whole = re.sub("[^0-9]", "", number["whole"])
    exact = Decimal(f"{number['sign']}{whole or 0}.{number['part'] or 0}E{_exponent(rest, measure, text)}")
    return _figure(exact, text, places)


def _exponent(rest: str, measure: str, text: str) -> int:
    """The power of ten that the words behind the number mean in the element's measure."""
    own = _SCALES.get(measure[:1], 0)
    single = measure[1:] if own else measure
    if rest in ("", measure):
        return 0
    if rest == "%":
        raise FigureError(f"“{_quoted(text)}”带有百分号，本项应填写数量，不填百分比")
    scale = _SCALES.get(rest[:1], 0)
    unit = rest[1:] if scale else rest
    if unit not in ("", single):
        raise _wrong_unit(text, unit, measure) if _is_unit(unit) else _unreadable(text)
    return scale - own


def _is_unit(word: str) -> bool:
    return len(word) <= 4 and all("\u4e00" <= letter <= "\u9fff" for letter in word)


def _figure(exact: Decimal, shown: str, places: int) -> Decimal:
    """The value without superfluous zeros, once it is known to fit `places` and `MOST_DIGITS`."""
    sign, digits, last = exact.as_tuple()
    written = "".join(map(str, digits)).rstrip("0")
    if not written:
        return Decimal(0)
    exponent = int(last) + len(digits) - len(written)
    if -exponent > places:
        if places:
            raise FigureError(f"“{_quoted(shown)}”的小数位数过多，本项最多保留 {places} 位小数")
        raise FigureError(f"“{_quoted(shown)}”带有小数，本项应填写整数")
    if len(written) + exponent + places > MOST_DIGITS:
        raise _too_long()
    return Decimal((sign, tuple(map(int, written)) + (0,) * max(exponent, 0), min(exponent, 0)))


def _unreadable(text: str) -> FigureError:
    if _DATE.fullmatch(text):
        return FigureError(f"“{_quoted(text)}”像是日期，不是数字，请填写数字")
    if _POWER.fullmatch(text):
        return FigureError(f"“{_quoted(text)}”是科学记数法，请完整写出数字")
    if _DIGITS_ALONE.fullmatch(text):
        return FigureError(f"“{_quoted(text)}”中的分隔符或小数点位置不对，看不出是哪个数，请去掉分隔符重新填写")
    return _no_number(text)


def _no_number(text: str) -> FigureError:
    return FigureError(f"“{_quoted(text)}”不是数字，请只填写阿拉伯数字")


def _wrong_unit(text: str, unit: str, measure: str) -> FigureError:
    return FigureError(f"“{_quoted(text)}”的单位“{unit}”与计量单位“{measure}”不一致，请按“{measure}”填写")


def _too_long() -> FigureError:
    return FigureError(f"数字过长，超过 {MOST_DIGITS} 位，请核对后重新填写")


def _tidy(text: str) -> str:
    return _BLANKS.sub(" ", _UNSEEN.sub("", text)).strip().translate(_SAME)


def _quotable(exact: Decimal) -> str:
    return str(exact) if exact.adjusted() < -MOST_DIGITS else plain(exact)


def _quoted(text: str) -> str:
    return text if len(text) <= _SHOWN_TEXT else text[:_SHOWN_TEXT] + "…"


def plain(figure: Decimal | int) -> str:
    """数字原样: 12400, 58.87; no separators, no superfluous zeros."""
    return _trimmed(f"{Decimal(figure):f}")


def grouped(figure: Decimal | int) -> str:
    """千分位: 12,400, as tables show it."""
    return _trimmed(f"{Decimal(figure):,f}")


def _trimmed(written: str) -> str:
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def running_text(count: Decimal | int) -> str:
    """行文数字: 1.2万 or 1.5亿 where two decimals say it exactly, else the whole number."""
    exact = Decimal(count)
    for word, power in (("亿", 8), ("万", 4)):
        scaled = Fraction(exact) / 10**power
        if abs(scaled) >= 1 and (scaled * 100).denominator == 1:
            return _trimmed(_fixed(int(scaled * 100), 2)) + word
    return plain(exact)


def show_percent(value: Fraction, lines: Iterable[Fraction] = ()) -> str:
    """百分比: 24.99%, with two decimals, never on the wrong side of one of the lines (given on the value's scale).

    24.996% is shown as 24.99% beside a line of 25%, which it does not meet.
    """
    return show_ratio(value * 100, [line * 100 for line in lines]) + "%"


def show_ratio(value: Fraction, lines: Iterable[Fraction] = ()) -> str:
    """比值: 35.67, with two decimals, rounded half up.

    Where the rounded value would stand on the other side of a line, it is rounded the other way. Only where two lines
    lie closer together than two decimals can tell does it take more.
    """
    bars = list(lines)
    places = 2
    while True:
        scaled = value * 10**places
        floor = scaled.numerator // scaled.denominator
        ceiling = -(-scaled.numerator // scaled.denominator)
        half_up = int(abs(scaled) + Fraction(1, 2)) * (-1 if scaled < 0 else 1)
        for candidate in (half_up, floor + ceiling - half_up):
            shown = Fraction(candidate, 10**places)
            if all((shown >= bar) == (value >= bar) for bar in bars):
                return _fixed(candidate, places)
        places += 1


def _fixed(scaled: int, places: int) -> str:
    whole, part = divmod(abs(scaled), 10**places)
    return f"{'-' if scaled < 0 else ''}{whole}.{part:0{places}d}"
