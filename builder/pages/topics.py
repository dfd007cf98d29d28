"""The topics: pages that tell more than a step has room for, and the list of all of them by the reader's trouble."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from builder.model import GuidePage, TopicGroup
from builder.pages.address import file_of, href
from builder.pages.render import Link, Page, PageFile, Renderer

LIST = file_of("page", "topics")


@dataclass(frozen=True)
class Group:
    """One kind of trouble, with all that helps."""

    group: TopicGroup
    links: Sequence[Link]


def topic_pages(render: Renderer) -> Iterator[PageFile]:
    """Every page below `/topics/`."""
    w = render.look.w
    groups = [
        Group(group, [link_of(render, LIST, target) for target in group.links]) for group in render.look.content.topics
    ]
    yield render.page("topics.md", Page(LIST, w("topics.title"), w("topics.lead")), groups=groups)
    for page in render.look.topics:
        yield _topic(render, page)


def _topic(render: Renderer, page: GuidePage) -> PageFile:
    look, file = render.look, file_of("topic", page.id)
    group = next(group for group in look.content.topics if f"topic:{page.id}" in group.links)
    above = render.piece("above-topic.html", file, group=group)
    steps = [look.step[name] for name in page.steps]
    return render.page(
        "topic.md",
        Page(file, page.title, page.lead, 3, "topic", page.sources, above),
        parts=render.parts(file, page.sections),
        scripts=[render.script_link(file, look.script[name]) for name in look.scripts_in(page)],
        steps=[render.step_link(file, step) for step in steps],
        rules=[Link(href(file, file_of("page", "rules"), f"step-{step.id}"), step.title) for step in steps],
        main=steps[0],
    )


def link_of(render: Renderer, file: str, target: str) -> Link:
    """A link as written in content, like `step:pause`, with the title and the hint of what it leads to."""
    kind, _, name = target.partition(":")
    look = render.look
    if kind == "step":
        return render.step_link(file, look.step[name])
    if kind == "script":
        return render.script_link(file, look.script[name])
    if name in look.page:
        return page_link(file, look.page[name])
    return Link(href(file, file_of("page", name)), look.w(f"{name}.title"), look.w(f"{name}.lead"))


def page_link(file: str, page: GuidePage) -> Link:
    """A link to a page of the guide that is no step, from a file."""
    kind = "topic" if page.kind == "topic" else "page"
    return Link(href(file, file_of(kind, page.id)), page.title, page.lead)
