"""Notes as the tool stores them, put into a browser before the tool is opened."""

import json

from playwright.sync_api import Page

from casebook.border import Border
from tests.browser.test_tool_troubles import OTHER_STORE

DAY = "2026-11-24"
BILLER = "Mercy Hospital"
ANSWERS = {"holder": ["provider"], "coverage": ["insured"], "claim": ["pending"]}


def notes() -> str:
    """One bill, and a reader who allowed that it is kept."""
    border = Border("en")
    border.open("", DAY)
    arrived = border.act(json.dumps({"name": "arrive", "fields": ANSWERS}), DAY)
    case = json.loads(json.loads(arrived)["case"])
    case["household"]["answers"]["safe"] = "yes"
    case["bills"][0]["biller-name"] = BILLER
    return json.dumps(case)


def put_notes(page: Page, url: str) -> None:
    """Store them, from a page that does nothing itself."""
    page.goto(f"{url}release.json")
    page.evaluate(OTHER_STORE, notes())
