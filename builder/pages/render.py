"""Templates into Markdown files: front matter, body, and the few helpers a template may call."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import jinja2
from markupsafe import Markup

from builder.model import LetterPage, ScriptPage, Section
from builder.pages.address import file_of, href
from builder.pages.lookup import Lookup
from builder.pages.markup import Marker
from builder.pages.pictures import DRAWN
from casebook.show import chip_label
from rulebook.records import Source, Step

TEMPLATES = Path(__file__).parent / "templates"
BRANCHES = ("yes", "no", "transfer")


@dataclass(frozen=True)
class PageFile:
    """A finished file of `build/docs`."""

    file: str
    title: str
    text: str


@dataclass(frozen=True)
class Part:
    """A section as a template shows it: `look` is how (plain, say, why, branch)."""

    key: str
    heading: str
    look: str
    body: Markup


@dataclass(frozen=True)
class Chip:
    """The grade of a source, linked to it."""

    label: str
    kind: str
    href: str
    title: str
    checked: str


@dataclass(frozen=True)
class Link:
    """A line of a list of links: where to, what it is, and a hint."""

    href: str
    title: str
    hint: str = ""


@dataclass(frozen=True)
class Review:
    """The day after which a page may be out of date."""

    by: str
    day: str


@dataclass(frozen=True)
class Page:
    """What a page tells the site about itself; `boost` is for search (0: left out), `above` is HTML over its title."""

    file: str
    title: str
    lead: str
    boost: float = 1
    kind: str = "page"
    sources: Sequence[str] = field(default=())
    above: str = ""


class Renderer:
    """Renders one page after another from `templates/`."""

    def __init__(self, look: Lookup) -> None:
        self.look = look
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(TEMPLATES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
            keep_trailing_newline=True,
        )
        self._templates.globals["w"] = look.w

    def page(self, template: str, page: Page, **values: object) -> PageFile:
        """One page; in a template `to("step", "pause")` is the address of another page, seen from this one."""

        chips = self.chips(page.file, page.sources)
        body = self.piece(template, page.file, page=page, review=self.review(page.sources), sources=chips, **values)
        return PageFile(page.file, page.title, _front_matter(page, self._typed(page.file)) + body)

    def _typed(self, file: str) -> Sequence[str]:
        """What people type who look for this page, where its own words are others."""
        name = f"search.{file.removesuffix('.md').replace('/', '.')}"
        return [self.look.w(name)] if name in self.look.w else []

    def piece(self, template: str, file: str, **values: object) -> str:
        """A template that stands in a file of the site; `to` in it counts from there."""

        def to(kind: str, name: str, anchor: str = "") -> str:
            return href(file, file_of(kind, name), anchor)

        return self._templates.get_template(template).render(to=to, **values)

    def parts(self, file: str, sections: Sequence[Section], *, has_chips: bool = True) -> tuple[Part, ...]:
        """Sections with their headings and Markdown ready for a template."""
        marker = Marker(self.look, file, lambda name: self._picture(file, name), has_chips)
        return tuple(self._part(marker, section) for section in sections)

    def _picture(self, file: str, name: str) -> str:
        return self.piece(f"pictures/{name}.html", file, shown=DRAWN[name](self.look, file))

    def _part(self, marker: Marker, section: Section) -> Part:
        heading = section.heading or self.look.w(f"section.{section.key}")
        look = _look_of(section)
        inside = f"## {heading} {{ #{section.key} .say__label }}" if look == "say" else ""
        is_answer = section.key == "refuse" or look == "branch"
        label = self.look.w("say.answer") if is_answer else self.look.w("say.label")
        return Part(section.key, heading, look, marker.text(section.text, label, inside))

    def chips(self, file: str, names: Sequence[str]) -> tuple[Chip, ...]:
        """Chips for these sources, each once, in the order given."""
        return tuple(self._chip(file, self.look.source[name]) for name in dict.fromkeys(names))

    def _chip(self, file: str, source: Source) -> Chip:
        link = href(file, file_of("page", "sources"), source.id)
        label, checked = chip_label(self.look.w, source), self.look.w.day(source.checked)
        return Chip(label, source.kind, link, source.title, checked)

    def step_link(self, file: str, step: Step) -> Link:
        """A link to a step from a file, with what to do as its hint."""
        return Link(href(file, file_of("step", step.id)), step.title, step.do)

    def script_link(self, file: str, script: ScriptPage, anchor: str = "") -> Link:
        """A link to a script from a file."""
        return Link(href(file, file_of("script", script.id), anchor), script.title, script.lead)

    def letter_link(self, file: str, letter: LetterPage, anchor: str = "") -> Link:
        """A link to a letter from a file."""
        return Link(href(file, file_of("letter", letter.id), anchor), letter.title, letter.lead)

    def review(self, names: Sequence[str]) -> Review | None:
        """When the first of these sources has to be looked at again."""
        days = [self.look.source[name].fresh_until for name in names]
        return Review(min(days).isoformat(), self.look.w.day(min(days))) if days else None


def _look_of(section: Section) -> str:
    if section.key in BRANCHES or section.key.startswith("branch-"):
        return "branch"
    if section.key == "why":
        return "why"
    return "say" if section.text.startswith(">") and section.key != "refuse" else "plain"


def _front_matter(page: Page, typed: Sequence[str]) -> str:
    search: Mapping[str, object] = {"boost": page.boost} if page.boost else {"exclude": True}
    meta: dict[str, object] = {
        "title": page.title,
        "description": page.lead,
        "kind": page.kind,
        "search": search,
        "above": page.above,
    }
    if typed:
        meta["tags"] = typed  # Material's name for a field of the search index; no page shows it
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in meta.items()]  # JSON is YAML
    return "---\n" + "\n".join(lines) + "\n---\n"
