"""Our Markdown into plain Markdown.

What a writer may use beyond paragraphs, **bold** and `1.` lists (CONTRIBUTING.md has the same list):
`[words](step:ID)`, and `script:`, `letter:`, `topic:`, `page:`   a link by id
`[@F-ID]`                                    a chip that links to the source; `[@contact:ID]` is a name and a number
`[@picture:ID]`                              a picture of pages/pictures.py, on a line of its own
`> words`                                    words to say aloud, one sentence a line
`~ words`, with `> words` on the next line   a pair: a sentence that closes a door, and one that opens it
`- item`                                     to do or to note: a tick; one that begins with "Do not" gets an amber dash
`* item`                                     a fact, a choice, a mistake others make: a quiet dot, no advice
"""

import itertools
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup

from builder.model import Contact
from builder.pages.address import file_link, file_of
from builder.pages.lookup import Lookup
from casebook.show import chip_label
from rulebook.records import Source

LINK = re.compile(r"\]\((step|script|letter|topic|page):([a-z0-9-]+)\)")
CITATION = re.compile(r"\s*\[@([A-Z]+(?:-[A-Z0-9]+)+)\]")
PICTURE = re.compile(r"\[@picture:([a-z0-9-]+)\]")
CONTACT = re.compile(r"\[@contact:([a-z0-9-]+)\]")
ITEM = re.compile(r"[ ]*([-*]|\d+\.) ")
BETWEEN_ITEMS = re.compile(r"\n(?=[ ]*(?:[-*]|\d+\.) )")


@dataclass(frozen=True)
class Marker:
    """Turns the text of one page; `file` is the page's own place, from which links count; `draw` makes a picture.

    Without `has_chips` no citation is shown: a letter goes to somebody else, and its page lists the sources below.
    """

    look: Lookup
    file: str
    draw: Callable[[str], str] = str
    has_chips: bool = True

    def text(self, text: str, label: str, heading: str = "") -> Markup:
        """Markdown that MkDocs reads; words to say aloud stand below a label, the first of them below `heading`."""
        usual = f"{label}\n{{: .say__label }}"
        labels = itertools.chain([heading or usual], itertools.repeat(usual))
        blocks = [self._block(block, labels) for block in _blocks(text)]
        return Markup(self._inline("\n\n".join(blocks)))  # content holds no HTML: read.py refuses it

    def _block(self, block: str, labels: Iterator[str]) -> str:
        if picture := PICTURE.fullmatch(block):
            return self.draw(picture[1]).strip()
        if block.startswith("~"):
            return self._pair(block)
        return _say(block, next(labels)) if block.startswith(">") else self._marked(block)

    def _pair(self, block: str) -> str:
        lines = block.split("\n")
        shut = "\n".join(line.removeprefix("~").strip() for line in lines if line.startswith("~"))
        label = f"{self.look.w('pair.shut')}\n{{: .pair__label }}"
        spoken = "\n".join(line for line in lines if line.startswith(">"))
        opens = _say(spoken, f"{self.look.w('pair.open')}\n{{: .say__label }}")
        return f'<div class="pair" markdown="1">\n\n{label}\n\n{shut}\n{{: .pair__shut }}\n\n{opens}\n\n</div>'

    def _marked(self, block: str) -> str:
        """List items get their mark: a dot for `*`, a warning for "Do not"; all others keep the tick of their list."""
        avoid = re.compile(rf"(?:\*\*)?{re.escape(self.look.w('mark.avoid'))}\b")
        marked = []
        for item in BETWEEN_ITEMS.split(block):
            start = ITEM.match(item)
            rest = item[start.end() :] if start else ""
            if start and start[1] == "*":
                marked.append(f"{item[: start.start(1)]}-{item[start.end(1) :]}\n{{: .plain }}")
            else:
                marked.append(f"{item}\n{{: .avoid }}" if avoid.match(rest) else item)
        return "\n".join(marked)

    def _inline(self, text: str) -> str:
        text = LINK.sub(lambda m: f"]({file_link(self.file, file_of(m[1], m[2]))})", text)
        text = CONTACT.sub(lambda m: contact_markdown(self.look.contact[m[1]]), text)
        return CITATION.sub(lambda m: " " + self._chip(self.look.source[m[1]]) if self.has_chips else "", text)

    def _chip(self, source: Source) -> str:
        link = file_link(self.file, file_of("page", "sources"), source.id)
        label = chip_label(self.look.w, source)
        name = f"{label}: {source.title}".replace('"', "”")
        return f'[{label}]({link}){{ .chip .chip--{source.kind} aria-label="{name}" }}'


def phone_href(phone: str) -> str:
    """A number a phone can dial; letters stay out."""
    digits = re.sub(r"\D", "", phone)
    return f"tel:+1{digits}" if len(digits) == 10 else f"tel:+{digits}" if len(digits) == 11 else f"tel:{digits}"


def contact_markdown(contact: Contact) -> str:
    """A contact's name with its number, or its page; a name that is the number, like 211, stands once."""
    name = f"[{contact.name}](https://{contact.web})" if contact.web else contact.name
    if not contact.phone:
        return name
    phone = f"[{contact.phone}]({phone_href(contact.phone)}){{ .phone }}"
    if contact.name == contact.phone:
        return f"{phone} ([{contact.web}](https://{contact.web}))" if contact.web else phone
    return f"{name} ({phone})"


def _blocks(text: str) -> list[str]:
    """Paragraphs, lists and quotes; a quote that touches other lines is set apart."""
    apart = re.sub(r"(?m)^(?![>~])(.+)\n(?=[>~])", r"\1\n\n", text)
    apart = re.sub(r"(?m)^(>.*)\n(?=[^>\n])", r"\1\n\n", apart)
    return [block for block in re.split(r"\n{2,}", apart.strip()) if block]


def _say(block: str, label: str) -> str:
    """Words to say aloud: one sentence a paragraph, so that each line is one breath."""
    lines = [line.removeprefix(">").strip() for line in block.split("\n")]
    spoken = "\n\n".join(line for line in lines if line)
    return f'<div class="say" markdown="1">\n\n{label}\n\n{spoken}\n\n</div>'
