"""Using the tool as a reader does: opening it, tapping an answer, going through the questions."""

import re
from collections.abc import Mapping

from playwright.sync_api import Page, Route, expect

from rulebook.__main__ import load_guide
from tests.browser.until import until

READY = 60_000  # the engine starts in seconds, on a busy machine in more
MAY_LEAVE = "dispatchEvent(new Event('beforeunload', { cancelable: true }))"  # the page does not ask the reader to stay
STORED = """async () => {
    if (!(await indexedDB.databases()).some(({ name }) => name === 'footing')) return null;
    const open = indexedDB.open('footing');
    const base = await new Promise((resolve) => { open.onsuccess = () => resolve(open.result); });
    if (!base.objectStoreNames.contains('case')) return null;
    const get = base.transaction('case').objectStore('case').get('case');
    const found = await new Promise((resolve) => { get.onsuccess = () => resolve(get.result); });
    base.close();
    return found ? found.text : null;
}"""
GUIDE = load_guide("en")
PENDING = {
    "safe": "yes",
    "coverage": "insured",
    "plan-kind": "employer-insured",
    "claim": "pending",
    "bill-kind": "summary",
    "biller": "nonprofit-hospital",
    "setting": "emergency",
    "plan": "none",
    "hardship": "yes",
    "lump-sum": "yes",
    "monthly": "yes",
}
COLLECTOR = {"coverage": "self-pay", "bill-kind": "summary", "biller": "doctor-group"}


def wait_until_ready(page: Page) -> None:
    expect(page.locator("html")).to_have_attribute("data-engine", "ready", timeout=READY)


def open_tool(page: Page, url: str) -> None:
    """Go to the tool and wait for its engine."""
    page.goto(f"{url}app/")
    wait_until_ready(page)


def held_back(page: Page, pattern: str) -> list[Route]:
    """Let these requests wait until the test lets them go."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route(pattern, hold)
    return held


def until_saved(page: Page) -> None:
    """Wait until leaving the tool loses nothing of what is on the screen: it is stored, or the reader said no."""
    until(page, MAY_LEAVE)


def stored(page: Page) -> str | None:
    """The notes on this device, once what is on the screen is stored; None where there are none."""
    until_saved(page)
    text = page.evaluate(STORED)
    assert text is None or isinstance(text, str)
    return text


def tap(page: Page, question: str, answer: str) -> None:
    """Tap the words of an answer."""
    page.locator(f"[data-question={question}] .option:has([value='{answer}'])").click()


def answer(page: Page, question: str, value: str) -> None:
    """Tap an answer, then "Go on"."""
    tap(page, question, value)
    page.locator(f"form:has([data-question={question}]) [type=submit]").click()


def add_bill(page: Page, name: str, holder: str = "provider", balance: str = "") -> None:
    """Fill in the form for a new bill, which is on the screen."""
    tap(page, "holder", holder)
    page.fill("[name=biller-name]", name)
    page.fill("[name='amount.balance']", balance)
    page.locator("#form-add [data-action=add-bill]").click()


def answer_all(page: Page, answers: Mapping[str, str]) -> list[str]:
    """Answer one question after the other, what is not named with its default; the questions in their order."""
    asked: list[str] = []
    while True:
        page.wait_for_selector("form.form--one, #form-rare, article[data-bill]")
        if page.locator("article[data-bill]").count():
            return asked
        if page.locator("#form-rare").count():
            page.locator("#form-rare [data-action=answer-rare]").click()
            expect(page.locator("#form-rare")).to_have_count(0)
            continue
        question = page.locator("form.form--one fieldset").get_attribute("data-question") or ""
        asked.append(question)
        answer(page, question, answers.get(question, GUIDE.question[question].default))
        expect(page.locator(f"form.form--one [data-question={question}]")).to_have_count(0)


def edit(page: Page, values: Mapping[str, str]) -> None:
    """Fill in fields of the bill that is on the screen, and save."""
    page.locator("article [data-action=edit-bill]").last.click()
    for name, value in values.items():
        field = page.locator(f"[name='{name}']")
        if not field.is_visible():
            page.locator("#more-dates summary").click()
        field.fill(value)
    page.locator("#form-edit [data-action=edit-bill]").click()
    page.wait_for_selector("article[data-bill]")


def go_to_bills(page: Page) -> None:
    """Go back to the list of all bills."""
    page.locator("article ~ .tool__back button, .tool__back button").first.click()
    page.wait_for_selector(".bill-list")


def open_bill(page: Page, name: str) -> None:
    """Open a bill of the list; the tool may already stand at it, or at another one."""
    page.wait_for_selector(".bill-list, article[data-bill]")
    heading = page.locator("article[data-bill] h1")
    if heading.count() and heading.inner_text() == name:
        return
    if heading.count():
        go_to_bills(page)
    page.locator(".bill-list .task", has_text=name).click()
    expect(heading).to_have_text(name)


def steps(page: Page, when: str) -> list[str]:
    """The steps on the screen that are `now`, `not-yet` or `done`, in order."""
    found = page.locator(f"[data-step][data-when={when}]")
    return [one.get_attribute("data-step") or "" for one in found.all()]


def status(page: Page, words: str) -> None:
    expect(page.locator("[role=status]")).to_have_text(re.compile(words))


def failed(page: Page, words: str) -> None:
    """The tool says why it cannot go on; every other reason is in the page as well, and hidden."""
    expect(page.locator("#failed [data-reason]:visible")).to_have_text(re.compile(words), timeout=READY)
