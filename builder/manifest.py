"""The web app manifest: the name, icons, colours, shortcuts and screenshots of the installed app."""

import json
import shutil
from collections.abc import Mapping
from pathlib import Path

from casebook.words import Words

FILE = "manifest.webmanifest"
PAPER = "#FBF8F3"
# tools/pictures.py draws them all from theme/icon.svg and from the site itself.
ICONS = (("icon-192.png", 192, "any"), ("icon-512.png", 512, "any"), ("icon-maskable-512.png", 512, "maskable"))
SHORTCUT_ICON = {"src": "icons/icon-192.png", "sizes": "192x192", "type": "image/png"}
SCREENSHOTS = (
    ("phone.png", "360x740", "narrow", "app.screenshot-phone"),
    ("desk.png", "1024x640", "wide", "app.screenshot-desk"),
)
SHORTCUTS = (("app/", "app.shortcut-tool"), ("checklist/", "app.shortcut-checklist"))


def write(root: Path, site: Path, w: Words, lang: str) -> None:
    """Write the manifest, and copy icons and screenshots beside it."""
    for folder in ("icons", "screenshots"):
        shutil.copytree(root / "theme" / folder, site / folder, dirs_exist_ok=True)
    (site / FILE).write_text(json.dumps(manifest(w, lang), ensure_ascii=False, indent=1) + "\n", "utf-8")


def manifest(w: Words, lang: str) -> Mapping[str, object]:
    """What the browser reads before it offers to install; every address counts from the manifest."""
    return {
        "id": f"footing-{lang}",  # counted from the host, where "./" would be the name of whatever else lives there
        "name": w("app.name"),
        "short_name": w("site.name"),
        "description": w("app.description"),
        "lang": lang,
        "dir": "ltr",
        "start_url": "app/",
        "scope": "./",
        "display": "standalone",
        "background_color": PAPER,
        "theme_color": PAPER,
        "categories": ["medical", "finance", "productivity"],
        "icons": [
            {"src": f"icons/{name}", "sizes": f"{size}x{size}", "type": "image/png", "purpose": purpose}
            for name, size, purpose in ICONS
        ],
        "shortcuts": [{"name": w(word), "url": url, "icons": [SHORTCUT_ICON]} for url, word in SHORTCUTS],
        "screenshots": [
            {"src": f"screenshots/{name}", "sizes": size, "type": "image/png", "form_factor": form, "label": w(word)}
            for name, size, form, word in SCREENSHOTS
        ],
    }
