"""The snapshot of the engine: the next start takes it up, and whatever is wrong with it only costs time."""

import json

import pytest
from playwright.sync_api import Page

from builder.serve import running
from tests.browser.harness.engine import Harness
from tests.engine.two_pythons import in_cpython

DAY = "2026-11-24"
MARK = "zanzibar-4711"
# Looking into the database of the snapshot, as these functions of the page do.
LOOK = """
  const opened = () => new Promise((resolve) => {
    const asked = indexedDB.open("footing-engine", 1);
    asked.onupgradeneeded = () => asked.result.createObjectStore("snapshot");
    asked.onsuccess = () => resolve(asked.result);
  });
  const within = async (mode, work) => {
    const database = await opened();
    const change = database.transaction("snapshot", mode);
    const asked = work(change.objectStore("snapshot"));
    await new Promise((resolve) => { change.oncomplete = resolve; });
    database.close();
    return asked.result;
  };
  const found = () => within("readonly", (store) => store.get("snapshot"));
  const put = (value) => within("readwrite", (store) => store.put(value, "snapshot"));
  const kept = async (engine) => {
    engine.endSnapshot(true);
    while (!(await found())?.bytes) await new Promise((resolve) => requestAnimationFrame(resolve));
    engine.stop();
  };
  const first = async () => kept(await start(parts.worker, "use"));
  const hashOf = async (bytes) => [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))]
    .map((byte) => byte.toString(16).padStart(2, "0")).join("");
"""


def _run(harness: Harness, page: Page, url: str, body: str) -> object:
    return harness.run(page, url, LOOK + body)


def test_the_second_start_takes_it_up_and_answers_like_the_command(whole: Harness, page: Page) -> None:
    body = f"""await first();
      const engine = await start(parts.worker, "use");
      return [engine.isWarm, await engine.call("open", "", "{DAY}")]"""
    with running(whole.folder) as url:
        assert _run(whole, page, url, body) == [True, *in_cpython([("border.open", ["", DAY])])]


def test_it_is_kept_only_when_the_page_says_so(whole: Harness, page: Page) -> None:
    body = f"""const engine = await start(parts.worker, "use");
      await engine.call("open", "", "{DAY}");
      return (await indexedDB.databases()).map(({{ name }}) => name)"""
    with running(whole.folder) as url:
        assert _run(whole, page, url, body) == ["footing-engine"]
        assert _run(whole, page, url, "return (await found()) === undefined") is True


def test_one_that_the_page_does_not_want_is_given_back(whole: Harness, page: Page) -> None:
    body = """const engine = await start(parts.worker, "use");
      engine.endSnapshot(false);
      engine.endSnapshot(true);
      await engine.call("open", "", "2026-11-24");
      return (await found()) === undefined"""
    with running(whole.folder) as url:
        assert _run(whole, page, url, body) is True


def test_it_holds_nothing_of_what_a_reader_wrote(whole: Harness, page: Page) -> None:
    action = {"name": "add-bill", "fields": {"holder": ["provider"], "biller-name": [MARK]}}
    body = f"""const engine = await start(parts.worker, "use");
      await engine.call("open", "", "{DAY}");
      const there = await engine.call("act", {json.dumps(json.dumps(action))}, "{DAY}");
      await kept(engine);
      const memory = new TextDecoder("latin1").decode((await found()).bytes);
      return [there.includes("{MARK}"), memory.includes("{MARK}"), memory.includes("Who sent this bill?")]"""
    with running(whole.folder) as url:
        assert _run(whole, page, url, body) == [True, False, True]


def test_one_changed_byte_is_noticed_and_the_next_one_is_made_anew(whole: Harness, page: Page) -> None:
    body = """await first();
      const value = await found();
      new Uint8Array(value.bytes)[9_000_000] ^= 1;
      await put(value);
      const engine = await start(parts.worker, "use");
      const isGone = (await found()) === undefined;
      await kept(engine);
      return [engine.isWarm, isGone, (await start(parts.worker, "use")).isWarm]"""
    with running(whole.folder) as url:
        assert _run(whole, page, url, body) == [False, True, True]


def test_one_cut_short_is_noticed(whole: Harness, page: Page) -> None:
    body = """await first();
      const value = await found();
      await put({ ...value, bytes: value.bytes.slice(0, 70_000) });
      return (await start(parts.worker, "use")).isWarm"""
    with running(whole.folder) as url:
        assert _run(whole, page, url, body) is False


def test_that_of_another_version_is_left_alone_and_replaced(whole: Harness, page: Page) -> None:
    body = """await first();
      await put({ ...(await found()), key: "another engine" });
      const engine = await start(parts.worker, "use");
      engine.endSnapshot(true);
      while ((await found()).key === "another engine") await new Promise((resolve) => requestAnimationFrame(resolve));
      return [engine.isWarm, (await start(parts.worker, "use")).isWarm]"""
    with running(whole.folder) as url:
        assert _run(whole, page, url, body) == [False, True]


def test_one_that_does_not_come_to_life_is_never_tried_again(whole: Harness, page: Page) -> None:
    body = f"""await first();
      const value = await found();
      const bytes = value.bytes.slice();
      new Uint8Array(bytes).fill(0, 1_000_000);
      await put({{ ...value, bytes, sha256: await hashOf(bytes) }});
      const engine = await start(parts.worker, "use");
      const answer = await engine.call("open", "", "{DAY}");
      engine.endSnapshot(true);
      const again = await start(parts.worker, "use");
      return [engine.isWarm, JSON.parse(answer).title, (await found()).isRefused, again.isWarm]"""
    with running(whole.folder) as url:
        assert _run(whole, page, url, body) == [False, "A new bill", True, False]


def test_one_that_cannot_be_read_any_more_is_replaced(breakable: Harness, page: Page) -> None:
    worker = breakable.path("worker.js")
    lost = "IDBObjectStore.prototype.get = () => { throw new DOMException('lost', 'UnknownError'); };\n"
    worker.write_text(lost + worker.read_text("utf-8"), "utf-8")
    body = """await put({ key: "another engine", bytes: new ArrayBuffer(8), sha256: "" });
      const engine = await start(parts.worker, "use");
      await new Promise((resolve) => engine.endSnapshot(true, resolve));
      return [engine.isWarm, (await found()).key === "another engine"]"""
    with running(breakable.folder) as url:
        assert _run(breakable, page, url, body) == [False, False]


def test_one_that_is_no_memory_at_all_is_replaced(whole: Harness, page: Page) -> None:
    body = """await first();
      await put({ ...(await found()), bytes: "a text" });
      const engine = await start(parts.worker, "use");
      await kept(engine);
      return [engine.isWarm, (await start(parts.worker, "use")).isWarm]"""
    with running(whole.folder) as url:
        assert _run(whole, page, url, body) == [False, True]


def _half(breakable: Harness, says: str) -> None:
    """A worker that wakes from its snapshot, says this and no more; without a snapshot it is ready at once."""
    script = f"""onmessage = ({{ data }}) => {{
      if (data.kind !== "load") return;
      if (data.snapshot !== "use") return postMessage({{ kind: "ready", isWarm: false }});
      for (const told of [{{ kind: "warm" }}, {says}]) postMessage(told);
    }};"""
    (breakable.folder / "half.js").write_text(script, "utf-8")


START_HALF = """await new Promise((heard) => {
    window.done = Engine.start("half.js", parts, "use", heard).then(({ isWarm }) => isWarm, ({ reason }) => reason);
    window.done.then((end) => { window.told = end; });
  })"""


@pytest.mark.parametrize(
    ("loaded", "seconds", "end"),
    [(2, 15, False), (1, 45, "time")],
    ids=["all parts are there", "a part is missing"],
)
def test_one_that_never_answers_is_given_up_when_nothing_else_is_waited_for(
    breakable: Harness, page: Page, loaded: int, seconds: int, end: object
) -> None:
    """A line that has fallen silent is no fault of the snapshot: it is not tried without."""
    _half(breakable, f"{{ kind: 'progress', loaded: {loaded}, total: 2 }}")
    page.clock.install()
    with running(breakable.folder) as url:
        _run(breakable, page, url, START_HALF)
        page.clock.run_for((seconds - 1) * 1000)
        assert page.evaluate("window.told ?? null") is None
        page.clock.run_for(2_000)
        assert page.evaluate("window.done") == end


@pytest.mark.parametrize(("reason", "end"), [("crashed", False), ("network", "network"), ("space", "space")])
def test_one_is_tried_without_only_where_it_may_be_at_fault(
    breakable: Harness, page: Page, reason: str, end: object
) -> None:
    _half(
        breakable,
        f"{{ kind: 'progress', loaded: 1, total: 2 }}, {{ kind: 'failed', reason: '{reason}', what: '' }}",
    )
    with running(breakable.folder) as url:
        _run(breakable, page, url, START_HALF)
        assert page.evaluate("window.done") == end


def test_an_engine_that_failed_does_not_start_from_what_it_was(whole: Harness, page: Page) -> None:
    body = """await first();
      const engine = await start(parts.worker, "renew");
      const isGone = (await found()) === undefined;
      await kept(engine);
      return [engine.isWarm, isGone, (await start(parts.worker, "use")).isWarm]"""
    with running(whole.folder) as url:
        assert _run(whole, page, url, body) == [False, True, True]


def test_without_a_database_it_starts_as_if_for_the_first_time(breakable: Harness, page: Page) -> None:
    worker = breakable.path("worker.js")
    worker.write_text(
        "self.indexedDB.open = () => { throw new Error('not here'); };\n" + worker.read_text("utf-8"), "utf-8"
    )
    with running(breakable.folder) as url:
        assert _run(breakable, page, url, "return (await start(parts.worker, 'use')).isWarm") is False


def test_a_device_with_little_space_keeps_none(breakable: Harness, page: Page) -> None:
    worker = breakable.path("worker.js")
    little = "navigator.storage.estimate = async () => ({ quota: 40_000_000, usage: 0 });\n"
    worker.write_text(little + worker.read_text("utf-8"), "utf-8")
    body = """const heard = new Promise((resolve) => {
        const post = Worker.prototype.postMessage;
        Worker.prototype.postMessage = function (message) {
          if (message.kind === "snapshot") this.addEventListener("message", ({ data }) => {
            if (data.kind === "kept") resolve(data.isKept);
          });
          post.call(this, message);
        };
      });
      (await start(parts.worker, "use")).endSnapshot(true);
      return [await heard, (await found()) === undefined]"""
    with running(breakable.folder) as url:
        assert _run(breakable, page, url, body) == [False, True]


def test_what_is_packed_comes_back_byte_for_byte_into_a_used_memory(whole: Harness, page: Page) -> None:
    """Gaps at the start, within and at the end; sizes below, at and above a block; heads that end within one."""
    body = """
      const wrong = [];
      for (const start of [64, 4096, 5000]) for (const size of [8191, 8192, 8193, 65_536, 200_001]) {
        if (size <= start) continue;
        for (const filled of [[], [start], [size - 1], [start, size - 1], [5001, 20_000, 20_001, 70_000, 150_000]]) {
          const made = new Uint8Array(size);
          new Uint32Array(made.buffer, 0, 2).set([1234567, start]);
          made.fill(7, 8, start);
          for (const place of filled) if (place >= start && place < size) made[place] = 1 + place % 255;
          const memory = new WebAssembly.Memory({ initial: 4 });
          new Uint8Array(memory.buffer).fill(9);
          const whole = asWhole(packed(made), () => memory);
          const heap = new Uint8Array(memory.buffer);
          heap.set(whole.subarray(start)); // as Pyodide does it
          const isSame = whole.length === size
            && heap.subarray(0, size - start).every((byte, index) => byte === made[start + index])
            && heap.subarray(size - start).every((byte) => byte === 9)
            && whole.subarray(8, start).every((byte) => byte === 7)
            && new Uint32Array(whole.buffer, whole.byteOffset, 2)[1] === start;
          if (!isSame) wrong.push([start, size, filled]);
        }
      }
      return wrong"""
    with running(whole.folder) as url:
        assert _run(whole, page, url, body) == []


def test_what_holds_nothing_takes_no_room(whole: Harness, page: Page) -> None:
    body = "await first(); return (await found()).bytes.byteLength"
    with running(whole.folder) as url:
        size = _run(whole, page, url, body)
    assert isinstance(size, int)
    assert size < 16_000_000, "the memory itself has 21 MB"
