"""Two releases: after the update the tool looks at the saved bills again and says what changed, until it is seen."""

import json
import shutil
from html import escape, unescape
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from builder.zipped import packed, unpacked
from tests.browser.faults.worker import ACCEPT, update
from tests.browser.host import hosting
from tests.browser.published import release
from tests.browser.tool import GUIDE, READY, STORED, add_bill, answer, edit, go_to_bills, open_tool, wait_until_ready

GUIDE_FILE = "rulebook/guide.en.json"
APP_PAGE = "app/index.html"
CARD = "[data-news]"
KEPT = """async () => {
    const open = indexedDB.open("footing");
    const base = await new Promise((resolve) => { open.onsuccess = () => resolve(open.result); });
    const get = base.transaction("case").objectStore("case").get("case");
    const found = await new Promise((resolve) => { get.onsuccess = () => resolve(get.result); });
    base.close();
    return found.told;
}"""


def publish_other_rules(site: Path, days: int, without: str) -> None:
    """The next release: so many days to ask for assistance, and no rule advises one step."""
    (old,) = site.glob("engine/app-*.pack")
    files = unpacked(old.read_bytes())
    guide = json.loads(files[GUIDE_FILE])
    guide["version"] = f"2026-12-01.{days:08}"
    guide["rows"] = [row for row in guide["rows"] if row["step"] != without]
    next(one for one in guide["deadlines"] if one["id"] == "fap-apply-end")["days"] = days
    new = f"engine/app-{days:08}.pack"
    page = (site / APP_PAGE).read_text("utf-8")
    parts = page.split('data-parts="', 1)[1].split('"', 1)[0]
    told = json.loads(unescape(parts))
    told |= {"app": f"../{new}", "release": f"{guide['version']}.other"}
    content = packed(files | {GUIDE_FILE: json.dumps(guide).encode()})
    told["sizes"] = {name: size for name, size in told["sizes"].items() if not name.startswith("app-")}
    told["sizes"][Path(new).name] = len(content)
    changed = page.replace(parts, escape(json.dumps(told, sort_keys=True)))
    release(site, {APP_PAGE: changed, new: content, str(old.relative_to(site)): None})


@pytest.fixture
def site(built_site: Path, tmp_path: Path) -> Path:
    return shutil.copytree(built_site, tmp_path / "site")


def _one_hospital_bill(page: Page, url: str) -> None:
    open_tool(page, url)
    add_bill(page, "Mercy")
    answer(page, "safe", "yes")
    page.goto(f"{url}app/#biller=nonprofit-hospital&holder=provider")
    page.wait_for_selector("article[data-bill]", timeout=READY)
    edit(page, {"date.first-bill": "2026-11-01"})
    expect(page.locator("#kept")).to_contain_text("Saved on this device")


def test_after_an_update_the_tool_says_what_changed_for_each_bill(page: Page, site: Path) -> None:
    with hosting(site) as host:
        _one_hospital_bill(page, host.url)
        notes = page.evaluate(STORED)
        page.wait_for_function("navigator.serviceWorker.controller")
        publish_other_rules(site, 200, "gather-papers")
        assert update(page) == "waiting"
        page.evaluate(ACCEPT)
        page.goto(f"{host.url}app/")
        wait_until_ready(page)
        card = page.locator(CARD)
        expect(card).to_contain_text(GUIDE.words["tool.news-title"])
        expect(card).to_contain_text(f"No longer on your list: {GUIDE.step['gather-papers'].title}.")
        # November 1 + 240 days is June 29, + 200 days is May 20
        expect(card).to_contain_text("This date moved from Jun 29, 2027 to May 20, 2027")
        assert page.evaluate(STORED) == notes, "the notes are as they were"
        assert '"news":{' in page.evaluate(KEPT)
        page.reload()
        wait_until_ready(page)
        expect(card).to_be_visible()
        card.locator("[data-action=seen]").click()
        expect(card).to_have_count(0)
        page.reload()
        wait_until_ready(page)
        expect(page.locator(f".bill-list, {CARD}, article[data-bill]").first).to_be_visible()
        expect(card).to_have_count(0)
        assert page.evaluate(STORED) == notes


def test_an_update_that_changes_nothing_for_a_reader_says_so_and_the_backup_holds_none_of_it(
    page: Page, site: Path
) -> None:
    with hosting(site) as host:
        open_tool(page, host.url)
        add_bill(page, "Laboratory")
        answer(page, "safe", "yes")
        expect(page.locator("#kept")).to_contain_text("Saved on this device")
        page.wait_for_function("navigator.serviceWorker.controller")
        publish_other_rules(site, 240, "bridge-plan")
        assert update(page) == "waiting"
        page.evaluate(ACCEPT)
        page.goto(f"{host.url}app/")
        wait_until_ready(page)
        page.get_by_role("button", name=GUIDE.words["tool.stop-here"]).click()
        go_to_bills(page)
        expect(page.locator(CARD)).to_contain_text(GUIDE.words["tool.news-none"])
        told = json.loads(page.evaluate(KEPT))
        assert (told["rules"], told["news"]) == ("2026-12-01.00000240", {"differences": []})
        with page.expect_download() as download:
            page.locator("[data-action=backup]").first.click()
        backup = Path(download.value.path()).read_text("utf-8")
        assert "2026-12-01" not in backup
        assert "told" not in backup


def test_a_reader_who_keeps_nothing_leaves_nothing_to_compare(page: Page, site: Path) -> None:
    with hosting(site) as host:
        open_tool(page, host.url)
        add_bill(page, "Mercy")
        answer(page, "safe", "no")
        page.wait_for_selector("form.form--one, article[data-bill]")
        databases = page.evaluate("indexedDB.databases().then((all) => all.map(({ name }) => name))")
        assert "footing" not in databases or page.evaluate(STORED) is None
