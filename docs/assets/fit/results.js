// The models that fit, as a list of cards that grows on demand; what a card shows comes in chunks.

import { element, lotus } from "../common/dom.js";

const SHOWN = 20;

export class Results {
  /** `fetched(path)` gives a JSON file of the site, `chunk` models in each of cards; `place()` names the reader's commune. */
  constructor(list, more, { root, chunk, place, fetched, failed }) {
    this.list = list;
    this.more = more;
    this.root = root;
    this.chunk = chunk;
    this.place = place;
    this.fetched = fetched;
    this.failed = failed;
    this.found = [];
    this.chunks = new Map();
    more.addEventListener("click", () => this.grow());
  }

  /** `found`: as the rule gives it, best first. */
  async show(found) {
    this.found = found;
    this.shown = 0;
    this.list.replaceChildren();
    this.more.hidden = true;
    await this.grow();
  }

  async grow() {
    const asked = this.found;
    if (this.growing === asked) return;
    this.growing = asked;
    const next = asked.slice(this.shown, this.shown + SHOWN);
    try {
      const cards = await Promise.all(next.map(({ model }) => this.card(model)));
      if (asked !== this.found) return; // Answered anew meanwhile.
      this.append(next.map((one, at) => this.result(one, cards[at])));
    } catch {
      this.failed();
    } finally {
      if (this.growing === asked) this.growing = null;
    }
  }

  append(items) {
    const onward = document.activeElement === this.more;
    this.list.append(...items);
    this.shown += items.length;
    this.more.hidden = this.shown >= this.found.length;
    if (onward) items[0]?.querySelector("a").focus();
  }

  async card(model) {
    const at = Math.floor(model / this.chunk);
    if (!this.chunks.has(at)) this.chunks.set(at, this.fetched(`assets/fit/cards/${at}.json`));
    try {
      return (await this.chunks.get(at))[model % this.chunk];
    } catch (problem) {
      this.chunks.delete(at); // The line may be back at the next try.
      throw problem;
    }
  }

  result({ points, for: reasons, against, silent }, [slug, title, owner, place, states, conditions]) {
    const to = (path, words) => element("a", { href: new URL(path, this.root).href }, words);
    const rows = [
      ...reasons.map((one) => why("for", one.words, `+${one.points}`)),
      ...against.map((one) => why("against", one.words, `−${-one.points}`)),
      ...silent.map((words) => why("silent", words)),
    ];
    return element(
      "li",
      { class: "card", "data-slug": slug, "data-points": String(points) },
      lotus(states, 48),
      element(
        "div",
        { class: "card__body" },
        element("h3", { class: "card__title" }, to(`mo-hinh/${slug}/`, title)),
        element("p", { class: "card__who" }, `${owner || "Chưa rõ chủ thể"} · ${place}`),
        element("ul", { class: "reasons" }, rows),
        conditions && element("p", { class: "quiet" }, `Cần có: ${conditions}`),
        element("p", { class: "chips fit__sum" }, element("strong", {}, `${points} điểm`), this.planLink(slug, title)),
      ),
    );
  }

  planLink(slug, title) {
    const place = this.place();
    const query = new URLSearchParams({ m: slug, ...(place && { noi: place }) });
    return element(
      "a",
      { href: new URL(`ke-hoach/?${query}`, this.root).href, "aria-label": `Lập kế hoạch từ “${title}”` },
      "Lập kế hoạch",
    );
  }
}

const why = (kind, words, points) =>
  element("li", { class: `why why--${kind}` }, words, points && element("small", {}, points));
