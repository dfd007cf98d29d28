"""Card and bank numbers are known by their length, their start and their check digit, and by nothing less."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.numbers import is_card_number, is_routing_number, secret_numbers

DIGITS = st.text("0123456789", min_size=12, max_size=20)
CARDS = (
    "4111111111111111",
    "5555555555554444",
    "378282246310005",
    "6011111111111117",
    "30569309025904",
    "4222222222222",
)


def check_digit(digits: str) -> str:
    """Luhn's digit the long way: double every second from the right, add the digits of all."""
    total = sum(sum(map(int, str(int(digit) * (2 - place % 2)))) for place, digit in enumerate(reversed(digits)))
    return str(-total % 10)


@pytest.mark.parametrize("digits", CARDS)
def test_numbers_that_card_networks_publish_for_tests_are_cards(digits: str) -> None:
    assert is_card_number(digits)


@given(DIGITS)
def test_the_check_digit_decides(digits: str) -> None:
    whole = "4" + digits[1:] + check_digit("4" + digits[1:])
    assert is_card_number(whole) is (13 <= len(whole) <= 19)
    others = [whole[:-1] + digit for digit in "0123456789" if digit != whole[-1]]
    assert not any(map(is_card_number, others))


@pytest.mark.parametrize(("length", "is_card"), [(12, False), (13, True), (19, True), (20, False)])
def test_a_card_has_13_to_19_digits(length: int, is_card: bool) -> None:
    start = "4" + "0" * (length - 2)
    assert is_card_number(start + check_digit(start)) is is_card


@pytest.mark.parametrize(("digits", "is_bank"), [
    ("021000021", True), ("026009593", True), ("011401533", True),
    ("021000022", False),  # another check digit
    ("000000000", False), ("132000008", False),  # no district
    ("02100002", False), ("0210000210", False),
])  # fmt: skip
def test_a_routing_number_has_nine_digits_a_district_and_a_check_digit(digits: str, is_bank: bool) -> None:
    assert is_routing_number(digits) is is_bank


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("4111 1111 1111 1111", ["4111 1111 1111 1111"]),
        ("4111-1111-1111-1111, 12/27", ["4111-1111-1111-1111"]),
        ("4111 1111 1111 1111 123", ["4111 1111 1111 1111"]),
        ("3782 822463 10005", ["3782 822463 10005"]),
        ("021000021 4111111111111111", ["021000021", "4111111111111111"]),
        ("ABC4111111111111111", []),
        ("4111111111111111X", []),
        ("41111111111111110", []),
        ("4 1 1 1 1 1 1 1 1 1 1 1 1 1 1 1", []),
        ("4111  1111 1111 1111", []),  # two blanks: columns of something else
    ],
)
def test_groups_side_by_side_make_one_number(text: str, found: list[str]) -> None:
    assert [text[start:end] for start, end in secret_numbers(text)] == found
