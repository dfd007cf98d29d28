"""Answers to questions, and steps that are done or not done after all."""

from dataclasses import replace

from casebook.action import Action
from casebook.change import Change, Trouble
from casebook.early import with_typed_dates
from casebook.flow import SAFE, next_place, question_after, rare_questions
from casebook.place import Place, bill_of
from casebook.scene import Fields, Scene, answers_of, with_bill, with_household_answers, without_safe
from casebook.typed import Form
from rulebook.assess import stored_answers
from rulebook.case import Bill, Case, Dates


def answer(scene: Scene, action: Action) -> Change:
    """Take the answers of the form; on a screen with one question, go on to the next."""
    own, household = answers_of(scene, action, "bill"), answers_of(scene, action, "household")
    bill = bill_of(scene.case, action.bill)
    if not household and not (own and bill):
        return Change(scene.case, troubles=(Trouble(action.question, scene.w("tool.choose-one")),))
    form = Form(action, scene.w, [])
    dates = with_typed_dates(bill.dates if bill else Dates(), form, scene.guide, own, scene.on)
    if form.troubles:
        return Change(scene.case, troubles=tuple(form.troubles))
    case = with_household_answers(scene.case, household)
    if bill:
        bill = replace(bill, answers={**bill.answers, **own}, dates=dates)
        case = with_bill(case, bill)
    # whether notes may be kept is never for undo; anything said with it is
    undo = scene.w("tool.undo-answer") if without_safe(case) != without_safe(scene.case) else ""
    before = bill_of(scene.case, action.bill)
    if bill and before and scene.place.screen == "question" and _is_change(scene, before, action.question):
        return Change(case, Place("bill", bill.id), scene.w("tool.said-changed"), undo)
    if scene.place.screen != "question" or bill is None:
        return Change(case, said=_said_safe(scene, household) or scene.w("tool.said-saved"), undo=undo)
    return _asked(scene, case, bill, action.question, undo)


def _is_change(scene: Scene, bill: Bill, question: str) -> bool:
    """Whether this question, reached from the bill itself, had been answered before."""
    answered = question in stored_answers(scene.case, bill, scene.guide)
    return answered and not scene.place.trail and not scene.place.done


def _said_safe(scene: Scene, household: Fields) -> str:
    return scene.w(f"tool.said-safe.{household[SAFE]}") if SAFE in household else ""


def _asked(scene: Scene, case: Case, bill: Bill, question: str, undo: str) -> Change:
    step = scene.place.done
    assessed = scene.assessed(case, bill)
    if step:
        is_over = all(advice.step != step for advice in assessed.decision.now)
        said = scene.guide.step[step].done if is_over and step in scene.guide.step else scene.w("tool.said-still-open")
        return Change(case, Place("bill", bill.id), said, undo)
    trail = (*scene.place.trail, question) if question in scene.guide.question else scene.place.trail
    return _led_on(scene, case, bill, trail, undo)


def _led_on(scene: Scene, case: Case, bill: Bill, trail: tuple[str, ...], undo: str) -> Change:
    """On to the next question, or to the bill when all is asked."""
    place = next_place(scene.guide, case, scene.assessed(case, bill), trail, scene.on)
    return Change(case, place, scene.w("tool.said-all-asked") if place.screen == "bill" else "", undo)


def answer_rare(scene: Scene, action: Action) -> Change:
    """Take the tick boxes: what is ticked counts, everything else on the screen is "none of these"."""
    bill = bill_of(scene.case, action.bill)
    if bill is None:
        return Change(scene.case, Place())
    own: dict[str, str] = {}
    household: dict[str, str] = {}
    troubles = []
    for question in rare_questions(scene.guide, scene.assessed(scene.case, bill)):
        ticked = [name for name in action.fields.get(question.id, ()) if name in question.answer_ids]
        if len(ticked) > 1:
            troubles.append(Trouble(question.id, scene.w("tool.tick-one")))
        answers = household if question.scope == "household" else own
        answers[question.id] = ticked[0] if ticked else question.answer_ids[0]
    if troubles:
        return Change(scene.case, troubles=tuple(troubles))
    bill = replace(bill, answers={**bill.answers, **own})
    case = with_household_answers(with_bill(scene.case, bill), household)
    undo = scene.w("tool.undo-answer") if case != scene.case else ""
    return _led_on(scene, case, bill, scene.place.trail, undo)


def mark_done(scene: Scene, action: Action) -> Change:
    bill, step = bill_of(scene.case, action.bill), scene.guide.step.get(action.step)
    if bill is None or step is None:
        return Change(scene.case, Place())
    asks = question_after(scene.guide, scene.assessed(scene.case, bill), step.id)
    if asks:
        return Change(scene.case, Place("question", bill.id, asks, done=step.id))
    case = with_bill(scene.case, replace(bill, done={**bill.done, step.id: scene.on}))
    return Change(case, said=step.done, undo=scene.w("tool.undo-done", step=step.title))


def not_done(scene: Scene, action: Action) -> Change:
    bill, step = bill_of(scene.case, action.bill), scene.guide.step.get(action.step)
    if bill is None or step is None or step.id not in bill.done:
        return Change(scene.case, Place())
    left = {name: day for name, day in bill.done.items() if name != step.id}
    case = with_bill(scene.case, replace(bill, done=left))
    return Change(case, said=scene.w("tool.said-not-done", step=step.title), undo=scene.w("tool.undo-not-done"))
