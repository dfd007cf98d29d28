// The one place where text becomes HTML. It swaps a region and keeps what the reader has: focus, caret, typed words,
// open parts, scroll. Python made the HTML with everything escaped; a Trusted Types policy holds the door.

import { Idiomorph } from "idiomorph";
import { policy } from "./trusted";
import { carry, FIELDS, isCheckable, settle, touchedFields, type Field } from "./typed";

// What our templates never make, because it loads, leads elsewhere or changes what addresses mean.
const NEVER = "base, embed, frame, frameset, iframe, link, meta, object, script, style, [action], [formaction], [style]";
const SPARE_ID = "kept-over-the-swap-";

/** Show `html` in the region; the fields of `submitted` take the new values, every other one keeps what was typed. */
export function apply(region: Element, html: string, submitted: HTMLFormElement | null = null): void {
  const template = document.createElement("template");
  template.innerHTML = policy.createHTML(html);
  const next = template.content;
  const stranger = next.querySelector(NEVER);
  if (stranger) throw new TypeError(`<${stranger.localName}> is not ours`);
  keepOpen(region, next);
  const active = region.contains(document.activeElement) ? document.activeElement : null;
  const touched = touchedFields([...region.querySelectorAll<Field>(FIELDS)], submitted);
  const twins = findTwins(region, next, active ? [...touched, active] : touched);
  for (const field of touched) {
    const twin = twins.get(field);
    if (twin) carry(field, twin as Field);
  }
  const spares = nameAlike(twins);
  const untouchable = new Set<Element>(touched.filter((field) => twins.has(field)));
  const wanted = [...next.querySelectorAll<Field>(FIELDS)];
  const goal = active && twins.get(active);
  const place = goal ? [...next.querySelectorAll(goal.localName)].indexOf(goal) : -1;
  const caret = active && caretOf(active);
  const scrollBack = rememberScroll(region);
  Idiomorph.morph(region, [...next.childNodes], {
    morphStyle: "innerHTML",
    restoreFocus: false, // it knows text fields with an id only; see giveFocus
    callbacks: { beforeAttributeUpdated: (name, element) => !(name === "value" && untouchable.has(element)) },
  });
  const now = [...region.querySelectorAll<Field>(FIELDS)];
  settle(now.flatMap((field, index) => (wanted[index] ? [[field, wanted[index]]] : [])));
  for (const id of spares) document.getElementById(id)?.removeAttribute("id");
  if (active) giveFocus(region, goal ? (region.querySelectorAll<HTMLElement>(goal.localName)[place] ?? null) : null, caret);
  scrollBack();
}

function keepOpen(region: Element, next: DocumentFragment): void {
  for (const part of region.querySelectorAll("details[open][id]")) {
    const same = next.querySelector<HTMLDetailsElement>(`details[id="${CSS.escape(part.id)}"]`);
    if (same) same.open = true;
  }
}

/** For each of these elements the one of the new screen that stands for the same thing. */
function findTwins(region: Element, next: DocumentFragment, elements: Element[]): Map<Element, Element> {
  const kinds = [...new Set(elements.map((element) => element.localName))].join(",");
  const twins = new Map<Element, Element>();
  if (!kinds) return twins;
  const before = byIdentity(region, kinds);
  const after = byIdentity(next, kinds);
  for (const element of elements) {
    const key = identity(element);
    const twin = after.get(key)?.[before.get(key)?.indexOf(element) ?? -1];
    if (twin) twins.set(element, twin);
  }
  return twins;
}

function byIdentity(root: ParentNode, kinds: string): Map<string, Element[]> {
  const found = new Map<string, Element[]>();
  for (const element of root.querySelectorAll(kinds)) {
    const key = identity(element);
    const alike = found.get(key);
    if (alike) alike.push(element);
    else found.set(key, [element]);
  }
  return found;
}

/** What makes an element the same thing on two screens: its form, and its id, its name and choice, or what it does. */
function identity(element: Element): string {
  const form = "form" in element && element.form instanceof HTMLFormElement ? formIdentity(element.form) : "";
  const id = element.getAttribute("id");
  if (id) return JSON.stringify([element.localName, form, id]);
  const name = element.getAttribute("name");
  const choice = isCheckable(element) || element instanceof HTMLButtonElement ? element.value : "";
  const about = name ? choice : [element.getAttribute("href"), deeds(element), choice];
  return JSON.stringify([element.localName, form, name, about, element.closest("details[id]")?.id]);
}

/** A form that would do something else is another form, even where its id is the same: the same fields of another bill. */
function formIdentity(form: HTMLFormElement): unknown[] {
  return [form.getAttribute("id"), deeds(form), deeds(form.querySelector("[type=submit][data-action]"))];
}

function deeds(element: Element | null): Record<string, string | undefined> {
  return element instanceof HTMLElement ? { ...element.dataset } : {};
}

/** Twins without an id get one for the swap, so that the very element stays, with its caret and half-typed words. */
function nameAlike(twins: Map<Element, Element>): string[] {
  return [...twins].filter(([old]) => !old.id).map(([old, twin], index) => (old.id = twin.id = SPARE_ID + index));
}

type Caret = [start: number, end: number, direction: "forward" | "backward" | "none" | null];

function caretOf(element: Element): Caret | null {
  if (!(element instanceof HTMLInputElement || element instanceof HTMLTextAreaElement)) return null;
  const { selectionStart, selectionEnd, selectionDirection } = element;
  return selectionStart === null || selectionEnd === null ? null : [selectionStart, selectionEnd, selectionDirection];
}

/** Focus what had it before; where that is gone, the place the screen names for it, so that nobody starts at the top. */
function giveFocus(region: Element, goal: HTMLElement | null, caret: Caret | null): void {
  if (goal && isReachable(goal)) {
    if (document.activeElement !== goal) goal.focus({ preventScroll: true });
    if (caret && (goal instanceof HTMLInputElement || goal instanceof HTMLTextAreaElement)) putCaret(goal, caret);
    if (document.activeElement === goal) return;
  }
  const start = region.querySelector<HTMLElement>("[data-focus]") ?? region.querySelector<HTMLElement>("h1");
  if (!start) return;
  if (start.tabIndex < 0) start.tabIndex = -1;
  start.focus({ preventScroll: true });
}

function isReachable(element: HTMLElement): boolean {
  return !element.matches(":disabled") && element.getClientRects().length > 0;
}

function putCaret(field: HTMLInputElement | HTMLTextAreaElement, caret: Caret): void {
  const [start, end, direction] = caret;
  if (field.selectionStart === null || (field.selectionStart === start && field.selectionEnd === end)) return;
  field.setSelectionRange(start, end, direction ?? "none");
}

/** Remember how far the page and its inner parts are scrolled; the answer puts them back. */
function rememberScroll(region: Element): () => void {
  const { scrollX, scrollY } = window;
  const parts = [region, ...region.querySelectorAll("*")].filter((part) => part.scrollTop || part.scrollLeft)
    .map((part) => ({ part, id: part.id, top: part.scrollTop, left: part.scrollLeft }));
  return () => {
    for (const { part, id, top, left } of parts) {
      const same = part.isConnected ? part : document.getElementById(id);
      if (same && (same.scrollTop !== top || same.scrollLeft !== left)) same.scrollTo({ top, left, behavior: "instant" });
    }
    if (window.scrollX !== scrollX || window.scrollY !== scrollY) {
      window.scrollTo({ left: scrollX, top: scrollY, behavior: "instant" });
    }
  };
}
