"""The workflows are valid, pinned by commit and hold few rights; checked without a network."""

import re
import subprocess
import sysconfig
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
WORKFLOWS = sorted((ROOT / ".github/workflows").glob("*.yml"))
BIN = Path(sysconfig.get_path("scripts"))
PINNED = re.compile(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")


def outcome(program: str, *words: str | Path) -> tuple[int, str]:
    done = subprocess.run([BIN / program, *words], capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_each_workflow_fits_the_schema() -> None:
    code, said = outcome("check-jsonschema", "--builtin-schema", "vendor.github-workflows", *WORKFLOWS)
    assert code == 0, said


def test_an_auditor_finds_nothing() -> None:
    code, said = outcome("zizmor", "--offline", "--no-config", "--persona=pedantic", "--no-progress", *WORKFLOWS)
    assert code == 0, said


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_each_action_is_pinned_by_commit_with_its_version(workflow: Path) -> None:
    used = re.findall(r"uses: (.*)", workflow.read_text())
    assert used
    assert [action for action in used if not PINNED.fullmatch(action)] == []


@pytest.mark.parametrize("workflow", WORKFLOWS, ids=lambda path: path.name)
def test_nothing_is_allowed_unless_a_job_asks(workflow: Path) -> None:
    assert yaml.safe_load(workflow.read_text())["permissions"] == {}


def test_one_version_of_each_action() -> None:
    used = {action for workflow in WORKFLOWS for action in re.findall(r"uses: (\S+)", workflow.read_text())}
    assert len(used) == len({action.partition("@")[0] for action in used})


@pytest.mark.parametrize("command", [".ci/run", "make soak", "make audit", "make sbom", "builder freshness"])
def test_each_of_these_runs_without_anybody_thinking_of_it(command: str) -> None:
    found = [yaml.safe_load(path.read_text()) for path in WORKFLOWS if command in path.read_text()]
    assert any({"push", "schedule"} & workflow[True].keys() for workflow in found)  # YAML reads "on" as true


def test_today_is_asked_for_only_by_the_freshness_job() -> None:
    assert [path.name for path in WORKFLOWS if "builder freshness" in path.read_text()] == ["freshness.yml"]


def test_the_ci_script_is_sound_bash() -> None:
    script = ROOT / ".ci/run"
    assert "set -euo pipefail" in script.read_text()
    assert subprocess.run(["bash", "-n", script], check=False).returncode == 0
