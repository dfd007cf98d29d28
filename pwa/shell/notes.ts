// The reader's notes on this device: stored after each change if they allowed it, never over what another window saved.

import { hide, kept, say, show, word } from "./frame";
import { askToPersist, Store, StoreTrouble, type Kept } from "./store";

export type Keep = "yes" | "no" | "";

export class Notes {
  /** The case as text: what a new engine starts with. */
  text = "";
  keep: Keep = "";
  backup = "";
  persisted: boolean | null = null;
  #store: Store | null = null;
  #revision = 0;
  #isStored = false;
  #trouble: unknown = null;
  #release: string;

  constructor(release: string) {
    this.#release = release;
  }

  /** Read what this device has kept; nothing where the browser does not let us. */
  async open(): Promise<Kept | null> {
    try {
      this.#store = await Store.open();
      const found = await this.#store.read();
      this.#store.onOtherTab((revision) => { this.#meetOther(revision); });
      this.take(found);
      return found;
    } catch (trouble) {
      this.#refused(trouble);
      return null;
    }
  }

  /** From now on these are the notes that count. */
  take(found: Kept | null): void {
    this.#revision = found?.revision ?? 0;
    this.#isStored = found !== null;
    this.text = found?.text ?? "";
  }

  /** What the other window saved, for a reader who chose it. */
  async theirs(): Promise<string> {
    this.take(await this.#read());
    return this.text;
  }

  /** Save over what the other window saved, because the reader said so. */
  async mine(): Promise<void> {
    this.#revision = (await this.#read())?.revision ?? 0;
    await this.save();
  }

  async #read(): Promise<Kept | null> {
    try {
      return (await this.#store?.read()) ?? null;
    } catch (trouble) {
      this.#refused(trouble);
      return null;
    }
  }

  async save(): Promise<void> {
    if (this.keep !== "yes") {
      if (this.keep === "no" && this.#isStored) await this.#forget();
      return this.tell();
    }
    if (!this.#store) return this.#refused(this.#trouble);
    try {
      const saved = await this.#store.save(this.text, this.#revision);
      if (saved.kind === "conflict") return show("conflict");
      this.#revision = saved.revision;
      this.#isStored = true;
      hide("conflict");
      this.persisted ??= await askToPersist();
      this.tell();
    } catch (trouble) {
      this.#refused(trouble);
    }
  }

  /** Keep the screen itself, so that the next start shows it before the engine is there. */
  async keepScreen(html: string): Promise<void> {
    if (this.#isStored && this.keep === "yes") await this.#store?.keepScreen(html, this.#release);
  }

  isScreenOurs(found: Kept): boolean {
    return found.release === this.#release;
  }

  async erase(): Promise<void> {
    await this.#store?.erase();
    this.take(null);
    this.backup = "";
  }

  /** The line that says what is kept. */
  tell(): void {
    const state = this.keep === "yes" ? "kept-saved" : this.backup ? "kept-memory" : "kept-none";
    const isOffline = document.documentElement.dataset["offline"] === "whole";
    kept(isOffline ? `${word(state)} · ${word("offline-ready")}` : word(state));
  }

  get isOnlyInMemory(): boolean {
    return this.backup !== "" && !this.#isStored;
  }

  async #forget(): Promise<void> {
    await this.#store?.erase();
    this.#revision = 0;
    this.#isStored = false;
  }

  /** Another window saved, or erased everything (-1); a window that keeps nothing has nothing to lose. */
  #meetOther(revision: number): void {
    if (this.keep === "no") return;
    if (revision < 0) say(word("erased-elsewhere"));
    show("conflict");
  }

  #refused(trouble: unknown): void {
    this.#trouble = trouble;
    const reason = trouble instanceof StoreTrouble ? trouble.reason : "blocked";
    kept(word("kept-trouble"));
    say(word(`store-${reason}`));
  }
}
