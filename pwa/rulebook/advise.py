"""The whole answer for a case on a day, as plain values: what the command prints and the app shows."""

import json
from datetime import date
from decimal import Decimal

from rulebook.asking import questions_left
from rulebook.assess import Assessed, assess
from rulebook.beside import Beside
from rulebook.case import Case
from rulebook.changes import Change, changes
from rulebook.deadlines import Clock
from rulebook.decide import Advice, Waiting
from rulebook.decode import to_plain
from rulebook.first import first_step
from rulebook.floors import Assistance, assistance
from rulebook.guide import Guide
from rulebook.leverage import leverage
from rulebook.offers import Offer, instalments, offers
from rulebook.records import Row
from rulebook.week import this_week

Plain = dict[str, object]


def advise(guide: Guide, case: Case, on: date, with_changes: bool = False) -> Plain:
    """Advice for every bill of the case, what to ask next, assistance, and this week; shape: the command's JSON.

    On request each bill also says what would change it, which takes about as long as the advice itself.
    """
    bills = [assess(guide, case, bill, on) for bill in case.bills]
    left = {assessed.bill.id: questions_left(guide, case, assessed, on) for assessed in bills}
    own, monthly = offers(bills, case.household.private), instalments(bills, case.household.private)
    household = {question.id for question in guide.questions if question.scope == "household"}
    asked = {name for names in left.values() for name in names}
    situations = tuple(assessed.situation for assessed in bills)
    return {
        "on": on.isoformat(),
        "rules-version": guide.version,
        "ask": [q.id for q in guide.questions if q.id in household & asked],
        "bills": [
            {
                "id": assessed.bill.id,
                "path": assessed.decision.path,
                "first": first_step(guide, assessed, assessed.answers, on),
                "ask": [name for name in left[assessed.bill.id] if name not in household],
                **steps_of(guide, assessed, on),
                "done": [step.id for step in guide.steps if step.id in assessed.bill.done],
                "deadlines": [_clock(clock) for clock in assessed.clocks],
                "leverage": leverage(guide, assessed.situation),
                "offer": _offer(own.get(assessed.bill.id)),
                "instalment": _instalment(monthly.get(assessed.bill.id)),
                "findings": [],
                "not-assessed": [{"check": check.id, "because": check.not_assessed} for check in guide.checks],
                **({"changes": list(map(change_plain, changes(guide, case, assessed, on)))} if with_changes else {}),
            }
            for assessed in bills
        ],
        "assistance": _assistance(assistance(guide, case.household, situations, on)),
        "this-week": [
            {"bill": task.bill, "step": task.step, "by": task.by.isoformat()} for task in this_week(bills, on)
        ],
    }


def steps_of(guide: Guide, assessed: Assessed, on: date) -> Plain:
    """The steps of one bill: what to do now, and what not yet."""
    return {
        "now": [_advice(guide, assessed, advice, on) for advice in assessed.decision.now],
        "not-yet": [_waiting(waiting) for waiting in assessed.decision.not_yet],
    }


def advice_text(guide: Guide, case: Case, on: date, with_changes: bool = False) -> str:
    """The advice as JSON text, byte for byte the same on the command line and on the reader's device."""
    return json.dumps(advise(guide, case, on, with_changes), ensure_ascii=False, indent=1) + "\n"


def change_plain(change: Change) -> Plain:
    """What would change an answer, without what says nothing."""
    plain = to_plain(change)
    return {key: value for key, value in plain.items() if value} if isinstance(plain, dict) else {}


def _advice(guide: Guide, assessed: Assessed, advice: Advice, on: date) -> Plain:
    first, *others = advice.rows
    also = [_why(guide, assessed, row) for row in others]
    beside = Beside(guide, assessed.situation, on)
    return {
        "step": advice.step,
        **_why(guide, assessed, first),
        **({"also": also} if also else {}),
        "scripts": [script.id for script in beside.scripts(advice.step)],
        "letters": [letter.id for letter in beside.letters(advice.step)],
        "papers": [kind.id for kind in beside.papers(advice.step)],
    }


def _why(guide: Guide, assessed: Assessed, row: Row) -> Plain:
    said = assessed.answers
    return {
        "rule": row.id,
        "because": row.because,
        "answers": {key: said[key] for key in row.when if key in guide.question and said.get(key)},
        "facts": {key: assessed.situation[key] for key in row.when if key not in guide.question},
        "sources": [_source(guide, name) for name in row.sources],
    }


def _source(guide: Guide, name: str) -> Plain:
    source = guide.source[name]
    return {"id": source.id, "kind": source.kind, "evidence": source.evidence}


def _waiting(waiting: Waiting) -> Plain:
    return {
        "step": waiting.step,
        "until": waiting.until,
        "because": waiting.because,
        "rule": waiting.rows[0].id,
    }


def _clock(clock: Clock) -> Plain:
    return {
        "id": clock.id,
        "date": clock.date.isoformat(),
        "side": clock.side,
        "past": clock.past,
        "because": clock.because,
        "source": clock.source,
    }


def _offer(offer: Offer | None) -> Plain | None:
    if offer is None:
        return None
    named = (("opening", offer.opening), ("target", offer.target), ("limit", offer.limit))
    return {**{name: dollars(amount) for name, amount in named}, "kind": "ours"}


def _instalment(amount: Decimal | None) -> Plain | None:
    return None if amount is None else {"amount": dollars(amount), "kind": "ours"}


def _assistance(found: Assistance) -> Plain:
    return {
        "guideline-year": found.guideline_year,
        "guideline": None if found.guideline is None else dollars(found.guideline),
        "percent": None if found.percent is None else str(found.percent),
        "floors": list(found.floors),
    }


def dollars(amount: Decimal) -> str:
    """An amount as text with two decimals, as the case file writes it."""
    return str(amount.quantize(Decimal("0.01")))
