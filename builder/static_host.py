"""What a good static host answers: types, compression, cache headers, redirects, a page for what is missing.

`respond` touches only files under the site and reads them at each request, so a rebuilt site shows at once.
"""

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from http import HTTPStatus
from pathlib import Path, PurePosixPath
from urllib.parse import quote, unquote, urlsplit

# Our own table: the platform's differs from machine to machine, and a wrong type breaks modules and wasm.
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".ico": "image/x-icon",
    ".ics": "text/calendar; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".map": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
WORTH_COMPRESSING = re.compile(r"text/|application/(json|manifest\+json|wasm|xml)|image/svg")
SMALLEST_COMPRESSED = 512
# main.50c56a3b.min.css (Material) and boot-ABCD2345.js (esbuild): the name changes with the content.
# A hash has a letter: report-20261124.pdf is only a date.
HASHED_NAME = re.compile(r"[.-](?=[0-9]*[a-zA-Z])([0-9a-f]{8,64}|[A-Z2-7]{8})\.")
HEADERS_FILE = "_headers"


@dataclass(frozen=True)
class Site:
    """The folder to serve and the path it is served under, which ends in a slash."""

    root: Path
    prefix: str = "/"


@dataclass(frozen=True)
class Response:
    status: HTTPStatus
    headers: Mapping[str, str]
    body: bytes = b""


def respond(site: Site, target: str, asked: Mapping[str, str]) -> Response:
    """Answer a GET for `target` (path and query as sent); `asked` holds headers, Named-Like-This."""
    url = urlsplit("/" + target.lstrip("/"))
    path = unquote(url.path)
    if path + "/" == site.prefix:
        return _redirect(site.prefix, url.query)
    if not path.startswith(site.prefix):
        return _not_found(site, asked)
    name = path.removeprefix(site.prefix)
    file = _inside(site.root, name)
    if file and file.is_dir():
        if name and not name.endswith("/"):
            return _redirect(site.prefix + name + "/", url.query)
        file = _inside(site.root, f"{name}index.html")
    elif name.endswith("/"):
        file = None
    if file and file.is_file() and name != HEADERS_FILE:
        return _content(site, file, asked, HTTPStatus.OK)
    return _not_found(site, asked)


def _inside(root: Path, name: str) -> Path | None:
    """Find the file or folder `name` means, or None where it would leave the site."""
    if "\0" in name or "\\" in name or ".." in PurePosixPath(name).parts:
        return None
    try:
        found = (root / name.strip("/")).resolve()
        found.exists()  # a name too long for the disk raises here
    except OSError:
        return None
    return found if found.is_relative_to(root.resolve()) else None


def _redirect(path: str, query: str) -> Response:
    location = quote(path) + (f"?{query}" if query else "")
    return Response(HTTPStatus.MOVED_PERMANENTLY, {"Location": location})


def _not_found(site: Site, asked: Mapping[str, str]) -> Response:
    page = (site.root / "404.html").resolve()
    if page.is_file():
        return _content(site, page, asked, HTTPStatus.NOT_FOUND)
    return Response(HTTPStatus.NOT_FOUND, {"Content-Type": TYPES[".txt"]}, b"There is no page here.\n")


def _content(site: Site, file: Path, asked: Mapping[str, str], status: HTTPStatus) -> Response:
    body, coding = _encoded(file, asked.get("Accept-Encoding", ""))
    tag = f'"{hashlib.sha256(body).hexdigest()[:32]}"'
    is_hashed = HASHED_NAME.search(file.name) is not None
    headers = {
        "Content-Type": TYPES.get(file.suffix, "application/octet-stream"),
        "Cache-Control": "public, max-age=31536000, immutable" if is_hashed else "no-cache",
        "ETag": tag,
        "Vary": "Accept-Encoding",
    }
    headers |= _extra_headers(site.root, file)
    if status is HTTPStatus.OK and _knows(asked.get("If-None-Match", ""), tag):
        del headers["Content-Type"]
        return Response(HTTPStatus.NOT_MODIFIED, headers)
    if coding:
        headers["Content-Encoding"] = coding
    return Response(status, headers, body)


def _encoded(file: Path, accept: str) -> tuple[bytes, str | None]:
    """Read a file as small as the other side takes it: made before (file.br, file.gz) or compressed now."""
    for coding, suffix in (("br", ".br"), ("gzip", ".gz")):
        ready = file.with_name(file.name + suffix)
        if _accepts(accept, coding) and ready.is_file() and ready.stat().st_mtime >= file.stat().st_mtime:
            return ready.read_bytes(), coding
    compressible = WORTH_COMPRESSING.match(TYPES.get(file.suffix, ""))
    facts = file.stat()
    if compressible and facts.st_size >= SMALLEST_COMPRESSED and _accepts(accept, "gzip"):
        return _gzipped(file, facts.st_mtime_ns, facts.st_size), "gzip"
    return file.read_bytes(), None


@lru_cache(maxsize=512)
def _gzipped(file: Path, _changed: int, _size: int) -> bytes:
    return gzip.compress(file.read_bytes(), compresslevel=6, mtime=0)


def _accepts(accept: str, coding: str) -> bool:
    for choice in accept.lower().split(","):
        name, _, weight = (part.strip() for part in choice.partition(";"))
        if name == coding:
            return re.fullmatch(r"q=0(\.0*)?", weight) is None
    return False


def _knows(tags: str, tag: str) -> bool:
    return tags.strip() == "*" or tag in (known.strip().removeprefix("W/") for known in tags.split(","))


def _extra_headers(root: Path, file: Path) -> dict[str, str]:
    """Collect what `_headers` says for this file; a header named by two matching rules gets both values."""
    rules = root / HEADERS_FILE
    if not rules.is_file():
        return {}
    path = "/" + file.relative_to(root.resolve()).as_posix()
    names = (path, path.removesuffix("index.html"))
    found: dict[str, str] = {}
    is_ours = False
    for line in rules.read_text(encoding="utf-8").splitlines():
        if not line.strip() or line.lstrip().startswith("#"):
            continue
        if not line[0].isspace():
            pattern = re.escape(line.strip()).replace(r"\*", ".*")
            is_ours = any(re.fullmatch(pattern, name) for name in names)
        elif is_ours:
            key, _, value = (part.strip() for part in line.partition(":"))
            key = key.title()  # header names have no case; ours are written like this too
            found[key] = f"{found[key]}, {value}" if key in found else value
    return found
