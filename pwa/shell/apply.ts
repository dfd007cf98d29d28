// The one place where text becomes HTML. It swaps a region and keeps what the reader has: focus, caret, typed words,
// open parts. Python made the HTML with everything escaped; a Trusted Types policy holds the door.

import { Idiomorph } from "idiomorph";
import { policy } from "./trusted";

type Field = HTMLInputElement | HTMLSelectElement | HTMLTextAreaElement;

/** Show `html` in the region; the fields of `submitted` take the new values, every other one keeps what was typed. */
export function apply(region: Element, html: string, submitted: HTMLFormElement | null = null): void {
  const template = document.createElement("template");
  template.innerHTML = policy.createHTML(html);
  const next = template.content;
  for (const part of region.querySelectorAll<HTMLDetailsElement>("details[open][id]")) {
    const same = next.querySelector<HTMLDetailsElement>(`details[id="${CSS.escape(part.id)}"]`);
    if (same) same.open = true;
  }
  carryTyped(region, next, submitted);
  const focused = region.contains(document.activeElement);
  Idiomorph.morph(region, [...next.childNodes], { morphStyle: "innerHTML", restoreFocus: true });
  if (focused && !region.contains(document.activeElement)) {
    region.querySelector<HTMLElement>("[data-focus], h1")?.focus({ preventScroll: true });
  }
}

function carryTyped(region: Element, next: DocumentFragment, submitted: HTMLFormElement | null): void {
  for (const field of region.querySelectorAll<Field>("input[name], select[name], textarea[name]")) {
    if (field.form && field.form === submitted) continue;
    const same = sameField(field, next);
    if (same) carry(field, same);
  }
}

function sameField(field: Field, next: DocumentFragment): Field | null {
  const form = field.form?.id ? `form[id="${CSS.escape(field.form.id)}"] ` : "";
  const isChoice = field instanceof HTMLInputElement && ["radio", "checkbox"].includes(field.type);
  const value = isChoice ? `[value="${CSS.escape(field.value)}"]` : "";
  return next.querySelector(`${form}${field.localName}[name="${CSS.escape(field.name)}"]${value}`);
}

function carry(from: Field, to: Field): void {
  if (from instanceof HTMLInputElement && to instanceof HTMLInputElement) {
    if (from.type === "file" || from.type === "hidden") return;
    if (from.checked !== from.defaultChecked) to.toggleAttribute("checked", from.checked);
    else if (from.value !== from.defaultValue) to.setAttribute("value", from.value);
  } else if (from instanceof HTMLSelectElement && to instanceof HTMLSelectElement) {
    const isChanged = [...from.options].some((option) => option.selected !== option.defaultSelected);
    if (isChanged) for (const option of to.options) option.toggleAttribute("selected", option.value === from.value);
  }
}
