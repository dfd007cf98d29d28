"""A screen is swapped under the reader's hands: what they have stays, what is new shows, and no script gets in."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser, FilePayload, Page

from tests.browser.conftest import PHONE
from tests.browser.harness.shell import served, visit

# A short picture of the region: what has the focus, the caret in it, what the fields say, which parts are open.
PICTURE = """() => {
  const active = document.activeElement;
  const isChoice = (field) => ["radio", "checkbox"].includes(field.type);
  const name = (e) => e.name ? (isChoice(e) ? `${e.name}=${e.value}` : e.name) : e.id || e.textContent.trim();
  const fields = [...region.querySelectorAll("input, select, textarea")].filter((f) => !isChoice(f) || f.checked);
  return {
    focus: active === document.body ? "" : name(active),
    caret: [active.selectionStart ?? null, active.selectionEnd ?? null],
    fields: fields.map((f) => isChoice(f) ? name(f) : `${name(f)}: ${f.value}`),
    open: [...region.querySelectorAll("details[open]")].map((part) => part.id),
  };
}"""
SHOW = "([html, submitted]) => apply(region, html, submitted ? document.querySelector(submitted) : null)"


@dataclass(frozen=True)
class Swap:
    """What stood there, what the reader did, what comes, and the picture afterwards (only what is named counts)."""

    name: str
    before: str
    reader: Callable[[Page], object]
    after: str
    expect: Mapping[str, object] = field(default_factory=dict)
    submitted: str = ""


def nothing(_: Page) -> None:
    """The reader only looks."""


def focus(selector: str) -> Callable[[Page], object]:
    return lambda page: page.focus(selector)


def tick(selector: str) -> Callable[[Page], object]:
    return lambda page: page.check(selector)


def untick(selector: str) -> Callable[[Page], object]:
    return lambda page: page.uncheck(selector)


def choose(selector: str, value: str | list[str]) -> Callable[[Page], object]:
    return lambda page: page.select_option(selector, value)


def type_in(selector: str, text: str, *keys: str) -> Callable[[Page], object]:
    def act(page: Page) -> None:
        page.focus(selector)
        page.keyboard.type(text)
        for key in keys:
            page.keyboard.press(key)

    return act


def both(*acts: Callable[[Page], object]) -> Callable[[Page], object]:
    return lambda page: [act(page) for act in acts]


def radios(form: str, chosen: str = "", choices: str = "abc") -> str:
    boxes = (f"<label><input type=radio name=q value={c}{' checked' * (c == chosen)}>{c}</label>" for c in choices)
    return f"<form id={form}><ul><li>{'<li>'.join(boxes)}</ul></form>"


def bill_form(bill: str, name: str) -> str:
    button = f"<button type=submit data-action=edit data-bill={bill}>Save</button>"
    return f"<h1>Bill</h1><form id=f><input id=name name=name value='{name}'>{button}</form>"


def remove(*bills: str) -> str:
    rows = "".join(f"<li>{b} <button data-action=remove data-bill={b}>Remove {b}</button>" for b in bills)
    return f"<h1>Bills</h1><ul>{rows}</ul>"


STATES = "<select id=s name=s><option value=''>Choose<option value=tx{tx}>TX<option value=ca{ca}>CA</select>"
PLAIN_STATES = STATES.format(tx="", ca="")
TAGS = "<select id=t name=t multiple><option value=a{a}>A<option value=b{b}>B<option value=c{c}>C</select>"
NEWS = "<p>Something new</p>"

FOCUS = [
    Swap("a field with an id keeps focus and caret", "<input id=a value=hello>", type_in("#a", "", "ArrowRight"),
         f"{NEWS}<div><input id=a value=hello></div>", {"focus": "a", "caret": [1, 1]}),
    Swap("a selection is kept", "<textarea id=a name=a>hello</textarea>",
         type_in("#a", "", "Control+Home", "Shift+ArrowRight", "Shift+ArrowRight"),
         f"{NEWS}<textarea id=a name=a>hello</textarea>", {"focus": "a", "caret": [0, 2]}),
    Swap("a field without an id is known by its name in its form", "<form id=f><input name=a><input name=b></form>",
         focus("[name=b]"), f"{NEWS}<form id=f><input name=new><input name=a><input name=b></form>", {"focus": "b"}),
    Swap("a radio button is known by its name and value", radios("f"), focus("[value=b]"),
         NEWS + radios("f", choices="dabc"), {"focus": "q=b"}),
    Swap("the same names in another form are another thing", radios("f") + radios("g"), focus("#g [value=a]"),
         radios("new") + radios("f") + f"<div>{radios('g')}</div>", {"focus": "q=a", "form": "g"}),
    Swap("a button shows its new label and keeps focus", "<button id=b>Mark done</button>", focus("#b"),
         "<button id=b>Done</button>", {"focus": "b", "text": "Done"}),
    Swap("a button without an id is known by what it does", remove("one", "two"), focus("[data-bill=two]"),
         remove("zero", "one", "two"), {"focus": "Remove two"}),
    Swap("a button that is gone does not hand its focus to the next one", remove("one", "two"),
         focus("[data-bill=one]"), remove("two"), {"focus": "Bills"}),
    Swap("of links to one place the same one keeps focus", "<p><a href=#x>1</a> <a href=#x>2</a> <a href=#x>3</a></p>",
         focus("a:nth-of-type(2)"), f"{NEWS}<p><a href=#x>1</a> <a href=#x>2</a> <a href=#x>3</a></p>", {"focus": "2"}),
    Swap("the summary of a part keeps focus", "<details id=d><summary>Why</summary>Because</details>", focus("summary"),
         f"<details id=e><summary>How</summary></details>{NEWS}<details id=d><summary>Why</summary></details>",
         {"focus": "Why"}),
    Swap("a list in another order keeps focus and caret", "<p><input id=a name=a><p><input id=b name=b><p><input id=c>",
         type_in("#b", "xy", "ArrowLeft"), "<p><input id=c><p><input id=b name=b><p><input id=a name=a>",
         {"focus": "b", "caret": [1, 1], "fields": ["c: ", "b: xy", "a: "]}),
    Swap("where the focused thing is gone the screen's own place gets focus", "<button id=b>Go</button>", focus("#b"),
         "<h1>Title</h1><h2 data-focus tabindex=-1>Here</h2>", {"focus": "Here"}),
    Swap("without a place of its own the first heading gets focus", "<button id=b>Go</button>", focus("#b"),
         "<p>Lead</p><h1>Title</h1><h1>Second</h1>", {"focus": "Title"}),
    Swap("a button that cannot be used any more counts as gone", "<h1>Title</h1><button id=b>Go</button>", focus("#b"),
         "<h1>Title</h1><button id=b disabled>Go</button>", {"focus": "Title"}),
    Swap("a button that is hidden now counts as gone", "<h1>Title</h1><button id=b>Go</button>", focus("#b"),
         "<h1>Title</h1><button id=b class=gone>Go</button>", {"focus": "Title"}),
    Swap("a heading that has focus keeps it", "<h1 data-focus tabindex=-1>One</h1>", focus("h1"),
         f"{NEWS}<h1 data-focus tabindex=-1>Two</h1>", {"focus": "Two"}),
    Swap("focus outside the region stays there", "<h1>Title</h1>", focus("#outside"), "<h1 data-focus>Other</h1>",
         {"focus": "outside"}),
    Swap("nothing is focused where nothing was", "<h1>Title</h1>", nothing, "<h1 data-focus>Other</h1>",
         {"focus": ""}),
]  # fmt: skip

TYPED = [
    Swap("typed words that were not sent stay", "<form id=f><input id=a name=a></form>",
         type_in("#a", "ab", "ArrowLeft"),
         f"{NEWS}<form id=f><input id=a name=a></form>", {"focus": "a", "caret": [1, 1], "fields": ["a: ab"]}),
    Swap("typed words stay over a value that came meanwhile", "<input id=a name=a value=x>", type_in("#a", "ab"),
         "<input id=a name=a value=y>", {"fields": ["a: abx"]}),
    Swap("typed words follow their name, not their place", "<form id=f><input name=a><input name=b></form>",
         type_in("[name=b]", "mine"), "<form id=f><input name=c><input name=b><input name=a></form>",
         {"focus": "b", "fields": ["c: ", "b: mine", "a: "]}),
    Swap("a field that nobody touched takes the new value", "<input id=a name=a value=old>", focus("#a"),
         "<input id=a name=a value=new>", {"focus": "a", "fields": ["a: new"]}),
    Swap("the fields of the form that was sent take the new values", "<form id=f><input id=a name=a></form>",
         type_in("#a", "1200"), "<form id=f><input id=a name=a value='1,200.00'></form>",
         {"focus": "a", "fields": ["a: 1,200.00"]}, submitted="#f"),
    Swap("a form beside the one that was sent keeps its words",
         "<form id=f><input name=a></form><form id=g><input name=a></form>",
         both(type_in("#f input", "sent"), type_in("#g input", "mine")),
         "<form id=f><input name=a></form><form id=g><input name=a></form>", {"fields": ["a: ", "a: mine"]}, "#f"),
    Swap("the same form of another bill does not get this one's words", bill_form("b1", "one"), type_in("#name", "!"),
         bill_form("b2", "two"), {"focus": "Bill", "fields": ["name: two"]}),
    Swap("a text area keeps its words", "<textarea id=a name=a>one</textarea>", type_in("#a", "zero "),
         f"{NEWS}<textarea id=a name=a>1</textarea>", {"fields": ["a: zero one"]}),
    Swap("a text area that nobody touched takes the new words", "<textarea id=a name=a>one</textarea>", focus("#a"),
         "<textarea id=a name=a>two</textarea>", {"fields": ["a: two"]}),
    Swap("words that were taken out stay out", "<input id=a name=a value=x>", type_in("#a", "", "Delete"),
         "<input id=a name=a value=x>", {"fields": ["a: "]}),
    Swap("half a date stays half a date", "<input id=d name=d type=date>", type_in("#d", "12"),
         f"{NEWS}<input id=d name=d type=date>", {"focus": "d", "half": True}),
    Swap("a tick that was not sent stays", "<input type=checkbox name=r value=a><input type=checkbox name=r value=b>",
         tick("[value=b]"), "<input type=checkbox name=r value=b><input type=checkbox name=r value=a>",
         {"fields": ["r=b"]}),
    Swap("a tick that was taken away stays away", "<input type=checkbox name=r value=a checked>", untick("[value=a]"),
         "<input type=checkbox name=r value=a checked>", {"fields": []}),
    Swap("a choice that was not sent stays", radios("f", "a"), tick("[value=b]"), NEWS + radios("f", "c"),
         {"fields": ["q=b"]}),
    Swap("in a group that nobody touched the new choice wins", radios("f", "a"), focus("[value=a]"),
         NEWS + radios("f", "c"), {"fields": ["q=c"]}),
    Swap("in a group that was sent the new choice wins", radios("f", "a"), tick("[value=b]"), radios("f", "c"),
         {"fields": ["q=c"]}, submitted="#f"),
    Swap("where the reader's choice is gone the new one wins", radios("f"), tick("[value=b]"),
         radios("f", "a", choices="ac"), {"fields": ["q=a"]}),
    Swap("another question in the same place starts as it says", radios("f", "a"), tick("[value=b]"),
         radios("other", "a").replace("name=q", "name=p"), {"fields": ["p=a"]}),
    Swap("a list choice that was not sent stays", PLAIN_STATES, choose("#s", "tx"), NEWS + PLAIN_STATES,
         {"fields": ["s: tx"]}),
    Swap("a list that nobody touched takes the new choice", PLAIN_STATES, focus("#s"),
         STATES.format(tx="", ca=" selected"), {"fields": ["s: ca"]}),
    Swap("a list where the reader went back to nothing stays so", STATES.format(tx=" selected", ca=""),
         choose("#s", ""), STATES.format(tx=" selected", ca=""), {"fields": ["s: "]}),
    Swap("several choices of one list stay", TAGS.format(a=" selected", b="", c=""), choose("#t", ["b", "c"]),
         NEWS + TAGS.format(a=" selected", b="", c=""), {"chosen": ["b", "c"]}),
    Swap("a hidden field is never the reader's", "<input type=hidden name=h value=1>", nothing,
         "<input type=hidden name=h value=2>", {"fields": ["h: 2"]}),
]  # fmt: skip

PARTS = [
    Swap("an open part stays open", "<details id=d><summary>Why</summary></details>",
         lambda page: page.click("summary"), f"{NEWS}<details id=d><summary>Why</summary></details>", {"open": ["d"]}),
    Swap("a closed part beside it stays closed",
         "<details id=d><summary>1</summary></details><details id=e><summary>2</summary></details>",
         lambda page: page.click("#e summary"),
         "<details id=e><summary>2</summary></details><details id=d><summary>1</summary></details>", {"open": ["e"]}),
    Swap("a part that comes open is open", "<details id=d><summary>1</summary></details>", nothing,
         "<details id=d open><summary>1</summary></details>", {"open": ["d"]}),
    Swap("typed words in an open part stay, and the caret with them",
         "<details id=d open><summary>More</summary><input id=a name=a></details>", type_in("#a", "abc", "Home"),
         f"{NEWS}<details id=d><summary>More</summary><input id=a name=a></details>",
         {"open": ["d"], "focus": "a", "caret": [0, 0], "fields": ["a: abc"]}),
]  # fmt: skip


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("shell")) as address:
        yield address


@pytest.fixture(scope="module")
def window(chromium: Browser) -> Iterator[Page]:
    """One window for the whole module: each test loads its document anew."""
    context = chromium.new_context(viewport=PHONE)
    yield context.new_page()
    context.close()


@pytest.fixture
def shell(url: str, window: Page) -> Page:
    return visit(window, url)


def show(page: Page, html: str, submitted: str = "") -> None:
    page.evaluate(SHOW, [html, submitted])


def picture(page: Page) -> dict[str, object]:
    more = {
        "text": "document.activeElement.textContent",
        "form": "document.activeElement.form?.id",
        "half": "document.activeElement.validity?.badInput",
        "chosen": "[...(region.querySelector('select')?.selectedOptions ?? [])].map((option) => option.value)",
    }
    return {**page.evaluate(PICTURE), **{name: page.evaluate(look) for name, look in more.items()}}


@pytest.mark.parametrize("swap", [*FOCUS, *TYPED, *PARTS], ids=lambda swap: swap.name)
def test_the_reader_keeps_what_they_have(shell: Page, swap: Swap) -> None:
    show(shell, swap.before)
    swap.reader(shell)
    for turn in ("first", "second", "third"):  # what is kept once is kept again
        show(shell, swap.after, swap.submitted)
        seen = picture(shell)
        assert {name: seen[name] for name in swap.expect} == swap.expect, turn
    assert shell.locator("[id^=kept-over-the-swap]").count() == 0
    assert shell.evaluate("document.documentElement.children.length") == 2


def test_a_chosen_file_stays_chosen(shell: Page) -> None:
    show(shell, "<p><input type=file name=file>")
    shell.set_input_files("input", FilePayload(name="a.json", mimeType="application/json", buffer=b"{}"))
    show(shell, "<p>New</p><p>News</p><p><input type=file name=file>")
    assert shell.evaluate("region.querySelector('input').files[0]?.name") == "a.json"


def test_words_that_were_kept_count_as_unsaved_until_the_new_screen_has_them(shell: Page) -> None:
    show(shell, "<input id=a name=a>")
    type_in("#a", "mine")(shell)
    show(shell, "<input id=a name=a value=theirs>")
    assert shell.evaluate("[a.value, a.defaultValue]") == ["mine", "theirs"]
    show(shell, "<input id=a name=a value=mine>")
    show(shell, "<input id=a name=a value=next>")
    assert shell.evaluate("[a.value, a.defaultValue]") == ["next", "next"]


def test_what_was_typed_can_still_be_taken_back_with_the_keyboard(shell: Page) -> None:
    show(shell, "<form id=f><input name=a></form>")
    type_in("[name=a]", "one")(shell)
    show(shell, "<p>New</p><form id=f><p>News</p><input name=a></form>")
    shell.keyboard.press("Control+z")
    assert picture(shell)["fields"] == ["a: "]


def test_typing_goes_on_while_screens_are_swapped(shell: Page) -> None:
    form = "<form id=f><input name=z><input name=a value='{}'></form>"
    show(shell, form.format(""))
    shell.focus("[name=a]")
    for number, letter in enumerate("itemized"):
        shell.keyboard.type(letter)
        show(shell, "<p>New</p>" * (number % 3) + form.format("" if number % 2 else "x"))
    assert picture(shell)["fields"] == ["z: ", "a: itemized"]


def test_a_list_of_radio_buttons_is_walked_with_the_keys_while_it_is_swapped(shell: Page) -> None:
    show(shell, radios("f", "a"))
    shell.focus("[value=a]")
    for chosen in "bca":
        shell.keyboard.press("ArrowDown")
        show(shell, "<p>New</p>" + radios("f", chosen))
        assert picture(shell)["focus"] == f"q={chosen}"


def test_the_page_and_its_inner_parts_stay_scrolled(shell: Page) -> None:
    inner = "<div id=box class=box><p class=tall>Inner</p></div><div class=box><p class=tall>Other</p></div>"
    show(shell, f"{inner}<button id=b>Here</button><div class=tall></div>")
    shell.focus("#b")
    shell.evaluate("scrollTo(0, 500); for (const one of document.querySelectorAll('.box')) one.scrollTop = 70")
    show(shell, f"<h1>Title</h1><p>New</p>{inner}<div class=tall></div>")
    seen = "[scrollY, ...[...document.querySelectorAll('.box')].map((one) => one.scrollTop)]"
    assert shell.evaluate(seen) == [500, 70, 70]
    assert picture(shell)["focus"] == "Title"


HOSTILE = [
    "<script>globalThis.ran = 1</script>",
    "<script src=evil.js></script>",
    "<script id=script>globalThis.ran = 1</script>",
    "<img src=x onerror='globalThis.ran = 1'>",
    "<svg><script>globalThis.ran = 1</script><animate onbegin='globalThis.ran = 1' attributeName=x dur=1s></svg>",
    "<details open ontoggle='globalThis.ran = 1'><summary>x</summary></details>",
    "<input id=input autofocus onfocus='globalThis.ran = 1'>",
    "<a id=a href='javascript:globalThis.ran = 1'>x</a>",
    "<iframe srcdoc='<script>parent.ran = 1</script>'></iframe>",
    "<form><button id=button formaction='javascript:globalThis.ran = 1'>x</button></form>",
    "<template><script>globalThis.ran = 1</script></template>",
    "<button id=button onclick='globalThis.ran = 1'>x</button>",
    "<style onload='globalThis.ran = 1'></style>",
]


@pytest.mark.parametrize(
    "before", [[], ["script", "button", "img", "svg", "style", "input", "a"]], ids=["empty", "alike"]
)
@pytest.mark.parametrize("html", HOSTILE)
def test_hostile_html_runs_nothing(shell: Page, before: list[str], html: str) -> None:
    shell.evaluate(
        """(tags) => tags.forEach((tag) => region.append(Object.assign(document.createElement(tag), { id: tag })))""",
        before,
    )
    shell.evaluate("(html) => { try { apply(region, html) } catch {} }", html)
    shell.evaluate(
        "document.querySelectorAll('#region a, #region button').forEach((one) => one.click());"
        "document.querySelector('input')?.focus()"
    )
    # A picture of our own that fails to load comes after the hostile one; two frames later all handlers had their turn.
    shell.evaluate(
        """() => new Promise((resolve) => {
          const last = new Image();
          last.onerror = () => requestAnimationFrame(() => requestAnimationFrame(resolve));
          last.src = "missing.png";
        })"""
    )
    assert shell.evaluate("globalThis.ran ?? null") is None


STRANGERS = [
    "<script></script>",
    "<iframe></iframe>",
    "<object></object>",
    "<embed>",
    "<base href=https://example.org/>",
    "<meta http-equiv=refresh content='0; url=https://example.org/'>",
    "<link rel=dns-prefetch href=https://example.org/>",
    "<style></style>",
    "<p style='color: red'>x</p>",
    "<form action=https://example.org/></form>",
    "<form><button formaction=https://example.org/>x</button></form>",
]


@pytest.mark.parametrize("html", STRANGERS)
def test_what_our_templates_never_make_is_refused_whole(shell: Page, html: str) -> None:
    show(shell, "<p>as it was</p>")
    refused = "(html) => { try { apply(region, html) } catch (trouble) { return trouble.message } }"
    assert "is not ours" in shell.evaluate(refused, f"<p>new</p><div>{html}</div>")
    assert shell.inner_html("#region") == "<p>as it was</p>"


def test_text_becomes_html_nowhere_but_through_the_policy(shell: Page) -> None:
    assert (
        shell.evaluate("(() => { try { region.innerHTML = '<p>x'; } catch (e) { return e.name; } })()") == "TypeError"
    )
    show(shell, "<p>x")
    assert shell.inner_html("#region") == "<p>x</p>"


def test_without_trusted_types_it_works_the_same(url: str, page: Page) -> None:
    page.add_init_script("delete globalThis.trustedTypes")
    page.route("**/shell.html", lambda route: route.fulfill(body=route.fetch().text().replace("require-trusted", "no")))
    visit(page, url)
    show(page, "<input id=a name=a>")
    type_in("#a", "mine")(page)
    show(page, "<p>New</p><input id=a name=a>")
    assert picture(page)["fields"] == ["a: mine"]


@pytest.mark.parametrize("address", ["shell.js", "./shell.js?x=1"])
def test_a_script_address_of_our_own_passes_the_policy(shell: Page, address: str) -> None:
    made = f"new Worker(scriptUrl({address!r}), {{ type: 'module' }}) instanceof Worker"
    assert shell.evaluate(made) is True


@pytest.mark.parametrize(
    "address",
    ["https://example.org/x.js", "//example.org/x.js", "data:text/javascript,1"],
)
def test_a_foreign_script_address_is_refused(shell: Page, address: str) -> None:
    refused = f"(() => {{ try {{ scriptUrl({address!r}) }} catch (trouble) {{ return trouble.name }} }})()"
    assert shell.evaluate(refused) == "TypeError"


def test_a_blob_of_somebody_else_is_no_script_address(shell: Page) -> None:
    made = "scriptUrl(URL.createObjectURL(new Blob(['1'])))"
    refused = f"(() => {{ try {{ {made} }} catch (trouble) {{ return trouble.name }} }})()"
    assert shell.evaluate(refused) == "TypeError"
