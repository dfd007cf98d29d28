"""The content security policy: a meta in each finished page, and `_headers` for hosts that send them.

A page may run its own files and the scripts whose hash its policy names; nothing may come from elsewhere or go there.
"""

import base64
import hashlib
from collections.abc import Iterable, Iterator, Mapping
from html.parser import HTMLParser
from pathlib import Path
from typing import override

type Policy = Mapping[str, tuple[str, ...]]  # directives with their sources; no source stands for 'none'

CHARSET = '<meta charset="utf-8">'
TOOL = "app/index.html"
HEADERS = "_headers"
LONGEST_LINE = 2000  # what Cloudflare reads of a line of `_headers`
NEVER_RUN = ("application/json", "text/plain")
PAGE: Policy = {
    "default-src": (),
    "script-src": ("'self'",),
    "style-src": ("'self'",),
    "img-src": ("'self'", "data:"),  # the icon of a page and the icons of Material's style sheet stand in the text
    "connect-src": ("'self'",),
    "manifest-src": ("'self'",),
    "worker-src": ("'self'",),
    "base-uri": (),
    "form-action": (),
}
ENGINE: Policy = {
    "script-src": ("'wasm-unsafe-eval'",),  # for the worker, which inherits this policy: trusted.ts
    "worker-src": ("blob:",),
}
ONE_DOOR: Policy = {"require-trusted-types-for": ("'script'",), "trusted-types": ("footing", "footing-early")}
NOT_FRAMED: Policy = {"frame-ancestors": ()}  # has no meaning in a meta
NO_REFERRER = "no-referrer"
UNUSED = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "hid",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
SITE_HEADERS = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{name}=()" for name in UNUSED),
    "Referrer-Policy": NO_REFERRER,
    "X-Content-Type-Options": "nosniff",
}


def write(site: Path) -> None:
    """Put its policy into each page, and those for the host into `_headers`."""
    policies = {}
    for path in sorted(site.rglob("*.html")):
        name = path.relative_to(site).as_posix()
        html = path.read_text("utf-8")
        policies[name] = of_page(name, html)
        path.write_text(with_policy(name, html, policies[name]), "utf-8")
    with (site / HEADERS).open("a", encoding="utf-8") as file:
        file.write(headers(policies))


def of_page(name: str, html: str) -> Policy:
    """What this page needs and no more; text that no policy can allow is an error."""
    found = Inline()
    found.feed(html)
    found.close()
    if found.refused:
        raise RuntimeError(f"{name}: the content security policy refuses {', '.join(found.refused)}")
    hashes = {"script-src": _hashes(found.texts["script"]), "style-src": _hashes(found.texts["style"])}
    return joined([PAGE, *([ENGINE, ONE_DOOR] if name == TOOL else []), hashes])


def with_policy(name: str, html: str, policy: Policy) -> str:
    """The page with its policy before everything that loads or runs."""
    if html.count(CHARSET) != 1:
        raise RuntimeError(f"{name}: {CHARSET} is not there once, so the policy has no place")
    meta = f'<meta http-equiv="Content-Security-Policy" content="{text(policy)}">'
    return html.replace(CHARSET, f'{CHARSET}\n{meta}\n<meta name="referrer" content="{NO_REFERRER}">')


def headers(policies: Mapping[str, Policy]) -> str:
    """Rules for the host: one policy that allows what any page needs, since hosts read few rules and short lines.

    Where two rules meet, some hosts send both and some the second, so each has to do alone and beside the other.
    """
    without_door = [{key: value for key, value in one.items() if key not in ONE_DOOR} for one in policies.values()]
    common = {"Content-Security-Policy": text(joined([*without_door, NOT_FRAMED]))} | SITE_HEADERS
    rules = {"/*": common}
    if TOOL in policies:
        rules["/app/*"] = {"Content-Security-Policy": text(joined([policies[TOOL], NOT_FRAMED]))}
    lines = [line for path, wanted in rules.items() for line in (path, *(f"  {k}: {v}" for k, v in wanted.items()))]
    for line in lines:
        if len(line) > LONGEST_LINE:
            raise RuntimeError(f"{HEADERS}: a line has {len(line)} characters, hosts read {LONGEST_LINE}: {line[:60]}…")
    return "\n".join(lines) + "\n"


def joined(policies: Iterable[Policy]) -> Policy:
    """One policy that allows what any of these allows, in a lasting order."""
    whole: dict[str, tuple[str, ...]] = {}
    for policy in policies:
        for name, sources in policy.items():
            known = whole.get(name, ())
            whole[name] = (*known, *(source for source in sources if source not in known))
    return whole


def text(policy: Policy) -> str:
    return "; ".join(f"{name} {' '.join(sources) or "'none'"}" for name, sources in policy.items())


def _hashes(texts: Iterable[str]) -> tuple[str, ...]:
    digests = (hashlib.sha256(one.encode()).digest() for one in texts)
    return tuple(sorted({f"'sha256-{base64.b64encode(digest).decode()}'" for digest in digests}))


class Inline(HTMLParser):
    """Collects the scripts and styles that stand in the page itself, and what no hash can allow."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self.refused: list[str] = []
        self._within = ""

    @override
    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.refused.extend(f"<{tag} {name}>" for name in _refused(found))
        is_inline = tag == "style" or (tag == "script" and "src" not in found and found.get("type") not in NEVER_RUN)
        if is_inline:
            self.texts[tag].append("")
            self._within = tag

    @override
    def handle_endtag(self, tag: str) -> None:
        if tag == self._within:
            self._within = ""

    @override
    def handle_data(self, data: str) -> None:
        if self._within:
            self.texts[self._within][-1] += data


def _refused(attributes: Mapping[str, str]) -> Iterator[str]:
    for name, value in attributes.items():
        if name == "style" or name.startswith("on") or value.strip().lower().startswith("javascript:"):
            yield name
