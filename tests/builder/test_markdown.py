"""Pages are front matter and `## key: Heading` sections; anything else is refused at its line."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.markdown import read_markdown

FRONT = "---\ntitle: A page\n---\n"
MARKDOWN_LIKE = st.text(alphabet="ab1 \n-#>:*[](){}@|<.é", max_size=80)
KEYS = st.from_regex(r"[a-z][a-z0-9]{0,5}(-[a-z0-9]{1,5})?", fullmatch=True).filter(
    lambda k: k not in ("title", "lead")
)
TEXTS = st.from_regex(r"[A-Za-z][a-z ,.]{0,20}[a-z.]", fullmatch=True)


def test_a_section_knows_its_key_heading_text_and_lines() -> None:
    page, faults = read_markdown(FRONT + "\n## do: Do this\n\nFirst.\n- one\n\n## why\nBecause.\n", "a.md")
    assert faults == []
    assert page is not None
    first, second = page.sections
    assert (first.key, first.heading, first.text, first.line, first.text_line) == (
        "do",
        "Do this",
        "First.\n- one",
        5,
        7,
    )
    assert (second.key, second.heading, second.text, second.line) == ("why", None, "Because.", 10)


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("title: A page\n", 1, "the front matter is missing"),
        ("---\ntitle: A page\n", 1, "the front matter has no end"),
        ("---\n- one\n---\n", 2, "the front matter has no names"),
        ("---\ntitle: a\ntitle: b\n---\n", 3, '"title" stands twice'),
        (FRONT + "Hello.\n## do\nIt.\n", 4, "text before the first section"),
        (FRONT + "## Do it\nIt.\n", 4, '"## Do it" is not a section heading'),
        (FRONT + "## do\nIt.\n### more\nIt.\n", 6, '"### more" is not a section heading'),
        (FRONT + "## do\nIt.\n## do\nIt.\n", 6, 'section "do" stands twice'),
        (FRONT + "## title\nIt.\n", 4, 'a section cannot be called "title"'),
        (FRONT + "## do\n\n## why\nIt.\n", 4, 'section "do" is empty'),
        (FRONT + "## do\n# It\n", 5, "only ## headings are used"),
        (FRONT + "## do\nIt is <b>so</b>.\n", 5, "HTML is not used here"),
        (FRONT + "## do\n![it](a.png)\n", 5, "pictures are not used here"),
        (FRONT + "## do\n| a | b |\n", 5, "tables are not used here"),
        (FRONT + "## do\n```\n", 5, "code blocks are not used here"),
        (FRONT + "## do\na\tb\n", 5, "a tab stands here"),
    ],
)
def test_what_has_no_place_on_a_page_is_refused_at_its_line(text: str, line: int, what: str) -> None:
    page, faults = read_markdown(text, "a.md")
    assert page is None
    assert (line, what) in [(found.line, found.what) for found in faults]


@given(st.dictionaries(KEYS, st.tuples(st.none() | TEXTS, TEXTS), min_size=1, max_size=5))
def test_any_sections_come_back_as_they_were_written(sections: dict[str, tuple[str | None, str]]) -> None:
    written = "".join(f"## {key}{': ' + head if head else ''}\n\n{text}\n\n" for key, (head, text) in sections.items())
    page, faults = read_markdown(FRONT + written, "a.md")
    assert page is not None, faults
    assert {part.key: (part.heading, part.text) for part in page.sections} == sections
    lines = (FRONT + written).split("\n")
    assert all(lines[part.text_line - 1] == part.text for part in page.sections)


@given(st.sampled_from(["", FRONT, FRONT + "## do\n"]), MARKDOWN_LIKE)
def test_any_text_gives_a_page_or_problems(start: str, text: str) -> None:
    page, faults = read_markdown(start + text, "a.md")
    assert (page is None) == bool(faults)
    assert all(1 <= found.line <= (start + text).count("\n") + 2 for found in faults)
