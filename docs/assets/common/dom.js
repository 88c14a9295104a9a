// Building the page from values. Texts only ever become text nodes, so nothing in the data can become markup.

/** An element with attributes and children; strings become text, anything else but nodes is left out. */
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

/** Pieces of a text as nodes, the matches marked. */
export const marked = (pieces) => pieces.map(({ text, mark }) => (mark ? element("mark", {}, text) : text));

/** 10798 as 10.798; as showcase/language/words.py writes numbers. */
export const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, ".");

const SVG = "http://www.w3.org/2000/svg";
const STATES = { f: "figures", t: "text", e: "empty" };
const WORDS = { f: "có số liệu", t: "có mô tả", e: "chưa rõ" };

/** The lotus of a model, as showcase/look/lotus.py draws it; the page carries the petal. */
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

/** `fffete` as `3 tiêu chí có số liệu, 1 có mô tả, 2 chưa rõ`; as showcase/look/lotus.py writes it. */
export function lotusWords(states) {
  const counts = Object.keys(WORDS).map((state) => [[...states].filter((one) => one === state).length, WORDS[state]]);
  const parts = counts.filter(([count]) => count).map(([count, words]) => `${count} ${words}`);
  return parts.join(", ").replace(" ", " tiêu chí ");
}
