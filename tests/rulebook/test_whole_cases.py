"""20,000 whole cases: every claim of output_claims.py and household_claims.py holds for the answer to each of them."""

import json
import random
from dataclasses import replace

import pytest

from rulebook.advise import advise
from rulebook.assess import assess
from rulebook.guide import Guide
from tests.rulebook.household_claims import CASE_CLAIMS
from tests.rulebook.output_claims import Answered
from tests.rulebook.random_cases import random_cases

CASES, PARTS = 20_000, 8


@pytest.mark.parametrize("part", range(PARTS))
def test_every_claim_holds_for_random_whole_cases(part: int, guide: Guide) -> None:
    for case, on in random_cases(guide, seed=1_000 + part, count=CASES // PARTS):
        bills = tuple(assess(guide, case, bill, on) for bill in case.bills)
        answered = Answered(guide, case, on, bills, advise(guide, case, on))
        failures = [failure for claim in CASE_CLAIMS for failure in claim(answered)]
        assert failures == []


def test_the_same_case_gives_the_same_answer_byte_for_byte(guide: Guide) -> None:
    for (case, on), (again, same_day) in zip(
        random_cases(guide, 7, 200), random_cases(guide, 7, 200), strict=True
    ):  # fmt: skip
        assert json.dumps(advise(guide, case, on)) == json.dumps(advise(guide, again, same_day))


def test_the_order_of_rows_never_matters(guide: Guide) -> None:
    dice = random.Random(5)
    for case, on in random_cases(guide, seed=8, count=150):
        shuffled = replace(guide, rows=tuple(dice.sample(guide.rows, len(guide.rows))))
        assert advise(shuffled, case, on) == advise(guide, case, on)


def test_the_order_of_bills_changes_no_advice(guide: Guide) -> None:
    for case, on in random_cases(guide, seed=9, count=150):
        turned = replace(case, bills=case.bills[::-1])
        ours = {bill.id: assess(guide, case, bill, on).decision for bill in case.bills}
        assert {bill.id: assess(guide, turned, bill, on).decision for bill in turned.bills} == ours
