"""The casebook keeps its borders: standard library, rulebook and Jinja2; no clock, no chance, no files, no float."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

import casebook
from tests.rulebook import test_borders as rulebook_borders
from tests.rulebook.test_borders import ALLOWED_EVERYWHERE, FORBIDDEN_CALLS, FORBIDDEN_CLOCKS, _imported

FOLDER = Path(casebook.__file__).parent
FILES = sorted(FOLDER.rglob("*.py"))
TEMPLATES = sorted(FOLDER.rglob("*.html"))
OURS = {"casebook", "rulebook"}
ALLOWED = ALLOWED_EVERYWHERE | {"copy"}
CARDS_TO_TAKE_NOW = "cards.now"  # a method of ours, no clock
ONLY_IN = {  # what is read, and what makes HTML
    "pkgutil": {"border.py", "templating.py"},
    "importlib": {"compiled.py", "render.py"},
    "jinja2": {"compiled.py", "templating.py"},
}


def _tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text("utf-8"), str(path))


def _calls(path: Path) -> Iterator[tuple[str, ast.expr]]:
    for node in ast.walk(_tree(path)):
        if isinstance(node, ast.Call):
            yield f"{path.name}:{node.lineno}", node.func


def test_there_is_something_to_look_at() -> None:
    assert {"border.py", "render.py", "update.py"} <= {path.name for path in FILES}
    assert {"bill.html", "parts.html"} <= {path.name for path in TEMPLATES}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_module_imports_only_the_standard_library_the_rulebook_and_jinja(path: Path) -> None:
    names = {name.split(".")[0] for name in _imported(_tree(path))}
    here = {name for name, files in ONLY_IN.items() if path.name in files}
    assert names <= OURS | ALLOWED | here


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_module_neither_prints_nor_touches_files_nor_reads_a_clock(path: Path) -> None:
    plain = [(where, func.id) for where, func in _calls(path) if isinstance(func, ast.Name)]
    assert [(where, name) for where, name in plain if name in FORBIDDEN_CALLS] == []
    asked = [(where, func) for where, func in _calls(path) if isinstance(func, ast.Attribute)]
    clocks = [(where, ast.unparse(func)) for where, func in asked if func.attr in FORBIDDEN_CLOCKS]
    assert [(where, name) for where, name in clocks if name != CARDS_TO_TAKE_NOW] == []


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_a_module_holds_no_float_and_no_assertion(path: Path) -> None:
    """Money is never a float, and bytecode on the reader's device may be made without assertions."""
    nodes = list(ast.walk(_tree(path)))
    assert [node.value for node in nodes if isinstance(node, ast.Constant) and isinstance(node.value, float)] == []
    assert [node.lineno for node in nodes if isinstance(node, ast.Assert)] == []


def test_only_the_border_remembers_anything() -> None:
    """No module but `border.py` assigns to an attribute, apart from a constructor."""
    found = [
        f"{path.name}:{node.lineno}"
        for path in FILES
        for method in ast.walk(_tree(path))
        if isinstance(method, ast.FunctionDef) and method.name != "__init__" and path.name != "border.py"
        for node in ast.walk(method)
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store)
    ]
    assert found == []


def test_the_rulebook_does_not_know_the_casebook() -> None:
    known = [(path.name, name) for path in rulebook_borders.FILES for name in _imported(_tree(path))]
    assert [found for found in known if found[1].split(".")[0] == "casebook"] == []


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_a_template_marks_nothing_as_safe_and_runs_nothing(path: Path) -> None:
    text = path.read_text("utf-8")
    assert [
        word for word in ("|safe", "| safe", "autoescape", "<script", "style=", "javascript:") if word in text
    ] == []
    assert re.findall(r"\son[a-z]+=", text) == []
