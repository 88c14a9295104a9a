// Begins to keep the site for use without a line, after the page has come and rested; tells when there is a new version.

import { mayBegin, root, version } from "./keeping.js";

const REST = 2500; // Milliseconds after the page is complete: what the reader came for comes first.

/** `mkdocs serve` brings pages that reload by themselves; keeping them would show old ones to whoever writes. */
const isPreview = () => typeof window.livereload === "function";

export async function register() {
  const before = !navigator.serviceWorker.controller;
  const registration = await navigator.serviceWorker.register(new URL("sw.js", root), { scope: root.pathname, updateViaCache: "none" });
  watch(registration);
  const active = await activeOne(registration);
  if (before) active.postMessage({ type: "seen", url: location.href, stamp: version });
  active.postMessage({ type: "tidy" });
  return registration;
}

/** The worker once it is at work; rejects when it could not be installed, for which `ready` would wait for ever. */
function activeOne({ active, installing, waiting }) {
  if (active) return active;
  const coming = installing ?? waiting;
  return new Promise((resolve, reject) => {
    const look = () => {
      if (coming.state === "activated") resolve(coming);
      if (coming.state === "redundant") reject(new Error("The worker could not be installed."));
    };
    coming.addEventListener("statechange", look);
    look();
  });
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

/** Nothing changes under the reader's hands: the new version comes when they say so, or with the next visit. */
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
    // Another window may have let the new one in already.
    if (!registration.waiting) return location.reload();
    navigator.serviceWorker.addEventListener("controllerchange", () => location.reload(), { once: true });
    return registration.waiting.postMessage({ type: "use-new" });
  });
  bar.append("Trang có bản mới. ", button);
  document.body.append(bar);
}

function start() {
  if (!isPreview() && mayBegin()) register().catch(() => null); // Without it the site works as before.
}

// A folder on a USB stick has everything already.
if ("serviceWorker" in navigator && window.isSecureContext && location.protocol !== "file:") {
  if (document.readyState === "complete") setTimeout(start, REST);
  else addEventListener("load", () => setTimeout(start, REST));
}
