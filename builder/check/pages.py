"""Checks on the shape of pages: the thirteen, the steps, the printable nine, sections in order, length."""

import re

from builder.check.text import owner_of
from builder.fault import Fault, fault, warning
from builder.known import CITATION, LINK, Known, quote, say
from builder.model import GuidePage, MarkdownPage, Place, ScriptPage
from rulebook.decode import did_you_mean

MONEY = ("offer-lump-sum", "reduce-and-plan", "bridge-plan", "pay-as-agreed", "pay-correct-share")
RIGHTS = (
    "answer-court-papers", "respond-to-judgment", "use-bankruptcy-protection", "find-other-payer",
    "check-public-coverage", "check-retro-coverage", "appeal-denial", "use-surprise-protection", "dispute-estimate",
    "validate-debt", "apply-assistance", "complete-application", "appeal-assistance",
)  # fmt: skip
# Ids are lasting: they stand in readers' files and in links, so none may ever go away or move to another page.
STEPS = (
    "answer-court-papers", "respond-to-judgment", "use-bankruptcy-protection", "private-contact", "pause",
    "gather-papers", "check-who-owes", "confirm-insurance", "find-other-payer", "check-public-coverage",
    "check-retro-coverage", "appeal-denial", "use-surprise-protection", "dispute-estimate", "validate-debt",
    "check-old-debt", "correct-credit-report", "request-itemized-bill", "check-lines", "dispute-errors",
    "assess-leverage", "choose-path", "set-limit", "apply-assistance", "complete-application", "appeal-assistance",
    "offer-lump-sum", "reduce-and-plan", "bridge-plan", "escalate", "rest", "confirm-in-writing", "pay-as-agreed",
    "pay-correct-share", "ask-refund", "document-everything",
)  # fmt: skip
PAGES = (
    "pause", "confirm-insurance", "request-itemized-bill", "check-lines", "assess-leverage", "choose-path",
    "offer-lump-sum", "set-limit", "apply-assistance", "escalate", "reduce-and-plan", "validate-debt",
    "confirm-in-writing",
)  # fmt: skip
STEP_SECTIONS = ("do", "why", "do-not", "say", "refuse", "write-down", "not-for-you", "next")
SCRIPT_SECTIONS = ("when", "not-when", "opening", "ask", "pause", "yes", "no", "transfer", "close")
LETTER_SECTIONS = ("when", "not-when", "letter", "ending", "send", "next")
SECTIONS = {"guide": STEP_SECTIONS, "script": SCRIPT_SECTIONS, "letter": LETTER_SECTIONS}
BRANCH = "branch-"
CHECKLIST = Place("content/checklist.yaml", 1)
NINE = 9
LENGTHS = {"guide": (350, 600), "script": (150, 280), "letter": (220, 420)}  # least and most words
CALLED = {"guide": "step page", "script": "script", "letter": "letter"}
MARKS = re.compile(r"^\s*(?:[>~]\s*)*(?:[-*]\s+|\d+\.\s+)?|\*\*", re.MULTILINE)


def check_pages(look: Known) -> list[Fault]:
    """Pages and steps that are missing, too many, too long or out of order."""
    return [*_lasting(look), *_kinds(look), *_written(look), *_sections(look), *_lengths(look)]


def _lasting(look: Known) -> list[Fault]:
    checklist, faults = look.content.checklist, []
    lists = (("page", PAGES, checklist.pages), ("step", STEPS, checklist.steps))
    for called, wanted, listed in lists:
        if not look.can_judge(called):
            continue
        found = [item.id for item in listed]
        missing = [name for name in wanted if name not in found and f"{called}/{name}" not in look.shaped.broken]
        faults += [fault(CHECKLIST, f'{called} "{name}" is missing', "its id is lasting") for name in missing]
        kept, order = [name for name in found if name in wanted], [name for name in wanted if name in found]
        odd = next((one for one, other in zip(kept, order, strict=False) if one != other), None)
        if odd:
            what = f'{called} "{odd}" is out of order'
            faults.append(fault(look.place(f"{called}/{odd}"), what, "the order is " + ", ".join(order)))
    if len(checklist.nine) != NINE and look.can_judge("nine") and not look.shaped.faults:
        faults.append(fault(CHECKLIST, f"the printable nine has {len(checklist.nine)} lines", "it has nine"))
    return faults


def _kinds(look: Known) -> list[Fault]:
    faults = []
    for step in look.content.checklist.steps:
        kind = "money" if step.id in MONEY else "rights" if step.id in RIGHTS else "plain"
        if step.id in STEPS and step.kind != kind:
            what = f'step "{step.id}": it is {kind}, not {step.kind}'
            hint = "money waits for the gate, rights never wait"
            faults.append(fault(look.place(f"step/{step.id}", step.kind), what, hint))
    return faults


def _written(look: Known) -> list[Fault]:
    faults = []
    written = [page.id for page in look.content.pages if page.kind == "step"]
    for page in look.content.checklist.pages:
        if page.id not in written and f"guide/{page.id}" not in look.shaped.broken:
            hint = f"write content/guide/{page.id}.md with kind: step"
            faults.append(fault(look.place(f"page/{page.id}"), f'page "{page.id}" is not written', hint))
    for name in written:
        if name not in look.names("page") and look.can_judge("page"):
            hint = did_you_mean(name, look.names("page"))
            faults.append(fault(look.place(f"guide/{name}"), f'guide "{name}" is no page of the checklist', hint))
    return faults


def _sections(look: Known) -> list[Fault]:
    faults = []
    for page in look.pages:
        if isinstance(page, GuidePage) and page.kind != "step":
            continue
        wanted = SECTIONS[page.called]
        found = [section.key for section in page.sections]
        owner = owner_of(page)
        for name in wanted:
            if name not in found:
                what = f"{say(owner)}: section {quote(name)} is missing"
                faults.append(fault(page.place, what, "the order is " + ", ".join(wanted)))
        for section in page.sections:
            is_branch = isinstance(page, ScriptPage) and section.key.startswith(BRANCH)
            if section.key not in wanted and not is_branch:
                what = f"{say(owner)}: unknown section {quote(section.key)}"
                faults.append(fault(Place(page.place.file, section.line), what, did_you_mean(section.key, wanted)))
        faults += _out_of_order(page, wanted)
    return faults


def _out_of_order(page: MarkdownPage, wanted: tuple[str, ...]) -> list[Fault]:
    highest, before = -1, ""
    for section in page.sections:
        if section.key.startswith(BRANCH):
            rank = max(highest, SCRIPT_SECTIONS.index("yes"))
            if rank == highest and before == "close":
                return [_misplaced(page, section.key, before, section.line)]
            continue
        if section.key not in wanted:
            continue
        if (rank := wanted.index(section.key)) < highest:
            return [_misplaced(page, section.key, before, section.line)]
        highest, before = rank, section.key
    return []


def _misplaced(page: MarkdownPage, key: str, before: str, line: int) -> Fault:
    what = f"{say(owner_of(page))}: section {quote(key)} comes after {quote(before)}"
    order = (*SCRIPT_SECTIONS[:-1], "branch-…", "close") if isinstance(page, ScriptPage) else SECTIONS[page.called]
    return fault(Place(page.place.file, line), what, "the order is " + ", ".join(order))


def _lengths(look: Known) -> list[Fault]:
    faults = []
    for page in look.pages:
        if isinstance(page, GuidePage) and page.kind != "step":
            continue
        least, most = LENGTHS[page.called]
        count = count_words(look, page)
        if not least <= count <= most:
            found = fault if isinstance(page, GuidePage) else warning
            hint = f"a {CALLED[page.called]} has {least} to {most} words"
            faults.append(found(page.place, f"{say(owner_of(page))}: it has {count} words", hint))
    return faults


def count_words(look: Known, page: MarkdownPage) -> int:
    """The words of prose on a page: lead and sections, without headings, citations and link targets."""
    texts = [unit.english for unit in look.units_of(page) if unit.is_markdown or unit.id.endswith(f"/{page.id}/lead")]
    return sum(len(spoken(text).split()) for text in texts)


def spoken(text: str) -> str:
    """Markdown as it would be read aloud: no marks, citations or link targets."""
    return MARKS.sub("", CITATION.sub("", LINK.sub(r"\1", text)))
