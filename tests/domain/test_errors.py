"""Trouble: what the clerk is told."""

from __future__ import annotations

import pytest

from gigadesk.domain.errors import Trouble


def test_a_trouble_shows_its_sentence_as_it_stands() -> None:
    with pytest.raises(Trouble) as told:
        raise Trouble("文件“台账”已经存在。请换一个文件名。")
    assert str(told.value) == "文件“台账”已经存在。请换一个文件名。"
