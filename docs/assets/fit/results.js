// The fitting models as a list of cards: a few first, others on demand. Data of cards is fetched in chunks.

import { element, lotus } from "../common/dom.js";

const FIRST = 3;

export class Results {
  /**
   * `fetched(path)` gives a JSON file of the site, `chunk` models in each of cards; `place()` names the reader's commune.
   * `homes`: [name, address] of the provinces where a card says by a number from which of them it is.
   */
  constructor(list, more, { root, chunk, place, homes = [], fetched, failed, grown }) {
    this.list = list;
    this.more = more;
    this.root = root;
    this.chunk = chunk;
    this.place = place;
    this.homes = homes;
    this.fetched = fetched;
    this.failed = failed;
    this.found = [];
    this.chunks = new Map();
    more.addEventListener("click", () => this.grow().then(() => grown(this.shown)));
  }

  /** `found`: as the rule gives it, best first; `shown`: how many the reader had before. */
  async show(found, shown = FIRST) {
    this.found = found;
    this.shown = 0;
    this.list.replaceChildren();
    this.more.hidden = true;
    await this.grow(shown);
  }

  async grow(count = this.found.length) {
    const asked = this.found;
    if (this.growing === asked) return;
    this.growing = asked;
    const next = asked.slice(this.shown, this.shown + count);
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
    const others = this.found.length - this.shown;
    this.more.hidden = others <= 0;
    this.more.textContent = `Xem ${others} mô hình khác`;
    if (onward) items[0]?.querySelector("a").focus();
  }

  async card(model) {
    const at = Math.floor(model / this.chunk);
    if (!this.chunks.has(at)) this.chunks.set(at, this.fetched(`assets/fit/cards/${at}.json`));
    try {
      return (await this.chunks.get(at))[model % this.chunk];
    } catch (problem) {
      this.chunks.delete(at); // The next try may succeed.
      throw problem;
    }
  }

  result({ points, followable, for: reasons, against, silent }, [slug, title, owner, place, states, at]) {
    const [province, root] = this.homes[at] ?? ["", this.root];
    const rows = [
      ...reasons.map(({ words }) => why("for", words)),
      ...against.map(({ words }) => why("against", words)),
      ...silent.map((words) => why("silent", words)),
    ];
    return element(
      "li",
      { class: "card", "data-slug": slug, "data-points": String(points) },
      lotus(states, 40),
      element(
        "div",
        { class: "card__body" },
        element("h3", { class: "card__title" }, link(root, `mo-hinh/${slug}/`, title)),
        element(
          "p",
          { class: "card__who" },
          [upper(province), owner || "Chưa rõ chủ thể", place].filter(Boolean).join(" · "),
        ),
        element("ul", { class: "reasons" }, rows),
        element(
          "p",
          { class: "fit__onward" },
          followable ? this.planLink(root, slug, title) : askLink(root, slug, title),
        ),
      ),
    );
  }

  planLink(root, slug, title) {
    const place = this.place();
    const query = new URLSearchParams({ m: slug, ...(place && { noi: place }) });
    return link(root, `ke-hoach/?${query}`, "Lập kế hoạch", `Lập kế hoạch từ “${title}”`);
  }
}

const upper = (text) => text.charAt(0).toUpperCase() + text.slice(1);

const askLink = (root, slug, title) =>
  link(root, `mo-hinh/${slug}/#hoi-noi-da-lam`, "Hỏi nơi đã làm", `Hỏi nơi đã làm “${title}”`);

function link(root, path, words, label = undefined) {
  return element("a", { href: new URL(path, root).href, "aria-label": label }, words);
}

const why = (kind, words) => element("li", { class: `why why--${kind}` }, words);
