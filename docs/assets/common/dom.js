// Builds the page from values. Texts always become text nodes, so data cannot become markup.

/** An element with attributes and children; strings become text, other values that are not nodes are ignored. */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === false || value === null || value === undefined) continue;
    if (typeof value === "function") made.addEventListener(key, value);
    else made.setAttribute(key, value === true ? "" : value);
  }
  made.append(
    ...children.flat(Infinity).filter((child) => child instanceof Node || (typeof child === "string" && child)),
  );
  return made;
}

/** Pieces of a text as nodes, with matches in <mark>. */
export const marked = (pieces) => pieces.map(({ text, mark }) => (mark ? element("mark", {}, text) : text));

/** 10798 as 10.798; the same as in showcase/language/words.py. */
export const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ".");

const SVG = "http://www.w3.org/2000/svg";
const STATES = { f: "figures", t: "text", e: "empty" };
const WORDS = { f: "có số liệu", t: "có mô tả", e: "chưa rõ" };

/** The lotus of a model, as in showcase/look/lotus.py; the page contains the petal. */
export function lotus(states, size) {
  const drawn = svg("svg", {
    class: "lotus",
    role: "img",
    "aria-label": lotusWords(states),
    viewBox: "0 0 100 100",
    width: size,
    height: size,
  });
  [...states].forEach((state, at) => {
    const turn = at ? { transform: `rotate(${60 * at} 50 50)` } : {};
    drawn.append(svg("use", { href: "#petal", class: STATES[state], ...turn }));
  });
  drawn.append(svg("circle", { class: "heart", cx: 50, cy: 50, r: 6.5 }));
  return drawn;
}

function svg(name, attributes) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** `fffete` as `3 tiêu chí có số liệu, 1 có mô tả, 2 chưa rõ`; the same as in showcase/look/lotus.py. */
export function lotusWords(states) {
  const counts = Object.keys(WORDS).map((state) => [[...states].filter((one) => one === state).length, WORDS[state]]);
  const parts = counts.filter(([count]) => count).map(([count, words]) => `${count} ${words}`);
  return parts.join(", ").replace(" ", " tiêu chí ");
}
