"""Content by id, as the page makers need it."""

import functools
from collections.abc import Mapping

from builder.known import links
from builder.model import Contact, Content, GuidePage, LetterPage, ScriptPage
from casebook.words import Words
from rulebook.guide import Guide
from rulebook.records import Deadline, Page, PaperKind, Row, Source, Step


class Lookup:
    """Everything a page may show, found by id; steps and pages keep checklist order."""

    def __init__(self, content: Content, guide: Guide) -> None:
        self.content = content
        self.guide = guide
        self.w = Words(content.words)

    @functools.cached_property
    def source(self) -> Mapping[str, Source]:
        return {source.id: source for source in self.content.sources}

    @functools.cached_property
    def contact(self) -> Mapping[str, Contact]:
        return {contact.id: contact for contact in self.content.contacts}

    @functools.cached_property
    def step(self) -> Mapping[str, Step]:
        return {step.id: step for step in self.content.checklist.steps}

    @functools.cached_property
    def script(self) -> Mapping[str, ScriptPage]:
        return {script.id: script for script in self.content.scripts}

    @functools.cached_property
    def letter(self) -> Mapping[str, LetterPage]:
        return {letter.id: letter for letter in self.content.letters}

    @functools.cached_property
    def page(self) -> Mapping[str, GuidePage]:
        return {page.id: page for page in self.content.pages}

    @functools.cached_property
    def step_pages(self) -> tuple[Page, ...]:
        """The pages of the path, in order."""
        return self.content.checklist.pages

    def place_of(self, step: Step) -> int:
        """Which of the thirteen pages a step belongs to, counted from 1."""
        return [page.id for page in self.step_pages].index(step.page) + 1

    def steps_on(self, page_id: str) -> tuple[Step, ...]:
        return tuple(step for step in self.content.checklist.steps if step.page == page_id)

    def scripts_for(self, step_id: str) -> tuple[ScriptPage, ...]:
        return tuple(script for script in self.content.scripts if step_id in script.steps)

    @functools.cached_property
    def topics(self) -> tuple[GuidePage, ...]:
        """The topics, in the order of their list."""
        listed = dict.fromkeys(target for group in self.content.topics for target in group.links)
        return tuple(self.page[name] for kind, _, name in (t.partition(":") for t in listed) if kind == "topic")

    def topics_for(self, step_id: str) -> tuple[GuidePage, ...]:
        """The topics, and pages of tables, that tell more about a step."""
        pages = (*self.topics, *(page for page in self.content.pages if page.kind == "page"))
        return tuple(page for page in pages if step_id in page.steps)

    def scripts_in(self, page: GuidePage) -> tuple[str, ...]:
        """The scripts a page sends the reader to, in the order of its text."""
        targets = (target for section in page.sections for _, target in links(section.text))
        return tuple(dict.fromkeys(t.removeprefix("script:") for t in targets if t.startswith("script:")))

    def topics_with(self, script_id: str) -> tuple[GuidePage, ...]:
        """The topics that send the reader to a script."""
        return tuple(page for page in self.topics if script_id in self.scripts_in(page))

    def letters_for(self, step_id: str) -> tuple[LetterPage, ...]:
        return tuple(letter for letter in self.content.letters if step_id in letter.steps)

    def papers_for(self, step_id: str) -> tuple[PaperKind, ...]:
        return tuple(paper for paper in self.content.papers if step_id in paper.steps)

    def rows_for(self, step_id: str) -> tuple[Row, ...]:
        return tuple(row for row in self.guide.rows if row.step == step_id)

    def deadlines_for(self, step_id: str) -> tuple[Deadline, ...]:
        return tuple(deadline for deadline in self.guide.deadlines if deadline.step == step_id)
