"""Topics are found from the start, their steps and their scripts; their picture shows the clocks of the rules."""

import posixpath
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from builder.known import PICTURES
from builder.model import Content, GuidePage
from builder.pages.lookup import Lookup
from builder.pages.pictures import DAYS_IN_A_YEAR, DRAWN, OneBill, one_bill
from rulebook.guide import Guide

Pages = Mapping[str, LexborHTMLParser]
HERE = "topics/timing.md"
TAPS = 2  # from the start; a tap within the list of topics is one more
MAIN = ".md-content a[href]"


def _linked(pages: Pages, address: str, css: str = MAIN) -> set[str]:
    """The pages that a page links to."""
    found = set()
    for node in pages[address].css(css):
        url = urlsplit(str(node.attributes["href"]))
        if not url.scheme:
            target = posixpath.normpath(posixpath.join("/", address, url.path)).strip("/")
            found.add(f"{target}/" if target else "")
    return found


@pytest.fixture
def topics(content: Content) -> list[GuidePage]:
    return [page for page in content.pages if page.kind == "topic"]


def test_every_topic_is_two_taps_from_the_start(pages: Pages, topics: list[GuidePage]) -> None:
    reached = {""}
    for _ in range(TAPS):
        reached |= set().union(*(_linked(pages, address) for address in reached if address in pages))
    assert [topic.id for topic in topics if f"topics/{topic.id}/" not in reached] == []


def test_the_menu_leads_to_the_topics(pages: Pages) -> None:
    assert "topics/" in _linked(pages, "steps/pause/", ".menu a[href]")


def test_a_topic_and_its_steps_link_each_other(pages: Pages, topics: list[GuidePage]) -> None:
    for topic in topics:
        address = f"topics/{topic.id}/"
        for step in topic.steps:
            assert address in _linked(pages, f"steps/{step}/"), (topic.id, step)
            assert f"steps/{step}/" in _linked(pages, address), (topic.id, step)
        assert address in _linked(pages, "rules/")
        assert "rules/" in _linked(pages, address)


def test_a_topic_and_its_scripts_link_each_other(pages: Pages, topics: list[GuidePage]) -> None:
    for topic in topics:
        address = f"topics/{topic.id}/"
        scripts = [found for found in _linked(pages, address) if found.startswith("scripts/") and found != "scripts/"]
        assert scripts
        assert [script for script in scripts if address not in _linked(pages, script)] == []


def test_a_topic_and_its_sources_link_each_other(pages: Pages, topics: list[GuidePage]) -> None:
    for topic in topics:
        for source in topic.sources:
            links = pages["sources/"].css(f'[data-source="{source}"] a[href]')
            assert f"../topics/{topic.id}/" in [link.attributes["href"] for link in links], (topic.id, source)
        assert "sources/" in _linked(pages, f"topics/{topic.id}/")


def test_every_group_is_a_place_on_the_list(pages: Pages, content: Content) -> None:
    page = pages["topics/"]
    shown = [node.attributes["href"] for node in page.css(".choices a")]
    assert shown == [f"#{group.id}" for group in content.topics]
    assert [link for link in shown if page.css_first(f'[id="{str(link).removeprefix("#")}"]') is None] == []


def test_every_pair_shows_both_words_and_what_they_mean(pages: Pages, content: Content) -> None:
    page, pairs = pages["glossary/"], [term for term in content.glossary if term.pair]
    assert len(page.css(".twin")) == len(pairs) > 10
    for term in pairs:
        shown = page.css_first(f'[id="pair-{term.id}"]')
        assert shown is not None
        assert term.pair is not None
        assert [
            words for words in (term.pair.hospital, term.pair.plan, term.pair.for_you) if words not in shown.text()
        ] == []


def test_every_picture_that_may_be_named_can_be_drawn() -> None:
    assert set(DRAWN) == set(PICTURES)


def test_the_picture_shows_every_clock_of_the_rules_once(pages: Pages, guide: Guide) -> None:
    shown = pages["topics/timing/"].css_first(".clocks")
    assert shown is not None
    titles = [node.text() for node in shown.css("li a")]
    assert sorted(titles) == sorted(deadline.title for deadline in guide.deadlines)
    assert len(shown.css(".clocks__line")) == sum(1 for d in guide.deadlines if d.days or d.months)


def test_the_picture_follows_the_rules(content: Content, guide: Guide) -> None:
    """A longer time in the rules is a longer line, with its own words and its own place on the scale."""
    clock = next(deadline for deadline in guide.deadlines if deadline.days == 240)
    changed = replace(guide, deadlines=(*(d for d in guide.deadlines if d is not clock), replace(clock, days=73)))
    before, after = (_drawn(one_bill(Lookup(content, rules), HERE), clock.id) for rules in (guide, changed))
    assert before == ("day\N{NO-BREAK SPACE}240", f"{240 / DAYS_IN_A_YEAR * 100:.2f}%")
    assert after == ("day\N{NO-BREAK SPACE}73", "20.00%")  # 73 of 365 is a fifth
    assert (73, "20.00%") in one_bill(Lookup(content, changed), HERE).scale


@pytest.mark.parametrize(("days", "share"), [(364, "99.73%"), (365, "100.00%"), (366, "100.00%")])
def test_a_line_never_leaves_its_year(content: Content, guide: Guide, days: int, share: str) -> None:
    first, *others = guide.deadlines
    long = replace(first, id="long", start="birth", days=days, months=None, reach=(), printed=None)
    changed = replace(guide, deadlines=(long, *others))
    assert _drawn(one_bill(Lookup(content, changed), HERE), "long") == (f"day\N{NO-BREAK SPACE}{days}", share)


def _drawn(picture: OneBill, name: str) -> tuple[str, str | None]:
    found = [clock for band in picture.bands for clock in band.clocks if clock.deadline.id == name]
    assert len(found) == 1, name
    return found[0].until, found[0].share
