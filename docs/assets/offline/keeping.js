// What is kept on this device: the caches of the worker, seen from a page. Names as in worker.js.

export const root = new URL("../../", import.meta.url);
const WANTED = "giu-ngoai-tuyen";

export const version = document.querySelector('meta[name="version"]').content;

function nameOf(kind) {
  return `${root.href} ${kind} ${version}`;
}

/** Whether the reader asked their browser to save data: then nothing is fetched ahead unless they say so. */
export function saving() {
  return navigator.connection?.saveData === true;
}

export function wanted() {
  try {
    return localStorage.getItem(WANTED) === "1";
  } catch {
    return false;
  }
}

export function want() {
  try {
    localStorage.setItem(WANTED, "1");
  } catch {
    // It then holds for this page.
  }
}

/** Keep one page of this very version; false when the network has another version by now. */
export async function keepPage(address, signal) {
  const url = new URL(address, root).href;
  const cache = await caches.open(nameOf("kept"));
  if (await cache.match(url)) return true;
  const response = await fetch(url, { signal, cache: "no-cache" });
  if (response.status === 404) return true;
  if (!response.ok) throw new Error(`${response.status} ${address}`);
  const html = await response.text();
  if (html.match(/<meta name="version" content="([0-9a-f]+)">/)?.[1] !== version) return false;
  await cache.put(url, new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } }));
  return true;
}

/** Addresses of pages that are kept, below the root: by packs and by having been seen, of any version. */
export async function keptPages() {
  const names = (await caches.keys()).filter((name) => name.startsWith(`${root.href} kept `) || name.startsWith(`${root.href} seen `));
  const found = new Set();
  for (const name of names) {
    for (const request of await (await caches.open(name)).keys()) found.add(request.url.slice(root.href.length));
  }
  return found;
}

export async function forgetPages(addresses) {
  const names = (await caches.keys()).filter((name) => name.startsWith(`${root.href} kept `));
  for (const name of names) {
    const cache = await caches.open(name);
    for (const address of addresses) await cache.delete(new URL(address, root).href);
  }
}

/** Remove all that the site keeps for use without a line; plans and drafts stay. */
export async function forgetAll() {
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    if (registration.scope === root.href) await registration.unregister();
  }
  for (const name of await caches.keys()) {
    if (name.startsWith(`${root.href} `)) await caches.delete(name);
  }
  try {
    localStorage.removeItem(WANTED);
  } catch {
    // Nothing was kept there.
  }
}
