// The copy that works without network: asks the service worker to keep the guide, then the engine, and offers updates.

import { ask } from "./ask";
import { cachesOf, NO_ROOM } from "./copies";
import { scriptUrl } from "./trusted";

interface Progress {
  loaded: number;
  total: number;
  whole?: boolean;
  reason?: Outcome;
}

/** How keeping the copy ended; "refused" where this browser keeps none. */
export type Outcome = "whole" | "network" | "space" | "removed" | "refused";

const LONGEST_QUIET = 120; // seconds: the largest file alone takes a minute on a poor line
const LONGEST_CHECK = 20;
const LATEST_START = 5_000;
const CHANNEL = "footing-copy"; // to other windows: the copy of this folder was removed
const html = document.documentElement;
let address = "";
let isRefused = !("serviceWorker" in navigator); // by the browser itself, so that asking again is of no use
let opened: BroadcastChannel | null = null;
let registered: Promise<ServiceWorkerRegistration | null> | null = null;

/** Keep the guide on this device once the page is there and idle; where the reader saves data, only when asked. */
export function keepGuide(worker: string): void {
  workWith(worker);
  if (!("serviceWorker" in navigator)) return;
  const saves = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
  if (saves && !navigator.serviceWorker.controller) return;
  if (document.readyState === "complete") whenIdle(register);
  else addEventListener("load", () => { whenIdle(register); }, { once: true });
}

/** Where the service worker lies. */
export function workWith(worker: string): void {
  address = worker;
}

/** The reader removed the copy: this page, and every script on it, does not ask for a new one by itself. */
export function isRemoved(): boolean {
  return html.dataset["copy"] === "removed";
}

/** Do this when nothing else is to be done, or a little later. */
export function whenIdle(work: () => unknown): void {
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: LATEST_START });
  else setTimeout(work, LATEST_START); // Safari
}

function register(): Promise<ServiceWorkerRegistration | null> {
  if (!("serviceWorker" in navigator) || !address || isRemoved()) return Promise.resolve(null);
  registered ??= navigator.serviceWorker.register(scriptUrl(address), { updateViaCache: "none" }).then(
    (made) => {
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "visible") made.update().catch(() => undefined);
      });
      return made;
    },
    (trouble) => {
      isRefused = trouble instanceof DOMException && trouble.name === "SecurityError";
      registered = null; // everything works without it, and the next one who asks may have more luck
      return null;
    },
  );
  return registered;
}

/** The worker that answers, once it does; null where there is none. */
async function running(): Promise<ServiceWorker | null> {
  const made = await register();
  const coming = made?.active ?? made?.waiting ?? made?.installing;
  if (coming?.state === "activated") return coming;
  const isThere = coming && await new Promise<boolean>((resolve) => {
    coming.addEventListener("statechange", () => {
      if (coming.state === "activated") resolve(true);
      if (coming.state === "redundant") resolve(false);
    });
  });
  if (!isThere) registered = null; // its installation was cut off: the next one who asks lets it go on
  return isThere ? coming : null;
}

/** Keep the engine as well, file by file. Asked again, it goes on where it stopped. */
export function keepEngine(): Promise<Outcome> {
  return keep("keep-engine");
}

/** The reader asks for all of the copy, even if they removed it a moment ago. */
export function keepAgain(onProgress: (loaded: number, total: number) => void): Promise<Outcome> {
  if (isRemoved()) {
    html.dataset["copy"] = "again";
    registered = null;
  }
  return keep("keep-all", onProgress);
}

async function keep(kind: "keep-engine" | "keep-all", onProgress?: (loaded: number, total: number) => void): Promise<Outcome> {
  const worker = await running();
  if (!worker) return isRefused ? "refused" : "network";
  const end = await ask<Progress>(worker, kind, LONGEST_QUIET, ({ loaded, total, whole }) => {
    if (whole === undefined) onProgress?.(loaded, total);
    return whole !== undefined;
  });
  return end?.whole ? "whole" : end?.reason ?? "network";
}

/** Where the reader's settings refuse all storage, a browser refuses even to wait for a worker; there is no copy then. */
export function unheard(): void {}

/** Tell once when a newer version is there; `accept` lets it take over and loads this page anew, once. */
export function onUpdate(show: (accept: () => void) => void): void {
  if (!("serviceWorker" in navigator)) return;
  const container = navigator.serviceWorker;
  let isControlled = container.controller !== null;
  let isOffered = false;

  const offer = (made: ServiceWorkerRegistration): void => {
    if (!isOffered) show(() => { accept(made); });
    isOffered = true;
  };
  const wait = (made: ServiceWorkerRegistration): void => {
    const next = made.installing;
    next?.addEventListener("statechange", () => { if (next.state === "installed") offer(made); });
  };
  container.addEventListener("controllerchange", () => {
    if (html.dataset["copy"]) return; // the reader removed the copy and took it again: nothing new
    if (isControlled) void container.ready.then(offer, unheard); // accepted in another tab; this one waits for its own reader
    isControlled = true;
  });
  void container.ready.then((made) => {
    if (made.waiting) offer(made);
    wait(made);
    made.addEventListener("updatefound", () => { wait(made); });
  }, unheard);
}

let isAccepted = false;

function accept(made: ServiceWorkerRegistration): void {
  if (isAccepted) return;
  isAccepted = true;
  const next = made.waiting;
  if (!next) return location.reload();
  next.addEventListener("statechange", () => { if (next.state === "activated") location.reload(); });
  next.postMessage({ kind: "skip-waiting" });
}

/** Let the service worker compare what it keeps with the promised hashes; true when it had to drop something. */
export async function dropDamaged(): Promise<boolean> {
  if (!("serviceWorker" in navigator)) return false;
  const worker = (await navigator.serviceWorker.getRegistration(home().href).catch(() => undefined))?.active;
  const end = worker && await ask<{ dropped: number }>(worker, "check", LONGEST_CHECK);
  return Boolean(end?.dropped);
}

/** Give up the engine's copy, which is the largest, until the next release. The guide stays. */
export async function giveRoom(): Promise<void> {
  try {
    for (const name of await ourCaches(home())) {
      const cache = await caches.open(name);
      for (const { url } of await cache.keys()) {
        if (url.startsWith(`${home().href}engine/`)) await cache.delete(url);
      }
      await cache.put(home().href + NO_ROOM, new Response());
    }
  } catch {
    // where caches cannot be used, nothing lies in them
  }
}

function home(): URL {
  return new URL("./", address || location.href);
}

/** Remove the copy from this device; no page that is open asks for a new one. False when some of it is still there. */
export async function removeOfflineCopy(): Promise<boolean> {
  html.dataset["copy"] = "removed";
  if ("serviceWorker" in navigator) {
    await (await navigator.serviceWorker.getRegistration(home().href).catch(unheard))?.unregister();
  }
  for (const name of await ourCaches(home())) await caches.delete(name);
  channel()?.postMessage(home().pathname);
  return !(await ourCaches(home())).length;
}

/** The caches of this copy of the site; none where the browser has no such store. */
export async function ourCaches(home: URL): Promise<string[]> {
  return "caches" in window ? cachesOf(home) : [];
}

/** Another window removed the copy. */
export function onCopyRemoved(told: () => void): void {
  channel()?.addEventListener("message", ({ data }: MessageEvent<string>) => {
    if (data !== home().pathname) return;
    html.dataset["copy"] = "removed";
    told();
  });
}

function channel(): BroadcastChannel | null {
  try {
    return (opened ??= new BroadcastChannel(CHANNEL));
  } catch {
    return null; // a browser without it has no other windows to tell
  }
}
