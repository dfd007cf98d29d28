"""The card "What changed for you": each difference an update made, in words, with its reason."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from casebook.look import Look
from casebook.told import ABSENT, NOT_YET, NOW, Difference, still_so
from rulebook.assess import Assessed


@dataclass(frozen=True)
class NewsLine:
    """One difference: what it is, why it is so now, and what brought it."""

    words: str
    why: str
    by: str


@dataclass(frozen=True)
class NewsOfBill:
    """The differences of one bill."""

    title: str
    lines: Sequence[NewsLine]


@dataclass(frozen=True)
class NewsCard:
    """What changed for one bill or for all; `others` says that bills without a line stay as they were."""

    bills: Sequence[NewsOfBill]
    others: bool


def news_card(look: Look, bill: str = "") -> NewsCard | None:
    """The card for all bills, or for one; None when there is nothing to tell any more."""
    news = look.desk.news
    if news is None:
        return None
    shown = [one for one in news.differences if still_so(one, look.bills) and bill in ("", one.bill)]
    if not shown and (news.differences or bill):
        return None  # the reader has gone on since, or it is about other bills
    titled = {name: look.title(found.bill) for name, found in look.bills.items()}
    about = list(dict.fromkeys(one.bill for one in shown))
    made = [NewsOfBill(titled[name], [_line(look, one) for one in shown if one.bill == name]) for name in about]
    return NewsCard(made, not bill and len(about) < len(look.bills))


def _line(look: Look, one: Difference) -> NewsLine:
    bill = look.bills[one.bill]
    words, why = _step(look, bill, one) if one.kind == "step" else _date(look, bill, one)
    return NewsLine(words, why, look.w(f"tool.news-by.{one.by}"))


def _step(look: Look, bill: Assessed, one: Difference) -> tuple[str, str]:
    w, step = look.w, look.guide.step.get(one.id)
    title = step.title if step else one.id
    if one.becomes == NOW:
        why = next(advice.rows[0].because for advice in bill.decision.now if advice.step == one.id)
        return w("tool.news-no-wait" if one.was == NOT_YET else "tool.news-step", step=title), why
    if one.becomes == NOT_YET:
        return w("tool.news-waits", step=title), next(w.because for w in bill.decision.not_yet if w.step == one.id)
    return w("tool.news-step-gone", step=title), w("tool.news-gone-why")


def _date(look: Look, bill: Assessed, one: Difference) -> tuple[str, str]:
    w = look.w
    clock = next((clock for clock in bill.clocks if clock.id == one.id), None)
    if clock is None:
        title = next((known.title for known in look.guide.deadlines if known.id == one.id), w("tool.news-a-date"))
        return w("tool.news-date-gone", title=title, day=_day(look, one.was)), w("tool.news-gone-why")
    day = w.day(clock.date)
    if one.was == ABSENT:
        return w("tool.news-date", title=clock.title, day=day), clock.because
    return w("tool.news-moved", title=clock.title, old=_day(look, one.was), day=day), clock.because


def _day(look: Look, text: str) -> str:
    """A kept day in words; a device may hold anything under it."""
    try:
        return look.w.day(date.fromisoformat(text))
    except ValueError:
        return text
