"""The reader's case file `casebook/1`: its shape, reading it with every problem named, and its canonical text.

Anything may be missing or null. Keys nobody knows are kept and written back, so an older version never loses a newer
version's notes. Amounts are text, dates are ISO, and nothing here decides anything.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Annotated

from rulebook.decode import READER_FILE, Problem, Shape, decode, to_plain
from rulebook.guide import Guide
from rulebook.json_text import read_json
from rulebook.meaning import meaning_problems

FORMAT = "casebook/1"

Extra = Mapping[str, object]
Answers = Mapping[str, str]
Day = date  # a name of its own, because records have a field called `date`


@dataclass(frozen=True)
class Private:
    """Amounts that never reach the other side."""

    pay_now: Decimal | None = None
    pay_monthly: Decimal | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True)
class Reader:
    """Who writes, for whom, and where an answer may reach them."""

    name: str | None = None
    address: str | None = None
    phone: str | None = None
    for_: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True)
class Household:
    """What is asked once, for all bills; income is dollars a year."""

    size: int | None = None
    state: str | None = None
    income: Decimal | None = None
    answers: Answers = field(default_factory=dict)
    private: Private = Private()
    reader: Reader = Reader()
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True)
class Plan:
    """The health plan, as it stands on the card."""

    name: str | None = None
    member_id: str | None = None
    phone: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True)
class Amounts:
    """What the papers say, in dollars."""

    billed: Decimal | None = None
    balance: Decimal | None = None
    estimate: Decimal | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True)
class Dates:
    """Dates printed on papers, or days something happened."""

    service: Day | None = None
    first_bill: Day | None = None
    due: Day | None = None
    eob: Day | None = None
    denial: Day | None = None
    final_denial: Day | None = None
    appeal_printed: Day | None = None
    appeal_sent: Day | None = None
    last_payment: Day | None = None
    collector_letter: Day | None = None
    collector_deadline: Day | None = None
    eca_notice: Day | None = None
    eca_deadline: Day | None = None
    court_deadline: Day | None = None
    records_request: Day | None = None
    coverage_lost: Day | None = None
    birth: Day | None = None
    pay_by: Day | None = None
    promo_end: Day | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True)
class Line:
    """One line of an itemized bill; the reader's `mark` says what they know about it."""

    date: Day | None = None
    code: str | None = None
    modifiers: tuple[str, ...] = ()
    description: str | None = None
    units: Decimal | None = None
    amount: Decimal | None = None
    revenue: str | None = None
    mark: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True)
class EobLine:
    """One line of the plan's explanation of benefits."""

    date: Day | None = None
    code: str | None = None
    units: Decimal | None = None
    billed: Decimal | None = None
    allowed: Decimal | None = None
    plan_paid: Decimal | None = None
    deductible: Decimal | None = None
    copay: Decimal | None = None
    coinsurance: Decimal | None = None
    not_covered: Decimal | None = None
    group: str | None = None
    reason: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True)
class Payment:
    """Money the reader has already paid on a bill."""

    date: Day | None = None
    amount: Decimal | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True)
class Bill:
    """One biller's bill; several may belong to one visit."""

    id: str = ""
    biller_name: str | None = None
    biller_address: str | None = None
    biller_phone: str | None = None
    account: str | None = None
    claim_number: str | None = None
    patient: str | None = None
    visit: str | None = None
    answers: Answers = field(default_factory=dict)
    amounts: Amounts = Amounts()
    dates: Dates = Dates()
    done: Mapping[str, Day] = field(default_factory=dict)
    lines: tuple[Line, ...] = ()
    eob: tuple[EobLine, ...] = ()
    payments: tuple[Payment, ...] = ()
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True)
class Paper:
    """A paper the reader has, asked for or misses."""

    bill: str | None = None
    kind: str | None = None
    have: str | None = None
    where: str | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True)
class LogEntry:
    """One call, letter or visit, as the reader wrote it down."""

    date: Day | None = None
    bill: str | None = None
    kind: str | None = None
    with_: str | None = None
    reference: str | None = None
    said: str | None = None
    promised: str | None = None
    next: Day | None = None
    extra: Extra = field(default_factory=dict)


@dataclass(frozen=True)
class Case:
    """Everything the reader keeps on this device."""

    format: Annotated[str, Shape(r"casebook/1", '"casebook/1"', "this file was made by something else")] = FORMAT
    household: Household = Household()
    plan: Plan = Plan()
    bills: tuple[Bill, ...] = ()
    papers: tuple[Paper, ...] = ()
    log: tuple[LogEntry, ...] = ()
    extra: Extra = field(default_factory=dict)


def read_case(text: str, guide: Guide) -> tuple[Case | None, tuple[Problem, ...]]:
    """Read a case file; the case is None when there is any problem, and all problems are named."""
    plain, problems = read_json(text)
    return (None, problems) if problems else case_from(plain, guide)


def case_from(plain: object, guide: Guide) -> tuple[Case | None, tuple[Problem, ...]]:
    """Read a case from plain values, as `read_case` does from text."""
    newer = _newer_format(plain)
    if newer:
        return None, (newer,)
    case, problems = decode(Case, plain, READER_FILE)
    problems += meaning_problems(plain, guide)
    return (None, problems) if case is None or problems else (_with_bill_ids(case), ())


def canonical(case: Case) -> str:
    """The one text of a case: sorted keys, one-space indent, final newline; encode it as UTF-8."""
    return json.dumps(to_plain(case), ensure_ascii=False, sort_keys=True, indent=1) + "\n"


def is_newer(text: str) -> bool:
    """Whether this text is a case file that a newer version made."""
    plain, problems = read_json(text)
    return not problems and _newer_format(plain) is not None


def _newer_format(plain: object) -> Problem | None:
    found = plain.get("format") if isinstance(plain, dict) else None
    number = re.fullmatch(r"casebook/(\d{1,9})", found) if isinstance(found, str) else None
    if number is None or int(number[1]) <= 1:
        return None
    hint = "nothing in the file was changed; update Footing, then open it again"
    return Problem(("format",), f'"{found}" was made by a newer version of Footing', hint)


def _with_bill_ids(case: Case) -> Case:
    taken = {bill.id for bill in case.bills}
    bills = []
    for place, bill in enumerate(case.bills, start=1):
        name = bill.id or f"bill-{place}"
        while not bill.id and name in taken:
            name += "-x"
        taken.add(name)
        bills.append(replace(bill, id=name))
    return replace(case, bills=tuple(bills))
