"""Files out and in, in a real browser: a download, the share sheet, a file that was chosen."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page

from tests.browser.harness.shell import served, visit

BACKUP = '{"note": "1 200 €, “señor” 🧾"}'
GIVE = f"download('footing.json', {BACKUP!r}, 'application/json')"
HAND_OVER = "share('footing.json', 'text', 'application/json')"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Version/18.1 Safari/604.1"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15"
ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36"


@pytest.fixture(scope="module")
def url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(tmp_path_factory.mktemp("shell")) as address:
        yield address


@pytest.fixture
def shell(url: str, page: Page) -> Page:
    return visit(page, url)


def read(page: Page, parts: str, most: int = 100) -> object:
    """What becomes of a file of these parts: its text, or why there is none."""
    return page.evaluate(f"readText(new File({parts}, 'a.json'), {most}).catch(({{ reason }}) => ({{ reason }}))")


def test_a_download_has_its_name_and_every_letter_and_leaves_no_link(shell: Page, tmp_path: Path) -> None:
    with shell.expect_download() as made:
        shell.evaluate(GIVE)
    made.value.save_as(tmp_path / "file")
    assert made.value.suggested_filename == "footing.json"
    assert (tmp_path / "file").read_text("utf-8") == BACKUP
    assert shell.locator("a").count() == 0


def test_the_memory_of_a_download_is_given_back_after_a_minute(url: str, page: Page) -> None:
    page.clock.install()
    visit(page, url)
    page.evaluate("globalThis.freed = []; void (URL.revokeObjectURL = (url) => freed.push(url))")
    with page.expect_download() as made:
        page.evaluate(GIVE)
    page.clock.run_for(59_000)
    assert page.evaluate("freed") == []
    page.clock.run_for(1_000)
    assert page.evaluate("freed") == [made.value.url]


@pytest.mark.parametrize(
    ("answer", "end"),
    [
        ("async () => undefined", "shared"),
        ("async () => { throw new DOMException('', 'AbortError'); }", "stopped"),
        ("async () => { throw new DOMException('', 'NotAllowedError'); }", "refused"),
        ("async () => { throw new DOMException('', 'DataError'); }", "refused"),
        ("() => { throw new TypeError(); }", "refused"),
        ("undefined", "refused"),
    ],
)
def test_the_share_sheet_ends_in_one_of_three_ways(shell: Page, answer: str, end: str) -> None:
    shell.evaluate(f"void (navigator.share = {answer})")
    assert shell.evaluate(HAND_OVER) == end


def test_the_share_sheet_is_asked_within_the_tap_with_one_whole_file(shell: Page) -> None:
    shell.evaluate("navigator.share = async (data) => { globalThis.asked = data; }")
    assert (
        shell.evaluate(f"{{ const end = {HAND_OVER}; globalThis.isAsked = 'asked' in globalThis; end; }}") == "shared"
    )
    assert shell.evaluate("isAsked") is True
    told = "async ({ name, type, text }) => [name, type, await text.call(asked.files[0])]"
    assert shell.evaluate("Object.keys(asked)") == ["files"]
    assert shell.evaluate(f"Promise.all(asked.files.map({told}))") == [["footing.json", "application/json", "text"]]


@pytest.mark.parametrize(
    ("answer", "can"),
    [("({ files }) => files[0].type === 'application/json'", True), ("() => false", False), ("undefined", False)],
)
def test_files_can_be_shared_where_the_browser_says_so_for_a_backup(shell: Page, answer: str, can: bool) -> None:
    shell.evaluate(f"void (navigator.canShare = {answer})")
    assert shell.evaluate("canShareFiles()") is can


def test_a_browser_tab_is_not_the_installed_app(shell: Page) -> None:
    assert shell.evaluate("isInstalled()") is False


@pytest.mark.parametrize(
    "trick",
    [
        "Object.defineProperty(navigator, 'standalone', { value: true })",
        "globalThis.matchMedia = (asked) => ({ matches: asked === '(display-mode: standalone)' })",
    ],
    ids=["iPhone", "others"],
)
def test_a_window_of_its_own_is_the_installed_app(shell: Page, trick: str) -> None:
    shell.evaluate(trick)
    assert shell.evaluate("isInstalled()") is True


@pytest.mark.parametrize(
    ("agent", "points", "is_apple"),
    [(IPHONE, 5, True), (MAC, 5, True), (MAC, 0, False), (ANDROID, 5, False)],
    ids=["iPhone", "iPad that calls itself a Mac", "Mac", "Android"],
)
def test_iphone_and_ipad_are_told_from_the_rest(
    url: str, chromium: Browser, agent: str, points: int, is_apple: bool
) -> None:
    context = chromium.new_context(user_agent=agent)
    context.add_init_script(f"Object.defineProperty(navigator, 'maxTouchPoints', {{ value: {points} }})")
    page = visit(context.new_page(), url)
    assert page.evaluate("isApple()") is is_apple
    context.close()


@pytest.mark.parametrize("size", [99, 100])
def test_a_file_up_to_the_limit_is_read(shell: Page, size: int) -> None:
    assert read(shell, f"['x'.repeat({size})]") == "x" * size


def test_a_file_one_byte_over_the_limit_is_too_large(shell: Page) -> None:
    assert read(shell, "['x'.repeat(101)]") == {"reason": "large"}


def test_the_limit_counts_bytes_not_letters(shell: Page) -> None:
    assert read(shell, "['€'.repeat(34)]") == {"reason": "large"}


def test_a_byte_order_mark_is_taken_off(shell: Page) -> None:
    assert read(shell, r"['\uFEFF{\"a\": \"é\"}']") == '{"a": "é"}'


@pytest.mark.parametrize(
    "parts",
    [
        "[new Uint8Array([0x7b, 0xe9, 0x7d])]",
        "[new Uint8Array([0xff, 0xfe, 0x7b, 0])]",
        "[new Uint8Array([0xe2, 0x82])]",
    ],
    ids=["Latin-1", "UTF-16", "cut off"],
)
def test_a_file_that_is_not_utf_8_is_not_text(shell: Page, parts: str) -> None:
    assert read(shell, parts) == {"reason": "not-text"}


def test_an_empty_file_is_an_empty_text(shell: Page) -> None:
    assert read(shell, "[]") == ""


def test_a_file_that_went_away_is_unreadable(shell: Page, tmp_path: Path) -> None:
    chosen = tmp_path / "gone.json"
    chosen.write_text("{}", "utf-8")
    shell.evaluate("apply(region, '<input type=file id=chosen>')")
    shell.locator("#chosen").set_input_files(chosen)
    chosen.unlink()
    assert shell.evaluate("readText(chosen.files[0], 100).catch(({ reason }) => reason)") == "unreadable"
