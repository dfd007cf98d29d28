"""What a reader does in the tool, in any browser: the same hands as `tests/browser/tool.py` has for Chromium."""

from collections.abc import Mapping

from tests.browser.tool import GUIDE
from tests.others.driver import Browser

READY = "document.documentElement.dataset.engine === 'ready'"
SETTLED = "['ready', 'failed'].includes(document.documentElement.dataset.engine)"
WHOLE = "document.documentElement.dataset.offline === 'whole'"


def open_tool(browser: Browser, url: str) -> None:
    """Go to the tool and wait for its engine."""
    browser.goto(f"{url}app/")
    wait_until_ready(browser)


def wait_until_ready(browser: Browser) -> None:
    browser.wait_until(SETTLED)
    assert browser.evaluate(READY), browser.text("#failed")


def how_it_started(browser: Browser) -> str:
    return str(browser.evaluate("document.documentElement.dataset.start"))


def choose(browser: Browser, question: str, answer: str) -> None:
    browser.tap(f"[data-question={question}] .option:has([value='{answer}'])")


def answer(browser: Browser, question: str, value: str) -> None:
    """Tap an answer, then "Go on", and see the next screen."""
    choose(browser, question, value)
    browser.tap(f"form:has([data-question={question}]) [type=submit]")
    browser.wait_gone(f"form.form--one [data-question={question}]")


def add_bill(browser: Browser, name: str, holder: str = "provider", balance: str = "") -> None:
    """Fill in the form for a new bill, which is on the screen."""
    choose(browser, "holder", holder)
    browser.fill("[name=biller-name]", name)
    browser.fill("[name='amount.balance']", balance)
    browser.tap("#form-add [data-action=add-bill]")
    browser.wait_for("[data-question=safe], form.form--one, article[data-bill]")


def answer_all(browser: Browser, answers: Mapping[str, str]) -> list[str]:
    """Answer one question after the other, what is not named with its default; the questions in their order."""
    asked: list[str] = []
    while True:
        browser.wait_for("form.form--one, #form-rare, article[data-bill]")
        if browser.shows("article[data-bill]"):
            return asked
        if browser.shows("#form-rare"):
            browser.tap("#form-rare [data-action=answer-rare]")
            browser.wait_gone("#form-rare")
            continue
        question = str(browser.evaluate("document.querySelector('form.form--one fieldset').dataset.question"))
        asked.append(question)
        answer(browser, question, answers.get(question, GUIDE.question[question].default))


def edit(browser: Browser, values: Mapping[str, str]) -> None:
    """Fill in fields of the bill that is on the screen, and save."""
    browser.tap("article [data-action=edit-bill]")
    browser.wait_for("#form-edit")
    for name, value in values.items():
        field = f"[name='{name}']"
        if not browser.shows(field):
            browser.tap("#more-dates summary")
        browser.fill(field, value)
    browser.tap("#form-edit [data-action=edit-bill]")
    browser.wait_for("article[data-bill]")


def go_to_bills(browser: Browser) -> None:
    browser.tap(".tool__back button")
    browser.wait_for(".bill-list")


def open_bill(browser: Browser, name: str) -> None:
    """Open a bill of the list; the tool may already stand at it, or at another one."""
    browser.wait_for(".bill-list, article[data-bill]")
    if browser.shows("article[data-bill]"):
        if browser.text("article[data-bill] h1") == name:
            return
        go_to_bills(browser)
    names = browser.evaluate("[...document.querySelectorAll('.bill-list .task strong')].map((one) => one.innerText)")
    assert isinstance(names, list)
    browser.tap(f".bill-list li:nth-child({names.index(name) + 1}) .task")
    browser.wait_text("article[data-bill] h1", name)


def steps(browser: Browser, when: str) -> list[str]:
    """The steps on the screen that are `now`, `not-yet` or `done`, in order."""
    found = browser.evaluate(
        f"[...document.querySelectorAll('[data-step][data-when={when}]')].map((one) => one.dataset.step)"
    )
    assert isinstance(found, list)
    return found


def start_with_a_bill(browser: Browser, url: str, safe: str = "yes") -> None:
    """Bring answers from the short questions, and say whether notes may be kept here."""
    browser.goto(f"{url}app/#holder=provider&coverage=insured&claim=pending")
    wait_until_ready(browser)
    browser.wait_for("article[data-bill]")
    may_keep(browser, safe)


def may_keep(browser: Browser, safe: str) -> None:
    """Answer whether it is safe to keep notes on this device."""
    choose(browser, "safe", safe)
    browser.tap("form:has([data-question=safe]) [type=submit]")
    browser.wait_gone("[data-question=safe]")
