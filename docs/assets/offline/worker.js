// The service worker. The build puts `const BUILD = {version, shell}` before this text and serves both as sw.js.
//
// One rule governs all: a page and what it loads are of one version. Every page carries its version in a <meta>; each
// window is marked with the version of the page it shows, and gets its scripts, styles and data from the shell of that
// very version, or, when the page came from the network and is newer than this worker, from the network alone.

const SCOPE = self.registration.scope;
const PATIENCE = 4000; // Milliseconds to wait for the network when a kept page could be shown.
const SEEN_LIMIT = 200; // Pages that are kept because they were seen; packs do not count.
const AT_ONCE = 5; // Requests at a time.
const NETWORK = "network";
// Several sites may share one origin, so every cache carries the address of its own.
const named = (kind, version = BUILD.version) => `${SCOPE} ${kind} ${version}`;
const MARKS = named("marks", "all");
const OFFLINE_PAGE = new URL("khong-co-mang/", SCOPE);

self.addEventListener("install", (event) => event.waitUntil(install()));
self.addEventListener("activate", (event) => event.waitUntil(activate()));
self.addEventListener("message", (event) => {
  if (event.data?.type === "use-new") self.skipWaiting();
  if (event.data?.type === "tidy") event.waitUntil(renew());
  if (event.data?.type === "seen") event.waitUntil(keepSeen(event.data.url, event.source));
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

/** The address under which a page is kept: what follows "?" or "#" is read by scripts only. */
function pageKey(address) {
  const url = new URL(address);
  return url.origin + url.pathname;
}

function isPage(response) {
  return response.ok && (response.headers.get("content-type") ?? "").startsWith("text/html");
}

function versionIn(html) {
  return html.match(/<meta name="version" content="([0-9a-f]+)">/)?.[1] ?? "";
}

/** The same answer again, after its text has been read; keeps the type, drops what was true of the packed bytes. */
function again(html) {
  return new Response(html, { headers: { "content-type": "text/html; charset=utf-8" } });
}

// --- installing: all of one version, or nothing ---

async function install() {
  const cache = await caches.open(named("shell"));
  const linked = new Set();
  const fetched = async (address) => {
    const response = await fetch(new Request(new URL(address, SCOPE), { cache: "reload" }));
    if (!response.ok) throw new Error(`${address}: ${response.status}`);
    return response;
  };
  const isAddress = (entry) => entry === "" || entry.endsWith("/");
  await each(BUILD.shell.filter(isAddress), async (entry) => {
    const html = await (await fetched(entry)).text();
    // A newer site came up meanwhile: give in, its own worker will follow.
    if (versionIn(html) !== BUILD.version) throw new Error(`${entry}: another version`);
    const page = new URL(entry, SCOPE);
    for (const [, link] of html.matchAll(/<(?:link[^>]+(?:rel="stylesheet"|rel="icon"|rel="preload")[^>]*?href|script[^>]+src)="([^"]+)"/g)) {
      linked.add(new URL(link, page).href);
    }
    await cache.put(page.href, again(html));
  });
  const assets = BUILD.shell.filter((entry) => !isAddress(entry)).map((entry) => new URL(entry, SCOPE).href);
  await each(new Set([...assets, ...linked]), async (address) => cache.put(address, await fetched(address)));
}

async function activate() {
  const open = new Set((await self.clients.matchAll({ includeUncontrolled: true, type: "all" })).map((client) => client.id));
  const marks = await caches.open(MARKS);
  for (const request of await marks.keys()) {
    if (!open.has(new URL(request.url).searchParams.get("id"))) await marks.delete(request);
  }
  await self.clients.claim();
}

// --- which version a window shows ---

function markOf(id) {
  return new URL(`?id=${encodeURIComponent(id)}`, SCOPE).href;
}

async function mark(id, version) {
  if (id) await (await caches.open(MARKS)).put(markOf(id), new Response(version));
}

async function versionOf(id) {
  const kept = id && (await (await caches.open(MARKS)).match(markOf(id)));
  return kept ? kept.text() : "";
}

// --- pages ---

/** A kept page of any version, this one's first. */
async function keptPage(key) {
  const order = [named("shell"), named("kept"), named("seen")];
  const names = [...order, ...(await caches.keys()).filter((name) => name.startsWith(`${SCOPE} `) && name !== MARKS && !order.includes(name))];
  for (const name of names) {
    const found = await (await caches.open(name)).match(key);
    if (found) return found.text();
  }
  return null;
}

async function navigate(event) {
  const key = pageKey(event.request.url);
  const kept = await keptPage(key);
  // Asked afresh: an old page out of the browser's own cache would hide that there is a new version.
  const asked = fetch(event.request.url, { cache: "no-cache", redirect: "manual" });
  const network = asked.then(async (response) => ({ response, html: isPage(response) ? await response.text() : null }));
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  const answer = await (kept ? Promise.race([network, patience]) : network).catch(() => null);
  network.catch(() => null);
  if (answer && answer.html === null) return answer.response;
  const html = answer?.html ?? kept;
  if (html === null) {
    const page = new URL(OFFLINE_PAGE);
    page.searchParams.set("trang", event.request.url.slice(SCOPE.length));
    return Response.redirect(page.href);
  }
  const version = versionIn(html);
  const ours = version === BUILD.version;
  const hasShell = ours || (!answer && (await caches.has(named("shell", version))));
  await mark(event.resultingClientId, hasShell ? version : NETWORK);
  if (answer && ours) event.waitUntil(keepText(key, html));
  if (answer && !ours) event.waitUntil(self.registration.update().catch(() => null));
  return again(html);
}

/** Keep a page that was seen, unless the shell or a pack holds it; the oldest go first. */
async function keepText(key, html) {
  for (const kind of ["shell", "kept"]) {
    if (await (await caches.open(named(kind))).match(key)) return;
  }
  const seen = await caches.open(named("seen"));
  await seen.delete(key);
  await seen.put(key, again(html));
  const all = await seen.keys();
  for (const old of all.slice(0, Math.max(0, all.length - SEEN_LIMIT))) await seen.delete(old);
}

/** The page on which the worker was first installed had come before it. */
async function keepSeen(address, source) {
  if (!address.startsWith(SCOPE)) return;
  const response = await fetch(address).catch(() => null);
  if (!response || !isPage(response)) return;
  const html = await response.text();
  if (versionIn(html) !== BUILD.version) return;
  await mark(source?.id, BUILD.version);
  await keepText(pageKey(address), html);
}

// --- everything that a page loads ---

async function load(event) {
  const { request } = event;
  const version = await versionOf(event.clientId);
  // A worker of the page begins here; it belongs to the version of its page.
  if (request.destination === "worker") await mark(event.resultingClientId, version || BUILD.version);
  // Asked afresh, since the browser's own cache may hold files of before the update.
  if (version === NETWORK) return fetch(request, { cache: "no-cache" });
  const shell = version && (await caches.has(named("shell", version))) ? await caches.open(named("shell", version)) : null;
  const held = shell && (await shell.match(request, { ignoreSearch: true }));
  if (held) return held;
  try {
    return await fetch(request);
  } catch (error) {
    const own = await (await caches.open(named("shell"))).match(request, { ignoreSearch: true });
    const page = request.url.endsWith("/") || request.url.includes("/?") ? await keptPage(pageKey(request.url)) : null;
    if (own || page !== null) return own ?? again(page);
    throw error;
  }
}

// --- after an update: what was kept is fetched anew; the old stays whole until then ---

const RENEWED_AT_ONCE = 60;

async function renew() {
  const names = (await caches.keys()).filter((name) => name.startsWith(`${SCOPE} `) && name !== MARKS);
  const old = names.filter((name) => !name.endsWith(` ${BUILD.version}`));
  for (const name of old.filter((one) => !one.startsWith(`${SCOPE} shell `))) {
    const kind = name.slice(SCOPE.length + 1).split(" ")[0];
    const cache = await caches.open(name);
    const pages = await cache.keys();
    await each(pages.slice(0, RENEWED_AT_ONCE), (request) => renewPage(request.url, kind, cache));
    if (!(await cache.keys()).length) await caches.delete(name);
  }
  await dropShells();
}

async function renewPage(address, kind, old) {
  const response = await fetch(address, { cache: "reload" }).catch(() => null);
  if (!response) return;
  if (response.status === 404 || response.status === 410) return old.delete(address);
  if (!isPage(response)) return;
  const html = await response.text();
  if (versionIn(html) !== BUILD.version) return;
  await (await caches.open(named(kind))).put(address, again(html));
  await old.delete(address);
}

/** An old shell goes when no kept page and no window needs it. */
async function dropShells() {
  const names = await caches.keys();
  const marks = await caches.open(MARKS);
  const shown = new Set(await Promise.all((await marks.keys()).map(async (request) => (await marks.match(request))?.text())));
  for (const name of names.filter((one) => one.startsWith(`${SCOPE} shell `))) {
    const version = name.split(" ").at(-1);
    const needed = version === BUILD.version || shown.has(version) || names.some((one) => one !== name && one.endsWith(` ${version}`));
    // A worker that is being installed has a shell of its own, newer than this one.
    if (!needed && !self.registration.installing && !self.registration.waiting) await caches.delete(name);
  }
}
