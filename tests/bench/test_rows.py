"""Rows are judged by their limit, written as promised, and a miss ends the program with 1."""

import json
from pathlib import Path

import pytest

from tests.bench.__main__ import known_ids, main, run, verdict
from tests.bench.rows import Row, as_json, cells, misses, table
from tests.bench.setting import Setting
from tests.bench.templates import TEMPLATES

ROOT = Path(__file__).resolve().parents[2]
PLAIN = (1000.0, 900.0, 1100.0, 5000.0, 950.0)  # the middle one is 1000


def _warm(ms: float) -> Row:
    return Row("engine-warm", "chromium", "ratio", 0.20, [ms] * 5, PLAIN, 0.14, 0.08)


@pytest.mark.parametrize(("ms", "word"), [(199, "holds"), (200, "holds"), (201, "MISSED")])
def test_a_share_of_plain_may_be_its_limit_and_no_more(ms: float, word: str) -> None:
    assert _warm(ms).verdict == word  # 199 / 1000 = 0.199, 0.200, 0.201


@pytest.mark.parametrize(("ms", "word"), [(140, "good"), (141, "holds"), (80, "best"), (81, "good")])
def test_a_row_says_how_good_it_is(ms: float, word: str) -> None:
    assert _warm(ms).verdict == word


@pytest.mark.parametrize(("score", "is_missed"), [(94, True), (95, False), (96, False)])
def test_a_score_must_reach_its_limit(score: float, is_missed: bool) -> None:
    assert Row("lighthouse-start-performance", "chromium", "score", 95, [score]).is_missed is is_missed


@pytest.mark.parametrize(("size", "is_missed"), [(89_999, False), (90_000, False), (90_001, True)])
def test_bytes_may_be_their_limit_and_no_more(size: float, is_missed: bool) -> None:
    assert Row("guide-first-view-bytes-start", "chromium", "bytes", 90_000, [size]).is_missed is is_missed


def test_one_slow_time_of_five_does_not_count() -> None:
    row = Row("action", "chromium", "ms", 50, [10, 12, 9000, 11, 13])
    assert row.measured == 12
    assert not row.is_missed


def test_a_row_without_a_measurement_is_missed() -> None:
    assert misses([Row("action", "chromium", "ms", 50)]) == ["action (chromium): nothing was measured"]


def test_a_row_with_a_trouble_is_missed_even_when_some_times_were_good() -> None:
    row = Row("action", "chromium", "ms", 50, [10], trouble="the engine failed to start")
    assert misses([row]) == ["action (chromium): the engine failed to start"]


def test_a_miss_names_row_number_and_limit() -> None:
    assert misses([_warm(300), _warm(100)]) == [
        "engine-warm (chromium): 0.300 × plain is above its limit 0.200 × plain"
    ]
    low = Row("lighthouse-start-seo", "chromium", "score", 100, [92])
    assert misses([low]) == ["lighthouse-start-seo (chromium): 92 is below its limit 100"]


def test_the_file_has_the_promised_keys_in_every_row() -> None:
    promised = {"id", "browser", "ms", "baseline-ms", "ratio", "limit", "n"}
    ratio = as_json(_warm(150))
    assert ratio == {
        "id": "engine-warm",
        "browser": "chromium",
        "ms": 150,
        "baseline-ms": 1000,
        "ratio": 0.15,
        "limit": 0.20,
        "n": 5,
        "of": "ratio",
    }
    size = as_json(Row("ours-gzip", "chromium", "bytes", 400_000, [250_000], official=1))
    assert promised <= size.keys()
    assert (size["bytes"], size["ms"], size["n"]) == (250_000, None, 1)


def test_fewer_runs_than_the_official_number_are_written_into_the_file() -> None:
    assert "note" not in as_json(_warm(150))
    row = Row("action", "chromium", "ms", 50, [10] * 4)
    assert (as_json(row)["n"], as_json(row)["note"]) == (4, "n below 5: not an official run")


def test_the_columns_of_the_table_stand_in_line() -> None:
    lines = table([_warm(150), Row("action", "chromium", "ms", 50, [1234] * 5)]).splitlines()
    assert [line.index("chromium") for line in lines[1:]] == [lines[0].index("browser")] * 2
    assert "0.150 × plain" in lines[1]
    assert cells(Row("a", "b", "ms", 50, [1234] * 5))[2:4] == ("1.23 s", "50 ms")


def test_the_program_ends_with_1_on_a_miss_and_names_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert verdict([_warm(200)]) == 0
    assert capsys.readouterr().err == ""
    assert verdict([_warm(200), _warm(201)]) == 1
    assert "missed: engine-warm (chromium)" in capsys.readouterr().err


def test_an_unknown_row_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="2"):
        main(["--only", "engine-hot"])
    assert "no row is named engine-hot" in capsys.readouterr().err


def test_the_readme_takes_only_a_whole_run() -> None:
    for arguments in (["--readme", "--n", "4"], ["--readme", "--only", "action"]):
        with pytest.raises(SystemExit, match="2"):
            main(arguments)


def test_a_run_writes_its_rows_as_a_list(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.bench.__main__.MEASUREMENTS", (lambda _: [_warm(150)], lambda _: []))
    assert run(Setting(tmp_path, tmp_path, 5), tmp_path / "build", None) == 0
    (row,) = json.loads((tmp_path / "build" / "bench.json").read_text("utf-8"))
    assert row == as_json(_warm(150))


@pytest.mark.parametrize(
    ("only", "id_", "is_wanted"),
    [
        ((), "action", True),
        (("engine",), "engine-cold", True),
        (("engine-cold",), "engine-warm", False),
        (("lighthouse-step",), "lighthouse-step-seo", True),
        (("act",), "action", False),
    ],
)
def test_rows_are_chosen_by_id_or_by_the_start_of_it(only: tuple[str, ...], id_: str, is_wanted: bool) -> None:
    assert Setting(ROOT, ROOT, 1, only).wants(id_) is is_wanted


def test_every_template_of_a_page_is_measured() -> None:
    made = {path.stem for path in (ROOT / "builder" / "pages" / "templates").glob("*.md")}
    assert made == TEMPLATES.keys()


def test_no_row_is_named_twice() -> None:
    names = list(known_ids())
    assert len(names) == len(set(names))
