"""The engine and a page that can start it, without the page `/app/`; a test may break parts of it before it looks."""

import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Page

from builder import engine
from builder.engine import EngineFiles
from builder.node import esbuild
from tests.browser.until import until

ROOT = Path(__file__).resolve().parents[3]
HARNESS = "tests/browser/harness"
# Each of these is the body of a function of `parts`; `start()` gives an engine, or what kept it from starting.
START = """
  window.shares = [];
  const told = (trouble) => ({ reason: trouble.reason, what: trouble.message });
  const start = (worker = parts.worker, use = "never") =>
    Engine.start(worker, parts, use, (...share) => shares.push(share));
"""


class Harness:
    """A folder with the engine and a page that can start it; a test may break parts of it before it looks."""

    def __init__(self, folder: Path, made: EngineFiles) -> None:
        self.folder = folder
        self.made = made

    def path(self, name: str) -> Path:
        """The file that goes by this short name."""
        if name == "app":
            return self.folder / self.made.app
        return self.folder / (name if name == "worker.js" else self.made.folder + name)

    def header(self, path: str, name: str, value: str) -> None:
        (self.folder / "_headers").write_text(f"{path}\n  {name}: {value}\n", "utf-8")

    def parts(self, url: str) -> Mapping[str, object]:
        engine, app = f"{url}{self.made.folder}", f"{url}{self.made.app}"
        sizes, info = dict(self.made.sizes), dict(self.made.info)
        return {"worker": "worker.js", "engine": engine, "app": app, "lang": "en", "sizes": sizes, "info": info}

    def run(self, page: Page, url: str, body: str) -> object:
        page.goto(f"{url}engine.html")
        until(page, "globalThis.Engine !== undefined")
        return page.evaluate(f"async (parts) => {{ {START} {body} }}", self.parts(url))


@pytest.fixture(scope="session")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Harness:
    folder = tmp_path_factory.mktemp("engine")
    esbuild(ROOT, folder, [f"{HARNESS}/engine.ts"], "--format=esm")
    esbuild(ROOT, folder, ["pwa/shell/worker.ts"], "--format=esm")
    shutil.copy(ROOT / HARNESS / "engine.html", folder)
    return Harness(folder, engine.write(ROOT, folder, {"en": (ROOT / "pwa/rulebook/guide.en.json").read_text("utf-8")}))


@pytest.fixture
def breakable(whole: Harness, tmp_path: Path) -> Harness:
    shutil.copytree(whole.folder, tmp_path / "site")
    return Harness(tmp_path / "site", whole.made)
