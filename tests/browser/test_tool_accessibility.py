"""axe finds nothing in any state of the tool, light and dark, phone and desk; nothing is cut off at 320 px."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from casebook.border import Border
from tests.browser.test_accessibility import AXE, SCHEMES, SIZES, violations
from tests.browser.tool import GUIDE

ON = "2026-11-24"
SETTLED = {
    "coverage": "self-pay",
    "bill-kind": "itemized",
    "lines": "no-errors",
    "biller": "lab-or-imaging",
    "estimate": "none",
    "assistance": "not-for-me",
    "plan": "none",
    "paid-some": "no",
    "late-coverage": "none",
    "other-payer": "none",
    "who-owes": "me",
}


def _screens() -> dict[str, str]:
    """Every screen of the tool, with and without trouble, as Python renders it."""
    border = Border("en")
    found: dict[str, str] = {}

    def does(name: str, fields: Mapping[str, list[str]] | None = None, keep: str = "", **about: str) -> None:
        action = {"name": name, "fields": dict(fields or {}), **about}
        html = json.loads(border.act(json.dumps(action), ON))["html"]
        if keep:
            found[keep] = html

    found["first"] = json.loads(border.open("", ON))["html"]
    does("add-bill", {"biller-name": ["Mercy"], "amount.balance": ["4,2x"]}, keep="first with trouble")
    does("add-bill", {"biller-name": ["Mercy"], "amount.balance": ["4200"], "holder": ["provider"]}, keep="safe")
    does("answer", {"safe": ["yes"]}, bill="bill-1", question="safe", keep="question")
    does("answer", {}, bill="bill-1", question="coverage", keep="question with trouble")
    does("go", screen="rare", bill="bill-1", keep="rare")
    ticked = {"other-payer": ["work-injury", "second-plan"]}
    does("answer-rare", ticked, bill="bill-1", keep="rare with trouble")
    dates = {"date.service": ["2026-08-02"], "date.first-bill": ["2026-08-20"], "date.court-deadline": ["2026-11-25"]}
    does("edit-bill", dates, bill="bill-1", keep="bill")
    does("mark-done", bill="bill-1", step="gather-papers", keep="bill with a step done")
    does("edit-bill", bill="bill-1", keep="edit")
    does("edit-bill", {"date.due": ["soon"]}, bill="bill-1", keep="edit with trouble")
    does("go", screen="answers", bill="bill-1", keep="answers")
    does("household", {"size": ["3"], "state": ["WA"], "income": ["30000"], "pay-now": ["1200"], "pay-monthly": ["80"]})
    does("add-bill", keep="one more bill")
    does("add-bill", {"biller-name": ["Court"], "holder": ["court"]})
    does("edit-bill", dates, bill="bill-2", keep="court")
    does("add-bill", {"biller-name": ["Imaging"], "amount.balance": ["2000"], "holder": ["provider"]})
    does("go", screen="answers", bill="bill-3")
    for question, answer in SETTLED.items():
        does("answer", {question: [answer]}, bill="bill-3", question=question)
    for question in ("hardship", "bankruptcy", "mail-safe"):
        does("answer", {question: [{"hardship": "no", "bankruptcy": "none"}.get(question, "yes")]}, question=question)
    does("answer", {"lump-sum": ["yes"]}, question="lump-sum")
    does("edit-bill", {"date.service": ["2026-09-01"]}, bill="bill-3", keep="offer")
    does("go", screen="bills", keep="bills")
    does("go", screen="household", keep="household")
    found |= _after_an_update(border)
    does("household", {"size": ["many"], "income": ["?"]}, keep="household with trouble")
    does("go", screen="words", keep="words")
    does("look-words", {"words": [" "]}, keep="words with trouble")
    said = "I am sorry, I owe it. This bill is ridiculous! Which options exist? [name] 4111 1111 1111 1111"
    does("look-words", {"words": [said]}, keep="words looked over")
    does("use-words", {"mark": ["0-apology"]}, keep="words with a better sentence")
    does("look-words", {"words": ["Thank you."]}, keep="words with nothing to mark")
    does("go", screen="device", keep="device")
    does("restore", {"file": ["{"]}, keep="device with trouble")
    does("erase-all", keep="erase")
    return found


def _after_an_update(border: Border) -> dict[str, str]:
    """The list and a bill with news: all steps are new, as if an older guide had said nothing."""
    case = json.loads(border.act('{"name": "household", "fields": {"size": ["4"]}}', ON))["case"]
    told = {"rules": "before", "lang": "en", "on": ON, "bills": {"bill-1": {}, "bill-3": {}}}
    newer = Border("en")
    bills = json.loads(newer.open(case, ON, json.dumps(told)))["html"]
    bill = json.loads(newer.act('{"name": "go", "screen": "bill", "bill": "bill-1"}', ON))["html"]
    return {"bills after an update": bills, "bill after an update": bill}


SCREENS = _screens()


@pytest.fixture(scope="module", params=[(scheme, size) for scheme in SCHEMES for size in SIZES], ids="-".join)
def frame(request: pytest.FixtureRequest, chromium: Browser, site_url: str) -> Iterator[Page]:
    """The page of the tool with its scripts off, so that each screen can be put into it."""
    scheme, size = request.param
    context = chromium.new_context(viewport=SIZES[size], color_scheme=scheme, bypass_csp=True)
    page = context.new_page()
    page.route("**/tool-*.js", lambda route: route.abort())
    page.goto(f"{site_url}app/")
    page.add_script_tag(path=AXE)
    yield page
    context.close()


# The tool's own script is not there in these tests, so its Trusted Types policy is theirs.
PUT = """html => {
  globalThis.own ??= trustedTypes.createPolicy("footing", { createHTML: (text) => text });
  document.getElementById("tool").innerHTML = own.createHTML(html);
}"""


def _show(page: Page, name: str) -> None:
    page.evaluate(PUT, SCREENS[name])
    page.evaluate("document.querySelectorAll('#tool details').forEach((part) => { part.open = true; })")


def test_every_kind_of_screen_is_here() -> None:
    parts = "".join(SCREENS.values())
    for sign in ("card--offer", "card--last", "card--wait", "card--trouble", 'data-when="done"', "aria-invalid"):
        assert sign in parts
    assert len(SCREENS) > 20
    assert GUIDE.version


@pytest.mark.parametrize("name", SCREENS)
def test_axe_finds_nothing(frame: Page, name: str) -> None:
    _show(frame, name)
    assert violations(frame) == []


@pytest.mark.parametrize("text_size", [1, 2])
def test_nothing_is_cut_off_on_a_narrow_phone(page: Page, site_url: str, text_size: int) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.route("**/tool-*.js", lambda route: route.abort())
    page.goto(f"{site_url}app/")
    page.evaluate("size => { document.documentElement.style.fontSize = `${125 * size}%`; }", text_size)
    wide = []
    for name in SCREENS:
        _show(page, name)
        if page.evaluate("document.documentElement.scrollWidth") > 320:
            wide.append(name)
    assert wide == []


def test_targets_are_large_enough_for_a_thumb(page: Page, site_url: str) -> None:
    page.route("**/tool-*.js", lambda route: route.abort())
    page.goto(f"{site_url}app/")
    small = """() => [...document.querySelectorAll('#tool :is(button, .button, .option, summary, .field input)')]
      .filter((found) => found.offsetParent && found.getBoundingClientRect().height < 43.5)
      .map((found) => found.outerHTML.slice(0, 120))"""
    found = {}
    for name in SCREENS:
        _show(page, name)
        if tiny := page.evaluate(small):
            found[name] = tiny
    assert found == {}


def test_the_failed_and_conflict_messages_pass_axe(chromium: Browser, site_url: str) -> None:
    context = chromium.new_context(viewport=SIZES["phone"], bypass_csp=True)
    page = context.new_page()
    page.route("**/tool-*.js", lambda route: route.abort())
    page.goto(f"{site_url}app/")
    page.evaluate("document.querySelectorAll('.tool [hidden]').forEach((part) => { part.hidden = false; })")
    page.add_script_tag(path=Path(AXE))
    assert violations(page) == []
    context.close()
