// What the tool keeps on this device: the notes, the engine's copy and the fast start, and when each has to go.

import { parts } from "./frame";
import { Notes } from "./notes";
import { giveRoom, isRemoved, keepEngine, onCopyRemoved } from "./offline";
import { dropSnapshot } from "./snapshot";

const html = document.documentElement;
let isCopySettled = false; // this page has asked for the engine's copy, and does not ask again by itself

export const notes = new Notes(parts.release, giveUpCopies);

/** Notes come before copies: what this page can do without makes room for them, and is not fetched again by it. */
async function giveUpCopies(): Promise<void> {
  isCopySettled = true;
  delete html.dataset["offline"];
  await giveRoom();
  await dropSnapshot();
}

/** After first use, or once installed, the engine is kept for times without network, where there is room. */
export async function keepOffline(): Promise<void> {
  if (isCopySettled) return;
  isCopySettled = true;
  const outcome = await keepEngine();
  isCopySettled = outcome === "whole" || outcome === "space"; // a full device would fetch it again at each tap
  if (outcome !== "whole") return;
  html.dataset["offline"] = "whole";
  notes.tell();
}

/** The copy may not be whole any more: it is asked for again. */
export function doubtCopy(): void {
  isCopySettled = false;
}

/** The copy was removed. */
export function forgetCopy(): void {
  delete html.dataset["offline"];
  doubtCopy();
  notes.tell();
}

onCopyRemoved(forgetCopy); // in another window

/** On a device that is not safe nothing of the tool is kept, nor where everything was erased. */
export function mayKeepSnapshot(): boolean {
  return notes.keep !== "no" && !isRemoved();
}

/** The reader's word may have come while it was being stored. */
export function dropUnwanted(): void {
  if (!mayKeepSnapshot()) void dropSnapshot();
}
