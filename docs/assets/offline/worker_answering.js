// Part of the service worker: answers requests of windows.

// --- pages ---

/** A cached page, this version's first; of any state that still has its shell, or only of the given stamp. */
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
  const kept = await attempt(keptPage(key));
  // no-cache: an old page from the browser's own cache would hide a new version.
  const asked = fetch(event.request.url, { cache: "no-cache", redirect: "manual" });
  const network = asked.then(async (response) => ({ response, html: isPage(response) ? await response.text() : null }));
  const patience = new Promise((resolve) => setTimeout(resolve, PATIENCE, null));
  let answer = await attempt(kept === null ? network : Promise.race([network, patience]));
  network.catch(() => null);
  if (answer?.response.status >= 500 && kept !== null) answer = null;
  if (answer && answer.html === null) return answer.response;
  const html = answer?.html ?? kept;
  if (html === null) return absent(event.request.url);
  // Relative links need the page's own address, so a cached page is shown under it.
  const { search, hash } = new URL(event.request.url);
  if (!answer && key + search + hash !== event.request.url) return Response.redirect(key + search + hash);
  const stamp = stampIn(html);
  await attempt(mark(event.resultingClientId, isOurs(stamp) || !answer ? stamp : NETWORK));
  if (answer && isOurs(stamp)) event.waitUntil(attempt(keepText(key, html)));
  if (answer && !isOurs(stamp)) event.waitUntil(attempt(self.registration.update()));
  return again(html);
}

/** Redirect to the page for absent pages; if that is lost too, the browser shows its own error. */
async function absent(address) {
  if (!(await attempt(keptPage(OFFLINE_PAGE.href)))) return Response.error();
  const page = new URL(OFFLINE_PAGE);
  page.searchParams.set("trang", address.slice(SCOPE.length));
  return Response.redirect(page.href);
}

/** Cache a page that was read: in the pack cache if it is there, else in `seen`, where the oldest are dropped. */
async function keepText(key, html) {
  // Without a shell a page is useless; the reader may just have removed it.
  if (!(await caches.has(named("shell"))) || (await heldIn(named("shell"), key))) return;
  if (await heldIn(named("kept"), key)) {
    await (await caches.open(named("kept"))).put(key, again(html));
    return goWithShells(named("kept"));
  }
  const seen = await caches.open(named("seen"));
  await seen.delete(key);
  await seen.put(key, again(html));
  await trim(seen, SEEN_LIMIT);
  await goWithShells(named("seen"));
}

/** Remove a cache that was filled while the reader removed everything. */
async function goWithShells(name) {
  if (!(await keptCaches()).some(({ kind }) => kind === "shell")) await caches.delete(name);
}

async function trim(cache, limit) {
  const all = await cache.keys();
  for (const old of all.slice(0, Math.max(0, all.length - limit))) await cache.delete(old);
}

/** Cache pages that were loaded before the worker was installed; answers {kept}: their addresses. */
async function keepSeen({ data: { url, stamp, earlier = [] }, source, ports }) {
  if (url && isOurs(stamp)) await attempt(mark(source?.id, stamp));
  const kept = [];
  await each(new Set(url ? [...earlier, pageKey(url)] : earlier), async (address) => {
    if (await attempt(keepAddress(address))) kept.push(address);
  });
  ports[0]?.postMessage({ kept });
}

/** Fetch and cache a page; false only for a server error, so that it is tried again. */
async function keepAddress(address) {
  if (!address.startsWith(SCOPE)) return true;
  const response = await fetch(address);
  if (!isPage(response)) return response.status < 500;
  const html = await response.text();
  if (isOurs(stampIn(html))) await keepText(pageKey(address), html);
  return true;
}

// --- everything that a page loads ---

async function load(event) {
  const { request } = event;
  const stamp = (await attempt(stampOf(event.clientId))) ?? "";
  // A page starts a web worker, which gets the stamp of its page.
  if (request.destination === "worker" && stamp) await attempt(mark(event.resultingClientId, stamp));
  // no-cache: the browser's own cache may have files from before the update.
  if (stamp === NETWORK) return fetch(request, { cache: "no-cache" });
  const held = stamp && (await attempt(heldInShell(stamp, request)));
  if (held) return held;
  let response;
  try {
    response = await fetch(request);
  } catch (error) {
    const found = await attempt(heldElsewhere(request, stamp));
    if (found) return found;
    throw error;
  }
  if (response.status >= 500) return (await attempt(heldElsewhere(request, stamp))) ?? response;
  if (response.ok && isOurs(stamp) && request.destination === "image")
    event.waitUntil(attempt(keepImage(request.url, response.clone())));
  return response;
}

async function heldInShell(stamp, request) {
  const shell = await shellFor(stamp);
  return shell && heldIn(shell, request, { ignoreSearch: true });
}

/** Pictures of models, and pages requested by a script: of the same state as the requesting page. */
async function heldElsewhere(request, stamp) {
  if (request.destination === "image") return caches.match(request.url);
  // Pages loaded before this worker have no mark; nor do pages in browsers that give no client id.
  const own = stamp ? null : await heldIn(named("shell"), request, { ignoreSearch: true });
  if (own) return own;
  const html = new URL(request.url).pathname.endsWith("/")
    ? await keptPage(pageKey(request.url), isOurs(stamp) ? BUILD.frame : stamp)
    : null;
  return html === null ? null : again(html);
}

async function keepImage(address, response) {
  if (!(await caches.has(named("shell")))) return;
  const seen = await caches.open(named("seen"));
  await seen.put(address, response);
  await trim(seen, SEEN_LIMIT);
  await goWithShells(named("seen"));
}
