// Where the copy for times without network lies: one cache for each release, in each folder of the host. The service
// worker fills it; pages look into it, and remove it.

/** The mark of a page that gave up the engine's copy so that notes could be saved: not again in this release. */
export const NO_ROOM = "--no-room";

/** The cache of a release; two copies of the site may share a host, and so its caches. */
export function cacheOf(release: string, home: URL): string {
  return `footing-${release}@${home.pathname}`;
}

/** The caches of the site in this folder; throws where the browser refuses all storage. */
export async function cachesOf(home: URL): Promise<string[]> {
  const names = await caches.keys();
  return names.filter((name) => name.startsWith("footing-") && name.slice(name.indexOf("@")) === `@${home.pathname}`);
}
