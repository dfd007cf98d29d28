"""Nothing argues from a law that is disputed, over, still to come or overdue; a few places may tell of one."""

import re
from dataclasses import replace
from datetime import date, timedelta

import pytest

from builder.__main__ import ROOT
from builder.check.dated import check_dated
from builder.check.sources import MAY_TELL, check_current, sources_by_owner
from builder.known import Known
from builder.read import read_sources, sources_of
from rulebook.records import Source
from tests.builder.small import faults_of, small_files

STATUSES = ("contested", "announced", "ended")
NEW = "F-NEW"
# Each kind of entry that may name a source, with how it is made to name another one in the small content.
NAMED = {
    "guide": ("guide/pause.md", "sources: [F-ONE, P-S1]", f"sources: [F-ONE, P-S1, {NEW}]"),
    "script": ("scripts/ask-hold.md", "sources: [P-S1]", f"sources: [P-S1, {NEW}]"),
    "letter": ("letters/hold-request.md", "sources: [P-S1]", f"sources: [P-S1, {NEW}]"),
    "paper": ("papers.yaml", "  steps: [pause]", f"  steps: [pause]\n  sources: [{NEW}]"),
    "phrase": ("rules/phrases.yaml", "sources: [F-ONE]", f"sources: [F-ONE, {NEW}]"),
    "row": ("rules/rules.yaml", "sources: [F-ONE]", f"sources: [F-ONE, {NEW}]"),
    "leverage": ("rules/leverage.yaml", "sources: [P-S1]", f"sources: [P-S1, {NEW}]"),
    "fact": ("rules/facts.yaml", "label: How old it is", f"label: How old it is\n  sources: [{NEW}]"),
    "step": ("checklist.yaml", "done: You did it.", f"done: You did it.\n    sources: [{NEW}]"),
    "deadline": ("rules/deadlines.yaml", "source: F-ONE", f"source: {NEW}"),
    "floor": ("rules/tables/state-floors.yaml", "source: F-ONE", f"source: {NEW}"),
    "poverty": ("rules/tables/poverty-guidelines.yaml", "source: F-ONE", f"source: {NEW}"),
    "contact": ("rules/tables/contacts.yaml", "phone: 211", f"phone: 211\n  source: {NEW}"),
    "change": ("changes.yaml", "sources: [F-ONE]", f"sources: [F-ONE, {NEW}]"),
    "credit-limit": ("rules/tables/credit-limits.yaml", "source: F-DOUBT", f"source: {NEW}"),
}


def naming(kind: str, more: str) -> dict[str, str]:
    """The small content with one entry of a kind that names a new source."""
    files = small_files()
    file, old, new = NAMED[kind]
    assert old in files[f"content/{file}"]
    files[f"content/{file}"] = files[f"content/{file}"].replace(old, new, 1)
    law = f"- id: {NEW}\n  title: A rule\n  says: It says so.\n  covers: You.\n  not-covers: Others.\n  kind: law\n"
    law += f"  evidence: read\n  cite: 1 CFR 2\n  checked: 2026-11-24\n  review-by: 2027-06-30\n{more}"
    files["content/sources.yaml"] += law
    return files


def about(kind: str, more: str) -> list[str]:
    """What is said of that entry and its source."""
    return [said for said in faults_of(naming(kind, more)) if f'{kind} "' in said and f'"{NEW}" ' in said]


def test_every_kind_of_entry_that_names_a_source_is_tried() -> None:
    owners = sources_by_owner(Known(sources_of(naming("contact", "")).english))
    assert {owner.split("/")[0] for owner in owners} == set(NAMED)


@pytest.mark.parametrize("kind", NAMED)
@pytest.mark.parametrize("status", STATUSES)
def test_what_leans_on_a_law_that_does_not_hold_stops_the_build_at_its_line(kind: str, status: str) -> None:
    said = about(kind, f"  status: {status}\n")
    if status in MAY_TELL.get(kind, ()):
        assert not any(f"is {status}" in one for one in said)
        return
    file = re.escape(f"content/{NAMED[kind][0]}")
    hint = "read it again and update sources.yaml, or say it without this source"
    assert any(re.fullmatch(rf'{file}:\d+: .*source "{NEW}" is {status}\n  hint: {hint}', one) for one in said), said


@pytest.mark.parametrize("kind", [kind for kind in NAMED if kind not in ("change", "poverty")])
@pytest.mark.parametrize(
    ("dates", "trouble"),
    [
        ("  valid-from: 2026-11-24\n", ""),  # from the build's day on
        ("  valid-from: 2026-11-25\n", "is in force from 2026-11-25"),
        ("  valid-to: 2026-11-24\n", ""),  # the build's day is its last
        ("  valid-to: 2026-11-23\n", "was in force until 2026-11-23"),
    ],
)
def test_a_law_holds_from_its_first_day_through_its_last(kind: str, dates: str, trouble: str) -> None:
    said = [one for one in about(kind, dates) if "in force" in one and not one.startswith("content/sources.yaml")]
    assert [trouble in one for one in said] == [True] * bool(trouble)


@pytest.mark.parametrize("kind", NAMED)
@pytest.mark.parametrize(("day", "is_stale"), [("2026-11-23", True), ("2026-11-24", False), ("2026-11-25", False)])
def test_a_source_holds_through_its_review_day(kind: str, day: str, is_stale: bool) -> None:
    files = naming(kind, "")
    head, _, tail = files["content/sources.yaml"].rpartition("review-by: 2027-06-30")
    files["content/sources.yaml"] = f"{head}review-by: {day}{tail}"
    assert any(f'source "{NEW}" was to be reviewed by {day}' in one for one in faults_of(files)) == is_stale


@pytest.mark.parametrize(
    ("on", "is_current", "is_in_force"),
    [
        (date(2026, 6, 30), False, False),
        (date(2026, 7, 1), True, True),  # its first day
        (date(2027, 1, 31), True, True),  # the day to look again
        (date(2027, 2, 1), False, True),
        (date(2027, 3, 31), False, True),  # its last day
        (date(2027, 4, 1), False, False),
    ],
)
def test_a_source_knows_its_days(on: date, is_current: bool, is_in_force: bool) -> None:
    checked, review = date(2026, 11, 24), date(2027, 1, 31)
    always = Source("F-X", "t", "s", "c", "n", "law", "read", "cite", checked, review)
    source = replace(always, valid_from=date(2026, 7, 1), valid_to=date(2027, 3, 31))
    assert (source.is_current(on), source.is_in_force(on)) == (is_current, is_in_force)


def test_the_real_content_says_today_what_will_stop_it_and_when() -> None:
    """Each day of `changes.yaml` that is still ahead is one on which somebody has to look again."""
    known = Known(read_sources(ROOT).english)
    as_of = known.content.as_of
    assert [*check_current(known, as_of), *check_dated(known, as_of)] == []
    first = min(source.review_by for source in known.content.sources)
    assert check_current(known, first) == []
    assert [found.what for found in check_current(known, first + timedelta(days=1))] != []
    last = max(table.valid_to for table in known.content.rules.poverty.tables)
    assert check_dated(known, last) == []
    ran_out = [found.what for found in check_dated(known, last + timedelta(days=1))]
    assert ran_out == [
        f"the poverty guidelines for {area} ran out on {last}" for area in ("contiguous", "alaska", "hawaii")
    ]
