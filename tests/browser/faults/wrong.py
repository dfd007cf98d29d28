"""What a host may answer instead of the file: for `Host.wrong`, one function for each kind of fault."""

from collections.abc import Callable
from http import HTTPStatus
from threading import Event

from builder.static_host import respond
from tests.browser.host import NotingHandler

Wrong = Callable[[NotingHandler], None]
PORTAL = b"<!doctype html><title>Welcome</title><h1>Please sign in to this network</h1>"
FOREVER = "public, max-age=31536000, immutable"


def send(
    handler: NotingHandler, status: int, headers: dict[str, str], body: bytes = b"", length: int | None = None
) -> None:
    """Write one answer; `length` may promise more than the body."""
    handler.send_response(HTTPStatus(status))
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body) if length is None else length))
    handler.end_headers()
    handler.wfile.write(body)


def portal(handler: NotingHandler) -> None:
    """Answer 200 with a page of HTML, as a network that wants a sign-in does for everything."""
    send(handler, 200, {"Content-Type": "text/html", "Cache-Control": "no-store"}, PORTAL)


def status(code: int, cache: str = "no-store") -> Wrong:
    """Answer with this status and a short text."""
    return lambda handler: send(handler, code, {"Content-Type": "text/plain", "Cache-Control": cache}, b"Not now.\n")


def redirect(to: str) -> Wrong:
    """Send the reader on to another name on this host."""
    return lambda handler: send(handler, 301, {"Location": handler.site.prefix + to, "Cache-Control": "no-store"})


def typed(kind: str) -> Wrong:
    """Send the right bytes under a wrong type."""
    return lambda handler: send(handler, 200, {"Content-Type": kind, "Cache-Control": "no-store"}, _body(handler))


def altered(handler: NotingHandler) -> None:
    """Send one byte that is not the file's."""
    body = bytearray(_body(handler))
    body[len(body) // 2] ^= 1
    send(handler, 200, {"Content-Type": _type(handler), "Cache-Control": "no-store"}, bytes(body))


def cut(after: int) -> Wrong:
    """Promise the whole file and close the connection after so many bytes of it."""

    def wrong(handler: NotingHandler) -> None:
        body = _body(handler)
        send(handler, 200, {"Content-Type": _type(handler)}, body[:after], length=len(body))
        handler.close_connection = True

    return wrong


def held(asked: Event, go_on: Event, then: Wrong | None = None) -> Wrong:
    """Say that the file was asked for, wait, then answer (rightly, unless told otherwise)."""

    def wrong(handler: NotingHandler) -> None:
        asked.set()
        go_on.wait()
        if then:
            then(handler)
        else:
            handler.answer()

    return wrong


def _body(handler: NotingHandler) -> bytes:
    return respond(handler.site, handler.path, {}).body


def _type(handler: NotingHandler) -> str:
    return respond(handler.site, handler.path, {}).headers["Content-Type"]
