// What a plan takes from the page of a model. The page has been escaped by the build; only its text is taken.

const SLUG = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
export const MOST = 4;

/** The slugs of an address: `?m=a,b`. */
export function slugsOf(search) {
  const asked = (new URLSearchParams(search).get("m") ?? "").split(",").filter((slug) => SLUG.test(slug));
  return [...new Set(asked)].slice(0, MOST);
}

/** One line of text, without what only the page needs. */
function textOf(element) {
  const copy = element.cloneNode(true);
  for (const part of copy.querySelectorAll(".cite, .lotus")) part.remove();
  return copy.textContent.replace(/\s+/g, " ").trim();
}

/** The texts of the first selector that finds any. */
function texts(page, selectors) {
  const found = selectors.map((selector) => [...page.querySelectorAll(selector)]).find((elements) => elements.length);
  return (found ?? []).map(textOf);
}

/** What to measure for a criterion: the labels of its figures, with what the model reached. */
function measures(page, criterion) {
  return [...page.querySelectorAll(`[data-criterion="${criterion}"] .figures li`)].map((item) => {
    const label = textOf(item.querySelector("small"));
    const reached = [...item.childNodes].filter((node) => node.nodeName !== "SMALL").map((node) => node.textContent).join(" ");
    return `${label}: ${reached.replace(/\s+/g, " ").trim()}`;
  });
}

/**
 * A model as its page tells it, or null when there is none.
 * @returns {Promise<{slug, title, who, rows: Object<string, string[]>, measures: Object<string, string[]>, sources: string[]}|null>}
 */
export async function readModel(slug, form, root) {
  const answer = await fetch(new URL(`mo-hinh/${slug}/`, root));
  if (!answer.ok) return null;
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const chapters = form.chapters.filter((chapter) => chapter.from);
  return {
    slug,
    title: textOf(page.querySelector("h1")),
    who: textOf(page.querySelector(".model__who")),
    rows: Object.fromEntries(chapters.map((chapter) => [chapter.key, texts(page, chapter.from)])),
    measures: Object.fromEntries(form.measures.criteria.map(({ key }) => [key, measures(page, key)])),
    sources: texts(page, [".sources > li"]),
  };
}

/** A new plan from models: one row for each thing that they tell, each with the slug it came from. */
export function begin(models, form) {
  const rows = {};
  for (const chapter of form.chapters) {
    const told = models.flatMap((model) => (model.rows[chapter.key] ?? []).map((text) => ({ text, of: model.slug })));
    rows[chapter.key] = chapter.fixed ? chapter.rows.map((question) => ({ question })) : told;
  }
  for (const { key } of form.measures.criteria) {
    rows[key] = models.flatMap((model) => model.measures[key].map((text) => ({ text, of: model.slug })));
  }
  rows.open = form.open.map((question) => ({ question }));
  return {
    models: models.map(({ slug, title, who, sources }) => ({ slug, title, who, sources })),
    place: "",
    rows,
  };
}
