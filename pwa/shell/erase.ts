// Erasing what this site keeps on this device, besides the notes: the tool and the privacy page do the same.

import { forgetLook, isLookKept } from "./look";
import { removeOfflineCopy } from "./offline";
import { dropSnapshot } from "./snapshot";

export type Left = "notes" | "copy" | "start" | "look";

/** Erase the copy, the fast start and the choice of light or dark; what is still there afterwards. */
export async function eraseRest(): Promise<Left[]> {
  const left = await eraseCopy();
  forgetLook();
  return isLookKept() ? [...left, "look"] : left;
}

/** Erase the copy together with the fast start, which is of no use without it. */
export async function eraseCopy(): Promise<Left[]> {
  const isCopyGone = await removeOfflineCopy().catch(() => false);
  const isStartGone = await dropSnapshot();
  return [...(isCopyGone ? [] : ["copy" as const]), ...(isStartGone ? [] : ["start" as const])];
}
