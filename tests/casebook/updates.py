"""Notes of a reader, what a guide told of them, and the guide of the next version."""

import json
from dataclasses import replace
from datetime import date
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from casebook.border import Border
from casebook.told import Difference, news_since, read_told, told_text
from rulebook.assess import assess
from rulebook.case import Case, canonical
from rulebook.guide import Guide
from tests.casebook.sitting import ON
from tests.rulebook.small_case import small_case

DAY = ON.isoformat()
NEWER = "2026-12-01.0badcafe"
HOSPITAL = {
    "id": "er",
    "biller-name": "Mercy",
    "answers": {"holder": "provider", "biller": "nonprofit-hospital", "coverage": "self-pay"},
    "dates": {"first-bill": "2026-11-01", "records-request": "2026-11-10"},
}
LAB = {"id": "lab", "biller-name": "Lab", "answers": {"holder": "provider", "biller": "lab-or-imaging"}}


def case_of(guide: Guide, *bills: dict[str, Any]) -> Case:
    """Bills of a reader who has said that notes may be kept."""
    return small_case(guide, *(bills or (HOSPITAL, LAB)), answers={"safe": "yes"})


def told(guide: Guide, case: Case, on: date = ON) -> str:
    """What this guide leaves on the device."""
    return told_text(guide, {bill.id: assess(guide, case, bill, on) for bill in case.bills}, on, None)


def newer(guide: Guide, **changes: Any) -> Guide:
    """The next version of a guide."""
    return replace(guide, version=NEWER, **changes)


def without_step(guide: Guide, step: str) -> Guide:
    return newer(guide, rows=tuple(row for row in guide.rows if row.step != step))


def with_days(guide: Guide, deadline: str, days: int) -> Guide:
    changed = (replace(one, days=days) if one.id == deadline else one for one in guide.deadlines)
    return newer(guide, deadlines=tuple(changed))


def differences(guide: Guide, case: Case, before: str, on: date = ON) -> tuple[Difference, ...] | None:
    news = news_since(guide, case, read_told(before), on)
    return None if news is None else news.differences


def opened(guide: Guide, case: Case, before: str, on: str = DAY) -> dict[str, Any]:
    """What the page gets when it opens these notes."""
    return dict(json.loads(Border("en", guide).open(canonical(case), on, before)))


def card(html: str) -> str:
    """The card in words; empty where there is none."""
    found = LexborHTMLParser(html).css_first("[data-news]")
    return " ".join(found.text().split()) if found else ""
