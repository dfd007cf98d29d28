// What this site keeps on this device, found by looking. Looking makes nothing and changes nothing: a database that is
// not there stays away, so that a reader who never said yes finds none.

import { openDB, type IDBPDatabase } from "idb";

import { ask } from "./ask";
import { within } from "./awake";
import { ourCaches } from "./offline";
import { SNAPSHOT } from "./snapshot";
import { KEY, NAME, type Stored } from "./store";

const LONGEST_LOOK = 10; // seconds: a browser that never answers must not hold up the page

/** One release as its service worker tells it. */
export interface Release {
  release: string;
  bytes: number;
  total: number;
  sent: number;
}

/** `answers` gives the pages now, `next` waits, and `isComing` is on its way; `isLeft` has no worker any more. */
export interface Copy {
  answers: Release | null;
  next: Release | null;
  isComing: boolean;
  isLeft: boolean;
}

/** The copy for times without network; null where this browser keeps none. */
export async function findCopy(home: URL): Promise<Copy | null> {
  try {
    if (!("serviceWorker" in navigator) || !("caches" in window)) return null;
    const made = await answered(navigator.serviceWorker.getRegistration(home.href));
    const [answers, next] = await Promise.all([stateOf(made?.active), stateOf(made?.waiting)]);
    const isComing = Boolean(made?.installing ?? (made?.active?.state === "activating"));
    const isLeft = !made && (await ourCaches(home)).length > 0;
    return { answers, next, isComing, isLeft };
  } catch {
    return null;
  }
}

async function stateOf(worker: ServiceWorker | null | undefined): Promise<Release | null> {
  if (!worker) return null;
  const told = await ask<Release>(worker, "state", LONGEST_LOOK);
  if (!told) throw new Error("no answer");
  return told;
}

/** The notes; null where there are none. */
export async function findNotes(): Promise<Stored | null> {
  return lookInto(NAME, async (database) => {
    if (!database.objectStoreNames.contains(KEY)) return null;
    return ((await database.get(KEY, KEY)) as Stored | undefined) ?? null;
  });
}

/** The bytes of the snapshot; 0 where there is none. */
export async function findStart(): Promise<number> {
  const bytes = await lookInto(SNAPSHOT, async (database) => {
    let sum = 0;
    for (const name of database.objectStoreNames) {
      let cursor = await database.transaction(name).store.openCursor();
      for (; cursor; cursor = await cursor.continue()) sum += bytesOf(cursor.value);
    }
    return sum;
  });
  return bytes ?? 0;
}

/** The memory in it; the few words beside it count for nothing. */
function bytesOf(kept: unknown): number {
  if (kept instanceof Blob) return kept.size;
  if (kept instanceof ArrayBuffer || ArrayBuffer.isView(kept)) return kept.byteLength;
  return kept && typeof kept === "object" ? Object.values(kept).reduce((sum: number, one) => sum + bytesOf(one), 0) : 0;
}

/** All bytes of this web address by the browser's own count; null where it does not say. */
export async function findSpace(): Promise<number | null> {
  try {
    return (await answered(navigator.storage.estimate())).usage ?? null;
  } catch {
    return null;
  }
}

/** Read in a database of whatever version, without making it: null where there is none. */
async function lookInto<T>(name: string, read: (database: IDBPDatabase) => Promise<T | null>): Promise<T | null> {
  let isThere = true;
  const opening = openDB(name, undefined, {
    upgrade(_database, _old, _new, change) {
      isThere = false;
      change.done.catch(() => undefined);
      change.abort();
    },
    blocking(_current, _wanted, event) {
      (event.target as IDBDatabase).close(); // another window erases, or is newer: do not stand in its way
    },
  });
  try {
    const database = await answered(opening);
    return await answered(read(database)).finally(() => { database.close(); });
  } catch (trouble) {
    if (!isThere) return null;
    opening.then((late) => { late.close(); }, () => undefined);
    throw trouble;
  }
}

function answered<T>(work: Promise<T>): Promise<T> {
  return within(work, LONGEST_LOOK, () => new Error("no answer"));
}
