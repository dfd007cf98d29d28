"""What of the theme stays: each name a page can hold counts, and what would be lost silently is an error."""

from collections.abc import Mapping
from pathlib import Path

import pytest

from builder.pages import slim
from tests.site.conftest import ROOT

LINK = '<link rel="stylesheet" href="{}">'
THEME = slim.THEME + "main.1.min.css"
SHEETS = {
    THEME: ":root{--used:red;--unused:blue}.seen{color:var(--used)}.unseen{color:var(--unused)}.later{color:green}",
    "assets/footing-ABCD2345.css": ".ours{color:red}",
}


def _site(folder: Path, files: Mapping[str, str]) -> Path:
    for name, text in files.items():
        path = folder / "site" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder / "site"


def _page(up: str, body: str) -> str:
    return "<head>" + "".join(LINK.format(up + name) for name in SHEETS) + f"</head><body>{body}</body>"


def _slim(folder: Path, files: Mapping[str, str], lang: str = "en") -> Path:
    site = _site(folder, {**SHEETS, slim.SCRIPTS + "bundle.1.js": "", **files})
    slim.slim(ROOT, folder / "work", site, lang)
    return site


def test_used_rules_and_all_of_ours_become_one_sheet(tmp_path: Path) -> None:
    site = _slim(tmp_path, {"index.html": _page("", "<p class='seen'>"), "a/index.html": _page("../", "unseen")})
    (sheet,) = site.rglob("*.css")
    assert sheet.read_text("utf-8").strip() == ":root{--used:red}.seen{color:var(--used)}.ours{color:red}"
    assert LINK.format(f"assets/{sheet.name}") in (site / "index.html").read_text("utf-8")
    assert LINK.format(f"../assets/{sheet.name}") in (site / "a" / "index.html").read_text("utf-8")
    assert (site / "a" / "index.html").read_text("utf-8").count("stylesheet") == 1


def test_another_rule_is_another_name(tmp_path: Path) -> None:
    names = set()
    for number, word in enumerate(("seen", "later")):
        site = _slim(tmp_path / str(number), {"index.html": _page("", f"<p class='{word}'>")})
        names |= {path.name for path in site.rglob("*.css")}
    assert len(names) == 2


def test_what_search_will_make_counts(tmp_path: Path) -> None:
    script = 'x("del",null,"md-search-result__item")+"<mark data-md-highlight>"'
    site = _site(tmp_path, {"assets/javascripts/bundle.1.js": script})
    found = slim.names(tmp_path, site, [])
    assert found == ["data-md-highlight", "del", "mark", "md-search-result__item"]


def test_words_that_are_read_are_no_names(tmp_path: Path) -> None:
    site = _site(tmp_path, {"index.html": "<p class='lead quiet' title='a long story' dir=ltr>note</p>"})
    found = slim.names(tmp_path, site, [site / "index.html"])
    assert found == ["class", "dir", "lead", "ltr", "p", "quiet", "title"]


def test_names_in_our_templates_and_scripts_count(tmp_path: Path) -> None:
    files = {
        "pwa/casebook/templates/a.html": '<p {% if x %}class="seen"{% endif %}>',
        "pwa/shell/a.ts": 'const plain = ["later", `also ${this}`]; // don\'t',
    }
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, "utf-8")
    found = slim.names(tmp_path, tmp_path / "site", [])
    assert {"seen", "later", "also"} <= set(found)
    assert "plain" not in found


def test_pages_that_link_other_sheets_are_an_error(tmp_path: Path) -> None:
    other = LINK.format("../" + THEME)
    with pytest.raises(RuntimeError, match=r"b/index\.html links other style sheets"):
        _slim(tmp_path, {"a/index.html": _page("../", ""), "b/index.html": other})


def test_a_theme_that_brings_no_sheet_is_an_error(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="first the theme's and then ours"):
        _slim(tmp_path, {"index.html": LINK.format("assets/footing-ABCD2345.css")})


def test_a_value_that_only_removed_rules_gave_is_noticed() -> None:
    before = ".gone{--hue:1;--size:2}"
    assert slim.lost_values(before, "a{width:var(--size)}b{color:var(--hue, 3)}") == {"--size"}
    assert slim.lost_values(before, "a{width:var(--size);--size:4}") == set()


@pytest.mark.parametrize(
    ("lang", "kept"), [("en", []), ("es", ["min/lunr.es.min.js", "min/lunr.stemmer.support.min.js"])]
)
def test_only_the_word_stems_of_the_own_language_are_kept(tmp_path: Path, lang: str, kept: list[str]) -> None:
    names = ["min/lunr.de.min.js", "min/lunr.es.min.js", "min/lunr.stemmer.support.min.js", "wordcut.js"]
    files = {slim.STEMMERS + name: "" for name in names} | {"index.html": _page("", "")}
    folder = _slim(tmp_path, files, lang) / slim.STEMMERS
    found = [path.relative_to(folder).as_posix() for path in sorted(folder.rglob("*.js"))]
    assert found == kept
    assert folder.exists() is bool(kept)


def test_maps_and_pictures_of_the_theme_go(tmp_path: Path) -> None:
    gone = {slim.SCRIPTS + "bundle.1.js.map": "", THEME + ".map": "", slim.IMAGES + "favicon.png": ""}
    site = _slim(tmp_path, {**gone, "index.html": _page("", "")})
    assert [path.name for path in sorted(site.rglob("*")) if path.is_file() and path.suffix != ".css"] == [
        "bundle.1.js",
        "index.html",
    ]
