"""The fault table in docs/reliability.md and the tests it names belong together."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
TABLE = (ROOT / "docs" / "reliability.md").read_text("utf-8")
FAULTS = ROOT / "tests" / "browser" / "faults"
NAMED = re.findall(r"`(tests/[\w/]+\.py)::(test_\w+)`", TABLE)
FEWEST = 40


def _tests(path: Path) -> set[str]:
    tree = ast.parse(path.read_text("utf-8"))
    return {node.name for node in tree.body if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")}


def test_every_row_names_a_test_that_is_there() -> None:
    assert [f"{file}::{name}" for file, name in NAMED if name not in _tests(ROOT / file)] == []
    assert len(NAMED) == TABLE.count("\n| ") - 1  # all rows but the heading


def test_there_are_at_least_forty_rows_and_none_twice() -> None:
    assert len(set(NAMED)) == len(NAMED) >= FEWEST


def test_every_fault_test_has_a_row() -> None:
    there = {(f"tests/browser/faults/{path.name}", name) for path in FAULTS.glob("test_*.py") for name in _tests(path)}
    assert there - set(NAMED) == set()
