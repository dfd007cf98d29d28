"""The built site, read once: every page with its address and its parsed HTML."""

from collections.abc import Mapping
from pathlib import Path

import pytest
from selectolax.lexbor import LexborHTMLParser

from builder.bundle import compiled
from builder.model import Content
from builder.read import read
from rulebook.guide import Guide

ROOT = Path(__file__).resolve().parents[2]
SITE = ROOT / "site"


@pytest.fixture(scope="session")
def content() -> Content:
    found, _ = read(ROOT)
    assert found
    return found


@pytest.fixture(scope="session")
def guide(content: Content) -> Guide:
    return compiled(content)


@pytest.fixture(scope="session")
def pages() -> Mapping[str, LexborHTMLParser]:
    """Pages by address below the start: "" and "steps/pause/"."""
    if not (SITE / "index.html").is_file():
        pytest.fail("site/ is not built: run make build", pytrace=False)
    return read_pages(SITE)


def read_pages(site: Path) -> Mapping[str, LexborHTMLParser]:
    """Every page of a built site by its address."""
    found = {}
    for path in sorted(site.rglob("index.html")):
        folder = path.parent.relative_to(site).as_posix()
        found["" if folder == "." else f"{folder}/"] = LexborHTMLParser(path.read_text("utf-8"))
    return found
