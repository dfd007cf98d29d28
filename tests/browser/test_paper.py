"""What is printed fits its sheet and carries what paper needs."""

from pathlib import Path

import pytest
from playwright.sync_api import Page
from pypdf import PdfReader

PAPERS = ("Letter", "A4")


def _print(page: Page, out: Path, paper: str) -> PdfReader:
    page.pdf(path=out, format=paper)
    return PdfReader(out)


@pytest.mark.parametrize("paper", PAPERS)
def test_the_checklist_is_one_sheet(page: Page, site_url: str, tmp_path: Path, paper: str) -> None:
    page.goto(site_url + "checklist/")
    sheet = _print(page, tmp_path / "sheet.pdf", paper)
    text = sheet.pages[0].extract_text()
    assert len(sheet.pages) == 1
    assert site_url in text
    assert [text.count(label) >= 9 for label in ("Date", "Name", "Reference")] == [True, True, True]


def test_the_checklist_has_nine_boxes(page: Page, site_url: str) -> None:
    page.goto(site_url + "checklist/")
    page.emulate_media(media="print")
    assert page.locator(".nine .box:visible").count() == 9


@pytest.mark.parametrize("paper", PAPERS)
@pytest.mark.parametrize("folder", ["scripts", "letters"])
def test_every_script_and_letter_is_one_sheet(
    page: Page, site_url: str, built_site: Path, tmp_path: Path, folder: str, paper: str
) -> None:
    long = []
    for name in sorted(path.parent.name for path in (built_site / folder).glob("*/index.html")):
        page.goto(f"{site_url}{folder}/{name}/")
        if len(_print(page, tmp_path / "sheet.pdf", paper).pages) != 1:
            long.append(name)
    assert long == []


def test_paper_shows_of_a_letter_only_the_letter(page: Page, site_url: str, tmp_path: Path) -> None:
    """It goes to somebody else: no advice of ours, no address of ours, no grade of a source."""
    page.goto(site_url + "letters/collector-dispute/")
    text = _print(page, tmp_path / "sheet.pdf", "Letter").pages[0].extract_text()
    assert "I dispute this debt" in text
    assert [said for said in (site_url, "Law", "Do not", "Sources", "Footing") if said in text] == []


def test_paper_shows_what_is_folded_on_the_screen(page: Page, site_url: str, tmp_path: Path) -> None:
    page.goto(site_url + "scripts/ask-itemized-bill/")
    assert "I check every bill" in _print(page, tmp_path / "sheet.pdf", "Letter").pages[0].extract_text()


def test_the_list_of_sheets_names_every_sheet(page: Page, site_url: str, built_site: Path) -> None:
    page.goto(site_url + "print/")
    scripts = {path.parent.name for path in (built_site / "scripts").glob("*/index.html")}
    linked = page.locator(".links a").evaluate_all("links => links.map((link) => link.pathname.split('/').at(-2))")
    letters = {path.parent.name for path in (built_site / "letters").glob("*/index.html")}
    assert set(linked) == scripts | letters | {"checklist"}
