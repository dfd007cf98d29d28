"""Cases name the scenario they belong to, and every scenario is shown by two of them."""

from builder.bundle import compiled
from builder.cases import read_cases
from builder.check.scenarios import asked_in, check_cases
from builder.read import sources_of
from tests.builder.small import small_files

TWICE = """\
- {name: papers came, scenario: court, on: 2026-11-24, bill: {answers: {holder: court}}}
- {name: a lien came, scenario: court, on: 2026-11-24, bill: {answers: {holder: court, court-stage: lien}}}
- {name: a bill came, scenario: any, on: 2026-11-24, bill: {answers: {holder: provider}}}
- {name: it came again, scenario: any, on: 2026-11-24, bill: {}}
"""


def _said(cases: str) -> list[str]:
    content = sources_of(small_files()).english.content
    guide = compiled(content)
    found, wrong = read_cases({"tests/cases/some.yaml": cases}, guide)
    assert wrong == []
    return [str(one) for one in check_cases(content, guide, found)]


def test_two_cases_for_each_scenario_are_enough() -> None:
    assert _said(TWICE) == []


def test_a_case_without_a_scenario_is_reported_with_its_line() -> None:
    (said,) = _said(TWICE + "- {name: one more, on: 2026-11-24, bill: {}}\n")
    assert said.startswith('tests/cases/some.yaml:5: case "one more": it names no scenario\n')


def test_an_unknown_scenario_is_reported_with_a_suggestion() -> None:
    (said,) = _said(TWICE + "- {name: one more, scenario: cuort, on: 2026-11-24, bill: {}}\n")
    assert said.endswith('unknown scenario "cuort"\n  hint: did you mean "court"?')


def test_a_case_in_which_a_scenario_does_not_begin_does_not_count() -> None:
    (said,) = _said(TWICE.replace("court-stage: lien", "holder: provider").replace("holder: court, holder", "holder"))
    assert 'scenario "court" begins in 1 of its cases' in said


def test_a_scenario_asks_what_its_rows_read_in_the_order_of_the_guide() -> None:
    content = sources_of(small_files()).english.content
    court = next(one for one in content.scenarios if one.id == "court")
    assert asked_in(content.rules, court) == ("holder", "court-stage", "debt-age")
