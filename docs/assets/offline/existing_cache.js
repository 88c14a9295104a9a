// Looking into caches without making them. Pages import this; the worker gets the same text, without the word export.

/** A cache, or null where there is none: opening one that is gone would make it anew, empty. */
export async function existing(name) {
  return (await caches.has(name)) ? caches.open(name) : null;
}
