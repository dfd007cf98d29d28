"""Numbers that nobody should give away in a talk about price: those of cards, and of banks."""

import re
from collections.abc import Iterator

RUN = r"(?<![\w-])[0-9]++(?!\w)(?:[ -][0-9]++(?!\w))*+"  # digits, in groups or not, that are no part of a word
CARD_DIGITS = range(13, 20)
CARD_STARTS = "23456"  # what cards begin with; 1 is an airline, 7 to 9 are fuel, health and the like
MOST_GROUPS, LEAST_IN_GROUP = 6, 2
ROUTING_DIGITS = 9
ROUTING_STARTS = {*range(1, 13), *range(21, 33), *range(61, 73), 80}  # Federal Reserve districts
ROUTING_WEIGHTS = (3, 7, 1) * 3

Place = tuple[int, int]


def secret_numbers(text: str) -> Iterator[Place]:
    """Where a card number or a bank's routing number stands, in characters; its check digit is right."""
    for run in re.finditer(RUN, text):
        groups = [(run.start() + group.start(), run.start() + group.end()) for group in re.finditer("[0-9]+", run[0])]
        banks = [(start, end) for start, end in groups if is_routing_number(text[start:end])]
        yield from sorted([*_cards(text, groups), *banks])


def _cards(text: str, groups: list[Place]) -> Iterator[Place]:
    """Groups side by side that make a card number together, each digit used once."""
    first = 0
    while first < len(groups):
        last = _card_from(text, groups, first)
        if last is not None:
            yield groups[first][0], groups[last][1]
        first = first + 1 if last is None else last + 1


def _card_from(text: str, groups: list[Place], first: int) -> int | None:
    digits = ""
    for place in range(first, min(first + MOST_GROUPS, len(groups))):
        start, end = groups[place]
        if end - start < LEAST_IN_GROUP or len(digits) + end - start > CARD_DIGITS.stop:
            return None
        digits += text[start:end]
        if is_card_number(digits):
            return place
    return None


def is_card_number(digits: str) -> bool:
    """Whether these could be the digits of a payment card: how many, how they begin, and Luhn's check digit."""
    if len(digits) not in CARD_DIGITS or digits[0] not in CARD_STARTS:
        return False
    doubled = (2 * int(digit) for digit in digits[-2::-2])
    return (sum(map(int, digits[-1::-2])) + sum(number // 10 + number % 10 for number in doubled)) % 10 == 0


def is_routing_number(digits: str) -> bool:
    """Whether these could be the nine digits of a US bank: its district and its check digit."""
    if len(digits) != ROUTING_DIGITS or int(digits[:2]) not in ROUTING_STARTS:
        return False
    return sum(weight * int(digit) for weight, digit in zip(ROUTING_WEIGHTS, digits, strict=True)) % 10 == 0
