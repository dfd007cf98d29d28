"""Another site, which counts what reaches it, and the ways we know to reach it or to run what is not ours."""

from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import override

# Each is the body of a function of `url`, an address elsewhere, and `ran`, to call when something foreign worked;
# RAN stands for such a call as text.
ADD = "const add = (tag, more) => document.body.appendChild(Object.assign(document.createElement(tag), more));"

# What is tried, and the directive that refuses it.
IN_THE_PAGE = {
    "inline-script": ("add('script', { textContent: `RAN` })", "script-src-elem"),
    "script": ("add('script', { src: url })", "script-src-elem"),
    "module": ("import(url)", "script-src-elem"),
    "handler": ("const b = add('button'); b.setAttribute('onclick', `RAN`); b.click()", "script-src-attr"),
    "script-address": ("location.href = `javascript:void(RAN)`", "script-src-elem"),
    "eval": ("setTimeout(() => eval(`RAN`))", "script-src"),
    "function": ("setTimeout(() => Function(`RAN`)())", "script-src"),
    "timer": ("setTimeout(`RAN`)", "script-src"),
    "worker": (
        "new Worker(URL.createObjectURL(new Blob(['postMessage(1)']))).onmessage = ran",
        "worker-src",
    ),
    "style": (
        "add('style', { textContent: 'html { --foreign: 1 }' });"
        "if (getComputedStyle(document.documentElement).getPropertyValue('--foreign')) ran()",
        "style-src-elem",
    ),
    "style-attribute": (
        "const p = add('p'); p.setAttribute('style', 'color: red'); if (p.style.color) ran()",
        "style-src-attr",
    ),
    "style-sheet": ("add('link', { rel: 'stylesheet', href: url })", "style-src-elem"),
    "image": ("add('img', { src: url })", "img-src"),
    "pixel": ("new Image(1, 1).src = url", "img-src"),
    "background": ("add('p', { textContent: 'x' }).style.backgroundImage = `url(${url})`", "img-src"),
    "font": ("new FontFace('foreign', `url(${url})`).load().catch(() => 0)", "font-src"),
    "sound": ("add('audio', { src: url })", "media-src"),
    "frame": ("add('iframe', { src: url })", "frame-src"),
    "object": ("add('object', { data: url })", "object-src"),
    "embed": ("add('embed', { src: url })", "object-src"),
    "base": ("document.head.append(Object.assign(document.createElement('base'), { href: url }));"
             "if (document.baseURI === url) { ran(); document.querySelector('base').remove(); }", "base-uri"),
    "fetch": ("fetch(url).catch(() => 0)", "connect-src"),
    "request": ("const asked = new XMLHttpRequest(); asked.open('GET', url); asked.send()", "connect-src"),
    "beacon": ("navigator.sendBeacon(url, 'x')", "connect-src"),
    "ping": ("add('a', { href: '#x', ping: url }).click()", "connect-src"),
    "socket": ("new WebSocket(url.replace('http', 'ws'))", "connect-src"),
    "events": ("new EventSource(url)", "connect-src"),
    "preload": ("add('link', { rel: 'preload', as: 'image', href: url })", "img-src"),
    "prefetch": ("add('link', { rel: 'prefetch', href: url })", ""),
}  # fmt: skip

# What would lead this window, or a new one, elsewhere.
AWAY = {
    "refresh": "add('meta', { httpEquiv: 'refresh', content: `0; url=${url}` })",
    "location": "location.href = url",
    "replace": "location.replace(url)",
    "navigate": "navigation.navigate(url).finished.catch(() => 0)",
    "link": "add('a', { href: url }).click()",
    "event": "add('a', { href: url }).dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }))",
    "download": "add('a', { href: url, download: 'x' }).click()",
    "new-window-link": "add('a', { href: url, target: '_blank' }).click()",
    "window": "open(url)",
}
# The same for a form; a policy refuses these by itself.
FORMS = {
    "form": "add('form', { action: url, method: 'post' }).submit()",
    "form-get": "add('form', { action: url }).submit()",
    "form-button": "const f = add('form'), b = document.createElement('button'); b.formAction = url;"
    "f.append(b); b.click()",
    "form-window": "add('form', { action: url, target: '_blank' }).submit()",
}

# In a worker.
IN_A_WORKER = {
    "worker-socket": "new WebSocket(url.replace('http', 'ws'))",
    "worker-events": "new EventSource(url)",
    "worker-request": "const asked = new XMLHttpRequest(); asked.open('GET', url); asked.send()",
    "worker-module": "import(url).catch(() => 0)",
    "worker-worker": "new Worker(URL.createObjectURL(new Blob([`fetch('${url}')`])))",
    "worker-fetch": "fetch(url).catch(() => 0)",  # the last: the engine's own fetch ends the worker when it fails
}


class Elsewhere:
    """The other site: where it is, and the names of what reached it."""

    def __init__(self, port: int, reached: list[str]) -> None:
        self.url = f"http://127.0.0.1:{port}/"
        self.reached = reached


@contextmanager
def elsewhere() -> Iterator[Elsewhere]:
    """Answer anybody on a port of its own, and let every other site read the answer."""
    reached: list[str] = []

    class Counting(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            reached.append(self.path.split("?")[0].strip("/"))
            self.send_response(200)
            self.send_header("Access-Control-Allow-Origin", "*")
            self.send_header("Content-Length", "0")
            self.end_headers()

        def do_POST(self) -> None:
            self.do_GET()

        @override
        def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Counting) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        yield Elsewhere(server.server_port, reached)
        server.shutdown()
        thread.join()
