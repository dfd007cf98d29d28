"""The engine of the tool: Python for the browser and our own packages, copied to `site/engine` under hashed names."""

import hashlib
import io
import json
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib import metadata, util
from pathlib import Path

PYODIDE_FILES = ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip")
LOCK = "pyodide-lock.json"
OUR_PACKAGES = ("rulebook", "casebook")
LIBRARIES = ("jinja2", "markupsafe")
PYTHON_LICENCE = "builder/licences/python-3.13.txt"  # neither npm nor the Python packages bring this text
KEPT = (".py", ".html")
LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say: the same bytes on every day


@dataclass(frozen=True)
class EngineFiles:
    """Where the engine lies, below the start of the site, and the bytes of each file once it is unpacked."""

    folder: str
    app: str
    sizes: Mapping[str, int]


def write(root: Path, site: Path, guides: Mapping[str, str]) -> EngineFiles:
    """Write `site/engine`: the runtime in a folder of its own hash, our packages in one zip, and all licences.

    `guides` holds the compiled guide of each language, as the text `builder.bundle.canonical` makes.
    """
    runtime = dict(_runtime(root))
    folder = f"engine/{_version(root)}-{_short(*runtime.values())}/"
    for name, content in runtime.items():
        _write(site / folder / name, content)
    packages = _zipped(dict(_packages(root, guides)))
    app = f"engine/app-{_short(packages)}.zip"
    _write(site / app, packages)
    _write(site / "engine" / "NOTICE.txt", _notice(root).encode())
    sizes = {name: len(content) for name, content in runtime.items()} | {Path(app).name: len(packages)}
    return EngineFiles(folder, app, sizes)


def _runtime(root: Path) -> Iterator[tuple[str, bytes]]:
    folder = root / "pwa" / "node_modules" / "pyodide"
    for name in (*PYODIDE_FILES, LOCK):
        if not (folder / name).is_file():
            raise RuntimeError(f"pwa/node_modules/pyodide/{name} is missing: run make setup")
    for name in PYODIDE_FILES:
        yield name, (folder / name).read_bytes()
    lock = json.loads((folder / LOCK).read_text("utf-8"))
    # Pyodide asks for this list even when nothing of it is used; 110 KB of packages we never load stay out.
    yield LOCK, json.dumps({"info": lock["info"], "packages": {}}, sort_keys=True).encode()


def _version(root: Path) -> str:
    made = json.loads((root / "pwa" / "node_modules" / "pyodide" / "package.json").read_text("utf-8"))
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


def _zipped(files: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as zipped:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            zipped.writestr(entry, content)
    return made.getvalue()


def _notice(root: Path) -> str:
    """Whose work the engine holds, and under which licence; the full texts of the libraries stand below."""
    version = _version(root)
    lines = [
        f"Pyodide {version}: MPL-2.0, https://mozilla.org/MPL/2.0/, unchanged; "
        f"its source is at https://github.com/pyodide/pyodide/tree/{version}",
        "CPython and its standard library, inside Pyodide: Python Software Foundation License, below",
    ]
    texts = [f"\n--- CPython\n\n{(root / PYTHON_LICENCE).read_text('utf-8')}"]
    for name in LIBRARIES:
        about = metadata.metadata(name)
        lines.append(f"{about['Name']} {about['Version']}: {about.get('License-Expression') or 'see below'}")
        texts += [f"\n--- {about['Name']}\n\n{text}" for text in _licence_texts(name)]
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
