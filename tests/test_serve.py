"""The local server answers as a good static host would, so that what works here works there."""

import gzip
import os
import socket
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from builder.serve import main, running
from builder.static_host import TYPES, Response, Site, respond

PAGE = b"<!doctype html><title>Start</title>" + b"<p>You do not have to pay this today.</p>" * 40
GZIP = {"Accept-Encoding": "gzip, deflate, br"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    site = tmp_path / "site"
    for name, content in {
        "index.html": PAGE,
        "steps/pause/index.html": PAGE,
        "404.html": b"<h1>This page moved</h1>",
        "assets/main.50c56a3b.min.css": b"body{}",
        "app/boot-ABCD2345.js": b"export {}",
        "sw.js": b"//" + b" " * 2000,
        "_headers": b"# a note\n/*\n  x-frame-options: DENY\n\n/app/*\n  Cache-Control: no-store\n",
    }.items():
        file = site / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    (tmp_path / "secret.txt").write_text("outside")
    return site


def get(root: Path, target: str, prefix: str = "/", **asked: str) -> Response:
    return respond(Site(root, prefix), target, {name.replace("_", "-"): text for name, text in asked.items()})


@pytest.mark.parametrize(
    ("target", "prefix", "location"),
    [
        ("/steps/pause", "/", "/steps/pause/"),
        ("/steps/pause?from=home", "/", "/steps/pause/?from=home"),
        ("/some/path/steps/pause", "/some/path/", "/some/path/steps/pause/"),
        ("/some/path", "/some/path/", "/some/path/"),
        ("//steps", "/", "/steps/"),
    ],
)
def test_a_folder_without_its_slash_redirects_to_it(root: Path, target: str, prefix: str, location: str) -> None:
    answer = get(root, target, prefix)
    assert (answer.status, answer.headers) == (301, {"Location": location})


@pytest.mark.parametrize("target", ["/", "/index.html", "/steps/pause/", "/?a=1"])
def test_a_page_is_found_by_its_folder(root: Path, target: str) -> None:
    answer = get(root, target)
    assert (answer.status, answer.body) == (200, PAGE)
    assert answer.headers["Content-Type"] == "text/html; charset=utf-8"


@pytest.mark.parametrize("target", ["/nothing", "/steps/", "/index.html/", f"/{'long' * 99}", "/_headers", "/%00"])
def test_what_is_not_there_is_the_404_page(root: Path, target: str) -> None:
    answer = get(root, target)
    assert (answer.status, answer.body) == (404, b"<h1>This page moved</h1>")


@pytest.mark.parametrize(
    "target",
    [
        "/../secret.txt",
        "/%2e%2e/secret.txt",
        "/..%2fsecret.txt",
        "/..\\secret.txt",
        "/steps/../../secret.txt",
        "/link.txt",
    ],
)
def test_nothing_outside_the_site_is_served(root: Path, target: str) -> None:
    (root / "link.txt").symlink_to(root.parent / "secret.txt")
    answer = get(root, target)
    assert (answer.status, answer.body) == (404, b"<h1>This page moved</h1>")


def test_outside_the_sub_path_there_is_nothing(root: Path) -> None:
    assert get(root, "/some/path/", "/some/path/").status == 200
    assert get(root, "/steps/pause/", "/some/path/").status == 404


def test_a_root_named_from_here_has_a_404_page_too(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`make serve` says "site", and what `_headers` adds is looked up below it."""
    monkeypatch.chdir(root.parent)
    answer = get(Path(root.name), "/nothing/")
    assert (answer.status, answer.body, answer.headers["X-Frame-Options"]) == (404, b"<h1>This page moved</h1>", "DENY")


def test_without_a_404_page_a_plain_line_is_sent(root: Path) -> None:
    (root / "404.html").unlink()
    assert get(root, "/nothing").body == b"There is no page here.\n"


@pytest.mark.parametrize("suffix", TYPES)
def test_each_kind_of_file_has_its_type(root: Path, suffix: str) -> None:
    (root / f"file{suffix}").write_bytes(b"x")
    assert get(root, f"/file{suffix}").headers["Content-Type"] == TYPES[suffix]


def test_text_travels_compressed_and_only_to_those_who_take_it(root: Path) -> None:
    small = get(root, "/", **{"Accept-Encoding": "gzip"})
    assert small.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(small.body) == PAGE
    assert small.headers["Vary"] == "Accept-Encoding"
    for refused in ("", "identity", "gzip;q=0", "gzip; q=0.0"):
        assert get(root, "/", **{"Accept-Encoding": refused}).body == PAGE


def test_a_file_compressed_before_is_used_unless_it_is_older(root: Path) -> None:
    ready = root / "index.html.br"
    ready.write_bytes(b"smaller")
    assert respond(Site(root), "/", GZIP).body == b"smaller"
    assert respond(Site(root), "/", GZIP).headers["Content-Encoding"] == "br"
    os.utime(ready, (0, 0))
    assert respond(Site(root), "/", GZIP).headers["Content-Encoding"] == "gzip"


def test_a_changed_page_is_seen_at_once(root: Path) -> None:
    before = respond(Site(root), "/", GZIP)
    (root / "index.html").write_bytes(PAGE + b"<p>new</p>")
    after = respond(Site(root), "/", GZIP)
    assert gzip.decompress(after.body) == PAGE + b"<p>new</p>"
    assert after.headers["ETag"] != before.headers["ETag"]


@pytest.mark.parametrize("known", ["{tag}", "W/{tag}", '"other", {tag}', "*"])
def test_what_the_browser_holds_is_not_sent_again(root: Path, known: str) -> None:
    tag = get(root, "/").headers["ETag"]
    answer = get(root, "/", If_None_Match=known.format(tag=tag))
    assert (answer.status, answer.body, answer.headers["ETag"]) == (304, b"", tag)
    assert get(root, "/", If_None_Match='"other"').status == 200


@pytest.mark.parametrize(
    ("target", "cache"),
    [
        ("/", "no-cache"),
        ("/sw.js", "no-cache"),
        ("/report-20261124.html", "no-cache"),
        ("/assets/main.50c56a3b.min.css", "public, max-age=31536000, immutable"),
        ("/app/boot-ABCD2345.js", "no-store"),  # _headers has the last word
    ],
)
def test_only_names_that_change_with_their_content_are_kept(root: Path, target: str, cache: str) -> None:
    (root / "report-20261124.html").write_bytes(b"a date is no hash")
    assert get(root, target).headers["Cache-Control"] == cache


def test_headers_of_the_site_are_added(root: Path) -> None:
    assert get(root, "/").headers["X-Frame-Options"] == "DENY"


def test_two_matching_rules_both_count(root: Path) -> None:
    (root / "_headers").write_text("/*\n  Content-Security-Policy: a\n/steps/pause/\n  Content-Security-Policy: b\n")
    assert get(root, "/steps/pause/").headers["Content-Security-Policy"] == "a, b"
    assert get(root, "/").headers["Content-Security-Policy"] == "a"


def test_bytes_on_the_wire(root: Path) -> None:
    """One connection serves a page, its head and a page that is not there."""
    with running(root, "/some/path/") as url:
        connection = HTTPConnection(urlsplit(url).netloc, timeout=10)
        sizes = []
        for method, path in [("GET", "/some/path/"), ("HEAD", "/some/path/"), ("GET", "/some/path/no")]:
            connection.request(method, path)
            answer = connection.getresponse()
            sizes.append((answer.status, answer.getheader("Content-Length"), len(answer.read())))
        connection.close()
    assert sizes == [(200, str(len(PAGE)), len(PAGE)), (200, str(len(PAGE)), 0), (404, "24", 24)]


def test_a_busy_port_is_said_with_another_to_try(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        assert main(["--root", str(root), "--port", str(port)]) == 1
    assert capsys.readouterr().err == f"port {port} is busy: try make serve PORT={port + 1}\n"


def test_an_impossible_port_is_said_too(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(root), "--port", "99999"]) == 1
    assert capsys.readouterr().err.startswith("port 99999 will not do")


def test_a_missing_site_is_said_with_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--root", str(tmp_path)]) == 1
    assert capsys.readouterr().err.endswith("holds no built site: run make build\n")
