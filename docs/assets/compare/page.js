// Comparing models: a button on every card and model page, a tray with what is chosen, and the page that shows them
// side by side. The tray lives in this browser tab only; the address of the comparison carries it to others.

import { isSlug } from "../common/is_slug.js";
import { note, noted, takeUpPosition, watchPosition } from "../common/position.js";

const KEY = "so-sanh";
const MOST = 4;
const root = new URL("../../", import.meta.url);

/** Slugs in the order of choice. */
function chosen() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? "[]").filter(isSlug);
  } catch {
    return [];
  }
}

function choose(slugs) {
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
  const made = element("button", "So sánh", { type: "button", class: "compare-button", "data-compare-slug": slug });
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

const tray = element("aside", "", { class: "tray", "aria-label": "So sánh", hidden: "" });
const trayLink = element("a", "", { class: "button" });
const trayClear = element("button", "Bỏ chọn", { type: "button", class: "tray__clear" });
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

// --- the comparison ---

/** The page of a model as a document; null when there is none. */
async function modelPage(slug) {
  const answer = await fetch(new URL(`mo-hinh/${slug}/`, root));
  return answer.ok ? new DOMParser().parseFromString(await answer.text(), "text/html") : null;
}

/** What a model says in one row, taken over from its page; the page has been escaped by the build. */
function cellContent(page, row, slug) {
  const source = page.querySelector(row.selector);
  if (!source || source.dataset.state === "empty") return [element("span", "Chưa rõ", { class: "unknown" })];
  const copy = document.importNode(source, true);
  for (const part of copy.querySelectorAll("h3, .lotus, .cite, [id]")) {
    if (part.matches("h3, .lotus, .cite")) part.remove();
    else part.removeAttribute("id");
  }
  // Links of that page lead on from there.
  for (const link of copy.querySelectorAll("a[href]"))
    link.href = new URL(link.getAttribute("href"), new URL(`mo-hinh/${slug}/`, root));
  return [...copy.childNodes];
}

function headCell(slug, page, slugs) {
  const cell = element("th", "", { scope: "col" });
  const lotus = page.querySelector(".model__title .lotus");
  const link = element("a", page.querySelector("h1").textContent, { href: new URL(`mo-hinh/${slug}/`, root).href });
  const who = element("small", page.querySelector(".model__who")?.textContent ?? "");
  const drop = element("button", "Bỏ", { type: "button", class: "compare-drop" });
  drop.setAttribute("aria-label", `Bỏ: ${link.textContent}`);
  drop.addEventListener("click", () => go(slugs.filter((one) => one !== slug)));
  if (lotus) cell.append(document.importNode(lotus, true));
  cell.append(link, who, drop);
  return cell;
}

function table(slugs, pages, rows) {
  const made = element("table", "", { class: "compare" });
  made.append(element("caption", "Các mô hình cạnh nhau", { class: "hidden" }));
  const head = made.createTHead().insertRow();
  head.append(element("td"));
  slugs.forEach((slug, index) => head.append(headCell(slug, pages[index], slugs)));
  const body = made.createTBody();
  for (const row of rows) {
    const line = body.insertRow();
    line.dataset.row = row.key;
    line.append(element("th", row.label, { scope: "row" }));
    slugs.forEach((slug, index) => {
      const cell = line.insertCell();
      cell.dataset.model = pages[index].querySelector("h1").textContent;
      cell.append(...cellContent(pages[index], row, slug));
    });
  }
  return made;
}

/** On a phone one row shows at a time; this chooses which. */
function rowChooser(rows, target) {
  const label = element("label", "Xem theo ", { class: "compare-rows" });
  const select = element("select");
  for (const row of rows) select.append(element("option", row.label, { value: row.key }));
  const choose = () => {
    for (const line of target.querySelectorAll("tbody tr"))
      line.classList.toggle("shown", line.dataset.row === select.value);
  };
  const { row } = noted();
  if (rows.some(({ key }) => key === row)) select.value = row;
  select.addEventListener("change", () => {
    choose();
    note({ row: select.value });
  });
  label.append(select);
  choose();
  return label;
}

function planLink(slugs) {
  const made = element("p", "", { class: "actions no-print" });
  made.append(
    element("a", "Lập kế hoạch từ các mô hình này", {
      class: "button",
      href: new URL(`ke-hoach/?m=${slugs.join(",")}`, root).href,
    }),
  );
  return made;
}

function go(slugs) {
  note();
  history.pushState(null, "", slugs.length ? `?m=${slugs.join(",")}` : location.pathname);
  choose(slugs);
  compare();
}

let asking = 0;

async function compare() {
  asking += 1;
  const mine = asking;
  const place = document.querySelector("[data-compare]");
  const status = document.querySelector("[data-compare-status]");
  const rows = JSON.parse(place.dataset.rows);
  const asked = (new URLSearchParams(location.search).get("m") ?? "").split(",").filter(isSlug);
  const slugs = [...new Set(asked)].slice(0, MOST);
  place.replaceChildren();
  delete document.documentElement.dataset.comparing;
  status.textContent = "";
  if (!slugs.length) return;
  const pages = await Promise.all(slugs.map((slug) => modelPage(slug).catch(() => null)));
  if (mine !== asking) return; // Asked anew meanwhile.
  const found = slugs.filter((_, index) => pages[index]);
  const missing = slugs.length - found.length;
  status.textContent =
    `${found.length} mô hình.` +
    (missing ? ` Không mở được ${missing} mô hình trong địa chỉ: có thể sai tên, hoặc không có mạng.` : "");
  if (!found.length) return;
  const made = table(found, pages.filter(Boolean), rows);
  document.documentElement.dataset.comparing = ""; // Paper is laid out by it.
  place.append(rowChooser(rows, made), made, planLink(found));
}

document.body.append(trayStatus, tray);
decorate();
// Search results come and go; each new card gets its button.
for (const list of document.querySelectorAll(".cards[data-part]")) {
  new MutationObserver(() => decorate(list)).observe(list, { childList: true });
}
if (document.querySelector("[data-compare]")) {
  document.documentElement.dataset.started = "";
  addEventListener("popstate", () => compare().then(takeUpPosition));
  compare().then(() => {
    takeUpPosition();
    watchPosition();
  });
}
