"""The tool's templates as Python, so that the device needs no compiler for them."""

from collections.abc import Iterator
from pathlib import Path

from casebook.compiled import PACKAGE, Compiled
from casebook.templating import environment

FOLDER = PACKAGE.replace(".", "/")


def compiled(folder: Path) -> Iterator[tuple[str, bytes]]:
    """A module for each template of `folder`, by its path in the zip, and the package they form."""
    yield f"{FOLDER}/__init__.py", b'"""Made by the build from casebook/templates."""\n'
    for path in sorted(folder.glob("*.html")):
        code = environment().compile(path.read_text("utf-8"), path.name, path.name, raw=True, defer_init=True)
        for kind, known in (("filters", Compiled.filters), ("tests", Compiled.tests)):
            _check(path.name, kind, code, frozenset(known))
        yield f"{FOLDER}/{path.stem}.py", code.encode()


def _check(name: str, kind: str, code: str, known: frozenset[str]) -> None:
    """Refuse what the device would not find: the run time there knows few filters and tests."""
    used = {part.split("']")[0] for part in code.split(f"environment.{kind}['")[1:]}
    if unknown := sorted(used - known):
        raise RuntimeError(f"{name}: casebook/compiled.py has no {kind} named {', '.join(unknown)}: add them there")
