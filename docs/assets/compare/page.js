// Choosing models to compare: a button on every card and model page, and a tray with what is chosen. The tray lives in
// this browser tab only; the address of the comparison, side_by_side.js, carries it to others.

import { isSlug } from "../common/is_slug.js";

const KEY = "so-sanh";
/** How many models stand side by side at most. */
export const MOST = 4;
const root = new URL("../../", import.meta.url);

/** Slugs in the order of choice. */
function chosen() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]").filter(isSlug);
  } catch {
    return [];
  }
}

/** Take these models as chosen, in this order. */
export function choose(slugs) {
  try {
    sessionStorage.setItem(KEY, JSON.stringify(slugs));
  } catch {
    // Storage is closed: the choice holds for this page.
  }
  memory = slugs;
  show();
}

let memory = chosen();

/** A new element with text and attributes; never takes markup. */
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
    choose(has ? memory.filter((one) => one !== slug) : [...memory, slug]);
    announce(has ? "Đã bỏ khỏi so sánh." : `Đã chọn ${memory.length} mô hình.`);
  });
  return made;
}

/**
 * Put a button on every card below `within` that has none.
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
  for (const one of document.querySelectorAll(".compare-button")) {
    const pressed = memory.includes(one.dataset.compareSlug);
    one.setAttribute("aria-pressed", String(pressed));
    one.textContent = pressed ? "Đã chọn" : "So sánh";
  }
  tray.hidden = memory.length === 0 || Boolean(document.querySelector("[data-compare]"));
  trayLink.href = address(memory);
  trayLink.textContent = memory.length === 1 ? "Chọn thêm để so sánh" : `So sánh ${memory.length} mô hình`;
}

document.body.append(trayStatus, tray);
decorate();
// Search results come and go; each new card gets its button.
for (const list of document.querySelectorAll(".cards[data-part]")) {
  new MutationObserver(() => decorate(list)).observe(list, { childList: true });
}
