"""Content is read whole: either typed content comes out, or problems with their lines, never a crash."""

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from builder.check import check
from builder.fault import problems
from builder.read import read, sources_of
from tests.builder.small import faults_of, small_files, write

NAMES = sorted(small_files())
PIECES = st.text(alphabet="abz019 \n-:{}[],@#>&*!|'\"é", max_size=12)


def test_reading_gives_typed_content_with_places(tmp_path: Path) -> None:
    content, faults = read(write(tmp_path, small_files()))
    assert content is not None, faults
    assert content.as_of.isoformat() == "2026-11-24"
    assert content.places["row/do-rest"].file == "content/rules/rules.yaml"
    assert [section.key for section in content.scripts[0].sections][:2] == ["when", "not-when"]
    assert content.rules.floors[0].tiers[0].up_to == 200


def test_content_with_a_problem_of_shape_is_not_given(tmp_path: Path) -> None:
    files = small_files()
    files["content/rules/rules.yaml"] += "- id: more\n  stp: rest\n"
    content, faults = read(write(tmp_path, files))
    assert content is None
    said = [str(found).replace("\n", " ") for found in faults]
    assert any('"step" is missing' in one for one in said)
    assert any('unknown key "stp"' in one and 'did you mean "step"?' in one for one in said)


def test_a_language_nobody_has_started_is_a_problem(tmp_path: Path) -> None:
    content, faults = read(write(tmp_path, small_files()), lang="es")
    assert content is None
    assert [found.what for found in faults] == ["nobody has started this language"]


def test_a_file_that_is_missing_or_has_no_place_is_a_problem() -> None:
    files = small_files() | {"content/notes.txt": "x", "content/guide/My Page.md": "x"}
    del files["content/glossary.yaml"]
    said = "\n".join(faults_of(files))
    assert "content/glossary.yaml:1: the file is missing" in said
    assert "content/notes.txt:1: the file name is no id" in said
    assert "content/guide/My Page.md:1: the file name is no id" in said


def test_bytes_that_are_no_text_and_windows_marks_are_problems(tmp_path: Path) -> None:
    root = write(tmp_path, small_files())
    (root / "content" / "guide" / "index.md").write_bytes(b"---\nok\n\xff\n")
    (root / "content" / "as-of").write_bytes(b"2026-11-24\r\n")
    _, faults = read(root)
    assert ("content/guide/index.md", 3, "this is not UTF-8 text") in [(f.file, f.line, f.what) for f in faults]
    assert ("content/as-of", 1, "the file has Windows marks in it") in [(f.file, f.line, f.what) for f in faults]


def test_a_page_that_cannot_be_read_is_not_reported_as_missing() -> None:
    files = small_files() | {"content/guide/pause.md": "---\nkind: step\n"}
    assert [found.split(": ")[1].split("\n")[0] for found in faults_of(files)] == ["the front matter has no end"]


@given(st.sampled_from(NAMES), st.floats(0, 1), st.integers(0, 40), PIECES)
def test_no_damage_to_a_file_crashes_the_checks(name: str, where: float, cut: int, piece: str) -> None:
    files = small_files()
    text = files[name]
    start = int(where * len(text))
    files[name] = text[:start] + piece + text[start + cut :]
    sources = sources_of(files)
    found = check(sources, {})
    assert all(fault.line >= 1 and fault.what for fault in problems(found))
