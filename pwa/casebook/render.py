"""A desk as HTML: the same templates on the device and at build time, with every word from the guide."""

import functools
from datetime import date
from importlib import util
from typing import Protocol, get_args

from casebook.compiled import PACKAGE, Compiled
from casebook.desk import Desk
from casebook.look import Look
from casebook.place import Screen
from casebook.screens import screen_values
from rulebook.guide import Guide


class Template(Protocol):
    def render(self, **values: object) -> str: ...


class Templates(Protocol):
    def get_template(self, name: str) -> Template: ...


@functools.cache
def _templates() -> Templates:
    """Those the build compiled for the device; elsewhere the files, so that a change shows at once."""
    if util.find_spec(PACKAGE):
        return Compiled()
    from casebook.templating import environment  # noqa: PLC0415 # a device has no such module, and no need of one

    return environment()


def load_all() -> None:
    """Read every screen's template now, so that none has to be read later."""
    for name in get_args(Screen):
        _templates().get_template(f"{name}.html")


def render(guide: Guide, desk: Desk, on: date) -> str:
    """The HTML of the reader's screen, for the region `#tool` of the page."""
    return render_look(Look(guide, desk, on))


def render_look(look: Look) -> str:
    """The same, for whoever has looked already."""
    screen = look.desk.place.screen
    template = _templates().get_template(f"{screen}.html")
    return template.render(w=look.w, screen=screen, **screen_values(look))
