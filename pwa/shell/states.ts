// The short questions are one page, and links move within it: the reader's place moves to the heading that shows.

function focusHeading(): void {
  const headings = document.querySelectorAll<HTMLElement>(".state > h1");
  [...headings].find((heading) => heading.checkVisibility())?.focus({ preventScroll: true });
}

export function setUpStates(): void {
  if (!document.querySelector(".state")) return;
  window.addEventListener("hashchange", focusHeading);
  document.querySelector("[data-skip]")?.addEventListener("click", (event) => {
    event.preventDefault();
    focusHeading();
  });
}
