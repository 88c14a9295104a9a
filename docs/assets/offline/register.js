// Starts caching the site for offline use some seconds after the page is complete; announces a new version.

import { ask, hasShell, mayBegin, noteRead, readBefore, root, settleRead, version } from "./keeping.js";

const REST = 2500; // Milliseconds after the page is complete: the page itself loads first.

/** `mkdocs serve` reloads pages by itself; with caching, a writer would see old pages. */
const isPreview = () => typeof window.livereload === "function";

/** Returns the registration once a worker is active; throws an Error if none can be installed. */
export async function register() {
  const before = !navigator.serviceWorker.controller;
  const registration = await navigator.serviceWorker.register(new URL("sw.js", root), {
    scope: root.pathname,
    updateViaCache: "none",
  });
  watch(registration);
  // `navigator.serviceWorker.ready` would wait forever if installing fails.
  while (!registration.active) {
    const coming = registration.installing ?? registration.waiting;
    if (!coming) throw new Error("no worker");
    await changed(coming);
  }
  settle(registration.active, before);
  return registration;
}

async function settle(worker, before) {
  // After "remove all" in another tab, the browser may reuse the worker without installing it.
  const { mended } = await ask(worker, "mend");
  const earlier = readBefore();
  if (before || mended || earlier.length) {
    const url = before || mended ? location.href : null;
    const { kept } = await ask(worker, "seen", { url, stamp: version, earlier });
    settleRead(kept);
  }
  worker.postMessage({ type: "tidy" });
  tell("kept");
}

/** Tell the page, by an event of the document, that caching is complete or has failed. */
function tell(state) {
  document.dispatchEvent(new CustomEvent("offline", { detail: state }));
}

function changed(worker) {
  return new Promise((resolve) => worker.addEventListener("statechange", resolve, { once: true }));
}

/** Make sure that the shell of this page's state is cached; false if that fails. */
export async function prepare() {
  const registration = await register();
  if (await hasShell()) return true;
  // The active worker may have lost its shell, or be older than this page.
  await ask(registration.active, "mend");
  if (await hasShell()) return true;
  await registration.update().catch(() => null);
  const coming = registration.installing;
  while (coming?.state === "installing") await changed(coming);
  return hasShell();
}

function watch(registration) {
  if (registration.waiting && navigator.serviceWorker.controller) offer(registration);
  registration.addEventListener("updatefound", () => {
    const coming = registration.installing;
    coming.addEventListener("statechange", () => {
      if (coming.state === "installed" && navigator.serviceWorker.controller) offer(registration);
    });
  });
}

/** A new version replaces the old one when the reader agrees, or at the next visit. */
function offer(registration) {
  if (document.querySelector("[data-new-version]")) return;
  const bar = document.createElement("p");
  bar.className = "fresh";
  bar.dataset.newVersion = "";
  bar.setAttribute("role", "status");
  const button = document.createElement("button");
  button.type = "button";
  button.textContent = "Dùng bản mới";
  button.addEventListener("click", () => {
    // The reader may have agreed in another tab.
    if (!registration.waiting) return location.reload();
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    registration.waiting.postMessage({ type: "use-new" });
  });
  bar.append("Trang có bản mới. ", button);
  document.body.append(bar);
}

function start() {
  if (!isPreview() && mayBegin()) register().catch(() => tell("failed")); // Without it the site works as before.
}

// A copy opened from a folder (USB stick) needs no cache.
if ("serviceWorker" in navigator && window.isSecureContext && location.protocol !== "file:") {
  if (!navigator.serviceWorker.controller && !isPreview() && mayBegin()) noteRead();
  if (document.readyState === "complete") setTimeout(start, REST);
  else addEventListener("load", () => setTimeout(start, REST));
}
