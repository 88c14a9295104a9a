// Opens caches without creating them. Pages import this; the worker gets the same text without the word export.

/** A cache, or null if it does not exist: caches.open would create it, empty. */
export async function existing(name) {
  return (await caches.has(name)) ? caches.open(name) : null;
}
