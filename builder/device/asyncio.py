"""Takes the place of asyncio/__init__.py on the device: what Pyodide's own event loop is made of, and no more.

The tool never waits within Python. Sockets, streams, subprocesses and servers stay at home: 120 KB less to fetch.
"""

from asyncio import coroutines, events, exceptions, futures, tasks
from asyncio.coroutines import *  # noqa: F403 # as the real one does
from asyncio.events import *  # noqa: F403 # as the real one does
from asyncio.events import BaseDefaultEventLoopPolicy as DefaultEventLoopPolicy
from asyncio.exceptions import *  # noqa: F403 # as the real one does
from asyncio.futures import *  # noqa: F403 # as the real one does
from asyncio.tasks import *  # noqa: F403 # as the real one does

run = None  # Pyodide puts its own here

__all__ = ("DefaultEventLoopPolicy", "coroutines", "events", "exceptions", "futures", "run", "tasks")
