"""The list in `sw.js`: what a release keeps on the device, by the addresses readers use."""

import base64
import hashlib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import TypedDict

import pytest

from builder import precache

SCRIPT = "self.addEventListener('install', () => RELEASE);\n"


class Release(TypedDict):
    id: str
    guide: list[dict[str, object]]
    engine: list[dict[str, object]]


def _site(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def _write(site: Path) -> Release:
    precache.write(site, SCRIPT)
    first, rest = (site / "sw.js").read_text("utf-8").split("\n", 1)
    assert rest == SCRIPT
    release: Release = json.loads(first.removeprefix("const RELEASE=").removesuffix(";"))
    return release


def _kept(release: Release) -> list[object]:
    return [entry["url"] for entry in release["guide"]]


def test_a_page_is_listed_by_the_address_readers_use(tmp_path: Path) -> None:
    site = _site(tmp_path, {"index.html": "", "steps/pause/index.html": "", "404.html": "", "a b.css": ""})
    assert _kept(_write(site)) == ["404.html", "a%20b.css", "", "steps/pause/"]


def test_what_is_large_is_a_list_of_its_own(tmp_path: Path) -> None:
    release = _write(_site(tmp_path, {"engine/1/a.wasm": "", "engine.html": "", "screenshots/a.png": ""}))
    assert _kept(release) == ["engine.html"]
    assert [entry["url"] for entry in release["engine"]] == ["engine/1/a.wasm", "screenshots/a.png"]


def test_an_entry_holds_the_hash_that_browsers_check_and_the_bytes(tmp_path: Path) -> None:
    release = _write(_site(tmp_path, {"a.css": "é"}))
    digest = base64.b64encode(hashlib.sha256("é".encode()).digest()).decode()
    assert release["guide"] == [{"url": "a.css", "sha256": f"sha256-{digest}", "bytes": 2}]


@pytest.mark.parametrize(
    "name",
    [
        "sw.js",
        "release.json",
        "_headers",
        ".nojekyll",
        "sitemap.xml",
        "sitemap.xml.gz",
        "assets/a.js.map",
        "engine/1/a.wasm.br",
        "schema/casebook-1.json",
    ],
)
def test_what_no_reader_needs_is_left_out(tmp_path: Path, name: str) -> None:
    release = _write(_site(tmp_path, {name: "x"}))
    assert (release["guide"], release["engine"]) == ([], [])


def test_the_same_site_is_the_same_release(tmp_path: Path) -> None:
    site = _site(tmp_path, {"index.html": "a", "engine/1/a.wasm": "b"})
    precache.write(site, SCRIPT)
    first = (site / "sw.js").read_bytes()
    precache.write(site, SCRIPT)
    assert (site / "sw.js").read_bytes() == first


@pytest.mark.parametrize("name", ["index.html", "engine/1/a.wasm"])
def test_one_changed_file_is_another_release(tmp_path: Path, name: str) -> None:
    site = _site(tmp_path, {"index.html": "a", "engine/1/a.wasm": "b"})
    first = _write(site)["id"]
    _site(site, {name: "c"})
    assert _write(site)["id"] != first
