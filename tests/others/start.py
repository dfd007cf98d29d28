"""How each of the other browsers is started here, or why it cannot be."""

from collections.abc import Mapping
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Protocol

from tests.others.driver import Browser, Lack
from tests.others.firefox import Firefox
from tests.others.webkitgtk import WebKitGtk, screen
from tools.others import OTHERS


class Open(Protocol):
    """How to start one of the browsers."""

    def __call__(self, profile: Path, *, is_private: bool = False, lacks: Lack | None = None) -> Browser: ...


def opener(name: str, stack: ExitStack) -> Open:
    """Give a way to start this browser until the stack ends; raises LookupError with what is missing."""
    found = OTHERS[name].find()
    if found is None:
        raise LookupError(f"{name} is {OTHERS[name].missing}")
    if name == "firefox":
        return partial(Firefox, found["firefox"])
    return partial(WebKitGtk, found["driver"], stack.enter_context(screen(found["screen"])))


def browsers(stack: ExitStack) -> tuple[Mapping[str, Open], list[str]]:
    """Give a way to start each browser that is here, and say why the others are not."""
    found: dict[str, Open] = {}
    missing: list[str] = []
    for name in OTHERS:
        try:
            found[name] = opener(name, stack)
        except LookupError as trouble:
            missing.append(str(trouble))
    return found, missing
