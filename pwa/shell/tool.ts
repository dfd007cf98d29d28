// The page of the tool: it sends what the reader does to Python in the worker and shows what comes back. It decides
// nothing. Listeners are set before anything is awaited, so what is written before the engine runs is not lost.

import { actionOf, answersOf, type Action } from "./action";
import { apply } from "./apply";
import { today } from "./day";
import { Engine, EngineTrouble, isAble } from "./engine";
import { canShareFiles, download, FileTrouble, isApple, isInstalled, readText, share } from "./files";
import { hide, kept, megabytes, part, parts, region, say, show, showFailure, word } from "./frame";
import { setUpInstall } from "./install";
import { setUpLook } from "./look";
import { setUpMenu } from "./menu";
import { Notes, type Keep } from "./notes";
import { keepEngine, keepGuide, onUpdate, removeOfflineCopy } from "./offline";
import { scriptUrl } from "./trusted";
import { FIELDS, touchedFields, type Field } from "./typed";

interface Reply {
  html: string;
  place: Record<string, unknown>;
  title: string;
  said: string;
  undo: string;
  case: string | null;
  keep: Keep;
  backup: string | null;
  effects: string[];
  trouble: boolean;
}

interface Unreadable {
  problems: string[];
  newer: boolean;
}

const LARGEST_BACKUP = 5_000_000;
const html = document.documentElement;
const notes = new Notes(parts.release);
const opened = notes.open();
let engine: Engine | null = null;
let started: Promise<void> | null = null;
let queue: Promise<void> = Promise.resolve();
let isEngineKept = false;

function at(address: string): string {
  return new URL(address, location.href).href;
}

// --- the engine

async function start(): Promise<void> {
  html.dataset["engine"] = "loading";
  kept(word("kept-starting"));
  const where = { engine: at(parts.engine), app: at(parts.app), lang: parts.lang, sizes: parts.sizes };
  engine = await Engine.start(scriptUrl(at(parts.worker)), where, (loaded, total) => {
    kept(word("kept-bytes", { loaded: megabytes(loaded), total: megabytes(total) }));
  });
}

/** Start the engine, then show what it makes of the kept notes; a second call waits for the first. */
function ready(): Promise<void> {
  started ??= begin().catch((trouble: unknown) => {
    started = null;
    fail(trouble);
    throw trouble;
  });
  return started;
}

async function begin(): Promise<void> {
  if (!isAble()) throw new EngineTrouble("old-browser");
  await Promise.all([start(), opened]);
  await openNotes(notes.text);
  html.dataset["engine"] = "ready";
  performance.measure("engine-cold", { start: 0 });
}

async function openNotes(text: string): Promise<void> {
  if (!engine) return;
  const reply: Reply | Unreadable = JSON.parse(await engine.call("open", text, today()));
  if ("problems" in reply) return showUnreadable(reply);
  notes.text = text;
  const place: unknown = history.state; // a reload, or the other window's notes: the reader stays where they were
  await showReply(reply, null);
  if (place && text) await perform({ ...(place as Action), name: "go", fields: {} }, null);
}

function fail(trouble: unknown): void {
  html.dataset["engine"] = "failed";
  engine?.stop();
  engine = null;
  kept("");
  showFailure(trouble instanceof EngineTrouble ? trouble.reason : "crashed");
}

function showUnreadable(reply: Unreadable): void {
  if (reply.newer) say(word("store-newer"));
  else show("unreadable");
}

// --- actions

/** Do one thing after the other; what comes before the engine waits for it. */
function send(action: Action, form: HTMLFormElement | null): void {
  if (html.dataset["engine"] !== "ready") say(word("waiting"));
  queue = queue.then(ready).then(() => perform(action, form)).catch((trouble: unknown) => {
    if (html.dataset["engine"] === "failed") return;
    if (trouble instanceof EngineTrouble) fail(trouble);
    else say(word("broken")); // Python met a mistake of ours; the notes are as they were
  });
}

async function perform(action: Action, form: HTMLFormElement | null): Promise<void> {
  if (!engine) return;
  const begun = performance.now();
  const reply: Reply = JSON.parse(await engine.call("act", JSON.stringify(action), today()));
  await showReply(reply, form);
  performance.measure("action", { start: begun });
}

async function showReply(reply: Reply, form: HTMLFormElement | null): Promise<void> {
  const before = JSON.stringify(history.state);
  const hasMoved = before !== JSON.stringify(reply.place);
  apply(region, reply.html, form);
  document.title = document.title.replace(/^.*(?= · )/, reply.title);
  say(reply.said, reply.undo);
  if (hasMoved) move(reply.place, before === "null");
  if (reply.trouble) focusTrouble();
  notes.keep = reply.keep;
  if (reply.backup !== null) notes.backup = reply.backup;
  if (reply.case !== null) notes.text = reply.case;
  for (const effect of reply.effects) await EFFECTS[effect]?.();
  if (reply.case !== null && !reply.effects.includes("erase")) await notes.save();
  else notes.tell();
  showPersisted();
  await notes.keepScreen(reply.html);
  if (reply.case !== null) void keepOffline();
}

function move(place: Record<string, unknown>, isFirst: boolean): void {
  if (isFirst) return history.replaceState(place, "");
  history.pushState(place, "");
  scrollTo(0, 0);
  region.querySelector<HTMLElement>("[data-focus]")?.focus({ preventScroll: true });
}

function focusTrouble(): void {
  const found = region.querySelector<HTMLElement>("[aria-invalid], fieldset[aria-describedby] input, .card--trouble");
  if (found?.matches(".card--trouble")) found.tabIndex = -1;
  found?.focus();
}

function showPersisted(): void {
  const line = region.querySelector<HTMLElement>("[data-persisted]");
  if (!line || notes.persisted === null) return;
  line.textContent = word(notes.persisted ? "persist-yes" : "persist-no");
  line.hidden = false;
}

const EFFECTS: Record<string, () => unknown> = {
  print: () => { print(); },
  erase: async () => {
    await notes.erase();
    await removeOfflineCopy();
  },
};

// --- files

/** The file is made before the tap: iPhones hand it over only within the tap itself. */
async function giveBackup(): Promise<void> {
  if (!notes.backup) return say(word("backup-empty"));
  const name = `footing-${today()}.json`;
  const type = "application/json";
  if (isApple() && canShareFiles()) {
    const shared = await share(name, notes.backup, type);
    if (shared !== "stopped") say(word(shared === "shared" ? "backup-made" : "share-again"));
    return;
  }
  download(name, notes.backup, type);
  say(word("backup-made"));
}

async function takeBackup(input: HTMLInputElement): Promise<void> {
  const file = input.files?.[0];
  if (!file) return;
  try {
    const text = await readText(file, LARGEST_BACKUP);
    send({ name: "restore", fields: { file: [text] } }, null);
  } catch (trouble) {
    say(word(trouble instanceof FileTrouble && trouble.reason === "large" ? "file-large" : "file-unreadable"));
  }
  input.value = "";
}

// --- what the reader does

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (!(form instanceof HTMLFormElement) || !button?.dataset["action"]) return;
  event.preventDefault();
  send(actionOf(button, form), form);
});

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  const link = target?.closest<HTMLAnchorElement>("a[href]");
  if (link && notes.isOnlyInMemory) link.target = "_blank"; // leaving this page would forget everything
  if (event.detail > 0 && target && tapAnswer(target)) return event.preventDefault();
  const button = target?.closest<HTMLElement>("button[data-action]:not([type=submit])");
  if (!button) return;
  if (button.dataset["action"] === "backup") return void giveBackup();
  send(actionOf(button, null), null);
});

/** A tap on an answer goes on; keys move through the answers first, and go on with the button. */
function tapAnswer(target: Element): boolean {
  const field = target.closest("form[data-tap]") && target.closest("label")?.control;
  if (!(field instanceof HTMLInputElement) || field.type !== "radio") return false;
  field.checked = true;
  field.form?.requestSubmit(field.form.querySelector<HTMLElement>("[type=submit]"));
  return target !== field; // what the browser does on the label would only repeat this
}

document.addEventListener("change", (event) => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement)) return;
  if (field.dataset["action"] === "restore") return void takeBackup(field);
  if (field.form?.hasAttribute("data-live")) send(actionOf(field.form, field.form), null);
});

addEventListener("popstate", () => {
  if (history.state) send({ ...(history.state as Action), name: "go", fields: {} }, null);
});

addEventListener("hashchange", arrive);

addEventListener("beforeunload", (event) => {
  if (notes.isOnlyInMemory && notes.keep === "") event.preventDefault(); // nobody has chosen yet to lose it
});

/** Answers in the address become a new bill; then the address forgets them. */
function arrive(): void {
  const fields = answersOf(location.hash);
  if (!fields) return;
  history.replaceState(history.state, "", location.pathname + location.search);
  send({ name: "arrive", fields }, null);
}

// --- what stands around the screen

for (const button of part("conflict").querySelectorAll<HTMLElement>("[data-keep]")) {
  button.addEventListener("click", () => {
    const isMine = button.dataset["keep"] === "mine";
    hide("conflict");
    queue = queue.then(() => (isMine ? notes.mine() : notes.theirs().then(openNotes)));
  });
}

for (const button of part("unreadable").querySelectorAll<HTMLElement>("[data-unreadable]")) {
  button.addEventListener("click", () => {
    if (button.dataset["unreadable"] === "keep") return download(`footing-${today()}.txt`, notes.text, "text/plain");
    hide("unreadable");
    queue = queue.then(() => openNotes(""));
  });
}

part("failed").querySelector("[data-again]")?.addEventListener("click", () => {
  hide("failed");
  queue = ready().catch(() => undefined);
});

function isBusy(): boolean {
  return touchedFields([...region.querySelectorAll<Field>(FIELDS)], null).length > 0;
}

onUpdate((accept) => {
  show("update");
  part("update").querySelector("[data-update]")?.addEventListener("click", () => {
    if (isBusy()) return say(word("update-unsaved"));
    if (notes.isOnlyInMemory) return say(word("update-memory"));
    accept();
  });
});

async function keepOffline(): Promise<void> {
  if (isEngineKept) return;
  isEngineKept = true;
  isEngineKept = await keepEngine();
  if (!isEngineKept) return;
  html.dataset["offline"] = "whole";
  notes.tell();
}

declare global {
  interface Window {
    footing: { advise(caseJson: string, on: string): Promise<string> };
  }
}

window.footing = {
  /** The advice for a case file on a day, as the command of the same name prints it. */
  async advise(caseJson, on) {
    await ready();
    const reply: { advice: string } | { problems: string[] } = JSON.parse(
      (await engine?.call("advise", caseJson, on)) ?? '{"problems": []}',
    );
    if ("problems" in reply) throw new Error(reply.problems.join("\n"));
    return reply.advice;
  },
};

html.classList.remove("no-js");
setUpLook();
setUpMenu();
setUpInstall(() => void keepOffline());
keepGuide(at(parts.sw));
void opened.then((found) => {
  if (found?.screen && notes.isScreenOurs(found)) apply(region, found.screen, null);
  queue = ready().then(() => { if (isInstalled() || notes.text) void keepOffline(); }).catch(() => undefined);
  arrive();
});
