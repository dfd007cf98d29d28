"""The list of parts (`make sbom`) names every part that is locked, with its version."""

import json
import re
import subprocess
from collections.abc import Mapping
from typing import Any

import pytest

from tools import audit, setup

ROOT = setup.ROOT


@pytest.fixture(scope="module")
def made() -> Mapping[str, Any]:
    """Both lists, made anew; the tools that make them may have to be fetched first."""
    assert audit.sbom() == 0
    return {name: json.loads((audit.BUILD / f"sbom-{name}.json").read_text("utf-8")) for name in ("python", "npm")}


def _parts(listed: Mapping[str, Any]) -> set[tuple[str, str]]:
    return {(part["name"], part["version"]) for part in listed["components"]}


@pytest.mark.soak
def test_every_locked_python_package_is_listed(made: Mapping[str, Any]) -> None:
    lock = (ROOT / "requirements.lock").read_text("utf-8")
    assert made["python"]["bomFormat"] == "CycloneDX"
    assert _parts(made["python"]) == set(re.findall(r"(?m)^([\w.-]+)==([^\s;]+)", lock))


@pytest.mark.soak
def test_every_locked_npm_package_is_listed(made: Mapping[str, Any]) -> None:
    lock = json.loads((ROOT / "pwa/package-lock.json").read_text("utf-8"))["packages"]
    assert made["npm"]["bomFormat"] == "CycloneDX"
    wanted = {(name.removeprefix("node_modules/"), entry["version"]) for name, entry in lock.items() if name}
    assert _parts(made["npm"]) == wanted


def test_an_unknown_word_is_answered_with_those_there_are() -> None:
    done = subprocess.run(
        [ROOT / ".venv/bin/python", "-m", "tools.audit", "sbon"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (2, "usage: python -m tools.audit sbom|audit\n")
