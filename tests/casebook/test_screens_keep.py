"""Nobody else's words become HTML, and what a reader can pay stays where the reader keeps it."""

import json
import random
import re
from collections.abc import Iterator
from dataclasses import replace

from selectolax.lexbor import LexborHTMLParser

from casebook.place import Place
from rulebook.case import canonical, case_from
from tests.casebook.random_actions import MARKUP
from tests.casebook.screens import GUIDE, OF_ONE_BILL, SOME, Known, attributes, said_of, sittings
from tests.casebook.sitting import Sitting, opened

PAY_NOW, PAY_MONTHLY, SAVINGS = "7131.00", "4273.00", "77123.00"


def hostile_texts(count: int) -> list[str]:
    dice = random.Random(61)
    made = ["".join(dice.choices(MARKUP, k=2))[: dice.randrange(10, 110)] for _ in range(count)]
    return [*MARKUP, *made]


def told_by(text: str) -> Iterator[Sitting]:
    """Screens with this text wherever a reader, a file or an address can put one."""
    bill = {
        "id": text,
        "biller-name": text,
        "account": text,
        "biller-phone": text,
        "visit": text,
        "amounts": {"balance": "5.00"},
        "answers": {"holder": "collector", text: text},
        "done": {text: "2026-08-02", "pause": "2026-08-02"},
        text: text,
    }
    plain = {"format": "casebook/1", "bills": [bill, {"id": "other"}], text: text}
    case, problems = case_from(plain, GUIDE)
    assert case is not None, problems
    opening = opened(GUIDE, case)
    typed = dict.fromkeys(("amount.balance", "date.denial", "size", "income", "pay-now", "state"), f"<{text}")
    names = dict.fromkeys(("biller-name", "account", "biller-phone"), text)
    yield opening
    yield from (opening.at(Place(screen, text)) for screen in OF_ONE_BILL)
    yield opening.at(Place("question", text, "holder", text, (text,)))
    yield opening.at(Place("edit", text)).does("edit-bill", {**names, **typed}, bill=text)
    yield opening.at(Place("edit", "other")).does("edit-bill", names, bill="other")
    yield opening.does("add-bill").does("add-bill", {**names, **typed, "holder": text})
    yield opening.at(Place("household")).does("household", typed)
    yield opening.does("restore", {"file": json.dumps({"format": f"<{text}"})})
    yield opening.does("remove-bill", bill=text)
    yield opening.does("go", {text: text}, bill=text, step=text, question=text, screen=text, done=text)


def structure(html: str) -> list[tuple[str | None, list[str]]]:
    """The elements of a screen in order, each with the names of its attributes."""
    root = LexborHTMLParser(html).root
    assert root is not None
    return [(node.tag, sorted(node.attributes)) for node in root.traverse(include_text=False)]


def test_text_of_a_reader_or_a_file_adds_no_element_and_no_attribute() -> None:
    harmless = [structure(sitting.html) for sitting in told_by("x" * 20)]
    for text in hostile_texts(200):
        for sitting, other in zip(told_by(text), harmless, strict=True):
            assert structure(sitting.html) == other, f"{sitting.place}: {text!r}"


def test_text_of_a_reader_is_shown_as_it_was_written() -> None:
    for text in hostile_texts(40):
        clean = " ".join(text.split())
        case, _ = case_from({"format": "casebook/1", "bills": [{"id": "er", "biller-name": clean}]}, GUIDE)
        page = opened(GUIDE, case).at(Place("edit", "er")).page
        assert attributes(page, 'input[name="biller-name"]', "value") == [clean]
        assert page.css(".kicker")[0].text() == clean


def with_limits(known: Known) -> Known:
    """The case of a reader who has said what they can pay, in amounts that stand nowhere else."""
    plain = json.loads(canonical(known.case))
    plain["household"]["private"] = {"pay-now": PAY_NOW, "pay-monthly": PAY_MONTHLY, "savings": SAVINGS}
    case, problems = case_from(plain, GUIDE)
    assert case is not None, problems
    return replace(known, case=case)


def secrets(known: Known) -> set[str]:
    """The reader's limits and own numbers, unless the papers of a bill say the same."""
    own = [bill["offer"][name] for bill in said_of(known)["bills"] if bill["offer"] for name in NUMBERS]
    own += [bill["instalment"]["amount"] for bill in said_of(known)["bills"] if bill["instalment"]]
    papers = [amount for bill in known.case.bills for amount in vars(bill.amounts).values() if amount]
    papers += [known.case.household.income or 0]
    return {plain(one) for one in (PAY_NOW, PAY_MONTHLY, SAVINGS, *own)} - {plain(str(one)) for one in papers}


NUMBERS = ("opening", "target", "limit")


def plain(amount: str) -> str:
    return amount.replace(",", "").removesuffix(".00")


def test_what_a_reader_can_pay_stands_on_the_household_screen_and_the_offer_card_alone() -> None:
    """Dollars anywhere else, in words or in attributes, are those of papers and laws."""
    offers = 0
    for turn, known in enumerate(map(with_limits, SOME[::2])):
        hidden = secrets(known)
        for sitting in sittings(GUIDE, known, turn):
            if sitting.place.screen == "household":
                continue
            page = sitting.page
            for card in page.css(".card--offer"):
                card.decompose()
                offers += 1
            dollars = {plain(found) for found in re.findall(r"\$\s*([\d,]+(?:\.\d+)?)", page.html or "")}
            typed = {plain(value) for value in attributes(page, "input", "value")}
            assert hidden & (dollars | typed) == set(), f"{known.name}: {sitting.place}"
    assert offers > 20


def test_nothing_said_aloud_and_no_title_holds_an_amount() -> None:
    before = opened(GUIDE).does("add-bill", {"amount.balance": "900"})
    after = before.does("household", {"pay-now": PAY_NOW, "pay-monthly": PAY_MONTHLY, "income": "52000"})
    assert re.findall(r"\d{3,}", after.desk.said + after.desk.undo) == []
