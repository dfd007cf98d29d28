"""The engine on the device gives the very bytes that CPython gives: all readable cases, 2,000 by chance, and whatever
a reader may do in the tool. It is asked after a cold start, and restored from a snapshot with no files beside it.
"""

import json
from collections.abc import Iterator, Mapping
from datetime import date
from typing import get_args

import pytest

from casebook.action import read_action
from casebook.desk import Desk, act
from casebook.place import Screen
from rulebook.__main__ import load_guide
from rulebook.case import canonical
from rulebook.guide import Guide
from tests.case_files import readable_cases
from tests.casebook.random_actions import Dice
from tests.engine.two_pythons import Question, in_cpython, in_pyodide
from tests.rulebook.random_cases import random_cases

RANDOM_CASES = 2_000
ACTIONS = 1_000
SEED = 4
DAY = "2026-11-24"
ODD_TEXTS = {
    "empty": "",
    "no case": "[]",
    "half a character": '{"format": "\ud800"}',
    "same in two ways": json.dumps({"format": "footing-case-1", "note": "e\u0301 \u00e9 \U0001f600 \u2028 \0"}),
    "a large number": '{"format": ' + "9" * 5_000 + "}",
    "not a number": '{"format": NaN}',
    "twice the same key": '{"format": 1, "format": 2}',
    "deep": "[" * 300 + "]" * 300,
    "much too deep": "[" * 100_000,
}


def _questions() -> Iterator[tuple[str, Question]]:
    guide = load_guide("en")
    for case in readable_cases():
        yield from _both(f"{case.file}: {case.name}", canonical(case.case), case.on.isoformat())
    for number, (one, on) in enumerate(random_cases(guide, SEED, RANDOM_CASES)):
        yield from _both(f"random case {number} of seed {SEED}", canonical(one), on.isoformat())
    for name, text in ODD_TEXTS.items():
        yield from _both(f"odd text: {name}", text, DAY)
    for number, text in enumerate(_actions(guide)):
        yield f"action {number} of seed {SEED}", ("border.act", (text, DAY))
    yield "no day", ("border.advise", (canonical(next(random_cases(guide, SEED, 1))[0]), "tomorrow"))


def _actions(guide: Guide) -> Iterator[str]:
    """A long sitting at one desk, all of it by chance, then every screen: what each action shows is compared."""
    dice = Dice(SEED)
    desk = Desk()
    for _ in range(ACTIONS):
        text = dice.action(guide, desk.case, (desk.place.bill, desk.place.question))
        yield text
        action, _ = read_action(text)
        desk = act(guide, desk, action, date.fromisoformat(DAY)) if action else desk
    yield json.dumps({"name": "restore", "fields": {"file": [json.dumps({"bills": [{"id": "one"}]})]}})
    for screen in get_args(Screen):  # which of them chance has opened is no matter
        yield json.dumps({"name": "go", "screen": screen, "bill": "one", "question": "holder"})


def _both(name: str, text: str, on: str) -> Iterator[tuple[str, Question]]:
    yield f"{name}: advice", ("border.advise", (text, on))
    yield f"{name}: stored", ("canonical_text", (text,))


@pytest.fixture(scope="module", params=["cold", "warm"])
def answers(request: pytest.FixtureRequest) -> Mapping[str, tuple[str, str]]:
    """What CPython and Pyodide answer to each question."""
    names, questions = zip(*_questions(), strict=True)
    told = in_pyodide(questions, request.param)
    return dict(zip(names, zip(in_cpython(questions), told, strict=True), strict=True))


def test_every_answer_is_the_same_in_both(answers: Mapping[str, tuple[str, str]]) -> None:
    different = [name for name, (here, there) in answers.items() if here != there]
    assert not different, "\n".join([f"{len(different)} of {len(answers)} differ, such as:", *different[:5]])


def test_every_screen_of_the_tool_is_among_them(answers: Mapping[str, tuple[str, str]]) -> None:
    shown = {json.loads(there)["place"]["screen"] for name, (_, there) in answers.items() if name.startswith("action")}
    assert shown == set(get_args(Screen))


def test_every_readable_and_random_case_gets_advice(answers: Mapping[str, tuple[str, str]]) -> None:
    advised = [there for name, (_, there) in answers.items() if name.endswith("advice") and "odd" not in name]
    assert len(advised) > RANDOM_CASES
    assert all(set(json.loads(text)) == {"advice"} for text in advised)


def test_odd_texts_are_told_as_problems_and_break_nothing(answers: Mapping[str, tuple[str, str]]) -> None:
    told = {name: there for name, (_, there) in answers.items() if name.startswith("odd") and "advice" in name}
    assert [name for name, text in told.items() if text.startswith("broken")] == []
