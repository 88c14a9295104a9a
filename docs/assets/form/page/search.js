// Uses the search of the site to choose a model.

const pending = new Map();
let worker = null;
let asked = 0;

/** Models that match some words: [{slug, title, owner, place}], best first; [] if the search fails. */
export function search(words) {
  worker ??= started();
  const number = ++asked;
  const answered = new Promise((resolve) => pending.set(number, resolve));
  worker.postMessage({ number, state: { q: words.slice(0, 300), literal: true } });
  return answered;
}

function started() {
  const made = new Worker(new URL("../../search/worker.js", import.meta.url));
  made.onmessage = ({ data }) => {
    pending.get(data.number)?.((data.answer?.results ?? []).map(shape));
    pending.delete(data.number);
  };
  made.onerror = () => {
    for (const resolve of pending.values()) resolve([]);
    pending.clear();
  };
  made.postMessage({ base: new URL("../../search/index/", import.meta.url).href });
  return made;
}

const text = (pieces) => (pieces ?? []).map((piece) => piece.text).join("");

const shape = ({ slug, title, owner, place }) => ({
  slug,
  title: text(title),
  owner: text(owner),
  place: text(place),
});
