"""The reading grade counts terms we explain as easy words, and each list item as a sentence."""

from builder.check.pages import spoken
from builder.check.reading import easy_words, grades, readable
from builder.known import Known
from builder.read import sources_of
from tests.builder.small import small_files

LONG = "Uncharacteristically"


def known(files: dict[str, str]) -> Known:
    return Known(sources_of(files).english)


def grade_of_pause(files: dict[str, str]) -> float:
    return {found.owner: found.grade for found in grades(known(files))}["guide/pause"]


def test_terms_of_the_glossary_and_names_count_as_one_easy_word() -> None:
    easy = easy_words(known(small_files()))
    assert (
        easy.sub("term", "Ask for two explanations of benefits, or an EOB.")
        == "Ask for two explanations of benefits, or an term."
    )
    assert easy.sub("term", "Your Explanation of Benefits from Washington") == "Your term from term"
    assert easy.sub("term", "EOBs are not geobotany") == "term are not geobotany"


def test_a_term_in_the_glossary_makes_a_page_easier() -> None:
    files = small_files()
    files["content/guide/pause.md"] = files["content/guide/pause.md"].replace("the office", f"the {LONG} office")
    hard = grade_of_pause(files)
    files["content/glossary.yaml"] += f"- id: long\n  term: {LONG}\n  means: Not as one is used to.\n"
    assert grade_of_pause(files) < hard - 3


def test_list_items_and_spoken_lines_end_like_sentences_and_marks_are_left_out() -> None:
    files = small_files()
    files["content/guide/index.md"] += (
        "\n- **One** thing [@F-ONE]\n> Please wait\n1. Go to [a page](step:rest):\n“Is it so?”\n"
    )
    look = known(files)
    page = next(page for page in look.content.pages if page.id == "index")
    text = readable(look, page, easy_words(look))
    assert text.endswith("One thing. Please wait. Go to a page. “Is it so?”")


def test_short_pages_are_not_measured() -> None:
    assert "guide/index" not in {found.owner for found in grades(known(small_files()))}


def test_markdown_is_read_as_it_is_spoken() -> None:
    assert spoken("> **Please** wait. [@F-ONE]\n- See [this](step:rest)") == "Please wait. \nSee this"
