"""The templates as files, with all of Jinja2: for the build, the command and the tests."""

import functools
import pkgutil

import jinja2


@functools.cache
def environment() -> jinja2.Environment:
    """Templates of `casebook/templates`, escaped, and strict about what is missing."""
    return jinja2.Environment(
        loader=jinja2.FunctionLoader(source),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def source(name: str) -> str | None:
    """The text of a template, or None where there is none of this name."""
    try:
        found = pkgutil.get_data("casebook", f"templates/{name}")
    except OSError:
        return None
    return found.decode() if found else None
