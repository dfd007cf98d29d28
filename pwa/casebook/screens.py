"""What each screen shows: `screen_values` gathers, for a template of the same name, everything it places."""

from collections.abc import Iterator, Mapping, Sequence

from casebook.cards import Cards, chip_of, instalment_words, offer_card
from casebook.early import DATE_FIELDS
from casebook.flow import SAFE, applying, is_enough, rare_questions, still_to_ask
from casebook.look import Ask, BillLine, FloorLine, Look, Option, TaskLine
from casebook.looked import words_values
from casebook.news import news_card
from casebook.show import days_left, dollars, iso, plain_amount, tier_gets
from casebook.turns import Turns
from casebook.update import AMOUNT_FIELDS
from rulebook.case import Bill, Dates
from rulebook.deadlines import is_clock_near
from rulebook.floors import assistance, floors_of
from rulebook.line import one_line
from rulebook.offers import instalments, offers
from rulebook.records import Question
from rulebook.situation import matches_any
from rulebook.week import this_week

Values = Mapping[str, object]
FIRST_DATES = ("service", "first_bill")


def screen_values(look: Look) -> Values:
    """What the template of this screen places."""
    return SCREENS[look.desk.place.screen](look)


def _add(look: Look) -> Values:
    holder = look.guide.question["holder"]
    typed = look.desk.typed.get("holder", ("",))[-1]
    return {
        "fields": [
            look.field("biller-name", "", "text", "tool.field-name", "tool.field-name-help"),
            look.field("amount.balance", "", "money", "tool.field-balance"),
        ],
        "ask": look.ask_with_dates(holder, typed or None, Dates()),
        "is_first": not look.desk.case.bills,
    }


def _bills(look: Look) -> Values:
    return {
        "tasks": list(_tasks(look)),
        "bills": [_bill_line(look, bill) for bill in look.desk.case.bills],
        "safe": _safe(look),
        "news": news_card(look),
        "about_you": _about_you(look),
    }


def _tasks(look: Look) -> Iterator[TaskLine]:
    w = look.w
    for task in this_week(tuple(look.bills.values()), look.on):
        assessed = look.bills[task.bill]
        bill = assessed.bill
        step = look.first(bill) or look.guide.step[task.step]
        left = days_left(w, task.by, look.on)
        is_dated = is_clock_near(assessed.clocks, assessed.situation, look.on)
        day, iso = w.day(task.by), task.by.isoformat()
        yield TaskLine(bill.id, step.id, look.title(bill), step.title, day, iso, left, is_dated)


def _bill_line(look: Look, bill: Bill) -> BillLine:
    assessed = look.bills[bill.id]
    first = look.first(bill)
    ahead = [clock for clock in assessed.clocks if clock.side == "you" and not clock.past]
    next_day = min((clock.date for clock in ahead), default=None)
    day = look.w("tool.next-date", day=look.w.day(next_day)) if next_day else ""
    return BillLine(
        bill.id, look.title(bill), look.meta(bill), assessed.decision.path, first.title if first else "", day
    )


def _safe(look: Look) -> Ask | None:
    """May this device keep the notes? Asked on a screen of its own first; here while it is open."""
    answer = look.desk.case.household.answers.get(SAFE)
    return None if answer else look.ask(look.guide.question[SAFE], None)


def _about_you(look: Look) -> str:
    """What is known about the household, in one line."""
    household, w = look.desk.case.household, look.w
    parts = [
        w("tool.people", n=household.size) if household.size else "",
        household.state or "",
        w("tool.income", amount=dollars(household.income)) if household.income is not None else "",
    ]
    return " · ".join(part for part in parts if part)


def _bill(look: Look) -> Values:
    desk, assessed = look.desk, look.assessed
    cards = Cards(look.guide, desk.case, assessed, look.on)
    first = look.first(assessed.bill)
    number, short = look.path_place(first)
    private = desk.case.household.private
    every = tuple(look.bills.values())
    left = still_to_ask(look.guide, desk.case, assessed, look.on)
    turns = Turns(look)
    now = [turns.to_take(card) for card in cards.now()]
    return {
        "bill": assessed.bill,
        "title": look.title(assessed.bill),
        "meta": look.meta(assessed.bill),
        "path": assessed.decision.path,
        "path_words": look.w(f"tool.path.{assessed.decision.path}"),
        "place": number,
        "places": len(look.guide.pages),
        "place_words": short,
        "reached": sorted(
            {look.path_place(look.guide.step[name])[0] for name in assessed.bill.done if name in look.guide.step}
        ),
        "main": next((card for card in now if first and card.step == first.id), None),
        "others": [card for card in now if not first or card.step != first.id],
        "waits": [turns.to_wait_for(card) for card in cards.waits()],
        "why_not": turns.why_not({card.step for card in now}),
        "clocks": cards.clocks(),
        "up": cards.levers("up"),
        "down": cards.levers("down"),
        "offer": offer_card(offers(every, private).get(assessed.bill.id)),
        "instalment": instalment_words(instalments(every, private), assessed.bill.id),
        "done": [look.guide.step[name] for name in look.guide.step_place if name in assessed.bill.done],
        "done_days": {name: look.w.day(day) for name, day in assessed.bill.done.items()},
        "safe": _safe(look),
        "news": news_card(look, assessed.bill.id),
        "left": len([name for name in left if name != SAFE]),
        "said": _said(look, cards),
        "has_dates": assessed.bill.dates.service is not None and assessed.bill.dates.first_bill is not None,
    }


def _said(look: Look, cards: Cards) -> list[object]:
    """The reader's own answers that count, each with a way to change it."""
    stored = look.stored(look.assessed.bill)
    applies = (*applying(look.guide, look.assessed), *rare_questions(look.guide, look.assessed))
    return [cards.said(question, stored[question.id]) for question in applies if question.id in stored]


def _question(look: Look) -> Values:
    desk, place = look.desk, look.desk.place
    question = look.guide.question[place.question]
    stored = look.stored(look.assessed.bill)
    typed = desk.typed.get(question.id, ("",))[-1]  # a date that did not fit came with this answer
    left = still_to_ask(look.guide, desk.case, look.assessed, look.on)
    first = look.first(look.assessed.bill)
    step = look.guide.step.get(place.done)
    return {
        "bill": look.assessed.bill,
        "title": look.title(look.assessed.bill),
        "ask": look.ask_with_dates(question, typed or stored.get(question.id), look.assessed.bill.dates),
        "left": len(set(left) - {question.id}),
        "step_title": step.title if step else "",
        "first": first.title if first and question.id != SAFE else "",
        "is_enough": bool(place.trail) and is_enough(look.guide, desk.case, look.assessed, question.id, look.on),
    }


def _rare(look: Look) -> Values:
    stored = look.stored(look.assessed.bill)
    questions = rare_questions(look.guide, look.assessed)
    return {
        "bill": look.assessed.bill,
        "title": look.title(look.assessed.bill),
        "asks": [_ticks(look, question, stored.get(question.id, "")) for question in questions],
    }


def _ticks(look: Look, question: Question, answer: str) -> Ask:
    """A rare question as tick boxes: every answer but "none of these", ticked as the reader sent them."""
    ticked = look.desk.typed.get(question.id, ()) if look.desk.troubles else (answer,)
    options = [Option(known.id, known.label, known.id in ticked) for known in question.answers[1:]]
    return Ask(question.id, question.ask, question.help or "", options, look.trouble(question.id))


def _answers(look: Look) -> Values:
    stored = look.stored(look.assessed.bill)

    def asks(questions: Sequence[Question], scope: str) -> list[Ask]:
        return [look.ask(q, stored.get(q.id)) for q in questions if q.scope == scope]

    usual, rare = applying(look.guide, look.assessed), rare_questions(look.guide, look.assessed)
    return {
        "bill": look.assessed.bill,
        "title": look.title(look.assessed.bill),
        "own": asks(usual, "bill"),
        "rare": [*asks(rare, "bill"), *asks(rare, "household")],
        "household": asks(usual, "household"),
    }


def _edit(look: Look) -> Values:
    bill = look.assessed.bill
    useful = {*FIRST_DATES, *_dates_of_clocks(look)}
    dates = [
        (name, look.field(field, iso(getattr(bill.dates, name)), "date", f"tool.date.{field.removeprefix('date.')}"))
        for field, name in DATE_FIELDS.items()
    ]
    amounts = [
        look.field(
            field, plain_amount(getattr(bill.amounts, name)), "money", f"tool.amount.{field.removeprefix('amount.')}"
        )
        for field, name in sorted(AMOUNT_FIELDS.items(), key=lambda item: item[1] != "balance")
    ]
    return {
        "bill": bill,
        "title": look.title(bill),
        "names": [
            look.field("biller-name", one_line(bill.biller_name or ""), "text", "tool.field-name"),
            look.field("account", one_line(bill.account or ""), "text", "tool.field-account"),
            look.field("biller-phone", one_line(bill.biller_phone or ""), "tel", "tool.field-phone"),
        ],
        "amounts": amounts,
        "dates": [field for name, field in dates if name in useful or field.value],
        "more_dates": [field for name, field in dates if name not in useful and not field.value],
    }


def _dates_of_clocks(look: Look) -> Iterator[str]:
    """The dates that a clock of this bill would count from."""
    situation = look.assessed.situation
    for deadline in look.guide.deadlines:
        if deadline.when and not matches_any(deadline.when, situation):
            continue
        yield from (name.replace("-", "_") for name in (deadline.start, deadline.printed) if name)
    if situation.get("debt-age") in ("old", "mixed"):
        yield "last_payment"


def _household(look: Look) -> Values:
    household = look.desk.case.household
    situations = tuple(assessed.situation for assessed in look.bills.values())
    found = assistance(look.guide, household, situations, look.on)
    questions = [q for q in look.guide.questions if q.scope == "household" and not q.rare]
    return {
        "size": look.field("size", str(household.size or ""), "number", "tool.field-size", "tool.field-size-help"),
        "income": look.field(
            "income", plain_amount(household.income), "money", "tool.field-income", "tool.field-income-help"
        ),
        "state": look.value("state", household.state or ""),
        "states": look.guide.states,
        "private": [
            look.field("pay-now", plain_amount(household.private.pay_now), "money", "tool.field-pay-now"),
            look.field("pay-monthly", plain_amount(household.private.pay_monthly), "money", "tool.field-pay-monthly"),
        ],
        "asks": [look.ask(question, household.answers.get(question.id)) for question in questions],
        "percent": None if found.percent is None else str(found.percent),
        "year": found.guideline_year,
        "guideline": dollars(found.guideline) if found.guideline is not None else "",
        "floors": [
            FloorLine(
                f"{floor.who}: {tier_gets(look.w, tier)}",
                floor.note or "",
                look.guide.source[floor.source].warning or "",
                chip_of(look.w, look.guide.source[floor.source], look.on),
            )
            for floor, tier in floors_of(look.guide, household, situations, look.on)
        ],
        "state_code": household.state or "",
        "state_name": next((state.name for state in look.guide.states if state.code == household.state), ""),
    }


def _device(look: Look) -> Values:
    answer = look.desk.case.household.answers.get(SAFE)
    troubles = [trouble.words for trouble in look.desk.troubles]
    return {
        "troubles": troubles,
        "safe": look.ask(look.guide.question[SAFE], answer),
        "has_bills": bool(look.desk.case.bills),
    }


def _erase(_look: Look) -> Values:
    return {}


SCREENS = {
    "add": _add,
    "bills": _bills,
    "bill": _bill,
    "question": _question,
    "rare": _rare,
    "answers": _answers,
    "edit": _edit,
    "household": _household,
    "words": words_values,
    "device": _device,
    "erase": _erase,
}
