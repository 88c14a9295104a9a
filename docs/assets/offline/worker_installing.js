// Part of the service worker: fetches a complete shell, and tidies after an update.

// --- installing: all of one version, or nothing ---

async function install() {
  const cache = await caches.open(named("shell"));
  try {
    await fill(cache);
  } catch (problem) {
    // An incomplete shell only wastes storage. Files from an older state stay in that state's shell.
    await attempt(caches.delete(named("shell")));
    throw problem;
  }
}

async function fill(cache) {
  const linked = new Set();
  await each(BUILD.pages, async (address) => {
    const html = await (await fetched(address)).text();
    // A newer site was published meanwhile: stop here, since its own worker follows.
    if (stampIn(html) !== BUILD.version) throw new Error(`${address}: another version`);
    const page = new URL(address, SCOPE);
    for (const [, link] of html.matchAll(/<(?:link[^>]+rel="stylesheet"[^>]*? href|script[^>]+src)="([^"]+)"/g))
      linked.add(new URL(link, page).href);
    await cache.put(page.href, again(html));
  });
  const asked = await isIndexAsked();
  for (const bundle of BUILD.bundles) if (!bundle.optional || asked) await unpack(bundle, cache);
  // Files that pages need and no bundle has.
  await each(linked, async (address) => (await cache.match(address)) ?? cache.put(address, await fetched(address)));
  await cache.put(WHOLE, new Response(""));
}

let mending = null; // Two pages may ask at the same time.

/** Fetch the shell again if it was removed or lost while this worker stayed; answers {mended}. */
async function mend(port) {
  const whole = await attempt(heldIn(named("shell"), WHOLE));
  if (!whole)
    mending ??= install()
      .then(
        () => true,
        () => false,
      )
      .finally(() => (mending = null));
  port.postMessage({ mended: whole ? false : await mending });
}

async function fetched(address) {
  const response = await fetch(new Request(new URL(address, SCOPE), { cache: "reload" }));
  if (!response.ok) throw new Error(`${address}: ${response.status}`);
  return response;
}

/** Put the files of a bundle into a shell: from an older shell with the same bundle, or from the network. */
async function unpack({ path }, cache) {
  const key = new URL(path, SCOPE).href;
  for (const { name } of (await keptCaches()).filter(({ kind }) => kind === "shell")) {
    const older = await existing(name);
    const told = await older?.match(key);
    if (!told) continue;
    const names = await told.clone().json();
    await each(names, async (one) => cache.put(one, await older.match(one)));
    return cache.put(key, told);
  }
  const files = await unpacked(await (await fetched(path)).arrayBuffer());
  await each(files, ([name, content]) => {
    const type = TYPES[name.split(".").pop()] ?? "application/octet-stream";
    return cache.put(new URL(name, SCOPE).href, new Response(content, { headers: { "content-type": type } }));
  });
  const names = files.map(([name]) => new URL(name, SCOPE).href);
  return cache.put(key, new Response(JSON.stringify(names)));
}

/** [[name, bytes]] of a bundle: a line of names and sizes, then the files. */
async function unpacked(packed) {
  const given = new Uint8Array(packed);
  // Some hosts unpack files themselves, so the first bytes decide.
  const bytes = given[0] === 0x1f && given[1] === 0x8b ? await inflated(given) : given;
  let at = bytes.indexOf(10) + 1;
  return JSON.parse(new TextDecoder().decode(bytes.subarray(0, at))).map(([name, size]) => [
    name,
    bytes.slice(at, (at += size)),
  ]);
}

async function inflated(bytes) {
  if (typeof DecompressionStream === "undefined") return self.gunzip(bytes);
  // eslint-disable-next-line compat/compat
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

const INDEX_ASKED = new URL("?giu-tim-kiem", SCOPE).href;

async function isIndexAsked() {
  return Boolean(await heldIn(WISHES, INDEX_ASKED));
}

/** A large index is cached only if the reader asks; after that, with each new version. */
async function keepIndex(port) {
  try {
    const cache = await caches.open(named("shell"));
    for (const bundle of BUILD.bundles) if (bundle.optional) await unpack(bundle, cache);
    await (await caches.open(WISHES)).put(INDEX_ASKED, new Response(""));
    port.postMessage({ kept: true });
  } catch (problem) {
    port.postMessage({ kept: false, full: problem.name === "QuotaExceededError" });
  }
}

async function dropIndex(port) {
  await attempt(caches.delete(WISHES));
  for (const { path } of BUILD.bundles.filter(({ optional }) => optional)) {
    for (const { name } of (await keptCaches()).filter(({ kind }) => kind === "shell")) {
      const shell = await existing(name);
      const told = await shell?.match(new URL(path, SCOPE).href);
      for (const one of told ? [...(await told.json()), new URL(path, SCOPE).href] : []) await shell.delete(one);
    }
  }
  port.postMessage({});
}

// --- after an update: cached pages are fetched again; the old ones stay until then ---

async function tidy() {
  // A new worker that is being installed has newer caches: it tidies when it is active.
  if (self.registration.installing || self.registration.waiting) return;
  if (await caches.has(MARKS)) await trim(await caches.open(MARKS), MARKS_LIMIT);
  let left = RENEWED_AT_ONCE;
  for (const { name, kind } of (await keptCaches()).filter(
    (one) => one.kind !== "shell" && one.version !== BUILD.version,
  )) {
    const cache = await existing(name);
    if (!cache) continue;
    const pages = (await cache.keys()).slice(0, left);
    left -= pages.length;
    await each(pages, (request) => renewPage(request.url, kind, cache));
    if (!(await cache.keys()).length) await caches.delete(name);
  }
  await dropShells();
}

async function renewPage(address, kind, old) {
  // no-cache: the host can answer "not modified" instead of sending the file again.
  const response = await fetch(address, { cache: "no-cache" }).catch(() => null);
  if (!response) return;
  if (response.status === 404 || response.status === 410) return old.delete(address);
  if (!response.ok) return;
  const fresh = await caches.open(named(kind));
  if (isPage(response)) {
    const html = await response.text();
    if (!isOurs(stampIn(html))) return;
    await fresh.put(address, again(html));
  } else await fresh.put(address, response);
  await old.delete(address);
  await goWithShells(named(kind));
}

/** Delete each old shell that no cached page and no window needs. */
async function dropShells() {
  if (self.registration.installing || self.registration.waiting) return;
  const all = await keptCaches();
  const shown = await openStamps();
  for (const { name, version, frame } of all.filter((one) => one.kind === "shell" && one.version !== BUILD.version)) {
    const bears = frame !== BUILD.frame && all.some((one) => one.kind !== "shell" && one.frame === frame);
    if (!bears && !shown.has(version) && (frame === BUILD.frame || !shown.has(frame))) await caches.delete(name);
  }
}

async function openStamps() {
  const open = await self.clients.matchAll({ includeUncontrolled: true, type: "all" });
  return new Set(await Promise.all(open.map(({ id }) => stampOf(id))));
}
