// A reader's own collection of models, stored in the address: `?m=a,b&ten=Tên`. `?them=a` adds a model to the collection
// on this device. Texts of an address are untrusted input: they are shown as text only.

import { copyText } from "../common/copying.js";
import { element, number } from "../common/dom.js";
import { isSlug } from "../common/is_slug.js";
import { modelPage } from "../common/model_page.js";

const KEY = "bo-cua-toi";
const NAME = "Bộ của tôi";
const SITE = document.title.split(" - ").pop();
const LONGEST = 120; // Characters of a name.
const PAUSE = 300; // Milliseconds without a key before the name goes into the address.
const root = new URL("../../", import.meta.url);
/** @type {HTMLElement} */
const section = document.querySelector("[data-own]");
const MOST = Number(section.dataset.most);
/** @returns {any} */
const part = (name) => section.querySelector(`[data-part="${name}"]`);

const cleaned = (slugs) => [...new Set(slugs.filter((slug) => typeof slug === "string" && isSlug(slug)))];

const named = (text) => [...(text ?? "").replace(/\s+/g, " ").trim()].slice(0, LONGEST).join("");

/** The collection on this device: {name, slugs}; empty where there is none. */
function stored() {
  try {
    const { name, slugs } = JSON.parse(localStorage.getItem(KEY) ?? "{}");
    return { name: named(name), slugs: cleaned(slugs ?? []) };
  } catch {
    return { name: "", slugs: [] };
  }
}

/** Store a collection on this device, if the browser allows it; the address has it in any case. */
function store(collection) {
  try {
    localStorage.setItem(KEY, JSON.stringify(collection));
  } catch {
    part("status").textContent = "Máy này không cho giữ lại. Hãy chép địa chỉ trước khi đóng trang.";
  }
}

/** The collection in the address: {name, slugs, left}; `left`: number of models beyond the limit. */
function fromAddress() {
  const asked = new URLSearchParams(location.search);
  const own = stored();
  const list = asked.has("m") ? asked.get("m").split(",") : [...own.slugs, asked.get("them") ?? ""];
  const slugs = cleaned(list);
  const name = asked.has("m") ? named(asked.get("ten")) : own.name;
  const made = { name, slugs: slugs.slice(0, MOST), left: Math.max(0, slugs.length - MOST) };
  if (asked.has("them")) store({ name: made.name, slugs: made.slugs });
  return made;
}

/** {slug, title, who, summary} of a model; null for an unknown slug. Rejects without a connection. */
async function read(slug) {
  const page = await modelPage(slug, root);
  if (!page) return null;
  const text = (selector) => (page.querySelector(selector)?.textContent ?? "").replace(/\s+/g, " ").trim();
  const described = page.querySelector("meta[name=description]")?.getAttribute("content") ?? "";
  return { slug, title: text("h1"), who: text(".model__line"), summary: text(".lead") || described };
}

class OwnCollection {
  constructor() {
    const { name, slugs, left } = fromAddress();
    this.collection = { name, slugs };
    this.models = new Map();
    part("name").value = name;
    if (left)
      part("status").textContent = `Một bộ chỉ chứa ${MOST} mô hình; ${number(left)} mô hình cuối không có ở đây.`;
    this.write();
    this.listen();
  }

  listen() {
    part("name").addEventListener("input", () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.change({ name: named(part("name").value) }), PAUSE);
    });
    part("print").addEventListener("click", () => print());
    part("copy").addEventListener("click", async () => {
      const done = await copyText(location.href);
      part("status").textContent = done ? "Đã chép địa chỉ." : "Không chép được; xin chép từ thanh địa chỉ.";
    });
    part("clear").addEventListener("click", () => this.change({ slugs: [] }));
    part("list").addEventListener("click", (event) => {
      const slug = event.target.closest("[data-drop]")?.dataset.drop;
      if (slug) this.change({ slugs: this.collection.slugs.filter((other) => other !== slug) });
    });
  }

  change(what) {
    this.collection = { ...this.collection, ...what };
    store(this.collection);
    this.write();
    this.show();
  }

  write() {
    const { name, slugs } = this.collection;
    const query = [slugs.length ? `m=${slugs.join(",")}` : "", name ? `ten=${encodeURIComponent(name)}` : ""];
    history.replaceState(history.state, "", `?${query.filter(Boolean).join("&")}`);
  }

  async start() {
    const models = await Promise.all(this.collection.slugs.map(read));
    this.collection.slugs.forEach((slug, at) => this.models.set(slug, models[at]));
    part("body").hidden = false;
    this.show();
  }

  show() {
    const { name, slugs } = this.collection;
    part("title").textContent = name || NAME;
    document.title = `${name || NAME} - ${SITE}`;
    part("none").hidden = slugs.length > 0;
    part("tools").hidden = !slugs.length;
    part("list").replaceChildren(...slugs.map((slug) => row(slug, this.models.get(slug))));
    section.dataset.shown = slugs.join(",");
  }
}

function row(slug, model) {
  const drop = element(
    "button",
    { type: "button", class: "no-print", "data-drop": slug, "aria-label": `Bỏ khỏi bộ: ${model?.title ?? slug}` },
    "Bỏ",
  );
  if (!model) return element("li", {}, element("p", { class: "unknown" }, `Kho không có mô hình “${slug}”. `, drop));
  const link = element("a", { href: new URL(`mo-hinh/${slug}/`, root).href }, model.title);
  return element(
    "li",
    { "data-slug": slug },
    element("h2", {}, link),
    element("p", { class: "quiet" }, model.who),
    element("p", {}, model.summary, " ", drop),
  );
}

new OwnCollection()
  .start()
  .catch(
    () =>
      (part("status").textContent = "Chưa đọc được các mô hình, có thể do đường truyền. Xin mở lại trang khi có mạng."),
  )
  .finally(() => (document.documentElement.dataset.started = ""));
