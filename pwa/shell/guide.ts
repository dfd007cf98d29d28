// What the guide's pages do on the reader's device. Everything here is extra: each page is whole without it.
import { today } from "./day";
import { setUpLeaving } from "./leave";
import { setUpLook } from "./look";
import { setUpMenu } from "./menu";
import { keepGuide, onUpdate } from "./offline";
import { fillAddresses, setUpPrinting } from "./paper";
import { setUpSearch } from "./search";
import { setUpStates } from "./states";

/** Reveal "may be out of date" where a check was due before today, on the reader's own clock. */
function showStale(): void {
  for (const holder of document.querySelectorAll<HTMLElement>("[data-review-by]")) {
    const note = holder.querySelector<HTMLElement>("[data-stale]");
    if (note && (holder.dataset["reviewBy"] ?? "") < today()) note.hidden = false;
  }
}

/** A link into a folded part opens it. */
function openTarget(): void {
  const folded = document.getElementById(location.hash.slice(1))?.closest("details");
  if (folded) folded.open = true;
}

function setUp(): void {
  document.documentElement.classList.remove("no-js");
  showStale();
  fillAddresses();
  setUpPrinting();
  setUpMenu();
  setUpLeaving();
  setUpLook();
  setUpSearch();
  setUpStates();
  openTarget();
  window.addEventListener("hashchange", openTarget);
  const home = document.querySelector<HTMLAnchorElement>(".top__name")?.href;
  if (home) keepGuide(new URL("sw.js", home).href);
  onUpdate((accept) => {
    const note = document.querySelector<HTMLElement>("[data-newer]");
    note?.querySelector("button")?.addEventListener("click", accept);
    if (note) note.hidden = false;
  });
}

// The page does not wait for this script: it would show the first question until then, and the asked one after.
if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", setUp);
else setUp();
