// A backup out and in: a file of the reader's own.

import { today } from "./day";
import { notes } from "./device";
import { canShareFiles, download, FileTrouble, isApple, isInstalled, readText, share } from "./files";
import { say, word } from "./frame";
import { send } from "./session";

const LARGEST = 5_000_000;
const TYPE = "application/json";

/** Hand out the backup; its text was made before the tap, because iPhones take a file only within the tap itself. */
export async function giveBackup(): Promise<void> {
  if (!notes.backup) return say(word("backup-empty"));
  const name = `footing-${today()}.json`;
  if ((isApple() || isInstalled()) && canShareFiles()) {
    const shared = await share(name, notes.backup, TYPE);
    if (shared === "stopped") return;
    if (shared === "shared") return made();
    if (isApple() && isInstalled()) return say(word("share-again")); // a download leads nowhere there
  }
  download(name, notes.backup, TYPE);
  made();
}

function made(): void {
  void notes.backedUp();
  say(word("backup-made"));
}

/** Hand out what is stored but cannot be read here, as it is. */
export function giveUnreadable(): void {
  download(`footing-${today()}.txt`, notes.text, "text/plain");
}

/** Read the file the reader chose, and load it. */
export async function takeBackup(input: HTMLInputElement): Promise<void> {
  const file = input.files?.[0];
  if (!file) return;
  try {
    send({ name: "restore", fields: { file: [await readText(file, LARGEST)] } }, null);
  } catch (trouble) {
    say(word(trouble instanceof FileTrouble && trouble.reason === "large" ? "file-large" : "file-unreadable"));
  }
  input.value = "";
}
