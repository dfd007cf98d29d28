"""WebKitGTK, driven over WebDriver, in a window of ours on a screen that nobody sees."""

import os
import subprocess
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import override

from selenium.common.exceptions import JavascriptException, WebDriverException
from selenium.webdriver import WebKitGTK as Driver
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.others.driver import PATIENCE, PHONE, RUN, Browser, DriverTrouble, Element, Lack, PageGone, given
from tools.others import SYSTEM_PYTHON

WITHOUT: Mapping[Lack, str] = {"service workers": "ServiceWorkers", "storage": "IndexedDBAPI"}
NAME = "footing-tests"  # as window.py calls itself
WINDOW = Path(__file__).with_name("window.py")
# Three small fields that are typed in the order of the reader's country: a day is put in whole, as other drivers do.
PICK = """
arguments[0].value = arguments[1];
for (const kind of ["input", "change"]) arguments[0].dispatchEvent(new Event(kind, { bubbles: true }));
"""
UNKNOWN = "Unrecognized Content-Security-Policy directive 'manifest-src'"  # it installs no apps, and knows no manifest


@contextmanager
def screen(binary: str) -> Iterator[str]:
    """Start a screen in memory; its name is what DISPLAY wants."""
    reader, writer = os.pipe()
    command = [binary, "-displayfd", str(writer), "-screen", "0", "1280x1024x24", "-nolisten", "tcp"]
    process = subprocess.Popen(command, pass_fds=[writer], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    os.close(writer)
    with os.fdopen(reader) as told:
        number = told.readline().strip()
    try:
        if not number:
            raise DriverTrouble(f"{binary} ended with {process.wait()}")
        yield f":{number}"
    finally:
        process.terminate()
        process.wait()


class WebKitGtk(Browser):
    """A window with a profile of its own."""

    def __init__(
        self, driver: str, display: str, profile: Path, is_private: bool = False, lacks: Lack | None = None
    ) -> None:
        super().__init__(profile, is_private, lacks)
        self._binary = driver
        self._display = display
        self._log = profile / "console.txt"

    @override
    def open(self) -> None:
        options = Options()
        options.binary_location = SYSTEM_PYTHON
        options.set_capability("browserName", NAME)
        for argument in (WINDOW, self.profile, *PHONE):
            options.add_argument(str(argument))
        if self.is_private:
            options.add_argument("--private")
        if self.lacks:
            options.add_argument(f"--without={WITHOUT[self.lacks]}")
        env = {**os.environ, "DISPLAY": self._display, "TZ": "America/New_York", "GDK_BACKEND": "x11"}
        self._output = self._log.open("a")
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", DeprecationWarning)  # it calls a part of itself in an old way
            self._driver = Driver(options, Service(self._binary, log_output=self._output, env=env))
        self.version = str(self._driver.capabilities["browserVersion"])
        self._driver.set_script_timeout(PATIENCE)

    @override
    def close(self) -> None:
        self._driver.quit()
        self._output.close()

    @override
    def goto(self, url: str) -> None:
        self._driver.get(url)

    @override
    def run(self, body: str) -> object:
        try:
            return given(self._driver.execute_async_script(RUN % body))
        except JavascriptException as trouble:
            raise DriverTrouble(trouble.msg) from trouble
        except WebDriverException as trouble:
            raise PageGone(trouble.msg) from trouble

    @override
    def find(self, css: str) -> Element:
        found: Element = self._driver.find_element("css selector", css)
        return found

    @override
    def write(self, css: str, text: str) -> None:
        field = self.find(css)
        if field.get_attribute("type") == "date":
            self._driver.execute_script(PICK, field, text)
        else:
            super().write(css, text)

    @override
    def picture(self, path: Path) -> None:
        self._driver.save_screenshot(str(path))

    @override
    def troubles(self) -> list[str]:
        lines = self._log.read_text("utf-8", "replace").splitlines()
        return [line for line in lines if "CONSOLE" in line and " ERROR " in line and UNKNOWN not in line]
