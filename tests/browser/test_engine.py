"""The engine in a real browser, without the page `/app/`: it starts, answers, and says why when it cannot."""

import json
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, Page

from builder.serve import running
from tests.browser.harness.engine import ROOT, Harness
from tests.engine.two_pythons import in_cpython

DAY = "2026-11-24"
FETCHED = ("pyodide.asm.wasm", "python_stdlib.pack")
POLICY = "default-src 'none'; connect-src 'self'; script-src 'self'"


@pytest.fixture
def any_page(context: BrowserContext) -> Page:
    """A page where trouble is expected, so its console is not looked at."""
    return context.new_page()


def test_it_starts_under_a_strict_policy_and_answers_like_the_command(breakable: Harness, page: Page) -> None:
    breakable.header("/worker.js", "Content-Security-Policy", f"{POLICY} 'wasm-unsafe-eval'")
    case = json.loads((ROOT / "tests" / "cases" / "example.json").read_text("utf-8"))
    asked = [json.dumps(case), DAY]
    with running(breakable.folder) as url:
        answer = breakable.run(page, url, f"return (await start()).call('advise', ...{json.dumps(asked)})")
    assert [answer] == in_cpython([("border.advise", asked)])


def test_the_bytes_are_counted_up_to_the_whole(whole: Harness, page: Page) -> None:
    with running(whole.folder) as url:
        shares = whole.run(page, url, "await start(); return shares")
    assert isinstance(shares, list)
    total = sum(whole.made.sizes.values())
    assert [loaded for loaded, _ in shares] == sorted(loaded for loaded, _ in shares)
    assert shares[-1] == [total, total]


def test_nothing_is_asked_for_but_the_parts_each_once(whole: Harness, page: Page, context: BrowserContext) -> None:
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    with running(whole.folder) as url:
        whole.run(page, url, "await start()")
    parts = [
        f"{url}{whole.path(name).relative_to(whole.folder)}"
        for name in ("worker.js", *whole.made.sizes)
        if name != Path(whole.made.app).name
    ]
    assert sorted(asked) == sorted([f"{url}engine.html", f"{url}engine.js", f"{url}{whole.made.app}", *parts])


def test_python_trouble_is_told_in_a_line_and_the_next_call_is_answered(whole: Harness, page: Page) -> None:
    with running(whole.folder) as url:
        answers = whole.run(
            page,
            url,
            """const engine = await start();
               const broken = await engine.call("open", "", "tomorrow").catch(told);
               return [broken, JSON.parse(await engine.call("advise", "{}", "2026-11-24"))]""",
        )
    assert isinstance(answers, list)
    assert answers[0]["what"] == "ValueError: Invalid isoformat string: 'tomorrow'"
    assert list(answers[1]) == ["advice"]


def test_calls_sent_before_it_is_ready_are_answered_in_order(whole: Harness, page: Page) -> None:
    body = """
      const worker = new Worker(parts.worker, { type: "module" });
      const heard = [];
      const done = new Promise((resolve) => { worker.onmessage = ({ data }) => {
        if (data.kind !== "progress") heard.push(data.id ?? data.kind);
        if (data.id === 3) resolve(heard);
      }; });
      worker.postMessage({ kind: "load", ...parts });
      for (const id of [1, 2, 3]) worker.postMessage({ kind: "call", id, name: "advise", args: ["{}", "2026-11-24"] });
      return done;"""
    with running(whole.folder) as url:
        assert whole.run(page, url, body) == ["ready", 1, 2, 3]


def test_an_engine_that_was_stopped_refuses_what_waits_and_what_comes(whole: Harness, page: Page) -> None:
    body = """const engine = await start();
              const waiting = engine.call("advise", "{}", "2026-11-24").catch(told);
              engine.stop();
              return [(await waiting).reason, (await engine.call("open", "", "").catch(told)).reason]"""
    with running(whole.folder) as url:
        assert whole.run(page, url, body) == ["crashed", "crashed"]


def test_what_the_caches_hold_is_not_asked_of_the_network(breakable: Harness, page: Page) -> None:
    with running(breakable.folder) as url:
        keep = [f"{breakable.made.folder}{name}" for name in FETCHED]
        keep.append(breakable.made.app)
        breakable.run(page, url, f"await (await caches.open('kept')).addAll({json.dumps(keep)})")
        for name in (*FETCHED, "app"):
            breakable.path(name).unlink()
        assert breakable.run(page, url, "return (await start()) instanceof Engine") is True


def test_a_host_that_gives_wasm_another_type_will_do(breakable: Harness, page: Page) -> None:
    breakable.header("*.wasm", "Content-Type", "application/octet-stream")
    with running(breakable.folder) as url:
        assert breakable.run(page, url, "return (await start()) instanceof Engine") is True


def test_a_browser_that_blocks_wasm_is_told_so(breakable: Harness, any_page: Page) -> None:
    breakable.header("/worker.js", "Content-Security-Policy", POLICY)
    with running(breakable.folder) as url:
        told = breakable.run(any_page, url, "return (await start().catch(told)).reason")
    assert told == "blocked"


@pytest.mark.parametrize("name", ["pyodide.mjs", "pyodide.asm.js", *FETCHED, "app", "worker.js"])
def test_a_file_that_does_not_come_is_trouble_with_the_network(breakable: Harness, any_page: Page, name: str) -> None:
    breakable.path(name).unlink()
    with running(breakable.folder) as url:
        assert breakable.run(any_page, url, "return (await start().catch(told)).reason") == "network"


@pytest.mark.parametrize("name", ["pyodide.asm.wasm", "python_stdlib.pack", "app"])
def test_a_file_that_is_damaged_is_told_at_once(breakable: Harness, any_page: Page, name: str) -> None:
    breakable.path(name).write_bytes(breakable.path(name).read_bytes()[:9_000])
    with running(breakable.folder) as url:
        assert breakable.run(any_page, url, "return (await start().catch(told)).reason") == "crashed"


def test_a_start_without_a_sign_of_life_ends_after_45_seconds(breakable: Harness, page: Page) -> None:
    (breakable.folder / "silent.js").write_text("onmessage = () => undefined;\n", "utf-8")
    page.clock.install()
    with running(breakable.folder) as url:
        breakable.run(page, url, "start('silent.js').catch(({ reason }) => { window.reason = reason; })")
        page.clock.run_for(44_000)
        assert page.evaluate("window.reason ?? null") is None
        page.clock.run_for(2_000)
        assert page.evaluate("window.reason ?? null") == "time"


def test_this_browser_is_able(whole: Harness, page: Page) -> None:
    with running(whole.folder) as url:
        assert whole.run(page, url, "return isAble()") is True
