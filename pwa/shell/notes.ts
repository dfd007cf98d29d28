// The reader's notes on this device: stored after each change if they allowed it, never over what another window saved
// or what we could not read. `isCurrent` is true only while the very text on the screen was read back from the store.

import { daysAgo, today } from "./day";
import { announce, hide, kept, region, say, show, showUnreadable, word } from "./frame";
import { askToPersist, isPersisted, Store, StoreTrouble, type Backup, type Kept, type Picture, type Saved } from "./store";

const NOT_STORED = 0; // no revision of a store has this number

export type Keep = "yes" | "no" | "";

export class Notes {
  /** The case as text: what a new engine starts with. */
  text = "";
  /** What Python last told of it, as text: how the next version knows what changed. It goes into no backup. */
  told = "";
  keep: Keep = "";
  backup = "";
  persisted: boolean | null = null;
  #lastBackup: Backup | null = null;
  #backedUp = ""; // the text that is in it, when it was taken on this page
  #picture: Picture | null = null; // of the screen that is shown
  #store: Store | null = null;
  #revision = 0;
  #isCurrent = false;
  #isLocked = false;
  #trouble: unknown = null;
  #release: string;
  #makeRoom: () => Promise<void>;

  /** `makeRoom` gives up what can be fetched or made again. */
  constructor(release: string, makeRoom: () => Promise<void>) {
    this.#release = release;
    this.#makeRoom = makeRoom;
  }

  /** Read what this device has kept; nothing where the browser does not let us. */
  async open(): Promise<Kept | null> {
    try {
      this.#store = await Store.open();
      const found = await this.#store.read();
      this.#store.onOtherTab((revision) => { this.#meetOther(revision); });
      this.#take(found);
      this.persisted = found ? await isPersisted() : null;
      return found;
    } catch (trouble) {
      this.#refused(trouble);
      return null;
    }
  }

  #take(found: Kept | null): void {
    this.#revision = found?.revision ?? 0;
    this.#isCurrent = found !== null;
    this.text = found?.text ?? "";
    this.told = found?.told ?? "";
    this.#lastBackup = found?.backup ?? null;
  }

  get isLocked(): boolean {
    return this.#isLocked;
  }

  /** What is kept cannot be read here: nothing is written until the reader decides. */
  lock(isNewer: boolean): void {
    this.#isLocked = true;
    region.inert = true;
    showUnreadable(isNewer);
  }

  unlock(): void {
    this.#isLocked = false;
    region.inert = false;
    this.text = "";
    this.told = "";
    hide("unreadable");
  }

  /** Use what the other window saved, for a reader who chose it; false when it cannot be read now. */
  async theirs(): Promise<boolean> {
    const found = await this.#read();
    if (found === undefined) return false;
    this.#take(found);
    return true;
  }

  /** Save over what the other window saved, because the reader said so. */
  async mine(): Promise<void> {
    const found = await this.#read();
    if (found === undefined) return;
    this.#revision = found?.revision ?? 0;
    await this.save(this.text);
  }

  /** Take a new text; store it where the reader allowed that. */
  async save(text: string): Promise<void> {
    this.text = text;
    this.#isCurrent = false;
    if (this.#isLocked) return;
    if (this.keep !== "yes") {
      if (this.keep === "no") await this.#forget();
      return this.tell();
    }
    if (!this.#store) return this.#refused(this.#trouble);
    try {
      const saved = await this.#put(this.#store, text);
      if (saved.kind === "conflict") {
        this.tell();
        return show("conflict");
      }
      this.#revision = saved.revision;
      this.#isCurrent = true;
      if (this.#lastBackup?.revision === NOT_STORED) await this.#storeBackup(this.#lastBackup.day);
      hide("conflict");
      this.tell();
      // Not awaited: some browsers ask the reader, and nothing should wait for that.
      if (this.persisted === null) void askToPersist().then((answer) => { this.persisted = answer; });
    } catch (trouble) {
      this.#refused(trouble);
    }
  }

  async #put(store: Store, text: string): Promise<Saved> {
    try {
      return await store.save(text, this.#revision, this.#picture, this.told);
    } catch (trouble) {
      if (!(trouble instanceof StoreTrouble && trouble.reason === "full")) throw trouble;
      await this.#makeRoom();
      // The notes are worth more than any copy of ours, or their picture.
      return store.save(text, this.#revision, null, this.told);
    }
  }

  /** Keep what was told of notes that stay as they are; it may fail, then the next version has nothing to compare. */
  async keepTold(): Promise<void> {
    if (this.#isCurrent && this.keep === "yes") await this.#store?.noteTold(this.told, this.#revision).catch(() => undefined);
  }

  /** This page slept, and did not hear what another window did meanwhile. */
  async lookAgain(): Promise<void> {
    const found = await this.#read();
    if (found === undefined) return;
    const revision = found?.revision ?? 0;
    if (revision !== this.#revision) this.#meetOther(found ? revision : -1);
  }

  /** This screen is shown now: it is kept with the next text, so that the next start shows it before the engine is there.
   *  Nothing is kept of one that shows words no note holds: its HTML is null. */
  shows(html: string | null, place: object): void {
    this.#picture = html === null ? null : { html, about: this.#about(place) };
  }

  /** Keep the screen alone, where the text has not changed. */
  async keepScreen(): Promise<void> {
    if (this.#picture && this.#isCurrent && this.keep === "yes") await this.#store?.keepScreen(this.#picture);
  }

  /** The place of a kept screen that this release made today; a screen of another day would count wrong days. */
  placeOf(found: Kept): object | null {
    try {
      const { release, day, place } = JSON.parse(found.about ?? "{}") as Record<string, unknown>;
      return release === this.#release && day === today() && typeof place === "object" ? place : null;
    } catch {
      return null;
    }
  }

  #about(place: object): string {
    return JSON.stringify({ release: this.#release, day: today(), place });
  }

  /** Forget everything; false when the browser did not let us. */
  async erase(): Promise<boolean> {
    this.text = "";
    this.told = "";
    this.backup = "";
    this.#lastBackup = null;
    this.#backedUp = "";
    this.#picture = null;
    this.#revision = 0;
    this.#isCurrent = false;
    try {
      await this.#store?.erase();
      return true;
    } catch {
      return false;
    }
  }

  /** The reader took a backup of what is on the screen: its day is kept beside the notes, where they are kept. */
  async backedUp(): Promise<void> {
    this.#backedUp = this.backup;
    this.#lastBackup = { day: today(), revision: this.#isCurrent ? this.#revision : NOT_STORED };
    this.tellBackup();
    if (this.#isCurrent && this.keep === "yes") await this.#store?.noteBackup(this.#lastBackup).catch(() => undefined);
  }

  /** A backup was taken before there was anything stored to note it beside. */
  async #storeBackup(day: string): Promise<void> {
    const revision = this.#backedUp === this.backup ? this.#revision : this.#revision - 1;
    this.#lastBackup = { day, revision };
    await this.#store?.noteBackup(this.#lastBackup).catch(() => undefined);
  }

  /** The line beside each place that offers a backup. */
  tellBackup(): void {
    for (const line of region.querySelectorAll<HTMLElement>("[data-last-backup]")) {
      line.hidden = !this.backup;
      line.textContent = this.#backupWords();
    }
  }

  /** The line that says whether the browser may clear them. */
  tellPersisted(): void {
    const line = region.querySelector<HTMLElement>("[data-persisted]");
    if (!line || this.persisted === null) return;
    line.textContent = word(this.persisted ? "persist-yes" : "persist-no");
    line.hidden = false;
  }

  #backupWords(): string {
    if (!this.#lastBackup) return word("backup-none");
    const days = daysAgo(this.#lastBackup.day);
    const when = days > 1 ? "backup-days" : days === 1 ? "backup-yesterday" : "backup-today";
    const isSame = this.#backedUp ? this.#backedUp === this.backup : this.#lastBackup.revision === this.#revision;
    return isSame ? word(when, { n: String(days) }) : `${word(when, { n: String(days) })} ${word("backup-changed")}`;
  }

  /** The line that says what is kept. */
  tell(): void {
    this.tellBackup();
    const isOffline = document.documentElement.dataset["offline"] === "whole";
    const state = word(this.#state());
    kept(isOffline ? `${state} · ${word("offline-ready")}` : state);
  }

  #state(): string {
    if (!this.backup) return "kept-none";
    if (this.#isCurrent) return "kept-saved";
    return this.keep === "yes" ? "kept-trouble" : "kept-memory";
  }

  /** Leaving now would lose something. */
  get isOnlyInMemory(): boolean {
    return this.backup !== "" && !this.#isCurrent;
  }

  /** Leaving now would lose something that is in no backup either. */
  get isNowhereElse(): boolean {
    return this.isOnlyInMemory && this.#backedUp !== this.backup;
  }

  async #forget(): Promise<void> {
    if ((await this.#read()) === null) return;
    try {
      await this.#store?.erase();
      this.#revision = 0;
    } catch {
      say(word("erase-failed"));
    }
  }

  async #read(): Promise<Kept | null | undefined> {
    try {
      return (await this.#store?.read()) ?? null;
    } catch (trouble) {
      this.#refused(trouble);
      return undefined;
    }
  }

  /** Another window saved, or erased everything (-1); a window that keeps nothing has nothing to lose. */
  #meetOther(revision: number): void {
    if (this.keep === "no" || this.#isLocked) return;
    this.#isCurrent = false;
    announce("conflict");
    if (revision < 0) say(word("erased-elsewhere"));
  }

  #refused(trouble: unknown): void {
    this.#trouble = trouble;
    this.#isCurrent = false;
    const reason = trouble instanceof StoreTrouble ? trouble.reason : "blocked";
    if (reason === "newer") return this.lock(true);
    this.tell();
    say(word(`store-${reason}`));
  }
}
