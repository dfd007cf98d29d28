"""The other browsers are there, and their drivers do and hear what they promise."""

from collections.abc import Iterator
from pathlib import Path
from time import monotonic

import pytest

from builder.serve import running
from tests.others.driver import PATIENCE, PHONE, Browser, DriverTrouble, PageGone
from tests.others.start import Open
from tools.others import OTHERS

pytestmark = pytest.mark.soak

PAGE = """<!doctype html><html lang="en"><title>Hello</title><link rel="icon" href="data:,">{head}
<h1>Hello</h1><input name="word" value="old"><input type="file" name="file">
<a href="file.txt" download="made.txt">Save</a>"""


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "file.txt").write_text("It was 1 200 €.", "utf-8")
    (folder / "index.html").write_text(PAGE.format(head=""), "utf-8")
    with running(folder) as address:
        yield address


@pytest.mark.parametrize("name", OTHERS)
def test_a_browser_is_there(name: str) -> None:
    """Without it this fails and names the package, and the other tests in it are skipped."""
    assert OTHERS[name].find() is not None, f"{name} is {OTHERS[name].missing}"


def test_the_page_is_as_wide_as_a_phone(browser: Browser, url: str) -> None:
    browser.goto(url)
    assert browser.evaluate("[innerWidth, innerHeight]") == list(PHONE)


def test_fields_are_filled_and_files_chosen(browser: Browser, url: str, tmp_path: Path) -> None:
    (tmp_path / "chosen.json").write_text("{}")
    browser.goto(url)
    browser.fill("[name=word]", "señor")
    browser.choose_file("[name=file]", tmp_path / "chosen.json")
    assert browser.evaluate("document.querySelector('[name=word]').value") == "señor"
    assert browser.evaluate("document.querySelector('[name=file]').files[0].name") == "chosen.json"


def test_a_download_lands_in_our_folder(browser: Browser, url: str) -> None:
    browser.goto(url)
    browser.tap("a")
    assert browser.downloaded("made.txt").read_text("utf-8") == "It was 1 200 €."


def test_what_a_script_throws_is_told_and_a_page_that_goes_is_not_waited_for(browser: Browser, url: str) -> None:
    browser.goto(url)
    with pytest.raises(DriverTrouble, match="no luck"):
        browser.run("throw new Error('no luck');")
    with pytest.raises(DriverTrouble, match=r"not so after 0\.1 seconds: 1 > 2"):
        browser.wait_until("1 > 2", 0.1)
    with pytest.raises(PageGone):
        browser.run("location.reload(); await new Promise(() => undefined);")


def test_a_restart_keeps_what_the_site_stored(browser: Browser, url: str) -> None:
    browser.goto(url)
    browser.evaluate("localStorage.setItem('word', 'kept')")
    browser.evaluate("caches.open('c').then((cache) => cache.put('/x', new Response('kept too')))")
    browser.restart()
    browser.goto(url)
    assert browser.evaluate("localStorage.getItem('word')") == "kept"
    assert browser.evaluate("caches.match('/x').then((found) => found.text())") == "kept too"


@pytest.mark.parametrize(
    ("head", "heard"),
    [
        ("<script>setTimeout(() => { throw new Error('oops'); })</script>", "oops"),
        ("<script>Promise.reject(new Error('refused'))</script>", "refused"),
        ("<script>console.error('written')</script>", "written"),
        ('<meta http-equiv="Content-Security-Policy" content="script-src \'none\'"><script>1</script>', "ecurity"),
    ],
    ids=["error", "promise", "console", "policy"],
)
def test_what_a_page_complains_about_is_heard(opener: Open, tmp_path: Path, url: str, head: str, heard: str) -> None:
    (tmp_path / "site/index.html").write_text(PAGE.format(head=head), "utf-8")
    with opener(tmp_path / "profile") as browser:
        browser.goto(url)
        end = monotonic() + PATIENCE
        while heard not in "\n".join(browser.troubles()):
            assert monotonic() < end, browser.troubles()  # it comes from another process
