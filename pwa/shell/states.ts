// The short questions are one page, and links move within it: the reader's place moves to the heading that shows.

function focusHeading(): void {
  const headings = document.querySelectorAll<HTMLElement>(".state > h1");
  [...headings].find((heading) => heading.checkVisibility())?.focus({ preventScroll: true });
}

// Ways that lead to the same advice share one place, so the answers themselves travel in the browser's own history: the
// last link takes them into the tool. Without scripts it takes those that all these ways have in common.

interface Told {
  said?: Record<string, string>;
}

function said(): Record<string, string> {
  return (history.state as Told | null)?.said ?? {};
}

function setUpAnswers(): void {
  let next: Record<string, string> | null = null;
  document.addEventListener("click", (event) => {
    const way = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-says]") : null;
    const [question, answer] = way?.dataset["says"]?.split("=") ?? [];
    if (question && answer) next = { ...said(), [question]: answer };
  });
  window.addEventListener("hashchange", () => {
    if (next) history.replaceState({ said: next }, "");
    next = null;
    if (!Object.keys(said()).length) return;
    for (const link of document.querySelectorAll<HTMLAnchorElement>("[data-take]")) {
      link.hash = new URLSearchParams(said()).toString();
    }
  });
}

export function setUpStates(): void {
  if (!document.querySelector(".state")) return;
  setUpAnswers();
  window.addEventListener("hashchange", focusHeading);
  document.querySelector("[data-skip]")?.addEventListener("click", (event) => {
    event.preventDefault();
    focusHeading();
  });
}
