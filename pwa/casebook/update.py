"""What each action of the reader does to the case: `update(scene, action)` gives the new case and where to go.

Nothing is mutated, nothing reads a clock, and no action can fail: what does not fit leaves the case as it was and says
what helps. One small function per action; `ACTIONS` is the list of all of them.
"""

import copy
import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import get_args

from casebook.action import Action
from casebook.answering import answer, answer_rare, mark_done, not_done
from casebook.change import Change, Effect, Trouble
from casebook.draft import Draft
from casebook.early import DATE_FIELDS, latest_of, with_typed_dates
from casebook.flow import SAFE, next_place
from casebook.place import Place, Screen, bill_of
from casebook.scene import Fields, Scene, answers_of, bill_title, with_bill, with_household_answers, without_safe
from casebook.typed import Form
from casebook.wording import clear_words, leave_words, look_words, use_words, words_back, write_words
from rulebook.case import Amounts, Bill, Case, Dates, read_case
from rulebook.decode import hints_of, outside
from rulebook.line import isolated

AMOUNT_FIELDS = {f"amount.{outside(name)}": name for name in hints_of(Amounts) if name != "extra"}
NAME_FIELDS = {outside(name): name for name in ("biller_name", "biller_phone", "account")}
MOST_BILLS = 500
OWN_ID = re.compile(r"bill-([1-9]\d{0,8})", re.ASCII)


def update(scene: Scene, action: Action) -> Change:
    """Do what the reader asked; an action nobody knows changes nothing."""
    done = ACTIONS.get(action.name)
    return done(scene, action) if done else Change(scene.case, said=scene.w("tool.unknown-action"))


def _go(scene: Scene, action: Action) -> Change:
    """Go to a screen; the browser's own Back returns to one this way, so the place is taken whole."""
    guide = scene.guide
    trail = tuple(name for name in action.trail if name in guide.question)
    done = action.done if action.done in guide.step else ""
    bill = bill_of(scene.case, action.bill)
    asked = action.question if action.question in guide.question else ""
    place = Place(_screen(action.screen), bill.id if bill else "", asked, done, trail)
    if place.screen == "question" and bill and not asked:
        place = next_place(guide, scene.case, scene.assessed(scene.case, bill), (), scene.on)
    return Change(scene.case, place)


def _screen(name: str) -> Screen:
    return next((known for known in get_args(Screen) if known == name), "bills")


def _back(scene: Scene, _action: Action) -> Change:
    return Change(scene.case, scene.place.back())


def _add_bill(scene: Scene, action: Action) -> Change:
    if not action.fields:
        return Change(scene.case, Place("add"))
    if len(scene.case.bills) >= MOST_BILLS:
        return Change(scene.case, said=scene.w("tool.too-many-bills", most=MOST_BILLS))
    form = Form(action, scene.w, [])
    amounts = Amounts(balance=form.amount("amount.balance"))
    own = answers_of(scene, action, "bill")
    dates = with_typed_dates(Dates(), form, scene.guide, own, scene.on)
    bill = Bill(new_id(scene.case), form.name("biller-name"), answers=own, amounts=amounts, dates=dates)
    if form.troubles:
        return Change(scene.case, troubles=tuple(form.troubles))
    return _added(scene, bill, {}, "tool.said-added")


def _arrive(scene: Scene, action: Action) -> Change:
    """Answers that came with the address, from the short questions of the guide; or a screen that needs no bill."""
    if action.one("screen") == "words":
        return Change(scene.case, Place("words"))
    own, household = answers_of(scene, action, "bill"), answers_of(scene, action, "household")
    household.pop(SAFE, None)  # only the reader may say that, here
    if not (own or household) or len(scene.case.bills) >= MOST_BILLS:
        return Change(scene.case)
    change = _added(scene, Bill(new_id(scene.case), answers=own), household, "tool.said-arrived")
    return replace(change, place=Place("bill", change.case.bills[-1].id))


def _added(scene: Scene, bill: Bill, household: Fields, word: str) -> Change:
    case = replace(scene.case, bills=(*scene.case.bills, bill))
    case = with_household_answers(case, household)
    place = next_place(scene.guide, case, scene.assessed(case, bill), (), scene.on)
    w = scene.w
    return Change(case, place, w(word), w("tool.undo-add", name=isolated(bill_title(w, case, bill))))


def new_id(case: Case) -> str:
    """An id that no bill of the case has: one more than the largest number."""
    taken = {bill.id for bill in case.bills}
    number = max((int(found[1]) for name in taken if (found := OWN_ID.fullmatch(name))), default=0) + 1
    while f"bill-{number}" in taken:  # a file may call its bills by longer numbers
        number += 1
    return f"bill-{number}"


def _edit_bill(scene: Scene, action: Action) -> Change:
    bill = bill_of(scene.case, action.bill)
    if bill is None:
        return Change(scene.case, Place())
    if not action.fields:
        return Change(scene.case, Place("edit", bill.id))
    form = Form(action, scene.w, [])
    names = {name: form.name(field) for field, name in NAME_FIELDS.items() if form.has(field)}
    amounts = {name: form.amount(field) for field, name in AMOUNT_FIELDS.items() if form.has(field)}
    dates = {name: form.day(field, latest_of(name, scene.on)) for field, name in DATE_FIELDS.items() if form.has(field)}
    if form.troubles:
        return Change(scene.case, troubles=tuple(form.troubles))
    edited = _filled(bill, names)
    edited = replace(edited, amounts=_filled(bill.amounts, amounts), dates=_filled(bill.dates, dates))
    case = with_bill(scene.case, edited)
    w = scene.w
    undo = w("tool.undo-edit", name=isolated(bill_title(w, case, edited))) if case != scene.case else ""
    return Change(case, Place("bill", bill.id), w("tool.said-saved"), undo)


def _filled[T](record: T, values: Mapping[str, object]) -> T:
    return copy.replace(record, **values)  # type: ignore[arg-type] # every record of a case is a dataclass


def _remove_bill(scene: Scene, action: Action) -> Change:
    bill = bill_of(scene.case, action.bill)
    if bill is None:
        return Change(scene.case, Place())
    name = isolated(bill_title(scene.w, scene.case, bill))
    kept = tuple(known for known in scene.case.bills if known is not bill)
    case = replace(scene.case, bills=kept)
    return Change(case, Place(), scene.w("tool.said-removed", name=name), scene.w("tool.undo-remove", name=name))


def _household(scene: Scene, action: Action) -> Change:
    form = Form(action, scene.w, [])
    old = scene.case.household
    states = {state.code: state for state in scene.guide.states}
    private = replace(
        old.private,
        pay_now=form.amount("pay-now") if form.has("pay-now") else old.private.pay_now,
        pay_monthly=form.amount("pay-monthly") if form.has("pay-monthly") else old.private.pay_monthly,
    )
    household = replace(
        old,
        size=form.people("size") if form.has("size") else old.size,
        state=form.choice("state", states) if form.has("state") else old.state,
        income=form.amount("income") if form.has("income") else old.income,
        private=private,
    )
    if form.troubles:
        return Change(scene.case, troubles=tuple(form.troubles))
    case = replace(scene.case, household=household)
    undo = scene.w("tool.undo-household") if case != scene.case else ""
    return Change(case, Place(), scene.w("tool.said-saved"), undo)


def _start_over(scene: Scene, _action: Action) -> Change:
    empty = with_household_answers(Case(), _only_safe(scene.case))
    return Change(empty, Place(), scene.w("tool.said-over"), scene.w("tool.undo-over"), draft=Draft())


def _erase_all(scene: Scene, action: Action) -> Change:
    if action.one("sure") != "yes":
        return Change(scene.case, Place("erase"))
    return Change(Case(), Place(), scene.w("tool.said-erased"), effects=(Effect("erase"),), draft=Draft())


def _restore(scene: Scene, action: Action) -> Change:
    """Take over a backup; a file we cannot read changes nothing, and every reason is named."""
    case, problems = read_case(action.one("file"), scene.guide)
    if case is None:
        words = (scene.w("tool.restore-failed"), *(str(problem) for problem in problems[:5]))
        return Change(scene.case, Place("device"), troubles=tuple(Trouble("file", line) for line in words))
    said = scene.w("tool.said-restored", n=len(case.bills))
    case = with_household_answers(without_safe(case), _only_safe(scene.case))
    return Change(case, Place(), said, scene.w("tool.undo-restore"))


def _print(scene: Scene, _action: Action) -> Change:
    return Change(scene.case, effects=(Effect("print"),))


def _only_safe(case: Case) -> Fields:
    return {name: answer for name, answer in case.household.answers.items() if name == SAFE}


ACTIONS: Mapping[str, Callable[[Scene, Action], Change]] = {
    "go": _go,
    "back": _back,
    "add-bill": _add_bill,
    "arrive": _arrive,
    "edit-bill": _edit_bill,
    "remove-bill": _remove_bill,
    "answer": answer,
    "answer-rare": answer_rare,
    "mark-done": mark_done,
    "not-done": not_done,
    "household": _household,
    "start-over": _start_over,
    "erase-all": _erase_all,
    "restore": _restore,
    "print": _print,
    "look-words": look_words,
    "use-words": use_words,
    "leave-words": leave_words,
    "write-words": write_words,
    "words-back": words_back,
    "clear-words": clear_words,
}
