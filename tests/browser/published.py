"""Publishing a copy of the site: the next release, and what its service worker lists."""

import json
from collections.abc import Mapping
from pathlib import Path

from builder import precache


def release(site: Path, files: Mapping[str, str | bytes | None], before: str = "") -> str:
    """Change some files (None removes one) and publish; `before` runs ahead of the worker's own script.

    Returns the name that devices give the new release.
    """
    for name, content in files.items():
        path = site / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if content is None:
            path.unlink()
        else:
            path.write_bytes(content.encode() if isinstance(content, str) else content)
    script = (site / precache.WORKER).read_text("utf-8").split("\n", 1)[1]
    return precache.write(site, before + script)


def listed(site: Path, group: str) -> dict[str, str]:
    """The files of a group in their order, each with its hash."""
    first = (site / precache.WORKER).read_text("utf-8").split("\n", 1)[0]
    lists = json.loads(first.removeprefix("const RELEASE=").removesuffix(";"))
    return {entry["url"]: entry["sha256"] for entry in lists[group]}
