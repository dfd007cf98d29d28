"""The yardstick: the same site with the engine as npm and the Python packages bring it, no work of ours on it."""

import html
import json
import re
import shutil
from pathlib import Path

from builder import engine

ROOT = Path(__file__).resolve().parents[2]
PARTS = re.compile(r'data-parts="([^"]*)"')


def write(site: Path, plain: Path) -> None:
    """Copy the built site to `plain` and give it the stock engine.

    Its service worker is left out: it would refuse files that are not those of its list, and the page works without.
    """
    shutil.rmtree(plain, ignore_errors=True)
    shutil.copytree(site, plain, ignore=lambda folder, _: ["engine", "sw.js"] if Path(folder) == site else [])
    guides = {path.name.split(".")[1]: path.read_text("utf-8") for path in (ROOT / "pwa/rulebook").glob("guide.*.json")}
    made = engine.stock(ROOT, plain, guides)
    page = plain / "app" / "index.html"
    told = page.read_text("utf-8")
    parts = parts_of(told) | {"engine": f"../{made.folder}", "app": f"../{made.app}", "sizes": made.sizes}
    parts |= {"snapshot": "never"}  # making one takes time before the engine is ready
    page.write_text(PARTS.sub(lambda _: f'data-parts="{html.escape(json.dumps(parts))}"', told), "utf-8")


def parts_of(page: str) -> dict[str, object]:
    """What the tool's page says about its parts."""
    found = PARTS.search(page)
    if not found:
        raise RuntimeError("app/index.html does not name its parts")
    parts: dict[str, object] = json.loads(html.unescape(found[1]))
    return parts
