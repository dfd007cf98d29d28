"""What a device needs to install the site is there, and of the size it says."""

import json
import posixpath
import struct
from collections.abc import Iterator, Mapping
from urllib.parse import urlsplit

import pytest
from selectolax.lexbor import LexborHTMLParser

from tests.site.conftest import SITE

Pages = Mapping[str, LexborHTMLParser]
PNG = b"\x89PNG\r\n\x1a\n"
LARGEST_ICON = 20_000


@pytest.fixture(scope="module")
def manifest() -> Mapping[str, object]:
    found: Mapping[str, object] = json.loads((SITE / "manifest.webmanifest").read_text("utf-8"))
    return found


def _pictures(part: object) -> Iterator[Mapping[str, str]]:
    """Every picture in it, however deep: of the app, of a shortcut, of a screen."""
    if isinstance(part, list):
        for one in part:
            yield from _pictures(one)
    elif isinstance(part, dict):
        if "src" in part:
            yield part
        for one in part.values():
            yield from _pictures(one)


def _size(name: str) -> tuple[int, int]:
    content = (SITE / name).read_bytes()
    assert content.startswith(PNG), name
    width, height = struct.unpack(">II", content[16:24])
    return width, height


def test_every_picture_has_the_pixels_it_promises(manifest: Mapping[str, object]) -> None:
    pictures = list(_pictures(manifest))
    assert [one["src"] for one in pictures if one["sizes"] != "{}x{}".format(*_size(one["src"]))] == []
    assert {"192x192", "512x512"} <= {picture["sizes"] for picture in pictures}
    assert {"any", "maskable"} <= {picture.get("purpose") for picture in pictures}
    assert {"narrow", "wide"} <= {picture.get("form_factor") for picture in pictures}


def test_icons_are_light() -> None:
    assert [path.name for path in (SITE / "icons").iterdir() if path.stat().st_size > LARGEST_ICON] == []


def test_every_address_counts_from_the_manifest(manifest: Mapping[str, object], pages: Pages) -> None:
    shortcuts = manifest["shortcuts"]
    assert isinstance(shortcuts, list)
    addresses = [str(manifest["start_url"]), *(shortcut["url"] for shortcut in shortcuts)]
    assert [address for address in addresses if address not in pages] == []
    assert manifest["scope"] == "./"
    for picture in _pictures(manifest):
        assert not urlsplit(picture["src"]).scheme
        assert not picture["src"].startswith("/")


@pytest.mark.parametrize(
    ("link", "target"), [("manifest", "manifest.webmanifest"), ("apple-touch-icon", "icons/icon-180.png")]
)
def test_every_page_leads_to_it(pages: Pages, link: str, target: str) -> None:
    for address, page in pages.items():
        found = page.css_first(f'link[rel="{link}"]')
        assert found is not None, address
        assert posixpath.normpath(posixpath.join(address, found.attributes["href"] or "")) == target


def test_the_icon_of_iphones_is_a_full_square() -> None:
    assert _size("icons/icon-180.png") == (180, 180)
