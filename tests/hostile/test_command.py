"""What the command prints for people holds nothing of a file that could move, colour or break a line of a terminal."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from rulebook.advise import advice_text, advise
from rulebook.case import case_from, read_case
from rulebook.guide import Guide
from rulebook.line import one_line
from rulebook.report import report
from tests.hostile.strings import hostile_texts
from tests.hostile.visit import whole_case
from tests.hostile.words import harmless, hostile

COUNT = 10_000
DAY = date(2026, 11, 24)
MOVES = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069]")


def test_ids_of_a_file_stay_on_their_line_in_the_text_for_people(guide: Guide) -> None:
    names = [text for text in hostile_texts(COUNT) if one_line(text)]
    lines = _report(guide, names)
    assert not any(MOVES.search(line) for line in lines)
    assert len(lines) == len(_report(guide, ["bill"] * len(names)))
    titles = [line for line in lines if line and not line.startswith(" ")]
    assert titles[1:-1] == [one_line(name) for name in names]  # the first line is the day, the last heads the week


def _report(guide: Guide, names: Sequence[str]) -> Sequence[str]:
    """The lines about one bill, under each of these ids in turn."""
    case, problems = case_from({"bills": [{"id": "one", "answers": {"holder": "court"}}]}, guide)
    assert case is not None, problems
    advice: Mapping[str, Any] = advise(guide, case, DAY)  # Any: plain JSON values
    (bill,), (task,) = advice["bills"], advice["this-week"]
    bills, tasks = [{**bill, "id": name} for name in names], [{**task, "bill": name} for name in names]
    return report(guide, {**advice, "bills": bills, "this-week": tasks}).split("\n")


def test_the_answer_as_json_holds_no_word_of_a_file_but_the_ids_of_bills(guide: Guide) -> None:
    texts = hostile_texts(300)
    words = harmless()
    plain, problems = case_from(whole_case(guide, words), guide)
    assert plain is not None, problems
    own = plain.bills[0].id
    expected = advice_text(guide, plain, DAY)
    for turn in range(len(texts)):
        case, problems = case_from(whole_case(guide, hostile(texts, turn)), guide)
        assert case is not None, problems
        assert advice_text(guide, case, DAY) == expected.replace(
            json.dumps(own), json.dumps(case.bills[0].id, ensure_ascii=False)
        )


def test_a_problem_is_one_line_however_the_file_is_written(guide: Guide) -> None:
    for text in hostile_texts(1_000):
        wrong = {"format": f"x{text}", text: 1, "bills": [{"answers": {text: 1, "holder": text}, "done": {text: text}}]}
        for plain in (wrong, {"household": {"state": f"x{text}", "income": text}}):
            case, problems = read_case(json.dumps(plain), guide)
            assert case is None
            for problem in problems:
                assert not MOVES.search(str(problem)), repr(str(problem))
                assert "\n" not in str(problem)
                assert len(str(problem)) < 400
