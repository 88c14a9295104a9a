// The service worker. The build puts `const BUILD = {version, frame, pages, bundles}` before this text, the other
// worker_*.js after it, and serves all as sw.js; showcase/offline/shell.py describes them.
//
// One rule: a page and the files that it loads are of one state. Every page has a stamp in a <meta>: its version, or
// the frame if it needs only scripts and styles. Each window is marked with the stamp of its page, and gets scripts,
// styles and data from the shell with this stamp; or, if its page came from the network and is newer than this worker,
// only from the network.

const SCOPE = self.registration.scope;
const PATIENCE = 4000; // Milliseconds to wait for the network if the page is cached.
const SEEN_LIMIT = 200; // Most pages cached because they were read; packs do not count.
const MARKS_LIMIT = 300; // Most windows remembered, the newest.
const AT_ONCE = 5; // Requests at a time.
const RENEWED_AT_ONCE = 60; // Cached pages renewed while one page is read.
const NETWORK = "network";
const TYPES = {
  css: "text/css",
  js: "text/javascript",
  json: "application/json",
  svg: "image/svg+xml",
  woff2: "font/woff2",
  png: "image/png",
};
// Several sites may share an origin, so a cache's name begins with the site's address; then kind, version and frame.
const named = (kind) => `${SCOPE} ${kind} ${BUILD.version} ${BUILD.frame}`;
const MARKS = `${SCOPE} marks`;
const WISHES = `${SCOPE} wishes`;
const LISTS = `${SCOPE} lists`;
const OFFLINE_PAGE = new URL("khong-co-mang/", SCOPE);
const WHOLE = new URL("assets/offline/whole", SCOPE).href; // Added last: the shell is complete.

// A worker may import scripts only when it starts.
if (typeof DecompressionStream === "undefined") importScripts(new URL("assets/common/inflate.js", SCOPE).href);

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
self.addEventListener("message", (event) => {
  const { type } = event.data ?? {};
  if (type === "use-new") self.skipWaiting();
  if (type === "tidy") event.waitUntil(tidy().catch(() => null));
  if (type === "mend") event.waitUntil(mend(event.ports[0]));
  if (type === "seen") event.waitUntil(keepSeen(event));
  if (type === "keep-index") event.waitUntil(keepIndex(event.ports[0]));
  if (type === "drop-index") event.waitUntil(dropIndex(event.ports[0]));
});
self.addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE)) return;
  event.respondWith(request.mode === "navigate" ? navigate(event) : load(event));
});

/** Run a task for each item, a few at a time. */
async function each(items, task) {
  const queue = [...items];
  const next = async () => {
    while (queue.length) await task(queue.shift());
  };
  await Promise.all(Array.from({ length: AT_ONCE }, next));
}

/** The result of a promise, null for an error: full or lost storage must not block a page. */
function attempt(promise) {
  return promise.catch(() => null);
}

/** The response in a cache; a missing cache is not created by this. */
function heldIn(cacheName, request, options) {
  return caches.match(request, { ...options, cacheName });
}

/** {name, kind, version, frame} of every cache of this site that belongs to one state. */
async function keptCaches() {
  const names = (await caches.keys()).filter(
    (name) => name.startsWith(`${SCOPE} `) && ![MARKS, WISHES, LISTS].includes(name),
  );
  return names.map((name) => {
    const [kind, version, frame] = name.slice(SCOPE.length + 1).split(" ");
    return { name, kind, version, frame };
  });
}

/** The cache key of a page: its address without "?" and "#", which only scripts read. */
function pageKey(address) {
  const url = new URL(address);
  // A page may be requested without its last slash or with index.html; files have an extension.
  const path = url.pathname.replace(/\/index\.html$/, "/").replace(/\/[^/.]+$/, "$&/");
  return url.origin + path;
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

/** A new response from a text that was read, without the headers of the packed bytes. */
function again(html) {
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
}

// --- which state a window shows ---

function markOf(id) {
  return new URL(`?cua-so=${encodeURIComponent(id)}`, SCOPE).href;
}

const marked = new Map(); // Lasts while this worker runs, even if the storage is full.

async function mark(id, stamp) {
  if (!id) return;
  marked.set(id, stamp);
  // After "remove all", a mark must not create a cache again.
  if (!(await caches.has(named("shell")))) return;
  await (await caches.open(MARKS)).put(markOf(id), new Response(stamp));
  await goWithShells(MARKS);
}

async function stampOf(id) {
  if (!id || marked.has(id)) return marked.get(id) ?? "";
  const kept = await heldIn(MARKS, markOf(id));
  return kept ? kept.text() : "";
}

/** The name of the shell for a stamp, this worker's own first; null if there is none. */
async function shellFor(stamp) {
  if (isOurs(stamp)) return (await caches.has(named("shell"))) ? named("shell") : null;
  const found = (await keptCaches()).find(
    ({ kind, version, frame }) => kind === "shell" && (version === stamp || frame === stamp),
  );
  return found?.name ?? null;
}
