"""What a story needs of a browser, whichever it is: a phone-sized page that is driven by CSS and JavaScript."""

import json
from abc import ABC, abstractmethod
from pathlib import Path
from time import monotonic
from typing import Literal, Protocol, Self

PHONE = (360, 740)
PATIENCE = 60.0  # seconds: the engine starts in two or ten of them, on a busy machine in more
ONE_LOOK = 5.0  # a wait within the page; then we look again, because the page may have gone

# The body of an async function; what it gives or throws comes back as a pair, which `given` reads.
RUN = """
const done = arguments[arguments.length - 1];
(async () => { %s })().then((value) => done(["is", value ?? null]), (trouble) => done(["threw", String(trouble)]));
"""
LOOK = """
const until = performance.now() + {seconds} * 1000;
for (;;) {{
  const found = {expression};
  if (found) return true;
  if (performance.now() > until) return false;
  await new Promise((resolve) => setTimeout(resolve, 50));
}}
"""

Lack = Literal["service workers", "storage"]  # what an older browser, or its owner's settings, may keep from a page


class DriverTrouble(RuntimeError):
    """The browser did not do what the test asked for."""


class PageGone(DriverTrouble):
    """The page was left while a script ran in it."""


class Element(Protocol):
    """A part of the page, as both drivers hand it out."""

    def click(self) -> None: ...
    def clear(self) -> None: ...
    def send_keys(self, text: str, /) -> None: ...
    def get_attribute(self, name: str, /) -> str | None: ...


def given(pair: tuple[str, object]) -> object:
    """What a script gave; what it threw is a trouble."""
    how, value = pair
    if how == "threw":
        raise DriverTrouble(value)
    return value


class Browser(ABC):
    """One browser with one profile; `restart` starts it anew with what it remembers."""

    def __init__(self, profile: Path, is_private: bool = False, lacks: Lack | None = None) -> None:
        self.profile = profile
        self.is_private = is_private
        self.lacks = lacks
        self.version = ""  # known once it is open
        self.downloads = profile / "downloads"
        self.downloads.mkdir(parents=True, exist_ok=True)

    @abstractmethod
    def open(self) -> None: ...

    @abstractmethod
    def close(self) -> None: ...

    @abstractmethod
    def goto(self, url: str) -> None: ...

    @abstractmethod
    def run(self, body: str) -> object:
        """Run the body of an async function in the page; raises PageGone, or DriverTrouble with what it threw."""

    @abstractmethod
    def find(self, css: str) -> Element:
        """Find the first such element."""

    @abstractmethod
    def picture(self, path: Path) -> None: ...

    @abstractmethod
    def troubles(self) -> list[str]:
        """What pages of this machine complained about so far: script errors and violations of the policy."""

    def __enter__(self) -> Self:
        self.open()
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def click(self, css: str) -> None:
        """Click the first element, which is in view, as a hand would."""
        self.find(css).click()

    def write(self, css: str, text: str) -> None:
        """Empty a field and type into it."""
        field = self.find(css)
        field.clear()
        field.send_keys(text)

    def choose_file(self, css: str, path: Path) -> None:
        self.find(css).send_keys(str(path))

    def restart(self) -> None:
        self.close()
        self.open()

    def downloaded(self, name: str) -> Path:
        """Wait until a file is whole in the folder of downloads."""
        path = self.downloads / name
        parts = (path.with_name(f"{name}.part"), path.with_name(f"{name}.wkdownload"))
        end = monotonic() + PATIENCE
        while not path.is_file() or not path.stat().st_size or any(part.exists() for part in parts):
            self.run("await new Promise((resolve) => setTimeout(resolve, 50));")
            if monotonic() > end:
                raise DriverTrouble(f"{name} was not downloaded; there is {sorted(self.downloads.iterdir())}")
        return path

    def evaluate(self, expression: str) -> object:
        return self.run(f"return await ({expression});")

    def reload(self) -> None:
        self.goto(str(self.evaluate("location.href")))

    def wait_until(self, expression: str, seconds: float = PATIENCE) -> None:
        """Wait until an expression is true, on whichever page is there by then."""
        end = monotonic() + seconds
        look = LOOK.format(expression=expression, seconds=min(ONE_LOOK, seconds))
        while True:
            try:
                if self.run(look):
                    return
            except PageGone:
                pass  # the next page may bring it
            if monotonic() > end:
                raise DriverTrouble(f"not so after {seconds} seconds: {expression}\n{self.evaluate(SCREEN)}")

    def wait_for(self, css: str, seconds: float = PATIENCE) -> None:
        """Wait until an element is there and shows."""
        self.wait_until(f"{_all(css)}.some((one) => one.checkVisibility())", seconds)

    def wait_gone(self, css: str, seconds: float = PATIENCE) -> None:
        self.wait_until(f"!{_all(css)}.some((one) => one.checkVisibility())", seconds)

    def wait_text(self, css: str, words: str, seconds: float = PATIENCE) -> None:
        """Wait until the first such element holds these words."""
        self.wait_until(f"document.querySelector({json.dumps(css)})?.innerText.includes({json.dumps(words)})", seconds)

    def tap(self, css: str) -> None:
        self.bring(css)
        self.click(css)

    def fill(self, css: str, text: str) -> None:
        self.bring(css)
        self.write(css, text)

    def bring(self, css: str) -> None:
        """Bring an element to the middle of the window, clear of what sticks to its edges."""
        self.wait_for(css)
        self.run(f"{_all(css)}[0].scrollIntoView({{ block: 'center', behavior: 'instant' }});")

    def count(self, css: str) -> int:
        return int(str(self.evaluate(f"{_all(css)}.length")))

    def shows(self, css: str) -> bool:
        return self.evaluate(f"{_all(css)}.some((one) => one.checkVisibility())") is True

    def text(self, css: str) -> str:
        return str(self.evaluate(f"document.querySelector({json.dumps(css)})?.innerText ?? ''"))


SCREEN = (
    "location.href + ' ' + JSON.stringify({ ...document.documentElement.dataset }) + '\\n' + document.body.innerText"
)


def _all(css: str) -> str:
    return f"[...document.querySelectorAll({json.dumps(css)})]"
