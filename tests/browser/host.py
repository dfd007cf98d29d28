"""A host for offline tests: it notes what it is asked for, may fail on some files, and can really be stopped."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from socket import SHUT_RDWR, socket
from threading import Thread
from typing import override

from builder.serve import Handler, Server, address
from builder.static_host import Site


class NotingHandler(Handler):
    host: "Host"

    @override
    def do_GET(self) -> None:
        name = self.path.split("?")[0].removeprefix(self.site.prefix)
        self.host.asked.append(name)
        if name in self.host.broken:
            self.close_connection = True
        elif wrong := self.host.wrong.get(name, self.host.wrong.get("*")):
            wrong(self)
        else:
            self.answer()

    def answer(self) -> None:
        """Answer as a good host does."""
        super().do_GET()


class Host(Server):
    """Serves a folder; `stop` ends the connections too, which a browser would otherwise go on using."""

    def __init__(self, root: Path, prefix: str) -> None:
        self.root = root
        self.asked: list[str] = []
        self.broken: set[str] = set()
        self.wrong: dict[str, Callable[[NotingHandler], None]] = {}  # by name, or "*" for all: what is done instead
        self._open: list[socket] = []
        super().__init__(
            ("127.0.0.1", 0), type("SiteHandler", (NotingHandler,), {"site": Site(root, prefix), "host": self})
        )
        self.url = address(self, prefix)
        self._thread = Thread(target=self.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    @override
    def get_request(self) -> tuple[socket, object]:
        connection, client = super().get_request()
        self._open.append(connection)
        return connection, client

    def stop(self) -> None:
        self.shutdown()
        self._thread.join()
        self.server_close()
        for connection in self._open:
            try:
                connection.shutdown(SHUT_RDWR)
            except OSError:
                continue  # it was closed before


@contextmanager
def hosting(root: Path, prefix: str = "/") -> Iterator[Host]:
    """Serve from a thread until stopped, or until the end of the test."""
    host = Host(root, prefix)
    try:
        yield host
    finally:
        host.stop()
