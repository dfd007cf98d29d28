"""How soon somebody with a poor line and a slow phone has an answer: `/decide/`, first visit, first tap."""

from collections.abc import Iterator

from builder.serve import running
from tests.bench.browsers import Chromium, fresh, repeated, wait
from tests.bench.rows import Row
from tests.bench.setting import Setting
from tests.bench.slow import SLOW_4G, slowed

ID = "decide-slow-4g"
LIMIT = 2_000
SLOWER = 4
# Taps the first answer as soon as it was painted, and notes when the next question was: a person is slower.
TAP = """(() => {
  const shown = (selector) => [...document.querySelectorAll(selector)].find((one) => one.checkVisibility());
  const painted = (then) => { requestAnimationFrame(() => { setTimeout(then); }); };
  let first = null;
  const look = () => {
    const way = shown(".choices a");
    const heading = shown(".state > h1");
    if (first && heading && heading !== first) {
      return painted(() => { window.benchAnswered = performance.now(); });
    }
    if (!first && way && heading) {
      first = heading;
      painted(() => { way.click(); });
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
})()"""


def answers(setting: Setting) -> Iterator[Row]:
    """From the start of the navigation until the first tap is answered."""
    if not setting.wants(ID):
        return
    with running(setting.site) as url, slowed(url, SLOW_4G) as slow_url:
        times, trouble = repeated(setting.n, lambda: _answer(slow_url))
    yield Row(ID, "chromium", "ms", LIMIT, times, trouble=trouble)


def _answer(url: str) -> float:
    with fresh(Chromium) as browser:
        browser.slow_down(SLOWER)
        browser.page.add_init_script(TAP)
        browser.goto(f"{url}decide/")
        found = wait("an answer on /decide/", 60, lambda: browser.ask("window.benchAnswered ?? null"))
    assert isinstance(found, int | float)
    return float(found)
