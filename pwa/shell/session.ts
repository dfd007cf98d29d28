// The reader's session: one action after the other goes to Python in the worker, and its screen comes back. An action
// that was not done yet, because the engine is still coming or has stopped, waits here and is not lost.

import { isAble } from "./able";
import type { Action } from "./action";
import { today } from "./day";
import { doubtCopy, dropUnwanted, forgetCopy, keepOffline, mayKeepSnapshot, notes } from "./device";
import { Engine, EngineTrouble, type Reason, type SnapshotUse } from "./engine";
import { eraseRest } from "./erase";
import { hide, isShown, kept, parts, say, showFailure, word } from "./frame";
import { megabytes } from "./megabytes";
import type { Keep } from "./notes";
import { dropDamaged, whenIdle } from "./offline";
import { focusHeading, showScreen, type Screen } from "./screen";
import { dropSnapshot } from "./snapshot";
import { workerUrl } from "./trusted";

interface Reply extends Screen {
  case: string | null;
  keep: Keep;
  backup: string | null;
  told: string | null;
  effects: string[];
  passing: boolean;
}

interface Unreadable {
  problems: string[];
  newer: boolean;
}

/** Something the reader did; `isBack` came from the browser's own history, which already knows the place. */
interface Job {
  action: Action;
  form: HTMLFormElement | null;
  isBack: boolean;
  tries: number;
  done?: () => void;
}

const MOST_TRIES = 2; // an action that stops the engine twice is given up, so that the rest can go on
const html = document.documentElement;
const waiting: Job[] = [];
let engine: Engine | null = null;
let starting: Promise<void> | null = null;
let isWorking = false;
let snapshot: SnapshotUse = parts.snapshot ?? "use";
let isAgain = false; // the reader has asked to try again

export const opened = notes.open();

function at(address: string): string {
  return new URL(address, location.href).href;
}

// --- the engine

/** Start the engine unless it runs or comes; the promise never fails, the page says what is wrong. */
export function start(): Promise<void> {
  if (engine) return Promise.resolve();
  starting ??= boot().catch(stop).finally(() => {
    starting = null; // only now: an engine that has died meanwhile is started again by what waits
    void work();
  });
  return starting;
}

async function boot(): Promise<void> {
  if (!isAble()) throw new EngineTrouble("old-browser");
  html.dataset["engine"] = "loading";
  kept(word("kept-starting"));
  const [made] = await Promise.all([begin().catch(beginAgain), opened]);
  engine = made;
  snapshot = "renew"; // an engine that starts again has failed: it should not come to life as it was
  await showNotes();
  html.dataset["start"] = made.isWarm ? "warm" : "cold";
  html.dataset["engine"] = "ready";
  hide("failed");
  performance.measure(made.isWarm ? "engine-warm" : "engine-cold", { start: 0 });
  whenIdle(() => { made.endSnapshot(mayKeepSnapshot(), dropUnwanted); });
}

function begin(isAsked = false): Promise<Engine> {
  const where = { ...parts, engine: at(parts.engine), app: at(parts.app), isAsked };
  const early = window.footingEarly; // for the first start only
  delete window.footingEarly;
  return Engine.start(workerUrl(at(parts.worker)), where, snapshot, showBytes, early);
}

/** Once more, where the offline copy held damaged parts, or the reader asks: then the host is asked about each part. */
async function beginAgain(trouble: unknown): Promise<Engine> {
  const isParts = trouble instanceof EngineTrouble && ["network", "crashed", "time"].includes(trouble.reason);
  if (!isParts || !((await dropDamaged()) || isAgain)) throw trouble;
  doubtCopy();
  await fetch(at(parts.worker), { cache: "no-cache" }).catch(() => undefined); // the worker's own script is a part too
  return begin(true);
}

function showBytes(loaded: number, total: number): void {
  const values = { loaded: megabytes(loaded), total: megabytes(total) };
  kept(loaded < total ? word("kept-bytes", values) : word("kept-starting"));
}

function stop(trouble: unknown): void {
  const reason: Reason = trouble instanceof EngineTrouble ? trouble.reason : "crashed";
  html.dataset["engine"] = "failed";
  engine?.stop();
  engine = null;
  kept("");
  say("");
  const isOlder = reason === "network" && isShown("update"); // its parts went with its release
  showFailure(isOlder ? "older" : reason, notes.isOnlyInMemory);
}

/** Show the notes that count now: after the start, or because the reader chose another window's. */
export async function showNotes(): Promise<void> {
  if (!engine) return;
  const reply = await readNotes(engine);
  if ("problems" in reply) return notes.lock(reply.newer);
  const there = notes.text ? await placeBefore(engine) : null;
  await showReply(there ? { ...there, keep: reply.keep, backup: reply.backup, told: there.told ?? reply.told } : reply, null, true);
}

/** Notes that a mistake of ours keeps from the screen count as unreadable: the reader can have them as they are. */
async function readNotes(python: Engine): Promise<Reply | Unreadable> {
  try {
    return JSON.parse(await python.call("open", notes.text, today(), notes.told)) as Reply | Unreadable;
  } catch (trouble) {
    if (trouble instanceof EngineTrouble || !notes.text) throw trouble;
    return { problems: [String(trouble)], newer: false };
  }
}

/** After a reload or a restart the reader stays where they were, if that place is still one. */
async function placeBefore(python: Engine): Promise<Reply | null> {
  const place = history.state as Action | null;
  if (!place) return null;
  try {
    const reply: Reply = JSON.parse(await python.call("act", actionText({ ...place, name: "go" }), today()));
    return reply;
  } catch (trouble) {
    if (trouble instanceof EngineTrouble) throw trouble;
    return null; // another version wrote it
  }
}

function actionText(action: Action): string {
  return JSON.stringify({ ...action, fields: action.fields ?? {} });
}

// --- one action after the other

/** Do this after what is waiting; the same thing sent again before its turn takes its place. */
export function send(action: Action, form: HTMLFormElement | null, more: Partial<Job> = {}): void {
  const job: Job = { action, form, isBack: false, tries: 0, ...more };
  const isSame = ({ action: other }: Job): boolean => about(other) === about(action);
  const again = waiting.findIndex((other, place) => isSame(other) && !(isWorking && place === 0));
  if (again >= 0) waiting[again] = job;
  else if (!(isWorking && form && waiting[0] && isSame(waiting[0]))) waiting.push(job);
  if (html.dataset["engine"] === "ready") return void work();
  say(word("waiting"));
  void start();
}

function about({ fields: _, ...rest }: Action): string {
  return JSON.stringify(rest);
}

async function work(): Promise<void> {
  if (isWorking || notes.isLocked) return;
  isWorking = true;
  for (let job = waiting[0]; job && engine; job = waiting[0]) {
    try {
      await perform(engine, job);
    } catch (trouble) {
      if (trouble instanceof EngineTrouble && ++job.tries < MOST_TRIES) {
        engine = null; // it starts again at once, and the action is done then
        void start();
        break;
      }
      if (trouble instanceof EngineTrouble) stop(trouble);
      else say(word("broken")); // Python met a mistake of ours; the notes are as they were
    }
    waiting.splice(waiting.indexOf(job), 1);
  }
  isWorking = false;
}

async function perform(python: Engine, { action, form, isBack, done }: Job): Promise<void> {
  const begun = performance.now();
  const reply: Reply = JSON.parse(await python.call("act", actionText(action), today()));
  done?.();
  await showReply(reply, form, isBack);
  performance.measure("action", { start: begun });
}

async function showReply(reply: Reply, form: HTMLFormElement | null, isBack: boolean): Promise<void> {
  let failed = "";
  for (const effect of reply.effects) failed ||= (await EFFECTS[effect]?.()) ?? "";
  try {
    showScreen(reply, form, isBack, failed);
  } finally {
    await keepReply(reply); // it is done, even where its screen cannot be shown
  }
}

async function keepReply(reply: Reply): Promise<void> {
  if (reply.backup !== null) notes.backup = reply.backup;
  if (reply.keep === "no" && notes.keep !== "no") void dropSnapshot();
  notes.keep = reply.keep;
  notes.shows(reply.passing ? null : reply.html, reply.place);
  const isNews = reply.told !== null && reply.told !== notes.told;
  notes.told = reply.told ?? notes.told;
  if (reply.case !== null && !reply.effects.includes("erase")) {
    await notes.save(reply.case);
  } else {
    notes.tell();
    if (isNews) await notes.keepTold();
    await notes.keepScreen();
  }
  notes.tellPersisted();
  if (notes.backup) void keepOffline();
}

/** What only the page can do; words when it did not work. */
const EFFECTS: Record<string, () => Promise<string> | string> = {
  print: () => {
    print();
    return "";
  },
  erase: async () => {
    const isErased = await notes.erase();
    const left = await eraseRest();
    forgetCopy();
    return isErased && !left.length ? "" : word("erase-failed");
  },
};

/** Start again after a failure; what was waiting is done then. */
export async function startAgain(): Promise<void> {
  hide("failed");
  isAgain = true;
  await start();
  focusHeading();
}

/** The advice for a case file, straight from the engine; fails with every problem of the file. */
export async function advise(caseJson: string, on: string): Promise<string> {
  await start();
  if (!engine) throw new EngineTrouble("crashed");
  const reply: { advice: string } | { problems: string[] } = JSON.parse(await engine.call("advise", caseJson, on));
  if ("problems" in reply) throw new Error(reply.problems.join("\n"));
  return reply.advice;
}

/** The reader chose which notes stay: another window's, or those of this one. */
export async function choose(whose: "theirs" | "mine"): Promise<void> {
  hide("conflict");
  if (whose === "mine") await notes.mine();
  else if (await notes.theirs()) await showNotes();
  focusHeading();
}

/** Nothing of what we could not read is used; the reader said so. */
export async function startWithNothing(): Promise<void> {
  notes.unlock();
  await showNotes();
  void work();
}
