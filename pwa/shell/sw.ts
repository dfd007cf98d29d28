// The service worker: keeps one release of the site on the device, in two phases. The guide and the tool's page come
// with the installation; the engine, which is large, comes file by file when the page asks for it.
// To take the site off every device, publish a sw.js that deletes the caches and unregisters itself.

import { cacheOf, cachesOf, NO_ROOM } from "./copies";

interface Entry {
  url: string; // below the folder this script lies in: "" is the start page
  sha256: string;
  bytes: number;
}

interface Release {
  id: string;
  guide: Entry[];
  engine: Entry[];
}

interface Scope extends EventTarget {
  location: Location;
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
}

interface Waits extends Event {
  waitUntil(work: Promise<unknown>): void;
}

interface Fetches extends Waits {
  request: Request;
  respondWith(response: Promise<Response>): void;
}

declare const RELEASE: Release; // the build writes it in front of this script

const scope = self as unknown as Scope;
const home = new URL("./", scope.location.href);
const OWN = cacheOf(RELEASE.id, home);
// A worker does not get the policy of the page that starts it, and a host may send none.
const FOR_WORKERS = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'";
const HASHES = "./--hashes"; // the hashes of a release lie in its cache, for the release that comes after it
const all = [...RELEASE.guide, ...RELEASE.engine];
const known = new Set(all.map(({ url }) => url));
const at = (url: string): string => new URL(url, home).href;
const kept = (url: string, cacheName = OWN): Promise<Response | undefined> =>
  caches.match(at(url), { cacheName }).catch(() => undefined); // a store that cannot be read holds nothing
const looked = new Set<string>(); // files of the guide this worker has compared with their hash
let dropped = 0; // files that were not what they should be
let keeping: Promise<void> = Promise.resolve(); // two tabs may ask for the engine: one after the other
let sent = 0; // what this helper asked the host for since it woke up: the privacy page tells it

scope.addEventListener("install", (event) => { (event as Waits).waitUntil(install()); });

scope.addEventListener("activate", (event) => { (event as Waits).waitUntil(takeOver()); });

scope.addEventListener("message", (event) => {
  const { data, ports } = event as MessageEvent<{ kind: string }>;
  const works = new Map<string, () => Promise<unknown>>([
    ["skip-waiting", () => scope.skipWaiting()],
    ["keep-engine", () => (keeping = keeping.then(() => keepEngine(ports[0])))],
    ["keep-all", () => (keeping = keeping.then(() => keepAll(ports[0])))],
    ["state", () => tell(ports[0])],
    ["check", () => check(ports[0])],
  ]);
  const work = works.get(data.kind);
  if (work) (event as unknown as Waits).waitUntil(work());
});

scope.addEventListener("fetch", (event) => {
  const { request } = event as Fetches;
  const name = nameOf(request);
  if (name === null) return;
  const answer = respond(request, name);
  (event as Fetches).respondWith(answer);
  (event as Fetches).waitUntil(answer.then(() => heal(name)).catch(() => undefined));
});

/** What is asked for, by its name in our lists; a page may have any name, and null is not ours to answer. */
function nameOf({ destination, method, mode, url }: Request): string | null {
  const { origin, pathname, search } = new URL(url);
  const asked = origin + pathname;
  if (method !== "GET" || !asked.startsWith(home.href)) return null;
  const name = asked.slice(home.href.length);
  if (mode === "navigate") return name.replace(/(^|\/)index\.html$/, "$1");
  // The worker of a newer page is in no list of ours; it gets its policy all the same.
  return (known.has(name) || destination === "worker") && !search ? name : null;
}

async function respond(request: Request, name: string): Promise<Response> {
  const found = await kept(name);
  if (found) return guarded(found, request);
  if (known.has(`${name}/`)) return Response.redirect(at(`${name}/`) + new URL(request.url).search);
  try {
    return guarded(await ask(request), request);
  } catch (trouble) {
    const missing = request.mode === "navigate" ? await kept("404.html") : undefined;
    if (!missing) throw trouble;
    return guarded(new Response(missing.body, { status: 404, headers: missing.headers }), request);
  }
}

/** Every question to the host passes here, and is counted. */
function ask(what: Request | string, how?: RequestInit): Promise<Response> {
  sent += 1;
  return fetch(what, how);
}

/**
 * Every answer passes here untouched: a response that is wrapped anew loses the browser's compiled code. Only the small
 * script that starts a worker is wrapped; what the worker loads then is bound by it. A policy of the host counts too.
 */
function guarded(response: Response, { destination }: Request): Response {
  if (destination !== "worker") return response;
  const headers = new Headers(response.headers);
  headers.append("Content-Security-Policy", FOR_WORKERS);
  return new Response(response.body, { status: response.status, statusText: response.statusText, headers });
}

/** Phase one, all or nothing: what an older release holds unchanged is carried over, the rest is fetched. */
async function keepGuide(): Promise<Cache> {
  const cache = await caches.open(OWN);
  await cache.put(at(HASHES), new Response(JSON.stringify(all.map(({ url, sha256 }) => [url, sha256]))));
  await carryOver(cache, RELEASE.guide);
  await Promise.all(RELEASE.guide.map((entry) => keep(cache, entry)));
  return cache;
}

/** Half a copy serves nobody, and takes the room of the notes; one that is whole already is never given up here. */
async function install(): Promise<void> {
  try {
    await keepGuide();
  } catch (trouble) {
    if (isFull(trouble)) await caches.delete(OWN);
    throw trouble;
  }
}

/** Both phases, because the reader asked: what was removed before comes back too. */
async function keepAll(port: MessagePort | undefined): Promise<void> {
  const guide = sizeOf(RELEASE.guide);
  try {
    const cache = await keepGuide();
    await cache.delete(at(NO_ROOM)); // the reader may have made room meanwhile
  } catch (trouble) {
    return port?.postMessage({ loaded: 0, total: sizeOf(all), whole: false, reason: reasonOf(trouble) });
  }
  await keepEngine(port, guide);
}

/** Phase two: one file after the other, so that a cut connection goes on where it stopped. */
async function keepEngine(port: MessagePort | undefined, before = 0): Promise<void> {
  const total = before + sizeOf(RELEASE.engine);
  let loaded = before;
  try {
    if (!(await caches.has(OWN))) return port?.postMessage({ loaded, total, whole: false, reason: "removed" });
    const cache = await caches.open(OWN);
    if (await kept(NO_ROOM)) throw full();
    await carryOver(cache, RELEASE.engine); // a page may ask before this release has taken over
    for (const entry of RELEASE.engine) {
      await keep(cache, entry);
      if (await kept(NO_ROOM)) { // given up on the way: what came meanwhile goes too
        for (const { url } of RELEASE.engine) await cache.delete(at(url));
        throw full();
      }
      // A page may have removed the copy meanwhile: what was put last is then nowhere, and nothing more is fetched.
      if (!(await caches.has(OWN))) return port?.postMessage({ loaded, total, whole: false, reason: "removed" });
      loaded += entry.bytes;
      port?.postMessage({ loaded, total });
    }
    port?.postMessage({ loaded, total, whole: true });
  } catch (trouble) {
    port?.postMessage({ loaded, total, whole: false, reason: reasonOf(trouble) });
  }
}

function reasonOf(trouble: unknown): "space" | "network" {
  return isFull(trouble) ? "space" : "network";
}

function sizeOf(entries: Iterable<Entry>): number {
  return [...entries].reduce((sum, { bytes }) => sum + bytes, 0);
}

function full(): DOMException {
  return new DOMException("", "QuotaExceededError");
}

function isFull(trouble: unknown): boolean {
  return trouble instanceof DOMException && trouble.name === "QuotaExceededError";
}

/** Only what has the promised hash is kept; "no-cache" asks the host, which sends nothing again that has not changed. */
async function keep(cache: Cache, { url, sha256 }: Entry): Promise<void> {
  if (await cache.match(at(url))) return;
  const response = await ask(at(url), { integrity: sha256, cache: "no-cache" });
  if (!response.ok) throw new TypeError(`${url}: ${response.status}`);
  // A page may not be answered with a response that was redirected: this one is wrapped anew.
  await cache.put(at(url), response.redirected ? new Response(response.body, { headers: response.headers }) : response);
}

/** A file of the guide that was damaged or is gone comes again, unless everything was erased. */
async function heal(name: string): Promise<void> {
  const entry = RELEASE.guide.find(({ url }) => url === name);
  if (!entry || looked.has(name) || !(await caches.has(OWN))) return;
  looked.add(name);
  const cache = await caches.open(OWN);
  await dropIfDamaged(cache, entry);
  await keep(cache, entry);
}

/** The page could not start the engine: what is damaged goes, and comes from the host when it is asked for. */
async function check(port: MessagePort | undefined): Promise<void> {
  if (await caches.has(OWN)) {
    const cache = await caches.open(OWN);
    for (const entry of all) await dropIfDamaged(cache, entry);
  }
  port?.postMessage({ dropped });
}

async function dropIfDamaged(cache: Cache, { url, sha256 }: Entry): Promise<void> {
  const found = await cache.match(at(url));
  if (!found || (await isAsPromised(found, url, sha256))) return;
  await cache.delete(at(url));
  looked.delete(url);
  dropped += 1;
}

async function isAsPromised(found: Response, url: string, sha256: string): Promise<boolean> {
  if (/\.m?js$/.test(url) && !found.headers.get("Content-Type")?.includes("javascript")) return false;
  try {
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", await found.arrayBuffer()));
    return `sha256-${btoa(String.fromCharCode(...digest))}` === sha256;
  } catch {
    return false;
  }
}

async function others(): Promise<string[]> {
  return (await cachesOf(home)).filter((name) => name !== OWN);
}

async function carryOver(cache: Cache, entries: Entry[]): Promise<void> {
  for (const name of await others()) {
    const listed = await kept(HASHES, name);
    const hashes = new Map(listed ? ((await listed.json()) as [string, string][]) : []);
    for (const { url, sha256 } of entries) {
      if (hashes.get(url) !== sha256 || (await cache.match(at(url)))) continue;
      const response = await kept(url, name);
      if (response) await cache.put(at(url), response);
    }
  }
}

/** Nobody reads the release before any more. */
async function takeOver(): Promise<void> {
  const older = await others();
  try {
    await keepGuide(); // a release that took over while this one was coming has deleted what it did not know
    await carryOver(await caches.open(OWN), RELEASE.engine);
  } catch {
    // no network, or no space for both engines: what is missing is fetched when it is asked for
  }
  for (const name of older) await caches.delete(name);
  if (!older.length) await scope.clients.claim();
}

async function tell(port: MessagePort | undefined): Promise<void> {
  const isThere = await Promise.all(all.map(async ({ url }) => (await kept(url)) !== undefined));
  const held = new Set(all.filter((_, index) => isThere[index]));
  const whole = RELEASE.engine.every((entry) => held.has(entry));
  port?.postMessage({ release: RELEASE.id, bytes: sizeOf(held), total: sizeOf(all), whole, sent });
}

