"""What the questions of these tests may name. Run as it is in CPython and in Pyodide, so both get the same question."""

from casebook.border import Border, load_guide
from rulebook.case import canonical, read_case

LANG = "en"
border = Border(LANG)
guide = load_guide(LANG)


def canonical_text(text: str) -> str:
    """The case as it is stored and exported, or what is wrong with it."""
    case, problems = read_case(text, guide)
    return canonical(case) if case else "\n".join(str(problem) for problem in problems)
