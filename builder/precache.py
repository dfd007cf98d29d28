"""What the service worker keeps on the device: every file of the finished site with its hash, written into `sw.js`."""

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from urllib.parse import quote

WORKER = "sw.js"
LEFT_OUT = (WORKER, "release.json", "sitemap.xml")
LEFT_OUT_FOLDERS = ("schema/",)
LEFT_OUT_ENDINGS = (".map", ".br", ".gz")  # for developers; made before for hosts that send them in place of the file
NOT_FETCHED = (".", "_")  # .nojekyll, _headers: a host reads them and does not serve them
LATER = ("engine/", "screenshots/")  # large, and not needed to read: the second phase


@dataclass(frozen=True)
class Entry:
    """One file by the address readers use, its hash as browsers check it, and its bytes."""

    url: str
    sha256: str
    bytes: int


def write(site: Path, worker: str) -> str:
    """Write `sw.js`: the list of this release in front of the script; returns the name of the release."""
    entries = [_entry(site, name) for name in sorted(_names(site)) if _is_kept(name)]
    lists = {
        "guide": [asdict(entry) for entry in entries if not entry.url.startswith(LATER)],
        "engine": [asdict(entry) for entry in entries if entry.url.startswith(LATER)],
    }
    name = hashlib.sha256(json.dumps(lists, sort_keys=True).encode()).hexdigest()[:16]
    release = json.dumps({"id": name, **lists}, sort_keys=True, separators=(",", ":"))
    (site / WORKER).write_text(f"const RELEASE={release};\n{worker}", "utf-8")
    return name


def _names(site: Path) -> Iterator[str]:
    return (path.relative_to(site).as_posix() for path in site.rglob("*") if path.is_file())


def _is_kept(name: str) -> bool:
    is_left_out = name in LEFT_OUT or name.startswith((*NOT_FETCHED, *LEFT_OUT_FOLDERS))
    return not is_left_out and not name.endswith(LEFT_OUT_ENDINGS)


def _entry(site: Path, name: str) -> Entry:
    content = (site / name).read_bytes()
    digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
    is_page = name == "index.html" or name.endswith("/index.html")
    return Entry(quote(name.removesuffix("index.html") if is_page else name), f"sha256-{digest}", len(content))
