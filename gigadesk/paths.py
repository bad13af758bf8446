"""路径: where the program's own files are, in the source tree, installed, or frozen."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Resources:
    """程序资源: fonts, plans and examples that come with the program."""

    root: Path

    @property
    def fonts(self) -> Path:
        """字体."""
        return self.root / "fonts"

    @property
    def plans(self) -> Path:
        """预置方案."""
        return self.root / "plans"

    @property
    def examples(self) -> Path:
        """示例数据, one file a plan, under the plan's own name."""
        return self.root / "examples"


def find_resources() -> Resources:
    """程序资源: inside the package where it is installed or frozen, beside it in the source tree."""
    package = Path(__file__).resolve().parent
    inside = package / "resources"
    return Resources(inside if inside.is_dir() else package.parent / "resources")
