// The engine's memory after its first start, kept so that later starts take it up instead of working it out again.
// It is taken before the engine has heard anything from the reader, and serves one version of the engine only.

import { deleteDB, openDB, type DBSchema } from "idb";

interface Schema extends DBSchema {
  snapshot: { key: string; value: { key: string; bytes: ArrayBuffer; sha256: string } | { key: string; isRefused: true } };
}

export const SNAPSHOT = "footing-engine";
const KEY = "snapshot";
const ROOM = 4; // times its own size must be free: the reader's notes need the space more

/** The snapshot for this engine, whole and unchanged; null where there is none, and whether one should be made. */
export async function readSnapshot(key: string): Promise<{ bytes: Uint8Array<ArrayBuffer> | null; isWanted: boolean }> {
  try {
    // What cannot be read any more is as good as none, and makes room for another.
    const found = await withStore((database) => database.get("snapshot", KEY).catch(() => undefined));
    if (found?.key !== key) return { bytes: null, isWanted: true };
    if ("isRefused" in found) return { bytes: null, isWanted: false };
    const isWhole = found.bytes instanceof ArrayBuffer && (await hashOf(found.bytes)) === found.sha256;
    if (isWhole) return { bytes: new Uint8Array(found.bytes), isWanted: true };
    await dropSnapshot();
    return { bytes: null, isWanted: true };
  } catch {
    return { bytes: null, isWanted: false }; // no storage, or not in this window: each start is a first one
  }
}

/** Keep a snapshot, if there is ample space; without it everything works, so trouble here is nobody's. */
export async function keepSnapshot(key: string, bytes: Uint8Array<ArrayBuffer>): Promise<boolean> {
  try {
    // Older Safari and WebKitGTK cannot be asked; there a put that finds no room fails, and takes nothing from anyone.
    const { quota = Infinity, usage = 0 } = (await navigator.storage?.estimate?.()) ?? {};
    if (quota - usage < bytes.length * ROOM) return false;
    const sha256 = await hashOf(bytes.buffer);
    await withStore((database) => database.put("snapshot", { key, bytes: bytes.buffer, sha256 }, KEY));
    return true;
  } catch {
    return false;
  }
}

/** Remember that this browser could not start from a snapshot of this engine, so that it is not tried again. */
export async function refuseSnapshot(key: string): Promise<void> {
  try {
    await withStore((database) => database.put("snapshot", { key, isRefused: true }, KEY));
  } catch {
    await dropSnapshot();
  }
}

/** Remove it from this device; false when it is not gone yet, because another window holds it. */
export async function dropSnapshot(): Promise<boolean> {
  try {
    return await new Promise<boolean>((resolve, reject) => {
      deleteDB(SNAPSHOT, { blocked: () => { resolve(false); } }).then(() => { resolve(true); }, reject);
    });
  } catch {
    return false; // what cannot be deleted cannot be read either, or is refused by its hash
  }
}

async function withStore<T>(work: (database: Awaited<ReturnType<typeof openDB<Schema>>>) => Promise<T>): Promise<T> {
  const database = await openDB<Schema>(SNAPSHOT, 1, { upgrade: (fresh) => void fresh.createObjectStore("snapshot") });
  database.onversionchange = () => { database.close(); };
  try {
    return await work(database);
  } finally {
    database.close();
  }
}

async function hashOf(bytes: ArrayBuffer): Promise<string> {
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
