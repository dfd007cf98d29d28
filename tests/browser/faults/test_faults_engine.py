"""Faults while the engine comes or works: the words stay, what was typed stays, and the next try goes on from there."""

import json
import shutil
from collections.abc import Iterator
from pathlib import Path
from threading import Event

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE
from tests.browser.faults.notes import BILLER, put_notes
from tests.browser.faults.wrong import FOREVER, Wrong, cut, held, portal, status, typed
from tests.browser.host import Host, hosting
from tests.browser.test_tool_troubles import WORKERS
from tests.browser.tool import READY, failed, wait_until_ready
from tests.browser.until import PATIENCE, until

# Ahead of the worker's own script. `trap`: the next call runs into a real trap of WebAssembly.
TRAP = """{
    const { instantiate } = WebAssembly;
    let table;
    WebAssembly.instantiate = async (...all) => {
        const made = await instantiate(...all);
        table = Object.values((made.instance ?? made).exports).find((one) => one instanceof WebAssembly.Table);
        return made;
    };
    addEventListener("message", ({ data }) => {
        if (data !== "trap") return;
        for (let place = 0; place < table.length; place++) table.set(place, null);
    });
}
"""
NO_MEMORY = """{
    const { Memory } = WebAssembly;
    WebAssembly.Memory = class extends Memory {
        constructor(...all) { throw new RangeError("WebAssembly.Memory(): could not allocate memory"); }
    };
}
"""


@pytest.fixture
def alone(chromium: Browser) -> Iterator[Page]:
    """Open a page without a service worker: all that comes, comes from the host or the browser's own cache."""
    context = chromium.new_context(viewport=PHONE, service_workers="block")
    context.set_default_timeout(PATIENCE)
    yield context.new_page()
    context.close()


@pytest.fixture
def other_worker(built_site: Path, tmp_path: Path) -> Iterator[tuple[Host, Path]]:
    """Serve a copy of the site whose worker script a test may change."""
    site = shutil.copytree(built_site, tmp_path / "site")
    with hosting(site) as host:
        yield host, next((site / "assets").glob("worker-*.js"))


def _name(built_site: Path, pattern: str) -> str:
    return next(built_site.glob(pattern)).relative_to(built_site).as_posix()


def _write(page: Page, url: str) -> None:
    """Go to the tool, and write before there is an engine."""
    page.goto(f"{url}app/")
    page.fill("[name=biller-name]", BILLER)


def _wait_for_the_others(page: Page, name: str) -> None:
    """Wait until all parts but this one have come, as the line at the top tells; scripts count when both are there."""
    sizes = json.loads(page.locator("#tool-frame").get_attribute("data-parts") or "")["sizes"]
    missing = [name, *(other for other in sizes if name.endswith("js") and other.endswith("js") and other != name)]
    come = sum(sizes.values()) - sum(sizes[one] for one in missing)
    until(page, f"parseFloat(document.getElementById('kept').textContent.match(/[0-9.]+/)) >= {come / 1_000_000:.1f}")


def _try_again(page: Page) -> None:
    """The engine failed: the words and the ways on are there, then it comes; what was typed is there all the time."""
    expect(page.locator("#failed")).to_be_visible(timeout=READY)
    expect(page.locator("[name=biller-name]")).to_have_value(BILLER)
    assert page.locator("#failed a").count() == 3
    page.locator("[data-again]").click()
    wait_until_ready(page)
    expect(page.locator("#failed")).to_be_hidden()
    expect(page.locator("[name=biller-name]")).to_have_value(BILLER)


@pytest.mark.parametrize(
    ("pattern", "wrong"),
    [
        ("engine/*/pyodide.asm.wasm", cut(after=1_000_000)),
        ("engine/*/pyodide.asm.js", cut(after=100_000)),
        ("engine/*/python_stdlib.pack", cut(after=1)),
        ("engine/app-*.pack", cut(after=100_000)),
        ("assets/worker-*.js", cut(after=2_000)),
    ],
    ids=["wasm", "script", "library", "app", "worker"],
)
def test_a_download_cut_in_a_file_goes_on_with_that_file_only(
    alone: Page, whole_host: Host, built_site: Path, pattern: str, wrong: Wrong
) -> None:
    name = _name(built_site, pattern)
    asked, go_on = Event(), Event()
    whole_host.wrong[name] = held(asked, go_on, wrong)
    _write(alone, whole_host.url)
    assert asked.wait(60)
    if not name.startswith("assets/"):
        _wait_for_the_others(alone, name.rsplit("/", 1)[-1])
    go_on.set()
    expect(alone.locator("#failed")).to_be_visible(timeout=READY)
    whole_host.wrong.clear()
    had = {one for one in whole_host.asked if one != name}
    whole_host.asked.clear()
    _try_again(alone)
    assert name in whole_host.asked
    assert not had & set(whole_host.asked), "what had come is not asked for again"


@pytest.mark.parametrize(
    ("pattern", "wrong"),
    [
        ("engine/*/pyodide.mjs", portal),
        ("engine/*/pyodide.asm.wasm", portal),
        ("engine/*/python_stdlib.pack", status(503)),
        ("engine/app-*.pack", status(500)),
        ("assets/worker-*.js", portal),
        ("engine/*/pyodide.asm.wasm", status(404, FOREVER)),
        ("engine/*/pyodide.mjs", status(404, FOREVER)),
        ("assets/worker-*.js", status(404, FOREVER)),
    ],
    ids=["html script", "html wasm", "503", "500", "html worker", "404 for ever", "script 404", "worker 404"],
)
def test_a_wrong_answer_does_not_outlive_the_host_that_gave_it(
    alone: Page, whole_host: Host, built_site: Path, pattern: str, wrong: Wrong
) -> None:
    whole_host.wrong[_name(built_site, pattern)] = wrong
    _write(alone, whole_host.url)
    expect(alone.locator("#failed")).to_be_visible(timeout=READY)
    whole_host.wrong.clear()
    _try_again(alone)


def test_a_network_that_wants_a_sign_in_is_no_end(alone: Page, whole_host: Host, built_site: Path) -> None:
    whole_host.wrong["*"] = portal
    whole_host.wrong["app/"] = lambda handler: handler.answer()
    whole_host.wrong[_name(built_site, "assets/tool-*.js")] = lambda handler: handler.answer()
    _write(alone, whole_host.url)
    expect(alone.locator("#failed")).to_be_visible(timeout=READY)
    whole_host.wrong.clear()
    _try_again(alone)


def test_wasm_under_another_type_will_do(alone: Page, whole_host: Host, built_site: Path) -> None:
    wasm = _name(built_site, "engine/*/pyodide.asm.wasm")
    whole_host.wrong[wasm] = typed("application/octet-stream")
    _write(alone, whole_host.url)
    wait_until_ready(alone)


@pytest.mark.parametrize("name", ["manifest.webmanifest", "release.json", "sw.js", "icons/icon-180.png"])
def test_what_the_tool_can_do_without_does_not_stop_it(alone: Page, whole_host: Host, name: str) -> None:
    whole_host.wrong[name] = status(500)
    _write(alone, whole_host.url)
    wait_until_ready(alone)
    expect(alone.locator("[name=biller-name]")).to_have_value(BILLER)


@pytest.mark.parametrize(
    "wrong",
    [portal, status(404), status(500), status(503), typed("text/html"), cut(after=2_000)],
    ids=["portal", "404", "500", "503", "another type", "cut"],
)
def test_a_page_without_its_script_shows_the_words_and_the_ways_on(
    alone: Page, whole_host: Host, built_site: Path, wrong: Wrong
) -> None:
    alone.clock.install()
    whole_host.wrong[_name(built_site, "assets/tool-*.js")] = wrong
    alone.goto(f"{whole_host.url}app/")
    alone.clock.run_for(15_000)
    expect(alone.locator("#failed")).to_be_visible()
    assert alone.locator("#failed a").count() == 3
    alone.locator("#failed a").first.click()
    expect(alone.locator("h1:visible")).to_have_count(1)


def test_a_guide_without_its_script_is_whole(alone: Page, whole_host: Host, built_site: Path) -> None:
    whole_host.wrong[_name(built_site, "assets/guide-*.js")] = status(500)
    alone.goto(f"{whole_host.url}steps/pause/")
    expect(alone.locator("h1")).to_have_text("Pause before you pay")
    alone.goto(f"{whole_host.url}decide/")
    expect(alone.locator("h1:visible")).to_have_count(1)


def test_a_phone_that_slept_on_the_way_has_not_taken_too_long(alone: Page, whole_host: Host, built_site: Path) -> None:
    asked, go_on = Event(), Event()
    whole_host.wrong[_name(built_site, "engine/*/pyodide.asm.wasm")] = held(asked, go_on)
    alone.clock.install()
    _write(alone, whole_host.url)
    assert asked.wait(60)
    alone.clock.fast_forward("08:00:00")
    expect(alone.locator("html")).to_have_attribute("data-engine", "loading")
    go_on.set()
    wait_until_ready(alone)
    expect(alone.locator("#failed")).to_be_hidden()


def test_an_engine_that_never_comes_is_told_after_45_seconds(alone: Page, whole_host: Host, built_site: Path) -> None:
    asked, go_on = Event(), Event()
    wasm = _name(built_site, "engine/*/pyodide.asm.wasm")
    whole_host.wrong[wasm] = held(asked, go_on, cut(after=1))
    alone.clock.install()
    _write(alone, whole_host.url)
    assert asked.wait(60)
    alone.clock.run_for(100_000)
    failed(alone, "It takes too long here")
    whole_host.wrong.clear()
    go_on.set()
    _try_again(alone)


def test_a_start_that_is_asked_for_twice_is_one(alone: Page, whole_host: Host) -> None:
    alone.add_init_script(f"({WORKERS})()")
    _write(alone, whole_host.url)
    alone.evaluate("Promise.all([footing.advise('{}', '2026-11-24'), footing.advise('{}', '2026-11-24')])")
    wait_until_ready(alone)
    assert alone.evaluate("made.length") == 1


def test_a_device_without_memory_for_it_says_so(alone: Page, other_worker: tuple[Host, Path]) -> None:
    host, worker = other_worker
    script = worker.read_text("utf-8")
    worker.write_text(NO_MEMORY + script, "utf-8")
    _write(alone, host.url)
    failed(alone, "There is no room left on this device")
    expect(alone.locator("[name=biller-name]")).to_have_value(BILLER)
    assert alone.locator("#failed a").count() == 3


def test_an_engine_that_runs_into_a_trap_starts_again_and_does_what_was_asked(
    alone: Page, other_worker: tuple[Host, Path]
) -> None:
    host, worker = other_worker
    worker.write_text(TRAP + worker.read_text("utf-8"), "utf-8")
    alone.add_init_script(f"({WORKERS})()")
    put_notes(alone, host.url)
    alone.goto(f"{host.url}app/")
    wait_until_ready(alone)
    alone.evaluate("made.at(-1).postMessage('trap')")
    alone.locator(".bill-list .task").click()
    expect(alone.locator("article[data-bill] h1")).to_have_text(BILLER, timeout=READY)
    expect(alone.locator("#failed")).to_be_hidden()
    assert alone.evaluate("made.length") == 2
    expect(alone.locator("#kept")).to_contain_text("Saved on this device")


def test_an_engine_that_falls_silent_in_an_action_starts_again_and_does_it(alone: Page, whole_host: Host) -> None:
    alone.clock.install()
    alone.add_init_script(f"({WORKERS})()")
    put_notes(alone, whole_host.url)
    alone.goto(f"{whole_host.url}app/")
    wait_until_ready(alone)
    alone.evaluate("made.at(-1).terminate()")
    alone.locator(".bill-list .task").click()
    alone.clock.run_for(21_000)
    expect(alone.locator("article[data-bill] h1")).to_have_text(BILLER, timeout=READY)
    expect(alone.locator("#failed")).to_be_hidden()
    assert alone.evaluate("made.length") == 2


def test_a_first_start_without_network_shows_the_ways_on_and_goes_on_with_it(page: Page, whole_host: Host) -> None:
    page.goto(whole_host.url)
    page.evaluate("navigator.serviceWorker.ready.then(() => 0)")
    page.context.set_offline(True)
    _write(page, whole_host.url)
    expect(page.locator("#failed")).to_be_visible(timeout=READY)
    failed(page, "A part did not arrive")
    page.context.set_offline(False)
    _try_again(page)
