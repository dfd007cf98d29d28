"""The gate and the path, written a second time by hand, for tests to compare with the content."""

from collections.abc import Callable, Collection

from rulebook.situation import MISSING, Situation

Said = Callable[[Situation, Collection[str], str], str | None]

BEFORE_JUDGMENT = ("papers", "hearing-or-order", "unsure")
BELOW_AID = ("still-owed",)


def _holder(s: Situation, _done: Collection[str], _step: str) -> str | None:
    if s["holder"] == "provider" or (s["holder"] == "collector" and s["validated"] == "verified"):
        return None
    if s["holder"] == "court":
        return "answer-court-papers" if s["court-stage"] in BEFORE_JUDGMENT else "respond-to-judgment"
    return "validate-debt"


def _rare(question: str, open_answers: Collection[str], first: str) -> Said:
    def row(s: Situation, _done: Collection[str], _step: str) -> str | None:
        if s[question] == MISSING:
            return f"ask:{question}"
        return None if s[question] in open_answers else first

    return row


def _insurance(s: Situation, _done: Collection[str], _step: str) -> str | None:
    coverage, claim = s["coverage"], s.get("claim")
    if coverage == "self-pay":
        return None
    if coverage in ("insured", "medicare") and (claim == "final" or (claim == "denied" and s["appeal"] == "over")):
        return None
    if coverage in ("medicaid", "medicare-plus-state-help", "unsure"):
        return "check-public-coverage"
    if coverage in ("insured-not-used", "va-tricare-ihs"):
        is_settled = s.get("unused-plan") == "without" or s.get("program-share") == "share"
        return None if is_settled else "confirm-insurance"
    return "appeal-denial" if claim == "denied" else "confirm-insurance"


def _late_coverage(s: Situation, _done: Collection[str], _step: str) -> str | None:
    late = s.get("late-coverage", "none")
    if late == "medicaid-maybe" and s["medicaid-request"] == "over":
        return None
    named = {MISSING: "ask:late-coverage", "none": None, "medicaid-maybe": "check-public-coverage"}
    return named.get(late, "check-retro-coverage")


def _medicaid_request(s: Situation, _done: Collection[str], _step: str) -> str | None:
    return "check-public-coverage" if s.get("medicaid-request") in ("applied", "approved", "refused") else None


def _protection(s: Situation, _done: Collection[str], _step: str) -> str | None:
    is_refused_for_good = s.get("protection") == "refused" and s["appeal"] == "over"
    is_waived = s.get("consent") == "yes" and s["ancillary"] == "no"
    if s.get("protection", "applied") == "applied" or is_refused_for_good or is_waived:
        return None
    return "use-surprise-protection"


def _estimate(s: Situation, done: Collection[str], _step: str) -> str | None:
    if "estimate" not in s or s["estimate-gap"] in ("within", "unknown") or "dispute-estimate" in done:
        return None
    return "dispute-estimate"


def _debt_age(s: Situation, _done: Collection[str], _step: str) -> str | None:
    is_young = s["debt-age"] == "recent" or (s["debt-age"] == "unknown" and s["holder"] == "provider")
    return None if is_young or s.get("checked-age") == "in-time" else "check-old-debt"


def _itemized(s: Situation, _done: Collection[str], _step: str) -> str | None:
    if s["bill-kind"] == "itemized" or s["eob-match"] == "yes":
        return None
    return "escalate" if s["bill-kind"] == "refused" else "request-itemized-bill"


def _lines(s: Situation, _done: Collection[str], _step: str) -> str | None:
    lines, findings = s.get("lines"), s["open-findings"]
    if lines in ("no-errors", "corrected") and findings in ("no", "unknown"):
        return None
    if s["eob-match"] == "yes" and findings == "no":
        return None
    return "dispute-errors" if lines == "errors-found" or findings == "yes" else "check-lines"


def _assistance(s: Situation, _done: Collection[str], step: str) -> str | None:
    stage, is_under_review = s["assistance"], s["assistance"] in ("applied", "appealed")
    if stage in ("approved-part", "final-no", "not-for-me") or (step == "bridge-plan" and is_under_review):
        return None
    if stage in ("not-applied", "denied") and s["hardship"] == "no" and s["aid"] != "likely":
        return None
    named = {
        "incomplete": "complete-application",
        "denied": "appeal-assistance",
        "approved": "confirm-in-writing",
    }
    return named.get(stage, "apply-assistance")


def _still_owed(s: Situation, _done: Collection[str], _step: str) -> str | None:
    return "ask-refund" if s["paid-some"] == "all" else None


GATE: dict[str, Said] = {
    "holder": _holder,
    "bankruptcy": _rare("bankruptcy", ("none",), "use-bankruptcy-protection"),
    "who-owes": _rare("who-owes", ("me", "my-child"), "check-who-owes"),
    "insurance": _insurance,
    "other-payer": _rare("other-payer", ("none",), "find-other-payer"),
    "late-coverage": _late_coverage,
    "medicaid-request": _medicaid_request,
    "protection": _protection,
    "estimate": _estimate,
    "debt-age": _debt_age,
    "itemized": _itemized,
    "lines": _lines,
    "assistance": _assistance,
    "still-owed": _still_owed,
}


def until(s: Situation, done: Collection[str], step: str) -> str | None:
    """What comes before this money step; a row closed by an answer is told before one that waits for a question."""
    closed = [first for row in GATE.values() if (first := row(s, done, step))]
    answered = [first for first in closed if not first.startswith("ask:")]
    return next(iter([*answered, *closed]), None)


def path(s: Situation, done: Collection[str]) -> str:
    """Assistance comes before an offer, an offer before a plan."""
    for name, row in GATE.items():
        if name not in BELOW_AID and row(s, done, ""):
            return "assistance" if name == "assistance" else "none-yet"
    if s["lump-sum"] == "yes":
        return "lump-sum"
    return "reduce-and-plan" if s["monthly"] == "yes" else "assistance"
