// The worker: with sparse.ts the only file that knows Pyodide. Text goes in and out; Python keeps the case, and no
// proxy is kept here.

import { watch } from "./awake";
import type { Reason, SnapshotUse } from "./engine";
import { dropSnapshot, keepSnapshot, readSnapshot, refuseSnapshot } from "./snapshot";
import { asWhole, packed } from "./sparse";

interface Pyodide {
  FS: { writeFile(path: string, bytes: Uint8Array): void };
  runPython(code: string): unknown;
  makeMemorySnapshot(): Uint8Array<ArrayBuffer>;
}

interface PyodideModule {
  loadPyodide(options: Record<string, unknown>): Promise<Pyodide>;
}

interface Load {
  kind: "load";
  engine: string;
  app: string;
  lang: string;
  sizes: Record<string, number>;
  info: Record<string, string>;
  snapshot: SnapshotUse;
  isAsked?: boolean;
}

interface Call {
  kind: "call";
  id: number;
  name: "open" | "act" | "advise";
  args: string[];
}

interface Scope {
  onmessage: ((event: MessageEvent<Load | Call | { kind: "snapshot"; isKept: boolean }>) => void) | null;
  postMessage(message: unknown): void;
  footingArgs: string[];
  fetch: typeof fetch;
}

const SMALLEST_WASM = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
const LONGEST_LOOK = 10; // seconds
const SCRIPTS = ["pyodide.mjs", "pyodide.asm.js"];
const APP = "/footing.zip";
const scope = self as unknown as Scope;
const fromNetwork = scope.fetch.bind(self);
let python: Promise<Pyodide> | null = null;
let memory: WebAssembly.Memory; // Python's, from when its machine is put together
let snapshot: { key: string; bytes: Uint8Array<ArrayBuffer> } | null = null;

scope.onmessage = ({ data }) => {
  if (data.kind === "call") return void answer(data);
  if (data.kind === "snapshot") return void endSnapshot(data.isKept);
  python = start(data);
  python.catch(() => undefined); // the page has been told, and so is each call
};

async function start(load: Load): Promise<Pyodide> {
  try {
    await WebAssembly.compile(SMALLEST_WASM);
  } catch (trouble) {
    return fail("blocked", trouble);
  }
  const count = counter(load.sizes);
  watchFetch(count, load.isAsked === true);
  watchMemory();
  const key = [load.engine, load.app, load.lang].join(" ");
  const found = soon(look(load.snapshot, key));
  const stdlib = load.engine + Object.keys(load.sizes).find((name) => name.startsWith("python_stdlib"));
  const app = ahead(load, stdlib);
  if (load.isAsked) await Promise.all(SCRIPTS.map((name) => scope.fetch(load.engine + name))); // import() takes what is there
  const { loadPyodide } = await scripts(load.engine);
  for (const name of SCRIPTS) count(load.sizes[name] ?? 0);
  const { bytes, isWanted } = await found;
  try {
    if (bytes) scope.postMessage({ kind: "warm" });
    const made = await loadPyodide({
      indexURL: load.engine,
      stdLibURL: stdlib,
      lockFileContents: { info: load.info, packages: {} },
      packageBaseUrl: load.engine, // otherwise a public CDN
      ...(bytes ? { _loadSnapshot: asWhole(bytes, () => memory) } : { _makeSnapshot: isWanted }),
    });
    made.FS.writeFile(APP, await app);
    if (!bytes) {
      made.runPython(`import sys; sys.path.insert(0, "${APP}")`);
      made.runPython(`from casebook.border import Border; border = Border(${JSON.stringify(load.lang)})`);
      made.runPython("border.prepare()");
      if (isWanted) snapshot = { key, bytes: made.makeMemorySnapshot() }; // before the reader's first word
    }
    made.runPython("border"); // a snapshot that brought no Python to life fails here
    scope.postMessage({ kind: "ready", isWarm: bytes !== null });
    return made;
  } catch (trouble) {
    return fail("crashed", trouble);
  }
}

/** The snapshot to start from, if there is one, and whether to make one when there is none. */
async function look(use: SnapshotUse, key: string): ReturnType<typeof readSnapshot> {
  if (use === "use") return readSnapshot(key);
  if (use === "renew") await dropSnapshot();
  if (use === "refuse") await refuseSnapshot(key);
  return { bytes: null, isWanted: use === "renew" };
}

/** A database that never answers holds up nothing. */
function soon(found: ReturnType<typeof readSnapshot>): ReturnType<typeof readSnapshot> {
  return new Promise((resolve, reject) => {
    const stopClock = watch(LONGEST_LOOK, () => { resolve({ bytes: null, isWanted: false }); });
    found.then(resolve, reject).finally(stopClock);
  });
}

/** The page is idle: now the snapshot may take its time. */
async function endSnapshot(isKept: boolean): Promise<void> {
  const made = snapshot;
  snapshot = null; // 21 MB
  if (made && isKept) scope.postMessage({ kind: "kept", isKept: await keepSnapshot(made.key, packed(made.bytes)) });
}

/** Both scripts at once: Pyodide would ask for the second only after the first, and uses it when it is there. */
async function scripts(engine: string): Promise<PyodideModule> {
  try {
    const [first] = await Promise.all(SCRIPTS.map((name) => import(engine + name) as Promise<PyodideModule>));
    if (first) return first;
  } catch (trouble) {
    return fail("network", trouble);
  }
  return fail("crashed", "pyodide.mjs is empty");
}

/** Tell the page; it stops this worker at the first trouble, so what follows from it is not heard. */
function tell(reason: Reason, trouble: unknown): void {
  scope.postMessage({ kind: "failed", reason, what: lastLine(trouble) });
}

function fail(reason: Reason, trouble: unknown): never {
  tell(reason, trouble);
  throw trouble;
}

function lastLine(trouble: unknown): string {
  return String(trouble).trim().split("\n").at(-1) ?? "";
}

function counter(sizes: Record<string, number>): (bytes: number) => void {
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  let loaded = 0;
  return (bytes) => {
    loaded += bytes;
    scope.postMessage({ kind: "progress", loaded: Math.min(loaded, total), total });
  };
}

/** Look in the caches first (a worker's fetch may pass the service worker by), and count what arrives on a clone. */
function watchFetch(count: (bytes: number) => void, isAsked: boolean): void {
  scope.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    try {
      const response = (await kept(url)) ?? (await fromNetwork(input, isAsked ? { ...init, cache: "no-cache" } : init));
      if (!response.ok) throw new TypeError(`${url}: ${response.status}`);
      void countBody(response.clone());
      return url.endsWith(".pack") ? unpacked(response) : response;
    } catch (trouble) {
      return fail("network", trouble);
    }
  };

  async function countBody(copy: Response): Promise<void> {
    const reader = copy.body?.getReader();
    try {
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
        count(part.value.byteLength);
      }
    } catch (trouble) {
      tell("network", trouble); // the connection was cut within a file
    }
  }
}

/** A pack is gzip around a zip, and the browser opens it faster than Python opens a compressed zip. */
function unpacked({ body }: Response): Response {
  return new Response(body?.pipeThrough(new DecompressionStream("gzip")) ?? null);
}

async function kept(url: string): Promise<Response | undefined> {
  try {
    return await caches.match(url, { ignoreSearch: true });
  } catch {
    return undefined; // private windows may have no caches
  }
}

/** Ask for everything at once: Pyodide would wait for its scripts first. What it then asks for is on its way. */
function ahead(load: Load, stdlib: string): Promise<Uint8Array> {
  const wasm = `${load.engine}pyodide.asm.wasm`;
  const coming = new Map([[stdlib, scope.fetch(stdlib)]]);
  const app = scope.fetch(load.app).then(async (response) => new Uint8Array(await response.arrayBuffer()));
  const compiled = compile(scope.fetch(wasm));
  for (const part of [...coming.values(), app, compiled]) part.catch(() => undefined); // awaited later, or told before
  const ask = scope.fetch;
  scope.fetch = (input, init) => {
    const url = String(input);
    return url === wasm ? Promise.resolve(new Response()) : coming.get(url) ?? ask(input, init);
  };
  // Where wasm does not start, Pyodide writes a warning and waits for ever.
  WebAssembly.instantiateStreaming = async (_source, imports) => {
    memory = imports?.["env"]?.["memory"] as WebAssembly.Memory;
    try {
      const module = await compiled;
      return { module, instance: await WebAssembly.instantiate(module, imports) };
    } catch (trouble) {
      if (trouble instanceof RangeError) return fail("space", trouble); // no memory for it
      return fail(trouble instanceof TypeError ? "network" : "crashed", trouble);
    }
  };
  return app;
}

/** Say when the device has no memory for Python: Pyodide itself would only stop. */
function watchMemory(): void {
  WebAssembly.Memory = new Proxy(WebAssembly.Memory, {
    construct(real, [size]: [WebAssembly.MemoryDescriptor]) {
      try {
        return new real(size);
      } catch (trouble) {
        return fail("space", trouble);
      }
    },
  });
}

/** Compile wasm while it comes; some hosts call it something else, which a browser takes only whole. */
async function compile(coming: Promise<Response>): Promise<WebAssembly.Module> {
  const response = await coming;
  if (response.headers.get("Content-Type") === "application/wasm") return WebAssembly.compileStreaming(response);
  return WebAssembly.compile(await response.arrayBuffer());
}

async function answer({ id, name, args }: Call): Promise<void> {
  try {
    const made = await python;
    scope.footingArgs = args;
    const text = made?.runPython(`from js import footingArgs; border.${name}(*globals().pop("footingArgs"))`);
    scope.postMessage({ kind: "answer", id, text: String(text) });
  } catch (trouble) {
    // After anything but an exception of Python's nothing in here can be trusted: the page starts a new engine.
    if (!(trouble instanceof Error && trouble.name === "PythonError")) tell("crashed", trouble);
    scope.postMessage({ kind: "broken", id, what: lastLine(trouble) });
  }
}
