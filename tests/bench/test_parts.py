"""What surrounds a measurement: the plain site, the weighing, Lighthouse's report, the table of the README."""

import zipfile
from datetime import date
from pathlib import Path
from urllib.request import urlopen

import pytest

from builder import engine
from builder.pages.app import EARLY, PARTS, with_parts
from tests.bench import lighthouse, plain, report, weight
from tests.bench.browsers import BenchTrouble, ready_ms, repeated
from tests.bench.rows import Row
from tests.bench.setting import Setting

ROOT = Path(__file__).resolve().parents[2]


def _site(folder: Path) -> Path:
    page = with_parts(
        f'<html lang="en"><div data-parts="{PARTS}"><script>{EARLY}</script>',
        {"engine": "../engine/trimmed/", "app": "../engine/app-1.zip", "worker": "../w.js", "sizes": {}},
        early="// early",
    )
    for name, text in {"app/index.html": page, "sw.js": "//", "engine/trimmed/x": "x", "w.js": "// worker"}.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return folder


def test_the_plain_site_has_stock_files_and_the_same_worker(tmp_path: Path) -> None:
    made = tmp_path / "plain"
    plain.write(_site(tmp_path / "site"), made)
    parts = plain.parts_of((made / "app" / "index.html").read_text("utf-8"))
    for name in ("pyodide.mjs", "pyodide.asm.js", "pyodide.asm.wasm", "python_stdlib.zip"):
        stock = (ROOT / "pwa/node_modules/pyodide" / name).read_bytes()
        assert (made / "app" / str(parts["engine"]) / name).read_bytes() == stock
    assert (made / "app" / str(parts["worker"])).read_text("utf-8") == "// worker"
    assert parts["snapshot"] == "never"
    assert not (made / "sw.js").exists()
    assert not (made / "engine" / "trimmed").exists()


def test_the_plain_site_has_our_packages_as_they_were_written(tmp_path: Path) -> None:
    made = tmp_path / "plain"
    plain.write(_site(tmp_path / "site"), made)
    parts = plain.parts_of((made / "app" / "index.html").read_text("utf-8"))
    with zipfile.ZipFile(made / "app" / str(parts["app"])) as packages:
        names = packages.namelist()
        assert packages.read("casebook/border.py") == (ROOT / "pwa/casebook/border.py").read_bytes()
    assert {"jinja2/environment.py", "markupsafe/__init__.py", "casebook/templates/bill.html"} <= set(names)
    assert not [name for name in names if name.endswith(".pyc")]


def test_the_built_site_is_left_as_it_is(tmp_path: Path) -> None:
    site = _site(tmp_path / "site")
    before = (site / "app" / "index.html").read_text("utf-8")
    plain.write(site, tmp_path / "plain")
    assert (site / "app" / "index.html").read_text("utf-8") == before
    assert (site / "sw.js").exists()


class _Page:
    """A browser whose page answers what it is told to."""

    version = ""

    def __init__(self, state: str, measures: list[object]) -> None:
        self.answers = iter([state, measures])

    def goto(self, url: str) -> None: ...

    def ask(self, _script: str) -> object:
        return next(self.answers)

    def close(self) -> None: ...


def test_the_time_to_ready_is_the_pages_own_measure() -> None:
    assert ready_ms(_Page("ready", ["warm", ["engine-warm", 321.5]]), "warm") == 321.5


def test_a_second_visit_that_started_cold_is_no_warm_start() -> None:
    with pytest.raises(BenchTrouble, match="not a warm start"):
        ready_ms(_Page("ready", ["cold", ["engine-cold", 1500]]), "warm")
    with pytest.raises(BenchTrouble, match="data-start=cold"):
        ready_ms(_Page("ready", ["cold", ["engine-warm", 1500]]), "warm")


def test_an_engine_that_failed_is_not_waited_for() -> None:
    with pytest.raises(BenchTrouble, match="failed to start"):
        ready_ms(_Page("failed", []), "cold")


def test_a_trouble_ends_a_row_and_is_told_in_one_line() -> None:
    times = iter([1.0, 2.0])

    def measure() -> float:
        for time in times:
            return time
        raise BenchTrouble("the engine failed\nat line 7")

    assert repeated(5, measure) == ([1.0, 2.0], "the engine failed")
    assert repeated(3, lambda: 4.0) == ([4.0] * 3, "")


def test_an_answer_is_weighed_with_its_head(tmp_path: Path) -> None:
    (tmp_path / "page.html").write_text("Hello", "utf-8")
    with weight.watched(tmp_path) as (url, seen), urlopen(f"{url}page.html") as answer:
        assert answer.read() == b"Hello"
        head = sum(len(f"{name}: {value}\r\n") for name, value in answer.headers.items())
    assert seen == [("/page.html", len("HTTP/1.1 200 OK\r\n") + head + len("\r\n") + len("Hello"))]


def test_text_is_weighed_compressed_and_a_zip_as_it_is(tmp_path: Path) -> None:
    (tmp_path / "long.js").write_text("same again; " * 5000, "utf-8")
    (tmp_path / "app.zip").write_bytes(b"x" * 60_000)
    setting = Setting(tmp_path, tmp_path / "work", 1)
    script = weight.weigh(setting, "/long.js", 300)  # the browser took it with gzip
    assert script.brotli < script.gzip < 600
    assert weight.weigh(setting, "/app.zip", 60_200) == weight.Sent("/app.zip", 60_200, 60_200, True)


def test_the_files_of_pyodide_are_not_ours(tmp_path: Path) -> None:
    setting = Setting(tmp_path, tmp_path, 1)
    for name in (*engine.RUNTIME, engine.STDLIB, engine.STDLIB_PACK):
        (tmp_path / name).write_bytes(b"x")
        assert not weight.weigh(setting, f"/{name}", 200).is_ours


def test_what_cost_points_is_named() -> None:
    audits = {
        "contrast": {"score": 0, "scoreDisplayMode": "binary", "title": "Contrast is low"},
        "hint": {"score": 0, "scoreDisplayMode": "informative", "title": "Only a hint"},
        "paint": {"score": 0.8, "scoreDisplayMode": "numeric", "title": "First paint", "displayValue": "2.1 s"},
        "fine": {"score": 1, "scoreDisplayMode": "binary", "title": "Fine"},
    }
    assert lighthouse.lost([{"audits": audits}]) == {"contrast": "Contrast is low", "paint": "First paint 2.1 s"}


@pytest.mark.parametrize(("given", "points"), [(1, 100), (0.955, 96), (None, 0)])
def test_a_category_that_was_not_judged_has_no_points(given: float | None, points: int) -> None:
    assert lighthouse.score({"categories": {"seo": {"score": given}}}, "seo") == points


ROWS = (
    Row("engine-cold", "chromium", "ratio", 0.45, [290] * 5, [1000] * 5, 0.29, 0.22),
    Row("lighthouse-start-seo", "chromium", "score", 100, [100] * 3, official=3),
    Row("lighthouse-step-seo", "chromium", "score", 100, [92] * 3, official=3),
    Row("guide-first-view-bytes-start", "chromium", "bytes", 90_000, [50_000], official=1),
    Row("guide-first-view-bytes-step", "chromium", "bytes", 90_000, [60_000], official=1),
)


def test_the_table_shows_the_worst_of_each_family() -> None:
    made = report.markdown(ROWS, report.run_facts({"chromium": "156.0"}, date(2026, 11, 24)))
    assert "| engine-cold | chromium | 0.290 × plain (good) | 0.450 × plain | 290 ms | 1.00 s | 5 |" in made
    assert "| lighthouse seo, worst of 2 templates | chromium | **92, missed** | 100 |" in made
    assert "| guide-first-view-bytes, worst of 2 templates | chromium | 60.0 KB | 90.0 KB |" in made
    assert made.startswith("Measured on 2026-11-24: ")
    assert "Chromium 156.0" in made.splitlines()[0]


def test_the_table_takes_the_place_of_the_one_before() -> None:
    text = f"before\n{report.START}\nold\n{report.END}\nafter\n"
    assert report.put(text, "new") == f"before\n{report.START}\nnew\n{report.END}\nafter\n"


def test_a_readme_without_a_place_for_the_table_is_not_touched() -> None:
    with pytest.raises(RuntimeError, match="add two lines"):
        report.put("no marks here", "new")
