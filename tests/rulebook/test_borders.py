"""The rulebook keeps its borders: standard library only, no clock, no chance, no files, no network, no float."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import rulebook

FOLDER = Path(rulebook.__file__).parent
FILES = sorted(FOLDER.rglob("*.py"))
SHELL = "__main__.py"  # the only part that reads files and prints

ALLOWED_EVERYWHERE = {
    "calendar", "collections", "contextlib", "dataclasses", "datetime", "decimal", "difflib", "enum", "functools",
    "graphlib", "itertools", "json", "math", "operator", "re", "string", "types", "typing",
}  # fmt: skip
ALLOWED_IN_THE_SHELL = ALLOWED_EVERYWHERE | {"argparse", "importlib", "io", "os", "pathlib", "sys"}
FORBIDDEN_CALLS = {"open", "print", "input", "float", "eval", "exec", "compile", "__import__", "id", "hash"}
FORBIDDEN_CLOCKS = {"now", "today", "utcnow", "fromtimestamp"}


def _trees(*, with_shell: bool) -> Iterator[tuple[Path, ast.Module]]:
    for path in FILES:
        if with_shell or path.name != SHELL:
            yield path, ast.parse(path.read_text("utf-8"), str(path))


def _imported(tree: ast.Module) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole module"
            yield node.module or ""


def test_there_is_something_to_look_at() -> None:
    assert {"decide.py", "facts.py", SHELL} <= {path.name for path in FILES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_module_imports_only_the_standard_library_and_the_rulebook(path: Path) -> None:
    allowed = ALLOWED_IN_THE_SHELL if path.name == SHELL else ALLOWED_EVERYWHERE
    names = {name.split(".")[0] for name in _imported(ast.parse(path.read_text("utf-8")))}
    assert names <= {"rulebook", *allowed}
    assert names <= {"rulebook", *sys.stdlib_module_names}


def test_no_module_reads_the_shell() -> None:
    assert [path.name for path, tree in _trees(with_shell=True) if "rulebook.__main__" in _imported(tree)] == []


def _calls(*, with_shell: bool) -> Iterator[tuple[str, ast.expr]]:
    for path, tree in _trees(with_shell=with_shell):
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                yield f"{path.name}:{node.lineno}", node.func


def test_nothing_but_the_shell_prints_or_touches_files() -> None:
    called = [(where, func.id) for where, func in _calls(with_shell=False) if isinstance(func, ast.Name)]
    assert [(where, name) for where, name in called if name in FORBIDDEN_CALLS] == []


def test_nothing_reads_a_clock_not_even_the_shell() -> None:
    called = [(where, func.attr) for where, func in _calls(with_shell=True) if isinstance(func, ast.Attribute)]
    assert [(where, name) for where, name in called if name in FORBIDDEN_CLOCKS] == []


def test_no_number_is_a_float() -> None:
    found = [
        f"{path.name}:{node.lineno} {node.value}"
        for path, tree in _trees(with_shell=True)
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant) and isinstance(node.value, (float, complex))
    ]
    assert found == []


def test_money_is_never_divided_but_for_display() -> None:
    """Thresholds compare by multiplying (`income * 100 <= percent * guideline`); one division is shown, rounded."""
    found = [
        path.name
        for path, tree in _trees(with_shell=True)
        for node in ast.walk(tree)
        if isinstance(node, ast.BinOp) and isinstance(node.op, ast.Div) and path.name != SHELL
    ]
    assert found == ["poverty.py"]


def test_no_assertion_carries_meaning() -> None:
    """Bytecode on the reader's device may be made without assertions."""
    nodes = [(path.name, node) for path, tree in _trees(with_shell=True) for node in ast.walk(tree)]
    assert [name for name, node in nodes if isinstance(node, ast.Assert)] == []
