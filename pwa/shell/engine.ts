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
  reject(trouble: Error): void;
  stopClock(): void;
}

type Message =
  | { kind: "progress"; loaded: number; total: number }
  | { kind: "ready" }
  | { kind: "failed"; reason: Reason; what: string }
  | { kind: "answer"; id: number; text: string }
  | { kind: "broken"; id: number; what: string };

const QUIET_LOAD = 45; // seconds
const LONGEST_CALL = 20;

/** Whether this browser can run the engine. Those we state: Chrome and Edge 112, Firefox 114, Safari 16.4, or newer. */
export function isAble(): boolean {
  return typeof WebAssembly === "object" && typeof Worker === "function" && "indexedDB" in globalThis
    && "findLast" in Array.prototype && "CompressionStream" in globalThis; // the last came with Safari 16.4
}

/** Call `late` after so many seconds in which the page was awake: a phone that slept meanwhile is no trouble. */
function watch(seconds: number, late: () => void): () => void {
  let left = seconds;
  const clock = setInterval(() => {
    left -= 1;
    if (left > 0) return;
    clearInterval(clock);
    late();
  }, 1000);
  return () => { clearInterval(clock); };
}

export class Engine {
  #worker: Worker;
  #waiting = new Map<number, Waiting>();
  #last = 0;
  #gone: EngineTrouble | null = null;

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  /** Start the worker; rejects with the reason when it does not get ready, or when nothing moves for a while. */
  static start(address: string, where: Where, onProgress: (loaded: number, total: number) => void): Promise<Engine> {
    return new Promise((resolve, reject) => {
      const worker = new Worker(address, { type: "module" });
      const engine = new Engine(worker);
      let stopClock = watch(QUIET_LOAD, late);
      let isReady = false;
      function late(): void {
        refuse(new EngineTrouble("time"));
      }
      function refuse(trouble: EngineTrouble): void {
        stopClock();
        engine.#stop(trouble);
        reject(trouble);
      }
      function settle(data: Message): void {
        if (data.kind === "failed") return refuse(new EngineTrouble(data.reason, data.what));
        if (data.kind === "answer" || data.kind === "broken") return engine.#settle(data);
        if (isReady) return; // the last bytes may be counted late
        stopClock();
        if (data.kind === "progress") {
          stopClock = watch(QUIET_LOAD, late);
          return onProgress(data.loaded, data.total);
        }
        isReady = true;
        resolve(engine);
      }
      worker.addEventListener("error", (event) => {
        // A script that did not arrive says nothing; one that broke says what.
        refuse(new EngineTrouble(event instanceof ErrorEvent ? "crashed" : "network"));
      });
      worker.addEventListener("message", ({ data }: MessageEvent<Message>) => { settle(data); });
      worker.postMessage({ kind: "load", ...where });
    });
  }

  call(name: "open" | "act" | "advise", ...args: string[]): Promise<string> {
    return new Promise((resolve, reject) => {
      if (this.#gone) return reject(this.#gone);
      const id = ++this.#last;
      const stopClock = watch(LONGEST_CALL, () => { this.#stop(new EngineTrouble("time")); });
      this.#waiting.set(id, { resolve, reject, stopClock });
      this.#worker.postMessage({ kind: "call", id, name, args });
    });
  }

  stop(): void {
    this.#stop(new EngineTrouble("crashed"));
  }

  #settle(message: { kind: "answer"; id: number; text: string } | { kind: "broken"; id: number; what: string }): void {
    const waiting = this.#waiting.get(message.id);
    if (!waiting) return;
    waiting.stopClock();
    this.#waiting.delete(message.id);
    if (message.kind === "answer") waiting.resolve(message.text);
    else waiting.reject(new Error(message.what)); // the engine itself goes on
  }

  #stop(trouble: EngineTrouble): void {
    this.#gone ??= trouble;
    this.#worker.terminate();
    for (const { reject, stopClock } of this.#waiting.values()) {
      stopClock();
      reject(trouble);
    }
    this.#waiting.clear();
  }
}
