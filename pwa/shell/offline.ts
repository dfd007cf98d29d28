// The copy that works without network: asks the service worker to keep the guide, then the engine, and offers updates.

import { scriptUrl } from "./trusted";

interface Progress {
  loaded: number;
  total: number;
  whole?: boolean;
}

const LONGEST_QUIET = 120_000; // the largest file alone takes a minute on a poor line
const LATEST_START = 5_000;
let address = "";
let isRemoved = false;
let registered: Promise<ServiceWorkerRegistration | null> | null = null;

/** Keep the guide on this device once the page is there and idle; where the reader saves data, only when asked. */
export function keepGuide(worker: string): void {
  address = worker;
  if (!("serviceWorker" in navigator)) return;
  const saves = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
  if (saves && !navigator.serviceWorker.controller) return;
  if (document.readyState === "complete") whenIdle(register);
  else addEventListener("load", () => { whenIdle(register); }, { once: true });
}

/** Do this when nothing else is to be done, or a little later. */
export function whenIdle(work: () => unknown): void {
  if ("requestIdleCallback" in window) requestIdleCallback(work, { timeout: LATEST_START });
  else setTimeout(work, LATEST_START); // Safari
}

function register(): Promise<ServiceWorkerRegistration | null> {
  if (!("serviceWorker" in navigator) || !address || isRemoved) return Promise.resolve(null);
  registered ??= navigator.serviceWorker.register(scriptUrl(address), { updateViaCache: "none" }).then(
    (made) => {
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "visible") made.update().catch(() => undefined);
      });
      return made;
    },
    () => {
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
  if (!coming || coming.state === "activated") return coming ?? null;
  return new Promise((resolve) => {
    coming.addEventListener("statechange", () => {
      if (coming.state === "activated") resolve(coming);
      if (coming.state === "redundant") resolve(null);
    });
  });
}

/** Keep the engine as well, file by file; true when all of it is here. Asked again, it goes on where it stopped. */
export async function keepEngine(onProgress?: (loaded: number, total: number) => void): Promise<boolean> {
  const worker = await running();
  if (!worker) return false;
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const end = (isWhole: boolean): void => {
      clearTimeout(clock);
      port1.close();
      resolve(isWhole);
    };
    const watch = (): ReturnType<typeof setTimeout> => setTimeout(() => { end(false); }, LONGEST_QUIET);
    let clock = watch();
    port1.onmessage = ({ data }: MessageEvent<Progress>) => {
      clearTimeout(clock);
      if (data.whole !== undefined) return end(data.whole);
      clock = watch();
      onProgress?.(data.loaded, data.total);
    };
    worker.postMessage({ kind: "keep-engine" }, [port2]);
  });
}

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
  const watch = (made: ServiceWorkerRegistration): void => {
    const next = made.installing;
    next?.addEventListener("statechange", () => { if (next.state === "installed") offer(made); });
  };
  container.addEventListener("controllerchange", () => {
    if (isControlled) void container.ready.then(offer); // accepted in another tab; this one waits for its own reader
    isControlled = true;
  });
  void container.ready.then((made) => {
    if (made.waiting) offer(made);
    watch(made);
    made.addEventListener("updatefound", () => { watch(made); });
  });
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

/** Remove the copy from this device; this page does not ask for a new one. */
export async function removeOfflineCopy(): Promise<void> {
  isRemoved = true;
  const home = new URL("./", address || location.href);
  if ("serviceWorker" in navigator) {
    await (await navigator.serviceWorker.getRegistration(home.href))?.unregister();
  }
  if (!("caches" in window)) return;
  for (const name of await caches.keys()) {
    const isOurs = name.startsWith("footing-") && name.slice(name.indexOf("@")) === `@${home.pathname}`;
    if (isOurs) await caches.delete(name);
  }
}
