"""Serves `site/` on this machine the way a good static host would; `running` does it for browser tests."""

import argparse
import errno
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from http import HTTPStatus
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

from builder.static_host import Site, respond

DEFAULT_PORT = 8000


class Handler(BaseHTTPRequestHandler):
    """Moves bytes between a socket and `respond`."""

    protocol_version = "HTTP/1.1"  # keep-alive, as real hosts do
    timeout = 60
    disable_nagle_algorithm = True  # headers and body are two writes: without this each answer may wait 40 ms
    site: Site

    def do_GET(self) -> None:
        asked = {name.title(): value for name, value in self.headers.items()}
        response = respond(self.site, self.path, asked)
        self.send_response(response.status)
        for name, value in response.headers.items():
            self.send_header(name, value)
        if response.status is not HTTPStatus.NOT_MODIFIED:
            self.send_header("Content-Length", str(len(response.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(response.body)

    def do_HEAD(self) -> None:
        self.do_GET()

    def log_request(self, code: int | str = "-", size: int | str = "-") -> None:
        """Say only what went wrong: a page loads dozens of files."""
        if int(code) >= HTTPStatus.BAD_REQUEST:
            super().log_request(code, size)


class Server(ThreadingHTTPServer):
    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Leave out readers who left before the page was sent."""
        if not isinstance(sys.exception(), ConnectionError):
            super().handle_error(request, client_address)  # type: ignore[arg-type]  # typeshed's union is private


def open_server(root: Path, prefix: str = "/", port: int = 0) -> Server:
    """Listen on this machine only; port 0 takes a free one."""
    site = Site(root, f"/{prefix.strip('/')}/".replace("//", "/"))
    return Server(("127.0.0.1", port), type("SiteHandler", (Handler,), {"site": site}))


def address(server: Server, prefix: str = "/") -> str:
    return f"http://127.0.0.1:{server.server_port}/{prefix.strip('/')}".rstrip("/") + "/"


@contextmanager
def running(root: Path, prefix: str = "/") -> Iterator[str]:
    """Serve from a thread on a free port and give the address, which ends in a slash."""
    with open_server(root, prefix) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        thread.start()
        try:
            yield address(server, prefix)
        finally:
            server.shutdown()
            thread.join()


def main(arguments: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(prog="python -m builder.serve", description="Serve the built site.")
    parser.add_argument("--root", type=Path, default=Path("site"), help="the folder to serve (site)")
    parser.add_argument("--port", type=int, default=DEFAULT_PORT)
    parser.add_argument("--prefix", default="/", help="serve under a path, as some hosts do: /some/path/")
    options = parser.parse_args(arguments)
    if not (options.root / "index.html").is_file():
        print(f"{options.root}/ holds no built site: run make build", file=sys.stderr)
        return 1
    try:
        server = open_server(options.root, options.prefix, options.port)
    except (OSError, OverflowError) as error:
        is_busy = isinstance(error, OSError) and error.errno == errno.EADDRINUSE
        trouble, other = ("is busy", options.port + 1) if is_busy else (f"will not do ({error})", DEFAULT_PORT)
        print(f"port {options.port} {trouble}: try make serve PORT={other}", file=sys.stderr)
        return 1
    with server:
        print(f"Footing is at {address(server, options.prefix)}  (Ctrl-C stops it)", flush=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            print()
    return 0


if __name__ == "__main__":
    sys.exit(main())
