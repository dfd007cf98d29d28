"""The files of a repository on the disk: only this module and `__main__.py` touch them."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from builder.fault import Fault, problems
from builder.model import Content
from builder.shape import Shaped, shape
from builder.tree import CHANGELOG, Tree, grow
from builder.words import PSEUDO, Overlay, pseudo, read_overlay

EXAMPLE = "tests/cases/example.json"
TEXT_WITH_WORD_IDS = (
    ("builder/pages/templates", "*"),
    ("builder", "*.py"),
    ("theme", "*.html"),
    ("pwa/casebook", "*"),
    ("pwa/rulebook", "*.py"),
    ("pwa/shell", "*.ts"),
)


@dataclass(frozen=True)
class Sources:
    """Everything below `content/`, read and shaped in English, with one overlay for each other language."""

    tree: Tree
    english: Shaped
    overlays: tuple[Overlay, ...]
    faults: tuple[Fault, ...]

    def overlay(self, lang: str) -> Overlay | None:
        """The overlay of a language, if `content/i18n/` has one."""
        return next((overlay for overlay in self.overlays if overlay.lang == lang), None)

    def content(self, lang: str = "en") -> Content | None:
        """The content in one language; None for a language that nobody has started."""
        overlay = self.overlay(lang)
        if lang == "en":
            return self.english.content
        if lang == PSEUDO:
            return shape(self.tree, lang, pseudo).content
        return shape(self.tree, lang, overlay.translate).content if overlay else None


def read(root: Path, lang: str = "en") -> tuple[Content | None, list[Fault]]:
    """Read `content/` in one language; the content is None when there is any problem of shape."""
    sources = read_sources(root)
    found = sources.content(lang)
    faults = list(sources.faults)
    if found is None:
        faults.append(Fault(f"content/i18n/{lang}", 1, "nobody has started this language", "run builder words"))
    return (None if problems(faults) else found), faults


def read_sources(root: Path) -> Sources:
    """Read all of `content/`, as far as it can be read."""
    return sources_of(*read_files(root))


def sources_of(files: dict[str, str], faults: Iterable[Fault] = ()) -> Sources:
    """The same from the text of each file by its path, like `content/as-of`."""
    tree, more = grow(files)
    english = shape(tree)
    overlays = tuple(read_overlay(lang, tree.overlays[lang], english.units) for lang in sorted(tree.overlays))
    in_overlays = (found for overlay in overlays for found in overlay.faults)
    return Sources(tree, english, overlays, (*faults, *more, *english.faults, *in_overlays))


def read_files(root: Path) -> tuple[dict[str, str], list[Fault]]:
    """The text of each file below `content/` and of the change log, by its path from the root."""
    files: dict[str, str] = {}
    faults: list[Fault] = []
    for path in [root / CHANGELOG, *sorted((root / "content").rglob("*"))]:
        name = path.relative_to(root).as_posix()
        if not path.is_file() or path.name.startswith("."):
            continue
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as trouble:
            line = path.read_bytes()[: trouble.start].count(b"\n") + 1
            faults.append(Fault(name, line, "this is not UTF-8 text", "save the file as UTF-8"))
            continue
        if text.startswith("\ufeff") or "\r" in text:
            faults.append(Fault(name, 1, "the file has Windows marks in it", "save it as UTF-8 with LF line ends"))
        files[name] = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n")
    return files, faults


def read_texts_with_word_ids(root: Path) -> dict[str, str]:
    """Templates and code that name interface words, by path; those that do not exist yet are left out."""
    found: dict[str, str] = {}
    for folder, pattern in TEXT_WITH_WORD_IDS:
        for path in sorted((root / folder).rglob(pattern)):
            if path.is_file() and path.suffix in (".py", ".ts", ".html", ".md", ".j2", ".jinja", ".svg", ".txt"):
                found[path.relative_to(root).as_posix()] = path.read_text("utf-8")
    return found


def read_case_files(root: Path) -> dict[str, str]:
    """The situations of `tests/cases/`, by path; none where there are no tests, as in a package."""
    paths = sorted((root / "tests" / "cases").glob("*.yaml"))
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in paths}


def read_sentence_files(root: Path) -> dict[str, str]:
    """The sentences of `tests/coach/` that the coach is judged by, by path."""
    paths = sorted((root / "tests" / "coach").glob("*.yaml"))
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in paths}


def read_example(root: Path) -> str | None:
    """The example case as JSON text."""
    path = root / EXAMPLE
    return path.read_text("utf-8") if path.is_file() else None
