"""A slow line in front of a server: every browser, tab and worker behind it shares the same few bytes a second.

Browsers can pretend a slow network themselves, but each in its own way and for each page and worker apart. A line
between browser and server is the same for all of them, and what the service worker fetches meanwhile takes its share.
"""

import contextlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from urllib.parse import urlsplit

PIECE = 4096  # small enough that connections take turns
LATE = 0.05  # seconds: a sleep ends late on a busy machine; so much may be caught up, and no more


@dataclass(frozen=True)
class Network:
    """How fast bytes come, and how long each request is under way before the server hears it."""

    bytes_a_second: float
    latency: float


SLOW_4G = Network(1638.4 * 1000 / 8, 0.150)


class Line:
    """Bytes go through one after the other, whoever asks; requests are small and go up at no cost but latency."""

    def __init__(self, bytes_a_second: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = bytes_a_second
        self._clock = clock
        self._lock = threading.Lock()
        self._free = float("-inf")

    def book(self, size: int) -> float:
        """Take the next free place for so many bytes, and tell in how many seconds they are through."""
        with self._lock:
            now = self._clock()
            self._free = max(self._free, now - LATE) + size / self._rate
            return max(0.0, self._free - now)


@contextmanager
def slowed(url: str, network: Network, sleep: Callable[[float], None] = time.sleep) -> Iterator[str]:
    """Give an address at which the server of `url` seems to stand at the end of a slow line."""
    server = urlsplit(url)
    relay = _Relay((server.hostname or "127.0.0.1", server.port or 80), network, sleep)
    try:
        yield f"http://127.0.0.1:{relay.port}{server.path}"
    finally:
        relay.close()


class _Relay:
    """Takes calls and passes on what both sides say, each piece in its time."""

    def __init__(self, server: tuple[str, int], network: Network, sleep: Callable[[float], None]) -> None:
        self._server = server
        self._line = Line(network.bytes_a_second)
        self._latency = network.latency
        self._sleep = sleep
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._door.getsockname()[1]
        self._open: set[socket.socket] = {self._door}
        self._threads = [self._run(self._take)]

    def close(self) -> None:
        """Hang up on everybody."""
        for end in list(self._open):
            with contextlib.suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)
        for thread in self._threads:
            thread.join()

    def _run(self, work: Callable[..., None], *about: object) -> threading.Thread:
        thread = threading.Thread(target=work, args=about, daemon=True)
        thread.start()
        return thread

    def _take(self) -> None:
        with self._door, contextlib.suppress(OSError):
            while True:
                caller = self._door.accept()[0]
                self._threads.append(self._run(self._connect, caller))

    def _connect(self, caller: socket.socket) -> None:
        with caller, socket.create_connection(self._server) as there:
            ends = {caller, there}
            self._open |= ends
            for end in ends:
                end.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
            # A browser sends a request in one piece and waits for the answer before the next: a piece is a request.
            up = self._run(self._pass_on, caller, there, lambda _: self._latency)
            self._pass_on(there, caller, self._line.book)
            up.join()
            self._open -= ends

    def _pass_on(self, here: socket.socket, there: socket.socket, wait: Callable[[int], float]) -> None:
        with contextlib.suppress(OSError):  # either side may hang up
            while piece := here.recv(PIECE):
                self._sleep(wait(len(piece)))
                there.sendall(piece)
        with contextlib.suppress(OSError):
            there.shutdown(socket.SHUT_WR)  # the other direction may still have something to say
