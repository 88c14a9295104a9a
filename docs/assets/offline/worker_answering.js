// Part of the service worker: what a window gets for what it asks.

// --- pages ---

/** A kept page, this version's first; of any state that still has its shell, or only of the given stamp. */
async function keptPage(key, stamp) {
  const all = await keptCaches();
  const own = ["shell", "kept", "seen"].map(named);
  const names = [...own, ...all.map(({ name }) => name).filter((name) => !own.includes(name))];
  for (const name of names) {
    const found = await heldIn(name, key);
    if (!found) continue;
    const html = await found.text();
    if (stamp ? stampIn(html) === stamp : await shellFor(stampIn(html))) return html;
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
  const told = await (kept === null ? network : Promise.race([network, patience])).catch(() => null);
  network.catch(() => null);
  // A server that is down has nothing better than what is kept.
  const answer = told?.response.status >= 500 && kept !== null ? null : told;
  if (answer && answer.html === null) return answer.response;
  const html = answer?.html ?? kept;
  if (html === null) return absent(key, event.request.url);
  const stamp = stampIn(html);
  await mark(event.resultingClientId, isOurs(stamp) || !answer ? stamp : NETWORK);
  if (answer && isOurs(stamp)) event.waitUntil(ifItCan(() => keepText(key, html)));
  if (answer && !isOurs(stamp)) event.waitUntil(self.registration.update().catch(() => null));
  return again(html);
}

/** The page that says what is not kept; where that one is not kept either, the browser's own. */
async function absent(key, address) {
  if (!(await keptPage(OFFLINE_PAGE.href))) return Response.error();
  const page = new URL(OFFLINE_PAGE);
  page.searchParams.set("trang", address.slice(SCOPE.length));
  return Response.redirect(page.href);
}

/** Keep a page that was seen; where a pack holds it, there. The oldest go first. */
async function keepText(key, html) {
  if (await heldIn(named("shell"), key)) return;
  const pack = await caches.open(named("kept"));
  if (await pack.match(key)) return pack.put(key, again(html));
  const seen = await caches.open(named("seen"));
  await seen.delete(key);
  await seen.put(key, again(html));
  await trim(seen, SEEN_LIMIT);
}

async function trim(cache, limit) {
  const all = await cache.keys();
  for (const old of all.slice(0, Math.max(0, all.length - limit))) await cache.delete(old);
}

/** The page on which the worker was first installed had come before it. */
async function keepSeen(address, stamp, source) {
  if (!address.startsWith(SCOPE) || !isOurs(stamp)) return;
  await mark(source?.id, stamp);
  const response = await fetch(address).catch(() => null);
  if (!response || !isPage(response)) return;
  const html = await response.text();
  if (isOurs(stampIn(html))) await keepText(pageKey(address), html);
}

// --- everything that a page loads ---

async function load(event) {
  const { request } = event;
  const stamp = await stampOf(event.clientId);
  // A worker of the page begins here; it belongs to the state of its page.
  if (request.destination === "worker" && stamp) await mark(event.resultingClientId, stamp);
  // Asked afresh, since the browser's own cache may hold files of before the update.
  if (stamp === NETWORK) return fetch(request, { cache: "no-cache" });
  const shell = stamp ? await shellFor(stamp) : null;
  const held = shell && (await heldIn(shell, request, { ignoreSearch: true }));
  if (held) return held;
  try {
    const response = await fetch(request);
    if (response.ok && isOurs(stamp) && request.destination === "image") {
      const copy = response.clone();
      event.waitUntil(ifItCan(() => keepImage(request.url, copy)));
    }
    return response;
  } catch (error) {
    const found = await heldElsewhere(request, stamp);
    if (found) return found;
    throw error;
  }
}

/** Pictures of models, and pages that a script asks for: of the same state as the page that wants them. */
async function heldElsewhere(request, stamp) {
  if (request.destination === "image") return caches.match(request.url);
  // A page that came before this worker bears no mark; nor do pages in browsers that do not tell which they are.
  const own = stamp ? null : await heldIn(named("shell"), request, { ignoreSearch: true });
  if (own) return own;
  const html = new URL(request.url).pathname.endsWith("/") ? await keptPage(pageKey(request.url), isOurs(stamp) ? BUILD.frame : stamp) : null;
  return html === null ? null : again(html);
}

async function keepImage(address, response) {
  const seen = await caches.open(named("seen"));
  await seen.put(address, response);
  await trim(seen, SEEN_LIMIT);
}
