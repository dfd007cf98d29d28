"""Asks the same questions of CPython and of the built engine under Node, one run for all questions."""

import json
import runpy
import shutil
import subprocess
import sys
from collections.abc import Sequence
from operator import attrgetter
from pathlib import Path
from types import SimpleNamespace

Question = tuple[str, Sequence[str]]

HERE = Path(__file__).parent
ENGINE = HERE.parents[1] / "site" / "engine"
NAMES = HERE / "both.py"


def in_pyodide(questions: Sequence[Question]) -> list[str]:
    """What the engine of the built site answers; "broken: …" where Python raised."""
    if not ENGINE.is_dir():
        raise RuntimeError("site/engine is not built: run make build")
    (runtime,) = ENGINE.glob("*/pyodide.mjs")
    (app,) = ENGINE.glob("app-*.zip")
    node = shutil.which("node", path=str(Path(sys.executable).parent)) or "node"
    command = [node, str(HERE / "node_runner.mjs"), f"{runtime.parent}/", str(app), str(NAMES)]
    asked = "".join(f"{json.dumps(question)}\n" for question in questions)
    done = subprocess.run(command, input=asked, capture_output=True, text=True, encoding="utf-8", check=False)
    if done.returncode:
        raise RuntimeError(done.stderr)
    answers = [json.loads(line) for line in done.stdout.strip().split("\n")]
    return [answer["text"] if "text" in answer else f"broken: {answer['broken']}" for answer in answers]


def in_cpython(questions: Sequence[Question]) -> list[str]:
    """What the Python of this test answers."""
    names = SimpleNamespace(**runpy.run_path(str(NAMES)))
    return [_answer(names, name, args) for name, args in questions]


def _answer(names: SimpleNamespace, name: str, args: Sequence[str]) -> str:
    try:
        return str(attrgetter(name)(names)(*args))
    except Exception as trouble:  # both sides may raise, and must raise the same
        return f"broken: {type(trouble).__name__}: {trouble}"
