// The comparison: described models as columns of a table, with each row that at least one of them has; below it the
// models that are only names, and the open questions.

import { element } from "../common/dom.js";
import { isSlug } from "../common/is_slug.js";
import { modelPage } from "../common/model_page.js";
import { note, noted, takeUpPosition, watchPosition } from "../common/position.js";
import { choose, MOST } from "./page.js";

const LEFT_OUT = "h3, .lotus, .cite, .small.no-print"; // Elements of a page that are not copied into a cell.
const root = new URL("../../", import.meta.url);

const pageAddress = (slug) => new URL(`mo-hinh/${slug}/`, root).href;

const words = (node) => (node?.textContent ?? "").replace(/\s+/g, " ").trim();

/** The facts of a model, read from its page. */
function read(slug, page) {
  return {
    slug,
    page,
    title: words(page.querySelector("h1")),
    line: words(page.querySelector(".model__line")),
    who: words(page.querySelector(".model__who")),
    source: words(page.querySelector(".model__head > .quiet")),
    detail: page.querySelector("[data-detail]")?.dataset.detail ?? "name",
    questions: [...page.querySelectorAll(".asking > ul > li")].map(words),
    whom: words(page.querySelector(".asking > ul + p")?.firstChild),
  };
}

// --- described models: a table ---

/** The element with the content of a row on a model's page; null where the model has none. */
const contentOf = (model, row) => model.page.querySelector(`${row.selector}:not([data-state="empty"])`);

/** The cell of a model in one row, copied from its page, which the build has escaped. */
function cellContent(model, row) {
  const source = contentOf(model, row);
  if (!source) return [element("span", { class: "unknown" }, "Chưa rõ")];
  const copy = document.importNode(source, true);
  for (const part of copy.querySelectorAll(`${LEFT_OUT}, [id]`)) {
    if (part.matches(LEFT_OUT)) part.remove();
    else part.removeAttribute("id");
  }
  // Relative links of that page begin at its address.
  for (const link of copy.querySelectorAll("a[href]"))
    link.href = new URL(link.getAttribute("href"), pageAddress(model.slug));
  return [...copy.childNodes];
}

function dropButton(model, all) {
  const rest = all.map(({ slug }) => slug).filter((slug) => slug !== model.slug);
  return element(
    "button",
    {
      type: "button",
      class: "compare-drop",
      "aria-label": `Bỏ: ${model.title}`,
      click: () => go(rest),
    },
    "Bỏ",
  );
}

function headCell(model, all) {
  const parts = [".model__title .lotus", ".chip--muc-" + model.detail].map((part) => model.page.querySelector(part));
  const [lotus, level] = parts.map((part) => part && document.importNode(part, true));
  return element(
    "th",
    { scope: "col" },
    lotus,
    element("a", { href: pageAddress(model.slug) }, model.title),
    element("small", {}, model.who),
    element("div", { class: "compare-level" }, level, dropButton(model, all)),
  );
}

function bodyRow(row, models) {
  const cells = models.map((model) => element("td", { "data-model": model.title }, cellContent(model, row)));
  return element("tr", { "data-row": row.key }, element("th", { scope: "row" }, row.label), cells);
}

function table(models, rows, all) {
  const heads = models.map((model) => headCell(model, all));
  return element(
    "table",
    { class: "compare" },
    element("caption", { class: "hidden" }, "Các mô hình cạnh nhau"),
    element("thead", {}, element("tr", {}, element("td"), heads)),
    element(
      "tbody",
      {},
      rows.map((row) => bodyRow(row, models)),
    ),
  );
}

/** The `<select>` by which a reader on a phone chooses the one row that is shown. */
function rowChooser(rows, target) {
  const options = rows.map((row) => element("option", { value: row.key }, row.label));
  const select = element("select", {}, options);
  const show = () => {
    for (const line of target.querySelectorAll("tbody tr"))
      line.classList.toggle("shown", line.dataset.row === select.value);
  };
  const { row } = noted();
  if (rows.some(({ key }) => key === row)) select.value = row;
  select.addEventListener("change", () => {
    show();
    note({ row: select.value });
  });
  show();
  return element("label", { class: "compare-rows" }, "Xem theo ", select);
}

/** The link to the plan; null where no model is followable, since a plan needs one. */
function planLink(models) {
  if (!models.some(({ detail }) => detail === "followable")) return null;
  const slugs = models.map(({ slug }) => slug);
  const href = new URL(`ke-hoach/?m=${slugs.join(",")}`, root).href;
  const link = element("a", { class: "button", href }, "Lập kế hoạch từ các mô hình này");
  return element("p", { class: "actions no-print" }, link);
}

// --- names: a line each ---

function nameLine(model, all) {
  const link = element("a", { href: pageAddress(model.slug) }, model.title);
  return element(
    "li",
    {},
    link,
    " ",
    element("small", {}, `${model.line} · ${model.source}`),
    " ",
    dropButton(model, all),
  );
}

function namesSection(names, all) {
  const lines = names.map((model) => nameLine(model, all));
  return element(
    "section",
    { class: "compare-names", "aria-labelledby": "moi-ghi-ten" },
    element("h2", { id: "moi-ghi-ten" }, "Mới ghi tên"),
    element("p", { class: "quiet" }, "Mới có ít điều về các mô hình này, nên chưa đặt cạnh mô hình khác được."),
    element("div", { class: "register" }, element("ul", {}, lines)),
  );
}

// --- open questions ---

/** Groups of models with the same open questions. */
function byQuestions(models) {
  const groups = new Map();
  for (const model of models) {
    const key = model.questions.join("\n");
    groups.set(key, [...(groups.get(key) ?? []), model]);
  }
  return [...groups.values()];
}

function asked(group) {
  const heads = group.map(({ title, whom }) => [element("h3", {}, title), element("p", { class: "quiet" }, whom)]);
  const questions = group[0].questions.map((question) => element("li", {}, question));
  return element("div", {}, heads, element("ul", {}, questions));
}

function questionsSection(models) {
  const groups = byQuestions(models.filter(({ questions }) => questions.length)).map(asked);
  if (!groups.length) return null;
  return element(
    "section",
    { class: "compare-asking no-print", "aria-labelledby": "con-can-hoi" },
    element("h2", { id: "con-can-hoi" }, "Còn cần hỏi"),
    element("div", { class: "compare-asked" }, groups),
  );
}

// --- the page ---

function go(slugs) {
  note();
  history.pushState(null, "", slugs.length ? `?m=${slugs.join(",")}` : location.pathname);
  choose(slugs);
  compare();
}

const UNREADABLE = Symbol("unreadable"); // Stands for a page that could not be fetched, though it may exist.

function counted(models, pages) {
  const names = models.filter(({ detail }) => detail === "name").length;
  const levels = names ? `: ${models.length - names} đã kể, ${names} mới ghi tên` : "";
  return [`${models.length} mô hình${levels}.`, ...lost(pages)].join(" ");
}

/** Sentences about models that are not shown: unknown ones, and those that could not be fetched. */
function lost(pages) {
  const missing = pages.filter((page) => page === null).length;
  const unreadable = pages.filter((page) => page === UNREADABLE).length;
  return [
    missing && `Không có ${missing} mô hình trong địa chỉ: tên sai, hoặc mô hình đã bỏ.`,
    unreadable && `Chưa tải được ${unreadable} mô hình, có thể do đường truyền: xin tải lại trang khi có mạng.`,
  ].filter(Boolean);
}

function contents(models, rows) {
  const names = models.filter(({ detail }) => detail === "name");
  const columns = models.filter(({ detail }) => detail !== "name");
  const shown = rows.filter((row) => columns.some((model) => contentOf(model, row)));
  const made = columns.length ? table(columns, shown, models) : null;
  return [
    made && rowChooser(shown, made),
    made,
    planLink(columns),
    names.length ? namesSection(names, models) : null,
    questionsSection([...columns, ...names]),
  ];
}

/** The slugs in the address, each once: ["bep-an-tinh-thuong", …]. */
function slugsInAddress() {
  const listed = (new URLSearchParams(location.search).get("m") ?? "").split(",").filter(isSlug);
  return [...new Set(listed)].slice(0, MOST);
}

let round = 0; // Number of the last call of compare().

async function compare() {
  round += 1;
  const mine = round;
  const place = document.querySelector("[data-compare]");
  const status = document.querySelector("[data-compare-status]");
  const slugs = slugsInAddress();
  place.replaceChildren();
  delete document.documentElement.dataset.comparing;
  status.textContent = "";
  if (!slugs.length) return;
  const pages = await Promise.all(slugs.map((slug) => modelPage(slug, root).catch(() => UNREADABLE)));
  if (mine !== round) return; // compare() was called again meanwhile.
  const isThere = (page) => page && page !== UNREADABLE;
  const models = slugs.flatMap((slug, index) => (isThere(pages[index]) ? [read(slug, pages[index])] : []));
  status.textContent = counted(models, pages);
  if (!models.length) return;
  document.documentElement.dataset.comparing = ""; // Style sheets for paper use it.
  place.append(...contents(models, JSON.parse(place.dataset.rows)).filter(Boolean));
}

document.documentElement.dataset.started = "";
addEventListener("popstate", () => compare().then(takeUpPosition));
compare().then(() => {
  takeUpPosition();
  watchPosition();
});
