"""Every screen keeps its contract with the page: what can be tapped, filled in, followed and read aloud."""

from selectolax.lexbor import LexborNode

from casebook.update import ACTIONS
from tests.casebook.screens import ALL_SCREENS, GUIDE, SOME, attribute, attributes, pages, shown
from tests.casebook.sitting import OF_THE_PAGE


def words(node: LexborNode) -> str:
    """What a button or a field is called."""
    return (attribute(node, "aria-label") or node.text()).strip()


def test_every_screen_of_every_case_can_be_shown_and_none_is_forgotten() -> None:
    """Nothing a template places is ever missing: an unknown name or word would be an error."""
    assert {sitting.place.screen for sitting, _ in shown()} == ALL_SCREENS
    assert {sitting.place.question for sitting, _ in shown()} >= set(GUIDE.question)
    assert {known.name.split(":")[0] for known in SOME} > {"court", "offers-and-plans"}
    assert sum(bool(sitting.desk.troubles) for sitting, _ in shown()) > 100
    assert len(shown()) > 2_500


def test_each_screen_has_one_heading_that_takes_the_focus() -> None:
    for sitting, page in pages():
        assert len(page.css("h1")) == 1, sitting.place
        assert len(page.css("[data-focus]")) == 1, sitting.place
        assert attributes(page, "[data-focus]", "tabindex") == ["-1"], sitting.place
        assert page.css("h1")[0].text().strip()


def test_a_question_is_a_fieldset_with_exactly_its_answers() -> None:
    """On the one screen of rare questions the first answer, none of these, is what nothing ticked means."""
    for sitting, page in pages():
        for fieldset in page.css("fieldset"):
            question = GUIDE.question[attribute(fieldset, "data-question")]
            assert {*attributes(fieldset, "input", "name")} == {question.id}
            is_rare_screen = sitting.place.screen == "rare"
            answers = question.answer_ids[1:] if is_rare_screen else question.answer_ids
            assert attributes(fieldset, "input", "value") == list(answers)
            assert {*attributes(fieldset, "input", "type")} == {"checkbox" if is_rare_screen else "radio"}
            assert question.ask in fieldset.css("legend")[0].text()
            assert is_rare_screen or len(fieldset.css("[checked]")) <= 1


def test_an_answer_that_is_stored_is_the_one_that_is_chosen() -> None:
    for sitting, page in pages():
        if sitting.place.screen != "answers":
            continue
        bill = next(bill for bill in sitting.case.bills if bill.id == sitting.place.bill)
        stored = {**bill.answers, **sitting.case.household.answers}
        for fieldset in page.css("fieldset"):
            question = GUIDE.question[attribute(fieldset, "data-question")]
            answers = sitting.case.household.answers if question.scope == "household" else stored
            assert attributes(fieldset, "[checked]", "value") == [a for a in (answers.get(question.id),) if a]


def test_whatever_can_be_tapped_is_an_action_that_somebody_knows() -> None:
    known = set(ACTIONS) | OF_THE_PAGE
    found: set[str] = set()
    for _, page in pages():
        here = set(attributes(page, "[data-action]", "data-action"))
        assert here <= known
        found |= here
        assert set(attributes(page, "[data-action=go]", "data-screen")) <= ALL_SCREENS
        assert set(attributes(page, "[data-of-question]", "data-of-question")) <= set(GUIDE.question)
        assert set(attributes(page, "[data-of-step]", "data-of-step")) <= set(GUIDE.step)
    assert known - found == {"arrive", "undo", "words-back"}, "no screen here offers it; two come from the page"


def test_a_button_outside_a_form_sends_none_and_a_form_is_sent_by_its_button() -> None:
    for sitting, page in pages():
        for button in page.css("button"):
            assert attribute(button, "type") in ("button", "submit"), sitting.place
        for form in page.css("form"):
            sends = form.css("button[type=submit][data-action]")
            assert attribute(form, "method") == "dialog"
            assert len(sends) == 1 or "data-live" in form.attributes, sitting.place


def test_ids_stand_once_and_whatever_is_named_by_one_is_there() -> None:
    for sitting, page in pages():
        ids = attributes(page, "[id]", "id")
        assert len(set(ids)) == len(ids), sitting.place
        named = " ".join(attributes(page, "[aria-describedby]", "aria-describedby")).split()
        assert set(named) | set(attributes(page, "label[for]", "for")) <= set(ids), sitting.place


def test_every_field_has_one_label_and_every_label_its_field() -> None:
    for sitting, page in pages():
        for label in page.css("label"):
            inside = label.css("input, select, textarea")
            assert len(inside) == (0 if "for" in label.attributes else 1), sitting.place
            assert label.text().strip(), sitting.place
        fields = page.css('input:not([type="hidden"]), select, textarea')
        labelled = page.css("label input, label select")
        by_id = attributes(page, "label[for]", "for")
        assert sorted(by_id) == sorted(attribute(node, "id") for node in fields if "id" in node.attributes)
        assert len(labelled) + len(by_id) == len(fields), sitting.place


def test_every_button_link_and_summary_has_words() -> None:
    for sitting, page in pages():
        for node in page.css("button, a, summary, legend, option, h1, h2, h3"):
            assert words(node), f"{sitting.place}: {node.html}"


def test_buttons_that_do_different_things_are_called_differently() -> None:
    """A list of buttons read aloud makes sense: on a bill no two of them have one name and two meanings."""
    for _, page in pages():
        called: dict[str, set[str]] = {}
        for node in page.css("article button"):
            about = tuple(attribute(node, f"data-{name}") for name in ("action", "screen", "bill", "step", "question"))
            called.setdefault(words(node), set()).add(str(about))
        assert [name for name, meanings in called.items() if len(meanings) > 1] == []


def test_every_link_leads_to_a_page_of_the_site() -> None:
    known = {f"../steps/{step.id}/" for step in GUIDE.steps} | {f"../scripts/{one.id}/" for one in GUIDE.scripts}
    known |= {f"../sources/#{source.id}" for source in GUIDE.sources} | {f"../rules/#{row.id}" for row in GUIDE.rows}
    known |= {"../privacy/", "../changes/"} | {f"../letters/{one.id}/" for one in GUIDE.letters}
    known |= {f"../states/#{state.code}" for state in GUIDE.states}
    for sitting, page in pages():
        assert set(attributes(page, "a", "href")) <= known, sitting.place
        assert page.css("[src], [action], [formaction], link, script, iframe, object, base, meta, style") == []
        assert [href for href in attributes(page, "use", "href") if not href.startswith("#icon-")] == []


def test_a_trouble_stands_beside_its_field_with_what_was_typed() -> None:
    seen = set()
    for sitting, page in pages():
        for trouble in sitting.desk.troubles:
            if sitting.place.screen == "device":
                assert trouble.words in page.css('[role="alert"]')[0].text()
                continue
            (beside,) = page.css(f'[id="trouble-{trouble.field}"]')
            assert trouble.words in beside.text()
            (named,) = page.css(f'[aria-describedby~="trouble-{trouble.field}"]')
            if named.tag == "textarea":
                assert named.text() == sitting.desk.typed[trouble.field][-1]
            if named.tag == "input":
                assert attribute(named, "value") == sitting.desk.typed[trouble.field][-1]
                assert attribute(named, "aria-invalid") == "true"
            seen.add(sitting.place.screen)
    assert seen == {"add", "edit", "household", "question", "rare", "words"}
