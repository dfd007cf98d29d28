"""Every string a reader may see can be translated; what is missing or stale shows."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from builder.check.pages import PAGES
from builder.fault import Fault
from builder.model import Place
from builder.read import Sources, sources_of
from builder.tree import grow
from builder.units import Unit
from builder.words import KEPT, PSEUDO, difference, pseudo, translator_files
from tests.builder.small import faults_of, small_files, warnings_of

ENGLISH = "content/i18n/es/rules.yaml"
TEXTS = st.text(alphabet="abc [](){}@:>-1.\né“”$_/", min_size=1, max_size=60).filter(str.strip)


def unit(text: str) -> Unit:
    return Unit("guide/pause/do", text, Place("a.md", 1), is_markdown=True)


def with_overlay(text: str, file: str = ENGLISH) -> dict[str, str]:
    return small_files() | {file: text}


def filled(sources: Sources, lang: str = "es") -> dict[str, str]:
    """The translator's files with every text written in capitals."""
    files = translator_files(lang, sources.english.units, sources.overlay(lang))
    return {name: text.replace('text: ""', 'text: "X"') for name, text in files.items()}


def test_units_have_lasting_ids() -> None:
    names = {found.id: found for found in sources_of(small_files()).english.units}
    for name in (
        "words/card.now",
        "questions/holder/ask",
        "questions/holder/answers/court/label",
        "rules/do-rest/because",
        "checklist/steps/rest/title",
        "checklist/nine/pause/do",
        "glossary/eob/also/0",
        "states/WA/name",
        "guide/pause/title",
        "guide/pause/refuse",
        "guide/pause/refuse/heading",
        "scripts/ask-hold/opening",
    ):
        assert name in names
    assert names["rules/do-rest/because"].place == Place("content/rules/rules.yaml", 156)
    assert not any("cite" in name or name.startswith("poverty") for name in names)


def test_a_translation_replaces_words_and_nothing_else() -> None:
    overlay = 'rules/do-rest/because:\n  english: "It helps."\n  text: "Ayuda."\n'
    sources = sources_of(with_overlay(overlay))
    english, spanish = sources.content("en"), sources.content("es")
    assert english is not None
    assert spanish is not None
    assert {row.id: row.because for row in spanish.rules.rows}["do-rest"] == "Ayuda."
    assert [row.when for row in spanish.rules.rows] == [row.when for row in english.rules.rows]
    assert spanish.pages == english.pages


def test_missing_words_are_counted_and_shown_in_english() -> None:
    sources = sources_of(with_overlay('rules/do-rest/because:\n  english: "It helps."\n  text: ""\n'))
    overlay = sources.overlay("es")
    assert overlay is not None
    assert overlay.missing == overlay.total == len(sources.english.units)


@pytest.mark.parametrize(
    ("overlay", "said"),
    [
        ("rules/no-such/because:\n  english: a\n  text: b\n", 'nothing is called "rules/no-such/because"'),
        ("rules/do-rest/because:\n  text: b\n", '"english" is missing'),
        ("rules/do-rest/because:\n  english: It helps.\n  txt: b\n", 'unknown key "txt"'),
        ("- a\n", "expected unit ids with words"),
        (
            "guide/index/first:\n  english: '[Pause](step:pause) or call [@contact:help-211].'\n  text: Pausa\n",
            "differs from English in [@contact:help-211]",
        ),
    ],
)
def test_a_translation_that_cannot_be_used_is_a_problem(overlay: str, said: str) -> None:
    found = faults_of(with_overlay(overlay))
    assert any(said in one for one in found), found


def test_a_unit_translated_twice_is_a_problem() -> None:
    entry = "rules/do-rest/because:\n  english: It helps.\n  text: Ayuda.\n"
    files = with_overlay(entry) | {"content/i18n/es/more.yaml": entry}
    assert any('"rules/do-rest/because" is translated twice' in one for one in faults_of(files))


def test_words_whose_english_has_changed_are_a_warning_with_the_difference() -> None:
    files = with_overlay("rules/do-rest/because:\n  english: It helped you.\n  text: Ayuda.\n")
    assert faults_of(files) == []
    assert warnings_of(files) == [
        'content/i18n/es/rules.yaml:1: warning: the English of "rules/do-rest/because" has changed\n'
        "  hint: [-helped you.-] {+helps.+}"
    ]


def test_the_translators_files_hold_every_unit_once_and_can_be_read_again() -> None:
    sources = sources_of(small_files())
    files = filled(sources)
    assert sorted(files)[:3] == [f"content/i18n/es/{name}.yaml" for name in ("changes", "checklist", "checks")]
    again = sources_of(small_files() | files)
    overlay = again.overlay("es")
    assert overlay is not None
    assert overlay.missing == 0
    assert [found for found in again.faults if not found.is_warning and "differs" not in found.what] == []
    assert {name: entry.english for name, entry in overlay.entries.items()} == {
        found.id: found.english for found in sources.english.units
    }


def test_the_guide_is_translated_in_reading_order() -> None:
    pages = [
        found.id.split("/")[1] for found in sources_of(small_files()).english.units if found.id.startswith("guide/")
    ]
    assert list(dict.fromkeys(pages)) == ["index", *PAGES, "when-to-rest"]


def test_writing_the_translators_files_again_keeps_what_is_translated_and_what_is_stale() -> None:
    first = sources_of(small_files())
    files = small_files() | filled(first)
    files["content/rules/rules.yaml"] = files["content/rules/rules.yaml"].replace("A court wrote.", "The court wrote.")
    second = sources_of(files)
    written = translator_files("es", second.english.units, second.overlay("es"))
    assert {name for name in files if name.startswith("content/i18n/")} == set(written)
    assert [name for name in written if written[name] != files[name]] == [ENGLISH]
    assert 'english: "The court wrote."\n  was: "A court wrote."\n  text: "X"' in written[ENGLISH]
    third = sources_of(files | written)
    again = translator_files("es", third.english.units, third.overlay("es"))
    assert again == written, "writing twice changes nothing"
    assert [found.hint for found in third.faults if found.is_warning] == ["[-A-] {+The+}"]


def test_the_pseudo_language_leaves_a_picture_on_its_own_line() -> None:
    assert pseudo(unit("One.\n\n[@picture:one-bill]")) == "⟦Öñé.⟧\n\n[@picture:one-bill]"


def test_the_pseudo_language_changes_every_unit_and_keeps_links_citations_and_blanks() -> None:
    text = "> Call [the office](step:pause) at {phone}. [@F-ONE]\n- **Now** https://a.org/b $day"
    assert pseudo(unit(text)) == (
        "> ⟦Çåļļ [ţĥé öƒƒîçé](step:pause) åţ {phone}. [@F-ONE]⟧\n- ⟦**Ñöŵ** https://a.org/b $day⟧"
    )
    content = sources_of(small_files()).content(PSEUDO)
    assert content is not None
    assert all(row.because == "⟦Îţ ĥéļþš.⟧" for row in content.rules.rows if row.id.startswith("do-"))
    assert content.words["card.now"] == "⟦Ñöŵ⟧"


@given(TEXTS)
def test_the_pseudo_language_never_loses_a_link_or_a_line(text: str) -> None:
    made = pseudo(unit(text))
    assert made.count("\n") == text.count("\n")
    assert KEPT.findall(made.replace("⟦", "").replace("⟧", "")) == KEPT.findall(text)


@given(st.lists(TEXTS, min_size=1, max_size=4))
def test_any_english_survives_the_translators_file(texts: list[str]) -> None:
    units = [Unit(f"guide/p/s{number}", text, Place("a.md", 1)) for number, text in enumerate(texts)]
    tree, faults = grow(translator_files("es", units, None))
    assert [found for found in faults if "missing" not in found.what] == []
    (node,) = tree.overlays["es"].values()
    assert isinstance(node.value, dict)
    entries = [inner.value for inner in node.value.values()]
    assert [entry["english"].value for entry in entries if isinstance(entry, dict)] == texts


def test_a_difference_is_short() -> None:
    assert difference("a b c", "a x c") == "[-b-] {+x+}"
    assert difference("a", "a ") == "only spaces"
    assert len(difference("a " * 900, "b " * 900)) <= 200


def test_faults_print_as_file_line_and_hint() -> None:
    assert str(Fault("a.yaml", 3, "odd", "mend it")) == "a.yaml:3: odd\n  hint: mend it"
    assert str(Fault("a.yaml", 3, "odd", is_warning=True)) == "a.yaml:3: warning: odd"
