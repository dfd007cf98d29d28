"""The hash of a site stands for every file: whatever changes, it changes; and anyone can work it out."""

import hashlib
import json
from pathlib import Path

import pytest

from builder.__main__ import main
from builder.pages.site import RELEASE, site_hash
from tests.site.conftest import SITE

FILES = {
    "index.html": "<h1>Pause</h1>",
    "app/index.html": "<h1>My bills</h1>",
    "sw.js": "const RELEASE={};",
    "_headers": "/engine/*",
    ".nojekyll": "",
    ".well-known/security.txt": "Contact:",
    "engine/1/a.wasm": "\0asm",
    "assets/guide-AAAAAAAA.js": "let a",
    "manifest.webmanifest": "{}",
    "schema/release.json": "{}",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        (tmp_path / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / "site" / name).write_text(text, "utf-8")
    return tmp_path / "site"


@pytest.mark.parametrize("name", FILES)
def test_changing_any_file_changes_the_hash(site: Path, name: str) -> None:
    before = site_hash(site)
    with (site / name).open("ab") as file:
        file.write(b" ")
    assert site_hash(site) != before


@pytest.mark.parametrize("name", FILES)
def test_removing_or_renaming_any_file_changes_the_hash(site: Path, name: str) -> None:
    before = site_hash(site)
    (site / name).rename(site / f"{name}.old")
    renamed = site_hash(site)
    (site / f"{name}.old").unlink()
    assert len({before, renamed, site_hash(site)}) == 3


def test_a_new_file_changes_the_hash_even_when_it_is_empty(site: Path) -> None:
    before = site_hash(site)
    (site / "extra").touch()
    assert site_hash(site) != before


def test_two_files_that_swap_their_bytes_change_the_hash(site: Path) -> None:
    before = site_hash(site)
    (site / "index.html").write_text(FILES["app/index.html"], "utf-8")
    (site / "app" / "index.html").write_text(FILES["index.html"], "utf-8")
    assert site_hash(site) != before


def test_the_release_and_the_days_of_files_are_left_out(site: Path) -> None:
    before = site_hash(site)
    (site / RELEASE).write_text("{}", "utf-8")
    (site / "index.html").touch()
    assert site_hash(site) == before


def test_every_file_of_the_built_site_counts() -> None:
    """The hash is worked out here once more, by its own words in docs/verify.md."""
    lines = []
    for path in sorted(SITE.rglob("*"), key=lambda path: path.relative_to(SITE).as_posix()):
        if path.is_file() and path != SITE / RELEASE:
            name = path.relative_to(SITE).as_posix()
            lines.append(f"{name}\0{hashlib.sha256(path.read_bytes()).hexdigest()}\n")
    assert {"sw.js", "_headers", "index.html"} <= {line.split("\0")[0] for line in lines}
    told = json.loads((SITE / RELEASE).read_text("utf-8"))["sha256"]
    assert told == hashlib.sha256("".join(lines).encode()).hexdigest()


def test_the_command_prints_the_hash_and_agrees_with_the_release(
    site: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    found = site_hash(site)
    assert main(["hash", str(site)]) == 0
    assert capsys.readouterr().out == f"{found}\n"
    (site / RELEASE).write_text(json.dumps({"sha256": found}), "utf-8")
    assert main(["hash", str(site)]) == 0


def test_a_site_that_was_changed_is_told(site: Path, capsys: pytest.CaptureFixture[str]) -> None:
    promised = site_hash(site)
    (site / RELEASE).write_text(json.dumps({"sha256": promised}), "utf-8")
    (site / "index.html").write_text("other", "utf-8")
    assert main(["hash", str(site)]) == 1
    shown = capsys.readouterr()
    assert shown.out.strip() == site_hash(site) != promised
    assert promised in shown.err


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["hash", str(tmp_path / "none")]) == 1
    assert "there is no such folder" in capsys.readouterr().err
