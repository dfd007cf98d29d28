"""Draws the icons of the installed app, and takes the pictures of the README and the manifest from the built site.

Run it by hand after `make build` when the look changes, and commit what it writes: .venv/bin/python -m tools.pictures
"""

import json
import sys
from pathlib import Path

from playwright.sync_api import Browser, FilePayload, Page, sync_playwright

from builder.serve import running
from tools.browser import MISSING, find

ROOT = Path(__file__).resolve().parent.parent
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
PHONE = (360, 740)
DESK = (1024, 640)
TOOL = "app/"  # shown with the bill below
PICTURES = (  # file, address, size, pixels for each of it, light or dark
    ("docs/pictures/start-phone.png", "", PHONE, 1.5, "light"),
    ("docs/pictures/step-phone.png", "steps/request-itemized-bill/", PHONE, 1.5, "light"),
    ("docs/pictures/decide-phone.png", "decide/#provider-pending", PHONE, 1.5, "light"),
    ("docs/pictures/bill-phone.png", TOOL, PHONE, 1.5, "light"),
    ("theme/screenshots/phone.png", TOOL, PHONE, 1, "light"),
    ("theme/screenshots/desk.png", TOOL, DESK, 1, "light"),
)
TEAL = "#0F5E5A"
ROUNDED = 'rx="14"'
# A maskable icon may lose all that is outside of a circle of four fifths; iPhones round the corners themselves.
ICONS = (
    ("icon-192.png", 192, 1, ROUNDED),
    ("icon-512.png", 512, 1, ROUNDED),
    ("icon-180.png", 180, 1, ""),
    ("icon-maskable-512.png", 512, 0.88, ""),
)
BILL = {
    "format": "casebook/1",
    "household": {"answers": {"hardship": "yes", "lump-sum": "yes", "monthly": "yes", "bankruptcy": "none"}},
    "bills": [
        {
            "id": "bill-1",
            "biller-name": "Mercy Hospital, ER",
            "answers": {
                "holder": "provider",
                "coverage": "insured",
                "plan-kind": "employer-insured",
                "claim": "pending",
                "bill-kind": "summary",
                "biller": "nonprofit-hospital",
                "setting": "other",
                "plan": "none",
            },
            "amounts": {"balance": "4200.00"},
            "dates": {"service": "2026-08-02", "first-bill": "2026-08-20"},
        }
    ],
}


def main() -> int:
    """Write every picture; returns the exit code."""
    found = find()
    if not found:
        print(MISSING, file=sys.stderr)
        return 1
    with sync_playwright() as playwright, running(ROOT / "site") as url:
        browser = playwright.chromium.launch(executable_path=found, args=FLAGS)
        draw_icons(browser)
        for path, address, size, scale, scheme in PICTURES:
            page = open_page(browser, size, scale, scheme)
            page.goto(url + address)
            if address == TOOL:
                show_bill(page)
            page.screenshot(path=ROOT / path, animations="disabled")
            page.context.close()
        browser.close()
    return 0


def open_page(browser: Browser, size: tuple[int, int], scale: float, scheme: str) -> Page:
    """Open a page of this size that remembers nothing."""
    width, height = size
    context = browser.new_context(
        viewport={"width": width, "height": height},
        device_scale_factor=scale,
        color_scheme="dark" if scheme == "dark" else "light",
        locale="en-US",
    )
    return context.new_page()


def draw_icons(browser: Browser) -> None:
    """Draw the icon at each size; the drawing keeps to the middle where the square is full."""
    svg = (ROOT / "theme" / "icon.svg").read_text("utf-8")
    for name, size, share, corners in ICONS:
        page = open_page(browser, (size, size), 1, "light")
        margin = size * (1 - share) / 2
        style = f"margin:{margin}px;background:{'transparent' if corners else TEAL}"
        page.set_content(f'<body style="{style}">{svg.replace(ROUNDED, corners)}</body>')
        page.locator("svg").evaluate(f"svg => svg.style.cssText = 'display:block;width:{size * share}px'")
        page.screenshot(path=ROOT / "theme" / "icons" / name, omit_background=True)
        page.context.close()


def show_bill(page: Page) -> None:
    """Load a backup with one bill, as a reader would, and open it."""
    page.wait_for_selector("html[data-engine=ready]")
    page.click("[data-screen=device]")
    file: FilePayload = {"name": "backup.json", "mimeType": "application/json", "buffer": json.dumps(BILL).encode()}
    page.set_input_files("[data-action=restore]", file)
    page.click("[data-bill=bill-1] .task")
    page.click("[data-question=safe] label:has([value=yes])")
    page.click("form:has([data-question=safe]) [type=submit]")
    page.wait_for_selector("[data-question=safe]", state="detached")
    page.wait_for_selector("[data-when=now]")
    page.wait_for_selector("html[data-offline=whole]")
    page.evaluate("document.querySelector('.note').style.setProperty('display', 'none', 'important'); scrollTo(0, 0)")


if __name__ == "__main__":
    sys.exit(main())
