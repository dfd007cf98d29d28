"""The command `python -m rulebook`: answers on standard output, problems on standard error, exit codes, flat memory."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from rulebook.advise import advise, change_plain
from rulebook.assess import assess
from rulebook.changes import changes
from rulebook.guide import Guide
from tests.rulebook.small_case import ON, RECENT, SETTLED, SETTLED_HOUSEHOLD, small_case

BILL = {
    "id": "b",
    "answers": SETTLED,
    "amounts": {"balance": "900.00"},
    "dates": {**RECENT, "first-bill": "2026-10-20"},
}
Finished = subprocess.CompletedProcess[bytes]

CASE: dict[str, Any] = {"format": "casebook/1", "bills": [BILL]}


def _run(*arguments: str, given: str | bytes = "", **environment: str) -> Finished:
    return subprocess.run(
        [sys.executable, "-m", "rulebook", *arguments],
        input=given.encode() if isinstance(given, str) else given,
        capture_output=True,
        check=False,
        timeout=120,
        env={**os.environ, **environment},
    )


def _advise(
    *arguments: str, given: str | bytes = "", on: str = "2026-11-24", **environment: str
) -> subprocess.CompletedProcess[bytes]:
    return _run("advise", *arguments, "--on", on, given=given, **environment)


def _refused(found: Finished) -> str:
    assert (found.returncode, found.stdout) == (2, b"")
    assert b"Traceback" not in found.stderr
    return found.stderr.decode()


def test_a_case_file_is_answered_as_json(tmp_path: Path, guide: Guide) -> None:
    file = tmp_path / "case.json"
    file.write_text(json.dumps(CASE), "utf-8")
    found = _advise(str(file))
    assert (found.returncode, found.stderr) == (0, b"")
    assert json.loads(found.stdout) == advise(guide, small_case(guide, BILL), ON)


def test_a_hyphen_reads_standard_input_and_a_byte_order_mark_is_no_trouble() -> None:
    plain = _advise("-", given=json.dumps(CASE))
    assert plain.returncode == 0
    assert _advise("-", given="\ufeff" + json.dumps(CASE)).stdout == plain.stdout


def test_the_same_input_gives_the_same_bytes() -> None:
    texts = [_advise("-", given=json.dumps(CASE), PYTHONHASHSEED=seed).stdout for seed in ("0", "1", "77")]
    assert len(set(texts)) == 1


def test_the_text_format_is_for_people(guide: Guide) -> None:
    found = _advise("-", "--format", "text", given=json.dumps(CASE))
    text = found.stdout.decode()
    assert found.returncode == 0
    assert guide.step["gather-papers"].title in text
    assert "2026-11-24" in text
    assert "{" not in text


def test_output_is_utf_8_whatever_the_machine_prefers() -> None:
    case = {"bills": [{**BILL, "id": "счёт-łódź"}]}
    for form in ("json", "text"):
        found = _advise("-", "--format", form, given=json.dumps(case), PYTHONIOENCODING="ascii")
        assert found.returncode == 0, found.stderr
        assert "счёт-łódź" in found.stdout.decode()


@pytest.mark.parametrize(
    ("given", "says"),
    [
        ("", "this is not JSON"),
        ("[]", "expected names with values"),
        ('{"format": "casebook/2"}', "newer version of Footing"),
        ('{"bills": [{"answers": {"claim": "pendin"}}]}', 'did you mean "pending"'),
        ('{"bills": [{"amounts": {"billed": 5}}]}', "write an amount as text in quotes"),
        ('{"a": 1, "a": 2}', '"a" stands twice'),
        (b'{"a": "\xff"}', "not UTF-8 text"),
        ('{"a": "\\ud800"}', "half a character"),
        ('{"x":' * 60_000, "nested too deeply"),
    ],
    ids=range(9),
)
def test_bad_input_is_explained_and_prints_nothing(given: str | bytes, says: str) -> None:
    assert says in _refused(_advise("-", given=given))


def test_every_problem_of_a_file_is_named_on_its_own_line() -> None:
    case = {"household": {"size": 0}, "bills": [{"dates": {"due": "2026-02-30"}, "answers": {"plan": "maybe"}}]}
    lines = _refused(_advise("-", given=json.dumps(case))).splitlines()
    assert [line.split(":")[0] for line in lines] == ["bills[0].dates.due", "household.size", "bills[0].answers.plan"]


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    for more in ((), ("--jsonl",)):
        assert "no-such.json" in _refused(_advise(str(tmp_path / "no-such.json"), *more))
        assert "cannot be read" in _refused(_advise(str(tmp_path), *more))


@pytest.mark.parametrize(
    "on", ["2026-02-30", "tomorrow", "", "0001-01-01", "9999-12-31", "2026-11-24T00:00", "20261124", "1" * 500]
)
def test_a_day_that_cannot_be_is_refused(on: str) -> None:
    assert _refused(_advise("-", given=json.dumps(CASE), on=on)).startswith("--on: ")


def test_the_day_and_the_file_are_required() -> None:
    for arguments in ((), ("advise",), ("advise", "-"), ("advise", "--on", "2026-11-24"), ("guess", "-")):
        found = _run(*arguments)
        assert (found.returncode, found.stdout) == (2, b"")


@pytest.mark.parametrize("lang", ["xx", "EN", "../en", "", "py"])
def test_an_unknown_language_is_refused_with_what_there_is(lang: str) -> None:
    told = _refused(_advise("-", "--lang", lang, given=json.dumps(CASE)))
    assert told.startswith("--lang: no compiled guide")
    assert '"en"' in told or "en" in told.split("allowed: ")[-1]


def test_a_bad_line_is_answered_in_its_place_and_the_rest_goes_on() -> None:
    good = json.dumps({"bills": []})
    lines = [good, "", "{", good, '{"household": {"size": 0}}', json.dumps({"x": "a\u2028b"}), good]
    found = _advise("-", "--jsonl", given="\n".join(lines))
    answers = [json.loads(line) for line in found.stdout.decode().splitlines()]
    assert found.returncode == 2
    assert found.stderr == b""
    assert [answer.get("line") for answer in answers] == [None, 3, None, 5, None, None]
    assert [list(answer) for answer in answers if "line" in answer] == [["line", "problems"]] * 2
    assert answers[3]["problems"] == ["household.size: 0 people. count yourself: 1 to 99"]


def test_lines_that_are_all_good_end_well(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    file.write_bytes(b'{"bills": []}\r\n{"bills":\r[]}\n\n')  # a carriage return is only space
    found = _advise(str(file), "--jsonl")
    assert (found.returncode, found.stderr) == (0, b"")
    assert len(found.stdout.splitlines()) == 2


def test_bytes_that_are_no_utf_8_make_a_bad_line() -> None:
    found = _advise("-", "--jsonl", given=b'{"plan": {"name": "\xff"}}\n{}\n')
    answers = [json.loads(line) for line in found.stdout.decode().splitlines()]
    assert (found.returncode, len(answers)) == (2, 2)
    assert "half a character" in answers[0]["problems"][0]


def _peak_of(count: int, tmp_path: Path) -> int:
    """The most memory that the command needed for so many lines, in KiB, as the system counted it."""
    file = tmp_path / f"{count}.jsonl"
    household = {"answers": SETTLED_HOUSEHOLD}  # all is answered, so no time is spent on what to ask next
    line = json.dumps({"household": household, "bills": [BILL], "note": "x" * 2_000}) + "\n"
    with file.open("w", encoding="utf-8") as out:
        out.writelines(_repeat(line, count))
    measure = "import resource, runpy, sys\ntry:\n    runpy.run_module('rulebook', run_name='__main__')\nfinally:\n" \
              "    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, file=sys.stderr)"  # fmt: skip
    found = subprocess.run(
        [sys.executable, "-c", measure, "advise", str(file), "--on", "2026-11-24", "--jsonl"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        check=True,
        timeout=300,
    )
    return int(found.stderr)


def _repeat(line: str, count: int) -> Iterator[str]:
    return (line for _ in range(count))


def test_twenty_thousand_lines_need_no_more_memory_than_a_few(tmp_path: Path) -> None:
    """20,000 lines are 50 MB in and more out: kept, they would show far above the 8 MiB that are allowed here."""
    few, many = _peak_of(200, tmp_path), _peak_of(20_000, tmp_path)
    assert many - few < 8 * 1024, f"{few} KiB for 200 lines, {many} KiB for 20,000"


def test_the_coach_marks_a_file_or_what_it_is_given(tmp_path: Path) -> None:
    file = tmp_path / "letter.txt"
    file.write_bytes("🙂 I owe it.\r\nWhich options exist?".encode())
    found = _run("coach", str(file))
    assert (found.returncode, found.stderr) == (0, b"")
    assert _run("coach", "-", given=file.read_bytes(), PYTHONIOENCODING="ascii").stdout == found.stdout
    marks = json.loads(found.stdout)["marks"]
    assert [(mark["kind"], mark["start"], mark["end"], mark["text"]) for mark in marks] == [
        ("admission-of-debt", 2, 7, "I owe"),
        ("P-L2", 13, 26, "Which options"),
    ]
    assert [mark["instead"] is None for mark in marks] == [False, True]


def test_a_text_without_a_mark_is_answered_with_none() -> None:
    for text in ("", "\n", "Thank you."):
        found = _run("coach", "-", given=text)
        assert (found.returncode, json.loads(found.stdout), found.stderr) == (0, {"marks": []}, b"")


def test_a_text_that_cannot_be_read_is_refused(tmp_path: Path) -> None:
    assert "not UTF-8 text" in _refused(_run("coach", "-", given=b"I owe \xff"))
    assert "cannot be read" in _refused(_run("coach", str(tmp_path)))
    assert "cannot be read" in _refused(_run("coach", str(tmp_path / "no-such.txt")))
    assert "no compiled guide" in _refused(_run("coach", "-", "--lang", "xx"))
    assert _run("coach").returncode == 2


def test_what_would_change_an_answer_is_told_on_request_and_only_then(guide: Guide) -> None:
    given = json.dumps(CASE)
    plain, asked = (json.loads(_advise("-", *more, given=given).stdout) for more in ((), ("--changes",)))
    told = [bill.pop("changes") for bill in asked["bills"]]
    assert asked == plain
    assert told == [[change_plain(one) for one in changes(guide, case, assess(guide, case, case.bills[0], ON), ON)]
                    for case in [small_case(guide, BILL)]]  # fmt: skip
    assert {change["about"] for change in told[0]} >= {"aid", "gate"}
    lines = _advise("-", "--jsonl", "--changes", given=given).stdout
    assert [bill["changes"] for bill in json.loads(lines)["bills"]] == told
