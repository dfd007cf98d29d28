"""Whole cases by a seed: every question, amounts and dates around their limits, missing and unknown keys, steps done.

Two thirds of the cases lean towards answers that open the gate, half of those after a surprise bill, so that money
steps and rare questions are reached often enough.
"""

import random
from collections.abc import Iterator, Mapping
from datetime import date, timedelta

from rulebook.case import FORMAT, Case, Dates, case_from
from rulebook.decode import outside
from rulebook.guide import Guide
from rulebook.records import Question

Plain = dict[str, object]

DAYS = (
    date(2024, 1, 10),
    date(2025, 3, 1),
    date(2026, 11, 24),
    date(2027, 2, 15),
    date(2027, 2, 16),
    date(2028, 2, 29),
)
LENGTHS = (30, 60, 90, 120, 180, 240, 365, 730, 731)  # near the lengths of our clocks and facts, in days
AMOUNTS = ("0.00", "0.01", "1.00", "50", "199.99", "200.00", "399.99", "400.00", "1234.56", "5200.00", "48000.50")
INCOMES = ("-1", "0", "9000", "31920.00", "31920.01", "33812.50", "54640", "81960.00", "124999.99", "125000", "400000")
STATES = ("OH", "AK", "HI", "PR", "WA", "CA", "MN", "VT")
MONEY_MOVES = {"lump-sum": ("yes", "no"), "monthly": ("yes",), "network": ("in",), "agreement": ("written",)}
SURPRISE = {
    "coverage": ("insured",),
    "claim": ("final", "denied"),
    "network": ("out", "unsure"),
    "setting": ("emergency", "after-emergency", "in-network-facility"),
    "consent": ("yes", "no", "unsure"),
    "protection": ("not-asked", "asked", "applied", "refused"),
    "appeal": ("not-started", "filed", "lost-internal", "over"),
    "ancillary": ("yes", "no", "unsure"),
}
UNKNOWN_KEYS: Plain = {"later-question": "maybe", "note": "kept"}


def random_cases(guide: Guide, seed: int, count: int) -> Iterator[tuple[Case, date]]:
    """Cases with a day each; the same seed gives the same cases."""
    dice = random.Random(seed)
    friendly = _open_answers(guide)
    moods: tuple[Mapping[str, tuple[str, ...]], ...] = ({}, friendly, {**friendly, **SURPRISE})
    for _ in range(count):
        plain, on = _case(guide, dice, dice.choice(moods))
        case, problems = case_from(plain, guide)
        assert case is not None, problems
        yield case, on


def _open_answers(guide: Guide) -> Mapping[str, tuple[str, ...]]:
    found = {key: list(answers) for key, answers in MONEY_MOVES.items()}
    also = [condition for row in guide.gate for conditions in row.also_open.values() for condition in conditions]
    for condition in [*(condition for row in guide.gate for condition in row.open), *also]:
        for key, answers in condition.items():
            found.setdefault(key, []).extend(answers)
    return {key: tuple(answers) for key, answers in found.items()}


def _case(guide: Guide, dice: random.Random, friendly: Mapping[str, tuple[str, ...]]) -> tuple[Plain, date]:
    on = dice.choice((*DAYS, DAYS[2] + timedelta(days=dice.randrange(-400, 100))))
    household: Plain = {
        "size": _maybe(dice, dice.choice((1, 2, 3, 8, 99))),
        "state": _maybe(dice, dice.choice(STATES)),
        "income": _maybe(dice, dice.choice(INCOMES)),
        "answers": _answers(dice, friendly, [q for q in guide.questions if q.scope == "household"]),
        "private": {"pay-now": _amount(dice), "pay-monthly": _amount(dice), "savings": "77123.00"},
    }
    count = dice.choice((1, 1, 1, 2, 3))
    bills = [_bill(guide, dice, friendly, on, place) for place in range(count)]
    return {"format": FORMAT, "household": household, "bills": bills, "from-a-later-version": {"kept": [1, None]}}, on


def _bill(guide: Guide, dice: random.Random, friendly: Mapping[str, tuple[str, ...]], on: date, place: int) -> Plain:
    balance = _amount(dice)
    own = [question for question in guide.questions if question.scope == "bill"]
    share = dice.choice((balance, "100.00"))
    return {
        "id": f"bill-{place}",
        "answers": {**_answers(dice, friendly, own), **(UNKNOWN_KEYS if dice.random() < 0.1 else {})},
        "amounts": {"billed": _amount(dice), "balance": balance, "estimate": _amount(dice)},
        "dates": {
            outside(name): _day(dice, on).isoformat() for name in Dates.__annotations__
            if name != "extra" and dice.random() < (0.25 if friendly else 0.5)
        },
        "done": {step.id: on.isoformat() for step in guide.steps if dice.random() < 0.05},
        "eob": [{"coinsurance": share}] if dice.random() < 0.6 else [],
        "payments": [{"date": _day(dice, on).isoformat(), "amount": "50.00"}] if dice.random() < 0.1 else [],
    }  # fmt: skip


def _answers(dice: random.Random, friendly: Mapping[str, tuple[str, ...]], questions: list[Question]) -> Plain:
    answers: Plain = {}
    missing = dice.choice((0.02, 0.1, 0.3))
    for question in questions:
        if dice.random() < missing:
            continue
        likely = friendly.get(question.id, ())
        answers[question.id] = dice.choice(likely if likely and dice.random() < 0.93 else question.answer_ids)
    return answers


def _maybe(dice: random.Random, value: object) -> object:
    return value if dice.random() < 0.85 else None


def _amount(dice: random.Random) -> str | None:
    if dice.random() < 0.1:
        return None
    return dice.choice((*AMOUNTS, f"{dice.randrange(1, 9000)}.{dice.randrange(100):02}"))


def _day(dice: random.Random, on: date) -> date:
    length = dice.choice((0, *LENGTHS)) + dice.choice((-1, 0, 1))
    return on + timedelta(days=dice.choice((-length, -length, -length, length % 60)))
