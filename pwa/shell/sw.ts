// The service worker: keeps one release of the site on the device, in two phases. The guide and the tool's page come
// with the installation; the engine, which is large, comes file by file when the page asks for it.
// To take the site off every device, publish a sw.js that deletes the caches and unregisters itself.

interface Entry {
  url: string;
  sha256: string;
  bytes: number;
}

interface Release {
  id: string;
  guide: Entry[];
  engine: Entry[];
}

interface Scope extends EventTarget {
  registration: { scope: string };
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
const PREFIX = "footing-";
const HASHES = "./--hashes"; // what is kept, as one entry of the cache: url → hash
const known = new Map([...RELEASE.guide, ...RELEASE.engine].map((entry) => [entry.url, entry]));
const own = (): Promise<Cache> => caches.open(PREFIX + RELEASE.id);
const at = (url: string): string => new URL(url, scope.registration.scope).href;

scope.addEventListener("install", (event) => { (event as Waits).waitUntil(keepAll(RELEASE.guide)); });

scope.addEventListener("activate", (event) => {
  (event as Waits).waitUntil((async () => {
    await carryOver(RELEASE.engine);
    for (const name of await caches.keys()) {
      if (name.startsWith(PREFIX) && name !== PREFIX + RELEASE.id) await caches.delete(name);
    }
    await scope.clients.claim();
  })());
});

scope.addEventListener("message", (event) => {
  const { data, ports } = event as MessageEvent<{ kind: string }>;
  const work = { "skip-waiting": () => scope.skipWaiting(), "keep-engine": () => keepEngine(ports[0]), state: () => tell(ports[0]) };
  const asked = work[data.kind as keyof typeof work];
  if (asked) (event as unknown as Waits).waitUntil(asked());
});

scope.addEventListener("fetch", (event) => {
  const { request } = event as Fetches;
  const url = nameOf(request);
  if (url !== null) (event as Fetches).respondWith(respond(request, url));
});

/** The name of what is asked for in our lists; null for what is not ours to answer. */
function nameOf(request: Request): string | null {
  const url = new URL(request.url);
  if (request.method !== "GET" || !url.href.startsWith(scope.registration.scope)) return null;
  const isPage = request.mode === "navigate";
  const name = (url.origin + url.pathname).slice(scope.registration.scope.length).replace(/index\.html$/, "");
  if (isPage && !known.has(name)) return known.has(`${name}/`) ? `${name}/` : name;
  return known.has(name) ? name : null;
}

async function respond(request: Request, name: string): Promise<Response> {
  const kept = await (await own()).match(at(name));
  if (kept) return guarded(kept);
  try {
    return guarded(await fetch(request));
  } catch (trouble) {
    const missing = request.mode === "navigate" ? await (await own()).match(at("404.html")) : undefined;
    if (!missing) throw trouble;
    return new Response(missing.body, { status: 404, headers: missing.headers });
  }
}

/** Every answer passes here, untouched: a response that is wrapped anew loses the browser's compiled code. */
function guarded(response: Response): Response {
  return response;
}

/** Keep these files in this release's cache, all or nothing; what another release holds unchanged is not fetched. */
async function keepAll(entries: Entry[]): Promise<void> {
  await carryOver(entries);
  const held = await hashes(await own());
  await Promise.all(entries.filter(({ url }) => !held.has(url)).map(keep));
  await writeHashes(await own(), entries);
}

async function keep({ url, sha256 }: Entry): Promise<void> {
  const response = await fetch(at(url), { integrity: sha256, cache: "no-cache" });
  if (!response.ok) throw new TypeError(`${url}: ${response.status}`);
  await (await own()).put(at(url), response);
}

async function carryOver(entries: Entry[]): Promise<void> {
  const cache = await own();
  const held = await hashes(cache);
  const carried: Entry[] = [];
  for (const name of await caches.keys()) {
    if (!name.startsWith(PREFIX) || name === PREFIX + RELEASE.id) continue;
    const older = await caches.open(name);
    const theirs = await hashes(older);
    for (const entry of entries) {
      if (held.has(entry.url) || theirs.get(entry.url) !== entry.sha256) continue;
      const response = await older.match(at(entry.url));
      if (!response) continue;
      await cache.put(at(entry.url), response);
      carried.push(entry);
    }
  }
  if (carried.length) await writeHashes(cache, carried);
}

async function hashes(cache: Cache): Promise<Map<string, string>> {
  const written = await cache.match(at(HASHES));
  return new Map(written ? ((await written.json()) as [string, string][]) : []);
}

async function writeHashes(cache: Cache, more: Entry[]): Promise<void> {
  const all = await hashes(cache);
  for (const { url, sha256 } of more) all.set(url, sha256);
  await cache.put(at(HASHES), new Response(JSON.stringify([...all])));
}

/** Phase two: one file after the other, so that a cut connection goes on where it stopped. */
async function keepEngine(port: MessagePort | undefined): Promise<void> {
  const total = RELEASE.engine.reduce((sum, { bytes }) => sum + bytes, 0);
  let loaded = 0;
  try {
    for (const entry of RELEASE.engine) {
      const cache = await own();
      if (!(await cache.match(at(entry.url)))) {
        await keep(entry);
        await writeHashes(cache, [entry]);
      }
      loaded += entry.bytes;
      port?.postMessage({ loaded, total });
    }
    port?.postMessage({ loaded, total, whole: true });
  } catch (trouble) {
    port?.postMessage({ loaded, total, whole: false, reason: String(trouble) });
  }
}

async function tell(port: MessagePort | undefined): Promise<void> {
  const held = await hashes(await own());
  const bytes = [...known.values()].filter(({ url }) => held.has(url)).reduce((sum, entry) => sum + entry.bytes, 0);
  port?.postMessage({ release: RELEASE.id, bytes, whole: RELEASE.engine.every(({ url }) => held.has(url)) });
}

export {}; // a module: its names are its own
