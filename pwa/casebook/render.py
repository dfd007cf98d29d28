"""A desk as HTML: the same templates on the device and at build time, with every word from the guide."""

import functools
import pkgutil
from datetime import date

import jinja2

from casebook.desk import Desk
from casebook.look import Look
from casebook.screens import screen_values
from rulebook.guide import Guide


@functools.cache
def environment() -> jinja2.Environment:
    """Templates of `casebook/templates`, escaped, and strict about what is missing."""
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(_source),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _source(name: str) -> str | None:
    try:
        found = pkgutil.get_data("casebook", f"templates/{name}")
    except OSError:
        return None
    return found.decode() if found else None


def render(guide: Guide, desk: Desk, on: date) -> str:
    """The HTML of the reader's screen, for the region `#tool` of the page."""
    look = Look(guide, desk, on)
    template = environment().get_template(f"{desk.place.screen}.html")
    return template.render(w=look.w, screen=desk.place.screen, **screen_values(look))
