"""路径: the program's own files are found in the source tree and inside an installed package."""

from __future__ import annotations

import importlib.util
import shutil
import sys
from pathlib import Path

from gigadesk import paths
from gigadesk.paths import Resources, find_resources

ROOT = Path(__file__).parents[1]


def test_in_the_source_tree_they_stand_beside_the_package() -> None:
    resources = find_resources()
    assert resources.root == ROOT / "resources"
    assert (resources.plans / "yuzhong-2023.toml").is_file()
    assert list(resources.fonts.glob("*.ttf"))
    assert list(resources.examples.glob("*.toml"))


def test_installed_they_lie_inside_the_package(tmp_path: Path) -> None:
    package = tmp_path / "site-packages" / "gigadesk"
    (package / "resources").mkdir(parents=True)
    shutil.copyfile(paths.__file__, package / "paths.py")
    spec = importlib.util.spec_from_file_location("installed_paths", package / "paths.py")
    assert spec is not None
    assert spec.loader is not None
    installed = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = installed
    try:
        spec.loader.exec_module(installed)
        assert installed.find_resources().root == package / "resources"
    finally:
        del sys.modules[spec.name]


def test_each_kind_has_its_folder() -> None:
    resources = Resources(Path("/程序"))
    assert [resources.fonts.name, resources.plans.name, resources.examples.name] == ["fonts", "plans", "examples"]
