// A screen that Python made: shown in its region, under its title, at its place in the browser's history.

import { apply } from "./apply";
import { region, say } from "./frame";

export interface Screen {
  html: string;
  place: Record<string, unknown>;
  title: string;
  said: string;
  undo: string;
  trouble: boolean;
}

const html = document.documentElement;

/** Show it. `failed` is said in the place of its own words; with `isBack` the history already knows the place. */
export function showScreen(screen: Screen, form: HTMLFormElement | null, isBack: boolean, failed: string): void {
  const hasMoved = JSON.stringify(history.state) !== JSON.stringify(screen.place);
  apply(region, screen.html, form);
  document.title = screen.title + document.title.slice(document.title.lastIndexOf(" · "));
  say(failed || screen.said, screen.undo);
  if (hasMoved) move(screen.place, isBack);
  if (screen.trouble) focusTrouble();
}

function move(place: Record<string, unknown>, isBack: boolean): void {
  if (isBack || history.state === null) history.replaceState(place, "");
  else history.pushState(place, "");
  if (html.dataset["engine"] !== "ready") return; // the first screen came while the reader may be writing
  scrollTo(0, 0);
  focusHeading();
}

/** Where reading starts on this screen. */
export function focusHeading(): void {
  region.querySelector<HTMLElement>("[data-focus]")?.focus({ preventScroll: true });
}

function focusTrouble(): void {
  const found = region.querySelector<HTMLElement>("[aria-invalid], fieldset[aria-describedby] input, .card--trouble");
  if (found?.matches(".card--trouble")) found.tabIndex = -1;
  found?.focus();
}
