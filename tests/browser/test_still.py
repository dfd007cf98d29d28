"""Nothing moves on its own: not while a page loads, not when its script comes late, not while the tool starts."""

import pytest
from playwright.sync_api import Page, Route, ViewportSize, expect

from tests.browser.reach import TEMPLATES
from tests.browser.tool import add_bill, answer, open_tool, wait_until_ready

SIZES: dict[str, ViewportSize] = {"phone": {"width": 360, "height": 740}, "desk": {"width": 1280, "height": 740}}
# What the reader sets off (the search field grows where they tapped) does not count, as in every measure of shifts.
# Where a browser cuts a page while it comes is its own affair: on a busy machine an icon is painted a moment after its
# word. Until the page is there, a thousandth (a hundredth of what counts as good) is still.
WATCH = """
window.shifts = [];
let arrived = Infinity;
const told = (list) => {
  for (const { hadRecentInput, value, sources, startTime } of list) {
    const place = ({ x, y, width, height }) => [x, y, width, height].join(" ");
    const moved = sources.map(({ node, previousRect, currentRect }) =>
      `${String(node?.outerHTML).slice(0, 80)}: ${place(previousRect)} -> ${place(currentRect)}`);
    if (!hadRecentInput && (startTime > arrived || value > 0.001)) window.shifts.push([value, ...moved]);
  }
};
const watch = new PerformanceObserver((list) => told(list.getEntries()));
watch.observe({ type: 'layout-shift', buffered: true });
window.framesLater = () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
window.settled = async () => { await framesLater(); told(watch.takeRecords()); return window.shifts; };
window.painted = async () => {
  while (!performance.getEntriesByName('first-contentful-paint').length || arrived === Infinity) await framesLater();
  await framesLater();
};
document.addEventListener('readystatechange', async () => {
  await framesLater();
  arrived = Math.min(arrived, performance.now());
});
"""


@pytest.fixture
def watched(page: Page) -> Page:
    page.add_init_script(WATCH)
    return page


def _shifts(page: Page) -> list[object]:
    return list(page.evaluate("settled()"))


def _open_with_late_script(page: Page, address: str) -> None:
    """Let the page be seen before its script arrives, as on a slow line."""
    held: list[Route] = []

    def hold(route: Route) -> None:
        held.append(route)

    page.route("**/assets/guide-*.js", hold)
    page.goto(address, wait_until="commit")
    page.evaluate("painted()")
    for script in held:  # 404.html has none
        script.continue_()
    page.wait_for_load_state("networkidle")


def test_a_shift_is_noticed(watched: Page, site_url: str) -> None:
    watched.goto(site_url)
    watched.evaluate("painted()")
    watched.evaluate("document.querySelector('h1').style.marginTop = '200px'")
    assert len(_shifts(watched)) == 1


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("template", TEMPLATES)
def test_nothing_moves_when_the_script_comes_late(watched: Page, site_url: str, template: str, size: str) -> None:
    watched.set_viewport_size(SIZES[size])
    _open_with_late_script(watched, site_url + TEMPLATES[template])
    assert _shifts(watched) == []


@pytest.mark.parametrize("size", SIZES)
def test_nothing_moves_when_search_opens_and_finds(watched: Page, site_url: str, size: str) -> None:
    watched.set_viewport_size(SIZES[size])
    watched.goto(site_url + TEMPLATES["step"])
    watched.locator(".md-search__input").focus()
    watched.locator(".md-search__input").fill("court")
    expect(watched.locator(".md-search-result__item").first).to_be_visible()
    assert _shifts(watched) == []


@pytest.mark.parametrize("size", SIZES)
def test_nothing_moves_while_the_tool_starts(watched: Page, site_url: str, size: str) -> None:
    watched.set_viewport_size(SIZES[size])
    watched.goto(f"{site_url}app/", wait_until="commit")
    wait_until_ready(watched)
    assert _shifts(watched) == []


@pytest.mark.parametrize("size", SIZES)
def test_nothing_moves_when_a_reader_comes_back_to_the_tool(watched: Page, site_url: str, size: str) -> None:
    watched.set_viewport_size(SIZES[size])
    open_tool(watched, site_url)
    add_bill(watched, "Mercy Hospital", balance="4200")
    answer(watched, "safe", "yes")
    expect(watched.locator("#kept")).to_contain_text("Saved")
    watched.goto(f"{site_url}app/", wait_until="commit")
    wait_until_ready(watched)
    assert _shifts(watched) == []


@pytest.mark.parametrize(("address", "note"), [("steps/pause/", "[data-newer]"), ("app/", "#update")])
def test_nothing_moves_when_a_newer_version_is_offered(watched: Page, site_url: str, address: str, note: str) -> None:
    watched.goto(site_url + address)
    watched.evaluate("painted()")
    watched.locator(note).evaluate("(note) => { note.hidden = false; }")
    expect(watched.locator(note)).to_be_visible()
    assert _shifts(watched) == []
