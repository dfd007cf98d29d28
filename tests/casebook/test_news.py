"""The card "What changed for you": in words, with reasons, until it is seen."""

import json
from dataclasses import replace

import pytest
from selectolax.lexbor import LexborHTMLParser

from casebook.border import Border
from casebook.told import Difference, read_told
from rulebook.assess import assess
from rulebook.case import Case, canonical
from rulebook.guide import Guide
from rulebook.records import GateRow, Row, Until
from tests.casebook.random_actions import HOSTILE, UNREADABLE
from tests.casebook.sitting import ON
from tests.casebook.updates import (
    DAY,
    HOSPITAL,
    LAB,
    card,
    case_of,
    differences,
    newer,
    opened,
    told,
    with_days,
    without_step,
)


def _reason(guide: Guide, case: Case, step: str) -> str:
    """Why a step is advised for the first bill."""
    return next(a.rows[0].because for a in assess(guide, case, case.bills[0], ON).decision.now if a.step == step)


def test_the_same_version_has_no_news(guide: Guide) -> None:
    case = case_of(guide)
    assert differences(guide, case, told(guide, case)) is None
    assert card(opened(guide, case, told(guide, case))["html"]) == ""


def test_a_device_that_kept_nothing_has_no_news(guide: Guide) -> None:
    case = case_of(guide)
    first = opened(newer(guide), case, "")
    assert card(first["html"]) == ""
    assert read_told(first["told"]) is not None


def test_an_update_that_changes_nothing_says_so(guide: Guide) -> None:
    case = case_of(guide)
    assert differences(newer(guide), case, told(guide, case)) == ()
    said = card(opened(newer(guide), case, told(guide, case))["html"])
    assert guide.words["tool.news-none"] in said
    assert guide.words["tool.news-others"] not in said


def test_a_step_that_a_new_rule_adds_is_told_with_its_reason(guide: Guide) -> None:
    case = case_of(guide)
    before = told(replace(without_step(guide, "apply-assistance"), version="older"), case)
    found = differences(guide, case, before)
    assert Difference("er", "step", "apply-assistance", "", "now", "guide") in (found or ())
    step, reason = guide.step["apply-assistance"].title, _reason(guide, case, "apply-assistance")
    said = card(opened(guide, case, before)["html"])
    assert f"New: {step}. {reason} {guide.words['tool.news-by.guide']}" in said


def test_a_step_that_no_rule_advises_any_more_is_told(guide: Guide) -> None:
    case, after = case_of(guide, HOSPITAL), without_step(guide, "apply-assistance")
    assert differences(after, case, told(guide, case)) == (
        Difference("er", "step", "apply-assistance", "now", "", "guide"),
    )
    said = card(opened(after, case, told(guide, case))["html"])
    assert (
        f"No longer on your list: {guide.step['apply-assistance'].title}. {guide.words['tool.news-gone-why']}" in said
    )


@pytest.mark.parametrize(
    ("days", "day", "words"), [(239, "2027-06-28", "Jun 28, 2027"), (241, "2027-06-30", "Jun 30, 2027")]
)
def test_a_date_that_moved_is_told_with_both_days(days: int, day: str, words: str, guide: Guide) -> None:
    case, after = case_of(guide, HOSPITAL), with_days(guide, "fap-apply-end", days)
    # November 1 + 240 days is June 29
    assert differences(after, case, told(guide, case)) == (
        Difference("er", "date", "fap-apply-end", "2027-06-29", day, "guide"),
    )
    said = card(opened(after, case, told(guide, case))["html"])
    assert f"This date moved from Jun 29, 2027 to {words}: " in said


def test_a_date_that_comes_or_goes_is_told(guide: Guide) -> None:
    case = case_of(guide, HOSPITAL)
    without = newer(guide, deadlines=tuple(one for one in guide.deadlines if one.id != "records-due"))
    gone = card(opened(without, case, told(guide, case))["html"])
    assert f"No longer a date of yours: Dec 10, 2026, {guide.words['tool.news-a-date']}." in gone
    come = card(opened(guide, case, told(replace(without, version="older"), case))["html"])
    assert "New date: Dec 10, 2026, Your records are due." in come


def test_a_step_that_must_wait_now_and_one_that_need_not_are_told(guide: Guide) -> None:
    money = Row("all-pay", "bridge-plan", "A plan gives time.", ("P-S11",), needs="ready")
    never = GateRow("holder", "Who", "First this.", open=({"holder": ("court",)},), closed=(Until("pause"),))
    opens = newer(guide, rows=(*guide.rows, money), gate=())
    closed = replace(opens, gate=(never,), version="2026-12-02.other")
    case = case_of(guide, LAB)
    waits = card(opened(closed, case, told(opens, case))["html"])
    assert f"This waits now: {guide.step['bridge-plan'].title}. First this." in waits
    free = card(opened(opens, case, told(closed, case))["html"])
    assert f"You need not wait any more: {guide.step['bridge-plan'].title}. A plan gives time." in free


def test_each_bill_has_its_own_lines_and_the_others_are_named_as_unchanged(guide: Guide) -> None:
    case, after = case_of(guide), with_days(guide, "fap-apply-end", 200)
    everything = opened(after, case, told(guide, case))
    said = card(everything["html"])
    assert "Mercy" in said
    assert guide.words["tool.news-others"] in said
    border = Border("en", after)
    border.open(canonical(case), DAY, told(guide, case))
    shown = {
        bill: card(json.loads(border.act(json.dumps({"name": "go", "screen": "bill", "bill": bill}), DAY))["html"])
        for bill in ("er", "lab")
    }
    assert "This date moved" in shown["er"]
    assert shown["lab"] == ""


def test_news_stays_until_it_is_seen_and_then_never_comes_back(guide: Guide) -> None:
    case, after = case_of(guide), with_days(guide, "fap-apply-end", 200)
    first = opened(after, case, told(guide, case))
    again = opened(after, case, first["told"])
    assert card(again["html"]) == card(first["html"]) != ""
    assert again["told"] is None, "nothing new to keep"
    border = Border("en", after)
    border.open(canonical(case), DAY, first["told"])
    seen = json.loads(border.act(json.dumps({"name": "seen"}), DAY))
    assert (card(seen["html"]), seen["case"], seen["undo"]) == ("", None, "")
    assert seen["said"] == guide.words["tool.said-seen"]
    assert card(opened(after, case, seen["told"])["html"]) == ""


def test_news_goes_as_the_reader_goes_on(guide: Guide) -> None:
    case = case_of(guide, HOSPITAL)
    before = told(replace(without_step(guide, "gather-papers"), version="older"), case)
    border = Border("en", guide)
    assert "New: " in card(json.loads(border.open(canonical(case), DAY, before))["html"])
    done = json.dumps({"name": "mark-done", "bill": "er", "step": "gather-papers"})
    assert card(json.loads(border.act(done, DAY))["html"]) == ""


@pytest.mark.parametrize("name", ["start-over", "erase-all", "restore"])
def test_other_notes_have_none_of_the_old_news(name: str, guide: Guide) -> None:
    case, after = case_of(guide), with_days(guide, "fap-apply-end", 200)
    border = Border("en", after)
    border.open(canonical(case), DAY, told(guide, case))
    backup = canonical(case_of(guide, {**HOSPITAL, "account": "778-1"}))
    fields = {"erase-all": {"sure": ["yes"]}, "restore": {"file": [backup]}}.get(name, {})
    answer = json.loads(border.act(json.dumps({"name": name, "fields": fields}), DAY))
    assert card(answer["html"]) == ""
    kept = read_told(answer["told"])
    assert (kept and kept.news) is None


def test_what_cannot_be_read_is_as_if_nothing_was_kept(guide: Guide) -> None:
    case = case_of(guide)
    for text in (*UNREADABLE, *HOSTILE, '{"rules": "x"}', '{"rules": 1, "lang": "en", "on": "2026-11-24"}'):
        assert card(opened(newer(guide), case, text)["html"]) == ""


def test_hostile_words_in_what_was_kept_are_shown_as_words(guide: Guide) -> None:
    case = case_of(guide, HOSPITAL)
    for text in HOSTILE:
        kept = {
            "rules": text,
            "lang": "en",
            "on": DAY,
            "bills": {"er": {"steps": {text: text}, "dates": {text: text, "fap-apply-end": text}}},
        }
        html = opened(guide, case, json.dumps(kept))["html"]
        assert LexborHTMLParser(html).css("script, img, iframe, [onerror], [autofocus]") == []
