// What each row of the panel says about what was found.

import { daysAgo } from "./day";
import type { Copy } from "./found";
import { megabytes } from "./megabytes";
import { show } from "./panel";
import type { Count } from "./requests";
import type { Stored } from "./store";

/** What the site says about itself in release.json. */
export interface Promised {
  version: string;
  copy: string;
  sha256: string;
}

const SHORT = 8; // signs of a long number that tell two versions apart
const lang = document.documentElement.lang || undefined;

export function showRequests({ all, here, copied, others }: Count, since: number | null): void {
  const elsewhere = all - here;
  const states = ["known", elsewhere && "elsewhere", since !== null && "offline"];
  show("requests", named(states), {
    n: String(all),
    here: String(here),
    elsewhere: String(elsewhere),
    copied: String(copied),
    hosts: others.join(", "),
    since: String(since ?? 0),
  });
}

/** The notes and their backup; undefined where the browser does not let us look. */
export function showNotes(notes: Stored | null | undefined): void {
  if (notes === undefined) {
    show("notes", ["blocked"]);
    return show("backup", ["blocked"]);
  }
  show("notes", [notes ? "kept" : "none"], { when: notes ? moment(notes.savedAt) : "" });
  if (!notes) return show("backup", ["no-notes"]);
  const { backup, revision } = notes;
  if (!backup) return show("backup", ["never", "make"]);
  const days = daysAgo(backup.day);
  const isChanged = backup.revision !== revision;
  const when = days > 1 ? "days" : days === 1 ? "yesterday" : "today";
  show("backup", named([when, isChanged && "changed", (isChanged || days > 1) && "make"]), { n: String(days) });
}

/** The copy, and how the last tap on its buttons ended; null where this browser keeps none. */
export function showCopy(copy: Copy | null, promised: Promised | null, said: string): void {
  show("helper", [copy?.answers ? "known" : "none"], { sent: String(copy?.answers?.sent ?? 0) });
  if (!copy) return show("copy", named(["unable", said]));
  const { answers, next } = copy;
  const isWhole = answers !== null && answers.bytes >= answers.total;
  const state = answers ? (isWhole ? "whole" : "partial") : copy.isComing ? "arriving" : copy.isLeft ? "left" : "none";
  const isSame = promised?.copy === answers?.release;
  const isKeeping = said === "starting" || said === "keeping";
  const states = [
    state,
    said,
    answers && (!promised || next ? "versioned" : isSame ? "same" : "older"),
    next && "waiting",
    state === "partial" && !isKeeping && "rest",
    (state === "partial" || state === "none") && !isKeeping && "can-keep",
    state !== "none" && state !== "arriving" && "can-remove",
  ];
  show("copy", named(states), {
    mb: megabytes(answers?.bytes ?? 0),
    rest: megabytes((answers?.total ?? 0) - (answers?.bytes ?? 0)),
    copy: answers?.release.slice(0, SHORT) ?? "",
    next: next?.release.slice(0, SHORT) ?? "",
    more: megabytes(next?.bytes ?? 0),
  });
}

/** The snapshot; undefined where the browser does not let us look. */
export function showStart(bytes: number | undefined): void {
  if (bytes === undefined) return show("start", ["blocked"]);
  show("start", [bytes ? "kept" : "none"], { mb: megabytes(bytes) });
}

export function showLook(isKept: boolean | null): void {
  show("look", [isKept ? "chosen" : "device"]);
}

/** The browser's count; it follows a removal late. */
export function showSpace(bytes: number | null, isLate: boolean): void {
  show("space", named([bytes === null ? "unknown" : "known", bytes !== null && isLate && "late"]), { mb: megabytes(bytes ?? 0) });
}

export function showPromise(isPersisted: boolean | null, isRefused: boolean): void {
  if (isPersisted === null) return show("promise", ["unknown"]);
  show("promise", named([isPersisted ? "yes" : "no", isRefused && !isPersisted && "refused"]));
}

export function showVersion(promised: Promised | null, trouble: "offline" | "odd"): void {
  const { version = "", sha256 = "" } = promised ?? {};
  const states = [promised ? "known" : trouble];
  show("version", states, { version, short: sha256.slice(0, SHORT) });
  show("mark", states, { sha256 });
}

function named(states: readonly (string | 0 | false | null)[]): string[] {
  return states.filter((state): state is string => Boolean(state));
}

function moment(written: string): string {
  const day = new Date(written);
  if (Number.isNaN(day.getTime())) return written;
  return new Intl.DateTimeFormat(lang, { dateStyle: "medium", timeStyle: "short" }).format(day);
}
