"""A date whose clock may be running is asked for together with the answer that says so."""

import re
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from casebook.early import DATE_FIELDS, dates_with
from rulebook.guide import Guide
from tests.casebook.sitting import Sitting, opened

ASKED = {
    "holder": {"collector": {"collector-deadline", "collector-letter"}, "court": {"court-deadline"}},
    "claim": {"denied": {"denial", "appeal-printed"}},
    "protection": {"refused": {"denial", "appeal-printed"}},
    "medicaid-request": {"refused": {"appeal-printed"}},
}


def _dates(sitting: Sitting, answer: str) -> list[str]:
    """The dates that stand with an answer on this screen."""
    return [str(node.attributes["name"]) for node in sitting.page.css(f'[data-with="{answer}"] [type=date]')]


def _at_claim(guide: Guide) -> Sitting:
    sitting = opened(guide).does("add-bill", {"holder": "provider"})
    sitting = sitting.does("answer", {"safe": "yes"}, bill="bill-1", question="safe")
    return sitting.does("answer", {"coverage": "insured"}, bill="bill-1", question="coverage")


def test_each_answer_that_starts_a_clock_asks_for_its_dates_and_no_other_does(guide: Guide) -> None:
    for question in guide.questions:
        found = {answer: set(names) for answer, names in dates_with(guide, question.id).items()}
        assert found == ASKED.get(question.id, {}), question.id


def test_no_date_stands_twice_in_one_form(guide: Guide) -> None:
    """A form sends each name once."""
    for question in ASKED:
        names = Counter(name for listed in dates_with(guide, question).values() for name in listed)
        assert set(names.values()) == {1}, question


def test_the_first_form_asks_for_the_day_on_a_collectors_letter(guide: Guide) -> None:
    first = opened(guide)
    assert _dates(first, "collector") == ["date.collector-deadline", "date.collector-letter"]
    assert _dates(first, "provider") == []
    after = first.does("add-bill", {"holder": "collector", "date.collector-deadline": "2026-12-20"})
    assert after.bill.dates.collector_deadline == date(2026, 12, 20)
    assert after.place.question == "safe"


def test_a_date_typed_with_an_answer_is_kept_and_an_empty_line_says_nothing(guide: Guide) -> None:
    claim = _at_claim(guide).does("go", screen="question", bill="bill-1", question="claim")
    form = {"claim": "denied", "date.denial": "2026-11-02", "date.appeal-printed": ""}
    after = claim.does("answer", form, bill="bill-1", question="claim")
    assert (after.bill.answers["claim"], after.bill.dates.denial) == ("denied", date(2026, 11, 2))
    assert after.bill.dates.appeal_printed is None
    again = after.does("answer", {"claim": "denied", "date.denial": ""}, bill="bill-1", question="claim")
    assert again.bill.dates.denial == date(2026, 11, 2), "what is known is not lost by an empty line"


def test_a_date_that_stands_with_another_answer_is_left_alone(guide: Guide) -> None:
    after = opened(guide).does("add-bill", {"holder": "provider", "date.collector-letter": "2026-11-20"})
    assert after.bill.dates.collector_letter is None


@pytest.mark.parametrize("typed", ["soon", "2/29/2026", "2027-01-01"])  # no day, no such day, a denial to come
def test_a_date_that_does_not_fit_keeps_the_answer_on_the_screen(typed: str, guide: Guide) -> None:
    claim = _at_claim(guide).does("go", screen="question", bill="bill-1", question="claim")
    after = claim.does("answer", {"claim": "denied", "date.denial": typed}, bill="bill-1", question="claim")
    assert "claim" not in after.bill.answers
    assert after.place.question == "claim"
    assert after.page.css_first('[value="denied"][checked]') is not None
    (field,) = after.page.css('[name="date.denial"]')
    assert (field.attributes["value"], field.attributes["aria-invalid"]) == (typed, "true")


def test_every_field_is_a_date_of_a_case(guide: Guide) -> None:
    names = {name for question in ASKED for listed in dates_with(guide, question).values() for name in listed}
    assert {f"date.{name}" for name in names} <= set(DATE_FIELDS)


def test_every_block_of_dates_is_hidden_until_its_answer_is_chosen(guide: Guide) -> None:
    styles = (Path(__file__).parents[2] / "pwa/shell/styles/questions.css").read_text("utf-8")
    answers = {answer for question in guide.questions for answer in dates_with(guide, question.id)}
    hidden = re.findall(r':not\(:has\(\[value="([a-z-]+)"\]:checked\)\) > \.early\[data-with="([a-z-]+)"\]', styles)
    assert {*hidden} == {(answer, answer) for answer in answers}
