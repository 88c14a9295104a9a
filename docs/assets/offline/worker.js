// The service worker. The build puts `const BUILD = {version, frame, pages, bundles}` before this text, the other
// worker_*.js after it, and serves all as sw.js; showcase/offline.py tells what these are.
//
// One rule governs all: a page and what it loads are of one state. Every page carries a stamp in a <meta>: its version,
// or for pages that need scripts and styles only, the frame. Each window is marked with the stamp of the page it shows,
// and gets its scripts, styles and data from a shell of that very stamp; or, when its page came from the network and is
// newer than this worker, from the network alone.

const SCOPE = self.registration.scope;
const PATIENCE = 4000; // Milliseconds to wait for the network when a kept page could be shown.
const SEEN_LIMIT = 200; // Pages that are kept because they were seen; packs do not count.
const MARKS_LIMIT = 300; // Windows remembered; the newest count.
const AT_ONCE = 5; // Requests at a time.
const RENEWED_AT_ONCE = 60; // Kept pages fetched anew while one page is read.
const NETWORK = "network";
const TYPES = { css: "text/css", js: "text/javascript", json: "application/json", svg: "image/svg+xml", woff2: "font/woff2", png: "image/png" };
// Several sites may share one origin, so every cache carries the address of its own; then its kind, version and frame.
const named = (kind) => `${SCOPE} ${kind} ${BUILD.version} ${BUILD.frame}`;
const MARKS = `${SCOPE} marks`;
const WISHES = `${SCOPE} wishes`;
const OFFLINE_PAGE = new URL("khong-co-mang/", SCOPE);

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  const { type, url, stamp } = event.data ?? {};
  if (type === "use-new") self.skipWaiting();
  if (type === "tidy") event.waitUntil(tidy());
  if (type === "seen") event.waitUntil(keepSeen(url, stamp, event.source));
  if (type === "make-whole") event.waitUntil(makeWhole().then((whole) => event.ports[0].postMessage({ whole })));
  if (type === "keep-index") event.waitUntil(keepIndex(event.ports[0]));
  if (type === "drop-index") event.waitUntil(dropIndex(event.ports[0]));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE)) return;
  const answer = request.mode === "navigate" ? navigate(event) : load(event);
  // Whatever goes wrong here, nobody is worse off than without a worker.
  event.respondWith(answer.catch(() => fetch(request)));
});

/** What a full device cannot keep is not kept; the reader gets the answer all the same. */
async function ifItCan(keeping) {
  try {
    return await keeping();
  } catch {
    return undefined;
  }
}

/** Run a task for each item, a few at a time. */
async function each(items, task) {
  const queue = [...items];
  const next = async () => {
    while (queue.length) await task(queue.shift());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

/** {name, kind, version, frame} of every cache of this site. */
async function keptCaches() {
  const names = (await caches.keys()).filter((name) => name.startsWith(`${SCOPE} `) && name !== MARKS && name !== WISHES);
  return names.map((name) => {
    const [kind, version, frame] = name.slice(SCOPE.length + 1).split(" ");
    return { name, kind, version, frame };
  });
}

/** The address under which a page is kept: what follows "?" or "#" is read by scripts only. */
function pageKey(address) {
  const url = new URL(address);
  return url.origin + url.pathname;
}

function isPage(response) {
  return response.ok && (response.headers.get("content-type") ?? "").startsWith("text/html");
}

function stampIn(html) {
  return html.match(/<meta name="version" content="([0-9a-f]+)">/)?.[1] ?? "";
}

function isOurs(stamp) {
  return stamp === BUILD.version || stamp === BUILD.frame;
}

/** The same answer again, after its text has been read; keeps the type, drops what was true of the packed bytes. */
function again(html) {
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
}

// --- which state a window shows ---

function markOf(id) {
  return new URL(`?cua-so=${encodeURIComponent(id)}`, SCOPE).href;
}

async function mark(id, stamp) {
  if (id) await ifItCan(async () => (await caches.open(MARKS)).put(markOf(id), new Response(stamp)));
}

async function stampOf(id) {
  const kept = id && (await caches.match(markOf(id), { cacheName: MARKS }));
  return kept ? kept.text() : "";
}

/** The name of the shell that goes with a stamp, this worker's own first; empty where there is none. */
async function shellFor(stamp) {
  const shells = (await keptCaches()).filter(({ kind }) => kind === "shell");
  const fits = isOurs(stamp) ? ({ name }) => name === named("shell") : ({ version, frame }) => version === stamp || frame === stamp;
  return shells.find(fits)?.name ?? "";
}

/** What a cache holds; one that is not there holds nothing, and looking does not make it. */
function heldIn(cacheName, request, options = {}) {
  return caches.match(request, { ...options, cacheName });
}
