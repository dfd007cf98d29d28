// Putting the tool on the home screen: the browser's own question where there is one, words for iPhones elsewhere.

import { isApple, isInstalled } from "./files";

interface InstallEvent extends Event {
  prompt(): Promise<unknown>;
}

export function setUpInstall(installed: () => void): void {
  const html = document.documentElement;
  let offered: InstallEvent | null = null;
  html.dataset["install"] = isInstalled() ? "done" : isApple() ? "iphone" : "other";
  addEventListener("beforeinstallprompt", (event) => {
    event.preventDefault();
    offered = event as InstallEvent;
    html.dataset["install"] = "prompt";
  });
  addEventListener("appinstalled", () => {
    html.dataset["install"] = "done";
    installed();
  });
  document.addEventListener("click", (event) => {
    if (event.target instanceof Element && event.target.closest("[data-install-now]")) void offered?.prompt();
  });
}
