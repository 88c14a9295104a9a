// What a plan takes from the page of a model. The page has been escaped by the build; only its text is taken.

import { isSlug } from "../common/is_slug.js";

const MOST = 4;
const EXCERPT = 240; // Characters of a criterion that is told in words alone.

/** The slugs of an address: `?m=a,b`. */
export function slugsOf(search) {
  const asked = (new URLSearchParams(search).get("m") ?? "").split(",").filter(isSlug);
  return [...new Set(asked)].slice(0, MOST);
}

/** One line of text, without what only the page needs. */
function textOf(element, without = ".cite, .lotus") {
  const copy = element.cloneNode(true);
  for (const part of copy.querySelectorAll(without)) part.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

/** The texts of the first selector that finds any. */
function texts(page, selectors) {
  const found = selectors.map((selector) => [...page.querySelectorAll(selector)]).find((elements) => elements.length);
  return (found ?? []).map((element) => textOf(element));
}

/** What to measure for a criterion: the labels of its figures, with what the model reached. */
function measures(page, criterion) {
  const figures = [...page.querySelectorAll(`[data-criterion="${criterion}"] .figures li`)];
  return figures.map((item) => `${textOf(item.querySelector("small"))}: ${textOf(item, "small")}`);
}

/** What a criterion without figures is told to have reached, shortened at a word. */
function toldInWords(page, criterion) {
  const text = texts(page, [`[data-criterion="${criterion}"] > div > p:not(.proof, .unknown)`]).join(" ");
  if (text.length <= EXCERPT) return text;
  return `${text.slice(0, text.lastIndexOf(" ", EXCERPT))}…`;
}

/**
 * A model as its page tells it, or null when there is none. Rejects when it cannot be read, as without a line.
 * @returns {Promise<{slug, title, who, rows: Object<string, string[]>, measures: Object<string, string[]>, words: Object<string, string>, sources: string[]}|null>}
 */
export async function readModel(slug, form, root) {
  const answer = await fetch(new URL(`mo-hinh/${slug}/`, root));
  if (answer.status === 404) return null;
  if (!answer.ok) throw new Error(`${answer.status} ${slug}`);
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const chapters = form.chapters.filter((chapter) => chapter.from);
  const criteria = form.measures.criteria.map(({ key }) => key);
  return {
    slug,
    title: textOf(page.querySelector("h1")),
    who: textOf(page.querySelector(".model__who")),
    rows: Object.fromEntries(chapters.map((chapter) => [chapter.key, texts(page, chapter.from)])),
    measures: Object.fromEntries(criteria.map((key) => [key, measures(page, key)])),
    words: Object.fromEntries(criteria.map((key) => [key, toldInWords(page, key)])),
    sources: texts(page, [".sources > li"]),
  };
}

/** Rows of what models tell; what several tell alike is one row: [{text, of: [slug]}]. */
function merged(models, told) {
  const rows = new Map();
  for (const model of models) {
    for (const text of told(model)) {
      if (!rows.has(text)) rows.set(text, { text, of: [] });
      if (!rows.get(text).of.includes(model.slug)) rows.get(text).of.push(model.slug);
    }
  }
  return [...rows.values()];
}

/** A new plan from models: one row for each thing that they tell. `silent` are the chapters that none of them tells. */
export function begin(models, form, place) {
  const rows = {};
  const words = {};
  const silent = [];
  for (const { key, from, fixed } of form.chapters) {
    if (fixed) continue;
    rows[key] = merged(models, (model) => model.rows[key] ?? []);
    if (from && !rows[key].length) silent.push(key);
  }
  for (const { key } of form.measures.criteria) {
    rows[key] = merged(models, (model) => model.measures[key]);
    words[key] = rows[key].length ? [] : merged(models, (model) => (model.words[key] ? [model.words[key]] : []));
  }
  const origins = models.map(({ slug, title, who, sources }) => ({ slug, title, who, sources }));
  return fitted({ models: origins, place, rows, words, silent }, form);
}

/** A plan with all that the form of today asks; an older one may lack a chapter, and keeps what it has beyond. */
export function fitted(plan, form) {
  const fixed = (key, questions) => {
    const rows = plan.rows[key] ?? [];
    const now = questions.map((question) => rows.find((row) => row.question === question) ?? { question });
    return [...now, ...rows.filter((row) => row.answer && !questions.includes(row.question))];
  };
  const rows = { ...plan.rows, open: fixed("open", form.open) };
  for (const { key, rows: questions } of form.chapters)
    rows[key] = questions ? fixed(key, questions) : (rows[key] ?? []);
  for (const { key } of form.measures.criteria) rows[key] ??= [];
  return { ...plan, place: plan.place ?? "", words: plan.words ?? {}, silent: plan.silent ?? [], rows };
}

/** `1, 3` for a row that came from the first and the third model; empty when the plan has but one model. */
export function originsOf(row, plan) {
  if (plan.models.length < 2 || !row.of) return "";
  return row.of.map((slug) => plan.models.findIndex((model) => model.slug === slug) + 1).join(", ");
}
