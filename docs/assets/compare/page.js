// Select models for the comparison: a button on every card and on the page of a model, and a tray with the selected
// models. The selection is stored for this browser tab; side_by_side.js puts it into the address of the comparison.

import { isSlug } from "../common/is_slug.js";

const KEY = "so-sanh";
/** Most models in a comparison. */
export const MOST = 4;
const root = new URL("../../", import.meta.url);

/** The selected slugs, in the order of selection. */
function chosen() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]").filter(isSlug);
  } catch {
    return [];
  }
}

/** Select these models, in this order. */
export function choose(slugs) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(slugs));
  } catch {
    // The browser allows no storage: the selection lasts as long as the page is open.
  }
  memory = slugs;
  show();
}

let memory = chosen();

/** A new element with text and attributes; `text` is never read as markup. */
function element(name, text, attributes = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

function address(slugs) {
  return new URL(`so-sanh/?m=${slugs.join(",")}`, root).href;
}

// --- buttons and tray ---

function button(slug, title) {
  const made = element("button", "So sánh", {
    type: "button",
    class: "compare-button",
    "data-compare-slug": slug,
  });
  made.setAttribute("aria-label", `So sánh: ${title}`);
  made.addEventListener("click", () => {
    const has = memory.includes(slug);
    if (!has && memory.length >= MOST)
      return announce(`Chỉ so sánh được ${MOST} mô hình. Bỏ bớt một mô hình rồi chọn lại.`);
    choose(has ? memory.filter((selected) => selected !== slug) : [...memory, slug]);
    announce(has ? "Đã bỏ khỏi so sánh." : `Đã chọn ${memory.length} mô hình.`);
  });
  return made;
}

/**
 * Add a button to every card in `within` that has none.
 * @param {ParentNode} within
 */
function decorate(within = document) {
  for (const card of within.querySelectorAll(".card[data-slug]")) {
    if (card.querySelector(".compare-button")) continue;
    (card.querySelector(".chips") ?? card).append(
      button(card.dataset.slug, card.querySelector("h2, h3, h4")?.textContent ?? ""),
    );
  }
  const place = document.querySelector("[data-compare-place]");
  if (place && !place.firstChild)
    place.append(button(place.dataset.comparePlace, document.querySelector("h1").textContent));
  show();
}

const tray = element("aside", "", {
  class: "tray",
  "aria-label": "So sánh",
  hidden: "",
});
const trayLink = element("a", "", { class: "button" });
const trayClear = element("button", "Bỏ chọn", {
  type: "button",
  class: "tray__clear",
});
const trayStatus = element("p", "", { class: "hidden", role: "status" });
trayClear.addEventListener("click", () => choose([]));
tray.append(trayLink, trayClear);

function announce(text) {
  trayStatus.textContent = text;
}

function show() {
  for (const toggle of document.querySelectorAll(".compare-button")) {
    const pressed = memory.includes(toggle.dataset.compareSlug);
    toggle.setAttribute("aria-pressed", String(pressed));
    toggle.textContent = pressed ? "Đã chọn" : "So sánh";
  }
  tray.hidden = memory.length === 0 || Boolean(document.querySelector("[data-compare]"));
  trayLink.href = address(memory);
  trayLink.textContent = memory.length === 1 ? "Chọn thêm để so sánh" : `So sánh ${memory.length} mô hình`;
}

document.body.append(trayStatus, tray);
decorate();
// The list of search results changes; each new card gets a button.
for (const list of document.querySelectorAll(".cards[data-part]")) {
  new MutationObserver(() => decorate(list)).observe(list, { childList: true });
}
