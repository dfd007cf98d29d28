// Light or dark: as the device, or as the reader chose. The choice is the one thing the guide keeps.

declare function __md_set(name: string, value: string): void; // from Material's head; never throws

declare const __md_scope: URL; // the start of the site: it begins the name under which Material keeps things

const LOOKS = ["auto", "default", "slate"];

function show(look: string): void {
  document.body.dataset["mdColorScheme"] = look;
  for (const button of document.querySelectorAll<HTMLElement>("[data-look]")) {
    button.hidden = button.dataset["look"] !== look;
  }
  if (look === "auto") return; // the page's own two colours for the browser's bars are right
  const paper = getComputedStyle(document.body).backgroundColor;
  for (const meta of document.querySelectorAll<HTMLMetaElement>("meta[name=theme-color]")) meta.content = paper;
}

export function setUpLook(): void {
  show(document.body.dataset["mdColorScheme"] ?? "auto");
  for (const button of document.querySelectorAll<HTMLElement>("[data-look]")) {
    button.addEventListener("click", () => {
      const next = LOOKS[(LOOKS.indexOf(button.dataset["look"] ?? "") + 1) % LOOKS.length] ?? "auto";
      show(next);
      document.querySelector<HTMLElement>(`[data-look=${next}]`)?.focus();
      __md_set("look", next);
    });
  }
}

function kept(): string {
  return `${__md_scope.pathname}.look`;
}

/** Whether the reader's choice is kept on this device; null where the browser does not let us look. */
export function isLookKept(): boolean | null {
  try {
    return localStorage.getItem(kept()) !== null;
  } catch {
    return null;
  }
}

/** Forget the choice, and follow the device again. */
export function forgetLook(): void {
  try {
    localStorage.removeItem(kept());
  } catch {
    // nothing could be kept there
  }
  show("auto");
}
