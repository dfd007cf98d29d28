"""The start page, the three doors, pages of plain prose, and the scripts."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.model import GuidePage, ScriptPage, Section
from builder.pages import changes, help, privacy, states  # noqa: A004 # the page is called that
from builder.pages.address import file_of, href
from builder.pages.render import Link, Page, PageFile, Renderer
from builder.pages.topics import page_link

DOOR_LINK = re.compile(r"\[[^\]]*\]\(page:([a-z0-9-]+)\)")
ICONS = {"bill-came": "letter", "refused": "phone", "collector-or-court": "scales"}
USES = ("when", "not-when")
WITH_MORE = {  # pages of prose that also show what stands elsewhere
    changes.ID: changes.changes_page,
    help.ID: help.help_page,
    privacy.ID: privacy.privacy_page,
    states.ID: states.states_page,
    states.CREDIT_ID: states.credit_page,
}
SIDES = ("billing-office", "plan", "collector", "public-program", "legal-aid")


@dataclass(frozen=True)
class Door:
    """One of the three ways in."""

    href: str
    title: str
    hint: str
    icon: str


@dataclass(frozen=True)
class Group:
    """Scripts for one kind of call."""

    side: str
    links: Sequence[Link]


def guide_pages(render: Renderer) -> Iterator[PageFile]:
    """Every page of `content/guide/` that is not a step."""
    for page in render.look.content.pages:
        if page.kind == "start":
            yield _start(render, page)
        elif page.id in WITH_MORE:
            yield WITH_MORE[page.id](render, page)
        elif page.kind not in ("step", "topic"):
            yield _prose(render, page)


def _start(render: Renderer, page: GuidePage) -> PageFile:
    file = file_of("page", "index")
    doors = [_door(file, section) for section in page.sections if section.key.startswith("door-")]
    first, *later = render.parts(file, [s for s in page.sections if not s.key.startswith("door-")])
    shown = Page(file, page.title, page.lead, kind="start", sources=page.sources)
    return render.page("start.md", shown, doors=doors, soon=[first], later=later)


def _door(file: str, section: Section) -> Door:
    """A door is a heading, a hint, and one link; the whole card is the link."""
    link = DOOR_LINK.search(section.text)
    if not link:
        raise ValueError(f"{section.key}: a door needs a link to its page")
    hint = " ".join(DOOR_LINK.sub("", section.text).split())
    return Door(href(file, file_of("page", link[1])), section.heading or "", hint, ICONS[link[1]])


def _prose(render: Renderer, page: GuidePage) -> PageFile:
    file = file_of("page", page.id)
    boost = 4 if page.kind == "door" else 2
    shown = Page(file, page.title, page.lead, boost, page.kind, page.sources)
    return render.page("prose.md", shown, parts=render.parts(file, page.sections))


def script_pages(render: Renderer) -> Iterator[PageFile]:
    """Every page below `/scripts/`."""
    w = render.look.w
    file = file_of("page", "scripts")
    shown = Page(file, w("scripts.title"), w("scripts.lead"))
    yield render.page("scripts.md", shown, groups=script_groups(render, file))
    for script in render.look.content.scripts:
        yield _script(render, script)


def script_groups(render: Renderer, file: str, anchor: str = "") -> Sequence[Group]:
    """All scripts by whom you call, as links from a file."""
    groups = []
    for side in SIDES:
        found = [script for script in render.look.content.scripts if script.with_ == side]
        if found:
            groups.append(Group(side, [render.script_link(file, script, anchor) for script in found]))
    return groups


def _script(render: Renderer, script: ScriptPage) -> PageFile:
    file = file_of("script", script.id)
    parts = render.parts(file, script.sections)
    above = render.piece("above-kicker.html", file, kicker=render.look.w(f"with.{script.with_}"))
    last = max(number for number, part in enumerate(parts) if part.look == "branch")
    talk = [part for part in parts[: last + 1] if part.look != "branch" and part.key not in USES]
    return render.page(
        "script.md",
        Page(file, script.title, script.lead, 2, "script", script.sources, above),
        script=script,
        uses=[part for part in parts if part.key in USES],
        opening=talk,
        branches=[part for part in parts if part.look == "branch"],
        closing=parts[last + 1 :],
        steps=[render.step_link(file, render.look.step[name]) for name in script.steps],
        topics=[page_link(file, page) for page in render.look.topics_with(script.id)],
    )
