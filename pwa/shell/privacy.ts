// The panel of the privacy page: what this site keeps on this device right now. It looks, and changes nothing but what
// the reader asks for. Each row is found out by itself, so that one that fails leaves the others true.

import { eraseCopy, eraseRest, type Left } from "./erase";
import { findCopy, findNotes, findSpace, findStart } from "./found";
import { isLookKept } from "./look";
import { isRemoved, keepAgain, onCopyRemoved, unheard, workWith, type Outcome } from "./offline";
import { megabytes } from "./megabytes";
import { focusOn, panel, progress, show } from "./panel";
import { countRequests, type Count } from "./requests";
import { showCopy, showLook, showNotes, showPromise, showRequests, showSpace, showStart, showVersion } from "./rows";
import type { Promised } from "./rows";
import { askToPersist, isPersisted, Store, StoreTrouble } from "./store";

const home = new URL(document.querySelector<HTMLAnchorElement>(".top__name")?.href ?? "../", location.href);
let count: Count = { all: 0, here: 0, copied: 0, others: [] };
let atCut: number | null = null; // the requests that had left when the network went away
let promised: Promised | null = null;
let said: Outcome | "starting" | "keeping" | "done" | "held" | "" = ""; // how the last tap on the copy's buttons ended
let keeping = 0; // which keeping is under way: removing the copy ends it
let hasNotes = false;
let isErasing = false;
let isFreeing = false;

// --- looking

async function lookAtNotes(): Promise<void> {
  const notes = await findNotes().catch((): undefined => undefined);
  hasNotes = Boolean(notes);
  showNotes(notes);
}

async function lookAtCopy(): Promise<void> {
  showCopy(await findCopy(home), promised, said);
}

async function lookAtStart(): Promise<void> {
  showStart(await findStart().catch((): undefined => undefined));
}

async function lookAtSpace(): Promise<void> {
  showSpace(await findSpace(), isFreeing);
}

async function lookAtPromise(isRefused = false): Promise<void> {
  showPromise(await isPersisted(), isRefused);
}

function lookAtAll(): void {
  showLook(isLookKept());
  void lookAtNotes();
  void lookAtCopy();
  void lookAtStart();
  void lookAtSpace();
  void lookAtPromise();
}

function tellRequests(): void {
  const gone = count.all - count.copied;
  if (navigator.onLine) atCut = null;
  else atCut ??= gone;
  showRequests(count, atCut === null ? null : gone - atCut);
}

/** The one question this page asks the site, once, and only where the panel is. */
async function askVersion(): Promise<void> {
  let trouble: "offline" | "odd" = "offline";
  try {
    const answer = await fetch(new URL("release.json", home), { cache: "no-cache" });
    trouble = "odd";
    const told = (await answer.json()) as Partial<Promised>;
    const { version, copy = "", sha256 } = told;
    if (answer.ok && version && /^[0-9a-f]{64}$/.test(sha256 ?? "")) promised = { version, copy, sha256: sha256 ?? "" };
  } catch {
    // the row says which of the two it was
  }
  showVersion(promised, trouble);
  await lookAtCopy();
}

// --- doing what the reader asks for

async function keep(): Promise<void> {
  if (said === "starting" || said === "keeping") return;
  const mine = ++keeping;
  said = "starting";
  await lookAtCopy();
  if (mine !== keeping) return;
  const outcome = await keepAgain((loaded, total) => {
    if (mine !== keeping) return;
    said = "keeping";
    progress("copy", loaded, total);
    show("copy", ["keeping", "can-remove"], { loaded: megabytes(loaded), total: megabytes(total) });
  });
  if (mine !== keeping) {
    if (isRemoved()) await eraseCopy(); // it came to life again after the reader had removed it
    return lookAtAll();
  }
  said = outcome === "whole" ? "done" : outcome;
  lookAtAll();
}

async function remove(): Promise<void> {
  keeping += 1;
  isFreeing = true;
  said = (await eraseCopy()).length ? "held" : "removed";
  lookAtAll();
}

async function askForPromise(): Promise<void> {
  const answer = await askToPersist();
  await lookAtPromise(answer === false);
}

function openErase(isOpen: boolean): void {
  show("erase", isOpen ? ["open", ...(hasNotes ? ["has-notes"] : [])] : ["closed"]);
  focusOn("erase", isOpen ? "h3" : "[data-do=ask-erase]");
}

async function erase(): Promise<void> {
  if (isErasing) return;
  isErasing = true;
  keeping += 1;
  isFreeing = true;
  said = "";
  show("erase", ["erasing"]);
  const rest: Left[] = await eraseRest();
  if (!(await eraseNotes())) rest.unshift("notes");
  show("erase", rest.length ? ["left", ...rest.map((part) => `left-${part}`)] : ["erased"]);
  focusOn("erase", rest.length ? "[data-when=left]" : "[data-when=erased]");
  isErasing = false;
  lookAtAll();
}

/** A browser that keeps nothing for us has nothing to erase; then what it had kept before would be seen. */
async function eraseNotes(): Promise<boolean> {
  try {
    await Store.erase();
    return true;
  } catch (trouble) {
    return trouble instanceof StoreTrouble && (await findNotes().then((notes) => notes === null, () => false));
  }
}

const DOES: Record<string, () => unknown> = {
  keep,
  remove,
  erase,
  promise: askForPromise,
  "ask-erase": () => { openErase(true); },
  "close-erase": () => { openErase(false); },
};

panel.addEventListener("click", (event) => {
  const button = event.target instanceof Element ? event.target.closest<HTMLElement>("[data-do]") : null;
  if (event.detail > 1) return; // the second half of a double tap was not meant for what came under the finger
  if (button) DOES[button.dataset["do"] ?? ""]?.();
});

panel.addEventListener("keydown", (event) => {
  const isOpen = event.target instanceof Element && event.target.closest("[data-when=open]");
  if (event.key === "Escape" && isOpen) openErase(false);
});

// --- looking again when something may have changed

workWith(new URL("sw.js", home).href);
countRequests((now) => {
  count = now;
  tellRequests();
});
addEventListener("online", tellRequests);
addEventListener("offline", tellRequests);
addEventListener("pageshow", (event) => { if (event.persisted) lookAtAll(); });
document.addEventListener("visibilitychange", () => { if (document.visibilityState === "visible") lookAtAll(); });
document.addEventListener("click", (event) => {
  if (event.target instanceof Element && event.target.closest("[data-look]")) showLook(isLookKept());
});
onCopyRemoved(lookAtAll);
Store.onOtherTab(() => { lookAtAll(); });
if ("serviceWorker" in navigator) {
  navigator.serviceWorker.addEventListener("controllerchange", lookAtAll);
  void navigator.serviceWorker.ready.then((made) => {
    lookAtAll();
    made.addEventListener("updatefound", () => { made.installing?.addEventListener("statechange", lookAtAll); });
  }, unheard);
}
lookAtAll();
void askVersion();
