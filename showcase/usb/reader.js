// Opened from a folder, a browser lets a script fetch nothing. What the scripts of the site ask for lies in pieces,
// which are scripts themselves; this answers from them. Addresses that end in "/" are led to the file that is meant.

const usb = (() => {
  const own = document.currentScript;
  const root = new URL("../", own.src);
  const modules = {};
  const loaded = new Map();
  const pieces = new Map();
  const coming = new Map();
  const TYPES = { html: "text/html", json: "application/json", xml: "application/xml" };

  // --- modules ---

  function run(name, scope, shown = {}) {
    const given = modules[name].call(undefined, scope, shown, new URL(name, root).href);
    given?.catch?.((problem) => reportError(problem));
    return shown;
  }

  /** What a module exports; in a circle, what it has put up so far. */
  function load(name) {
    if (!loaded.has(name)) {
      const shown = {};
      loaded.set(name, shown);
      run(name, window, shown);
    }
    return loaded.get(name);
  }

  function show(target, getters) {
    for (const [name, get] of Object.entries(getters)) Object.defineProperty(target, name, { get, enumerable: true });
  }

  /** A worker needs an address of its own as well; here it works on the page's own thread. */
  class PageWorker {
    constructor(address) {
      this.scope = { postMessage: (data) => setTimeout(() => this.onmessage?.({ data: structuredClone(data) })) };
      run(new URL(address).href.slice(root.href.length), this.scope);
    }

    postMessage(data) {
      setTimeout(() => this.scope.onmessage?.({ data: structuredClone(data) }));
    }

    terminate() {
      this.scope.onmessage = null;
    }
  }

  // --- files ---

  function script(name) {
    if (!coming.has(name)) {
      const made = document.createElement("script");
      const arrived = new Promise((resolve, reject) => {
        made.onload = resolve;
        made.onerror = () => reject(new TypeError(`${name} không có trong thư mục`));
      });
      made.src = new URL(`assets/usb/${name}.js`, root).href;
      document.head.append(made);
      coming.set(name, arrived);
    }
    return coming.get(name);
  }

  function bytes(text) {
    return Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  }

  async function answer(request) {
    const url = new URL(request instanceof Request ? request.url : request, document.baseURI);
    if (!url.href.startsWith(root.href)) throw new TypeError("Ngoài thư mục này");
    const asked = decodeURIComponent(url.pathname.slice(root.pathname.length));
    const path = asked === "" || asked.endsWith("/") ? `${asked}index.html` : asked;
    await script("list");
    const piece = pieces.get("list")[path];
    if (piece === undefined) return new Response("", { status: 404 });
    await script(piece);
    const content = pieces.get(piece)[path];
    const ending = path.split(".").at(-1);
    return new Response(ending === "bin" ? bytes(content) : content, {
      headers: { "content-type": TYPES[ending] ?? "application/octet-stream" },
    });
  }

  // --- links ---

  function lead(element) {
    const name = element.localName === "form" ? "action" : "href";
    const told = element.getAttribute(name);
    if (!told || told.startsWith("#")) return;
    // What a script takes over from another page has the way from the root.
    const url = told.startsWith("usb:/") ? new URL(told.slice(5), root) : new URL(told, document.baseURI);
    if (!url.href.startsWith(root.href)) return;
    if (url.pathname.endsWith("/")) url.pathname += "index.html";
    if (url.href !== element.href && url.href !== element.action) element.setAttribute(name, url.href);
  }

  function leadAll(within) {
    if (within.nodeType !== Node.ELEMENT_NODE) return;
    if (within.matches("a[href], form[action]")) lead(within);
    for (const one of within.querySelectorAll("a[href], form[action]")) lead(one);
  }

  function start() {
    window.fetch = answer;
    window.Worker = PageWorker;
    new MutationObserver((changes) => {
      for (const { type, target, addedNodes } of changes) {
        if (type === "attributes") lead(target);
        else for (const node of addedNodes) leadAll(node);
      }
    }).observe(document.documentElement, { childList: true, subtree: true, attributes: true, attributeFilter: ["href", "action"] });
    for (const name of own.dataset.modules.split(" ")) load(name);
  }

  return { modules, load, show, start, keep: (name, files) => pieces.set(name, files) };
})();
