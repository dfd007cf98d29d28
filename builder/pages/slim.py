"""What the theme brings and no page of ours can use, removed from the finished site.

Of its styles only the rules stay that a page, a screen of the tool or the search box can meet; they and our own become
one file. `tests/browser/test_slim.py` proves that nothing in use was lost.
"""

import re
import shutil
from collections.abc import Iterable, Sequence
from html.parser import HTMLParser
from pathlib import Path

from builder.node import esbuild, run_part

PURGECSS = "purgecss/bin/purgecss.js"
SHEET = "footing.css"  # theirs and ours; the written name has a hash
THEME = "assets/stylesheets/"
SCRIPTS = "assets/javascripts/"
STEMMERS = "assets/javascripts/lunr/"
IMAGES = "assets/images/"  # a favicon; ours is within the pages
LINK = re.compile(r'<link rel="stylesheet" href="([^"]+)">\s*')
WORD = re.compile(r"[\w-]+")
# What is made on the device: by the tool's templates and our scripts, and by the theme's script when it searches.
TEMPLATES = "pwa/casebook/templates/*.html"
OUR_SCRIPTS = "pwa/shell/*.ts"
QUOTED = re.compile(r'"([^"\n]*)"|`([^`]*)`')
NAMED_BY_SEARCH = re.compile(r"\b(?:md-(?:search|tag|typeset|icon|toggle)|data-md-)[\w-]*|\bfocus-visible\b")
MADE_BY_SEARCH = re.compile(r'(?<=\w\(")[a-z]+[1-6]?(?=",)|(?<=<)[a-z]+\b')  # x("del",null, and "<mark>"
USES = re.compile(r"var\(\s*(--[\w-]+)\s*\)")  # without a second value to fall back on
GIVES = re.compile(r"(--[\w-]+)\s*:")


def slim(root: Path, work: Path, site: Path, lang: str) -> None:
    """Leave one style sheet with what is used, and of the theme's other files those that something asks for."""
    pages = sorted(site.rglob("*.html"))
    sheets = linked(pages, site)
    theirs = [path for path in sheets if path.is_relative_to(site / THEME)]
    ours = [path for path in sheets if path not in theirs]
    if not theirs or not ours or sheets != [*theirs, *ours]:
        raise RuntimeError(f"style sheets, first the theme's and then ours, are expected in each page: {sheets}")
    made = join(root, work / "styles", theirs, ours, names(root, site, pages))
    for path in ours:
        path.unlink()
    shutil.copyfile(made, site / "assets" / made.name)
    for page in pages:
        page.write_text(_relinked(page.read_text("utf-8"), made.name), "utf-8")
    drop(site, lang)


def linked(pages: Iterable[Path], site: Path) -> Sequence[Path]:
    """The style sheets that pages link, in their order; every page links the same."""
    found: Sequence[Path] = []
    for page in pages:
        sheets = [(page.parent / href).resolve() for href in LINK.findall(page.read_text("utf-8"))]
        if found and sheets != found:
            raise RuntimeError(f"{page.relative_to(site)} links other style sheets than the pages before it")
        found = sheets
    return found


def _relinked(html: str, sheet: str) -> str:
    """The page with one link in the place of its last; ours stands there, beside all other files with a hash."""
    last = LINK.findall(html)[-1]
    link = f'<link rel="stylesheet" href="{last.rpartition("/")[0]}/{sheet}">\n'
    head, found, rest = html.partition('<link rel="stylesheet"')
    return head + link + LINK.sub("", found + rest)


def join(root: Path, work: Path, theirs: Sequence[Path], ours: Sequence[Path], words: Iterable[str]) -> Path:
    """Bundle what is used of their styles with all of ours, which hold nothing that was not written for these pages."""
    shutil.rmtree(work, ignore_errors=True)
    work.mkdir(parents=True)
    (work / "names.txt").write_text("\n".join(words) + "\n", "utf-8")
    theme = work / "theme.css"
    theme.write_text(_text(theirs), "utf-8")
    asked = ("--css", theme, "--content", work / "names.txt", "--output", work / "used")
    run_part(root, PURGECSS, *asked, "--variables", "--keyframes", "--font-face")
    parts = (work / "used" / theme.name, *ours)
    if lost := lost_values(_text(theirs), _text(parts)):
        raise RuntimeError(f"these values are used, and went with the theme's unused styles: {sorted(lost)}")
    (work / SHEET).write_text("".join(f'@import "{part}";\n' for part in parts), "utf-8")
    esbuild(root, work / "out", [str(work / SHEET)], "--entry-names=[name]-[hash]")
    (made,) = (work / "out").iterdir()
    return made


def _text(sheets: Iterable[Path]) -> str:
    """Style sheets one after the other; each is UTF-8, and says so at its start alone."""
    return "\n".join(path.read_text("utf-8").removeprefix('@charset "UTF-8";') for path in sheets)


def lost_values(before: str, after: str) -> set[str]:
    """Values that styles still use and that only the removed styles gave."""
    return (set(USES.findall(after)) & set(GIVES.findall(before))) - set(GIVES.findall(after))


def names(root: Path, site: Path, pages: Iterable[Path]) -> Sequence[str]:
    """Every tag, class, id and attribute that can be in a page, as built or later on the device."""
    found: set[str] = set()
    for page in pages:
        reader = _Names()
        reader.feed(page.read_text("utf-8"))
        found |= reader.found
    for path in root.glob(TEMPLATES):
        found.update(WORD.findall(path.read_text("utf-8")))
    for path in root.glob(OUR_SCRIPTS):
        found.update(WORD.findall(" ".join(map(" ".join, QUOTED.findall(path.read_text("utf-8"))))))
    for path in (site / SCRIPTS).glob("bundle.*.js"):
        script = path.read_text("utf-8")
        found.update(NAMED_BY_SEARCH.findall(script), MADE_BY_SEARCH.findall(script))
    return sorted(found)


class _Names(HTMLParser):
    """Collects what a selector can ask for; words that are read are none of it."""

    def __init__(self) -> None:
        super().__init__()
        self.found: set[str] = set()

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.found.add(tag)
        for name, value in attrs:
            self.found.add(name)
            is_one_word = WORD.fullmatch(value or "") is not None
            if value and (name == "class" or is_one_word):
                self.found.update(value.split())


def drop(site: Path, lang: str) -> None:
    """Remove the theme's files that nothing asks for: maps for its developers, and word stems of other languages."""
    shutil.rmtree(site / THEME)
    shutil.rmtree(site / IMAGES, ignore_errors=True)
    for path in sorted((site / SCRIPTS).rglob("*")):
        name = path.relative_to(site).as_posix()
        is_stem = name.startswith(STEMMERS) and not _is_for_search(name.removeprefix(STEMMERS), lang)
        if path.is_file() and (name.endswith(".map") or is_stem):
            path.unlink()
    for folder in sorted((site / SCRIPTS).rglob("*/"), reverse=True):
        if not any(folder.iterdir()):
            folder.rmdir()


def _is_for_search(name: str, lang: str) -> bool:
    """Material brings a megabyte of word stems for thirty languages; search uses its own, and in English none."""
    return lang != "en" and name in ("min/lunr.stemmer.support.min.js", f"min/lunr.{lang}.min.js")
