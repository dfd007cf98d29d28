"""The page `/help/`: who helps with what, and below it every number once, with what we know of it."""

from dataclasses import dataclass

from builder.model import Contact, GuidePage
from builder.pages.address import file_of
from builder.pages.markup import phone_href
from builder.pages.render import Chip, Page, PageFile, Renderer

ID = "help"


@dataclass(frozen=True)
class ContactView:
    """A contact as a template shows it; without a chip nobody has read its official page yet."""

    contact: Contact
    phone: str
    tty: str
    chip: Chip | None


def help_page(render: Renderer, page: GuidePage) -> PageFile:
    """The prose, then the list of all contacts."""
    look, file = render.look, file_of("page", ID)
    contacts = sorted(look.content.contacts, key=lambda contact: contact.name.casefold())
    names = (*page.sources, *(contact.source for contact in contacts if contact.source))
    return render.page(
        "help.md",
        Page(file, page.title, page.lead, 2, page.kind, tuple(dict.fromkeys(names))),
        parts=render.parts(file, page.sections),
        contacts=[contact_view(render, file, contact) for contact in contacts],
    )


def contact_view(render: Renderer, file: str, contact: Contact) -> ContactView:
    """One contact, with addresses a phone can dial."""
    chip = render.chips(file, [contact.source])[0] if contact.source else None
    phone, tty = (phone_href(number) if number else "" for number in (contact.phone, contact.tty))
    return ContactView(contact, phone, tty, chip)
