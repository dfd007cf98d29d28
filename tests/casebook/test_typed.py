"""What people type is read kindly where it is clear, and refused with what helps where it is not."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from casebook.typed import Form
from casebook.words import Words
from rulebook.case import Amounts, Bill, Case, Dates, Household, canonical, read_case
from rulebook.guide import Guide
from tests.casebook.sitting import action

FIELD = "typed"
ANY_TEXT = st.one_of(
    st.text(),
    st.text(alphabet="0123456789$,. -x", max_size=20),
    st.text(alphabet="0123456789/-. ", max_size=12),
    st.from_regex(r"\$? ?\d{1,3}(,\d{3}){0,4}(\.\d{0,3})?", fullmatch=True),
    st.from_regex(r"\d{1,2}[/.-]\d{1,2}[/.-]\d{4}", fullmatch=True),
    st.dates().map(date.isoformat),
)


def form(guide: Guide, text: str) -> Form:
    return Form(action("edit-bill", {FIELD: text}), Words(guide.words), [])


def amount(guide: Guide, text: str) -> Decimal | str | None:
    """The amount, or what helps."""
    typed = form(guide, text)
    found = typed.amount(FIELD)
    return typed.troubles[0].words if typed.troubles else found


def day(guide: Guide, text: str) -> date | str | None:
    """The day, or what helps."""
    typed = form(guide, text)
    found = typed.day(FIELD)
    return typed.troubles[0].words if typed.troubles else found


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("$4,200", "4200"),
        ("4200", "4200"),
        ("$ 4200", "4200"),
        ("  4,200.5 ", "4200.5"),
        ("4 200.50", "4200.50"),
        ("0", "0"),
        ("0.01", "0.01"),
        ("1,234,567.89", "1234567.89"),
        ("1" * 12, "1" * 12),  # twelve digits are the most that a case file holds
        ("111,111,111,111.11", "111111111111.11"),
        ("-5", "-5"),  # a credit
        ("-$1,200.50", "-1200.50"),
    ],
)
def test_dollars_are_read_as_people_write_them(guide: Guide, text: str, read: str) -> None:
    found = amount(guide, text)
    assert found == Decimal(read)
    assert str(found) == read


@pytest.mark.parametrize(
    "text",
    ["1.234,56", "1,23", "12,34,567", "4,2x", "4.200.50", "4200.505", "4200.", ".50", "−5", "(5)", "5-", "+5",
     "1e3", "NaN", "Infinity", "٤٢", "²", "$$4", "4$", "1" * 13, "1,111,111,111,111", "four"],
)  # fmt: skip
def test_what_could_be_two_amounts_or_none_is_refused(guide: Guide, text: str) -> None:
    assert amount(guide, text) == guide.words["tool.not-an-amount"]


@pytest.mark.parametrize("text", ["", " ", "\t\n"])
def test_an_empty_amount_or_day_clears(guide: Guide, text: str) -> None:
    assert amount(guide, text) is None
    assert day(guide, text) is None
    assert amount(guide, "$" + text) is None


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026-08-02", date(2026, 8, 2)),
        ("8/2/2026", date(2026, 8, 2)),
        ("08/02/2026", date(2026, 8, 2)),
        (" 8-2-2026 ", date(2026, 8, 2)),
        ("8.2.2026", date(2026, 8, 2)),
        ("2/29/2028", date(2028, 2, 29)),
        ("2/29/2000", date(2000, 2, 29)),
        ("1900-01-01", date(1900, 1, 1)),
        ("12/31/2199", date(2199, 12, 31)),
    ],
)
def test_a_day_is_read_with_the_month_first_or_as_a_browser_sends_it(guide: Guide, text: str, read: date) -> None:
    assert day(guide, text) == read


@pytest.mark.parametrize(
    "text",
    ["2/29/2026", "2/29/2100", "2026-02-29", "2/30/2028", "13/1/2026", "0/1/2026", "1/0/2026", "4/31/2026", "8/2/26",
     "8/2", "2026", "2026/08/02", "20260802", "12/31/1899", "1899-12-31", "1/1/2200", "2200-01-01", "1/1/0000",
     "8/2/2026 10:00", "٨/٢/٢٠٢٦", "yesterday"],
)  # fmt: skip
def test_what_is_no_day_of_our_calendar_is_refused(guide: Guide, text: str) -> None:
    assert day(guide, text) == guide.words["tool.not-a-date"]


@pytest.mark.parametrize(
    ("text", "read"),
    [("1", 1), ("99", 99), (" 3 ", 3), ("", None), ("0", "?"), ("100", "?"), ("-1", "?"), ("2.5", "?"), ("two", "?"),
     ("٣", "?")],
)  # fmt: skip
def test_a_household_has_1_to_99_people(guide: Guide, text: str, read: int | str | None) -> None:
    typed = form(guide, text)
    found = typed.people(FIELD)
    assert (guide.words["tool.not-people"] if read == "?" else None) == next((t.words for t in typed.troubles), None)
    assert found == (None if read == "?" else read)


@pytest.mark.parametrize(("length", "fits"), [(119, True), (120, True), (121, False)])
def test_a_name_has_at_most_120_letters(guide: Guide, length: int, fits: bool) -> None:
    typed = form(guide, "é" * length)
    assert typed.name(FIELD) == "é" * length
    assert [trouble.field for trouble in typed.troubles] == ([] if fits else [FIELD])


def test_a_name_is_one_line_without_what_nobody_sees(guide: Guide) -> None:
    """Control characters, line ends and marks that turn the writing direction become a blank; blanks are joined."""
    unseen = [*range(0x20), *range(0x7F, 0xA0), 0x61C, *range(0x200B, 0x2010), *range(0x2028, 0x202F)]
    unseen += [*range(0x2060, 0x206A), 0xFEFF]
    for code in unseen:
        assert form(guide, f"Mercy{chr(code)}Hospital").name(FIELD) == "Mercy Hospital", hex(code)
    assert form(guide, "\u202e Mercy \u2066\u00a0\n Hospital\u200f ").name(FIELD) == "Mercy Hospital"
    assert form(guide, "\u202e\n\u200b").name(FIELD) is None


def test_a_name_keeps_what_a_name_may_hold(guide: Guide) -> None:
    for name in ("Mercy & Sons <Lab>", "St. Mary’s “East”", "Клиника №1", "医院", "O'Neil; DROP", "🙂", "${x} {{ y }}"):
        assert form(guide, name).name(FIELD) == name


def test_a_choice_is_one_of_the_known_or_nothing(guide: Guide) -> None:
    known = {"OH": 1}
    assert [form(guide, text).choice(FIELD, known) for text in ("OH", " OH ", "oh", "XX", "")] == [
        "OH",
        "OH",
        *[None] * 3,
    ]


def test_the_last_of_several_values_counts_and_no_value_is_empty(guide: Guide) -> None:
    several = Form(action("edit-bill", {"a": ("1", "2"), "b": ()}), Words(guide.words), [])
    assert (several.amount("a"), several.amount("b")) == (Decimal(2), None)
    assert (several.has("b"), several.has("c")) == (True, False)


@given(text=ANY_TEXT)
def test_any_text_is_read_or_refused_and_what_is_read_can_be_kept(guide: Guide, text: str) -> None:
    """Whatever a form took can be written to the case file and read back as the same."""
    name, dollars, when, people = (form(guide, text) for _ in range(4))
    bill = Bill(
        "bill-1",
        name.name(FIELD),
        amounts=Amounts(balance=dollars.amount(FIELD)),
        dates=Dates(service=when.day(FIELD)),
    )
    if name.troubles:
        bill = Bill("bill-1", amounts=bill.amounts, dates=bill.dates)
    case = Case(household=Household(size=people.people(FIELD)), bills=(bill,))
    assert read_case(canonical(case), guide) == (case, ())
    for typed in (name, dollars, when, people):
        assert len(typed.troubles) <= 1
        assert all(trouble.field == FIELD and trouble.words for trouble in typed.troubles)
