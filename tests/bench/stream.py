"""Run by `jsonl.py` in a process of its own: `advise --jsonl` from standard input, watched from outside its code.

At the end it writes JSON to standard error: after every `STEP` answers the seconds of processor time so far, and the
most memory so far, in bytes.
"""

import json
import resource
import runpy
import sys
import time
from typing import TextIO

STEP = 1_000


class Watched:
    """Standard output that goes nowhere, and notes time and memory on its way."""

    def __init__(self) -> None:
        self.lines = 0
        self.seconds: list[float] = []
        self.memory: list[int] = []

    def reconfigure(self, **_: object) -> None:
        """Take any encoding."""

    def write(self, text: str) -> int:
        if text.endswith("\n"):
            self.lines += 1
            if self.lines % STEP == 0:
                self.seconds.append(time.process_time())
                self.memory.append(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024)
        return len(text)

    def flush(self) -> None:
        """Nothing waits here."""


def main(on: str, errors: TextIO) -> None:
    watched = Watched()
    sys.argv = ["rulebook", "advise", "-", "--on", on, "--jsonl"]
    sys.stdout = watched  # all that the command asks of it
    try:
        runpy.run_module("rulebook", run_name="__main__")
    except SystemExit as ended:
        code = ended.code
    json.dump({"code": code, "lines": watched.lines, "seconds": watched.seconds, "memory": watched.memory}, errors)


if __name__ == "__main__":
    main(sys.argv[1], sys.stderr)
