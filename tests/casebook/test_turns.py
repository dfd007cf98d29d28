"""What would change an answer stands where the reader asks why, with both numbers and the distance."""

import re
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from casebook.place import Place
from rulebook.guide import Guide
from tests.casebook.screens import GUIDE, bill_pages
from tests.casebook.sitting import opened
from tests.rulebook.small_case import RECENT, SETTLED, SETTLED_HOUSEHOLD, small_case

HOSPITAL = {**SETTLED, "biller": "nonprofit-hospital", "assistance": "not-applied"}


def page(answers: dict[str, str], amounts: dict[str, str], **household: Any) -> LexborHTMLParser:
    """The screen of one bill."""
    bill = {"id": "b", "answers": answers, "amounts": amounts, "dates": RECENT}
    home = {"answers": SETTLED_HOUSEHOLD, "size": 2, "state": "OH", **household}
    return opened(GUIDE, small_case(GUIDE, bill, **home)).at(Place("bill", "b")).page


def words(found: LexborHTMLParser, selector: str) -> str:
    return " ".join(" ".join(node.text().split()) for node in found.css(selector))


def test_412_dollars_above_the_line_and_three_things_can_still_change_that() -> None:
    """Two people in Ohio, 2026: 15,960 + 5,680 = 21,640; 200 percent is 43,280; 43,692 is 412 above it."""
    told = words(page(HOSPITAL, {"balance": "400.00"}, income="43692.00"), "#why-apply-assistance")
    assert "You are $412 above 200 percent of the poverty guideline. For your household that line is $43,280" in told
    assert "Three things can still change that:" in told
    assert "3 people in the household, not 2." in told
    assert "Open bills of $4,369.20 together, not $400." in told
    assert "Nothing you could pay at once" in told


def test_where_assistance_is_not_advised_the_reader_still_learns_why_and_how_far() -> None:
    """400 percent of 21,640 is 86,560."""
    found = page(HOSPITAL, {"balance": "400.00"}, income="90000.00")
    told = words(found, "#why-not-apply-assistance")
    assert found.css('[data-step="apply-assistance"]') == []
    assert told.startswith("Why we see no clear sign for assistance yet")
    assert "You are $3,440 above 400 percent" in told
    assert "You may always ask for it." in told


def test_a_line_of_the_state_is_called_that_and_cites_its_law() -> None:
    """Washington reaches at least to 300 percent: 64,920."""
    found = page({**HOSPITAL, "coverage": "insured"}, {"balance": "400.00"}, income="65000.00", state="WA")
    told = words(found, "details.why")
    assert "You are $80 above the line that your state’s law draws for hospitals" in told
    assert 'href="../sources/#F-ST-WA"' in (found.html or "")


def test_clear_signs_say_up_to_where_they_hold() -> None:
    told = words(page(HOSPITAL, {"balance": "400.00"}, income="40000.00"), "#why-apply-assistance")
    assert "These signs hold up to an income of $43,280 a year. You said $40,000." in told


@pytest.mark.parametrize(
    ("answers", "household"),
    [
        ({"assistance": "applied"}, {"income": "43692.00"}),  # on its way: nothing more to weigh
        ({"assistance": "final-no"}, {"income": "43692.00"}),
        ({"holder": "court"}, {"income": "43692.00"}),
        ({}, {}),  # no income: nothing to compare
    ],
)
def test_where_it_helps_nobody_no_line_is_shown(answers: dict[str, str], household: dict[str, str]) -> None:
    found = page({**HOSPITAL, **answers}, {"balance": "400.00"}, **household)
    assert "poverty guideline" not in words(found, "article")


@pytest.mark.parametrize(
    ("billed", "says"),
    [
        ("1880.00", "The bill is $380 above the estimate. A dispute starts at $400 above it, so $20 are missing."),
        ("1400.00", "The bill is not above the estimate. A dispute starts at $400 above it."),
        ("2230.00", "The bill is $730 above the estimate. A dispute starts at $400 above it."),
    ],
)
def test_the_estimate_is_told_with_its_line(billed: str, says: str) -> None:
    amounts = {"billed": billed, "balance": "400.00", "estimate": "1500.00"}
    found = page({**SETTLED, "estimate": "written"}, amounts, income="200000.00")
    where = "#why-dispute-estimate" if billed == "2230.00" else "#why-not-dispute-estimate"
    assert says in words(found, where)


def test_a_step_that_waits_says_what_it_waits_for_and_what_comes_then() -> None:
    answers = {**SETTLED, "coverage": "insured", "claim": "pending", "bill-kind": "summary", "network": "in"}
    told = words(page(answers, {"balance": "900.00"}), "#turn-offer-lump-sum")
    assert "It waits for this: Insurance is finished." in told
    assert f"{GUIDE.question['claim'].ask} Yes" in told or GUIDE.question["claim"].ask in told
    assert f"After that comes: {GUIDE.step['request-itemized-bill'].title}" in told


def test_every_bill_with_something_that_waits_says_what_would_change_it(guide: Guide) -> None:
    seen = 0
    for name, said, found in bill_pages():
        for card in found.css(".card--wait"):
            told = " ".join(card.text().split())
            assert guide.words["turn.summary"] in told, f"{name}: {said['id']}"
            seen += 1
    assert seen > 300


def test_as_many_things_are_listed_as_are_announced(guide: Guide) -> None:
    counts = {guide.words[f"turn.can.{number}"]: number for number in (1, 2, 3)}
    seen = set()
    for _, _, found in bill_pages():
        for details in found.css("details.why"):
            told = " ".join(details.text().split())
            for said, number in counts.items():
                if said in told:
                    assert len(details.css(".turn li")) == number
                    seen.add(number)
    assert seen >= {2, 3}
    alone = page(HOSPITAL, {}, income="2000000.00", size=99)
    assert "One thing can still change that: Nothing you could pay at once" in words(alone, ".turn")
    assert re.search(r"\$\{", "".join(counts)) is None
