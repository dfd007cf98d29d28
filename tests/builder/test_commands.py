"""The command: nothing is written before all is good, and what it writes is whole and the same each time."""

import json
from datetime import date
from pathlib import Path

import pytest

from builder import freshness
from builder.__main__ import EXAMPLE_DAY, ROOT, main
from builder.bundle import compiled
from builder.cases import read_cases
from builder.check import check
from builder.check.words import used_word_ids
from builder.fault import problems
from builder.golden import cases_text, example_text, rows_text
from builder.known import Known
from builder.model import Place
from builder.read import read_case_files, read_example, read_sources, read_texts_with_word_ids, sources_of
from rulebook.case import read_case
from tests.builder.small import TEMPLATE, small_files, write

CASE = """\
- name: a bill just came
  scenario: any
  on: 2026-11-24
  household: {size: 2, answers: {}}
  bill: {answers: {holder: provider}, dates: {pay-by: 2026-12-24, due: }}
  expect: {first: pause}
- {name: nothing is known, scenario: any, on: 2026-11-24, bill: {}}
- {name: papers came, scenario: court, on: 2026-11-24, bill: {answers: {holder: court}}}
- {name: a lien came, scenario: court, on: 2026-11-24, bill: {answers: {holder: court, court-stage: lien}}}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write(tmp_path, small_files() | TEMPLATE | {"tests/cases/first.yaml": CASE})


def run(root: Path, *arguments: str) -> int:
    return main(["--root", str(root), *arguments])


def written(root: Path) -> dict[str, str]:
    """Every file that was not there at the start."""
    start = {*small_files(), *TEMPLATE, "tests/cases/first.yaml"}
    found = {path.relative_to(root).as_posix(): path for path in root.rglob("*") if path.is_file()}
    return {name: path.read_text("utf-8") for name, path in sorted(found.items()) if name not in start}


def test_check_prints_counts_and_writes_them(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "check") == 0
    shown = capsys.readouterr().out
    assert "content is good: 15 pages, 1 scripts" in shown
    assert "sources: law 2 read; pattern 1 read\n" in shown
    assert "states with an assistance rule: 1 (WA)\nstates with a limit on credit reports: 1 (WA)\n" in shown
    made = json.loads(written(root)["build/check.json"])
    assert made["counts"]["cases"] == 4
    assert [(one["id"], one["cases"]) for one in made["scenarios"]] == [("any", 2), ("court", 2)]
    assert made["carried"]["P-S13"] == ["page/confirm-in-writing"]
    assert "P-L1" in made["not-carried"]
    assert made["sources"] == {
        "evidence": {"read": 3},
        "kind": {"law": 2, "pattern": 1},
        "kind-and-evidence": {"law": {"read": 2}, "pattern": {"read": 1}},
        "status": {"contested": 1, "in-force": 2},
    }
    assert made["languages"]["en"]["missing"] == 0
    assert made["states"] == made["states-with-a-line"] == made["credit-limits"] == ["WA"]
    assert len(made["hardest"]) == 10


@pytest.mark.parametrize("command", [["check"], ["rules"], ["golden"], ["pages"], ["words", "--lang", "es"], ["graph"]])
def test_with_a_problem_nothing_is_written(root: Path, command: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    path = root / "content" / "rules" / "rules.yaml"
    path.write_text(path.read_text("utf-8").replace("holder: [court]", "holder: [cort]"), "utf-8")
    assert run(root, *command) == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "content/rules/rules.yaml:" in shown.err
    assert shown.err.endswith("1 problem; nothing was written\n")
    assert written(root) == {}


def test_rules_are_written_for_every_language_and_old_ones_removed(root: Path) -> None:
    old = root / "pwa" / "rulebook" / "guide.xx.json"
    write(root, {old.relative_to(root).as_posix(): "{}"})
    assert run(root, "words", "--lang", "es") == 0
    assert run(root, "rules", "--pseudo") == 0
    made = [name for name in written(root) if name.startswith("pwa/")]
    assert made == [f"pwa/rulebook/guide.{lang}.json" for lang in ("en", "es", "qps")]


def test_writing_twice_gives_the_same_bytes(root: Path) -> None:
    for command in (["check"], ["rules"], ["golden"], ["words", "--lang", "es"]):
        assert run(root, *command) == 0
        first = written(root)
        assert run(root, *command) == 0
        assert written(root) == first


def test_golden_shows_rows_and_cases_on_one_line_each(root: Path) -> None:
    assert run(root, "golden") == 0
    made = written(root)
    assert "do-rest | holder provider | - | rest | P-S1\n" in made["tests/golden/rows.txt"]
    assert (
        "gate holder | open: holder provider; debt-age recent | closed: court-stage lien → respond-to-judgment;"
        in (made["tests/golden/rows.txt"])
    )
    lines = made["tests/golden/cases.txt"].splitlines()
    assert len(lines) == 4
    (line,) = (line for line in lines if line.startswith("a bill just came → "))
    assert line.endswith("| pay-by 2026-12-24")


@pytest.mark.parametrize(("form", "start"), [("dot", "digraph"), ("mermaid", "flowchart LR"), ("json", "[")])
def test_the_decision_can_be_drawn(root: Path, form: str, start: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(root, "graph", "--format", form) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(start)
    assert "do-rest" in shown


@pytest.mark.parametrize("lang", ["en", "qps", "../x", "Spanish"])
def test_only_a_language_code_can_be_translated_to(root: Path, lang: str) -> None:
    with pytest.raises(SystemExit):
        run(root, "words", "--lang", lang)


def test_a_case_with_a_mistake_is_reported_with_its_line(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(root, {"tests/cases/first.yaml": CASE.replace("holder: provider", "holder: providr")})
    assert run(root, "check") == 1
    assert "tests/cases/first.yaml:5: bills[0].answers.holder: unknown answer" in capsys.readouterr().err


def test_what_is_past_its_review_and_what_does_not_answer_is_listed() -> None:
    files = small_files()
    files["content/sources.yaml"] = files["content/sources.yaml"].replace(
        "  cite:", "  url: https://a.gov/x\n  cite:", 1
    )
    known = Known(sources_of(files).english)
    assert freshness.overdue(known, date(2027, 2, 15)) == []
    said = [str(found) for found in freshness.overdue(known, date(2027, 7, 1))]
    assert 'content/sources.yaml:1: source "F-ONE" was to be reviewed by 2027-06-30\n  hint: 1 CFR 1' in said
    assert any("the poverty guidelines for contiguous ran out on 2027-02-15" in one for one in said)
    (dead,) = freshness.dead_links(known, lambda url: "status 404" if url == "https://a.gov/x" else None)
    assert (dead.file, dead.what) == ("content/sources.yaml", "https://a.gov/x does not answer: status 404")


def test_word_ids_are_found_in_templates_and_code() -> None:
    named = used_word_ids({
        "a.md": '{{ w("card.now") }}\n{{ words["card.then"] }} {{ w("kind." ~ kind) }}',
        "b.py": 'w(f"month.{day.month}")\nw.starting("theme.")\n_fill(guide, "report.on", on=day)\nlook("look.dark")',
        "c.html": '<p data-word="say.now">',
    })  # fmt: skip
    assert named.places == {
        "card.now": Place("a.md", 1),
        "card.then": Place("a.md", 2),
        "report.on": Place("b.py", 3),
        "say.now": Place("c.html", 1),
    }
    assert all(named.has(name) for name in ("kind.law", "month.3", "theme.search", "look.dark"))
    assert not named.has("look.light")


def test_the_real_content_is_good_in_every_language() -> None:
    sources = read_sources(ROOT)
    found = problems(check(sources, read_texts_with_word_ids(ROOT)))
    assert found == [], "\n".join(map(str, found))


def test_the_golden_files_are_what_the_rules_say_today() -> None:
    guide = compiled(read_sources(ROOT).english.content)
    situations, wrong = read_cases(read_case_files(ROOT), guide)
    assert wrong == []
    golden = ROOT / "tests" / "golden"
    assert (golden / "rows.txt").read_text("utf-8") == rows_text(guide), "run: make golden"
    assert (golden / "cases.txt").read_text("utf-8") == cases_text(guide, situations), "run: make golden"
    case, problems_found = read_case(read_example(ROOT) or "{}", guide)
    assert case is not None, problems_found
    assert (golden / "example.json").read_text("utf-8") == example_text(guide, case, EXAMPLE_DAY), "run: make golden"
