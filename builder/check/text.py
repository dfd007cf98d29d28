"""Checks on the words themselves: nothing left to fill in, no phone number typed, citations and front matter agree."""

import re

from builder.fault import Fault, fault
from builder.known import CITATION, LINK, Known, cited, quote, say
from builder.model import MarkdownPage
from builder.units import Unit

PHONE = re.compile(r"(?<![\w$-])(?:\+?1[-. ])?\(?\d{3}\)?[-. ]\d{3}[-. ]\d{4}\b|\b1-8\d\d-[A-Z0-9-]{7,}")
CONTACT_PHONE = re.compile(r"(1-)?\d{3}-\d{3}-\d{4}|[2-9]\d\d", re.ASCII)
UNFILLED = (
    (re.compile(r"\b(?:TODO|TBD|FIXME|XXX)\b"), "a note to ourselves"),
    (re.compile(r"\blorem\b", re.IGNORECASE), "filler text"),
    (re.compile(r"_{3,}|\.{4,}"), "a blank line to fill in"),
    (re.compile(r"\[[^\]]*\]"), "a blank in brackets"),
    (re.compile(r"</?[A-Za-z!][^>]*>?"), "HTML"),
)
BLANK = re.compile(r"\{[^}]*\}")
FILE_OF_BLANKS = ("words/", "deadlines/")


def check_text(look: Known) -> list[Fault]:
    """What is wrong with words that readers see."""
    faults = [found for unit in look.units for found in [*_unfilled(unit), *_typed_phone(unit)]]
    return [*faults, *_contacts(look), *_citations(look)]


def _unfilled(unit: Unit) -> list[Fault]:
    faults = []
    for place, line in unit.lines:
        bare = CITATION.sub("", LINK.sub(r"\1", line))
        patterns = UNFILLED if unit.id.startswith(FILE_OF_BLANKS) else (*UNFILLED, (BLANK, "a blank in braces"))
        for pattern, what in patterns:
            for found in pattern.findall(bare):
                hint = 'write plain words, like "your account number"'
                faults.append(fault(place, f"{what}: {quote(found)}", hint))
    return faults


def _typed_phone(unit: Unit) -> list[Fault]:
    """Numbers stand in their own field of contacts.yaml; a contact may be called by its number, like 211."""
    return [
        fault(place, f"a phone number is typed here: {quote(number)}", "name the contact, like [@contact:help-211]")
        for place, line in unit.lines
        for number in PHONE.findall(line)
    ]


def _contacts(look: Known) -> list[Fault]:
    faults = []
    first: dict[str, str] = {}
    for contact in look.content.contacts:
        owner = f"contact/{contact.id}"
        for number in (contact.phone, contact.tty):
            if number is None:
                continue
            if not CONTACT_PHONE.fullmatch(number):
                what = f"{say(owner)}: {quote(number)} is not a phone number"
                faults.append(fault(look.place(owner, number), what, "write 800-985-3059 or 211"))
            if (other := first.setdefault(number.removeprefix("1-"), owner)) != owner or contact.tty == contact.phone:
                what = f"{say(owner)}: {quote(number)} stands a second time"
                faults.append(fault(look.place(owner, number), what, f"{say(other)} has it; a number stands once"))
        if contact.phone is None and contact.web is None:
            faults.append(fault(look.place(owner), f"{say(owner)}: no phone and no web", "add one of the two"))
    return faults


def _citations(look: Known) -> list[Fault]:
    faults = []
    kinds = {source.id: source.kind for source in look.content.sources}
    for page in look.pages:
        owner = owner_of(page)
        seen: set[str] = set()
        for unit in look.units_of(page):
            for place, line in unit.lines:
                for name in cited(line):
                    seen.add(name)
                    if name not in page.sources:
                        what = f"{quote(name)} is cited here but not in the sources of {say(owner)}"
                        faults.append(fault(place, what, "add it to sources in the front matter"))
        for name in page.sources:
            if name not in seen and kinds.get(name, "pattern") != "pattern":
                what = f"{say(owner)}: source {quote(name)} is not cited in the text"
                faults.append(fault(look.place(owner, name), what, f"write [@{name}] after the claim, or remove it"))
    return faults


def owner_of(page: MarkdownPage) -> str:
    """The page as `kind/id`."""
    return f"{page.called}/{page.id}"
