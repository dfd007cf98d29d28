"""Every link and every asset of every page is there, and none leaves the folder the site lives in."""

import posixpath
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, unquote, urlsplit

from selectolax.lexbor import LexborHTMLParser

from rulebook.guide import Guide
from tests.site.conftest import SITE

PLACES = (("a", "href"), ("link", "href"), ("script", "src"), ("img", "src"))
NOT_OURS = ("https", "http", "tel", "mailto", "data")
FOR_SCRIPTS = "print"  # a fragment that opens the print window, not a place on the page

TOOL = "app/"  # `#question=answer` takes answers along
SCREEN = ("screen", "words")  # the one screen that links open: it needs no bill

Pages = Mapping[str, LexborHTMLParser]


def _links(pages: Pages) -> Iterator[tuple[str, str]]:
    for address, page in pages.items():
        for tag, name in PLACES:
            for node in page.css(f"{tag}[{name}]"):
                yield address, node.attributes[name] or ""


def test_every_link_leads_somewhere(pages: Pages) -> None:
    broken = {(address, link) for address, link in _links(pages) if not _is_there(pages, address, link)}
    assert broken == set()


def _is_there(pages: Pages, address: str, link: str) -> bool:
    url = urlsplit(link)
    if url.scheme in NOT_OURS:
        return True
    target = posixpath.normpath(posixpath.join("/", address, unquote(url.path))).strip("/")
    if link.startswith("/") or posixpath.normpath(posixpath.join(address or ".", url.path)).startswith(".."):
        return False
    page = f"{target}/" if target else ""
    if page not in pages:
        return (SITE / target).is_file()
    is_anchor = url.fragment and url.fragment != FOR_SCRIPTS and not (page == TOOL and "=" in url.fragment)
    return not is_anchor or pages[page].css_first(f'[id="{url.fragment}"]') is not None


def test_answers_that_links_take_into_the_tool_are_answers_of_the_guide(pages: Pages, guide: Guide) -> None:
    taken = [urlsplit(link).fragment for _, link in _links(pages) if urlsplit(link).path == "../app/"]
    answers = {pair for fragment in taken for pair in parse_qsl(fragment, strict_parsing=bool(fragment))}
    answers -= {SCREEN}
    assert len(answers) > 20
    assert [(name, answer) for name, answer in answers if answer not in guide.question[name].answer_ids] == []


def test_pages_ask_nobody_else_for_anything(pages: Pages) -> None:
    """Other sites are only linked to; nothing of a page is loaded from them."""
    loaded = [
        (address, node.html)
        for address, page in pages.items()
        for node in page.css("script[src], link[href], img, iframe, source, video, object, embed")
        if urlsplit(node.attributes.get("src") or node.attributes.get("href") or "").scheme in ("http", "https")
    ]
    assert loaded == []


def test_every_page_is_reached_from_the_start(pages: Pages) -> None:
    reached, waiting = {""}, [""]
    while waiting:
        address = waiting.pop()
        for node in pages[address].css("a[href]"):
            url = urlsplit(node.attributes["href"] or "")
            target = posixpath.normpath(posixpath.join("/", address, url.path)).strip("/")
            page = f"{target}/" if target else ""
            if not url.scheme and page in pages and page not in reached:
                reached.add(page)
                waiting.append(page)
    assert set(pages) - reached == set()


def test_ids_are_used_once(pages: Pages) -> None:
    twice = {}
    for address, page in pages.items():
        names = [node.attributes["id"] for node in page.css("[id]")]
        if len(names) != len(set(names)):
            twice[address] = sorted({str(name) for name in names if names.count(name) > 1})
    assert twice == {}
