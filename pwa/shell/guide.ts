// What the guide's pages do on the reader's device. Everything here is extra: each page is whole without it.

const WAIT_FOR_PAINT = 50;

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

/** Write the full address of the site on paper; only the browser knows where the site lives. */
function fillAddresses(): void {
  const base = new URL(document.querySelector<HTMLAnchorElement>(".top__name")?.href ?? "./", location.href);
  for (const place of document.querySelectorAll<HTMLElement>("[data-address]")) {
    place.textContent = new URL(place.dataset["address"] ?? "", base).href;
  }
}

/** On paper nothing is folded away. */
function openForPrint(): void {
  const folded = document.querySelectorAll<HTMLDetailsElement>(".md-content details:not([open])");
  for (const part of folded) {
    part.open = true;
    window.addEventListener("afterprint", () => { part.open = false; }, { once: true });
  }
}

function setUpPrinting(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-print]")) {
    button.hidden = false;
    button.addEventListener("click", () => { window.print(); });
  }
  window.addEventListener("beforeprint", openForPrint);
  if (location.hash === "#print") {
    history.replaceState(null, "", location.pathname + location.search);
    window.addEventListener("load", () => { setTimeout(() => { window.print(); }, WAIT_FOR_PAINT); });
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

/**
 * Material opens its search with a label, which keys and screen readers do not reach; this is a button.
 * It also listens to keys alone, so words that are pasted or spoken count as a key.
 */
function setUpSearch(): void {
  const field = document.querySelector<HTMLInputElement>(".md-search__input");
  field?.addEventListener("input", () => field.dispatchEvent(new KeyboardEvent("keyup")));
  const label = document.querySelector<HTMLLabelElement>("header [for=__search]");
  document.querySelector("[data-open-search]")?.addEventListener("click", () => { label?.click(); });
}

/** A link into a folded part opens it. */
function openTarget(): void {
  const target = location.hash.length > 1 ? document.getElementById(decodeURIComponent(location.hash.slice(1))) : null;
  const folded = target?.closest("details");
  if (folded) folded.open = true;
}

showStale();
fillAddresses();
setUpPrinting();
setUpMenu();
setUpSearch();
openTarget();
window.addEventListener("hashchange", openTarget);
