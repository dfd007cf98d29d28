"""Templates that the build has compiled, rendered by Jinja2's run time alone: a device gets no parser and no compiler.

Compiled templates ask an environment for a few things; `Compiled` answers as `jinja2.Environment` would.
tests/engine shows that both make the same HTML.
"""

import functools
from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from types import ModuleType

from jinja2.runtime import Context, StrictUndefined, new_context

GLOBALS = {"range": range}
PACKAGE = "casebook.made"  # the build writes it: a module for each template


class Compiled:
    """What a compiled template may ask of its environment."""

    undefined = StrictUndefined
    context_class = Context
    concat = "".join
    autoescape = True
    is_async = False
    filters: Mapping[str, Callable[..., object]] = {"length": len}
    tests: Mapping[str, Callable[..., bool]] = {"none": lambda value: value is None}

    @functools.cache  # noqa: B019 # one environment for as long as the program runs
    def get_template(self, name: str, _parent: str | None = None) -> "Template":
        return Template(self, import_module(f"{PACKAGE}.{name.removesuffix('.html')}"))

    def getattr(self, thing: object, name: str) -> object:
        """`thing.name` in a template: the attribute, else the item."""
        return self._first((getattr, _item), thing, name)

    def getitem(self, thing: object, name: object) -> object:
        """`thing[name]` in a template: the item, else the attribute."""
        return self._first((_item, getattr) if isinstance(name, str) else (_item,), thing, name)

    def _first(self, ways: tuple[Callable[..., object], ...], thing: object, name: object) -> object:
        for way in ways:
            try:
                return way(thing, name)
            except (AttributeError, TypeError, LookupError):
                continue
        return self.undefined(obj=thing, name=str(name))


class Template:
    """One compiled template."""

    def __init__(self, environment: Compiled, made: ModuleType) -> None:
        made.environment = environment  # type: ignore[attr-defined] # the name compiled code looks for
        self.name: str = made.name
        self.blocks: dict[str, Callable[[Context], Iterator[str]]] = made.blocks
        self.root_render_func: Callable[[Context], Iterator[str]] = made.root
        self._environment = environment

    def render(self, **values: object) -> str:
        return "".join(self.root_render_func(self.new_context(values)))

    def new_context(
        self, values: dict[str, object] | None = None, shared: bool = False, own: Mapping[str, object] | None = None
    ) -> Context:
        return new_context(self._environment, self.name, self.blocks, values, shared, GLOBALS, own)  # type: ignore[arg-type] # it is no jinja2.Environment

    @functools.cached_property
    def _module(self) -> "Imported":
        return Imported(self)

    def _get_default_module(self, _context: Context | None = None) -> "Imported":
        return self._module


class Imported:
    """What `{% import %}` gives: the macros of a template, by name."""

    def __init__(self, template: Template) -> None:
        context = template.new_context()
        for _ in template.root_render_func(context):
            pass  # running it defines the macros
        self.__dict__.update(context.get_exported())


def _item(thing: object, name: object) -> object:
    return thing[name]  # type: ignore[index] # whether it can be is what the caller asks
