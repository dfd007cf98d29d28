"""The page `/decide/`: one question at a time as links within the page, and what the rulebook answers at the end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from builder.pages.address import file_of, href
from builder.pages.render import Chip, Link, Page, PageFile, Renderer, Review
from builder.pages.steps import Button, button_of
from builder.pages.walk import State, Walk
from rulebook.advise import steps_of
from rulebook.first import first_step
from rulebook.gate import first_closed
from rulebook.records import Deadline, Question, Step
from rulebook.situation import matches_any

FILE = file_of("page", "decide")


@dataclass(frozen=True)
class Said:
    """A question with the reader's answer in words."""

    asks: str
    answer: str


@dataclass(frozen=True)
class Why:
    """One rule that led to the advice."""

    rule: Link
    because: str
    said: Sequence[Said]
    chips: Sequence[Chip]


@dataclass(frozen=True)
class Card:
    """A step to take now."""

    step: Step
    link: str
    because: str
    whys: Sequence[Why]
    button: Button | None
    deadlines: Sequence[Deadline]


@dataclass(frozen=True)
class Waits:
    """A step that waits, and what comes first."""

    title: str
    first: str
    because: str
    link: str


@dataclass(frozen=True)
class Way:
    """An answer: where it leads, its words, and what it says, for the tool."""

    href: str
    title: str
    says: str


@dataclass(frozen=True)
class Ask:
    """A question with its answers, each a link to what follows."""

    name: str
    question: Question
    ways: Sequence[Way]
    said: Sequence[Said]


@dataclass(frozen=True)
class Leaf:
    """The end of a way: what to do now, what waits, and what may be done as well."""

    name: str
    main: Card
    then: Sequence[Card]
    waits: Sequence[Waits]
    also: Sequence[Link]
    said: Sequence[Said]
    review: Review | None
    has_more_rare: bool
    keep: str


@dataclass(frozen=True)
class Rare:
    """A rare question we took as "none of these", with the step that helps where one fits."""

    link: Link
    is_always_asked: bool


def decide_page(render: Renderer) -> PageFile:
    """The one page of all questions and answers."""
    w = render.look.w
    states = Walk(render.look.guide, render.look.content.decide).states()
    ends = [state for state in states if not state.question]
    some = _rare_on_some(render, ends)
    first, *later = (_ask(render, state) for state in states if state.question)
    return render.page(
        "decide.md",
        Page(FILE, w("decide.title"), w("decide.lead"), 2, "decide"),
        first=first,
        questions=later,
        leaves=[_leaf(render, state, some) for state in ends],
        rare=list(_rare(render, ends, some)),
    )


def _ask(render: Renderer, state: State) -> Ask:
    assert state.question
    ways = [Way(f"#{name}", answer.label, f"{state.question.id}={answer.id}") for answer, name in state.ways]
    return Ask(state.name, state.question, ways, _said(render, state.said))


def _leaf(render: Renderer, state: State, some: frozenset[str]) -> Leaf:
    look = render.look
    bill = _steps_of(render, state)
    first = first_step(look.guide, state.assessed, state.said, look.guide.as_of)
    cards = [_card(render, state, item) for item in bill["now"]]
    main = next(card for card in cards if card.step.id == first)
    others = [card for card in cards if card is not main]
    return Leaf(
        state.name,
        main,
        [card for card in others if card.whys[0].said],
        [_waits(render, item) for item in bill["not-yet"]] or _all_money(render, state),
        [render.step_link(FILE, card.step) for card in others if not card.whys[0].said],
        _said(render, state.said),
        render.review([source["id"] for item in bill["now"] for why in _whys(item) for source in why["sources"]]),
        not some.isdisjoint(state.assessed.situation),
        f"{href(FILE, file_of('page', 'app'))}#{urlencode(state.said)}",
    )


def _steps_of(render: Renderer, state: State) -> Mapping[str, Any]:  # Any: steps_of gives plain JSON values
    guide = render.look.guide
    return steps_of(guide, state.assessed, guide.as_of)


def _whys(item: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [item, *item.get("also", [])]


def _card(render: Renderer, state: State, item: Mapping[str, Any]) -> Card:
    look = render.look
    step = look.step[item["step"]]
    scripts = [render.script_link(FILE, look.script[name]) for name in item["scripts"]]
    button, _ = button_of(
        look, step, scripts, [render.letter_link(FILE, look.letter[name]) for name in item["letters"]]
    )
    clocks = [d for d in look.deadlines_for(step.id) if not d.when or matches_any(d.when, state.assessed.situation)]
    return Card(
        step,
        href(FILE, file_of("step", step.id)),
        item["because"],
        [_why(render, state, why) for why in _whys(item)],
        button,
        clocks,
    )


def _why(render: Renderer, state: State, why: Mapping[str, Any]) -> Why:
    """A rule with the answers given on the way here; what we took for granted is said below the cards."""
    own = {key: answer for key, answer in why["answers"].items() if key in state.said}
    names = [source["id"] for source in why["sources"]]
    rule = Link(href(FILE, file_of("page", "rules"), why["rule"]), render.look.w("why.rule"))
    return Why(rule, why["because"], _said(render, own), render.chips(FILE, names))


def _waits(render: Renderer, item: Mapping[str, Any]) -> Waits:
    look = render.look
    until = str(item["until"])
    asked = until.removeprefix("ask:")
    first = look.guide.question[asked].ask if until.startswith("ask:") else look.step[until].title
    step = look.step[item["step"]]
    return Waits(step.title, first, item["because"], href(FILE, file_of("step", step.id)))


def _all_money(render: Renderer, state: State) -> list[Waits]:
    """Where the answers point to no money step yet, what every one of them would wait for."""
    look = render.look
    closed = first_closed(look.guide, state.assessed.situation, (), "")
    if not closed or closed.until not in look.step:
        return []
    link = href(FILE, file_of("page", "rules"), f"gate-{closed.row.id}")
    return [Waits(look.w("decide.any-money"), look.step[closed.until].title, closed.row.because, link)]


def _said(render: Renderer, answers: Mapping[str, str]) -> list[Said]:
    return [Said(asked.ask, _label(asked, answers[name])) for name, asked in _asked(render, answers)]


def _asked(render: Renderer, answers: Mapping[str, str]) -> list[tuple[str, Question]]:
    return [(name, render.look.guide.question[name]) for name in answers]


def _label(question: Question, answer: str) -> str:
    return next(known.label for known in question.answers if known.id == answer)


def _rare(render: Renderer, ends: Sequence[State], some: frozenset[str]) -> Iterator[Rare]:
    for question in render.look.guide.questions:
        if not question.rare or not any(question.id in state.assessed.situation for state in ends):
            continue
        row = next((row for row in render.look.guide.rows if question.id in row.when), None)
        if row:
            link = Link(href(FILE, file_of("step", row.step)), question.ask, render.look.step[row.step].title)
            yield Rare(link, question.id not in some)


def _rare_on_some(render: Renderer, ends: Sequence[State]) -> frozenset[str]:
    """The rare questions that only some ends leave open; one class shows or hides them all."""
    rare = {question.id for question in render.look.guide.questions if question.rare}
    open_at = [frozenset(name for name in rare if name in state.assessed.situation) for state in ends]
    some = frozenset.union(*open_at) - frozenset.intersection(*open_at)
    assert all(some <= found or some.isdisjoint(found) for found in open_at), some
    return some
