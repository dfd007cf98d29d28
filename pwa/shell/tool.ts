// The page of the tool: it hears what the reader does and sends it on. It decides nothing. Listeners are set before
// anything is awaited, so what is done before the engine runs waits in session.ts.

import { actionOf, answersOf, type Action } from "./action";
import { apply } from "./apply";
import { giveBackup, giveUnreadable, takeBackup } from "./backup";
import { keepOffline, notes } from "./device";
import { isInstalled } from "./files";
import { part, parts, region, say, show, word } from "./frame";
import { setUpInstall } from "./install";
import { setUpLeaving } from "./leave";
import { setUpLook } from "./look";
import { setUpMenu } from "./menu";
import { keepGuide, onUpdate, workWith } from "./offline";
import { fillAddresses, setUpPrinting } from "./paper";
import { focusHeading } from "./screen";
import { advise, choose, opened, send, start, startAgain, startWithNothing } from "./session";
import { FIELDS, touchedFields, type Field } from "./typed";

document.addEventListener("submit", (event) => {
  const form = event.target;
  const button = event.submitter;
  if (!(form instanceof HTMLFormElement) || !button?.dataset["action"]) return;
  event.preventDefault();
  send(actionOf(button, form), form);
});

document.addEventListener("click", (event) => {
  const target = event.target instanceof Element ? event.target : null;
  // The second half of a double tap lands on a screen the reader has not seen yet.
  if (event.detail > 1 && target?.closest("button[data-action], .option")) return event.preventDefault();
  const link = target?.closest<HTMLAnchorElement>("a[href]");
  if (link) return follow(link, event);
  // A button: once the copy for times without network is removed, the page itself carries this name.
  const copied = target?.closest<HTMLElement>("button[data-copy]");
  if (copied) return void copy(copied.dataset["copy"] ?? "");
  const button = target?.closest<HTMLElement>("button[data-action]:not([type=submit])");
  if (button) act(button);
});

function act(button: HTMLElement): void {
  const action = button.dataset["action"];
  if (action === "backup") return void giveBackup();
  const unsaved = action === "back" ? region.querySelector<HTMLFormElement>("form[data-back-saves]") : null;
  if (unsaved && hasTouched(unsaved)) {
    return unsaved.requestSubmit(unsaved.querySelector<HTMLElement>("[type=submit]")); // back loses nothing typed
  }
  send(actionOf(button, null), null);
}

/** Nothing goes through the engine here: some browsers let a page copy only in the very tap. */
async function copy(text: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(text);
    say(word("copied"));
  } catch {
    say(word("copy-refused"));
  }
}

function follow(link: HTMLAnchorElement, event: Event): void {
  if (link.dataset["skip"] !== undefined) {
    event.preventDefault();
    focusHeading();
  } else if (notes.isOnlyInMemory && link.pathname !== location.pathname) {
    link.target = "_blank"; // leaving this page would forget everything
  }
}

function hasTouched(within: ParentNode): boolean {
  return touchedFields([...within.querySelectorAll<Field>(FIELDS)], null).length > 0;
}

document.addEventListener("change", (event) => {
  const field = event.target;
  if (!(field instanceof HTMLInputElement)) return;
  if (field.dataset["action"] === "restore") return void takeBackup(field);
  if (field.form?.hasAttribute("data-live")) send(actionOf(field.form, field.form), null);
});

addEventListener("popstate", () => {
  if (history.state) send({ ...(history.state as Action), name: "go" }, null, { isBack: true });
});

addEventListener("hashchange", arrive);

addEventListener("pageshow", ({ persisted }) => {
  if (persisted) void notes.lookAgain(); // this page slept while another may have saved
});

addEventListener("beforeunload", (event) => {
  if (notes.isOnlyInMemory && notes.keep !== "no") event.preventDefault(); // whoever said no may have to leave fast
});

/** Answers in the address become a new bill; then the address forgets them. */
function arrive(): void {
  const fields = answersOf(location.hash);
  if (!fields) return;
  const done = (): void => { history.replaceState(history.state, "", location.pathname + location.search); };
  send({ name: "arrive", fields }, null, { done });
}

for (const button of part("conflict").querySelectorAll<HTMLElement>("[data-keep]")) {
  button.addEventListener("click", () => void choose(button.dataset["keep"] === "mine" ? "mine" : "theirs"));
}

for (const button of part("unreadable").querySelectorAll<HTMLElement>("[data-unreadable]")) {
  button.addEventListener("click", () => {
    if (button.dataset["unreadable"] === "keep") giveUnreadable();
    else void startWithNothing();
  });
}

for (const button of document.querySelectorAll("[data-backup]")) {
  button.addEventListener("click", () => void giveBackup());
}
part("failed").querySelector("[data-again]")?.addEventListener("click", () => void startAgain());

onUpdate((accept) => {
  show("update");
  part("update").querySelector("[data-update]")?.addEventListener("click", () => {
    const canFinish = document.documentElement.dataset["engine"] !== "failed";
    const isTyping = [...region.querySelectorAll("form:not([data-live])")].some(hasTouched);
    if (canFinish && isTyping) return say(word("update-unsaved"));
    if (notes.isNowhereElse) return say(word("update-memory"));
    accept();
  });
});

declare global {
  interface Window {
    footing: { advise(caseJson: string, on: string): Promise<string> };
  }
}

window.footing = { advise };

document.documentElement.classList.remove("no-js");
setUpLeaving();
setUpLook();
setUpMenu();
fillAddresses();
setUpPrinting();
setUpInstall(() => void keepOffline());
workWith(new URL(parts.sw, location.href).href);
void start(); // beside reading the notes, which it waits for
void opened.then((found) => {
  const place = found ? notes.placeOf(found) : null;
  if (found?.screen && place && (!history.state || JSON.stringify(place) === JSON.stringify(history.state))) {
    // Another screen: nothing of the first one moves to a new place, unless the reader is already at work in it.
    if (!region.contains(document.activeElement) && !hasTouched(region)) region.replaceChildren();
    try {
      apply(region, found.screen, null);
    } catch {
      region.replaceChildren(); // something changed it, and the policy refuses it: the engine brings the notes
    }
    history.replaceState(place, ""); // the engine goes on from what the reader already sees
  }
  arrive();
  return start();
}).then(() => {
  keepGuide(new URL(parts.sw, location.href).href); // only now: on a slow line the guide would hold up the engine
  if (isInstalled() || notes.backup) void keepOffline();
});
