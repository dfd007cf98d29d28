"""Firefox, driven over its own Marionette protocol."""

import base64
import json
import os
import re
import subprocess
import warnings
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import override

from tests.others.driver import PATIENCE, PHONE, RUN, Browser, DriverTrouble, Element, Lack, PageGone, given

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # some of what it needs is written as Python once was
    from marionette_driver import errors  # type: ignore[import-untyped]  # it carries no types
    from marionette_driver.marionette import Marionette  # type: ignore[import-untyped]  # it carries no types

PREFERENCES: Mapping[str, object] = {
    "marionette.port": 0,  # a free one, which it writes into its profile
    "browser.download.folderList": 2,  # our folder
    "browser.download.useDownloadDir": True,
    "browser.shell.checkDefaultBrowser": False,
    "devtools.console.stdout.content": True,  # what pages write comes out as the program's own output
    "intl.locale.requested": "en-US",
    "network.disable-localhost-when-offline": True,  # or going offline would not reach our host
}
WITHOUT: Mapping[Lack, Mapping[str, object]] = {
    "service workers": {"dom.serviceWorkers.enabled": False},
    "storage": {"network.cookie.cookieBehavior": 2},  # "block all cookies": storage is there, and refuses
}
# Script errors and refusals by a policy come from the pages' processes to this one list.
HEARD = """
return Services.console.getMessageArray()
  .filter((one) => one instanceof Ci.nsIScriptError && one.sourceName.startsWith("http://127.0.0.1:"))
  .filter(({ category, flags }) => category.startsWith("CSP") || !(flags & Ci.nsIScriptError.warningFlag))
  .map(({ errorMessage }) => errorMessage);
"""
WRITTEN = re.compile(r"console\.error: [\"(]")  # what the browser writes of itself has a name there
SHAPE = """
const { style } = gBrowser.selectedBrowser;
style.setProperty("max-width", arguments[0] + "px", "important");
style.setProperty("height", arguments[1] + "px", "important");
style.setProperty("max-height", arguments[1] + "px", "important");
"""


class Firefox(Browser):
    """A Firefox of its own, without a window on any screen."""

    def __init__(self, binary: str, profile: Path, is_private: bool = False, lacks: Lack | None = None) -> None:
        super().__init__(profile, is_private, lacks)
        self._binary = binary
        self._log = profile / "console.txt"

    @override
    def open(self) -> None:
        port = self.profile / "MarionetteActivePort"
        port.unlink(missing_ok=True)
        self._write_preferences()
        self._output = self._log.open("ab")
        self._process = subprocess.Popen(
            [self._binary, "--headless", "--marionette", "--remote-allow-system-access", "--profile", self.profile],
            env={**os.environ, "TZ": "America/New_York", "MOZ_CRASHREPORTER_DISABLE": "1"},
            stdout=self._output,
            stderr=subprocess.DEVNULL,
        )
        self._driver = Marionette(host="127.0.0.1", port=self._read(port))
        self._driver.start_session()
        self.version = str(self._driver.session_capabilities["browserVersion"])
        self._driver.timeout.script = PATIENCE
        self._driver.set_window_rect(width=800, height=PHONE[1] + 200)
        with self._inside():
            self._driver.execute_script(SHAPE, PHONE)

    def _write_preferences(self) -> None:
        wanted = {**PREFERENCES, "browser.download.dir": str(self.downloads)}
        if self.lacks:
            wanted |= WITHOUT[self.lacks]
        if self.is_private:
            wanted["browser.privatebrowsing.autostart"] = True
        lines = [f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in wanted.items()]
        (self.profile / "user.js").write_text("".join(lines), "utf-8")

    def _read(self, port: Path) -> int:
        for _ in range(int(PATIENCE * 20)):
            if port.is_file() and (text := port.read_text()):
                return int(text)
            try:
                raise DriverTrouble(f"{self._binary} ended with {self._process.wait(0.05)}")
            except subprocess.TimeoutExpired:
                continue
        self._process.kill()
        raise DriverTrouble(f"{self._binary} did not say how to reach it")

    @override
    def close(self) -> None:
        try:
            with self._inside():
                self._driver.execute_script("Services.startup.quit(Ci.nsIAppStartup.eForceQuit);")
        except (errors.MarionetteException, OSError):
            pass  # it is gone already
        self._driver.session = None  # so that nobody tries to say goodbye later
        self._driver.cleanup_ran = True
        if self._driver.client:
            self._driver.client.close()
        try:
            self._process.wait(PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._output.close()

    @contextmanager
    def _inside(self) -> Iterator[None]:
        """Speak to the browser itself, not to its page."""
        with self._driver.using_context("chrome"):
            yield

    @override
    def goto(self, url: str) -> None:
        self._driver.navigate(url)

    @override
    def run(self, body: str) -> object:
        try:
            return given(self._driver.execute_async_script(RUN % body, sandbox=None))
        except errors.JavascriptException as trouble:
            raise PageGone(str(trouble)) from trouble

    @override
    def find(self, css: str) -> Element:
        found: Element = self._driver.find_element("css selector", css)
        return found

    @override
    def picture(self, path: Path) -> None:
        path.write_bytes(base64.b64decode(self._driver.screenshot(full=True)))

    @override
    def troubles(self) -> list[str]:
        with self._inside():
            heard = [str(line) for line in self._driver.execute_script(HEARD)]
        lines = self._log.read_text("utf-8", "replace").splitlines()
        return heard + [line for line in lines if WRITTEN.match(line)]

    def forget_answers(self) -> None:
        """Empty the browser's own cache, which keeps what a host's headers allow."""
        with self._inside():
            self._driver.execute_script("Services.cache2.clear();")

    def go_offline(self) -> None:
        """Take the network away as flight mode does."""
        with self._inside():
            self._driver.execute_script(
                "Services.obs.notifyObservers(null, 'net:prune-all-connections'); Services.io.offline = true;"
            )
