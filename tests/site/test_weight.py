"""What a first view costs: the bytes of the page, its style sheet and its scripts, as `make serve` sends them."""

import posixpath
from collections.abc import Mapping

import pytest
from selectolax.lexbor import LexborHTMLParser

from builder.static_host import Site, respond
from tests.site.conftest import SITE

Pages = Mapping[str, LexborHTMLParser]
PANEL = "privacy/"  # its panel has a script of its own
LISTS = {"rules/": 47_000, "sources/": 48_000, "states/": 26_000, "changes/": 26_000, "glossary/": 26_000}
MOST = {"app/": 37_000, "decide/": 37_000, PANEL: 31_000, **LISTS}
MOST_OF_A_PAGE = 24_000
MOST_FILES = 3


def _files(address: str, page: LexborHTMLParser) -> list[str]:
    linked = [node.attributes["href"] for node in page.css("link[rel=stylesheet]")]
    run = [node.attributes["src"] for node in page.css("script[src]")]
    return [address, *(posixpath.normpath(address + str(name)) for name in (*linked, *run))]


def _bytes(name: str) -> int:
    answer = respond(Site(SITE), f"/{name}", {"Accept-Encoding": "gzip"})
    assert answer.status == 200, name
    return len(answer.body)


def test_a_first_view_is_light(pages: Pages) -> None:
    weights = {address: sum(map(_bytes, _files(address, page))) for address, page in pages.items()}
    heavy = {address: found for address, found in weights.items() if found > MOST.get(address, MOST_OF_A_PAGE)}
    assert heavy == {}


@pytest.mark.parametrize("address", MOST)
def test_the_limits_are_near(pages: Pages, address: str) -> None:
    """A limit nobody comes near would let a page grow by a half unseen."""
    assert sum(map(_bytes, _files(address, pages[address]))) > MOST[address] * 0.7


def test_a_view_is_one_page_one_sheet_and_one_script(pages: Pages) -> None:
    many = {address: _files(address, page) for address, page in pages.items()}
    assert {address: files for address, files in many.items() if len(files) > MOST_FILES + (address == PANEL)} == {}


def test_no_page_starts_search_by_itself(pages: Pages) -> None:
    named = {address: _files(address, page) for address, page in pages.items()}
    assert [address for address, files in named.items() if any("javascripts" in name for name in files)] == []
    assert [address for address, page in pages.items() if page.css("link[rel=preload], link[rel=prefetch]")] == []
