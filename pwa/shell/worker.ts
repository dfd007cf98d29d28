// The worker: the only file that knows Pyodide. Text goes in and out; Python keeps the case, and no proxy is kept here.

interface Pyodide {
  FS: { writeFile(path: string, bytes: Uint8Array): void };
  runPython(code: string): unknown;
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
}

interface Call {
  kind: "call";
  id: number;
  name: "open" | "act" | "advise";
  args: string[];
}

interface Scope {
  onmessage: ((event: MessageEvent<Load | Call>) => void) | null;
  postMessage(message: unknown): void;
  footingArgs: string[];
  fetch: typeof fetch;
}

const SMALLEST_WASM = new Uint8Array([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0]);
const scope = self as unknown as Scope;
const fromNetwork = scope.fetch.bind(self);
let python: Promise<Pyodide> | null = null;

scope.onmessage = ({ data }) => {
  if (data.kind === "load") python = start(data);
  else void answer(data);
};

async function start(load: Load): Promise<Pyodide> {
  try {
    await WebAssembly.compile(SMALLEST_WASM);
  } catch (trouble) {
    return fail("blocked", trouble);
  }
  countBytes(load.sizes);
  try {
    const app = fetched(load.app);
    const { loadPyodide } = (await import(`${load.engine}pyodide.mjs`)) as PyodideModule;
    const made = await loadPyodide({ indexURL: load.engine, lockFileURL: `${load.engine}pyodide-lock.json` });
    made.FS.writeFile("/footing.zip", await app);
    made.runPython("import sys; sys.path.insert(0, '/footing.zip')");
    made.runPython(`from casebook.border import Border; border = Border(${JSON.stringify(load.lang)})`);
    scope.postMessage({ kind: "ready" });
    return made;
  } catch (trouble) {
    return fail(isNetwork(trouble) ? "network" : "crashed", trouble);
  }
}

function fail(reason: string, trouble: unknown): never {
  scope.postMessage({ kind: "failed", reason, what: String(trouble) });
  throw trouble;
}

function isNetwork(trouble: unknown): boolean {
  return trouble instanceof TypeError || /fetch|load|import|network/i.test(String(trouble));
}

async function fetched(url: string): Promise<Uint8Array> {
  const response = await scope.fetch(url);
  if (!response.ok) throw new TypeError(`${url}: ${response.status}`);
  return new Uint8Array(await response.arrayBuffer());
}

/** Look in the caches first (a worker's fetch may pass the service worker by), and count what arrives on a clone. */
function countBytes(sizes: Record<string, number>): void {
  const total = Object.values(sizes).reduce((sum, size) => sum + size, 0);
  let loaded = 0;
  scope.fetch = async (input, init) => {
    const url = input instanceof Request ? input.url : String(input);
    const found = "caches" in self ? await caches.match(url, { ignoreSearch: true }) : undefined;
    const response = found ?? (await fromNetwork(input, init));
    if (response.ok && response.body) void count(response.clone());
    return response;
  };

  async function count(copy: Response): Promise<void> {
    const reader = copy.body?.getReader();
    try {
      for (let part = await reader?.read(); part && !part.done; part = await reader?.read()) {
        loaded += part.value.byteLength;
        scope.postMessage({ kind: "progress", loaded: Math.min(loaded, total), total });
      }
    } catch {
      // whoever asked for the file meets the same trouble, and says so
    }
  }
}

async function answer({ id, name, args }: Call): Promise<void> {
  try {
    const made = await python;
    scope.footingArgs = args;
    const text = made?.runPython(`from js import footingArgs; border.${name}(*footingArgs)`);
    scope.postMessage({ kind: "answer", id, text: String(text) });
  } catch (trouble) {
    const what = String(trouble).trim().split("\n").at(-1);
    scope.postMessage({ kind: "broken", id, what });
  }
}

export {}; // a module: its names are its own
