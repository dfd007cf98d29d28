// Files out and in: a download, the share sheet of a phone, a file the reader chose.

export class FileTrouble extends Error {
  constructor(readonly reason: "large" | "unreadable" | "not-text") {
    super(reason);
  }
}

const KEEP_URL = 60_000;

export function download(name: string, text: string, type: string): void {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => { URL.revokeObjectURL(url); }, KEEP_URL);
}

/** Hand a file to the share sheet; the text is ready before the tap, or iPhones refuse. */
export async function share(name: string, text: string, type: string): Promise<"shared" | "stopped" | "refused"> {
  try {
    await navigator.share({ files: [new File([text], name, { type })] });
    return "shared";
  } catch (trouble) {
    return trouble instanceof DOMException && trouble.name === "AbortError" ? "stopped" : "refused";
  }
}

export function canShareFiles(): boolean {
  const probe = [new File([""], "a.json", { type: "application/json" })];
  return typeof navigator.canShare === "function" && navigator.canShare({ files: probe });
}

/** Whether this window is the installed app. */
export function isInstalled(): boolean {
  const isStandalone = (navigator as { standalone?: boolean }).standalone === true;
  return isStandalone || matchMedia("(display-mode: standalone)").matches;
}

/** An iPhone or iPad; an iPad calls itself a Mac, but no Mac has a touch screen. */
export function isApple(): boolean {
  return /iPhone|iPad|iPod/.test(navigator.userAgent)
    || (navigator.userAgent.includes("Macintosh") && navigator.maxTouchPoints > 1);
}

/** The text of a file of at most this many bytes. */
export async function readText(file: File, most: number): Promise<string> {
  if (file.size > most) throw new FileTrouble("large");
  let bytes: ArrayBuffer;
  try {
    bytes = await file.arrayBuffer();
  } catch {
    throw new FileTrouble("unreadable");
  }
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(bytes);
  } catch {
    throw new FileTrouble("not-text");
  }
}
