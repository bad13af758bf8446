"""Fonts for the tests of papers: read once."""

from __future__ import annotations

import pytest

from gigadesk.reports.fonts import Fonts
from gigadesk.reports.grid import UPRIGHT
from gigadesk.reports.typesetter import Typesetter
from tests.reports.papers import FONTS


@pytest.fixture(scope="session")
def fonts() -> Fonts:
    """The bundled fonts, as if no official one were installed."""
    return Fonts(FONTS)


@pytest.fixture
def typesetter(fonts: Fonts) -> Typesetter:
    """Who sets words on upright pages."""
    return Typesetter(fonts, UPRIGHT)
