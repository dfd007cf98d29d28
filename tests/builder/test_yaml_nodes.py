"""YAML is read as text with lines; what a reader of the file could not see is refused."""

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from builder.yaml_nodes import Node, line_of, plain, read_yaml

SCALARS = st.text(alphabet="abc 019:-#'\"é“,.", max_size=12)
TREES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(SCALARS, inner, max_size=4))
YAML_LIKE = st.text(alphabet="abé019 \n-:?&*!<>|%@`'\"{}[],#~\t\\.", max_size=80)


def good(text: str) -> Node:
    """The node of a text that has no problem."""
    node, faults = read_yaml(text, "a.yaml")
    assert node is not None, faults
    return node


def test_scalars_stay_text() -> None:
    assert plain(good("{a: no, b: 010, c: 1.50, d: null, e: 2026-11-24, f: ~, g: }")) == {
        "a": "no", "b": "010", "c": "1.50", "d": "null", "e": "2026-11-24", "f": "~", "g": "",
    }  # fmt: skip


def test_a_value_knows_the_line_of_its_name() -> None:
    node = good("- id: one\n  because: >-\n    two\n    lines\n- id: two\n  when: {holder:\n    [court]}\n")
    assert line_of(node, (0, "because")) == 2
    assert line_of(node, (1,)) == 5
    assert line_of(node, (1, "when", "holder")) == 6
    assert line_of(node, (1, "when", "no-such", 7)) == 6, "the deepest part that is there"


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("a: 1\na: 2\n", 2, '"a" stands twice'),
        ("a: &x 1\nb: *x\n", 1, "anchors and aliases are not used here"),
        ("a:\n  <<: {b: 1}\n", 2, "merges are not used here"),
        ("a: !!int 1\n", 1, "tags are not used here"),
        ("[a]: 1\n", 1, "a name has to be text"),
        ("a: 1\n---\nb: 2\n", 2, "a second document starts here"),
        ("", 1, "the file is empty"),
        ("a: [1\nb: 2\n", 2, "this is not YAML"),
        ("a: b: c\n", 1, "this is not YAML"),
        ("[" * 40 + "]" * 40, 1, "values are nested too deeply"),
        ("a: \0", 1, "this is not text"),
    ],
)
def test_what_cannot_be_seen_is_refused_at_its_line(text: str, line: int, what: str) -> None:
    node, faults = read_yaml(text, "a.yaml")
    assert node is None
    assert (faults[0].line, faults[0].what[: len(what)]) == (line, what)


def test_lines_count_from_the_first_line_of_the_front_matter() -> None:
    _, faults = read_yaml("a: 1\na: 2\n", "a.md", first_line=2)
    assert faults[0].line == 3


@given(TREES)
def test_any_tree_comes_back_as_it_was_written(tree: object) -> None:
    assert plain(good(yaml.safe_dump(tree, allow_unicode=True, default_style="'"))) == tree


@given(YAML_LIKE)
def test_any_text_gives_a_node_or_problems_and_agrees_with_the_base_loader(text: str) -> None:
    node, faults = read_yaml(text, "a.yaml")
    assert (node is None) == bool(faults)
    assert all(found.file == "a.yaml" and 1 <= found.line <= text.count("\n") + 2 for found in faults)
    if node is not None:
        assert plain(node) == yaml.load(text, Loader=yaml.BaseLoader)  # the loader that builds only text
