// The notes on this device, in IndexedDB. A save never goes over what another window saved, and is read back.

import { within } from "./awake";
import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from "idb";

export interface Kept {
  text: string;
  revision: number;
  screen?: string;
  about?: string;
  backup?: Backup;
  told?: string;
}

/** The day the reader last took a backup, and the revision that is in it. */
export interface Backup {
  day: string;
  revision: number;
}

/** The screen as the reader saw it, and what it is a picture of: shown at the next start until the engine is there. */
export interface Picture {
  html: string;
  about: string;
}

/** What lies in the database under the key of the case. */
export interface Stored {
  text: string;
  revision: number;
  savedAt: string;
  backup?: Backup;
  told?: string;
}

export type Saved = { kind: "saved"; revision: number } | { kind: "conflict"; kept: Kept };

export type StoreReason = "full" | "blocked" | "newer" | "broken";

export class StoreTrouble extends Error {
  constructor(readonly reason: StoreReason, cause?: unknown) {
    super(reason, { cause });
  }
}

interface Schema extends DBSchema {
  case: { key: string; value: Stored };
  screen: { key: string; value: Picture };
}

type Database = IDBPDatabase<Schema>;

export const NAME = "footing";
const VERSION = 1;
export const KEY = "case";
const ERASED = -1;
const LONGEST_WAIT = 10; // seconds: a browser that never answers must not hold up the page
const channel = openChannel(); // one for this window: a channel does not hear itself, two would hear each other

export class Store {
  #opened: Promise<Database> | null = null;

  private constructor() {}

  static async open(): Promise<Store> {
    const store = new Store();
    await store.#use(() => Promise.resolve());
    return store;
  }

  read(): Promise<Kept | null> {
    return this.#use(async (database) => {
      const look = database.transaction(["case", "screen"]);
      const [kept, screen] = await Promise.all([look.objectStore("case").get(KEY), look.objectStore("screen").get(KEY)]);
      if (kept === undefined) return null;
      const picture = typeof screen?.html === "string" && { screen: screen.html, about: String(screen.about) };
      const backup = typeof kept?.backup?.day === "string" && { backup: kept.backup };
      const told = typeof kept?.told === "string" && { told: kept.told };
      return { text: textOf(kept), revision: revisionOf(kept), ...backup, ...told, ...picture };
    });
  }

  /** Save what is based on revision `basedOn`, with its picture and what was told; a store that has moved on is left. */
  async save(text: string, basedOn: number, picture: Picture | null = null, told = ""): Promise<Saved> {
    const saved = await this.#use((database) => put(database, text, basedOn, picture, told));
    if (saved.kind === "conflict") return saved;
    const back = await this.#use((database) => database.get("case", KEY));
    // Another window may have read ours and gone on already: then ours was there.
    const isThere = revisionOf(back) > saved.revision || (revisionOf(back) === saved.revision && textOf(back) === text);
    if (!isThere) throw new StoreTrouble("broken");
    channel?.postMessage(saved.revision);
    return saved;
  }

  /** Keep another picture of the same notes; it may fail, and goes nowhere without them. */
  async keepScreen(picture: Picture): Promise<void> {
    try {
      await this.#use(async (database) => {
        const change = database.transaction(["case", "screen"], "readwrite");
        change.done.catch(() => undefined);
        const hasNotes = await change.objectStore("case").getKey(KEY);
        if (hasNotes) await change.objectStore("screen").put(picture, KEY);
        await change.done;
      });
    } catch {
      // the next start shows the first screen until the engine is there
    }
  }

  /** Note that a backup of this revision was taken today; beside the notes, and nowhere without them. */
  noteBackup(backup: Backup): Promise<void> {
    return this.#note({ backup }, () => true);
  }

  /** Note what was told of this very revision; beside the notes, and nowhere without them. */
  noteTold(told: string, revision: number): Promise<void> {
    return this.#note({ told }, (stored) => revisionOf(stored) === revision);
  }

  #note(more: Partial<Stored>, isRight: (stored: Stored) => boolean): Promise<void> {
    return this.#use(async (database) => {
      const change = database.transaction("case", "readwrite");
      change.done.catch(() => undefined);
      const stored = await change.store.get(KEY);
      if (stored && isRight(stored)) await change.store.put({ ...stored, ...more }, KEY);
      await change.done;
    });
  }

  /** Delete the database, where it may never have been opened. */
  static erase(): Promise<void> {
    return new Store().erase();
  }

  /** Delete the database. A window that does not let go of it may hold up the deletion, but not the emptying. */
  async erase(): Promise<void> {
    const isEmpty = await this.#use(empty).then(() => true, () => false); // what cannot be opened can still be deleted
    (await this.#opened?.catch(() => null))?.close();
    this.#opened = null;
    try {
      await answered(new Promise<void>((resolve, reject) => {
        const blocked = (): void => { isEmpty ? resolve() : reject(new StoreTrouble("blocked")); };
        deleteDB(NAME, { blocked }).then(resolve, reject);
      }));
    } catch (trouble) {
      throw asTrouble(trouble);
    }
    channel?.postMessage(ERASED);
  }

  /** Another window has saved (its revision) or erased everything (-1). */
  onOtherTab(told: (revision: number) => void): void {
    Store.onOtherTab(told);
  }

  static onOtherTab(told: (revision: number) => void): void {
    channel?.addEventListener("message", (event: MessageEvent<number>) => { told(event.data); });
  }

  /** Work with the database; open it again when another window erased it or a newer version took it over. */
  async #use<T>(work: (database: Database) => Promise<T>): Promise<T> {
    const attempt = async (): Promise<T> => {
      this.#opened ??= connect(() => { this.#opened = null; });
      return work(await this.#opened);
    };
    try {
      return await answered(attempt()).catch((trouble: unknown) => {
        this.#drop();
        // A connection that was lost without a word, as on a phone that slept: nothing was begun on it.
        if (trouble instanceof DOMException && trouble.name === "InvalidStateError") return answered(attempt());
        throw trouble;
      });
    } catch (trouble) {
      throw asTrouble(trouble);
    }
  }

  /** After trouble the next use connects anew. */
  #drop(): void {
    void this.#opened?.then((database) => { database.close(); }, () => undefined);
    this.#opened = null;
  }
}

/** Open the database; `onGone` hears when this connection will not serve any more. */
function connect(onGone: () => void): Promise<Database> {
  return openDB<Schema>(NAME, VERSION, {
    upgrade(fresh) {
      fresh.createObjectStore("case");
      fresh.createObjectStore("screen");
    },
    blocking(_current, _wanted, event) {
      (event.target as IDBDatabase).close(); // another window erases, or is newer: do not stand in its way
      onGone();
    },
    terminated: onGone,
  });
}

function answered<T>(work: Promise<T>): Promise<T> {
  return within(work, LONGEST_WAIT, () => new StoreTrouble("blocked"));
}

/** The text of what lies in the store; damaged notes are handed on whole, so that the reader can still have them. */
function textOf(kept: unknown): string {
  const text: unknown = (kept as { text?: unknown } | null | undefined)?.text;
  if (typeof text === "string") return text;
  try {
    return JSON.stringify(["damaged", kept ?? null]); // a list: no reader of notes takes it for notes
  } catch {
    return "damaged";
  }
}

function revisionOf(kept: unknown): number {
  const revision: unknown = (kept as { revision?: unknown } | null | undefined)?.revision;
  return Number.isSafeInteger(revision) ? (revision as number) : 0;
}

async function put(database: Database, text: string, basedOn: number, picture: Picture | null, told: string): Promise<Saved> {
  const stores = ["case", "screen"] as const;
  const change = database.transaction(stores, "readwrite", { durability: "strict" }); // on the disk before we say "saved"
  change.done.catch(() => undefined); // the same trouble is thrown below
  try {
    const stored = await change.objectStore("case").get(KEY);
    if (revisionOf(stored) !== basedOn) {
      return { kind: "conflict", kept: { text: stored === undefined ? "" : textOf(stored), revision: revisionOf(stored) } };
    }
    // The first revision comes from the clock, so that none comes again after everything was erased.
    const revision = stored ? basedOn + 1 : Date.now();
    const savedAt = new Date().toISOString();
    const backup = stored?.backup && { backup: stored.backup };
    await change.objectStore("case").put({ text, revision, savedAt, ...backup, ...(told && { told }) }, KEY);
    // Notes and picture change together: whoever leaves at this moment does not find an old question again.
    await (picture ? change.objectStore("screen").put(picture, KEY) : change.objectStore("screen").delete(KEY));
    await change.done;
    return { kind: "saved", revision };
  } catch (trouble) {
    throw change.error ?? trouble; // a request that was cut off says only so; its transaction knows why
  }
}

async function empty(database: Database): Promise<void> {
  const change = database.transaction(["case", "screen"], "readwrite", { durability: "strict" });
  change.done.catch(() => undefined);
  await change.objectStore("case").clear();
  await change.objectStore("screen").clear();
  await change.done;
}

/** Whether the browser has promised not to clear our notes by itself; null where it cannot be asked. */
export async function isPersisted(): Promise<boolean | null> {
  try {
    return (await navigator.storage?.persisted?.()) ?? null;
  } catch {
    return null;
  }
}

/** Ask the browser not to clear our notes by itself; null where it cannot be asked. */
export async function askToPersist(): Promise<boolean | null> {
  try {
    return (await navigator.storage?.persist?.()) ?? null;
  } catch {
    return null;
  }
}

/** The line to our other windows; a browser that lacks it, or refuses it along with storage, has none. */
function openChannel(): BroadcastChannel | null {
  try {
    return new BroadcastChannel(NAME);
  } catch {
    return null;
  }
}

function asTrouble(trouble: unknown): StoreTrouble {
  if (trouble instanceof StoreTrouble) return trouble;
  const name = trouble instanceof DOMException ? trouble.name : "";
  const reason = name === "QuotaExceededError" ? "full" : name === "VersionError" ? "newer" : "blocked";
  return new StoreTrouble(reason, trouble);
}
