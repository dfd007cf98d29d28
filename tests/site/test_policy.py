"""Every page has a policy that allows what stands in it and nothing else; hosts that send headers send it too."""

import base64
import hashlib
import itertools
import re
from collections.abc import Mapping

import pytest
from selectolax.lexbor import LexborHTMLParser

from builder import policy
from builder.static_host import Site, respond
from tests.site.conftest import ROOT, SITE

TOOL = "app/"
META = "meta[http-equiv=Content-Security-Policy]"
MOST_RULES = 100  # Cloudflare
HASH = re.compile(r"[.-]([0-9a-f]{8}|[A-Z2-7]{8})[./]")


def _directives(text: str) -> Mapping[str, list[str]]:
    return {name: sources for name, *sources in (part.split() for part in text.split("; "))}


def _policy(page: LexborHTMLParser) -> Mapping[str, list[str]]:
    found = page.css(META)
    assert len(found) == 1
    return _directives(found[0].attributes["content"] or "")


def _sent(path: str) -> Mapping[str, str]:
    return respond(Site(SITE), path, {}).headers


@pytest.fixture(scope="module")
def every_page(pages: Mapping[str, LexborHTMLParser]) -> Mapping[str, LexborHTMLParser]:
    return {**pages, "404.html": LexborHTMLParser((SITE / "404.html").read_text("utf-8"))}


def test_each_script_and_style_in_a_page_is_named_by_its_hash_and_no_other(
    every_page: Mapping[str, LexborHTMLParser],
) -> None:
    for address, page in every_page.items():
        for directive, selector in (
            ("script-src", "script:not([src]):not([type='application/json']):not([type='text/plain'])"),
            ("style-src", "style"),
        ):
            texts = {node.text(deep=True, strip=False) for node in page.css(selector)}
            digests = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in texts}
            named = {source for source in _policy(page)[directive] if source.startswith("'sha256-")}
            assert named == {f"'sha256-{digest}'" for digest in digests}, address


def test_the_policy_stands_before_everything_that_loads_or_runs(every_page: Mapping[str, LexborHTMLParser]) -> None:
    for address, page in every_page.items():
        head = [node.tag for node in page.css("head > *")]
        charset, first, *_ = page.css("head > *")
        assert head[:2] == ["meta", "meta"], address
        assert (charset.attributes, first.attributes["http-equiv"]) == ({"charset": "utf-8"}, "Content-Security-Policy")


def test_no_policy_allows_what_is_unsafe_or_elsewhere(every_page: Mapping[str, LexborHTMLParser]) -> None:
    harmless = {"'none'", "'self'", "data:", "'script'", "footing", "footing-early"}
    only_the_tool = {"'wasm-unsafe-eval'", "blob:", "'script'", "footing", "footing-early"}
    for address, page in every_page.items():
        sources = {source for part in _policy(page).values() for source in part if not source.startswith("'sha256-")}
        assert sources - only_the_tool <= harmless
        assert (sources & only_the_tool == only_the_tool) == (address == TOOL)
        assert _policy(page)["default-src"] == ["'none'"]
        assert "data:" not in _policy(page)["script-src"]


def test_a_worker_may_do_no_more_than_the_tools_page(every_page: Mapping[str, LexborHTMLParser]) -> None:
    """A page's policy is inherited on a first visit; later ones get that of sw.ts."""
    (worker,) = re.findall(r'FOR_WORKERS = "(.+)";', (ROOT / "pwa" / "shell" / "sw.ts").read_text("utf-8"))
    page = _policy(every_page[TOOL])
    assert [name for name, sources in _directives(worker).items() if not {*sources} <= {*page[name]}] == []
    assert _directives(worker)["default-src"] == ["'none'"]


def test_what_no_policy_allows_is_on_no_page(every_page: Mapping[str, LexborHTMLParser]) -> None:
    for address, page in every_page.items():
        for node in page.css("*"):
            names = {name for name in node.attributes if name == "style" or name.startswith("on")}
            assert not names, address
            assert not (node.attributes.get("href") or "").startswith("javascript:"), address


def test_a_host_that_sends_headers_allows_what_each_page_needs(every_page: Mapping[str, LexborHTMLParser]) -> None:
    """Both count, so what the page allows and the header does not would be refused."""
    for address, page in every_page.items():
        for sent in _sent(f"/{address}")["Content-Security-Policy"].split(", "):
            header = _directives(sent)
            for name, sources in _policy(page).items():
                if name in policy.ONE_DOOR and name not in header:
                    continue
                assert set(sources) - {"'none'"} <= set(header[name]), (address, name)


def test_the_header_of_the_tool_asks_for_trusted_types_and_that_of_the_guide_does_not() -> None:
    wanted = "require-trusted-types-for 'script'; trusted-types footing footing-early"
    assert wanted in _sent(f"/{TOOL}")["Content-Security-Policy"]
    assert wanted not in _sent("/")["Content-Security-Policy"]


@pytest.mark.parametrize("path", ["/", "/app/", "/steps/pause/", "/missing", "/sw.js", "/manifest.webmanifest"])
def test_every_answer_carries_the_headers_that_guard(path: str) -> None:
    sent = _sent(path)
    assert all("frame-ancestors 'none'" in one for one in sent["Content-Security-Policy"].split(", "))
    assert {name: sent[name] for name in policy.SITE_HEADERS} == policy.SITE_HEADERS


def test_a_host_is_told_to_keep_for_good_what_carries_a_hash_and_nothing_else() -> None:
    lines = (SITE / "_headers").read_text("utf-8").splitlines()
    folders = [path for path, rule in itertools.pairwise(lines) if rule.startswith("  Cache-Control: ")]
    assert folders == ["/assets/*", "/engine/*"]
    kept = [path.relative_to(SITE) for folder in folders for path in (SITE / folder[1:-2]).rglob("*") if path.is_file()]
    assert len(kept) > len(folders)
    assert [path for path in kept if not HASH.search(path.as_posix())] == []


def test_hosts_read_all_of_the_headers_file() -> None:
    lines = (SITE / "_headers").read_text("utf-8").splitlines()
    assert max(len(line) for line in lines) <= policy.LONGEST_LINE
    assert sum(not line.startswith(" ") for line in lines) <= MOST_RULES


def test_a_line_that_hosts_would_cut_off_is_an_error() -> None:
    many = {"script-src": tuple(f"'sha256-{number:044}'" for number in range(40))}
    with pytest.raises(RuntimeError, match="hosts read 2000"):
        policy.headers({"index.html": many})


@pytest.mark.parametrize(
    "body",
    ["<p style='color: red'>", "<button onclick='x()'>", "<a href=' JavaScript:x()'>", "<body onload=x>"],
)
def test_what_no_hash_can_allow_is_an_error_of_the_build(body: str) -> None:
    with pytest.raises(RuntimeError, match=r"index\.html: the content security policy refuses <"):
        policy.of_page("index.html", f"<!doctype html><head>{policy.CHARSET}</head>{body}")


@pytest.mark.parametrize(
    ("html", "scripts"),
    [
        ("<script>a && b < c</script>", ["a && b < c"]),
        ("<script type=module>\n import 'x'\n</script>", ["\n import 'x'\n"]),
        ("<script>a</script><script>b</script><script>a</script>", ["a", "b"]),
        ("<script src=x.js></script>", []),
        ("<script type='application/json'>{}</script><script type='text/plain' data-search=x></script>", []),
        ("<script>'<style>x</style>'</script>", ["'<style>x</style>'"]),
        ("<script>&amp;</script>", ["&amp;"]),
    ],
)
def test_scripts_are_hashed_as_the_browser_reads_them(html: str, scripts: list[str]) -> None:
    digests = {base64.b64encode(hashlib.sha256(text.encode()).digest()).decode() for text in scripts}
    found = policy.of_page("index.html", html)
    assert found["script-src"] == ("'self'", *sorted(f"'sha256-{digest}'" for digest in digests))
    assert found["style-src"] == ("'self'",)


@pytest.mark.parametrize("html", ["<p>x", policy.CHARSET * 2])
def test_a_page_without_a_place_for_the_policy_is_an_error(html: str) -> None:
    with pytest.raises(RuntimeError, match="the policy has no place"):
        policy.with_policy("index.html", html, {})


def test_inline_scripts_are_the_same_on_every_page(every_page: Mapping[str, LexborHTMLParser]) -> None:
    """Each other one would be a hash more in the one header, and one more thing that may differ."""
    guide = {
        tuple(_policy(page)["script-src"]) for address, page in every_page.items() if address not in (TOOL, "404.html")
    }
    assert len(guide) == 1
