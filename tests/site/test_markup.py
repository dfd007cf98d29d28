"""Our Markdown becomes plain Markdown: links by id, grades, contacts, words to say, what not to do."""

from dataclasses import replace

import pytest

from builder.model import Contact, Content
from builder.pages.address import file_link, href
from builder.pages.lookup import Lookup
from builder.pages.markup import Marker, contact_markdown, phone_href
from rulebook.guide import Guide


@pytest.fixture
def marker(content: Content, guide: Guide) -> Marker:
    return Marker(Lookup(content, guide), "steps/pause.md")


def test_a_link_by_id_counts_from_the_page(marker: Marker) -> None:
    assert marker.text("[go](script:ask-appeal)", "Say") == "[go](../scripts/ask-appeal.md)"
    assert marker.text("[go](page:checklist)", "Say") == "[go](../checklist.md)"


def test_a_citation_is_a_chip_that_names_its_source(marker: Marker) -> None:
    text = marker.text("It is so. [@P-S1]", "Say")
    assert text.startswith("It is so. [Pattern](../sources.md#P-S1){ .chip .chip--pattern aria-label=")


def test_a_quote_is_said_aloud_one_sentence_a_line(marker: Marker) -> None:
    text = marker.text("> Hello.\n> I call about a bill.\nThen stop.", "Say this")
    assert text == (
        '<div class="say" markdown="1">\n\nSay this\n{: .say__label }\n\nHello.\n\nI call about a bill.\n\n</div>'
        "\n\nThen stop."
    )


def test_a_heading_labels_the_first_quote_alone(marker: Marker) -> None:
    text = marker.text("> One.\n\nStop.\n\n> Two.", "Say this", "## Ask { #ask }")
    assert text.count("## Ask") == 1
    assert text.count("Say this") == 1


def test_what_not_to_do_is_marked_in_any_list(marker: Marker) -> None:
    text = marker.text("- Rest.\n- Do not pay.\n- Do nothing.", "Say")
    assert text == "- Rest.\n- Do not pay.\n{: .avoid }\n- Do nothing."


def test_a_list_of_facts_is_no_advice(marker: Marker) -> None:
    text = marker.text("* Taking the first offer.\n* Not asking\n  twice.", "Say")
    assert text == "- Taking the first offer.\n{: .plain }\n- Not asking\n  twice.\n{: .plain }"


def test_a_warning_may_take_two_lines(marker: Marker) -> None:
    assert marker.text("- Do not pay\n  yet.\n- Rest.", "Say") == "- Do not pay\n  yet.\n{: .avoid }\n- Rest."


def test_a_pair_shows_what_closes_a_door_and_then_what_opens_it(marker: Marker) -> None:
    text = marker.text("Here.\n~ “No way.”\n> I see.\n> Who can look?\nThen wait.", "Say this")
    assert text == (
        'Here.\n\n<div class="pair" markdown="1">\n\nCloses a door\n{: .pair__label }\n\n'
        "“No way.”\n{: .pair__shut }\n\n"
        '<div class="say" markdown="1">\n\nOpens a door\n{: .say__label }\n\nI see.\n\nWho can look?\n\n</div>'
        "\n\n</div>\n\nThen wait."
    )


def test_pairs_that_touch_stay_apart(marker: Marker) -> None:
    assert marker.text("~ One.\n> Two.\n~ Three.\n> Four.", "Say").count('class="pair"') == 2


def test_a_picture_stands_where_its_line_does(content: Content, guide: Guide) -> None:
    marker = Marker(Lookup(content, guide), "topics/timing.md", lambda name: f"<figure>{name}</figure>\n")
    assert marker.text("Before.\n\n[@picture:one-bill]\n\nAfter.", "Say") == (
        "Before.\n\n<figure>one-bill</figure>\n\nAfter."
    )


def test_a_name_that_is_the_number_stands_once() -> None:
    local = Contact("local", "211", "help", "211", "211.org")
    assert contact_markdown(local) == "[211](tel:211){ .phone } ([211.org](https://211.org))"
    assert contact_markdown(replace(local, web=None)) == "[211](tel:211){ .phone }"


def test_a_contact_can_be_dialled(content: Content, marker: Marker) -> None:
    contact = next(contact for contact in content.contacts if contact.phone)
    text = marker.text(f"Call [@contact:{contact.id}].", "Say")
    assert f"[{contact.phone}]({phone_href(contact.phone or '')})" in text


@pytest.mark.parametrize(
    ("phone", "link"),
    [("1-800-985-3059", "tel:+18009853059"), ("800-985-3059", "tel:+18009853059"), ("211", "tel:211")],
)
def test_a_number_is_dialled_as_it_stands(phone: str, link: str) -> None:
    assert phone_href(phone) == link


@pytest.mark.parametrize(
    ("here", "there", "link"),
    [
        ("index.md", "steps/pause.md", "steps/pause/"),
        ("steps/pause.md", "index.md", "../../"),
        ("steps/pause.md", "steps/index.md", "../"),
        ("steps/pause.md", "sources.md", "../../sources/"),
        ("index.md", "index.md", "./"),
    ],
)
def test_an_address_works_wherever_the_site_lives(here: str, there: str, link: str) -> None:
    assert href(here, there) == link


def test_a_place_on_the_same_page_needs_no_path() -> None:
    assert href("rules.md", "rules.md", "gate") == "#gate"
    assert file_link("steps/a.md", "rules.md", "gate") == "../rules.md#gate"
