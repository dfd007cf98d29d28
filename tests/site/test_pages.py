"""Each thing the content holds has its place on the site."""

import gzip
import json
from collections.abc import Iterable, Mapping

import pytest
from selectolax.lexbor import LexborHTMLParser

from builder.model import Content
from builder.pages import make
from builder.pages.walk import FIRST, Walk
from rulebook.guide import Guide
from tests.site.conftest import SITE

Pages = Mapping[str, LexborHTMLParser]
FIXED = (
    "", "steps/", "topics/", "scripts/", "letters/", "checklist/", "print/",
    "decide/", "rules/", "sources/", "glossary/", "privacy/",
)  # fmt: skip
SECTIONS = ("do", "why", "do-not", "say", "refuse", "write-down", "not-for-you", "next")
MOST_STATES = 120
LARGEST_DECIDE = 30_000  # bytes as sent, compressed


def _values(page: LexborHTMLParser, name: str) -> list[str]:
    return [str(node.attributes[name]) for node in page.css(f"[{name}]")]


def _ids(things: Iterable[object]) -> list[str]:
    return sorted(str(thing.id) for thing in things)  # type: ignore[attr-defined] # all of ours have one


def test_the_fixed_addresses_are_there(pages: Pages) -> None:
    assert [address for address in FIXED if address not in pages] == []


def test_every_step_script_and_letter_has_a_page(pages: Pages, content: Content) -> None:
    wanted = [f"steps/{step.id}/" for step in content.checklist.steps]
    wanted += [f"scripts/{script.id}/" for script in content.scripts]
    wanted += [f"letters/{letter.id}/" for letter in content.letters]
    assert [address for address in wanted if address not in pages] == []


def test_every_rule_gate_row_and_deadline_is_shown_once(pages: Pages, guide: Guide) -> None:
    page = pages["rules/"]
    assert sorted(_values(page, "data-rule")) == _ids(guide.rows)
    assert sorted(_values(page, "data-gate")) == _ids(guide.gate)
    assert sorted(_values(page, "data-deadline")) == _ids(guide.deadlines)


def test_every_source_is_shown_once_with_its_review(pages: Pages, content: Content) -> None:
    page = pages["sources/"]
    assert sorted(_values(page, "data-source")) == _ids(content.sources)
    for source in content.sources:
        shown = page.css_first(f'[data-source="{source.id}"]')
        assert shown is not None
        assert shown.attributes["data-review-by"] == source.review_by.isoformat()
        assert source.cite in shown.text()


def test_a_second_hand_source_says_so(pages: Pages, content: Content) -> None:
    page = pages["sources/"]
    said = content.words["evidence.second-hand"]
    for source in content.sources:
        shown = page.css_first(f'[data-source="{source.id}"]')
        assert shown is not None
        assert (said in shown.text()) == (source.evidence == "second-hand"), source.id


def test_step_pages_keep_their_order(pages: Pages, content: Content) -> None:
    for place in content.checklist.pages:
        page = pages[f"steps/{place.id}/"]
        shown = [name for name in _values(page, "id") if name in SECTIONS]
        assert shown == list(SECTIONS), place.id


def test_a_step_page_says_where_it_stands(pages: Pages, content: Content) -> None:
    count = len(content.checklist.pages)
    for number, place in enumerate(content.checklist.pages, start=1):
        where = pages[f"steps/{place.id}/"].css_first(".path__where")
        assert where is not None
        assert f"Step {number} of {count}" in where.text()


def test_pages_that_cite_know_when_they_grow_old(pages: Pages) -> None:
    """A page with a chip has the day after which it may be out of date."""
    silent = [address for address, page in pages.items() if page.css("a.chip") and not page.css("[data-review-by]")]
    assert silent == []


def test_the_core_path_is_small_and_always_ends(content: Content, guide: Guide, pages: Pages) -> None:
    states = Walk(guide, content.decide).states()
    assert len(states) < MOST_STATES
    shown = [str(node.attributes["id"]) for node in pages["decide/"].css(".state")]
    assert sorted(shown) == sorted(state.name for state in states)
    assert shown[-1] == FIRST, "it is hidden by any state before it that is asked for"
    assert all(state.assessed.decision.now for state in states)


def test_every_answer_leads_on_within_the_page(pages: Pages) -> None:
    page = pages["decide/"]
    names = {f"#{node.attributes['id']}" for node in page.css(".state")}
    ways = [str(node.attributes["href"]) for node in page.css(".choices a")]
    assert set(ways) == names - {f"#{FIRST}"}


def test_the_core_path_is_one_light_page() -> None:
    assert len(gzip.compress((SITE / "decide" / "index.html").read_bytes())) < LARGEST_DECIDE
    assert [path.name for path in (SITE / "decide").iterdir()] == ["index.html"]


def test_words_for_search_belong_to_a_page(content: Content, guide: Guide) -> None:
    files = {page.file for page in make(content, guide)}
    named = {f"search.{file.removesuffix('.md').replace('/', '.')}" for file in files}
    assert {name for name in content.words if name.startswith("search.")} <= named


def test_no_leaf_advises_money_before_the_gate_is_open(content: Content, guide: Guide) -> None:
    """A leaf is the rulebook's own answer, so its invariant holds here as well."""
    for state in Walk(guide, content.decide).states():
        waiting = {waits.step for waits in state.assessed.decision.not_yet}
        now = {advice.step for advice in state.assessed.decision.now}
        assert not waiting & now, state.name


@pytest.mark.parametrize("word", ["/app/", "/letters/"])
def test_nothing_links_to_what_is_not_built_yet(pages: Pages, word: str) -> None:
    if f"{word.strip('/')}/" in pages:
        pytest.skip("it is built now")
    linked = [a for a, page in pages.items() if any(word in (n.attributes["href"] or "") for n in page.css("a[href]"))]
    assert linked == []


def test_only_the_first_question_is_in_search() -> None:
    index = json.loads((SITE / "search" / "search_index.json").read_text("utf-8"))
    found = [doc for doc in index["docs"] if doc["location"].startswith("decide/")]
    assert [doc["location"] for doc in found] == ["decide/"]
    assert "A collection agency" in found[0]["text"]
    assert "Answer the court papers" not in found[0]["text"]
