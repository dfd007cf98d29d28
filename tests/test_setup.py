"""Set-up is locked, repeatable and skips what is done; a fresh machine is told what it lacks."""

import json
import re
import subprocess
from pathlib import Path

import pytest

from tools import browser, setup

ROOT = setup.ROOT
LOCKS = ("requirements.lock", "tools/bootstrap.lock", "tools/audit.lock", "pwa/package-lock.json")
PYTHON_LOCKS = [lock for lock in LOCKS if not lock.endswith(".json")]
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    assert re.findall(r".*(?:://|\"resolved\").*", (ROOT / lock).read_text()) == []


@pytest.mark.parametrize("lock", PYTHON_LOCKS)
def test_each_locked_python_package_is_exact_and_hashed(lock: str) -> None:
    text = re.sub(r"(?m)^\s*#.*\n", "", (ROOT / lock).read_text())
    packages = text.replace("\\\n", " ").splitlines()
    assert packages
    assert [line for line in packages if not re.match(r"[\w.-]+==\S+ .*--hash=sha256:[0-9a-f]{64}", line)] == []


def test_each_locked_npm_package_is_hashed_and_each_wish_is_exact() -> None:
    lock = json.loads((ROOT / "pwa/package-lock.json").read_text())["packages"]
    wishes = json.loads((ROOT / "pwa/package.json").read_text())
    assert [name for name, entry in lock.items() if name and not entry.get("integrity", "").startswith("sha512-")] == []
    for kind in ("dependencies", "devDependencies"):
        assert lock[""].get(kind) == wishes.get(kind), "package.json changed since: run make lock"
        assert {name: lock[f"node_modules/{name}"]["version"] for name in wishes.get(kind, {})} == wishes.get(kind, {})


def test_each_wished_python_package_is_locked() -> None:
    pyproject = (ROOT / "pyproject.toml").read_text()
    groups = pyproject.split("[dependency-groups]")[1].split("\n[")[0]
    wished = {name.lower() for name in re.findall(r'"([A-Za-z][\w.-]*)[^"]*"', groups)}
    locked = {name for lock in PYTHON_LOCKS for name in re.findall(r"(?m)^([\w.-]+)==", (ROOT / lock).read_text())}
    assert wished - locked == set(), "pyproject.toml changed since: run make lock"


def test_both_sides_name_the_same_python() -> None:
    version = (ROOT / ".python-version").read_text().strip()
    assert f'requires-python = ">={version},<' in (ROOT / "pyproject.toml").read_text()


def test_every_make_target_is_explained() -> None:
    targets = re.search(r"(?m)^\.PHONY: (.*)$", MAKEFILE)
    assert targets
    said = subprocess.run(["make", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    assert re.findall(r"(?m)^  make (\w+)", said) == targets[1].split()


def test_plain_make_serves() -> None:
    assert ".DEFAULT_GOAL := serve" in MAKEFILE


def part_of(root: Path) -> setup.Part:
    def make(_: Path) -> None:
        (root / "made").mkdir(exist_ok=True)
        (root / "log").write_text((root / "log").read_text() + "made\n")

    (root / "log").write_text("")
    (root / "lock").write_text("one==1")
    return setup.Part("a part", "made", ("lock",), "made", make)


def test_a_part_is_made_once_and_again_when_its_lock_changes(tmp_path: Path) -> None:
    part = part_of(tmp_path)
    for _ in range(2):
        setup.set_up(tmp_path, part)
    assert (tmp_path / "log").read_text() == "made\n"
    (tmp_path / "lock").write_text("one==2")
    setup.set_up(tmp_path, part)
    assert (tmp_path / "log").read_text() == "made\nmade\n"


def test_a_moved_work_tree_is_set_up_again(tmp_path: Path) -> None:
    """An environment holds absolute paths."""
    old = tmp_path / "old"
    old.mkdir()
    part = part_of(old)
    setup.set_up(old, part)
    assert setup.is_done(old, part)
    moved = old.rename(tmp_path / "new")
    assert not setup.is_done(moved, part)


def test_the_newest_fitting_pyenv_python_is_found(tmp_path: Path) -> None:
    for version in ("3.13.2", "3.13.10", "3.12.9"):
        python = tmp_path / f"versions/{version}/bin/python{version.rpartition('.')[0]}"
        python.parent.mkdir(parents=True)
        python.touch(mode=0o755)
    assert "3.13.10" in setup.find_python("3.13", {"PYENV_ROOT": str(tmp_path)})


def test_without_pyenv_the_search_is_left_to_uv(tmp_path: Path) -> None:
    assert setup.find_python("3.13", {"HOME": str(tmp_path)}) == "3.13"


def test_a_failing_step_says_which_and_why(tmp_path: Path) -> None:
    with pytest.raises(setup.SetupError, match="failed:\nno such thing"):
        setup.run("/bin/sh", "-c", "echo no such thing >&2; exit 3", where=tmp_path)
    with pytest.raises(setup.SetupError, match="did not start"):
        setup.run(tmp_path / "missing", where=tmp_path)


def test_the_chosen_browser_alone_decides(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fake = tmp_path / "chromium"
    fake.write_text("#!/bin/sh\necho Chromium 1\n")
    fake.chmod(0o755)
    monkeypatch.setenv("CHROMIUM", str(fake))
    assert browser.find() == str(fake)
    fake.write_text("#!/bin/sh\necho 'this is only a note' >&2; exit 1\n")
    assert browser.find() is None


def test_a_missing_browser_is_named_as_a_package() -> None:
    assert "apt-get install chromium" in browser.MISSING
