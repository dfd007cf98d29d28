"""The pages of `/decide/`: one question a page as plain links, and what the rulebook answers at the end."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from builder.decide import State, Walk, first_step
from builder.pages_address import file_of, href
from builder.pages_render import Chip, Link, Page, PageFile, Renderer
from rulebook.advise import advise
from rulebook.gate import first_closed
from rulebook.guide import Deadline, Question, Step
from rulebook.situation import matches_any


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
    scripts: Sequence[Link]
    deadlines: Sequence[Deadline]


@dataclass(frozen=True)
class Waits:
    """A step that waits, and what comes first."""

    title: str
    first: str
    because: str
    link: str


def decide_pages(render: Renderer) -> Iterator[PageFile]:
    """Every question page and every leaf."""
    for state in Walk(render.look.guide, render.look.content.decide).states():
        yield _question(render, state) if state.question else _leaf(render, state)


def _question(render: Renderer, state: State) -> PageFile:
    w, file = render.look.w, file_of("decide", state.name)
    question = state.question
    assert question is not None
    ways = [Link(href(file, file_of("decide", name)), answer.label) for answer, name in state.ways]
    is_first = state.name == "index"
    lead = question.help or (w("decide.lead") if is_first else "")
    boost = 2 if is_first else 0
    kicker = w("decide.title") if is_first else w("decide.kicker")
    title = w("decide.title") if is_first else question.ask
    return render.page(
        "decide-question.md",
        Page(file, title, lead, boost, "decide", above=render.piece("above-kicker.html", file, kicker=kicker)),
        question=question,
        ways=ways,
        said=_said(render, state.said),
        is_first=is_first,
    )


def _leaf(render: Renderer, state: State) -> PageFile:
    look, file = render.look, file_of("decide", state.name)
    bill = _only_bill(advise(look.guide, state.case, look.guide.as_of))
    first = first_step(look.guide, state.assessed, state.said)
    cards = [_card(render, file, state, item) for item in bill["now"]]
    main = next(card for card in cards if card.step.id == first)
    others = [card for card in cards if card is not main]
    names = [source["id"] for item in bill["now"] for why in _whys(item) for source in why["sources"]]
    return render.page(
        "decide-leaf.md",
        Page(file, look.w("decide.leaf"), main.step.title, 0, "decide", tuple(dict.fromkeys(names))),
        main=main,
        then=[card for card in others if card.whys[0].said],
        also=[render.step_link(file, card.step) for card in others if not card.whys[0].said],
        waits=[_waits(render, file, item) for item in bill["not-yet"]] or _all_money(render, file, state),
        said=_said(render, state.said),
        rare=list(_rare(render, file, state)),
    )


def _only_bill(advice: Mapping[str, Any]) -> Mapping[str, Any]:  # Any: advise gives plain JSON values
    found: Mapping[str, Any] = advice["bills"][0]
    return found


def _whys(item: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return [item, *item.get("also", [])]


def _card(render: Renderer, file: str, state: State, item: Mapping[str, Any]) -> Card:
    look = render.look
    step = look.step[item["step"]]
    clocks = [d for d in look.deadlines_for(step.id) if not d.when or matches_any(d.when, state.assessed.situation)]
    return Card(
        step,
        href(file, file_of("step", step.id)),
        item["because"],
        [_why(render, file, state, why) for why in _whys(item)],
        [render.script_link(file, look.script[name]) for name in item["scripts"]],
        clocks,
    )


def _why(render: Renderer, file: str, state: State, why: Mapping[str, Any]) -> Why:
    """A rule with the answers given on the way here; what we took for granted is said below the cards."""
    own = {key: answer for key, answer in why["answers"].items() if key in state.said}
    names = [source["id"] for source in why["sources"]]
    rule = Link(href(file, file_of("page", "rules"), why["rule"]), render.look.w("why.rule"))
    return Why(rule, why["because"], _said(render, own), render.chips(file, names))


def _waits(render: Renderer, file: str, item: Mapping[str, Any]) -> Waits:
    look = render.look
    until = str(item["until"])
    asked = until.removeprefix("ask:")
    first = look.guide.question[asked].ask if until.startswith("ask:") else look.step[until].title
    step = look.step[item["step"]]
    return Waits(step.title, first, item["because"], href(file, file_of("step", step.id)))


def _all_money(render: Renderer, file: str, state: State) -> list[Waits]:
    """Where the answers point to no money step yet, what every one of them would wait for."""
    look = render.look
    closed = first_closed(look.guide, state.assessed.situation, (), "")
    if not closed or closed.until not in look.step:
        return []
    link = href(file, file_of("page", "rules"), f"gate-{closed.row.id}")
    return [Waits(look.w("decide.any-money"), look.step[closed.until].title, closed.row.because, link)]


def _said(render: Renderer, answers: Mapping[str, str]) -> list[Said]:
    return [Said(asked.ask, _label(asked, answers[name])) for name, asked in _asked(render, answers)]


def _asked(render: Renderer, answers: Mapping[str, str]) -> list[tuple[str, Question]]:
    return [(name, render.look.guide.question[name]) for name in answers]


def _label(question: Question, answer: str) -> str:
    return next(known.label for known in question.answers if known.id == answer)


def _rare(render: Renderer, file: str, state: State) -> Iterator[Link]:
    """The rare questions we took as "none of these", each with the step that helps where one fits."""
    for question in render.look.guide.questions:
        if not question.rare or question.id not in state.assessed.situation:
            continue
        row = next((row for row in render.look.guide.rows if question.id in row.when), None)
        if row:
            yield Link(href(file, file_of("step", row.step)), question.ask, render.look.step[row.step].title)
