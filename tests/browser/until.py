"""Waiting for something in a page that has a policy: Playwright's own wait for a function needs `eval` there."""

from playwright.sync_api import Page

PATIENCE = 60_000  # milliseconds: a busy machine is slow, not wrong
LOOK_AGAIN = 20


def until(page: Page, condition: str) -> None:
    """Wait until this JavaScript expression is true on the page."""
    page.evaluate(
        f"""async ([patience, lookAgain]) => {{
            const end = performance.now() + patience;
            while (!({condition})) {{
                if (performance.now() > end) throw new Error("it did not come");
                await new Promise((resolve) => setTimeout(resolve, lookAgain));
            }}
        }}""",
        [PATIENCE, LOOK_AGAIN],
    )
