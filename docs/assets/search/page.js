// The search page: its state is its address; every change asks the worker and shows what it answers.

import { number } from "../common/dom.js";
import { read, toggled, write } from "../common/address.js";
import { choices, facet } from "../common/facet_view.js";
import { notes, nothing, pager, result } from "./view.js";

const DELAY = 180; // Milliseconds without a key before a query in the making is asked.
const WIDE = matchMedia("(min-width: 60rem)");

class SearchPage {
  constructor(section) {
    this.section = section;
    this.root = section.dataset.root;
    this.part = (name) => section.querySelector(`[data-part="${name}"]`);
    this.input = section.querySelector("input[name=q]");
    this.state = read(location.search);
    this.asked = 0;
    this.opened = new Set(["linh-vuc", "chu-the", "dia-ban"]);
    this.whole = new Set();
    this.listen();
    this.start();
    this.show();
  }

  start() {
    this.worker = new Worker(new URL("worker.js", import.meta.url), { type: "module" });
    this.worker.onmessage = ({ data }) => this.receive(data);
    this.worker.onerror = () => this.fail();
    this.worker.postMessage({ base: new URL(this.section.dataset.index, location.href).href });
  }

  receive({ ready, number: asked, answer, problem }) {
    if (problem) this.fail();
    else if (ready) for (const one of [document.documentElement, this.section]) one.dataset.searchReady = "";
    else if (asked === this.asked) this.render(answer);
  }

  fail() {
    this.part("body").hidden = true;
    this.part("failed").hidden = false;
  }

  listen() {
    const form = this.section.querySelector("form");
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      clearTimeout(this.waiting);
      this.go({ ...this.state, q: this.input.value, page: 1, literal: false });
    });
    this.input.addEventListener("input", () => {
      clearTimeout(this.waiting);
      this.waiting = setTimeout(() => {
        this.go({ ...this.state, q: this.input.value, page: 1, literal: false }, "replace");
      }, DELAY);
    });
    this.part("sort").addEventListener("change", ({ target }) => this.go({ ...this.state, sort: target.value, page: 1 }));
    this.section.addEventListener("click", (event) => this.follow(event));
    this.part("failed").querySelector("button").addEventListener("click", () => location.reload());
    addEventListener("popstate", () => {
      this.state = read(location.search);
      this.show();
    });
    document.addEventListener("keydown", (event) => this.press(event));
  }

  // Links that only change the state are followed without loading the page anew.
  follow(event) {
    const link = event.target.closest("a[data-state]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
    event.preventDefault();
    this.go(read(new URL(link.href).search));
    if (link.rel) this.part("count").scrollIntoView({ block: "start" });
  }

  go(state, how = "push") {
    this.state = state;
    history[`${how}State`](null, "", write(state));
    this.show();
  }

  show() {
    if (document.activeElement !== this.input) this.input.value = this.state.q;
    this.part("sort").value = this.state.sort;
    this.part("body").hidden = false;
    this.worker.postMessage({ number: ++this.asked, state: this.state });
  }

  render(answer) {
    const { part, state } = this;
    const count = part("count");
    count.dataset.resultCount = answer.total;
    count.textContent = answer.total ? `${number(answer.total)} mô hình` : "Không tìm thấy mô hình nào";
    part("notes").replaceChildren(...notes(this.root, state, answer));
    part("choices").replaceChildren(...choices(answer, this.actions));
    part("results").replaceChildren(...answer.results.map((found) => result(this.root, found)));
    part("nothing").replaceChildren(...(answer.total ? [] : [nothing(state, answer)]));
    part("pager").replaceChildren(...pager(state, answer));
    this.renderFacets(answer);
    part("map").href = `${this.root}ban-do/${write({ ...state, sort: "", page: 1, literal: false }).replace(/^\?$/, "")}`;
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
    const chosen = Object.values(this.state.facets).flat().length;
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

  // `/` goes to the box, the arrows from result to result, Escape back to the box; Enter is the link's own.
  press(event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const here = document.activeElement;
    const typing = here?.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");
    if (event.key === "/" && !typing) return this.focus(event, this.input);
    const links = [...this.part("results").querySelectorAll(".card__title a")];
    const at = links.indexOf(here);
    if (event.key === "Escape" && at >= 0) return this.focus(event, this.input);
    if (here !== this.input && at < 0) return undefined;
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

const section = document.querySelector("[data-search]");
if (section) {
  const filters = section.querySelector(".search__filters");
  filters.open = WIDE.matches;
  WIDE.addEventListener("change", () => (filters.open = WIDE.matches));
  new SearchPage(section);
}
