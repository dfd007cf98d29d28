"""A window of WebKitGTK that remembers: the driver's own MiniBrowser forgets everything when it closes.

Runs on the system's Python, which has the bindings (Debian: python3-gi, gir1.2-webkit2-4.1), never on ours.
"""

import argparse
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


def without(settings: WebKit2.Settings, name: str) -> WebKit2.Settings:
    """Take a feature away, as an older browser would not have it."""
    features = WebKit2.Settings.get_all_features()
    for feature in (features.get(index) for index in range(features.get_length())):
        if feature.get_identifier() == name:
            settings.set_feature_enabled(feature, False)
            return settings
    raise LookupError(f"this WebKit has no feature {name}")


def open_window(asked: argparse.Namespace) -> None:
    profile = asked.profile
    context = WebKit2.WebContext(website_data_manager=manager_of(profile, asked.private))
    context.set_preferred_languages(["en-US"])
    context.set_automation_allowed(True)

    def save(_: object, download: WebKit2.Download) -> None:
        download.connect("decide-destination", choose)

    def choose(download: WebKit2.Download, name: str) -> bool:
        download.set_destination((profile / "downloads" / name).as_uri())
        return True

    def show(_: object) -> WebKit2.WebView:
        settings = WebKit2.Settings(enable_write_console_messages_to_stdout=True)
        if asked.without:
            without(settings, asked.without)
        view = WebKit2.WebView(web_context=context, settings=settings, is_controlled_by_automation=True)
        window = Gtk.Window(decorated=False, default_width=asked.width, default_height=asked.height)
        window.connect("destroy", Gtk.main_quit)
        window.add(view)
        window.show_all()
        return view

    def introduce(_: object, session: WebKit2.AutomationSession) -> None:
        info = WebKit2.ApplicationInfo()
        info.set_name(NAME)
        info.set_version(WebKit2.get_major_version(), WebKit2.get_minor_version(), WebKit2.get_micro_version())
        session.set_application_info(info)
        session.connect("create-web-view", show)

    context.connect("download-started", save)
    context.connect("automation-started", introduce)
    Gtk.main()


def main() -> None:
    parser = argparse.ArgumentParser(description="Open a window that a driver can drive.")
    parser.add_argument("profile", type=Path)
    parser.add_argument("width", type=int)
    parser.add_argument("height", type=int)
    parser.add_argument("--private", action="store_true")
    parser.add_argument("--without", metavar="FEATURE")
    open_window(parser.parse_args())


if __name__ == "__main__":
    main()
