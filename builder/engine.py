"""The engine of the tool: Python for the browser and our own packages, copied to `site/engine` under hashed names.

Of the standard library only what the tool reaches goes along, as bytecode; so do our packages and what they use.
`stock` writes the same engine as npm and the Python packages bring it: tests/bench measures against that.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

from builder import instead, templates
from builder.bytecode import compiled
from builder.trim import reached, trimmed
from builder.zipped import packed, unzipped, zipped

RUNTIME = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm")
STDLIB = "python_stdlib.zip"
STDLIB_PACK = "python_stdlib.pack"
LOCK = "pyodide-lock.json"
OUR_PACKAGES = ("rulebook", "casebook")
LIBRARIES = ("jinja2", "markupsafe")
PYTHON_LICENCE = "builder/licences/python-3.13.txt"  # neither npm nor the Python packages bring this text
KEPT = (".py", ".html")


@dataclass(frozen=True)
class EngineFiles:
    """Where the engine lies, below the start of the site; the bytes of each file as they are counted while it comes;
    and Pyodide's own words about itself, which it asks for at the start.
    """

    folder: str
    app: str
    sizes: Mapping[str, int]
    info: Mapping[str, str]


def write(root: Path, site: Path, guides: Mapping[str, str]) -> EngineFiles:
    """Write `site/engine`: the runtime in a folder of its own hash, our packages in one pack, and all licences.

    `guides` holds the compiled guide of each language, as the text `builder.bundle.canonical` makes.
    """
    packages = {name: content for name, content in _packages(root, guides) if not name.endswith(".html")}
    packages |= instead.LIBRARIES | dict(templates.compiled(root / "pwa" / "casebook" / "templates"))
    runtime = _runtime(root)
    stdlib = unzipped(runtime.pop(STDLIB)) | instead.STDLIB
    names = reached(_folder(root), stdlib, packages, next(iter(guides)))
    runtime[STDLIB_PACK] = packed(compiled(trimmed(stdlib, names.stdlib)))
    app = packed(compiled(trimmed(packages, names.app)))
    return _put(root, site, runtime, app, ".pack")


def stock(root: Path, site: Path, guides: Mapping[str, str]) -> EngineFiles:
    """Write `site/engine` without any of our work on it: stock files, and packages as they are."""
    return _put(root, site, _runtime(root), zipped(dict(_packages(root, guides))), ".zip")


def _put(root: Path, site: Path, runtime: Mapping[str, bytes], app: bytes, ending: str) -> EngineFiles:
    folder = f"engine/{_version(root)}-{_short(*runtime.values())}/"
    for name, content in runtime.items():
        _write(site / folder / name, content)
    app_name = f"engine/app-{_short(app)}{ending}"
    _write(site / app_name, app)
    notice = _notice(root).encode()
    _write(site / "engine" / f"NOTICE-{_short(notice)}.txt", notice)
    sizes = {name: len(content) for name, content in runtime.items()} | {Path(app_name).name: len(app)}
    # Of Pyodide's list of packages, 110 KB, only the first lines are ever read: they go with the page.
    return EngineFiles(folder, app_name, sizes, json.loads((_folder(root) / LOCK).read_text("utf-8"))["info"])


def _folder(root: Path) -> Path:
    return root / "pwa" / "node_modules" / "pyodide"


def _runtime(root: Path) -> dict[str, bytes]:
    for name in (*RUNTIME, STDLIB, LOCK):
        if not (_folder(root) / name).is_file():
            raise RuntimeError(f"pwa/node_modules/pyodide/{name} is missing: run make setup")
    return {name: (_folder(root) / name).read_bytes() for name in (*RUNTIME, STDLIB)}


def _version(root: Path) -> str:
    made = json.loads((_folder(root) / "package.json").read_text("utf-8"))
    return str(made["version"])


def _packages(root: Path, guides: Mapping[str, str]) -> Iterator[tuple[str, bytes]]:
    """Every file of our packages that runs on the device, by its path in the zip; commands stay out."""
    for name in OUR_PACKAGES:
        yield from _files_of(name, root / "pwa" / name)
    for name in LIBRARIES:
        found = util.find_spec(name)
        if found is None or found.origin is None:
            raise RuntimeError(f"the Python package {name} is missing: run make setup")
        yield from _files_of(name, Path(found.origin).parent)
    for lang, text in guides.items():
        yield f"rulebook/guide.{lang}.json", text.encode()


def _files_of(name: str, folder: Path) -> Iterator[tuple[str, bytes]]:
    if not (folder / "__init__.py").is_file():
        raise RuntimeError(f"the package {name} is not in {folder}")
    for path in sorted(folder.rglob("*")):
        if path.suffix in KEPT and path.name != "__main__.py":
            yield f"{name}/{path.relative_to(folder).as_posix()}", path.read_bytes()


def _notice(root: Path) -> str:
    """Whose work the engine holds, and under which licence; the full texts of the libraries stand below."""
    version = _version(root)
    lines = [
        f"Pyodide {version}: MPL-2.0, https://mozilla.org/MPL/2.0/, unchanged but for Python modules as bytecode; "
        f"its source is at https://github.com/pyodide/pyodide/tree/{version}",
        "CPython and its standard library, inside Pyodide: Python Software Foundation License, below; of the library "
        f"only what the tool imports, as bytecode; ours, in the place of its own: {', '.join(instead.STDLIB)}",
    ]
    texts = [f"\n--- CPython\n\n{(root / PYTHON_LICENCE).read_text('utf-8')}"]
    for name in LIBRARIES:
        about = metadata.metadata(name)
        lines.append(
            f"{about['Name']} {about['Version']}: {about.get('License-Expression') or 'see below'}; as bytecode"
        )
        texts += [f"\n--- {about['Name']}\n\n{text}" for text in _licence_texts(name)]
    lines.append("Shortened to what compiled templates need: " + ", ".join(instead.LIBRARIES))
    lines.append("rulebook and casebook: this project, MIT")
    return "\n".join([*lines, *texts]) + "\n"


def _licence_texts(name: str) -> Iterator[str]:
    for path in metadata.files(name) or ():
        if path.name.upper().startswith("LICEN"):
            yield path.read_text("utf-8")


def _short(*contents: bytes) -> str:
    return hashlib.sha256(b"".join(hashlib.sha256(content).digest() for content in contents)).hexdigest()[:8]


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
