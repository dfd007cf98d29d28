"""60 hostile texts in a real browser stay words: typed, from a file, in the address, put into the store by hand."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Dialog, FilePayload, Page, ViewportSize, expect

from rulebook.case import read_case
from rulebook.line import one_line
from tests.browser.tool import (
    GUIDE,
    PENDING,
    add_bill,
    answer_all,
    go_to_bills,
    open_tool,
    until_saved,
    wait_until_ready,
)
from tests.browser.until import PATIENCE
from tests.hostile.strings import hostile_texts
from tests.hostile.words import Slot

COUNT = 60
TEXTS = hostile_texts(COUNT, seed=60)
HARMLESS = tuple(f"word {number}" for number in range(COUNT))
FIELDS = ("biller-name", "account", "biller-phone")
SMALLEST: ViewportSize = {"width": 320, "height": 640}
ABOUT_A_BILL = ("data-bill", "data-of-bill")

Shape = list[tuple[str, list[tuple[str, str]]]]

# Every element with its attributes; what the page itself adds while it swaps screens is none of them.
SHAPE = """() => [...document.querySelectorAll("#tool *")].map((element) =>
  [element.localName, [...element.attributes].map(({ name, value }) => [name, value]).sort()])"""
TEXT = "(selector) => document.querySelector(selector)?.textContent ?? null"
VALUES = """(names) => names.map((name) => document.querySelector(`#form-edit [name="${name}"]`).value)"""
IS_WIDER = "document.documentElement.scrollWidth > innerWidth"
COME = """async ([selector, text, patience]) => {
  const end = performance.now() + patience;
  while (document.querySelector(selector)?.textContent !== text) {
    if (performance.now() > end) throw new Error(`${document.querySelector(selector)?.textContent} for ${text}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}"""
CHANGE = """async (change) => {
  const open = indexedDB.open("footing");
  const base = await new Promise((resolve) => { open.onsuccess = () => resolve(open.result); });
  const store = base.transaction(["case", "screen"], "readwrite");
  for (const [name, values] of Object.entries(change)) {
    const get = store.objectStore(name).get("case");
    const old = await new Promise((resolve) => { get.onsuccess = () => resolve(get.result); });
    store.objectStore(name).put({ ...old, ...values }, "case");
  }
  await new Promise((resolve) => { store.oncomplete = resolve; });
  base.close();
}"""
ADDRESS = """(text) => {
  location.hash = `#coverage=${encodeURIComponent(text)}&${encodeURIComponent(text)}=insured`;
}"""
RUN = (
    '<img src=x onerror="globalThis.taken = 1">',
    "<script>globalThis.taken = 1</script>",
    '<svg onload="globalThis.taken = 1"></svg>',
    '<iframe srcdoc="<script>parent.taken = 1</script>"></iframe>',
    '<base href="//elsewhere.example/">',
    '<details open ontoggle="globalThis.taken = 1"></details>',
)


@pytest.fixture
def quiet_page(page: Page) -> Iterator[Page]:
    """Open a page on which nothing may ask the reader anything, and no error may be told to the console."""
    troubles: list[str] = []
    _note_dialogs(page, troubles)
    page.on("console", lambda message: troubles.extend([message.text] if message.type == "error" else []))
    page.on("popup", lambda other: troubles.append(f"a window opened: {other.url}"))
    yield page
    assert troubles == []


def _note_dialogs(page: Page, noted: list[str]) -> None:
    def note(dialog: Dialog) -> None:
        noted.append(f"dialog: {dialog.message}")
        dialog.accept()

    page.on("dialog", note)


def _title(text: str, number: int = 1) -> str:
    return Slot(text, "filed", number).title


def _wait_for(page: Page, selector: str, text: str) -> None:
    page.evaluate(COME, [selector, text, PATIENCE])


def _shape(page: Page) -> Shape:
    return [(name, [(key, value) for key, value in attributes]) for name, attributes in page.evaluate(SHAPE)]


def test_what_is_typed_is_shown_as_it_was_typed(quiet_page: Page, site_url: str) -> None:
    """Each text as a name, an account and a phone number: saved, shown, printed, shown again after a reload."""
    page = quiet_page
    open_tool(page, site_url)
    add_bill(page, "word")
    answer_all(page, PENDING)
    wanted = _typed(page, "word", "word", "word")
    marked = 0
    shown = ["word", "word", "word"]
    for number, text in enumerate((*TEXTS, "word")):  # once more, to see the fields of the last one
        typed = (text, TEXTS[number - 20], TEXTS[number - 40])
        page.locator("article [data-action=edit-bill]").last.click()
        expect(page.locator("#form-edit")).to_be_visible()
        assert page.evaluate(VALUES, FIELDS) == [one_line(value) for value in shown]
        for field, value in zip(FIELDS, typed, strict=True):
            page.fill(f"#form-edit [name='{field}']", value)
        shown = page.evaluate(VALUES, FIELDS)  # a field of one line takes no line ends
        marked += "<" in shown[0]
        page.locator("#form-edit [data-action=edit-bill]").click()
        _wait_for(page, "article[data-bill] h1", _title(shown[0]))
        assert _shape(page) == wanted, text
        assert page.title().startswith(GUIDE.words["tool.screen.bill"])
        if number % 20 == 0:
            _look_at_paper(page, _title(shown[0]), wanted)
            until_saved(page)
            page.reload()
            wait_until_ready(page)
            _wait_for(page, "article[data-bill] h1", _title(shown[0]))
            assert _shape(page) == wanted, text
    assert marked > COUNT / 3


def _typed(page: Page, *values: str) -> Shape:
    """The bill's screen after harmless words were typed."""
    page.locator("article [data-action=edit-bill]").last.click()
    for field, value in zip(FIELDS, values, strict=True):
        page.fill(f"#form-edit [name='{field}']", value)
    page.locator("#form-edit [data-action=edit-bill]").click()
    _wait_for(page, "article[data-bill] h1", values[0])
    return _shape(page)


def _look_at_paper(page: Page, title: str, wanted: Shape) -> None:
    page.emulate_media(media="print")
    assert page.evaluate(TEXT, "article[data-bill] h1") == title
    assert _shape(page) == wanted
    page.emulate_media(media="screen")


def test_a_file_of_60_strange_bills_opens_stays_and_goes_out_as_it_came_in(
    quiet_page: Page, site_url: str, tmp_path: Path
) -> None:
    """Each text as an id, a name, an unknown key and more; every bill can be opened, at 320 pixels too."""
    page = quiet_page
    page.set_viewport_size(SMALLEST)
    wanted_list, wanted_bill = _harmless_file(page, site_url)
    page.locator(".tool__back button").click()
    _load(page, _file(TEXTS))
    _check_list(page, wanted_list)
    for number, text in enumerate(TEXTS):
        page.locator(".bill-list .task").nth(number).click()
        _wait_for(page, "article[data-bill] h1", _title(_name(TEXTS, number), number + 1))
        assert _without_id(_shape(page), text) == wanted_bill, text
        assert not page.evaluate(IS_WIDER), text
        go_to_bills(page)
    with page.expect_download() as made:
        page.locator("[data-action=backup]").click()
    made.value.save_as(tmp_path / "backup.json")
    before, after = (
        read_case(found, GUIDE)[0] for found in (_file(TEXTS), (tmp_path / "backup.json").read_text("utf-8"))
    )
    assert before is not None
    assert after == before
    until_saved(page)
    page.reload()
    wait_until_ready(page)
    _check_list(page, wanted_list)


def _harmless_file(page: Page, site_url: str) -> tuple[Shape, Shape]:
    """The list and one bill of the same file with harmless words, kept on the device."""
    open_tool(page, site_url)
    _load(page, _file(HARMLESS))
    page.locator("[data-question=safe] [value=yes]").check()
    page.locator("form:has([data-question=safe]) [type=submit]").click()
    expect(page.locator("[data-question=safe]")).to_have_count(0)
    until_saved(page)
    in_list = [_of_list(_shape(page))]
    page.locator(".bill-list .task").first.click()
    _wait_for(page, "article[data-bill] h1", HARMLESS[1])
    return in_list[0], _without_id(_shape(page), HARMLESS[0])


def _name(texts: Sequence[str], number: int) -> str:
    return texts[(number + 1) % COUNT]


def _file(texts: Sequence[str]) -> str:
    """A backup with each text in every place, as another one than its neighbour's."""
    bills = []
    for number, text in enumerate(texts):
        other, third = texts[number - 20], texts[number - 40]
        names = {"biller-name": _name(texts, number), "account": other, "biller-phone": third, "biller-address": text}
        lists = {"lines": [{"code": other, "description": text}], "done": {third: "2026-08-02"}, third: {other: [text]}}
        bills.append({"id": text, **names, **lists, "answers": {"holder": "court", other: third}})
    reader = {"name": texts[0], "address": texts[1]}
    case = {"format": "casebook/1", "bills": bills, "household": {"reader": reader}, "log": [{"said": texts[2]}]}
    return json.dumps({**case, texts[3]: texts[4]})


def _load(page: Page, text: str) -> None:
    if not page.locator("[data-action=restore]").count():
        page.locator("[data-screen=device]").click()
    content: FilePayload = {"name": "backup.json", "mimeType": "application/json", "buffer": text.encode()}
    page.set_input_files("[data-action=restore]", content)
    expect(page.locator(".bill-list > li")).to_have_count(COUNT)


def _check_list(page: Page, wanted: Shape) -> None:
    expect(page.locator(".bill-list > li")).to_have_count(COUNT)
    shown = page.locator(".bill-list strong").evaluate_all("(all) => all.map((one) => one.textContent)")
    assert shown == [_title(_name(TEXTS, number), number + 1) for number in range(COUNT)]
    assert _of_list(_shape(page)) == wanted
    assert not page.evaluate(IS_WIDER)


def _of_list(shape: Shape) -> Shape:
    """The shape of a list without the ids of its bills."""
    return [
        (element, [(name, "ID" if name in ABOUT_A_BILL else value) for name, value in attributes])
        for element, attributes in shape
    ]


def _without_id(shape: Shape, name: str) -> Shape:
    """The shape of a bill without its id, which stands as it is wherever an attribute names the bill."""
    seen = re.sub(r"\r\n?", "\n", name).replace("\0", "\ufffd")
    ids = {value for _, attributes in shape for key, value in attributes if key in ABOUT_A_BILL}
    assert ids == {seen}
    return _of_list(shape)


def test_what_stands_in_the_address_does_nothing_and_is_forgotten(quiet_page: Page, site_url: str) -> None:
    """Only answers that are known become a bill; everything else leaves the first screen as it was."""
    page = quiet_page
    open_tool(page, site_url)
    wanted = _shape(page)
    for text in TEXTS:
        page.evaluate(
            ADDRESS,
            text,
        )
        expect(page).to_have_url(re.compile(r"/app/#?$"))
        page.evaluate("(text) => { location.hash = text; }", text)
        assert _shape(page) == wanted, text
    page.goto(f"{site_url}app/#coverage={'%3Csvg%20onload%3Dalert(1)%3E'}&{'%22%3E%3Cb%3E'}=1")
    page.reload()
    wait_until_ready(page)
    assert _shape(page) == wanted
    assert page.locator("[data-bill]").count() == 0


def test_notes_that_were_changed_by_hand_stay_words(quiet_page: Page, site_url: str) -> None:
    """60 bills written straight into the store; then texts that are no notes at all."""
    page = quiet_page
    wanted_list, _ = _harmless_file(page, site_url)
    page.locator(".tool__back button").click()
    expect(page.locator(".bill-list > li")).to_have_count(COUNT)
    kept = json.loads(_file(TEXTS))
    kept["household"]["answers"] = {"safe": "yes"}
    page.evaluate(CHANGE, {"case": {"text": json.dumps(kept)}, "screen": {"about": "none"}})
    page.reload()
    wait_until_ready(page)
    _check_list(page, wanted_list)
    for text in [text for text in TEXTS if "<" in text][:3]:
        page.evaluate(CHANGE, {"case": {"text": text}, "screen": {"about": text}})
        page.reload()
        expect(page.locator("#unreadable")).to_be_visible()
        assert page.locator("#tool [data-bill]").count() == 0
        assert page.title().endswith("Footing")


def test_a_kept_screen_that_was_changed_by_hand_runs_nothing(context: BrowserContext, site_url: str) -> None:
    """The policy stands behind the escaping: markup that comes to the page all the same is dead, and soon replaced."""
    page = context.new_page()
    asked: list[str] = []
    _note_dialogs(page, asked)
    context.on("request", lambda request: asked.extend([request.url] if "127.0.0.1" not in request.url else []))
    _harmless_file(page, site_url)
    refused: list[str] = []
    page.on("console", lambda message: refused.extend([message.text] if "Content Security" in message.text else []))
    for markup in RUN:
        page.evaluate(CHANGE, {"screen": {"html": f"<h1>Changed</h1>{markup}"}})
        page.reload()
        wait_until_ready(page)
        _wait_for(page, "#tool h1", HARMLESS[1])
        assert page.locator("#tool :is(img, script, iframe, base, object)").count() == 0
        assert page.evaluate("globalThis.taken") is None, markup
    assert refused  # the markup did come to the page
    assert asked == []


def test_the_texts_are_hostile_enough() -> None:
    """Put into a page that escapes nothing, most of them would add an element or an attribute."""
    kinds: Mapping[str, Any] = {
        kind: sum(kind in text for text in TEXTS)
        for kind in ("<", '"', "'", "onerror=", "javascript:", "</", "\x00", "{{")
    }
    assert all(kinds.values()), kinds
