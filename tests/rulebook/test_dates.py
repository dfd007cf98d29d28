"""Days and months are counted from the start, the day itself still counts, and no weekend or holiday moves a date."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rulebook.dates import add_days, add_months, end_of_month, years_before
from rulebook.deadlines import days_before

DAYS = st.dates(date(1900, 1, 1), date(2199, 12, 31))


@pytest.mark.parametrize(
    ("start", "days", "end"),
    [
        (date(2026, 3, 3), 240, date(2026, 10, 29)),  # 28 + 30 + 31 + 30 + 31 + 31 + 30 = 211 to Sep 30, 29 more
        (date(2026, 3, 20), 240, date(2026, 11, 15)),  # a Sunday: it stays
        (date(2026, 8, 20), 240, date(2027, 4, 17)),  # 11 + 30 + 31 + 30 + 31 + 31 + 28 + 31 = 223 to Mar 31, 17 more
        (date(2028, 2, 28), 1, date(2028, 2, 29)),
        (date(2027, 2, 28), 1, date(2027, 3, 1)),
        (date(2026, 12, 31), 30, date(2027, 1, 30)),
    ],
)
def test_days_are_counted_from_the_day_after_the_start(start: date, days: int, end: date) -> None:
    assert add_days(start, days) == end


@pytest.mark.parametrize(
    ("start", "months", "end"),
    [
        (date(2026, 10, 30), 4, date(2027, 3, 1)),  # there is no Feb 30: the 1st of the next month
        (date(2026, 10, 31), 4, date(2027, 3, 1)),
        (date(2026, 10, 29), 4, date(2027, 3, 1)),  # nor a Feb 29 in 2027
        (date(2027, 10, 29), 4, date(2028, 2, 29)),  # 2028 has one
        (date(2026, 10, 28), 4, date(2027, 2, 28)),
        (date(2026, 7, 31), 4, date(2026, 12, 1)),  # there is no Nov 31
        (date(2026, 8, 31), 4, date(2026, 12, 31)),
        (date(2026, 9, 1), 4, date(2027, 1, 1)),
    ],
)
def test_months_keep_the_day_or_go_to_the_first_of_the_next(start: date, months: int, end: date) -> None:
    assert add_months(start, months) == end


@given(DAYS, st.integers(0, 40))
def test_months_land_in_their_month_or_on_the_first_after_it(start: date, months: int) -> None:
    end = add_months(start, months)
    passed = (end.year - start.year) * 12 + end.month - start.month
    assert (passed, end.day) in ((months, start.day), (months + 1, 1))
    assert add_months(start, 0) == start


@given(DAYS, st.integers(0, 40))
def test_the_end_of_a_month_is_the_day_before_a_first(start: date, months: int) -> None:
    end = end_of_month(start, months)
    assert (end + timedelta(days=1)).day == 1
    assert (end.year - start.year) * 12 + end.month - start.month == months


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2026, 11, 24), date(2024, 11, 24)),
        (date(2028, 2, 29), date(2026, 2, 28)),  # two whole years from Mar 1, 2026 end on Mar 1, 2028: not yet
        (date(2028, 3, 1), date(2026, 3, 1)),
        (date(2026, 2, 28), date(2024, 2, 28)),  # from Feb 29, 2024 they end on Mar 1, 2026: not yet
        (date(2026, 3, 1), date(2024, 3, 1)),
    ],
)
def test_years_before_is_the_latest_day_from_which_whole_years_have_passed(day: date, before: date) -> None:
    assert years_before(day, 2) == before


@given(DAYS, st.integers(0, 400))
def test_no_weekend_moves_a_date(start: date, days: int) -> None:
    assert (add_days(start, days) - start).days == days


@given(DAYS, st.integers(0, 60), DAYS)
def test_a_day_early_is_never_in_the_past(day: date, days: int, on: date) -> None:
    early = days_before(day, days, on)
    assert early >= on
    assert early == on or (day - early).days == days
