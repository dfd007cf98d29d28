"""The desk the reader works at: the case, where they are, and what can be taken back; `act` gives a new desk."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from casebook.action import Action
from casebook.change import Change, Effect, Trouble
from casebook.draft import Draft
from casebook.flow import SAFE
from casebook.place import Place, settled
from casebook.scene import Scene
from casebook.told import News
from casebook.update import update
from rulebook.case import Case
from rulebook.guide import Guide

MOST_UNDO = 50
NEW_NOTES = ("restore", "start-over", "erase-all")  # news is about the notes that were there
ALWAYS_UNDO = ("bills", "add", "device")  # elsewhere undo is offered right after a change


@dataclass(frozen=True)
class Before:
    """The case before a change, where the reader was, and the change in words."""

    case: Case
    place: Place
    words: str


@dataclass(frozen=True)
class Desk:
    """What one action leaves behind for the next.

    `typed` is a form that did not fit, kept as it was sent; `undo` offers, in words, to take back this very action;
    `draft` holds words for the coach, which are no part of the case; `news` is what an update changed, until seen.
    """

    case: Case = field(default_factory=Case)
    place: Place = field(default_factory=lambda: Place("add"))
    past: tuple[Before, ...] = ()
    said: str = ""
    troubles: tuple[Trouble, ...] = ()
    typed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    effects: tuple[Effect, ...] = ()
    undo: str = ""
    draft: Draft = field(default_factory=Draft)
    news: News | None = None


def act(guide: Guide, desk: Desk, action: Action, on: date) -> Desk:
    """The desk after one action."""
    if action.name == "undo":
        return _undone(guide, desk)
    if action.name == "seen":
        return replace(desk, said=guide.words["tool.said-seen"], troubles=(), typed={}, effects=(), undo="", news=None)
    change = update(Scene(guide, desk.case, desk.place, on, desk.draft), action)
    return _changed(desk, change, action)


def _changed(desk: Desk, change: Change, action: Action) -> Desk:
    past, undo = desk.past, ""
    case = desk.case if change.case == desk.case else change.case  # $4,200.00 sent back as 4200 is no change
    place = settled(case, change.place or desk.place)
    if change.undo and case is not desk.case:
        past = (*past, Before(desk.case, desk.place, change.undo))[-MOST_UNDO:]
        # between two questions the way back is enough
        undo = change.undo if change.said or place.screen not in ("question", "rare") else ""
    elif past and place.screen in ALWAYS_UNDO:
        undo = past[-1].words
    if any(effect.do == "erase" for effect in change.effects):
        past, undo = (), ""
    typed = {name: sent for name, sent in action.fields.items() if sent} if change.troubles else {}
    draft = desk.draft if change.draft is None else change.draft
    news = None if action.name in NEW_NOTES and case is not desk.case else desk.news
    return Desk(case, place, past, change.said, change.troubles, typed, change.effects, undo, draft, news)


def _undone(guide: Guide, desk: Desk) -> Desk:
    if not desk.past:
        return replace(desk, said="", troubles=(), typed={}, effects=(), undo="")
    *past, before = desk.past
    safe = desk.case.household.answers.get(SAFE)
    answers = {name: answer for name, answer in before.case.household.answers.items() if name != SAFE}
    answers |= {SAFE: safe} if safe else {}  # what the device may keep is not part of any undo
    case = replace(before.case, household=replace(before.case.household, answers=answers))
    said = guide.words["tool.said-undone"]
    undo = past[-1].words if past else ""
    return Desk(case, settled(case, before.place), tuple(past), said, undo=undo, draft=desk.draft, news=desk.news)
