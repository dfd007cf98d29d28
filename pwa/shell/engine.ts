// The engine from the page's side: starts the worker, passes text to and fro, and notices when nothing comes back.

export type Reason = "old-browser" | "blocked" | "network" | "time" | "space" | "crashed";

export class EngineTrouble extends Error {
  constructor(readonly reason: Reason, what = "") {
    super(what || reason);
  }
}

/** Where the parts are, and how many bytes each has. */
export interface Where {
  engine: string;
  app: string;
  lang: string;
  sizes: Record<string, number>;
}

interface Waiting {
  resolve(text: string): void;
  reject(trouble: EngineTrouble): void;
  clock: ReturnType<typeof setTimeout>;
}

type Message =
  | { kind: "progress"; loaded: number; total: number }
  | { kind: "ready" }
  | { kind: "failed"; reason: Reason; what: string }
  | { kind: "answer"; id: number; text: string }
  | { kind: "broken"; id: number; what: string };

const QUIET_LOAD = 45_000;
const LONGEST_CALL = 20_000;

/** Whether this browser is one of those we state: Chrome and Edge 112, Firefox 112, Safari 16.4, or newer. */
export function isAble(): boolean {
  return typeof WebAssembly === "object" && typeof Worker === "function" && "indexedDB" in globalThis
    && typeof structuredClone === "function" && "findLast" in Array.prototype
    && CSS.supports("selector(:has(a))");
}

export class Engine {
  #worker: Worker;
  #waiting = new Map<number, Waiting>();
  #last = 0;

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** Start the worker; rejects with the reason when it does not get ready, or when nothing moves for a while. */
  static start(address: string, where: Where, onProgress: (loaded: number, total: number) => void): Promise<Engine> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(address, { type: "module" });
      const engine = new Engine(worker);
      let clock = watch();
      function watch(): ReturnType<typeof setTimeout> {
        return setTimeout(() => { refuse(new EngineTrouble("time")); }, QUIET_LOAD);
      }
      function refuse(trouble: EngineTrouble): void {
        clearTimeout(clock);
        engine.#stop(trouble);
        reject(trouble);
      }
      worker.addEventListener("error", () => { refuse(new EngineTrouble("crashed")); });
      worker.addEventListener("message", ({ data }: MessageEvent<Message>) => {
        clearTimeout(clock);
        if (data.kind === "failed") return refuse(new EngineTrouble(data.reason, data.what));
        if (data.kind === "ready") return resolve(engine);
        if (data.kind !== "progress") return engine.#settle(data);
        clock = watch();
        onProgress(data.loaded, data.total);
      });
      worker.postMessage({ kind: "load", ...where });
    });
  }

  call(name: "open" | "act" | "advise", ...args: string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      const id = ++this.#last;
      const clock = setTimeout(() => { this.#stop(new EngineTrouble("time")); }, LONGEST_CALL);
      this.#waiting.set(id, { resolve, reject, clock });
      this.#worker.postMessage({ kind: "call", id, name, args });
    });
  }

  stop(): void {
    this.#stop(new EngineTrouble("crashed"));
  }

  #settle(message: { kind: "answer"; id: number; text: string } | { kind: "broken"; id: number; what: string }): void {
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return;
    clearTimeout(waiting.clock);
    this.#waiting.delete(message.id);
    if (message.kind === "answer") waiting.resolve(message.text);
    else waiting.reject(new EngineTrouble("crashed", message.what));
  }

  #stop(trouble: EngineTrouble): void {
    this.#worker.terminate();
    for (const { reject, clock } of this.#waiting.values()) {
      clearTimeout(clock);
      reject(trouble);
    }
    this.#waiting.clear();
  }
}
