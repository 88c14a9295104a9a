// What is kept on this device: the caches of the worker, seen from a page. Names as in worker.js.

export const root = new URL("../../", import.meta.url);
const WANTED = "giu-ngoai-tuyen";

/** The stamp of this page: its version, or the frame. */
export const version = document.querySelector('meta[name="version"]')?.content ?? "";

/** Whether the reader asked their browser to save data. */
function saving() {
  return navigator.connection?.saveData === true;
}

/** "1": the reader wants pages kept; "0": they removed all, and want nothing fetched ahead; else they said nothing. */
function wish() {
  try {
    return localStorage.getItem(WANTED);
  } catch {
    return null;
  }
}

/** Whether pages may be kept without asking. */
export function mayBegin() {
  return wish() === "1" || (wish() === null && !saving());
}

function setWish(value) {
  try {
    localStorage.setItem(WANTED, value);
  } catch {
    // It then holds for this page.
  }
}

export function want() {
  setWish("1");
}

/** Every kept address, whole, with the names of the caches that hold it. */
async function places(...kinds) {
  const found = new Map();
  for (const name of await caches.keys()) {
    if (!kinds.some((kind) => name.startsWith(`${root.href} ${kind} `))) continue;
    for (const { url } of await (await caches.open(name)).keys()) found.set(url, [...(found.get(url) ?? []), name]);
  }
  return found;
}

/** Addresses of pages that are kept, below the root: by packs and by having been seen, of any version. */
export async function keptPages() {
  const pages = [...(await places("kept", "seen")).keys()].filter((url) => url.endsWith("/"));
  return new Set(pages.map((url) => url.slice(root.href.length)));
}

/** Pages of one state of the site, {version, frame}. */
export class Keeping {
  constructor({ version: state, frame }) {
    this.frame = frame;
    this.name = `${root.href} kept ${state} ${frame}`;
  }

  /** How many of these addresses packs keep: {any, fresh}, of any state and of this one. */
  async hasShell() {
    const names = await caches.keys();
    return names.some((name) => name.startsWith(`${root.href} shell `) && name.endsWith(` ${this.frame}`));
  }

  async count(addresses) {
    const found = await places("kept");
    const names = addresses.map((address) => found.get(new URL(address, root).href) ?? []);
    return { any: names.filter((one) => one.length).length, fresh: names.filter((one) => one.includes(this.name)).length };
  }

  /** Keep one page and its pictures; false when the network has another state by now. */
  async keep(address, signal) {
    const url = new URL(address, root).href;
    const cache = await caches.open(this.name);
    if (await cache.match(url)) return true;
    const response = await fetch(url, { signal, cache: "no-cache" });
    if (response.status === 404) return true;
    if (!response.ok) throw new Error(`${response.status} ${address}`);
    const html = await response.text();
    if (html.match(/<meta name="version" content="([0-9a-f]+)">/)?.[1] !== this.frame) return false;
    for (const picture of new DOMParser().parseFromString(html, "text/html").querySelectorAll(".page img[src]")) {
      const from = new URL(picture.getAttribute("src"), url);
      if (from.href.startsWith(root.href)) await cache.put(from.href, await fetch(from, { signal }));
    }
    await cache.put(url, new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } }));
    for (const name of await caches.keys()) {
      if (name.startsWith(`${root.href} kept `) && name !== this.name) await (await caches.open(name)).delete(url);
    }
    return true;
  }
}

/** Forget the pages of a pack; those that were seen stay. */
export async function forgetPages(addresses) {
  const wanted = new Set(addresses.map((address) => new URL(address, root).href));
  for (const [url, names] of await places("kept")) {
    if (!wanted.has(new URL("./", url).href)) continue; // A picture lies beside its page.
    for (const name of names) await (await caches.open(name)).delete(url);
  }
}

/** Have the worker "make-whole", which gives {whole}, "keep-index", which gives {kept, full}, or "drop-index". */
export async function askWorker(type) {
  const { active } = await navigator.serviceWorker.ready;
  const { port1, port2 } = new MessageChannel();
  const answered = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  active.postMessage({ type }, [port2]);
  return answered;
}

const WISHES = `${root.href} wishes`;

/** Whether the worker was asked to keep the search index; as in worker_installing.js. */
export async function isIndexKept() {
  return Boolean(await caches.match(new URL("?giu-tim-kiem", root), { cacheName: WISHES }));
}

/** A list of what can be kept, `{told, old}`; without a line as it was when last seen. Rejects when it never was. */
export async function list(path) {
  const url = new URL(path, root);
  try {
    const response = await fetch(url, { cache: "no-cache" });
    if (!response.ok) throw new Error(`${response.status} ${path}`);
    const copy = response.clone();
    if (mayBegin()) await caches.open(WISHES).then((cache) => cache.put(url, copy)).catch(() => null);
    return { told: await response.json(), old: false };
  } catch (problem) {
    const seen = await caches.match(url, { cacheName: WISHES });
    if (!seen) throw problem;
    return { told: await seen.json(), old: true };
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
  setWish("0");
}
