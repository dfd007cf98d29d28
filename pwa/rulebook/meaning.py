"""What types cannot say of a case file: known answers, one name for each bill, a household that can be.

It looks at plain values, so that these problems are named together with problems of shape.
"""

from collections.abc import Mapping

from rulebook.decode import Path, Problem, did_you_mean, shorten
from rulebook.guide import Guide

MOST_PEOPLE = 99


def meaning_problems(plain: object, guide: Guide) -> tuple[Problem, ...]:
    """Every problem of meaning; values of a wrong shape are left to `decode`."""
    household, bills = _part(plain, "household"), _part(plain, "bills")
    problems = _household_problems(household, guide)
    seen: set[str] = set()
    for place, bill in enumerate(bills if isinstance(bills, list) else []):
        path = ("bills", place)
        problems += _answer_problems((*path, "answers"), _part(bill, "answers"), guide)
        name = _part(bill, "id")
        if isinstance(name, str) and name:
            if name in seen:
                problems.append(Problem((*path, "id"), f'two bills are called "{shorten(name)}"', "rename one"))
            seen.add(name)
    return tuple(problems)


def _part(plain: object, key: str) -> object:
    return plain.get(key) if isinstance(plain, dict) else None


def _household_problems(household: object, guide: Guide) -> list[Problem]:
    problems = _answer_problems(("household", "answers"), _part(household, "answers"), guide)
    size, state = _part(household, "size"), _part(household, "state")
    if isinstance(size, int) and not isinstance(size, bool) and not 1 <= size <= MOST_PEOPLE:
        hint = f"count yourself: 1 to {MOST_PEOPLE}"
        problems.append(Problem(("household", "size"), f"{shorten(str(size))} people", hint))
    codes = [known.code for known in guide.states]
    if isinstance(state, str) and state not in codes:
        hint = did_you_mean(shorten(state).upper(), codes) + "; write two capital letters"
        problems.append(Problem(("household", "state"), f'unknown state "{shorten(state)}"', hint))
    return problems


def _answer_problems(path: Path, answers: object, guide: Guide) -> list[Problem]:
    problems = []
    given: Mapping[str, object] = answers if isinstance(answers, dict) else {}
    for name, answer in given.items():
        question = guide.question.get(name)
        if question and isinstance(answer, str) and answer not in question.answer_ids:
            near = did_you_mean(shorten(answer), question.answer_ids)
            hint = f"{near}; {name} allows {', '.join(question.answer_ids)}"
            problems.append(Problem((*path, name), f'unknown answer "{shorten(answer)}"', hint))
    return problems
