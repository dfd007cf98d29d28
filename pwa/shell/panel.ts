// The rows of the panel. Their words stand in the page: a row shows the lines that its states name, and fills numbers.

export const panel = part<HTMLElement>("#panel");

function part<T extends Element>(what: string, within: ParentNode = document): T {
  const found = within.querySelector<T>(what);
  if (!found) throw new Error(`the page has no ${what}`);
  return found;
}

function row(name: string): HTMLElement {
  return part(`[data-row=${name}]`, panel);
}

/** Show what a row found out. Where a button goes under the reader's finger, reading goes on at the row's name. */
export function show(name: string, states: readonly string[], values: Record<string, string> = {}): void {
  const found = row(name);
  const focused = document.activeElement;
  for (const line of found.querySelectorAll<HTMLElement>("[data-when]")) {
    line.hidden = !line.dataset["when"]?.split(" ").some((state) => states.includes(state));
  }
  for (const [slot, text] of Object.entries(values)) {
    for (const place of found.querySelectorAll(`[data-fill=${slot}]`)) place.textContent = text;
  }
  found.dataset["known"] = states.join(" ");
  if (focused && found.contains(focused) && focused.closest("[hidden]")) {
    found.querySelector<HTMLElement>("dt")?.focus({ preventScroll: true });
  }
}

/** Show how far something has come. */
export function progress(name: string, loaded: number, total: number): void {
  const bar = part<HTMLProgressElement>("progress", row(name));
  bar.max = total;
  bar.value = loaded;
}

/** Go to the first line of a row that a state shows. */
export function focusOn(name: string, what: string): void {
  row(name).querySelector<HTMLElement>(what)?.focus();
}
