"""What the device needs of Python: the files that were imported when the engine did all it can do."""

import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.util import MAGIC_NUMBER
from pathlib import Path

from builder.node import run_node
from builder.zipped import zipped

RUNNER = Path(__file__).parent / "device" / "trim.mjs"


@dataclass(frozen=True)
class Reached:
    """Names within the standard library and within our packages and what they use."""

    stdlib: frozenset[str]
    app: frozenset[str]


def reached(runtime: Path, stdlib: Mapping[str, bytes], app: Mapping[str, bytes], lang: str) -> Reached:
    """Run `device/exercise.py` in the stock engine of folder `runtime`, with these files as `.py`."""
    with tempfile.TemporaryDirectory() as folder:
        paths = [Path(folder) / name for name in ("stdlib.zip", "app.zip")]
        for path, files in zip(paths, (stdlib, app), strict=True):
            path.write_bytes(zipped(files))
        told = json.loads(run_node(RUNNER, f"{runtime}/", *paths, lang))
    if told["magic"] != MAGIC_NUMBER.hex():
        raise RuntimeError("this Python makes other bytecode than the engine reads: see .python-version")
    return Reached(frozenset(told["stdlib"]), frozenset(told["app"]))


def trimmed(files: Mapping[str, bytes], names: frozenset[str]) -> dict[str, bytes]:
    """The Python files with these names, and what our own packages read besides."""
    return {name: content for name, content in files.items() if name in names or name.endswith(".json")}
