"""The engine is the same bytes on every build, holds only what runs on the device, and says what is missing."""

import json
import re
import shutil
from collections.abc import Mapping
from importlib import util
from pathlib import Path

import pytest

from builder.engine import EngineFiles, stock, write
from builder.zipped import unpacked, unzipped

ROOT = Path(__file__).resolve().parents[2]
PARTS = ["pyodide-lock.json", "pyodide.asm.js", "pyodide.asm.wasm", "pyodide.mjs", "python_stdlib.zip"]
GUIDES = {"en": (ROOT / "pwa" / "rulebook" / "guide.en.json").read_text("utf-8")}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("site")


@pytest.fixture(scope="module")
def made(site: Path) -> EngineFiles:
    return write(ROOT, site, GUIDES)


@pytest.fixture
def small_root(tmp_path: Path) -> Path:
    """A copy of all the engine is made of, whose parts may go missing."""
    root = tmp_path / "root"
    for name in ("pwa/rulebook", "pwa/casebook", "builder/licences"):
        shutil.copytree(ROOT / name, root / name, ignore=shutil.ignore_patterns("__pycache__"))
    runtime = root / "pwa" / "node_modules" / "pyodide"
    runtime.mkdir(parents=True)
    for name in [*PARTS, "package.json"]:
        (runtime / name).symlink_to(ROOT / "pwa" / "node_modules" / "pyodide" / name)
    return root


def _stdlib(site: Path, made: EngineFiles) -> Mapping[str, bytes]:
    return unpacked((site / made.folder / "python_stdlib.pack").read_bytes())


def _app(site: Path, made: EngineFiles) -> Mapping[str, bytes]:
    return unpacked((site / made.app).read_bytes())


def test_the_same_parts_give_the_same_bytes_and_names(
    site: Path, made: EngineFiles, small_root: Path, tmp_path: Path
) -> None:
    assert write(small_root, tmp_path / "again", GUIDES) == made
    files = [path.relative_to(site) for path in sorted((site / "engine").rglob("*")) if path.is_file()]
    assert [name for name in files if (site / name).read_bytes() != (tmp_path / "again" / name).read_bytes()] == []


def test_a_changed_file_changes_the_name_of_its_part_only(made: EngineFiles, small_root: Path, tmp_path: Path) -> None:
    with (small_root / "pwa" / "rulebook" / "dates.py").open("a", encoding="utf-8") as file:
        file.write("CHANGED = 1\n")
    again = write(small_root, tmp_path / "again", GUIDES)
    assert (again.folder, again.app == made.app) == (made.folder, False)


def test_the_folder_holds_the_four_files_of_the_runtime_and_nothing_else(site: Path, made: EngineFiles) -> None:
    there = sorted(path.name for path in (site / made.folder).iterdir())
    assert there == ["pyodide.asm.js", "pyodide.asm.wasm", "pyodide.mjs", "python_stdlib.pack"]


def test_what_pyodide_asks_about_itself_is_what_its_own_list_says(made: EngineFiles) -> None:
    lock = json.loads((ROOT / "pwa" / "node_modules" / "pyodide" / "pyodide-lock.json").read_text("utf-8"))
    assert made.info == lock["info"]
    assert made.info["python"].startswith("3.13.")


def test_the_sizes_are_those_of_the_files(site: Path, made: EngineFiles) -> None:
    files = [*(site / made.folder).iterdir(), site / made.app]
    assert made.sizes == {path.name: path.stat().st_size for path in files}


def test_the_names_carry_the_version_and_a_hash(made: EngineFiles) -> None:
    assert re.fullmatch(r"engine/[0-9]+\.[0-9]+\.[0-9]+-[0-9a-f]{8}/", made.folder)
    assert re.fullmatch(r"engine/app-[0-9a-f]{8}\.pack", made.app)


def test_the_app_holds_every_module_a_device_reaches_as_bytecode(site: Path, made: EngineFiles) -> None:
    names = set(_app(site, made))
    left_at_home = {"rulebook/report.py", "rulebook/schema.py", "casebook/templating.py"}
    ours = {path.relative_to(ROOT / "pwa").as_posix() for path in (ROOT / "pwa").glob("*book/*.py")}
    wanted = {f"{name}c" for name in ours - left_at_home if not name.endswith("__main__.py")}
    assert wanted - names == set()
    assert {Path(name).suffix for name in names} == {".pyc", ".json"}
    assert {name.split("/")[0] for name in names} == {"rulebook", "casebook", "jinja2", "markupsafe"}
    assert "rulebook/guide.en.json" in names


def test_every_template_goes_along_compiled(site: Path, made: EngineFiles) -> None:
    templates = {path.stem for path in (ROOT / "pwa" / "casebook" / "templates").glob("*.html")}
    compiled = {Path(name).stem for name in _app(site, made) if name.startswith("casebook/made/")}
    assert compiled - {"__init__"} == templates


def test_a_filter_that_the_device_lacks_is_named(small_root: Path, tmp_path: Path) -> None:
    template = small_root / "pwa" / "casebook" / "templates" / "bills.html"
    template.write_text("{{ w | title }}{{ 1 is odd }}", "utf-8")
    with pytest.raises(RuntimeError, match=r"bills\.html: .* filters named title"):
        write(small_root, tmp_path / "site", GUIDES)


def test_of_the_standard_library_only_what_is_reached_goes_along(site: Path, made: EngineFiles) -> None:
    names = set(_stdlib(site, made))
    assert {"json/decoder.pyc", "decimal.pyc", "numbers.pyc", "traceback.pyc", "asyncio/tasks.pyc"} <= names
    assert not {"asyncio/base_events.pyc", "unittest/__init__.pyc", "sqlite3/__init__.pyc", "json.py"} & names


def test_the_bytecode_carries_the_hash_of_its_source_and_no_clock(site: Path, made: EngineFiles) -> None:
    made_from = (ROOT / "pwa" / "rulebook" / "dates.py").read_bytes()
    header = _app(site, made)["rulebook/dates.pyc"][:16]
    assert header == util.MAGIC_NUMBER + (3).to_bytes(4, "little") + util.source_hash(made_from)


def test_the_stock_engine_has_the_files_of_npm_and_all_sources(tmp_path: Path) -> None:
    made = stock(ROOT, tmp_path, GUIDES)
    for name in ("pyodide.asm.wasm", "python_stdlib.zip"):
        there = (tmp_path / made.folder / name).read_bytes()
        assert there == (ROOT / "pwa" / "node_modules" / "pyodide" / name).read_bytes()
    names = set(unzipped((tmp_path / made.app).read_bytes()))
    assert {"casebook/templates/bill.html", "jinja2/compiler.py", "rulebook/dates.py"} <= names


@pytest.mark.parametrize(
    "part",
    [
        *(f"pwa/node_modules/pyodide/{name}" for name in PARTS),
        "pwa/casebook/__init__.py",
    ],
)
def test_a_missing_part_is_named(small_root: Path, tmp_path: Path, part: str) -> None:
    (small_root / part).unlink()
    told = "casebook" if part.endswith("__init__.py") else part
    with pytest.raises(RuntimeError, match=re.escape(told)):
        write(small_root, tmp_path / "site", GUIDES)


def test_the_notice_names_every_part_with_its_licence(site: Path, made: EngineFiles) -> None:
    notice = next((site / made.folder).parent.glob("NOTICE-*.txt")).read_text("utf-8")
    for words in ("MPL-2.0", "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2", "Copyright 2007 Pallets", "MarkupSafe"):
        assert words in notice
