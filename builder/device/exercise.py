"""Run inside the stock engine by `builder.trim`: does what a device may do, and tells which files that has touched.

This file is text for another Python: it imports only what the engine holds. What it misses, tests/engine finds.
"""

import importlib.util
import json
import sys
import traceback

APP = "/footing.zip/"
STDLIB = "/lib/python313.zip/"
DAY = "2026-11-24"


def reached(lang: str) -> str:
    """JSON `{"magic", "stdlib", "app"}`: the bytecode's magic number, and the files of each zip that were imported."""
    _use(lang)
    return json.dumps({"magic": importlib.util.MAGIC_NUMBER.hex(), "stdlib": _files(STDLIB), "app": _files(APP)})


def _files(zipped: str) -> list[str]:
    """Of one zip; what is frozen into the interpreter or built in is no file."""
    specs = [getattr(module, "__spec__", None) for module in list(sys.modules.values())]
    origins = {spec.origin or "" for spec in specs if spec}
    return sorted(origin.removeprefix(zipped) for origin in origins if origin.startswith(zipped))


def _use(lang: str) -> None:
    """One bill from the first screen to its advice, notes read again, and each way to fail."""
    from casebook.border import Border  # noqa: PLC0415 # the zip it lies in is on the path only now
    from casebook.compiled import Compiled  # noqa: PLC0415

    border = Border(lang)
    border.prepare()
    border.open("", DAY)
    added = json.loads(border.act(json.dumps({"name": "add-bill", "fields": {"holder": ["provider"]}}), DAY))
    taken_back = json.loads(border.act(json.dumps({"name": "undo", "fields": {}}), DAY))
    for text in (added["case"], taken_back["case"], "{", '{"format": "footing-case-9"}'):
        border.open(text or "", DAY)
        border.advise(text or "", DAY)
    for name, fields in (("look-words", {"words": ["I owe it. 4111 1111 1111 1111 ____"]}), ("write-words", {})):
        border.act(json.dumps({"name": name, "fields": fields}), DAY)
    border.act("{", DAY)
    try:
        Compiled().get_template("bill.html").render()
    except Exception:  # whatever it is, a device could meet it
        traceback.format_exc()
