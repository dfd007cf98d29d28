"""How many bytes a first visit asks for: seen by the server, so nothing a browser does is left out.

A file is weighed with the head of its answer. What the service worker fetches for later visits is not part of it.
"""

import hashlib
import io
import json
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from threading import Thread
from typing import override

import brotli  # type: ignore[import-untyped] # it brings no types
from playwright.sync_api import Page, sync_playwright

from builder.serve import Handler, Server, address
from builder.static_host import TYPES, WORTH_COMPRESSING, Site, respond
from tests.bench.browsers import READY, TROUBLES, told, wait
from tests.bench.rows import Row
from tests.bench.setting import Setting
from tests.bench.templates import TEMPLATES
from tests.browser.conftest import FLAGS, PHONE
from tools.browser import find

PYODIDE_OWN = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib")  # the last one: whole, or trimmed
READY_LIMITS = {
    "bytes-to-ready-gzip": 4_800_000,
    "bytes-to-ready-brotli": 3_600_000,
    "ours-gzip": 400_000,
    "ours-brotli": 300_000,
}
FIRST_VIEW_LIMIT = 90_000


@dataclass(frozen=True)
class Sent:
    """One answer: what was asked for, and its bytes with head when its body is gzipped or brotlied."""

    path: str
    gzip: int
    brotli: int
    is_ours: bool


class _Counted(io.BufferedIOBase):
    """Passes on what is written, and counts it."""

    def __init__(self, inner: io.BufferedIOBase) -> None:
        self._inner = inner
        self.count = 0

    def write(self, part: object) -> int:
        written = self._inner.write(part)  # type: ignore[arg-type] # bytes of any kind, as the one below takes them
        self.count += written
        return written

    def flush(self) -> None:
        self._inner.flush()


class _Watched(Handler):
    """Notes the path and the size of each answer."""

    seen: list[tuple[str, int]]

    def setup(self) -> None:
        super().setup()
        self.wfile = _Counted(self.wfile)

    @override
    def do_GET(self) -> None:
        assert isinstance(self.wfile, _Counted)
        before = self.wfile.count
        super().do_GET()
        self.seen.append((self.path, self.wfile.count - before))


@contextmanager
def watched(site: Path) -> Iterator[tuple[str, list[tuple[str, int]]]]:
    seen: list[tuple[str, int]] = []
    handler = type("WatchedSite", (_Watched,), {"site": Site(site), "seen": seen})
    with Server(("127.0.0.1", 0), handler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield address(server), seen
        finally:
            server.shutdown()
            thread.join()


@contextmanager
def _tab() -> Iterator[Page]:
    """Open a page in a browser that remembers nothing and runs no service worker."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find(), args=FLAGS)
        context = browser.new_context(viewport=PHONE, service_workers="block")
        context.set_default_timeout(60_000)
        yield context.new_page()
        browser.close()


def to_ready(setting: Setting) -> Iterator[Row]:
    """All that is sent until the engine is ready, and the part of it that is ours."""
    if not setting.wants(*READY_LIMITS):
        return
    files: list[Sent] = []
    trouble = ""
    try:
        files = _until_ready(setting)
    except TROUBLES as found:
        trouble = told(found)
    setting.details["bytes-to-ready"] = [asdict(one) for one in files]
    ours = [one for one in files if one.is_ours]
    sums = (
        sum(one.gzip for one in files),
        sum(one.brotli for one in files),
        sum(one.gzip for one in ours),
        sum(one.brotli for one in ours),
    )
    for (name, limit), total in zip(READY_LIMITS.items(), sums, strict=True):
        if setting.wants(name):
            yield Row(name, "chromium", "bytes", limit, [total] if files else [], trouble=trouble, official=1)


def _until_ready(setting: Setting) -> list[Sent]:
    with watched(setting.site) as (url, seen), _tab() as page:
        page.goto(f"{url}app/", wait_until="commit")
        wait("the engine", 90, lambda: page.evaluate(READY) == "ready")
        return [weigh(setting, path, size) for path, size in list(seen)]


def first_views(setting: Setting) -> Iterator[Row]:
    """What a first visit to one page of each template costs, until nothing more comes."""
    for template, path in TEMPLATES.items():
        name = f"guide-first-view-bytes-{template}"
        if template == "app" or not setting.wants(name):
            continue
        sent: list[tuple[str, int]] = []
        trouble = ""
        try:
            with watched(setting.site) as (url, seen), _tab() as page:
                page.goto(url + path, wait_until="networkidle")
                sent = list(seen)
        except TROUBLES as found:
            trouble = told(found)
        setting.details[name] = [{"path": asked, "bytes": size} for asked, size in sent]
        sizes = [sum(size for _, size in sent)] if sent else []
        yield Row(name, "chromium", "bytes", FIRST_VIEW_LIMIT, sizes, trouble=trouble, official=1)


def weigh(setting: Setting, path: str, size: int) -> Sent:
    """The size as sent was with gzip, whatever the browser would have taken besides."""
    site = Site(setting.site)
    plain = respond(site, path, {})
    gzipped = respond(site, path, {"Accept-Encoding": "gzip"})
    sent = respond(site, path, {"Accept-Encoding": "gzip, deflate, br, zstd"})
    head = size - len(sent.body)
    is_text = WORTH_COMPRESSING.match(plain.headers.get("Content-Type", TYPES[".zip"])) is not None
    small = _brotli_size(plain.body, setting.work / "brotli.json") if is_text else len(plain.body)
    return Sent(path, head + len(gzipped.body), head + small, not Path(path).name.startswith(PYODIDE_OWN))


def _brotli_size(content: bytes, cache: Path) -> int:
    """How small brotli makes it at its best; kept by hash, since the engine alone takes half a minute."""
    known: dict[str, int] = json.loads(cache.read_text("utf-8")) if cache.is_file() else {}
    name = hashlib.sha256(content).hexdigest()
    if name not in known:
        known[name] = len(brotli.compress(content, quality=11))
        cache.parent.mkdir(parents=True, exist_ok=True)
        cache.write_text(json.dumps(known, indent=1, sort_keys=True), "utf-8")
    return known[name]
