// The notes on this device, in IndexedDB. A save never goes over what another window saved, and is read back.

import { deleteDB, openDB, type DBSchema, type IDBPDatabase } from "idb";

export interface Kept {
  text: string;
  revision: number;
  screen?: string;
  release?: string;
}

export type Saved = { kind: "saved"; revision: number } | { kind: "conflict"; kept: Kept };

export type StoreReason = "full" | "blocked" | "newer" | "broken";

export class StoreTrouble extends Error {
  constructor(readonly reason: StoreReason, cause?: unknown) {
    super(reason, { cause });
  }
}

interface Schema extends DBSchema {
  case: { key: string; value: { text: string; revision: number; savedAt: string } };
  screen: { key: string; value: { html: string; release: string } };
}

const NAME = "footing";
const VERSION = 1;
const KEY = "case";

export class Store {
  #database: IDBPDatabase<Schema>;
  #channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(NAME) : null;

  private constructor(database: IDBPDatabase<Schema>) {
    this.#database = database;
  }

  static async open(): Promise<Store> {
    try {
      const database = await openDB<Schema>(NAME, VERSION, {
        upgrade(fresh) {
          fresh.createObjectStore("case");
          fresh.createObjectStore("screen");
        },
        blocking(_current, _blocked, event) {
          (event.target as IDBDatabase).close();
        },
      });
      return new Store(database);
    } catch (trouble) {
      throw asTrouble(trouble);
    }
  }

  async read(): Promise<Kept | null> {
    try {
      const kept = await this.#database.get("case", KEY);
      const screen = await this.#database.get("screen", KEY);
      if (!kept) return null;
      return { text: kept.text, revision: kept.revision, ...(screen && { screen: screen.html, release: screen.release }) };
    } catch (trouble) {
      throw asTrouble(trouble);
    }
  }

  /** Save what is based on revision `basedOn`; a store that has moved on since is left as it is. */
  async save(text: string, basedOn: number): Promise<Saved> {
    try {
      const change = this.#database.transaction("case", "readwrite");
      const stored = await change.store.get(KEY);
      if ((stored?.revision ?? 0) !== basedOn) {
        await change.done;
        return { kind: "conflict", kept: stored ?? { text: "", revision: 0 } };
      }
      const revision = basedOn + 1;
      await change.store.put({ text, revision, savedAt: new Date().toISOString() }, KEY);
      await change.done;
      const back = await this.#database.get("case", KEY);
      if (back?.text !== text) throw new StoreTrouble("broken");
      this.#channel?.postMessage(revision);
      return { kind: "saved", revision };
    } catch (trouble) {
      throw asTrouble(trouble);
    }
  }

  /** Keep the screen for the next start; it is only a picture of the notes, so it may fail. */
  async keepScreen(html: string, release: string): Promise<void> {
    try {
      await this.#database.put("screen", { html, release }, KEY);
    } catch {
      // the next start shows the first screen until the engine is there
    }
  }

  async erase(): Promise<void> {
    this.#database.close();
    await deleteDB(NAME);
    this.#channel?.postMessage(-1);
  }

  /** Another window has saved (its revision) or erased everything (-1). */
  onOtherTab(told: (revision: number) => void): void {
    this.#channel?.addEventListener("message", (event: MessageEvent<number>) => { told(event.data); });
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

function asTrouble(trouble: unknown): StoreTrouble {
  if (trouble instanceof StoreTrouble) return trouble;
  const name = trouble instanceof DOMException ? trouble.name : "";
  const reason = name === "QuotaExceededError" ? "full" : name === "VersionError" ? "newer" : "blocked";
  return new StoreTrouble(reason, trouble);
}
