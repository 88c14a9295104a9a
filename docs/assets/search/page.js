// The search page: its state is in its address; every change asks the worker and shows the answer.

import { read, toggled, write } from "../common/address.js";
import { element, number } from "../common/dom.js";
import { choices, facet } from "../common/facet_view.js";
import { save } from "../common/saving.js";
import { Register } from "./register.js";
import { Suggestions } from "./suggesting.js";
import { communeAddress, lessons, line, notes, nothing, pager, result } from "./view.js";

const DELAY = 180; // Milliseconds after the last key before the query is sent.
const STILL = 200; // Milliseconds after scrolling stops before the position is saved.
const WIDE = matchMedia("(min-width: 60rem)");

class SearchPage {
  constructor(section) {
    this.section = section;
    this.root = section.dataset.root;
    this.part = (name) => section.querySelector(`[data-part="${name}"]`);
    this.input = section.querySelector("input[name=q]");
    this.suggestions = new Suggestions(this.input, this.part("suggestions"), {
      hrefOf: (one) => this.hrefOf(one),
      follow: (one, href) => this.take(one, href),
      say: (words) => (this.part("said").textContent = words),
    });
    this.register = new Register(this.part("register"), {
      unfold: (names) => this.unfold(names),
      say: (words) => (this.part("said").textContent = words),
    });
    this.asked = 0;
    this.opened = null;
    this.whole = new Set();
    this.filters = false;
    this.listen();
    this.start();
    this.arrive();
  }

  start() {
    const { index, sources } = this.section.dataset;
    this.worker = new Worker(new URL(sources ? "national_worker.js" : "worker.js", import.meta.url));
    this.worker.onmessage = ({ data }) => this.receive(data);
    this.worker.onerror = () => this.fail();
    const absolute = (address) => new URL(address, location.href).href;
    const told = sources && JSON.parse(sources).map((one) => ({ ...one, base: absolute(one.base) }));
    this.worker.postMessage(told ? { sources: told } : { base: absolute(index) });
  }

  receive({ ready, number: asked, answer, problem }) {
    if (problem) this.fail();
    else if (ready) for (const one of [document.documentElement, this.section]) one.dataset.searchReady = "";
    else if (answer.slugs) this.save(answer.slugs);
    else if (asked === this.asked) this.render(answer);
  }

  /** Ask for all results; `save` gets the answer. */
  askAll() {
    this.part("file").disabled = true;
    this.worker.postMessage({ number: -1, state: { ...this.state, all: true } });
  }

  async save(slugs) {
    try {
      const { resultFile } = await import("../common/result_file.js");
      const order = new Map(slugs.map((slug, at) => [slug, at]));
      const chosen = (models) => {
        const found = models.filter(({ slug }) => order.has(slug));
        return found.sort((one, other) => order.get(one.slug) - order.get(other.slug));
      };
      save(await resultFile(new URL(this.root, location.href), chosen, location.href), "ket-qua-tra-cuu.xlsx");
    } catch {
      this.part("said").textContent = "Chưa làm được tệp, có thể do đường truyền. Xin bấm lại.";
    }
    this.part("file").disabled = false;
  }

  fail() {
    this.part("body").hidden = true;
    this.part("failed").hidden = false;
  }

  listen() {
    const form = this.section.querySelector("form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.input.addEventListener("input", () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => this.type(), DELAY);
    });
    // A national site has no file to download: the sites of the provinces have the tables.
    this.part("file")?.addEventListener("click", () => this.askAll());
    // A national site fetches facets other than provinces only on demand.
    this.part("more")?.addEventListener("click", () => {
      this.filters = this.part("more").hidden = true;
      this.opened = null;
      this.part("filters-title").focus();
      this.ask();
    });
    this.part("sort").addEventListener("change", ({ target }) =>
      this.go({ ...this.state, sort: target.value, page: 1 }),
    );
    this.section.addEventListener("click", (event) => this.follow(event));
    this.part("failed")
      .querySelector("button")
      .addEventListener("click", () => location.reload());
    document.addEventListener("keydown", (event) => this.press(event));
    addEventListener("popstate", () => this.arrive());
    history.scrollRestoration = "manual";
    addEventListener("scroll", () => {
      clearTimeout(this.scrolling);
      this.scrolling = setTimeout(() => this.note(), STILL);
    });
    addEventListener("pagehide", () => this.note());
  }

  // --- the state and its address ---

  // Restores box, results and position from the address: on opening, reloading, back and forward.
  arrive() {
    clearTimeout(this.waiting);
    this.state = read(location.search);
    this.typing = Boolean(history.state?.typing);
    this.making = false;
    this.position = history.state?.position ?? null;
    this.names = history.state?.names ?? null;
    this.input.value = this.state.q;
    this.show();
  }

  // Typing one query makes one history entry, not one a letter.
  type() {
    const how = this.making ? "replace" : "push";
    this.typing = true;
    this.go({ ...this.state, q: this.input.value, page: 1, literal: false }, how);
    this.making = true;
  }

  // Enter: the query is complete. Removing the focus closes a phone's keyboard.
  submit() {
    clearTimeout(this.waiting);
    const how = this.making ? "replace" : "push";
    this.typing = false;
    this.suggestions.close();
    this.go({ ...this.state, q: this.input.value, page: 1, literal: false }, how);
    this.part("count").focus({ preventScroll: true });
  }

  go(state, how = "push") {
    if (how === "push") this.note();
    if (state.q !== this.input.value) this.typing = false;
    this.state = state;
    this.position = null;
    this.names = null;
    this.making = false;
    history[`${how}State`]({ typing: this.typing }, "", write(state));
    this.show();
  }

  // Saves the position with the history entry.
  note() {
    clearTimeout(this.scrolling);
    if (this.drawn === location.search) history.replaceState({ ...history.state, position: scrollY }, "");
  }

  // Saves the number of register lines read with the history entry; 0 when folded.
  unfold(names) {
    this.names = names;
    history.replaceState({ ...history.state, names }, "");
    this.ask();
  }

  // Links that change only the state do not reload the page.
  follow(event) {
    const link = event.target.closest("a[data-state]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    const state = read(new URL(link.href).search);
    this.typing = false;
    this.input.value = state.q;
    this.go(state);
    if (link.rel) this.part("count").scrollIntoView({ block: "start" });
  }

  hrefOf({ kind, slug, home, key, code }) {
    if (kind === "model") return `${home ?? this.root}mo-hinh/${slug}/`;
    if (kind === "place") return communeAddress(this.root, slug);
    return write({ ...this.state, q: "", facets: { ...this.state.facets, [key]: [code] }, page: 1, literal: false });
  }

  take({ kind }, href) {
    if (kind !== "facet") return location.assign(new URL(href, location.href));
    clearTimeout(this.waiting);
    this.input.value = "";
    this.typing = false;
    this.part("count").focus({ preventScroll: true });
    return this.go(read(href));
  }

  // --- what is shown ---

  show() {
    this.part("sort").value = this.state.sort;
    this.section.toggleAttribute("data-asked", Boolean(this.state.q));
    this.part("hint").hidden = Boolean(this.state.q);
    this.part("body").hidden = false;
    this.ask();
  }

  ask() {
    const state = { ...this.state, names: this.names, typing: this.typing, filters: this.filters };
    this.worker.postMessage({ number: ++this.asked, state });
  }

  render(answer) {
    const { part, state } = this;
    this.opened ??= new Set(answer.facets.filter(({ opened }) => opened).map(({ key }) => key));
    const count = part("count");
    count.dataset.resultCount = answer.total;
    count.replaceChildren(...counted(answer));
    part("notes").replaceChildren(...notes(this.root, state, answer));
    part("choices").replaceChildren(...choices(answer, this.actions));
    part("results").replaceChildren(...answer.results.map((found) => result(this.root, state, found)));
    part("lessons").replaceChildren(...lessons(this.root, state, answer));
    part("nothing").replaceChildren(...(answer.total ? [] : [nothing(state, answer)]));
    part("pager").replaceChildren(...pager(state, answer));
    this.renderFacets(answer);
    part("file")?.toggleAttribute("hidden", !answer.total || location.protocol === "file:");
    part("map").href =
      `${this.root}ban-do/${write({ ...state, sort: "", page: 1, literal: false }).replace(/^\?$/, "")}`;
    this.suggestions.show(answer.suggestions);
    this.register.show(answer.names, (found) => line(this.root, state, found));
    if (this.position !== null) scrollTo(0, this.position);
    this.position = null;
    this.drawn = location.search;
    this.section.dataset.shown = write(state);
  }

  renderFacets(answer) {
    const focused = document.activeElement?.id;
    const drawn = answer.facets.map((one) => {
      const chosen = one.values.some((value) => value.chosen);
      const open = this.opened.has(one.key) || chosen;
      const made = facet(one, { ...this.actions, open, all: this.whole.has(one.key) });
      made?.addEventListener("toggle", () => this.opened[made.open ? "add" : "delete"](one.key));
      return made;
    });
    const filters = this.part("filters");
    filters.replaceChildren(...drawn.filter(Boolean));
    if (focused && filters.querySelector(`#${CSS.escape(focused)}`)) document.getElementById(focused).focus();
    const chosen = answer.facets.flatMap(({ values }) => values.filter((value) => value.chosen)).length;
    this.part("filters-title").textContent = chosen ? `Lọc kết quả (${chosen})` : "Lọc kết quả";
    this.answer = answer;
  }

  get actions() {
    return {
      toggle: (key, code) => this.go(toggled(this.state, key, code)),
      clear: () => this.go({ ...this.state, facets: {}, page: 1 }),
      showAll: (key) => {
        this.whole.add(key);
        this.renderFacets(this.answer);
      },
    };
  }

  // --- keys ---

  // `/` moves to the box, arrow keys between results, Escape back to the box; Enter follows the focused link.
  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return undefined;
    const here = document.activeElement;
    if (here === this.input && this.suggestions.press(event)) return event.preventDefault();
    const typing = here?.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (event.key === "/" && !typing) return this.focus(event, this.input);
    const links = [...this.part("results").querySelectorAll(".card__title a"), ...this.register.links];
    const at = links.indexOf(here);
    if (event.key === "Escape" && at >= 0) return this.focus(event, this.input);
    if (here !== this.input && here !== this.part("count") && at < 0) return undefined;
    if (event.key === "ArrowDown") return this.focus(event, links[at + 1]);
    if (event.key === "ArrowUp") return this.focus(event, at > 0 ? links[at - 1] : this.input);
    return undefined;
  }

  focus(event, target) {
    if (!target) return;
    event.preventDefault();
    target.focus();
    if (target === this.input) target.select();
  }
}

// Text for screen readers: says at once if the results do not match the query; on the screen the notes say so.
function counted({ total, told, doubtful, loosened }) {
  if (!total) return ["Không tìm thấy mô hình nào"];
  if (doubtful)
    return [`${number(total)} gần nhất`, element("span", { class: "hidden" }, ", không có mô hình đúng như vậy")];
  if (loosened.length)
    return [
      `${number(total)} mô hình`,
      element("span", { class: "hidden" }, ` của nơi khác, chưa có ở ${loosened.join(", ")}`),
    ];
  if (!told) return [`${number(total)} mới ghi tên`];
  return [
    `${number(total)} mô hình`,
    told < total ? element("span", { class: "hidden" }, `, ${number(told)} đã kể`) : "",
  ];
}

const section = document.querySelector("[data-search]");
if (section) {
  /** @type {HTMLDetailsElement} */
  const filters = section.querySelector(".search__filters");
  filters.open = WIDE.matches;
  WIDE.addEventListener("change", () => (filters.open = WIDE.matches));
  new SearchPage(section);
  document.documentElement.dataset.started = "";
}
