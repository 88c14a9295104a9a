// What is kept on this device: the caches of the worker, seen from a page. Names as in worker.js.

import { existing } from "./existing_cache.js";

export const root = new URL("../../", import.meta.url);
const WANTED = "giu-ngoai-tuyen";

/** The stamp of this page: its version, or the frame. */
export const version =
  /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="version"]'))?.content ?? "";

/** "1": the reader wants pages kept; "0": they removed all and want nothing fetched ahead; else they said nothing. */
function wish() {
  try {
    return localStorage.getItem(WANTED);
  } catch {
    return null;
  }
}

function setWish(value) {
  try {
    localStorage.setItem(WANTED, value);
  } catch {
    // It then holds for this page.
  }
}

/** Whether pages may be kept unasked: not where the browser was told to save data, nor after all was removed. */
export function mayBegin() {
  // Only some browsers know whether the reader saves data.
  // eslint-disable-next-line compat/compat
  return wish() === "1" || (wish() === null && navigator.connection?.saveData !== true);
}

export function want() {
  setWish("1");
}

const READ_BEFORE = "da-doc-truoc-khi-giu"; // Addresses of pages that came before a worker served.
const READ_LIMIT = 40;

/** Addresses, whole, of the pages that were read before anything could keep them. */
export function readBefore() {
  try {
    const found = JSON.parse(localStorage.getItem(READ_BEFORE) ?? "[]");
    return Array.isArray(found) ? found.filter((url) => typeof url === "string" && url.startsWith(root.href)) : [];
  } catch {
    return [];
  }
}

function setReadBefore(urls) {
  try {
    if (urls.length) localStorage.setItem(READ_BEFORE, JSON.stringify(urls.slice(-READ_LIMIT)));
    else localStorage.removeItem(READ_BEFORE);
  } catch {
    // Then only the page that is open is kept.
  }
}

/** Note that this page is being read before a worker serves, so that it can be kept later. */
export function noteRead() {
  const url = location.origin + location.pathname;
  setReadBefore([...readBefore().filter((one) => one !== url), url]);
}

/** These are kept by now. */
export function settleRead(urls) {
  setReadBefore(readBefore().filter((url) => !urls.includes(url)));
}

/** Whether all that was read so far can be opened without a line. */
export async function isReady() {
  return Boolean(navigator.serviceWorker.controller) && readBefore().length === 0 && (await hasShell());
}

const LISTS = `${root.href} lists`;

/** A list of the site, {value, fresh}: from the network, otherwise as it was last kept. */
export async function list(path) {
  const url = new URL(path, root).href;
  const response = await fetch(url).catch(() => null);
  if (response?.ok) return { value: await response.json(), fresh: true };
  const kept = await caches.match(url, { cacheName: LISTS });
  if (!kept) throw new Error(path);
  return { value: await kept.json(), fresh: false };
}

/** Keep a list, so that without a line a pack can still be told of and removed; a full store is borne. */
export async function keepList(path, value) {
  try {
    await (await caches.open(LISTS)).put(new URL(path, root).href, new Response(JSON.stringify(value)));
  } catch {
    // Then only with a line.
  }
}

/** Whether the shell of the state of this page, {version, frame}, is here as a whole. */
export async function hasShell() {
  const shells = (await caches.keys()).filter(
    (name) => name.startsWith(`${root.href} shell `) && name.split(" ").includes(version),
  );
  for (const cacheName of shells)
    if (await caches.match(new URL("assets/offline/whole", root).href, { cacheName })) return true;
  return false;
}

// What looks into caches and what forgets them all come one after the other.
/** @type {Promise<unknown>} */
let last = Promise.resolve();

/**
 * @template T
 * @param {() => Promise<T>} task
 * @returns {Promise<T>}
 */
function inTurn(task) {
  const done = last.then(task);
  last = done.catch(() => {});
  return done;
}

/** Every kept address, whole, with the names of the caches that hold it. */
const places = (...kinds) => inTurn(() => placesNow(kinds));

async function placesNow(kinds) {
  const found = new Map();
  for (const name of await caches.keys()) {
    if (!kinds.some((kind) => name.startsWith(`${root.href} ${kind} `))) continue;
    const held = (await (await existing(name))?.keys()) ?? [];
    for (const { url } of held) found.set(url, [...(found.get(url) ?? []), name]);
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
  async count(addresses) {
    const found = await places("kept");
    const names = addresses.map((address) => found.get(new URL(address, root).href) ?? []);
    return {
      any: names.filter((one) => one.length).length,
      fresh: names.filter((one) => one.includes(this.name)).length,
    };
  }

  /** What older states keep is looked up once: with thousands of pages, each look takes its time. */
  async begin() {
    this.kept = await places("kept");
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
    for (const image of new DOMParser().parseFromString(html, "text/html").querySelectorAll(".page img[src]")) {
      const from = new URL(image.getAttribute("src"), url);
      if (!from.href.startsWith(root.href)) continue;
      const picture = await fetch(from, { signal });
      if (picture.ok) await cache.put(from.href, picture);
    }
    await cache.put(url, new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } }));
    for (const name of this.kept.get(url) ?? []) if (name !== this.name) await (await existing(name))?.delete(url);
    return true;
  }
}

/** Forget the pages of a pack; those that were seen stay. */
export async function forgetPages(addresses) {
  const wanted = new Set(addresses.map((address) => new URL(address, root).href));
  for (const [url, names] of await places("kept")) {
    if (!wanted.has(new URL("./", url).href)) continue; // A picture lies beside its page.
    for (const name of names) await (await existing(name))?.delete(url);
  }
}

/** Say something to a worker and wait for its answer. */
export function ask(worker, type, more = {}) {
  const { port1, port2 } = new MessageChannel();
  const answered = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  worker.postMessage({ ...more, type }, [port2]);
  return answered;
}

/** Whether the reader has asked for the search index, and it is here. */
export async function hasIndex() {
  return Boolean(await caches.match(new URL("?giu-tim-kiem", root).href, { cacheName: `${root.href} wishes` }));
}

/** Have the newest worker keep the search index, {kept, full}, or drop it. */
export async function askForIndex(type) {
  const { waiting, active } = await navigator.serviceWorker.getRegistration(root.href);
  return ask(waiting ?? active, type);
}

/** Remove all that the site keeps for use without a line; plans and drafts stay. */
export const forgetAll = () => inTurn(forgetNow);

async function forgetNow() {
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    if (registration.scope === root.href) await registration.unregister();
  }
  // Shells first: without one a worker that is still at work keeps nothing more.
  for (const kind of ["shell ", ""]) {
    for (const name of await caches.keys()) {
      if (name.startsWith(`${root.href} ${kind}`)) await caches.delete(name);
    }
  }
  setReadBefore([]);
  setWish("0");
}
