"""Every scenario of the content is whole: papers of each kind, and words to say or to send."""

from pathlib import Path

import pytest

from builder.check.rules import both
from builder.conditions import answers_of, can_hold, without_groups
from builder.model import LetterPage, Scenario, ScriptPage
from builder.read import read
from rulebook.records import PaperKind

FOUND, _ = read(Path(__file__).resolve().parents[1])
assert FOUND
CONTENT = without_groups(FOUND)
KNOWN = answers_of(CONTENT.rules)
ROWS = {row.id: row for row in CONTENT.rules.rows}


def _fits(item: PaperKind | ScriptPage | LetterPage, scenario: Scenario) -> bool:
    """Whether it goes with a row of the scenario, where the scenario begins."""
    return any(
        can_hold(KNOWN, both(both(ROWS[name].when, begins), when))
        for name in scenario.rows
        if ROWS[name].step in item.steps
        for begins in scenario.when or [{}]
        for when in item.when or [{}]
    )


@pytest.mark.parametrize("scenario", CONTENT.scenarios, ids=lambda scenario: scenario.id)
def test_a_scenario_has_papers_of_each_kind(scenario: Scenario) -> None:
    kinds = {paper.kind for paper in CONTENT.papers if _fits(paper, scenario)}
    assert kinds == {"have", "ask-for", "write-down"}


@pytest.mark.parametrize("scenario", CONTENT.scenarios, ids=lambda scenario: scenario.id)
def test_a_scenario_has_words_to_say_or_to_send(scenario: Scenario) -> None:
    words: list[ScriptPage | LetterPage] = [*CONTENT.scripts, *CONTENT.letters]
    assert any(_fits(one, scenario) for one in words)
