"""Units: their names, and who belongs to the workgroup."""

from __future__ import annotations

import pytest

from gigadesk.domain.units import ContactRole, UnitKind
from tests.builders import a_unit


def test_a_unit_is_known_by_its_full_name_its_short_name_and_its_aliases() -> None:
    unit = a_unit(full_name="重庆电信渝中分公司", short_name="渝中电信", aliases=("电信", "市电信渝中分公司"))
    assert unit.names == ("重庆电信渝中分公司", "渝中电信", "电信", "市电信渝中分公司")


@pytest.mark.parametrize("kind", UnitKind)
def test_only_a_source_of_figures_is_outside_the_workgroup(kind: UnitKind) -> None:
    assert a_unit(kind=kind).in_workgroup is (kind.label != "数据来源单位")


def test_every_kind_is_shown_in_chinese() -> None:
    assert [kind.label for kind in UnitKind] == [
        "区政府", "部门", "街道", "管委会", "基础电信企业", "铁塔企业", "数据来源单位"
    ]  # fmt: skip
    assert [role.label for role in ContactRole] == ["责任领导", "联络员"]
