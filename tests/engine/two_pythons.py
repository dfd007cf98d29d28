"""Asks the same questions of CPython and of the built engine under Node, one run for all questions."""

import json
import runpy
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from gzip import decompress
from importlib.util import source_hash
from operator import attrgetter
from pathlib import Path
from types import SimpleNamespace
from typing import Literal

from builder import templates
from builder.zipped import unzipped

Question = tuple[str, Sequence[str]]

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ENGINE = ROOT / "site" / "engine"
LOCK = ROOT / "pwa" / "node_modules" / "pyodide" / "pyodide-lock.json"
NAMES = HERE / "both.py"


def in_pyodide(questions: Sequence[Question], how: Literal["cold", "warm"]) -> list[str]:
    """What the engine of the built site answers, "broken: …" where Python raised; `warm` starts from a snapshot."""
    if not ENGINE.is_dir():
        raise RuntimeError("site/engine is not built: run make build")
    (stdlib,) = ENGINE.glob("*/python_stdlib.pack")
    (app,) = ENGINE.glob("app-*.pack")
    if stale := _stale(unzipped(decompress(app.read_bytes()))):
        raise RuntimeError(f"site/engine holds another {stale} than pwa/: run make build")
    info = json.dumps(json.loads(LOCK.read_text("utf-8"))["info"])
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or "node"
    with tempfile.TemporaryDirectory() as folder:
        zips = [Path(folder) / pack.with_suffix(".zip").name for pack in (stdlib, app)]
        for path, pack in zip(zips, (stdlib, app), strict=True):
            path.write_bytes(decompress(pack.read_bytes()))
        command = [node, str(HERE / "node_runner.mjs"), f"{stdlib.parent}/", *map(str, zips), info, str(NAMES), how]
        asked = "".join(f"{json.dumps(question)}\n" for question in questions)
        done = subprocess.run(command, input=asked, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    answers = [json.loads(line) for line in done.stdout.strip().split("\n")]
    return [answer["text"] if "text" in answer else f"broken: {answer['broken']}" for answer in answers]


def _stale(built: Mapping[str, bytes]) -> str | None:
    """A file of ours that changed since the site was built: what differs then is no difference of the two Pythons."""
    made = dict(templates.compiled(ROOT / "pwa" / "casebook" / "templates"))
    for name, content in built.items():
        source = ROOT / "pwa" / name.removesuffix("c")
        if name.endswith(".json") and content != source.read_bytes():
            return name
        text = made.get(name.removesuffix("c"), source.read_bytes() if source.is_file() else None)
        if name.endswith(".pyc") and text is not None and content[8:16] != source_hash(text):
            return name
    return None


def in_cpython(questions: Sequence[Question]) -> list[str]:
    """What the Python of this test answers."""
    names = SimpleNamespace(**runpy.run_path(str(NAMES)))
    return [_answer(names, name, args) for name, args in questions]


def _answer(names: SimpleNamespace, name: str, args: Sequence[str]) -> str:
    try:
        return str(attrgetter(name)(names)(*args))
    except Exception as trouble:  # both sides may raise, and must raise the same
        return f"broken: {type(trouble).__name__}: {trouble}"
