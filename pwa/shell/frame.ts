// What stands around the tool's screen: one line that says what is kept, a status for what just happened, and messages
// for when something is in the way. The words come with the page.

import type { Reason } from "./engine";

/** The parts the build made, seen from this page; names with a hash are theirs alone. */
export interface Parts {
  engine: string;
  app: string;
  worker: string;
  sw: string;
  lang: string;
  release: string;
  sizes: Record<string, number>;
  info: Record<string, string>;
  snapshot?: "never"; // tests/bench compares with a start that knows none
}

const frame = part("tool-frame");
const words: Record<string, string> = JSON.parse(frame.dataset["words"] ?? "{}");
export const parts: Parts = JSON.parse(frame.dataset["parts"] ?? "{}");
export const region = part("tool");

export function part(id: string): HTMLElement {
  const found = document.getElementById(id);
  if (!found) throw new Error(`the page has no #${id}`);
  return found;
}

/** Words by id, with `${name}` filled in. */
export function word(id: string, values: Record<string, string> = {}): string {
  return (words[id] ?? id).replace(/\$\{(\w+)\}/g, (_, name: string) => values[name] ?? "");
}

export function kept(text: string): void {
  part("kept").textContent = text;
}

/** Say what just happened, and offer to take it back. */
export function say(text: string, undo?: string): void {
  part("status").textContent = text;
  if (undo === undefined) return;
  const button = part("undo");
  button.textContent = undo;
  button.hidden = !undo;
}

type Card = "failed" | "conflict" | "unreadable" | "update";

/** Show a message that stands in the way of what the reader just did. */
export function show(id: Card): void {
  announce(id);
  if (id !== "update") part(id).focus();
}

export function isShown(id: Card): boolean {
  return !part(id).hidden;
}

/** Show a message without taking the reader away from what they write. */
export function announce(id: Card): void {
  part(id).hidden = false;
  const heading = part(id).querySelector("h2")?.textContent;
  if (heading) say(heading);
}

export function hide(id: Card): void {
  part(id).hidden = true;
}

/** What is kept on this device cannot be read here, or was made by a newer version. */
export function showUnreadable(isNewer: boolean): void {
  for (const line of part("unreadable").querySelectorAll<HTMLElement>("[data-saved]")) {
    line.hidden = (line.dataset["saved"] === "newer") !== isNewer;
  }
  show("unreadable");
}

/**
 * The one message for an engine that does not run: why, what works without it, and a backup of what is nowhere else.
 * Who is writing, goes on writing.
 */
export function showFailure(reason: Reason | "older", isUnsaved: boolean): void {
  const backup = part("failed").querySelector<HTMLElement>("[data-backup]");
  if (backup) backup.hidden = !isUnsaved;
  for (const line of part("failed").querySelectorAll<HTMLElement>("[data-reason]")) {
    line.hidden = line.dataset["reason"] !== reason;
  }
  const isWriting = region.querySelector(":is(input, textarea, select):focus") !== null;
  (isWriting ? announce : show)("failed");
}
