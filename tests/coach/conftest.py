"""The coach of the compiled guide; and at the end of the tests, how well it did with the sentences."""

import pytest

from builder.__main__ import ROOT
from builder.read import read_sentence_files
from builder.sentences import Judged, judged, read_sentences, score
from rulebook.__main__ import load_guide
from rulebook.coach import Coach


@pytest.fixture(scope="session")
def coach() -> Coach:
    return load_guide("en").coach


def judged_sentences(name: str) -> list[Judged]:
    """The sentences of one file of this folder, with what the coach finds in them."""
    file = f"tests/coach/{name}.yaml"
    sentences, faults = read_sentences(read_sentence_files(ROOT)[file], file)
    assert not faults, faults
    return judged(load_guide("en").coach, sentences)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Tell misses and false alarms in the report of the tests, also while they stay within their limits."""
    for name in ("sentences", "unseen"):
        found = judged_sentences(name)
        counts = ", ".join(f"{count} {what}" for what, count in score(found).items())
        terminalreporter.write_line(f"coach, {name}: {counts}")
        for one in found if name == "sentences" else ():
            if one.misses or one.false_alarms:
                terminalreporter.write_line(f"  {one}")
