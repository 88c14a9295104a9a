// The worker's caches on this device, used from a page. Names as in worker.js.

import { existing } from "./existing_cache.js";

export const root = new URL("../../", import.meta.url);
const WANTED = "giu-ngoai-tuyen";

/** The stamp of this page: its version, or the frame. */
export const version =
  /** @type {HTMLMetaElement | null} */ (document.querySelector('meta[name="version"]'))?.content ?? "";

/** "1": the reader wants pages cached; "0": the reader removed all, so nothing is fetched ahead; else not set. */
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
    // Then the wish lasts for this page only.
  }
}

/** Whether pages may be cached unasked: not if the browser saves data, and not after "remove all". */
export function mayBegin() {
  // Only some browsers have navigator.connection.
  // eslint-disable-next-line compat/compat
  return wish() === "1" || (wish() === null && navigator.connection?.saveData !== true);
}

export function want() {
  setWish("1");
}

const READ_BEFORE = "da-doc-truoc-khi-giu"; // Addresses of pages loaded before a worker was active.
const READ_LIMIT = 40;

/** Full addresses of the pages read before a worker could cache them. */
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
    // Then only the open page is cached.
  }
}

/** Note that this page is read before a worker is active, so that it can be cached later. */
export function noteRead() {
  const url = location.origin + location.pathname;
  setReadBefore([...readBefore().filter((one) => one !== url), url]);
}

/** Drop these addresses from the list: they are cached now. */
export function settleRead(urls) {
  setReadBefore(readBefore().filter((url) => !urls.includes(url)));
}

/** Whether all pages read so far can be opened offline. */
export async function isReady() {
  return Boolean(navigator.serviceWorker.controller) && readBefore().length === 0 && (await hasShell());
}

const LISTS = `${root.href} lists`;

/** A list of the site, {value, fresh}: from the network, otherwise from the cache. */
export async function list(path) {
  const url = new URL(path, root).href;
  const response = await fetch(url).catch(() => null);
  if (response?.ok) return { value: await response.json(), fresh: true };
  const kept = await caches.match(url, { cacheName: LISTS });
  if (!kept) throw new Error(path);
  return { value: await kept.json(), fresh: false };
}

/** Cache a list, so that offline a pack can be shown and removed; errors (full storage) are ignored. */
export async function keepList(path, value) {
  try {
    await (await caches.open(LISTS)).put(new URL(path, root).href, new Response(JSON.stringify(value)));
  } catch {
    // Then the list works only online.
  }
}

/** Whether the shell of this page's state, {version, frame}, is cached completely. */
export async function hasShell() {
  const shells = (await caches.keys()).filter(
    (name) => name.startsWith(`${root.href} shell `) && name.split(" ").includes(version),
  );
  for (const cacheName of shells)
    if (await caches.match(new URL("assets/offline/whole", root).href, { cacheName })) return true;
  return false;
}

// Reading the caches and removing them all run one after the other.
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

/** Every cached full address, with the names of the caches that have it. */
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

/** Addresses of cached pages, relative to the root: from packs or because they were read, of any version. */
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

  /** The number of these addresses in packs: {any, fresh}: of any state, and of this one. */
  async count(addresses) {
    const found = await places("kept");
    const names = addresses.map((address) => found.get(new URL(address, root).href) ?? []);
    return {
      any: names.filter((one) => one.length).length,
      fresh: names.filter((one) => one.includes(this.name)).length,
    };
  }

  /** Look up all cached pages once: with thousands of pages, each look-up is slow. */
  async begin() {
    this.kept = await places("kept");
  }

  /** Cache a page and its pictures; false if the network has another state meanwhile. */
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

/** Remove the pages of a pack; pages cached because they were read stay. */
export async function forgetPages(addresses) {
  const wanted = new Set(addresses.map((address) => new URL(address, root).href));
  for (const [url, names] of await places("kept")) {
    if (!wanted.has(new URL("./", url).href)) continue; // Pictures are in the folder of their page.
    for (const name of names) await (await existing(name))?.delete(url);
  }
}

/** Send a message to a worker and wait for its answer. */
export function ask(worker, type, more = {}) {
  const { port1, port2 } = new MessageChannel();
  const answered = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
  worker.postMessage({ ...more, type }, [port2]);
  return answered;
}

/** Whether the reader asked for the search index, and it is cached. */
export async function hasIndex() {
  return Boolean(await caches.match(new URL("?giu-tim-kiem", root).href, { cacheName: `${root.href} wishes` }));
}

/** Ask the newest worker to cache the search index, {kept, full}, or to drop it. */
export async function askForIndex(type) {
  const { waiting, active } = await navigator.serviceWorker.getRegistration(root.href);
  return ask(waiting ?? active, type);
}

/** Remove all that the site caches for offline use; plans and drafts stay. */
export const forgetAll = () => inTurn(forgetNow);

async function forgetNow() {
  for (const registration of await navigator.serviceWorker.getRegistrations()) {
    if (registration.scope === root.href) await registration.unregister();
  }
  // Shells first: without a shell, a worker that is still running caches nothing more.
  for (const kind of ["shell ", ""]) {
    for (const name of await caches.keys()) {
      if (name.startsWith(`${root.href} ${kind}`)) await caches.delete(name);
    }
  }
  setReadBefore([]);
  setWish("0");
}
