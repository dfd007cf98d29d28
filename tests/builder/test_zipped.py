"""Zips and packs: the same bytes every time, and nothing lost."""

import io
import zipfile

from hypothesis import given
from hypothesis import strategies as st

from builder.zipped import packed, unpacked, unzipped, zipped

names = st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=20)


@given(st.dictionaries(names, st.binary(max_size=200)))
def test_what_goes_in_comes_out(files: dict[str, bytes]) -> None:
    assert unzipped(zipped(files)) == files
    assert unpacked(packed(files)) == files


@given(st.dictionaries(names, st.binary(max_size=20)))
def test_the_order_of_the_files_changes_nothing(files: dict[str, bytes]) -> None:
    assert packed(dict(reversed(files.items()))) == packed(files)


def test_a_zip_is_sorted_and_knows_no_clock() -> None:
    with zipfile.ZipFile(io.BytesIO(zipped({"b": b"", "a": b"2"}))) as archive:
        assert [(entry.filename, entry.date_time) for entry in archive.infolist()] == [
            ("a", (1980, 1, 1, 0, 0, 0)),
            ("b", (1980, 1, 1, 0, 0, 0)),
        ]
