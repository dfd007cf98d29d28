"""Everything is there for somebody: each row, step, question, answer, date and script is reached by some situation."""

from collections import Counter
from functools import cache

from rulebook.advise import advise
from rulebook.assess import assess
from rulebook.gate import first_closed
from rulebook.guide import Guide, Row
from rulebook.situation import MISSING, Situation, matches

from tests.rulebook.projection import asked_keys, conditions_of_gate, now_of, only, situations
from tests.rulebook.random_cases import random_cases
from tests.rulebook.small_case import MATCHES, SETTLED, SETTLED_HOUSEHOLD, answer, assessed, settled


def _reaching(guide: Guide, row: Row) -> Situation | None:
    """A situation in which this row is due, with the whole gate open if the row needs it."""
    gate = [(g, asked_keys(guide, {k for c in conditions_of_gate(g) for k in c})) for g in guide.gate] if row.needs else []
    alone = {g.id: only(guide, (), [g]) for g, _ in gate}

    def is_promising(situation: Situation, decided: frozenset[str]) -> bool:
        if any(key in decided and situation.get(key) not in answers for key, answers in row.when.items()):
            return False
        return not any(keys <= decided and first_closed(alone[g.id], situation, (), row.step) for g, keys in gate)

    walk = situations(guide, row.when, *(c for g, _ in gate for c in conditions_of_gate(g)), keep=is_promising)
    return next(walk, None)


def test_every_row_is_due_in_some_situation(guide: Guide) -> None:
    for row in guide.rows:
        found = _reaching(guide, row)
        assert found is not None, f"no situation reaches {row.id}"
        assert matches(row.when, found)
        assert row.step in now_of(only(guide, [row], guide.gate), found), row.id


def test_every_row_of_the_gate_can_be_the_first_closed_one_with_each_of_its_first_steps(guide: Guide) -> None:
    for place, row in enumerate(guide.gate):
        upto = only(guide, (), guide.gate[: place + 1])
        for until in row.closed:
            keys = {key for g in upto.gate for c in conditions_of_gate(g) for key in c}

            def is_promising(situation: Situation, decided: frozenset[str], upto: Guide = upto) -> bool:
                return not any(
                    asked_keys(upto, {k for c in conditions_of_gate(g) for k in c}) <= decided
                    and first_closed(only(upto, (), [g]), situation, (), "offer-lump-sum")
                    for g in upto.gate[:-1]
                )

            walk = situations(guide, *(c for g in upto.gate for c in conditions_of_gate(g)), keep=is_promising)
            told = (first_closed(upto, situation, (), "offer-lump-sum") for situation in walk)
            assert any(closed and closed.until == until.first for closed in told), (row.id, until.first, keys)


def test_every_step_has_a_row_and_every_script_a_step(guide: Guide) -> None:
    advised = {row.step for row in guide.rows}
    assert [step.id for step in guide.steps if step.id not in advised] == []
    assert [script.id for script in guide.scripts if not set(script.steps) & advised] == []


def test_every_answer_is_read_somewhere_or_is_the_quiet_one(guide: Guide) -> None:
    """A question whose answers nothing tells apart would be asked for nothing; only `safe` belongs to the app alone."""
    conditions = [row.when for row in guide.rows] + [c for row in guide.gate for c in conditions_of_gate(row)]
    conditions += [when for d in guide.deadlines for when in (*d.when, *(wording.when for wording in d.wordings))]
    conditions += [when for row in guide.leverage for when in row.when]
    conditions += [when for question in guide.questions for when in question.asked_when]
    named = Counter((key, answer) for condition in conditions for key, answers in condition.items() for answer in answers)
    silent = [(q.id, [a for a in q.answer_ids if not named[q.id, a]]) for q in guide.questions if q.id != "safe"]
    assert [(name, answers) for name, answers in silent if len(answers) > 1] == [
        ("claim", [answer for answer in guide.question["claim"].answer_ids if not named["claim", answer]])
    ] * (sum(not named["claim", answer] for answer in guide.question["claim"].answer_ids) > 1)


@cache
def _seen(guide: Guide) -> Counter[str]:
    seen: Counter[str] = Counter()
    for case, on in random_cases(guide, seed=60, count=1_500):
        said = advise(guide, case, on)
        for bill, plain in zip(case.bills, said["bills"], strict=True):  # type: ignore[call-overload] # a list of bills
            situation = assess(guide, case, bill, on).situation
            seen.update(f"{key} {value}" for key, value in situation.items())
            seen.update(f"date {clock['id']} {clock['past']}" for clock in plain["deadlines"])
            seen.update(f"script {name}" for advice in plain["now"] for name in advice["scripts"])
            seen.update(f"leverage {name}" for names in plain["leverage"].values() for name in names)
            seen.update(f"path {plain['path']}" for _ in (0,))
    return seen


def test_whole_cases_reach_every_answer_and_every_value_of_a_fact(guide: Guide) -> None:
    """Open findings wait for the checks on lines, which do not run yet."""
    seen = _seen(guide)
    wanted = [f"{q.id} {answer}" for q in guide.questions for answer in q.answer_ids]
    wanted += [f"{q.id} {MISSING}" for q in guide.questions if q.rare]
    wanted += [f"{fact.id} {value}" for fact in guide.facts for value in fact.answer_ids if fact.id != "open-findings"]
    assert [name for name in wanted if not seen[name]] == []


def test_whole_cases_reach_every_date_past_and_ahead(guide: Guide) -> None:
    seen = _seen(guide)
    missed = [d.id for d in guide.deadlines if not (seen[f"date {d.id} True"] and seen[f"date {d.id} False"])]
    assert missed == []


def test_whole_cases_reach_every_script_lever_and_path(guide: Guide) -> None:
    seen = _seen(guide)
    assert [script.id for script in guide.scripts if not seen[f"script {script.id}"]] == []
    assert [row.id for row in guide.leverage if not seen[f"leverage {row.id}"]] == []
    assert [path for path in ("none-yet", "assistance", "lump-sum", "reduce-and-plan") if not seen[f"path {path}"]] == []


def test_14_the_honest_stop_is_reached_by_a_bill_that_matches(guide: Guide) -> None:
    household = {"answers": {**SETTLED_HOUSEHOLD, "lump-sum": "no"}, "size": 1, "state": "OH", "income": "90000.00"}
    (bill,) = answer(guide, MATCHES, **household)["bills"]
    stop = next(advice for advice in bill["now"] if advice["step"] == "pay-correct-share")
    assert stop["because"].startswith("This bill matches.")
    assert "confirm-in-writing" in [advice["step"] for advice in bill["now"]]


def test_a_settled_bill_is_offered_on_and_an_empty_one_waits(guide: Guide) -> None:
    (bill,) = answer(guide, settled("4200.00"), answers=SETTLED_HOUSEHOLD, private={"pay-now": "1200.00"})["bills"]
    assert (bill["path"], bill["not-yet"]) == ("lump-sum", [])
    assert "offer-lump-sum" in [advice["step"] for advice in bill["now"]]
    assert assessed(guide, {}).decision.path == "none-yet"
    assert assessed(guide, {"answers": SETTLED}).decision.now
