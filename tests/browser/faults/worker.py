"""The service worker from a test's side: what is kept, installing, looking for updates, stopping it."""

from playwright.sync_api import Page

from tests.browser.until import until

BARE = "release.json"  # a page of this host that asks for nothing itself
# Install, and say how it ended: "activated", "redundant" (something was refused) or the name of the error.
INSTALL = """navigator.serviceWorker.register("sw.js", { updateViaCache: "none" }).then(async made => {
    const coming = made.installing ?? made.waiting ?? made.active;
    while (coming && !["activated", "redundant"].includes(coming.state)) {
        await new Promise(resolve => coming.addEventListener("statechange", resolve, { once: true }));
    }
    return coming?.state ?? "redundant";
}, trouble => trouble.name)"""
KEPT = """async () => {
    const found = await Promise.all((await caches.keys()).map(async name => (await caches.open(name)).keys()));
    const all = found.flat().map(({ url }) => url);
    return [...new Set(all)].filter(url => !url.endsWith("--hashes"));
}"""
SPOIL = """async ([url, how]) => {
    for (const name of await caches.keys()) {
        const cache = await caches.open(name);
        const found = await cache.match(url);
        if (!found) continue;
        if (how === "deleted") { await cache.delete(url); return true; }
        const bytes = new Uint8Array(await found.arrayBuffer());
        const headers = new Headers(found.headers);
        if (how === "altered") for (let at = 0; at < bytes.length; at += 97) bytes[at] ^= 1;
        if (how === "another type") headers.set("Content-Type", "text/html");
        const left = { truncated: bytes.slice(0, bytes.length / 2), empty: new Uint8Array() }[how] ?? bytes;
        await cache.put(url, new Response(left, { headers }));
        return true;
    }
    return false;
}"""
HASH = """async url => {
    const found = await caches.match(url);
    if (!found) return "";
    const digest = await crypto.subtle.digest("SHA-256", await found.arrayBuffer());
    return "sha256-" + btoa(String.fromCharCode(...new Uint8Array(digest)));
}"""
KEEP_ENGINE = """() => new Promise(resolve => {
    const told = [], { port1, port2 } = new MessageChannel();
    port1.onmessage = ({ data }) => { told.push(data); if ("whole" in data) resolve(told); };
    navigator.serviceWorker.controller.postMessage({ kind: "keep-engine" }, [port2]);
})"""
UPDATE = """navigator.serviceWorker.ready.then(async made => {
    try { await made.update(); } catch (trouble) { return trouble.name; }
    const coming = made.installing;
    if (coming) await new Promise(resolve => coming.addEventListener("statechange", resolve, { once: true }));
    return coming?.state === "redundant" ? "redundant" : made.waiting ? "waiting" : "same";
})"""
ACCEPT = """navigator.serviceWorker.ready.then(({ waiting }) => new Promise(resolve => {
    waiting.addEventListener("statechange", () => { if (waiting.state === "activated") resolve(0); });
    waiting.postMessage({ kind: "skip-waiting" });
}))"""


def install(page: Page, url: str) -> str:
    """Go to a page that asks for nothing itself, and install from there."""
    if page.url != url + BARE:
        page.goto(url + BARE)
    state = page.evaluate(INSTALL)
    assert isinstance(state, str)
    return state


def kept(page: Page, url: str) -> set[str]:
    """The names of all that is kept on the device."""
    return {address.removeprefix(url) for address in page.evaluate(KEPT)}


def wait_until_kept(page: Page, count: int) -> None:
    until(page, f"(await ({KEPT})()).length >= {count}")


def stop_all(page: Page) -> None:
    """End every service worker of this browser, as a phone does that needs memory."""
    console = page.context.new_cdp_session(page)
    console.send("ServiceWorker.enable")
    console.send("ServiceWorker.stopAllWorkers")
    console.detach()


def visit(page: Page, url: str) -> None:
    """Open a page and wait until the guide is kept and answers."""
    page.goto(url)
    until(page, "navigator.serviceWorker.controller !== null")


def heading(page: Page, url: str) -> str:
    answer = page.goto(url)
    assert answer
    assert answer.status == 200
    return page.locator("h1").first.inner_text()


def keep_engine(page: Page) -> list[dict[str, object]]:
    """Ask for the engine as well; what was told until the end."""
    told: list[dict[str, object]] = page.evaluate(KEEP_ENGINE)
    return told


def update(page: Page) -> str:
    """Look for a newer release: "waiting" for the reader, "same", or how its installation ended."""
    state = page.evaluate(UPDATE)
    assert isinstance(state, str)
    return state
