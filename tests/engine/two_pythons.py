"""Asks the same questions of CPython and of the built engine under Node, one run for all questions."""

import json
import runpy
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path
from types import SimpleNamespace

Question = tuple[str, Sequence[str]]

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
ENGINE = ROOT / "site" / "engine"
NAMES = HERE / "both.py"


def in_pyodide(questions: Sequence[Question]) -> list[str]:
    """What the engine of the built site answers; "broken: …" where Python raised."""
    if not ENGINE.is_dir():
        raise RuntimeError("site/engine is not built: run make build")
    (runtime,) = ENGINE.glob("*/pyodide.mjs")
    (app,) = ENGINE.glob("app-*.zip")
    if stale := _stale(app):
        raise RuntimeError(f"site/engine holds another {stale} than pwa/: run make build")
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or "node"
    command = [node, str(HERE / "node_runner.mjs"), f"{runtime.parent}/", str(app), str(NAMES)]
    asked = "".join(f"{json.dumps(question)}\n" for question in questions)
    done = subprocess.run(command, input=asked, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    answers = [json.loads(line) for line in done.stdout.strip().split("\n")]
    return [answer["text"] if "text" in answer else f"broken: {answer['broken']}" for answer in answers]


def _stale(app: Path) -> str | None:
    """A file of ours that changed since the site was built: what differs then is no difference of the two Pythons."""
    with zipfile.ZipFile(app) as zipped:
        ours = [name for name in zipped.namelist() if (ROOT / "pwa" / name.split("/")[0]).is_dir()]
        return next((name for name in ours if _content(ROOT / "pwa" / name) != zipped.read(name)), None)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def in_cpython(questions: Sequence[Question]) -> list[str]:
    """What the Python of this test answers."""
    names = SimpleNamespace(**runpy.run_path(str(NAMES)))
    return [_answer(names, name, args) for name, args in questions]


def _answer(names: SimpleNamespace, name: str, args: Sequence[str]) -> str:
    try:
        return str(attrgetter(name)(names)(*args))
    except Exception as trouble:  # both sides may raise, and must raise the same
        return f"broken: {type(trouble).__name__}: {trouble}"
