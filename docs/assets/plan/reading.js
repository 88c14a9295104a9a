// What a plan takes from the page of a model. The page has been escaped by the build; only its text is taken.

import { isSlug } from "../common/is_slug.js";
import { modelPage } from "../common/model_page.js";
import { savedSource, sourceOf } from "./sources.js";

const MOST = 4;
const EXCERPT = 240; // Most characters of a criterion without figures.

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

/** The figures of a criterion: `Số hộ: 120 hộ`. */
function measures(page, criterion) {
  const figures = [...page.querySelectorAll(`[data-criterion="${criterion}"] .figures li`)];
  return figures.map((item) => `${textOf(item.querySelector("small"))}: ${textOf(item, "small")}`);
}

/** The text of a criterion without figures, cut at a word. */
function toldInWords(page, criterion) {
  const text = texts(page, [`[data-criterion="${criterion}"] > div > p:not(.proof, .unknown)`]).join(" ");
  if (text.length <= EXCERPT) return text;
  return `${text.slice(0, text.lastIndexOf(" ", EXCERPT))}…`;
}

/**
 * A model read from its page, or null if it does not exist. Rejects when it cannot be read, for example offline.
 * @returns {Promise<{slug, followable, title, who, rows: Object<string, string[]>, measures: Object<string, string[]>, words: Object<string, string>, sources: {text: string, link: string}[]}|null>}
 */
export async function readModel(slug, form, root) {
  const page = await modelPage(slug, root);
  if (!page) return null;
  const criteria = form.measures.criteria.map(({ key }) => key);
  return {
    slug,
    followable: page.querySelector("[data-detail]")?.dataset.detail === "followable",
    title: textOf(page.querySelector("h1")),
    who: textOf(page.querySelector(".model__who")),
    rows: Object.fromEntries(form.chapters.map((chapter) => [chapter.key, texts(page, chapter.from)])),
    measures: Object.fromEntries(criteria.map((key) => [key, measures(page, key)])),
    words: Object.fromEntries(criteria.map((key) => [key, toldInWords(page, key)])),
    sources: [...page.querySelectorAll(".sources > li")].map((item) => sourceOf(item, textOf)),
  };
}

/** Rows of the models' texts; a text that several share is one row: [{text, of: [slug]}]. */
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

/** A new plan from models: one row for each item of their texts. */
export function begin(models, form, place) {
  const rows = {};
  for (const { key } of form.chapters) rows[key] = merged(models, (model) => model.rows[key]);
  for (const { key } of form.measures.criteria)
    rows[key] = merged(models, (model) =>
      model.measures[key].length ? model.measures[key] : [model.words[key]].filter(Boolean),
    );
  const origins = models.map(({ slug, title, who, sources }) => ({ slug, title, who, sources }));
  return fitted({ models: origins, place, rows }, form);
}

/** A plan in the current form; extra content of an older plan is kept. */
export function fitted(plan, form) {
  const { open = [], place: asked = [], ...told } = plan.rows;
  const rows = { open: answered([...asked, ...open], form.open) };
  for (const { key } of [...form.chapters, ...form.measures.criteria])
    rows[key] = (told[key] ?? []).map((row) => carried(row, form.former));
  const models = plan.models.map((model) => ({ ...model, sources: model.sources.map(savedSource) }));
  return { models, place: plan.place ?? "", rows };
}

/** The current questions, then questions of an earlier form that have an answer. */
function answered(rows, questions) {
  const now = questions.map((question) => rows.find((row) => row.question === question) ?? { question });
  return [...now, ...rows.filter((row) => row.answer && !questions.includes(row.question))];
}

/** A row whose answers in columns of an earlier form stand in its sentence: `Bàn với dân. (Ai làm: Chi bộ)`. */
function carried(row, former) {
  const told = former.filter(({ key }) => row[key]);
  if (!told.length) return row;
  const words = told.map(({ key, label }) => `${label}: ${row[key]}`).join("; ");
  return { ...(row.of && { of: row.of }), text: `${row.text ?? ""} (${words})`.trim() };
}

/** `1, 3` for a row that came from the first and the third model; empty when the plan has but one model. */
export function originsOf(row, plan) {
  if (plan.models.length < 2 || !row.of) return "";
  return row.of.map((slug) => plan.models.findIndex((model) => model.slug === slug) + 1).join(", ");
}
