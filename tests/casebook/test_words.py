"""Words for the coach: looked over, changed with one tap, taken back, and kept nowhere."""

import json

from casebook.border import Border
from casebook.place import Place
from rulebook.guide import Guide
from tests.casebook.random_actions import HOSTILE
from tests.casebook.screens import attributes
from tests.casebook.sitting import Sitting, opened, with_bills

TEXT = "Hello,\nI know I owe it. Which options exist? I am sorry."


def looked(guide: Guide, text: str) -> Sitting:
    return opened(guide).does("look-words", {"words": text})


def marked(sitting: Sitting) -> list[str]:
    """What the screen marks."""
    return [mark.text() for mark in sitting.page.css(".looked mark")]


def names(sitting: Sitting, action: str) -> list[str]:
    """The marks that a tap can use or leave, by what the form sends."""
    return attributes(sitting.page, f'form:has([data-action="{action}"]) input', "value")


def test_a_text_is_shown_as_it_was_written_with_each_mark_in_its_place(guide: Guide) -> None:
    page = looked(guide, TEXT).page
    assert marked(looked(guide, TEXT)) == ["I know I owe", "Which options", "I am sorry"]
    for number in page.css(".looked .looked__n"):
        number.decompose()
    assert page.css(".looked")[0].text() == TEXT


def test_every_mark_has_its_card_in_order_and_its_number_at_its_end(guide: Guide) -> None:
    page = looked(guide, TEXT).page
    assert attributes(page, "section[data-kind]", "data-kind") == ["admission-of-debt", "P-L2", "P-S8"]
    assert [number.text() for number in page.css(".looked .looked__n")] == ["1", "2", "3"]
    assert [number.text() for number in page.css("h2 .looked__n")] == ["1", "2", "3"]
    assert "2 places tend to close a door" in page.css(".lead")[0].text()
    assert "One place opens a door" in page.css(".lead")[1].text()


def test_one_tap_puts_the_better_sentence_in_and_one_takes_it_back(guide: Guide) -> None:
    before = looked(guide, TEXT)
    used = before.does("use-words", {"mark": names(before, "use-words")[0]})
    instead = {row.id: row.instead for row in guide.phrases.rows}["says-it-is-owed"]
    assert used.desk.draft.text == f"Hello,\n{instead} Which options exist? I am sorry."
    assert marked(used) == ["Which options", "I am sorry"]
    back = used.does("words-back")
    assert back.desk.draft == before.desk.draft
    assert back.page.css('[data-action="words-back"]') == []


def test_every_better_sentence_can_be_taken_until_nothing_closes_a_door(guide: Guide) -> None:
    sitting = looked(guide, TEXT)
    while found := names(sitting, "use-words"):
        sitting = sitting.does("use-words", {"mark": found[0]})
    assert sitting.page.css(".card--closes") == []
    assert "nothing that tends to close a door" in sitting.page.text()
    assert len(sitting.desk.draft.before) == 2


def test_a_mark_that_is_left_stays_left_and_its_words_stay(guide: Guide) -> None:
    before = looked(guide, TEXT)
    left = before.does("leave-words", {"mark": names(before, "leave-words")[0]})
    assert (left.desk.draft.text, marked(left)) == (TEXT, ["Which options", "I am sorry"])
    again = left.does("write-words").does("look-words", {"words": f"Well. {TEXT}"})
    assert marked(again) == ["Which options", "I am sorry"]


def test_a_blank_is_filled_in_by_the_reader_and_praise_has_nothing_to_tap(guide: Guide) -> None:
    assert names(looked(guide, "Dear [name], which options exist?"), "use-words") == []
    assert names(looked(guide, "Dear [name], which options exist?"), "leave-words") == ["5-placeholder"]


def test_a_mark_that_is_gone_changes_nothing(guide: Guide) -> None:
    before = looked(guide, TEXT)
    for name in ("99-apology", "", "7-no-such", "x"):
        for action in ("use-words", "leave-words"):
            assert before.does(action, {"mark": name}).desk.draft == before.desk.draft


def test_a_text_of_20000_letters_is_looked_over_and_one_more_is_too_long(guide: Guide) -> None:
    assert looked(guide, "x" * 20_000).desk.draft.is_looked_over
    refused = looked(guide, "x" * 20_001)
    assert refused.troubled == ["words"]
    assert "20,000" in refused.desk.troubles[0].words
    assert refused.page.css("textarea")[0].text() == "x" * 20_001
    assert looked(guide, " \n").troubled == ["words"]


def test_words_survive_a_walk_through_the_tool_and_undo_but_not_a_new_start(guide: Guide) -> None:
    kept = looked(guide, TEXT).does("go", screen="device").does("add-bill", {"holder": "provider"}).does("undo")
    assert marked(kept.does("go", screen="words"))
    assert kept.does("start-over").desk.draft.text == ""
    assert kept.does("erase-all", {"sure": "yes"}).desk.draft.text == ""
    assert kept.does("clear-words").desk.draft.text == ""


def test_back_leads_to_the_bill_the_reader_came_from(guide: Guide) -> None:
    sitting = with_bills(guide, 2).does("go", screen="words", bill="bill-2")
    assert sitting.place == Place("words", "bill-2")
    assert sitting.does("look-words", {"words": TEXT}).does("back").place == Place("bill", "bill-2")
    assert with_bills(guide, 1).does("go", screen="words").does("back").place == Place()
    assert opened(guide).does("go", screen="words").does("back").place == Place("add")


def test_a_link_of_the_guide_opens_the_screen_and_adds_no_bill(guide: Guide) -> None:
    arrived = opened(guide).does("arrive", {"screen": "words"})
    assert (arrived.place, arrived.case.bills) == (Place("words"), ())
    assert opened(guide).does("arrive", {"screen": "erase"}).place == Place("add")


def test_words_are_in_no_case_no_backup_and_no_place() -> None:
    border = Border("en")
    border.open("", "2026-11-24")
    for name, fields in (("add-bill", {"holder": ["provider"]}), ("look-words", {"words": ["zebra. I owe it."]})):
        answer = json.loads(border.act(json.dumps({"name": name, "fields": fields}), "2026-11-24"))
    assert "zebra" in answer["html"]
    assert answer["passing"] is True
    told = {name: value for name, value in answer.items() if name != "html"}
    assert "zebra" not in json.dumps(told)
    elsewhere = json.loads(border.act('{"name": "back"}', "2026-11-24"))
    assert elsewhere["passing"] is False
    assert "zebra" not in json.dumps(elsewhere)


def test_other_notes_from_another_window_leave_the_words_alone() -> None:
    border = Border("en")
    border.act('{"name": "look-words", "fields": {"words": ["zebra"]}}', "2026-11-24")
    border.open("", "2026-11-24")
    assert "zebra" in border.act('{"name": "go", "screen": "words"}', "2026-11-24")


def test_hostile_words_stay_words(guide: Guide) -> None:
    for text in HOSTILE:
        page = looked(guide, f"I am sorry. {text}").page
        assert {node.tag for node in page.css(".looked *")} <= {"mark", "span"}
        assert page.css("script, img, svg[onload], iframe, [onfocus]") == []
