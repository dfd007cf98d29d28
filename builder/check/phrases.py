"""Checks on the coach's table: every phrase can be read, every row can find something, only praise has no instead."""

from builder.fault import Fault, fault
from builder.known import Known, quote, say
from rulebook.coach import lines_of, listed
from rulebook.decode import did_you_mean
from rulebook.phrases import GAP, words_of
from rulebook.records import Phrase
from rulebook.tokens import STOP

PRAISE = "P-L2"


def check_phrases(look: Known) -> list[Fault]:
    """What is wrong with rows of phrases, once their shape is right."""
    lists = {name: listed(words) for name, words in look.content.rules.phrases.lists.items()}
    faults = []
    for row in look.content.rules.phrases.rows:
        faults += _row(look, row)
        for phrase in (*lines_of(row.says), *lines_of(row.unless)):
            what = _trouble(phrase, lists)
            if what:
                owner = f"phrase/{row.id}"
                faults.append(fault(look.place(owner), f"{say(owner)}: {quote(phrase)} {what[0]}", what[1]))
    return faults


def _row(look: Known, row: Phrase) -> list[Fault]:
    owner, found = f"phrase/{row.id}", []
    if (row.instead is None) != (row.kind == PRAISE):
        found.append(("praise has no instead, and nothing else is without", "add instead, or remove it"))
    if bool(row.says) != (row.finder in ("phrases", "second-offer")):
        found.append(("says is for phrases and offers, and they need it", "add says, or another finder"))
    return [fault(look.place(owner), f"{say(owner)}: {what}", hint) for what, hint in found]


def _trouble(phrase: str, lists: dict[str, tuple[str, ...]]) -> tuple[str, str] | None:
    parts = phrase.split()
    names = [word[1:] for part in parts for word in part.strip("()").split("/") if word.startswith("@")]
    unknown = [name for name in names if name not in lists]
    if unknown:
        return f"names an unknown list {quote(unknown[0])}", did_you_mean(unknown[0], lists)
    if parts[0] == GAP or parts[0].startswith("(") or parts[-1] == GAP or parts[0] == STOP:
        return "begins or ends with what may be missing", "begin with a word that must be there"
    if phrase != phrase.casefold() or "’" in phrase:
        return "has capitals or curly marks", "write small letters and ' as on a keyboard"
    if not all(word for part in parts if part != GAP for word in words_of(part, lists) or [""]):
        return "has a part without words", "put words between the slashes"
    return None
