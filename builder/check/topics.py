"""Checks on topics: each is listed, says whom it is not for and what to do with bad news, and leads on."""

from builder.check.pages import count_words
from builder.fault import Fault, fault, warning
from builder.known import Known, links, say
from builder.model import GuidePage

MUST_SAY = ("not-for-you", "bad-news", "next")
TOPIC_WORDS = (250, 900)


def check_topics(look: Known) -> list[Fault]:
    """Topics that lack a part, lead nowhere, or stand in no group, and groups with nothing in them."""
    listed = {target for group in look.content.topics for target in group.links}
    faults = [
        fault(
            look.place(f"topic-group/{group.id}"), f'topic-group "{group.id}": it is empty', "list a page, or remove it"
        )
        for group in look.content.topics
        if not group.links
    ]
    for page in look.content.pages:
        if page.kind == "topic":
            faults += _topic(look, page, listed)
        elif page.steps and page.kind != "page":
            what = f"{say(f'guide/{page.id}')}: only a topic or a page names steps"
            faults.append(fault(look.place(f"guide/{page.id}", page.steps[0]), what, "remove steps"))
    return faults


def _topic(look: Known, page: GuidePage, listed: set[str]) -> list[Fault]:
    owner, keys = f"guide/{page.id}", [section.key for section in page.sections]
    targets = [target for unit in look.units_of(page) for _, target in links(unit.english)]
    found = [(f'section "{key}" is missing', "every topic has it") for key in MUST_SAY if key not in keys]
    if not page.steps:
        found.append(("it belongs to no step", "name at least one in steps"))
    if not any(target.startswith("script:") for target in targets):
        found.append(("no words to say", "link the script that fits, like script:ask-options"))
    if f"topic:{page.id}" not in listed:
        found.append(("no group lists it", f"write topic:{page.id} in topics.yaml"))
    faults = [fault(look.place(owner), f"{say(owner)}: {what}", hint) for what, hint in found]
    least, most = TOPIC_WORDS
    if not least <= (count := count_words(look, page)) <= most:
        hint = f"a topic has {least} to {most} words"
        faults.append(warning(look.place(owner), f"{say(owner)}: it has {count} words", hint))
    return faults
