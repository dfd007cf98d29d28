"""Leaner files for the device: each takes the place of a package's own, which would bring along what nobody calls."""

import inspect
from pathlib import Path

import jinja2.nodes

DEVICE = Path(__file__).parent / "device"
STDLIB: dict[str, bytes] = {
    "asyncio/__init__.py": (DEVICE / "asyncio.py").read_bytes(),
    "dataclasses.py": (DEVICE / "dataclasses.py").read_bytes(),
}
# Templates are compiled before, so the device gets Jinja2's run time alone: of `nodes` it reads one class.
LIBRARIES: dict[str, bytes] = {
    "jinja2/__init__.py": b"",
    "jinja2/nodes.py": f"from __future__ import annotations\n{inspect.getsource(jinja2.nodes.EvalContext)}".encode(),
}
