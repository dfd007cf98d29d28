"""What an update changed for each bill, by the guide or by the days that went by; the same notes, worked out again."""

import json
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from casebook.border import Border
from casebook.told import Difference, Told, news_since, read_told
from rulebook.assess import assess
from rulebook.case import Case
from rulebook.guide import Guide
from tests.casebook.screens import SOME
from tests.casebook.sitting import ON, action
from tests.casebook.updates import (
    DAY,
    HOSPITAL,
    case_of,
    differences,
    newer,
    opened,
    told,
    with_days,
)


def test_what_days_changed_is_told_apart_from_what_the_guide_changed(guide: Guide) -> None:
    """Two years after the care the debt counts as old; that is no doing of the update."""
    collector = {
        "id": "old",
        "answers": {"holder": "collector", "validated": "verified"},
        "dates": {"service": "2024-12-01"},
    }
    case, later = case_of(guide, collector), date(2026, 12, 2)
    found = differences(newer(guide), case, told(guide, case), later) or ()
    assert Difference("old", "step", "check-old-debt", "", "now", "time") in found
    assert {one.by for one in found} == {"time"}
    moved = newer(guide, deadlines=(replace(guide.deadlines[0], when=(), printed="due"), *guide.deadlines[1:]))
    due = {**collector, "dates": {"service": "2024-12-01", "due": "2026-12-24"}}
    both = differences(moved, case_of(guide, due), told(guide, case_of(guide, due)), later) or ()
    assert {one.by for one in both} == {"guide", "time"}


def test_two_updates_in_a_row_are_told_together_each_thing_once(guide: Guide) -> None:
    case = case_of(guide, HOSPITAL)
    fewer = replace(guide, deadlines=tuple(one for one in guide.deadlines if one.id != "records-due"))
    kept = opened(with_days(fewer, "fap-apply-end", 200), case, told(guide, case))["told"]
    twice = replace(with_days(fewer, "fap-apply-end", 220), version="2026-12-09.later")
    assert differences(twice, case, kept) == (
        Difference("er", "date", "records-due", "2026-12-10", "", "guide"),
        Difference("er", "date", "fap-apply-end", "2027-05-20", "2027-06-09", "guide"),
    )


def test_another_language_is_no_update(guide: Guide) -> None:
    case = case_of(guide)
    spanish = replace(guide, lang="es", version="2026-11-24.12345678")
    assert differences(spanish, case, told(guide, case)) is None
    assert differences(replace(spanish, deadlines=()), case, told(guide, case)) != ()


def test_a_bill_that_is_new_or_gone_is_no_news(guide: Guide) -> None:
    both, er = case_of(guide), case_of(guide, HOSPITAL)
    assert differences(newer(guide), both, told(guide, er)) == ()
    assert differences(newer(guide), er, told(guide, both)) == ()


def test_what_is_kept_is_ids_and_days_and_nothing_a_reader_wrote(guide: Guide) -> None:
    private = {**HOSPITAL, "account": "778-1", "amounts": {"balance": "4200.00"}}
    kept = told(guide, case_of(guide, private))
    assert [word for word in ("Mercy", "778-1", "4200", "self-pay") if word in kept] == []
    assert set(json.loads(kept)["bills"]["er"]) == {"steps", "dates"}


def test_no_bill_leaves_nothing_to_keep(guide: Guide) -> None:
    assert told(guide, Case()) == ""


def test_it_is_in_no_case_and_in_no_backup(guide: Guide) -> None:
    case = case_of(guide)
    first = opened(newer(guide), case, told(guide, case))
    assert first["case"] is None
    assert "told" not in json.loads(first["backup"])
    assert guide.version not in first["backup"]


def test_every_case_is_told_its_own_news_when_all_of_it_is_new(guide: Guide) -> None:
    """With a guide that said nothing before, the card has every step and date of today, once."""
    for known in SOME:
        empty = Told("before", "en", known.on, {bill.id: _nothing() for bill in known.case.bills})
        news = news_since(guide, known.case, empty, known.on)
        assert news is not None
        for bill in known.case.bills:
            found = assess(guide, known.case, bill, known.on)
            steps = [one.id for one in news.differences if one.bill == bill.id and one.kind == "step"]
            dates = [one.id for one in news.differences if one.bill == bill.id and one.kind == "date"]
            waits = [waiting.step for waiting in found.decision.not_yet]
            assert steps == [*(advice.step for advice in found.decision.now), *waits]
            assert dates == [clock.id for clock in found.clocks]


def test_a_new_day_alone_is_kept_without_news(guide: Guide) -> None:
    case = case_of(guide)
    later = (ON + timedelta(days=1)).isoformat()
    answer = opened(guide, case, told(guide, case), later)
    kept = read_told(answer["told"])
    assert kept is not None
    assert (kept.on.isoformat(), kept.news) == (later, None)


def test_the_page_keeps_it_with_each_change(guide: Guide) -> None:
    border = Border("en", guide)
    border.open("", DAY)
    sent = json.dumps({"name": "add-bill", "fields": {"holder": ["provider"], "biller-name": ["Mercy"]}})
    added = json.loads(border.act(sent, DAY))
    assert set(json.loads(added["told"])["bills"]) == {"bill-1"}
    assert json.loads(border.act(json.dumps({"name": "go"}), DAY))["told"] is None
    assert action("seen").name == "seen"


def _nothing() -> Any:  # Any: the record of a bill, which only the module itself makes elsewhere
    kept = read_told('{"rules": "x", "lang": "en", "on": "2026-11-24", "bills": {"er": {}}}')
    assert kept is not None
    return kept.bills["er"]
