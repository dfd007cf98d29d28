// Printing: nothing folded away, full addresses, and a button that opens the print window.

const WAIT_FOR_PAINT = 50;

/** Write the full address of the site on paper; only the browser knows where the site lives. */
export function fillAddresses(): void {
  const base = new URL(document.querySelector<HTMLAnchorElement>(".top__name")?.href ?? "./", location.href);
  for (const place of document.querySelectorAll<HTMLElement>("[data-address]")) {
    place.textContent = new URL(place.dataset["address"] ?? "", base).href;
  }
}

function openForPrint(): void {
  const folded = document.querySelectorAll<HTMLDetailsElement>(".md-content details:not([open])");
  for (const part of folded) {
    part.open = true;
    window.addEventListener("afterprint", () => { part.open = false; }, { once: true });
  }
}

export function setUpPrinting(): void {
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
