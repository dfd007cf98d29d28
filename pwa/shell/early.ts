// The second visit: while the page is still being read, the worker already starts. The build writes this script into the
// page, right behind what it reads, and tool.ts takes over what it began. On a first visit the line belongs to the page.

import { isAble } from "./able";
import type { Early, Where } from "./engine";
import type { Parts } from "./frame";

const frame = document.getElementById("tool-frame");
const factory = (globalThis as { trustedTypes?: { createPolicy(name: string, rules: object): { createScriptURL(url: string): string } } }).trustedTypes;

if (frame && navigator.serviceWorker?.controller && isAble()) {
  const parts: Parts = JSON.parse(frame.dataset["parts"] ?? "{}");
  const at = (address: string): string => new URL(address, location.href).href;
  const address = at(parts.worker);
  const createScriptURL = (url: string): string => (url === address ? url : "");
  const policy = factory?.createPolicy("footing-early", { createScriptURL }) ?? { createScriptURL };
  const worker = new Worker(policy.createScriptURL(address), { type: "module" });
  const heard: Event[] = [];
  const hear = (event: Event): void => void heard.push(event);
  for (const name of ["message", "error"]) worker.addEventListener(name, hear);
  const where: Where = { ...parts, engine: at(parts.engine), app: at(parts.app) };
  worker.postMessage({ kind: "load", ...where, snapshot: parts.snapshot ?? "use" });
  const early: Early = {
    worker,
    take: (listen) => {
      for (const name of ["message", "error"]) worker.removeEventListener(name, hear);
      heard.forEach(listen);
    },
  };
  window.footingEarly = early;
}
