"""State law and what changes: each state has its place, each claim its source, its warning and whom it leaves out."""

from collections.abc import Mapping

import pytest
from selectolax.lexbor import LexborHTMLParser, LexborNode

from builder.model import Content

Pages = Mapping[str, LexborHTMLParser]


def _one(page: LexborHTMLParser, selector: str) -> LexborNode:
    (found,) = page.css(selector)
    return found


def _words(node: LexborNode) -> str:
    return " ".join(node.text(separator=" ").split())


def test_every_state_and_territory_has_one_place_on_the_page(pages: Pages, content: Content) -> None:
    page = pages["states/"]
    for state in content.rules.states:
        place = _one(page, f"#{state.code}")
        assert place.attributes["data-state"] == state.code
        assert state.name in _words(place)


def test_a_state_without_a_floor_says_that_none_is_confirmed(pages: Pages, content: Content) -> None:
    known = {floor.state for floor in content.rules.floors}
    for state in content.rules.states:
        says_none = content.words["states.none"] in _words(_one(pages["states/"], f"#{state.code}"))
        assert says_none == (state.code not in known), state.code


def test_a_card_says_who_must_what_whom_it_leaves_out_and_how_sure_we_are(pages: Pages, content: Content) -> None:
    sources = {source.id: source for source in content.sources}
    for floor in content.rules.floors:
        card, source = _one(pages["states/"], f"#{floor.state}"), sources[floor.source]
        said = _words(card)
        parts = [floor.who, floor.insured, floor.clock, floor.note, source.not_covers, source.warning]
        assert [part for part in parts if part and part not in said] == [], floor.state
        assert content.words[f"evidence.{source.evidence}"] in said
        assert card.attributes["data-review-by"] == source.review_by.isoformat()
        assert card.css(f"a.chip[href$='#{source.id}']")


def test_each_tier_is_shown_with_its_line(pages: Pages, content: Content) -> None:
    oregon = _words(_one(pages["states/"], "#OR .tiers"))
    assert oregon == (
        "Up to 200 percent Free Up to 300 percent At least 75 percent off "
        "Up to 350 percent At least 50 percent off Up to 400 percent At least 25 percent off"
    )
    for floor in content.rules.floors:
        shown = pages["states/"].css(f"#{floor.state} .tiers > div")
        assert len(shown) == len(floor.tiers) + sum(len(larger.tiers) for larger in floor.larger)


def test_the_guideline_in_dollars_is_the_one_of_the_facts(pages: Pages) -> None:
    rows = [_words(row).split() for row in pages["states/"].css(".numbers tbody tr")]
    assert rows[3] == ["4", "33,000", "66,000", "99,000", "132,000"]  # 15,960 + 3 × 5,680 = 33,000
    assert [row[0] for row in rows] == ["1", "2", "3", "4", "5", "6"]


def test_every_limit_on_credit_reports_is_shown_as_one_that_may_fall(pages: Pages, content: Content) -> None:
    page = pages["credit-reports/"]
    credit = content.rules.credit
    assert [node.attributes["data-credit-limit"] for node in page.css("[data-credit-limit]")] == [
        state.code
        for state in sorted(content.rules.states, key=lambda state: state.name)
        if state.code in {limit.state for limit in credit.limits}
    ]
    for limit in credit.limits:
        assert content.words["credit.passed"] in _words(_one(page, f"#{limit.state}"))
    assert content.words["status.contested"] in _words(page.root) if page.root else False
    assert page.css(f"a.chip[href$='#{credit.challenge}']")


def test_the_pages_where_people_look_lead_to_the_tables(pages: Pages) -> None:
    wanted = {
        "steps/apply-assistance/": "states/",
        "steps/validate-debt/": "credit-reports/",
        "collector-or-court/": "credit-reports/",
        "states/": "credit-reports/",
        "credit-reports/": "states/",
    }
    for address, target in wanted.items():
        hrefs = [str(node.attributes["href"]) for node in pages[address].css("article a[href]")]
        assert any(href.split("#")[0].endswith(target) for href in hrefs), address


@pytest.mark.parametrize("address", ["", "states/", "steps/pause/", "app/"])
def test_every_page_leads_to_what_changes(address: str, pages: Pages) -> None:
    assert pages[address].css("footer a[href$='changes/']")


def test_every_change_is_told_with_its_day_and_whose_answer_it_is(pages: Pages, content: Content) -> None:
    page = pages["changes/"]
    assert sorted(str(n.attributes["data-change"]) for n in page.css("[data-change]")) == sorted(
        change.id for change in content.changes
    )
    for change in content.changes:
        card = _one(page, f"[data-change={change.id}]")
        assert card.attributes.get("data-from") == (change.from_.isoformat() if change.from_ else None)
        said = _words(card)
        parts = [change.title, change.whose, change.not_whose, change.after, change.before, change.do]
        assert [part for part in parts if part and part not in said] == [], change.id


def test_what_comes_stands_before_what_has_come(pages: Pages, content: Content) -> None:
    shown = [node.attributes.get("data-from") for node in pages["changes/"].css("[data-change]")]
    as_of = content.as_of.isoformat()
    ahead = [day for day in shown if day and day > as_of]
    before = [day for day in shown if day and day <= as_of]
    assert shown == [*sorted(ahead), *[None] * shown.count(None), *sorted(before, reverse=True)]
    assert ahead


def test_what_is_new_in_each_version_is_told_there(pages: Pages, content: Content) -> None:
    shown = [_words(node) for node in pages["changes/"].css("details[id^=version-] > summary")]
    assert shown == [f"{one.version}, {one.day}" for one in content.releases]
    assert len(shown) >= 3


def test_every_number_to_call_stands_once_in_the_list_with_what_we_know_of_it(pages: Pages, content: Content) -> None:
    page = pages["help/"]
    for contact in content.contacts:
        said = _words(_one(page, f"[data-contact={contact.id}]"))
        parts = [contact.name, contact.for_, contact.phone, contact.tty, contact.web, contact.note]
        assert [part for part in parts if part and part not in said] == [], contact.id


def test_the_wrong_number_that_goes_around_for_the_help_desk_is_nowhere(pages: Pages) -> None:
    assert [address for address, page in pages.items() if "982-3059" in (page.html or "")] == []
