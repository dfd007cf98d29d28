"""The engine is the same bytes on every build, holds only what runs on the device, and says what is missing."""

import json
import re
import shutil
import zipfile
from pathlib import Path

import pytest

from builder.engine import EngineFiles, write

ROOT = Path(__file__).resolve().parents[2]
RUNTIME = ["pyodide-lock.json", "pyodide.asm.js", "pyodide.asm.wasm", "pyodide.mjs", "python_stdlib.zip"]
GUIDES = {"en": "{}\n"}


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
    for name in [*RUNTIME, "package.json"]:
        (runtime / name).symlink_to(ROOT / "pwa" / "node_modules" / "pyodide" / name)
    return root


def _app(site: Path, made: EngineFiles) -> zipfile.ZipFile:
    return zipfile.ZipFile(site / made.app)


def test_the_same_parts_give_the_same_bytes_and_names(
    site: Path, made: EngineFiles, small_root: Path, tmp_path: Path
) -> None:
    assert write(small_root, tmp_path / "again", GUIDES) == made
    files = [path.relative_to(site) for path in sorted((site / "engine").rglob("*")) if path.is_file()]
    assert [name for name in files if (site / name).read_bytes() != (tmp_path / "again" / name).read_bytes()] == []


def test_a_changed_file_changes_the_name_of_its_part_only(made: EngineFiles, small_root: Path, tmp_path: Path) -> None:
    (small_root / "pwa" / "rulebook" / "dates.py").write_text("CHANGED = 1\n", "utf-8")
    again = write(small_root, tmp_path / "again", GUIDES)
    assert (again.folder, again.app == made.app) == (made.folder, False)


def test_the_folder_holds_the_five_files_of_the_runtime_and_nothing_else(site: Path, made: EngineFiles) -> None:
    assert sorted(path.name for path in (site / made.folder).iterdir()) == RUNTIME
    assert json.loads((site / made.folder / "pyodide-lock.json").read_text("utf-8"))["packages"] == {}


def test_the_sizes_are_those_of_the_files(site: Path, made: EngineFiles) -> None:
    files = [*(site / made.folder).iterdir(), site / made.app]
    assert made.sizes == {path.name: path.stat().st_size for path in files}


def test_the_names_carry_the_version_and_a_hash(made: EngineFiles) -> None:
    assert re.fullmatch(r"engine/[0-9]+\.[0-9]+\.[0-9]+-[0-9a-f]{8}/", made.folder)
    assert re.fullmatch(r"engine/app-[0-9a-f]{8}\.zip", made.app)


def test_the_zip_holds_every_module_and_template_and_only_pure_python(site: Path, made: EngineFiles) -> None:
    names = _app(site, made).namelist()
    ours = [*(ROOT / "pwa").glob("*book/**/*.py"), *(ROOT / "pwa" / "casebook").rglob("*.html")]
    wanted = {path.relative_to(ROOT / "pwa").as_posix() for path in ours if path.name != "__main__.py"}
    assert wanted - set(names) == set()
    assert {Path(name).suffix for name in names} == {".py", ".html", ".json"}
    assert {name.split("/")[0] for name in names} == {"rulebook", "casebook", "jinja2", "markupsafe"}
    assert "rulebook/guide.en.json" in names


def test_the_zip_is_sorted_and_knows_no_clock(site: Path, made: EngineFiles) -> None:
    entries = _app(site, made).infolist()
    assert [entry.filename for entry in entries] == sorted(entry.filename for entry in entries)
    assert {entry.date_time for entry in entries} == {(1980, 1, 1, 0, 0, 0)}
    assert {entry.compress_type for entry in entries} == {zipfile.ZIP_DEFLATED}


@pytest.mark.parametrize(
    "part",
    [
        *(f"pwa/node_modules/pyodide/{name}" for name in RUNTIME),
        "pwa/casebook/__init__.py",
    ],
)
def test_a_missing_part_is_named(small_root: Path, tmp_path: Path, part: str) -> None:
    (small_root / part).unlink()
    told = "casebook" if part.endswith("__init__.py") else part
    with pytest.raises(RuntimeError, match=re.escape(told)):
        write(small_root, tmp_path / "site", GUIDES)


def test_the_notice_names_every_part_with_its_licence(site: Path, made: EngineFiles) -> None:
    notice = (site / made.folder).parent.joinpath("NOTICE.txt").read_text("utf-8")
    for words in ("MPL-2.0", "PYTHON SOFTWARE FOUNDATION LICENSE VERSION 2", "Copyright 2007 Pallets", "MarkupSafe"):
        assert words in notice
