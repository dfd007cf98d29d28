// Light or dark: as the device, or as the reader chose. The choice is the one thing the guide keeps.

declare function __md_set(name: string, value: string): void; // from Material's head; never throws

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
