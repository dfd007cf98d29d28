// The copy that works without network: asks the service worker to keep the guide, then the engine, and offers updates.

import { scriptUrl } from "./trusted";

interface Progress {
  loaded: number;
  total: number;
  whole?: boolean;
}

let hasReloaded = false;

function registration(): Promise<ServiceWorkerRegistration | undefined> {
  return "serviceWorker" in navigator ? navigator.serviceWorker.ready : Promise.resolve(undefined);
}

/** Keep the guide on this device, quietly, after the page is there; not where the reader saves data. */
export function keepGuide(address: string): void {
  if (!("serviceWorker" in navigator)) return;
  const saves = (navigator as { connection?: { saveData?: boolean } }).connection?.saveData === true;
  if (saves && !navigator.serviceWorker.controller) return;
  const register = (): void => {
    navigator.serviceWorker.register(scriptUrl(address), { updateViaCache: "none" }).then((made) => {
      document.addEventListener("visibilitychange", () => {
        if (document.visibilityState === "visible") made.update().catch(() => undefined);
      });
    }).catch(() => undefined); // the guide works without it
  };
  if (document.readyState === "complete") register();
  else addEventListener("load", register, { once: true });
}

/** Keep the engine as well, file by file; true when all of it is here. */
export async function keepEngine(onProgress?: (loaded: number, total: number) => void): Promise<boolean> {
  const worker = (await registration())?.active;
  if (!worker) return false;
  return new Promise((resolve) => {
    const channel = new MessageChannel();
    channel.port1.onmessage = ({ data }: MessageEvent<Progress>) => {
      if (data.whole === undefined) return onProgress?.(data.loaded, data.total);
      channel.port1.close();
      resolve(data.whole);
    };
    worker.postMessage({ kind: "keep-engine" }, [channel.port2]);
  });
}

/** Tell when a newer version waits; `accept` lets it take over and loads the page anew, once. */
export function onUpdate(show: (accept: () => void) => void): void {
  void registration().then((made) => {
    if (!made) return;
    if (made.waiting) offer(made.waiting);
    made.addEventListener("updatefound", () => {
      const next = made.installing;
      next?.addEventListener("statechange", () => {
        if (next.state === "installed" && navigator.serviceWorker.controller) offer(next);
      });
    });
  });

  function offer(waiting: ServiceWorker): void {
    show(() => {
      navigator.serviceWorker.addEventListener("controllerchange", () => {
        if (hasReloaded) return;
        hasReloaded = true;
        location.reload();
      });
      waiting.postMessage({ kind: "skip-waiting" });
    });
  }
}

/** Remove the copy from this device. */
export async function removeOfflineCopy(): Promise<void> {
  if ("serviceWorker" in navigator) {
    for (const made of await navigator.serviceWorker.getRegistrations()) await made.unregister();
  }
  if ("caches" in window) {
    for (const name of await caches.keys()) if (name.startsWith("footing-")) await caches.delete(name);
  }
}
