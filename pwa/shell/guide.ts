// What the guide's pages do on the reader's device. Everything here is extra: each page is whole without it.
import { setUpLook } from "./look";
import { fillAddresses, setUpPrinting } from "./paper";
import { setUpSearch } from "./search";
import { setUpStates } from "./states";

/** Reveal "may be out of date" where a check was due before today, on the reader's own clock. */
function showStale(): void {
  const now = new Date();
  const two = (n: number): string => String(n).padStart(2, "0");
  const today = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  for (const holder of document.querySelectorAll<HTMLElement>("[data-review-by]")) {
    const note = holder.querySelector<HTMLElement>("[data-stale]");
    if (note && (holder.dataset["reviewBy"] ?? "") < today) note.hidden = false;
  }
}

/** The menu closes with Escape and with a tap beside it. */
function setUpMenu(): void {
  const menu = document.querySelector<HTMLDetailsElement>(".menu");
  if (!menu) return;
  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !menu.open) return;
    menu.open = false;
    menu.querySelector("summary")?.focus();
  });
  document.addEventListener("click", (event) => {
    if (menu.open && event.target instanceof Node && !menu.contains(event.target)) menu.open = false;
  });
}

/** A link into a folded part opens it. */
function openTarget(): void {
  const folded = document.getElementById(location.hash.slice(1))?.closest("details");
  if (folded) folded.open = true;
}

document.documentElement.classList.remove("no-js");
showStale();
fillAddresses();
setUpPrinting();
setUpMenu();
setUpLook();
setUpSearch();
setUpStates();
openTarget();
window.addEventListener("hashchange", openTarget);
