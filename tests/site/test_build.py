"""The build is a function of the content: same bytes twice, and every word comes from the content."""

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
from selectolax.lexbor import LexborNode

from builder.bundle import compiled
from builder.pages import site
from builder.read import read
from builder.words import PSEUDO
from tests.site.conftest import ROOT, read_pages

PLAIN = re.compile(r"[A-Za-z]{2,}")
ADDRESS = re.compile(r"https?://\S+|\b[\w.-]+\.(?:gov|org|com)\b\S*")
SPOKEN = ("aria-label", "title", "placeholder", "alt")


def _build(lang: str, place: Path) -> Path:
    content, faults = read(ROOT, lang)
    assert content, faults
    (place / "work").mkdir(parents=True)
    site.build(content, compiled(content), ROOT, place / "work", place / "site")
    return place / "site"


def _bytes(folder: Path) -> Mapping[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest() for path in files}


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build("en", tmp_path_factory.mktemp("first"))


def test_the_same_content_gives_the_same_bytes(built: Path, tmp_path: Path) -> None:
    assert _bytes(_build("en", tmp_path)) == _bytes(built)


def test_the_release_is_sealed(built: Path) -> None:
    release = json.loads((built / "release.json").read_text("utf-8"))
    assert release["sha256"] == site.site_hash(built)
    (built / "index.html").touch()
    assert release["version"]


def test_the_schema_is_published(built: Path) -> None:
    schema = json.loads((built / "schema" / "casebook-1.json").read_text("utf-8"))
    assert schema["title"] == "casebook/1"


@pytest.fixture(scope="module")
def pseudo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return _build(PSEUDO, tmp_path_factory.mktemp("pseudo"))


def test_no_word_is_hard_coded(pseudo: Path) -> None:
    """In the pseudo language every letter of the content is accented, so plain words were written elsewhere."""
    plain: dict[str, set[str]] = {}
    for address, page in read_pages(pseudo).items():
        assert page.root
        for text in [*_texts(page.root), *_spoken(page.root)]:
            if PLAIN.search(ADDRESS.sub("", text)):
                plain.setdefault(address, set()).add(text.strip())
    assert plain == {}


def test_the_page_for_what_is_missing_has_no_hard_coded_word(pseudo: Path) -> None:
    text = re.sub(r"(?s)<(script|style).*?</\1>|<[^>]+>", "", (pseudo / "404.html").read_text("utf-8"))
    assert not PLAIN.search(text)


def _texts(node: LexborNode) -> Iterator[str]:
    for child in node.iter(include_text=True):
        if child.tag == "-text":
            yield child.text_content or ""
        elif child.tag not in ("script", "style") and not _is_left_alone(child):
            yield from _texts(child)


def _is_left_alone(node: LexborNode) -> bool:
    """Cites and ids are no words; the change log is English everywhere, and says so."""
    return node.attributes.get("translate") == "no" or node.attributes.get("lang") == "en"


def _spoken(node: LexborNode) -> Iterator[str]:
    for name in SPOKEN:
        for found in node.css(f"[{name}]"):
            if found.attributes.get("translate") != "no":
                yield found.attributes[name] or ""
    for found in node.css("meta[name=description]"):
        yield found.attributes["content"] or ""
