"""What is growing old: sources past their review day, laws that came or went, and links that no longer answer."""

import urllib.error
import urllib.request
from collections.abc import Callable, Iterable
from datetime import date

from builder.check.dated import check_dated
from builder.check.sources import check_status
from builder.fault import Fault, fault
from builder.known import Known

Answers = Callable[[str], str | None]


def overdue(known: Known, today: date) -> list[Fault]:
    """Sources to be read again by now, what came into force or ended, and days of change nobody is told of."""
    reviews = [
        fault(
            known.place(f"source/{source.id}"),
            f'source "{source.id}" was to be reviewed by {source.review_by}',
            source.cite,
        )
        for source in known.content.sources
        if source.review_by < today
    ]
    return [*reviews, *check_status(known, today), *check_dated(known, today)]


def dead_links(known: Known, answers: Answers) -> list[Fault]:
    """Addresses of sources and contacts that do not answer; `answers` says what is wrong with one."""
    addresses: list[tuple[str, str]] = []
    addresses += [(f"source/{source.id}", source.url) for source in known.content.sources if source.url]
    addresses += [(f"contact/{contact.id}", _address(contact.web)) for contact in known.content.contacts if contact.web]
    troubles = {url: answers(url) for _, url in _each_once(addresses)}
    return [
        fault(known.place(owner, url), f"{url} does not answer: {trouble}", "find the new address")
        for owner, url in addresses
        if (trouble := troubles[url])
    ]


def _address(web: str) -> str:
    return web if "://" in web else f"https://{web}"


def _each_once(addresses: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    return list({url: (owner, url) for owner, url in addresses}.values())


def ask(url: str) -> str | None:
    """What is wrong with an address, asked over the network; None when it answers."""
    request = urllib.request.Request(url, method="HEAD", headers={"User-Agent": "Mozilla/5.0 (link check)"})
    try:
        with urllib.request.urlopen(request, timeout=20):
            return None
    except urllib.error.HTTPError as trouble:
        # Some offices refuse HEAD or programs; the page is there all the same.
        return None if trouble.code in (401, 403, 405, 406, 429) else f"status {trouble.code}"
    except (OSError, ValueError) as trouble:
        return str(trouble) or type(trouble).__name__
