"""Each mistake in content is reported with its file, its line and what to do."""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from builder.yaml_nodes import plain, read_yaml
from rulebook.decode import YAML_STRICT, decode
from tests.builder.small import faults_of, small_files, warnings_of


@dataclass(frozen=True)
class Mistake:
    """What is done to the small content, and what must be said about it."""

    name: str
    file: str
    said: str
    replace: str | None = None
    with_: str = ""
    add: str = ""
    remove: bool = False

    @property
    def files(self) -> dict[str, str]:
        """The small content with the mistake in it."""
        files, name = small_files(), f"content/{self.file}"
        if self.remove:
            return {other: text for other, text in files.items() if other != name}
        text = files[name]
        assert self.replace is None or self.replace in text, f"{self.replace!r} is not in {name}"
        return files | {name: (text.replace(self.replace, self.with_, 1) if self.replace else text) + self.add}


def _mistakes() -> tuple[Mistake, ...]:
    path = Path(__file__).with_name("mistakes.yaml")
    node, faults = read_yaml(path.read_text("utf-8"), path.name)
    assert node is not None, faults
    found, problems = decode(tuple[Mistake, ...], plain(node), YAML_STRICT)
    assert found is not None, problems
    return found


MISTAKES = _mistakes()
SHAPE = re.compile(r"[\w./-]+:\d+: [^\n]+\n  hint: [^\n]+")


def test_the_small_content_is_good() -> None:
    assert faults_of(small_files()) == []
    assert warnings_of(small_files()) == []


@pytest.mark.parametrize("mistake", MISTAKES, ids=[mistake.name for mistake in MISTAKES])
def test_a_mistake_is_reported_with_its_place_and_a_hint(mistake: Mistake) -> None:
    faults = faults_of(mistake.files)
    assert any(mistake.said in found for found in faults), "\n".join(faults)
    assert all(SHAPE.fullmatch(found) for found in faults)


def test_problems_of_different_files_are_reported_together() -> None:
    files = small_files()
    files["content/rules/rules.yaml"] = files["content/rules/rules.yaml"].replace("holder: [court]", "holder: [cort]")
    files["content/guide/index.md"] = files["content/guide/index.md"].replace("step:pause", "step:paus")
    files["content/rules/facts.yaml"] += "- id: odd\n  lable: Odd\n"
    said = "\n".join(faults_of(files))
    assert 'unknown answer "cort"' in said
    assert 'unknown step "paus"' in said
    assert 'unknown key "lable"' in said
    assert 'unknown question "debt-age"' not in said, "one mistake is reported once"


def test_step_sections_out_of_order_are_reported() -> None:
    files, name = small_files(), "content/guide/pause.md"
    swapped = files[name].replace("## do\n", "## swap\n").replace("## why\n", "## do\n")
    files[name] = swapped.replace("## swap\n", "## why\n")
    assert any('pause.md:14: guide "pause": section "do" comes after "why"' in found for found in faults_of(files))


def test_a_branch_of_a_script_may_stand_before_its_close_only() -> None:
    files, name = small_files(), "content/scripts/ask-hold.md"
    branch, whole = "## branch-more: They say more\n\n> Thank you.\n\n", files[name]
    for key in ("no", "transfer", "close"):
        files[name] = whole.replace(f"## {key}\n", f"{branch}## {key}\n")
        assert faults_of(files) == []
    files[name] = whole + branch
    assert any('section "branch-more" comes after "close"' in found for found in faults_of(files))
