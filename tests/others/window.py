"""A window of WebKitGTK that remembers: the driver's own MiniBrowser forgets everything when it closes.

Runs on the system's Python, which has the bindings (Debian: python3-gi, gir1.2-webkit2-4.1), never on ours.
"""

import sys
from pathlib import Path

import gi  # type: ignore[import-not-found]  # only the system's Python has it

gi.require_version("Gtk", "3.0")
gi.require_version("WebKit2", "4.1")
from gi.repository import Gtk, WebKit2  # type: ignore[import-not-found]  # noqa: E402  # after the versions were chosen

NAME = "footing-tests"


def manager_of(profile: Path, is_private: bool) -> WebKit2.WebsiteDataManager:
    if is_private:
        return WebKit2.WebsiteDataManager.new_ephemeral()
    return WebKit2.WebsiteDataManager(base_data_directory=f"{profile}/data", base_cache_directory=f"{profile}/cache")


def open_window(profile: Path, width: int, height: int, is_private: bool) -> None:
    context = WebKit2.WebContext(website_data_manager=manager_of(profile, is_private))
    context.set_preferred_languages(["en-US"])
    context.set_automation_allowed(True)

    def save(_: object, download: WebKit2.Download) -> None:
        download.connect("decide-destination", choose)

    def choose(download: WebKit2.Download, name: str) -> bool:
        download.set_destination((profile / "downloads" / name).as_uri())
        return True

    def show(_: object) -> WebKit2.WebView:
        settings = WebKit2.Settings(enable_write_console_messages_to_stdout=True)
        view = WebKit2.WebView(web_context=context, settings=settings, is_controlled_by_automation=True)
        window = Gtk.Window(decorated=False, default_width=width, default_height=height)
        window.connect("destroy", Gtk.main_quit)
        window.add(view)
        window.show_all()
        return view

    def introduce(_: object, session: WebKit2.AutomationSession) -> None:
        info = WebKit2.ApplicationInfo()
        info.set_name(NAME)
        session.set_application_info(info)
        session.connect("create-web-view", show)

    context.connect("download-started", save)
    context.connect("automation-started", introduce)
    Gtk.main()


if __name__ == "__main__":
    open_window(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]), sys.argv[4:] == ["private"])
