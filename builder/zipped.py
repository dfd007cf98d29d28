"""Zip files that hold the same bytes on every day, and packs, in which they travel.

A pack is one gzip stream around a zip that compresses nothing: smaller than a compressed zip, and the browser unpacks
it faster than Python. Its name ends in `.pack`, which no host compresses or unpacks on the way.
"""

import gzip
import io
import zipfile
from collections.abc import Mapping

LONG_AGO = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can say
BEST = 9


def zipped(files: Mapping[str, bytes]) -> bytes:
    """The files, sorted by name, not compressed."""
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        for name, content in sorted(files.items()):
            entry = zipfile.ZipInfo(name, LONG_AGO)
            entry.external_attr = 0o644 << 16
            archive.writestr(entry, content)
    return made.getvalue()


def packed(files: Mapping[str, bytes]) -> bytes:
    """The zip of these files as a pack."""
    return gzip.compress(zipped(files), BEST, mtime=0)


def unzipped(content: bytes) -> dict[str, bytes]:
    """The files of a zip by name; folders are none."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist() if not name.endswith("/")}


def unpacked(pack: bytes) -> dict[str, bytes]:
    """The files of a pack by name."""
    return unzipped(gzip.decompress(pack))
