"""Where the tool cannot go on, or a mistake is ours: no note is lost, and there is a way on."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from shutil import copytree
from threading import Event

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from tests.browser.faults.notes import BILLER, put_notes
from tests.browser.faults.test_faults_engine import alone, other_worker
from tests.browser.faults.test_faults_tool import YEAR_10000
from tests.browser.faults.worker import ACCEPT, update, visit
from tests.browser.faults.wrong import cut, held
from tests.browser.host import Host, hosting
from tests.browser.published import release
from tests.browser.test_tool_troubles import WORKERS
from tests.browser.tool import READY, add_bill, answer, edit, failed, open_tool, status, wait_until_ready
from tests.browser.until import until

__all__ = ["alone", "other_worker"]  # fixtures

# The next screen cannot be shown.
UNSHOWN = """Object.defineProperty(HTMLTemplateElement.prototype, "innerHTML", {
    configurable: true,
    set() {
        delete HTMLTemplateElement.prototype.innerHTML;
        throw new Error("not shown");
    },
})"""
# The first engine dies while the first screen is stored: it is ready, and gone.
DIES_EARLY = f"""({WORKERS})();
    const {{ transaction }} = IDBDatabase.prototype;
    IDBDatabase.prototype.transaction = function (...all) {{
        if (all[1] === "readwrite" && made.length === 1) made[0].dispatchEvent(new ErrorEvent("error"));
        return transaction.apply(this, all);
    }};
"""
# From now on no worker's script arrives.
GONE = """globalThis.Worker = class extends EventTarget {
    constructor() { super(); setTimeout(() => this.dispatchEvent(new Event("error"))); }
    postMessage() {}
    terminate() {}
}; 0"""
DIE = "made.at(-1).dispatchEvent(new ErrorEvent('error'))"
# Ahead of the worker's own script: what it makes is stored only once the page says so.
WAITS = """{
    const go = new Promise((resolve) => {
        addEventListener("message", (event) => {
            if (event.data !== "go") return;
            event.stopImmediatePropagation();
            resolve();
        });
    });
    const { digest } = SubtleCrypto.prototype;
    SubtleCrypto.prototype.digest = async function (...all) {
        await go;
        return digest.apply(this, all);
    };
}
"""
NOTED = f"""({WORKERS})();
    const {{ postMessage }} = Worker.prototype;
    Worker.prototype.postMessage = function (told, ...more) {{
        if (told.kind === "snapshot") globalThis.isStoring = told.isKept;
        postMessage.call(this, told, ...more);
    }};
"""


def test_notes_that_a_mistake_of_ours_keeps_from_the_screen_are_handed_out(page: Page, site_url: str) -> None:
    put_notes(page, site_url)
    page.clock.set_fixed_time(YEAR_10000)  # a day that Python cannot read
    page.goto(f"{site_url}app/")
    expect(page.locator("#unreadable")).to_be_visible(timeout=READY)
    expect(page.locator("#failed")).to_be_hidden()
    with page.expect_download() as made:
        page.locator("[data-unreadable=keep]").click()
    assert BILLER in Path(made.value.path()).read_text("utf-8")
    page.clock.set_fixed_time("2026-11-24T12:00:00")
    page.reload()
    wait_until_ready(page)
    expect(page.locator("#tool")).to_contain_text(BILLER)


def test_what_was_done_is_kept_even_where_its_screen_cannot_be_shown(page: Page, site_url: str) -> None:
    put_notes(page, site_url)
    open_tool(page, site_url)
    page.locator(".bill-list .task").first.click()
    page.locator("article [data-action=edit-bill]").last.click()
    page.locator("[name=biller-name]").fill("Lakeside Hospital")
    page.evaluate(f"() => {{ {UNSHOWN} }}")
    page.locator("#form-edit [data-action=edit-bill]").click()
    status(page, "None of your notes is lost")
    expect(page.locator("#kept")).to_contain_text("Saved on this device")
    open_tool(page, site_url)
    expect(page.locator("#tool")).to_contain_text("Lakeside Hospital")


def test_an_engine_that_dies_as_it_gets_ready_is_started_again_by_what_waits(page: Page, site_url: str) -> None:
    page.add_init_script(DIES_EARLY)
    put_notes(page, site_url)
    page.goto(f"{site_url}app/#holder=provider&coverage=insured&claim=pending")
    until(page, "location.hash === ''")  # the answers have arrived
    assert page.evaluate("made.length") == 2
    expect(page.locator("html")).to_have_attribute("data-engine", "ready")
    expect(page.locator("#failed")).to_be_hidden()


def test_an_engine_that_is_gone_leaves_a_backup_of_what_was_not_stored(page: Page, site_url: str) -> None:
    page.add_init_script(f"({WORKERS})()")
    open_tool(page, site_url)
    add_bill(page, BILLER)
    page.wait_for_selector("[data-question=safe]")
    page.evaluate(f"globalThis.Real = Worker; {GONE}")
    page.evaluate(DIE)
    answer(page, "safe", "no")
    expect(page.locator("#failed")).to_be_visible()
    with page.expect_download() as made:
        page.locator("#failed [data-backup]").click()
    assert BILLER in Path(made.value.path()).read_text("utf-8")
    page.evaluate("globalThis.Worker = Real; 0")
    page.locator("[data-again]").click()
    wait_until_ready(page)
    expect(page.locator("[data-question=safe]")).to_have_count(0)
    expect(page.locator("#failed")).to_be_hidden()


def test_a_first_start_that_fails_offers_no_backup_of_nothing(page: Page, site_url: str) -> None:
    page.add_init_script(GONE)
    page.goto(f"{site_url}app/")
    expect(page.locator("#failed")).to_be_visible()
    expect(page.locator("#failed [data-backup]")).to_be_hidden()


def test_a_start_that_fails_leaves_the_writer_in_peace(alone: Page, whole_host: Host, built_site: Path) -> None:
    asked, go_on = Event(), Event()
    wasm = next(built_site.glob("engine/*/pyodide.asm.wasm")).relative_to(built_site).as_posix()
    whole_host.wrong[wasm] = held(asked, go_on, cut(after=1))
    alone.goto(f"{whole_host.url}app/")
    assert asked.wait(60)
    alone.locator("[name=biller-name]").press_sequentially("Mercy ")
    go_on.set()
    failed(alone, "A part did not arrive")
    alone.keyboard.type("Hospital")
    expect(alone.locator("[name=biller-name]")).to_have_value(BILLER)


@contextmanager
def _old_window(page: Page, context: BrowserContext, built_site: Path, place: Path, safe: str) -> Iterator[None]:
    """Leave the page in the tool with a bill, while another window took a newer release."""
    site = copytree(built_site, place / "site")
    with hosting(site) as host:
        page.add_init_script(f"({WORKERS})()")
        visit(page, host.url)
        page.goto(f"{host.url}app/#holder=provider&coverage=insured&claim=pending")
        page.wait_for_selector("article[data-bill]", timeout=READY)
        answer(page, "safe", safe)
        expect(page.locator("[data-question=safe]")).to_have_count(0)
        edit(page, {"biller-name": BILLER})
        app = (site / "app/index.html").read_text("utf-8")
        script = next((site / "assets").glob("tool-*.js"))
        newer = {"assets/tool-AAAAAAAA.js": script.read_bytes(), f"assets/{script.name}": None}
        release(site, {"app/index.html": app.replace(script.name, "tool-AAAAAAAA.js"), **newer})
        other = context.new_page()
        other.goto(host.url)
        assert update(other) == "waiting"
        other.evaluate(ACCEPT)
        other.close()
        expect(page.locator("#update")).to_be_visible()
        yield


def _is_newer(page: Page) -> None:
    expect(page.locator("script[src*='tool-AAAAAAAA']")).to_have_count(1)
    wait_until_ready(page)


def test_an_old_window_whose_engine_went_with_its_release_leads_to_the_newer_one(
    page: Page, context: BrowserContext, built_site: Path, tmp_path: Path
) -> None:
    with _old_window(page, context, built_site, tmp_path, "yes"):
        expect(page.locator("#kept")).to_contain_text("Saved on this device")
        page.evaluate(GONE)
        page.evaluate(DIE)
        page.locator("article [data-action=edit-bill]").last.click()
        failed(page, "A newer version took the place of this one")
        page.locator("[data-update]").click()
        _is_newer(page)
        expect(page.locator("#tool")).to_contain_text(BILLER)


def test_notes_that_are_not_stored_hold_up_a_newer_version_until_there_is_a_backup(
    page: Page, context: BrowserContext, built_site: Path, tmp_path: Path
) -> None:
    with _old_window(page, context, built_site, tmp_path, "no"):
        page.locator("[data-update]").click()
        status(page, "Make a backup first")
        page.locator(".tool__back button").first.click()
        with page.expect_download() as made:
            page.locator("[data-action=backup]").click()
        assert BILLER in Path(made.value.path()).read_text("utf-8")
        page.locator("[data-update]").click()
        _is_newer(page)


def test_a_fast_start_that_is_stored_while_everything_is_erased_does_not_stay(
    alone: Page, other_worker: tuple[Host, Path]
) -> None:
    host, worker = other_worker
    worker.write_text(WAITS + worker.read_text("utf-8"), "utf-8")
    alone.add_init_script(NOTED)
    put_notes(alone, host.url)
    open_tool(alone, host.url)
    until(alone, "globalThis.isStoring")
    alone.locator("[data-screen=device]").click()
    alone.locator("[data-action=erase-all]").click()
    alone.locator("form [data-action=erase-all]").click()
    status(alone, "Everything is erased")
    alone.evaluate(
        """() => {
            const hear = ({ data }) => { if (data.kind === "kept") globalThis.isStored = data.isKept; };
            made.at(-1).addEventListener("message", hear);
            made.at(-1).postMessage("go");
        }"""
    )
    until(alone, "globalThis.isStored")
    until(alone, "!(await indexedDB.databases()).length")


@pytest.mark.parametrize(("reason", "is_asked_again"), [("space", False), ("network", True)])
def test_a_device_without_room_is_not_asked_at_each_tap_to_fetch_the_engine(
    page: Page, site_url: str, reason: str, is_asked_again: bool
) -> None:
    told = json.dumps({"loaded": 0, "total": 1, "whole": False, "reason": reason})
    page.add_init_script(
        f"""globalThis.asked = 0;
        const {{ postMessage }} = ServiceWorker.prototype;
        ServiceWorker.prototype.postMessage = function (what, [port]) {{
            if (what.kind !== "keep-engine") return postMessage.call(this, what, [port]);
            globalThis.asked += 1;
            port.postMessage({told});
        }};"""
    )
    put_notes(page, site_url)
    open_tool(page, site_url)
    until(page, "asked === 1")
    page.locator(".bill-list .task").first.click()
    for name in ("Lakeside Hospital", "Riverside Clinic"):
        edit(page, {"biller-name": name})
        expect(page.locator("article[data-bill] h1")).to_have_text(name)
    assert (page.evaluate("asked") > 1) is is_asked_again
