// The engine from the page's side: starts the worker, passes text to and fro, and notices when nothing comes back.

import { watch } from "./awake";

export type Reason = "old-browser" | "blocked" | "network" | "time" | "space" | "crashed";

export class EngineTrouble extends Error {
  constructor(readonly reason: Reason, what = "") {
    super(what || reason);
  }
}

/** Where the parts are, how many bytes each has, and what Pyodide asks about itself. */
export interface Where {
  engine: string;
  app: string;
  lang: string;
  sizes: Record<string, number>;
  info: Record<string, string>;
  /** Ask the host whether each part is still what the browser remembers of it. */
  isAsked?: boolean;
}

/** What to do about the kept snapshot: start from it; make it anew; never try one with this version; leave it out. */
export type SnapshotUse = "use" | "renew" | "refuse" | "never";

/** A worker that was told to load before the tool's script came; `take` hands over what it has said so far. */
export interface Early {
  worker: Worker;
  take(listen: (event: Event) => void): void;
}

declare global {
  interface Window {
    footingEarly?: Early;
  }
}

type OnProgress = (loaded: number, total: number) => void;

interface Waiting {
  resolve(text: string): void;
  reject(trouble: Error): void;
  stopClock(): void;
}

type Message =
  | { kind: "progress"; loaded: number; total: number }
  | { kind: "warm" }
  | { kind: "ready"; isWarm: boolean }
  | { kind: "kept"; isKept: boolean }
  | { kind: "failed"; reason: Reason; what: string }
  | { kind: "answer"; id: number; text: string }
  | { kind: "broken"; id: number; what: string };

const QUIET_LOAD = 45; // seconds
const QUIET_WARM = 15; // once all parts are there a snapshot comes to life in half a second, or not at all
const LONGEST_CALL = 20;

export class Engine {
  /** Whether it started from a snapshot. */
  isWarm = false;
  #worker: Worker;
  #waiting = new Map<number, Waiting>();
  #last = 0;
  #gone: EngineTrouble | null = null;
  #areAllHere = false; // the parts, by their bytes
  #stored: (() => void) | null = null;

  private constructor(worker: Worker) {
    this.#worker = worker;
  }

  /**
   * Start the worker, or go on with one that has begun to load the same; rejects with the reason when it does not get
   * ready. What a snapshot spoils is tried without; that a part did not come is no fault of the snapshot's.
   */
  static async start(
    address: string, where: Where, use: SnapshotUse, onProgress: OnProgress, early?: Early,
  ): Promise<Engine> {
    const engine = new Engine(early?.worker ?? new Worker(address, { type: "module" }));
    if (!early) engine.#worker.postMessage({ kind: "load", ...where, snapshot: use });
    try {
      await engine.#getReady(onProgress, early);
      return engine;
    } catch (trouble) {
      if (!engine.#isSpoiled(trouble)) throw trouble;
      return Engine.start(address, where, "refuse", onProgress); // which is never warm, so this ends
    }
  }

  /** Whether the snapshot may be what kept it from starting. */
  #isSpoiled(trouble: unknown): boolean {
    const reason = this.isWarm && trouble instanceof EngineTrouble ? trouble.reason : "";
    return reason === "crashed" || (reason === "time" && this.#areAllHere);
  }

  #getReady(onProgress: OnProgress, early?: Early): Promise<void> {
    return new Promise((resolve, reject) => {
      const refuse = (trouble: EngineTrouble): void => {
        stopClock();
        this.#stop(trouble);
        reject(trouble);
      };
      const late = (): void => { refuse(new EngineTrouble("time")); };
      let stopClock = watch(QUIET_LOAD, late);
      let isReady = false;
      const settle = (data: Message): void => {
        if (data.kind === "failed") return refuse(new EngineTrouble(data.reason, data.what));
        if (data.kind === "answer" || data.kind === "broken") return this.#settle(data);
        if (data.kind === "kept") return data.isKept ? this.#stored?.() : undefined;
        if (isReady) return; // the last bytes may be counted late
        stopClock();
        if (data.kind === "warm") this.isWarm = true;
        if (data.kind === "ready") {
          isReady = true;
          return resolve();
        }
        if (data.kind === "progress") {
          this.#areAllHere = data.loaded >= data.total;
          onProgress(data.loaded, data.total);
        }
        stopClock = watch(this.isWarm && this.#areAllHere ? QUIET_WARM : QUIET_LOAD, late);
      };
      const hear = (event: Event): void => {
        if (event instanceof MessageEvent) return settle(event.data as Message);
        // A script that did not arrive says nothing; one that broke says what.
        refuse(new EngineTrouble(event instanceof ErrorEvent ? "crashed" : "network"));
      };
      for (const name of ["error", "message"]) this.#worker.addEventListener(name, hear);
      early?.take(hear);
    });
  }

  /** Let the worker store the snapshot it may have made, or give its memory back; `stored` hears when it is there. */
  endSnapshot(isKept: boolean, stored: () => void): void {
    this.#stored = stored;
    this.#worker.postMessage({ kind: "snapshot", isKept });
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
