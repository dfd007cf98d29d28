"""Words for the coach in a real browser: from a script to the screen, one tap for a better sentence, nothing kept."""

import re

from playwright.sync_api import Page, expect

from tests.browser.tool import add_bill, answer, open_tool, status, wait_until_ready

SECRET = "quagga"  # a word that stands nowhere else
TEXT = f"I know I owe the {SECRET}. Which options exist in my situation?"
# Every value of every database, of text or of bytes, that holds the word.
KEPT_WITH = """async (word) => {
  const holds = async (value) => {
    if (value instanceof Blob) value = await value.arrayBuffer();
    if (value instanceof ArrayBuffer || ArrayBuffer.isView(value)) value = new TextDecoder("latin1").decode(value);
    if (value instanceof CryptoKey || value === null) return false;
    return typeof value === "object"
      ? (await Promise.all(Object.values(value).map(holds))).some(Boolean) : String(value).includes(word);
  };
  const found = [];
  for (const { name } of await indexedDB.databases()) {
    const db = await new Promise((done) => { const o = indexedDB.open(name); o.onsuccess = () => done(o.result); });
    for (const store of db.objectStoreNames) {
      const all = db.transaction(store).objectStore(store).getAll();
      const values = await new Promise((done) => { all.onsuccess = () => done(all.result); });
      for (const value of values) if (await holds(value)) found.push(`${name}/${store}`);
    }
    db.close();
  }
  const plain = [...Object.values(localStorage), ...Object.values(sessionStorage), location.href, document.title];
  return [...found, ...plain.filter((text) => text.includes(word)), JSON.stringify(history.state)];
}"""


def look(page: Page, text: str) -> None:
    page.fill("#field-words", text)
    page.locator("[data-action=look-words]").click()
    expect(page.locator(".looked")).to_be_visible()


def test_a_script_leads_to_the_screen_and_one_tap_puts_the_better_sentence_in(page: Page, site_url: str) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto(f"{site_url}scripts/hold-your-limit/")
    page.get_by_role("link", name=re.compile("Your own words")).click()
    wait_until_ready(page)
    expect(page.locator("#field-words")).to_be_visible()
    assert page.evaluate("location.hash") == ""
    look(page, TEXT)
    expect(page.locator(".looked mark")).to_have_text(["I know I owe", "Which options"])
    page.locator("[data-action=use-words]").click()
    status(page, "in your text")
    expect(page.locator(".looked mark")).to_have_text(["Which options"])
    page.locator("[data-copy]").click()
    status(page, "Copied")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied.endswith("I am not saying that the amount is correct. Which options exist in my situation?")
    page.locator("[data-action=words-back]").click()
    expect(page.locator(".looked")).to_contain_text("I know I owe")


def test_the_menu_opens_the_screen_also_within_the_tool(page: Page, site_url: str) -> None:
    open_tool(page, site_url)
    page.locator(".menu summary").click()
    page.get_by_role("link", name="Check my words").click()
    expect(page.locator("#field-words")).to_be_visible()


def test_what_was_typed_to_be_looked_over_is_kept_nowhere(page: Page, site_url: str) -> None:
    """The reader lets the device keep notes: the bill is kept, the words are not, and neither is their screen."""
    open_tool(page, site_url)
    add_bill(page, "Mercy Hospital")
    answer(page, "safe", "yes")
    page.locator(".so-far [data-screen=bill]").click()
    page.locator("article [data-screen=words]").click()
    look(page, TEXT)
    page.locator("[data-action=write-words]").click()
    expect(page.locator("#field-words")).to_have_value(TEXT)
    assert page.evaluate(KEPT_WITH, "Mercy Hospital")[:-1] != []
    *found, place = page.evaluate(KEPT_WITH, SECRET)
    assert found == []
    assert SECRET not in place
    page.reload()
    wait_until_ready(page)
    expect(page.locator("#field-words")).to_have_value("")


def test_the_field_asks_no_spelling_service_and_no_memory_of_the_browser(page: Page, site_url: str) -> None:
    open_tool(page, f"{site_url}")
    page.locator("[data-screen=words]").first.click()
    field = page.locator("#field-words")
    assert (field.get_attribute("spellcheck"), field.get_attribute("autocomplete")) == ("false", "off")
