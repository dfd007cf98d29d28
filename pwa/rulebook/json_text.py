"""Read JSON text into plain values that can be written back as they were; what cannot be kept is refused, not bent."""

import json
import re
from collections import Counter

from rulebook.decode import Problem, shorten

DEEPEST = 50
BRACKET = re.compile(r'"(?:[^"\\]++|\\.)*+"|([\[{])|([\]}])', re.DOTALL)  # a text is passed over whole
HALF_ESCAPE = re.compile(r"\\u[dD][89a-fA-F]")  # JSON may escape half of a pair; UTF-8 has none


def read_json(text: str) -> tuple[object, tuple[Problem, ...]]:
    """The plain values of a text, or why it is no JSON that we can keep."""
    twins: list[str] = []

    def without_twins(pairs: list[tuple[str, object]]) -> dict[str, object]:
        found = dict(pairs)
        if len(found) < len(pairs):
            twins.extend(name for name, times in Counter(name for name, _ in pairs).items() if times > 1)
        return found

    if _is_deeper(text, DEEPEST):
        return None, (_too_deep(),)
    try:
        plain: object = json.loads(
            text.removeprefix("\ufeff"),
            object_pairs_hook=without_twins,
            parse_float=_finite,
            parse_constant=_refused,
        )
    except ValueError as trouble:
        return None, (Problem((), f"this is not JSON ({trouble})", "open it in the program that made it"),)
    if (not _is_whole(text) or HALF_ESCAPE.search(text)) and not _is_whole(json.dumps(plain, ensure_ascii=False)):
        return None, (Problem((), "a text holds half a character", "type that text again, or save the file as UTF-8"),)
    hint = "keep one of the two"
    return plain, tuple(Problem((), f'"{shorten(name)}" stands twice in one place', hint) for name in twins)


def _refused(name: str) -> object:
    raise ValueError(f"{shorten(name)} is not a value we can keep")


def _finite(text: str) -> object:
    number: object = json.loads(text)
    return number if "n" not in str(number) else _refused(text)  # 1e999 would be read as `inf` and lost


def _too_deep() -> Problem:
    return Problem((), "the file is nested too deeply", f"a case file has six levels, and we keep up to {DEEPEST}")


def _is_deeper(text: str, most: int) -> bool:
    """Counted before reading: Python in a browser dies of a few thousand levels, where elsewhere it raises."""
    if text.count("[") + text.count("{") <= most:
        return False
    depth = 0
    for found in BRACKET.finditer(text):
        depth += (found[1] is not None) - (found[2] is not None)
        if depth > most:
            return True
    return False


def _is_whole(text: str) -> bool:
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
