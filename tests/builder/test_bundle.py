"""The compiled guide: plain answers, a version that is the date and a hash, the same bytes from the same input."""

import json
from collections.abc import Mapping

from builder.bundle import canonical, compiled
from builder.read import sources_of
from rulebook.guide import Guide, read_guide
from tests.builder.small import small_files


def guide_of(files: dict[str, str]) -> Guide:
    content = sources_of(files).content()
    assert content is not None
    return compiled(content)


def test_groups_are_compiled_to_plain_answers() -> None:
    guide = guide_of(small_files())
    assert '"@' not in canonical(guide).replace("[@", "")
    assert {row.id: row.when for row in guide.rows}["court-early"]["court-stage"] == ("papers",)
    assert guide.gate[0].closed[0].when == {"court-stage": ("lien",)}


def test_the_same_content_gives_the_same_bytes_whatever_the_order_of_files() -> None:
    files = small_files()
    backwards: dict[str, str] = dict(reversed(files.items()))
    assert canonical(guide_of(files)) == canonical(guide_of(backwards))


def test_the_version_is_the_date_and_changes_with_any_word() -> None:
    files = small_files()
    first = guide_of(files).version
    files["content/words.yaml"] = files["content/words.yaml"].replace("card.now: Now", "card.now: Today")
    second = guide_of(files).version
    assert first.startswith("2026-11-24.")
    assert len(first) == len("2026-11-24.") + 8
    assert first != second


def test_only_sources_that_the_rules_name_travel_to_the_device() -> None:
    files = small_files()
    files["content/rules/leverage.yaml"] = files["content/rules/leverage.yaml"].replace("P-S1", "F-ONE")
    assert [source.id for source in guide_of(files).sources] == ["F-ONE", "P-S1"]  # F-DOUBT stands on pages alone
    files = {name: text.replace("P-S1]", "F-ONE]") for name, text in files.items()}
    assert [source.id for source in guide_of(files).sources] == ["F-ONE"]


def test_the_command_reads_back_what_was_compiled() -> None:
    guide = guide_of(small_files())
    assert read_guide(canonical(guide)) == guide


def test_keys_are_sorted_at_every_level() -> None:
    def is_sorted(value: object) -> bool:
        if isinstance(value, Mapping):
            return list(value) == sorted(value) and all(is_sorted(inner) for inner in value.values())
        return all(is_sorted(inner) for inner in value) if isinstance(value, list) else True

    assert is_sorted(json.loads(canonical(guide_of(small_files()))))
