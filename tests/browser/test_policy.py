"""Nothing foreign runs on a page, and nothing goes elsewhere; only a tapped link leads there.

Each way out is first taken on a page without a policy: there it does reach the other site, so the tests can fail.
"""

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Error, Page, expect

from builder.serve import running
from tests.browser.elsewhere import ADD, AWAY, FORMS, IN_THE_PAGE, Elsewhere, elsewhere
from tests.browser.until import LOOK_AGAIN, PATIENCE, until

PLACES = {"guide": "steps/pause/", "tool": "app/"}
OPEN_PAGE = "<!doctype html><meta charset=utf-8><link rel=icon href=data:,><title>No policy</title><body>"
OPEN = "open.html"
# The one policy of `_headers` has to allow what the tool needs; what such a worker may do is bound all the same.
LEFT_TO_THE_META = [("headers", "guide", "worker")]
BY_TRUSTED_TYPES = "require-trusted-types-for"
META = re.compile(r'<meta http-equiv="Content-Security-Policy"[^>]*>\n')
NOTE = """
  globalThis.seen = []; globalThis.foreign = [];
  addEventListener("securitypolicyviolation", (event) => { seen.push(event.effectiveDirective); });
"""
# A page of this host and two frames later, whatever was going to leave has left.
SETTLE = """() => fetch("missing").then(() => new Promise((resolve) =>
  requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(resolve)))))"""


@pytest.fixture(scope="module")
def other() -> Iterator[Elsewhere]:
    with elsewhere() as found:
        yield found


@pytest.fixture(scope="module", params=["meta", "headers"])
def host(request: pytest.FixtureRequest, built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site with one half of its policy: a host that sends no headers, or pages without their meta."""
    site = tmp_path_factory.mktemp(request.param) / "site"
    shutil.copytree(built_site, site, ignore=shutil.ignore_patterns("screenshots"))
    (site / OPEN).write_text(OPEN_PAGE, "utf-8")
    if request.param == "meta":
        (site / "_headers").unlink()
    else:
        for page in PLACES.values():
            path = site / page / "index.html"
            html, count = META.subn("", path.read_text("utf-8"))
            assert count == 1
            path.write_text(html, "utf-8")
    with running(site) as url:
        yield url


@pytest.fixture(scope="module")
def bare_host(built_site: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the site as a host does that sends no headers, and one page without a policy."""
    site = tmp_path_factory.mktemp("bare") / "site"
    shutil.copytree(built_site, site, ignore=shutil.ignore_patterns("screenshots", "_headers"))
    (site / OPEN).write_text(OPEN_PAGE, "utf-8")
    (site / "worker.js").write_text("postMessage(1)", "utf-8")
    with running(site) as url:
        yield url


@pytest.fixture
def any_page(context: BrowserContext, other: Elsewhere) -> Page:
    """A page where violations are expected."""
    other.reached.clear()
    context.add_init_script(NOTE)
    return context.new_page()


def visit(page: Page, url: str) -> None:
    """Open a page and wait until its script has run; the engine would only make it slower."""
    page.route("**/worker-*.js", lambda route: route.abort())
    page.goto(url)
    expect(page.locator("html")).not_to_have_class(re.compile("no-js"))


def attempt(page: Page, name: str, body: str, other: Elsewhere) -> None:
    """Try one thing; what throws at once was refused."""
    body = body.replace("RAN", f"foreign.push('{name}')")
    page.evaluate(
        f"""([url, name]) => {{ const ran = () => foreign.push(name); {ADD} try {{ {body} }} catch {{}} }}""",
        [other.url + name, name],
    )


@pytest.mark.parametrize("place", PLACES)
def test_nothing_foreign_runs_or_is_asked_for(
    any_page: Page, host: str, other: Elsewhere, place: str, request: pytest.FixtureRequest
) -> None:
    page = any_page
    half = request.node.callspec.params["host"]
    visit(page, host + PLACES[place])
    page.evaluate("seen.length = 0")
    for name, (body, directive) in IN_THE_PAGE.items():
        if (half, place, name) in LEFT_TO_THE_META:
            continue
        attempt(page, name, body, other)
        if directive:
            until(page, f"seen.includes('{directive}') || seen.includes('{BY_TRUSTED_TYPES}')")
            page.evaluate("seen.length = 0")
    page.evaluate(SETTLE)
    assert (page.evaluate("foreign"), other.reached) == ([], [])


@pytest.mark.parametrize("place", PLACES)
def test_no_script_and_no_markup_leads_elsewhere(
    any_page: Page, context: BrowserContext, host: str, other: Elsewhere, place: str
) -> None:
    page = any_page
    visit(page, host + PLACES[place])
    for name, body in (AWAY | FORMS).items():
        attempt(page, name, body, other)
        page.evaluate(SETTLE)
    assert (other.reached, page.url.split("#")[0], len(context.pages)) == ([], host + PLACES[place], 1)


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize("form", FORMS)
def test_a_browser_without_the_navigation_api_still_refuses_forms(
    any_page: Page, host: str, other: Elsewhere, place: str, form: str
) -> None:
    page = any_page
    page.add_init_script("Object.defineProperty(globalThis, 'navigation', { value: undefined })")
    visit(page, host + PLACES[place])
    attempt(page, form, FORMS[form], other)
    until(page, "seen.includes('form-action')")
    page.evaluate(SETTLE)
    assert (other.reached, page.url) == ([], host + PLACES[place])


@pytest.mark.parametrize("name", [*IN_THE_PAGE, *AWAY, *FORMS])
def test_without_a_policy_each_of_these_works(any_page: Page, bare_host: str, other: Elsewhere, name: str) -> None:
    """Otherwise the tests above would prove nothing."""
    body = {name: body for name, (body, _) in IN_THE_PAGE.items()} | AWAY | FORMS
    any_page.goto(bare_host + OPEN)
    attempt(any_page, name, body[name], other)
    let_work(any_page, lambda: name in other.reached or _has_run(any_page, name))


def _has_run(page: Page, name: str) -> bool:
    try:
        return name in page.evaluate("globalThis.foreign ?? []")
    except Error:
        return False  # the page is on its way elsewhere


def let_work(page: Page, has_come: Callable[[], bool]) -> None:
    """Let the browser work until this is so."""
    for _ in range(PATIENCE // LOOK_AGAIN):
        if has_come():
            return
        page.wait_for_timeout(LOOK_AGAIN)
    raise AssertionError("it did not come")


@pytest.mark.parametrize("by", ["mouse", "keyboard"])
@pytest.mark.parametrize("place", PLACES)
def test_a_link_the_reader_taps_leads_there(any_page: Page, host: str, other: Elsewhere, place: str, by: str) -> None:
    page = any_page
    visit(page, host + PLACES[place])
    _add_link(page, other)
    if by == "mouse":
        page.get_by_role("link", name="Away").click()
    else:
        page.get_by_role("link", name="Away").press("Enter")
    page.wait_for_url(f"{other.url}tapped")
    page.go_back()
    expect(page).to_have_url(host + PLACES[place])


def test_a_link_the_reader_taps_may_open_a_window(
    any_page: Page, context: BrowserContext, host: str, other: Elsewhere
) -> None:
    visit(any_page, host + PLACES["tool"])
    _add_link(any_page, other, "_blank")
    with context.expect_page() as opened:
        any_page.get_by_role("link", name="Away").click()
    opened.value.wait_for_url(f"{other.url}tapped")
    assert opened.value.evaluate("document.referrer + String(window.opener)") == "null"


def _add_link(page: Page, other: Elsewhere, target: str = "") -> None:
    link = "Object.assign(document.createElement('a'), { href, target, textContent: 'Away' })"
    page.evaluate(f"([href, target]) => document.querySelector('h1').append({link})", [f"{other.url}tapped", target])


@pytest.mark.parametrize("place", PLACES)
def test_no_connection_between_browsers_can_be_opened(
    any_page: Page, bare_host: str, other: Elsewhere, place: str
) -> None:
    """No policy covers them; without our script they are there."""
    kinds = "[typeof RTCPeerConnection, typeof webkitRTCPeerConnection]"
    any_page.goto(bare_host + OPEN)
    assert any_page.evaluate(kinds) == ["function", "function"]
    visit(any_page, bare_host + PLACES[place])
    assert any_page.evaluate(kinds) == ["undefined", "undefined"]
    assert other.reached == []


def test_text_becomes_html_on_the_tools_page_only_through_our_policy(any_page: Page, host: str) -> None:
    visit(any_page, host + PLACES["tool"])
    caught = "(async () => {{ try {{ await ({}); }} catch (trouble) {{ return trouble.name }} return 'it works' }})()"
    for attempt_text in (
        "document.querySelector('#tool').innerHTML = '<p>x'",
        "document.createElement('script').src = 'assets/x.js'",
        "document.write('x')",
        "trustedTypes.createPolicy('other', {})",
        "trustedTypes.createPolicy('footing', {})",
        "new DOMParser().parseFromString('x', 'text/html')",
        "document.createElement('p').setAttribute('onclick', '1')",
        "navigator.serviceWorker.register('other.js')",
    ):
        assert any_page.evaluate(caught.format(attempt_text)) == "TypeError", attempt_text
