"""Count days and months the way our deadlines do: the day itself still counts, no weekend or holiday moves it."""

import calendar
from datetime import date, timedelta


def add_days(start: date, days: int) -> date:
    """The day `days` after `start`: March 3 plus 240 days is October 29."""
    return start + timedelta(days=days)


def add_months(start: date, months: int) -> date:
    """The same day some months later; where there is none, the 1st of the next month (45 CFR 147.136(d)(2)(i))."""
    year, month = _month_after(start, months)
    if start.day > calendar.monthrange(year, month)[1]:
        year, month = _month_after(date(year, month, 1), 1)
        return date(year, month, 1)
    return date(year, month, start.day)


def end_of_month(start: date, months: int) -> date:
    """The last day of the month that is `months` after the month of `start`."""
    year, month = _month_after(start, months)
    return date(year, month, calendar.monthrange(year, month)[1])


def years_before(day: date, years: int) -> date:
    """The latest day from which `years` whole years have passed: the same day, or Feb 28 where there is no Feb 29."""
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return date(day.year - years, 2, 28)


def is_within(day: date, first: date | None, last: date | None) -> bool:
    """Whether a day lies between two others, both of which still count; None leaves that side open."""
    return (first is None or first <= day) and (last is None or day <= last)


def _month_after(start: date, months: int) -> tuple[int, int]:
    index = start.year * 12 + start.month - 1 + months
    return index // 12, index % 12 + 1
