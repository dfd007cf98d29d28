"""Any text as one line that people can see: nothing in it moves, hides or breaks what stands beside it."""

import re

# Control characters, line and paragraph ends, marks that turn the writing direction, what has no width or only a blank.
UNSEEN = re.compile(
    r"[\x00-\x1f\x7f-\x9f\u061c\u115f\u1160\u200b-\u200f\u2028-\u202e\u2060-\u2069\u3164\ufeff\uffa0\ufff9-\ufffb]+"
)
RIGHT_TO_LEFT = re.compile(r"[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
ISOLATE, END_ISOLATE = "\u2068", "\u2069"


def one_line(text: str) -> str:
    """The text without what nobody sees; blanks are joined."""
    return " ".join(UNSEEN.sub(" ", text).split())


def isolated(text: str) -> str:
    """The text for the middle of a sentence without markup: Hebrew or Arabic leaves the words around it in place."""
    return f"{ISOLATE}{text}{END_ISOLATE}" if RIGHT_TO_LEFT.search(text) else text
