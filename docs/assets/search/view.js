// Pure functions that turn an answer into elements; page.js inserts them.

import { write } from "../common/address.js";
import { element, lotus, marked, number } from "../common/dom.js";

/** One result: a card; if only the name is known, a line with the labels that were asked for. */
export function result(root, state, found) {
  const who = found.owner ? marked(found.owner) : ["Chưa rõ chủ thể"];
  const former = found.former ? element("p", { class: "result__former" }, marked(found.former)) : null;
  const matched = (pieces) => pieces.some(({ mark }) => mark);
  return element(
    "li",
    { class: `card result${found.nameOnly ? " result--name" : ""}`, "data-slug": found.slug },
    found.nameOnly ? null : lotus(found.states, 48),
    element(
      "div",
      { class: "card__body" },
      element(
        "h2",
        { class: "card__title" },
        element("a", { href: `${found.home ?? root}mo-hinh/${found.slug}/` }, marked(found.title)),
      ),
      found.alias && element("p", { class: "result__alias" }, "Tên khác: ", marked(found.alias)),
      element("p", { class: "card__who" }, who, " · ", marked(found.place)),
      former,
      !found.nameOnly || matched(found.summary)
        ? element("p", { class: "card__summary" }, marked(found.summary))
        : null,
      sentence(found.sentence),
      element("p", { class: "chips" }, found.chips.map(chip)),
      crowd(state, found),
    ),
  );
}

const sentence = (found) =>
  found && element("p", { class: "result__sentence" }, element("b", {}, `${found.part}: `), marked(found.pieces));

// A facet value that was asked for is marked like a word, to show why the result is here.
const chip = ({ facet, code, name, mark }) =>
  element(
    "span",
    { class: `chip${facet === "muc-ke" ? ` chip--muc-${code}` : ""}` },
    mark ? element("mark", {}, name) : name,
  );

// A link to all models of one title or kind, by commune, of which only the best are listed here.
function crowd(state, { crowd: found }) {
  if (!found) return null;
  const { key, code, count, name } = found;
  const facets = { ...state.facets, [key]: [code] };
  return element(
    "p",
    { class: "result__crowd" },
    element(
      "a",
      { href: write({ ...state, facets, sort: "dia-ban", page: 1 }), "data-state": true },
      `${name}: ${number(count)} nơi`,
    ),
  );
}

/** One name of the register: a line with a link to describe the model. */
export function line(root, state, found) {
  const title = found.title.map(({ text }) => text).join("");
  const home = found.home ?? root;
  return element(
    "li",
    { "data-slug": found.slug },
    element("a", { class: "register__title", href: `${home}mo-hinh/${found.slug}/` }, marked(found.title)),
    " ",
    element("small", {}, found.owner ? [marked(found.owner), " · "] : null, marked(found.place)),
    " ",
    element(
      "a",
      {
        class: "register__more",
        href: `${home}dong-gop/nhap/?sua=${found.slug}`,
        "aria-label": `Chúng tôi biết thêm về ${title}`,
      },
      "Chúng tôi biết thêm",
    ),
    crowd(state, found),
  );
}

/** Notes about the answer: corrections, places, words that are in no model. */
export function notes(root, state, answer) {
  return [
    ...unread(answer),
    ...correction(state, answer),
    ...nearest(root, state, answer),
    ...untold(state, answer),
    ...places(root, answer),
    ...unknown(state, answer),
  ];
}

// Provinces whose part of the index could not be read.
const unread = ({ unread: names = [] }) => (names.length ? [note("Chưa tìm được ở: ", names.join(", "), ".")] : []);

const WAYS = { telex: " (đọc theo kiểu gõ Telex)", vni: " (đọc theo kiểu gõ VNI)", letter: "" };

function correction(state, { correction: made }) {
  const link = (changes, text) =>
    element("a", { href: write({ ...state, page: 1, ...changes }), "data-state": true }, text);
  if (made)
    return [
      note(
        "Kết quả cho: ",
        element("strong", {}, made.text),
        `${WAYS[made.reason]}. `,
        link({ literal: true }, `Tìm đúng “${cut(state.q)}”`),
        ".",
      ),
    ];
  if (state.literal && state.q)
    return [note("Đang tìm đúng chữ đã gõ. ", link({ literal: false }, "Cho phép đoán chữ gõ nhầm"), ".")];
  return [];
}

// Says, above the nearest models, that no model fits the query.
function nearest(root, state, { total, doubtful, loosened, places: { today } }) {
  const where = today.length ? listed(root, today) : loosened.join(", ");
  const about = loosened.length ? note("Chưa có mô hình như vậy ở ", where, "; đây là của nơi khác.") : null;
  const none =
    doubtful && total
      ? note("Không có mô hình về ", element("strong", {}, `“${cut(state.q.trim())}”`), "; gần nhất là:")
      : null;
  return [about, none].filter(Boolean);
}

/** The page of a commune; a national site has none, so there a search for the commune. */
export const communeAddress = (root, slug) =>
  document.querySelector("[data-sources]") ? `${root}tra-cuu/?dia-ban=${slug}` : `${root}dia-ban/${slug}/`;

// Says that all results are names without a description; not if the query has a place, where the count shows it.
function untold(state, { told, total, doubtful, places: { today } }) {
  if (told || !total || doubtful || today.length || state.facets["muc-ke"]?.includes("name")) return [];
  return [note("Chưa có mô hình nào như vậy được kể; dưới đây mới chỉ ghi tên.")];
}

const listed = (root, communes) =>
  communes.flatMap(({ slug, name }, at) => [at ? ", " : "", element("a", { href: communeAddress(root, slug) }, name)]);

function places(root, { places: { today, former }, loosened }) {
  const lower = (name) => name[0].toLowerCase() + name.slice(1);
  return [
    ...(loosened.length ? [] : former).map(({ name, within, today: now }) =>
      note(`${name}, ${lower(within)} (trước 01/7/2025) nay thuộc `, listed(root, now), "."),
    ),
    ...(today.length && !loosened.length ? [note("Trang địa bàn: ", listed(root, today), ".")] : []),
  ];
}

/** Links to pages that compare the models of the kind of deed asked for. */
export function lessons(root, state, { lessons: kinds, doubtful }) {
  if (doubtful || !kinds.length || !(state.q.trim() || state.facets["loai-viec"]?.length)) return [];
  const links = kinds.flatMap(({ code, name }, at) => [
    at ? "; " : "",
    element("a", { href: `${root}cach-lam/${code}/` }, name),
  ]);
  return [note("Các nơi làm thế nào: ", links, ".")];
}

function unknown(state, { unknown: words }) {
  return words.slice(0, 4).map(({ word, nearest }) => {
    const links = nearest.flatMap((near, at) => [at ? ", " : " Gần giống: ", replaced(state, word, near)]);
    return note(element("strong", {}, `“${word}”`), " không có trong mô hình nào.", links, nearest.length ? "." : "");
  });
}

function replaced(state, word, near) {
  const words = state.q.normalize("NFC").split(/\s+/);
  const q = words.map((one) => (one.toLowerCase() === word ? near : one)).join(" ");
  return element("a", { href: write({ ...state, q, page: 1, literal: false }), "data-state": true }, near);
}

const note = (...children) => element("p", {}, children);
const cut = (text) => (text.length > 60 ? `${text.slice(0, 60)}…` : text);

/** Why there is no result, and what to try. */
export function nothing(state, answer) {
  const link = (changes, text) =>
    element("a", { href: write({ ...state, page: 1, ...changes }), "data-state": true }, text);
  const reasons = [];
  if (!answer.words && state.q.trim()) reasons.push(note("Câu tìm không có chữ cái hay chữ số nào."));
  for (const { key, label, count } of answer.without.filter((facet) => facet.count)) {
    const facets = { ...state.facets, [key]: [] };
    reasons.push(
      note(`Bộ lọc “${label}” loại hết kết quả. `, link({ facets }, `Bỏ bộ lọc này: ${number(count)} mô hình`), "."),
    );
  }
  if (answer.found && !reasons.length)
    reasons.push(
      note(
        "Các bộ lọc cùng nhau loại hết kết quả. ",
        link({ facets: {} }, `Bỏ mọi bộ lọc: ${number(answer.found)} mô hình`),
        ".",
      ),
    );
  if (!answer.found && answer.words)
    reasons.push(note("Không mô hình nào có những chữ này. Hãy thử ít chữ hơn, hoặc một cách gọi khác."));
  return element("div", { class: "search__nothing" }, element("h2", {}, "Không tìm thấy mô hình nào"), reasons);
}

/** Links to the previous and next page of an answer. */
export function pager(state, { page, pages }) {
  if (pages < 2) return [];
  const link = (to, text, rel) => element("a", { href: write({ ...state, page: to }), rel, "data-state": true }, text);
  return [
    page > 2 && link(1, "« Trang đầu", false),
    page > 1 && link(page - 1, "‹ Trang trước", "prev"),
    element("span", {}, `Trang ${number(page)} trên ${number(pages)}`),
    page < pages && link(page + 1, "Trang sau ›", "next"),
    page < pages - 1 && link(pages, "Trang cuối »", false),
  ].filter(Boolean);
}
