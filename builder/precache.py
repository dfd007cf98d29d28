"""What the service worker keeps on the device: every file of the finished site with its hash, written into `sw.js`."""

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

WORKER = "sw.js"
LEFT_OUT = (WORKER, "release.json", "_headers")
LEFT_OUT_FOLDERS = ("schema", "screenshots")
ENGINE = "engine"


@dataclass(frozen=True)
class Entry:
    """One file by the address readers use, its hash as browsers check it, and its bytes."""

    url: str
    sha256: str
    bytes: int


def write(site: Path, worker: str) -> None:
    """Write `sw.js`: the list of this release in front of the script."""
    entries = list(_entries(site))
    engine = [vars(entry) for entry in entries if entry.url.startswith(f"{ENGINE}/")]
    guide = [vars(entry) for entry in entries if not entry.url.startswith(f"{ENGINE}/")]
    lists = {"guide": guide, "engine": engine}
    name = hashlib.sha256(json.dumps(lists, sort_keys=True).encode()).hexdigest()[:16]
    release = json.dumps({"id": name, **lists}, sort_keys=True, separators=(",", ":"))
    (site / WORKER).write_text(f"const RELEASE={release};\n{worker}", "utf-8")


def _entries(site: Path) -> Iterator[Entry]:
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if not path.is_file() or name in LEFT_OUT or name.split("/")[0] in LEFT_OUT_FOLDERS or name.endswith(".map"):
            continue
        content = path.read_bytes()
        digest = base64.b64encode(hashlib.sha256(content).digest()).decode()
        url = name.removesuffix("index.html") if name == "index.html" or name.endswith("/index.html") else name
        yield Entry(url, f"sha256-{digest}", len(content))
