// Search is Material's: a script, a worker and the words of every page. All of it waits until somebody wants to search.

const KEY = "keyup";

/** Start Material's script once; without a connection the box says so, and the next try starts anew. */
function start(): void {
  const waiting = document.querySelector<HTMLScriptElement>("script[data-search]");
  const address = waiting?.dataset["search"];
  if (!waiting || !address) return;
  const script = document.createElement("script");
  script.src = address;
  script.addEventListener("load", stayOpen);
  script.addEventListener("error", () => {
    const note = document.querySelector<HTMLElement>("[data-offline]");
    if (note) note.textContent = note.dataset["offline"] ?? "";
    document.body.append(waiting);
    script.remove();
  });
  waiting.replaceWith(script);
}

/** When it starts, Material closes search on an address with a "#"; a reader who is typing wants it open. */
function stayOpen(): void {
  if (!location.hash) return; // the next one to close it is the reader
  const toggle = document.querySelector<HTMLInputElement>("[data-md-toggle=search]");
  toggle?.addEventListener("change", () => {
    if (toggle.checked || !document.activeElement?.matches(".md-search__input")) return;
    toggle.checked = true;
    toggle.dispatchEvent(new Event("change"));
  }, { once: true });
}

/**
 * Material opens its search with a label, which keys and screen readers do not reach; this is a button.
 * It also listens to keys alone, so words that are pasted or spoken count as a key.
 */
export function setUpSearch(): void {
  const field = document.querySelector<HTMLInputElement>(".md-search__input");
  const toggle = document.querySelector<HTMLInputElement>("[data-md-toggle=search]");
  if (!field || !toggle) return;
  field.addEventListener("input", () => field.dispatchEvent(new KeyboardEvent(KEY)));
  field.addEventListener("focus", () => {
    if (!toggle.checked) toggle.click();
    start();
  });
  document.querySelector("[data-open-search]")?.addEventListener("click", () => {
    toggle.checked = true;
    field.focus();
  });
}
