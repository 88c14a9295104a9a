// Shows facets as check boxes, and each choice as a button that removes it.

import { element, number } from "./dom.js";

/**
 * One facet as a group of check boxes, or null when it has no values to choose. With `all` every value is shown,
 * otherwise a button calls `showAll`.
 * @param {Record<string, any>} one
 * @param {{ open: boolean, all: boolean, toggle: Function, showAll?: Function }} how
 */
export function facet({ key, label, values, by_count: byCount, hidden }, { open, all, toggle, showAll }) {
  if (hidden || !values.length) return null;
  const ordered = byCount
    ? [...values].sort((one, other) => other.chosen - one.chosen || other.count - one.count)
    : values;
  const shown = all ? ordered : ordered.slice(0, SHORT);
  const boxes = shown.map(({ code, name, count, chosen }) => {
    const box = element("input", {
      type: "checkbox",
      id: `${key}-${code}`,
      checked: chosen,
      change: () => toggle(key, code),
    });
    return element("li", {}, element("label", {}, box, element("span", {}, name), element("small", {}, number(count))));
  });
  const more = ordered.length > shown.length;
  return element(
    "details",
    { class: "facet", "data-facet": key, open },
    element("summary", {}, label),
    element("ul", { "aria-label": label }, boxes),
    more &&
      element(
        "button",
        { type: "button", id: `${key}-all`, click: () => showAll(key) },
        `Hiện cả ${number(ordered.length)}`,
      ),
  );
}

const SHORT = 10;

/** The current choices, each as a button that removes it. */
export function choices(answer, { toggle, clear }) {
  const chosen = answer.facets.flatMap(({ key, values }) =>
    values.filter((value) => value.chosen).map((value) => ({ key, ...value })),
  );
  if (!chosen.length) return [];
  const buttons = chosen.map(({ key, code, name }) =>
    element(
      "button",
      { type: "button", class: "chip", "aria-label": `Bỏ lọc ${name}`, click: () => toggle(key, code) },
      `${name} ×`,
    ),
  );
  return [...buttons, element("button", { type: "button", class: "chip", click: clear }, "Bỏ mọi bộ lọc")];
}
