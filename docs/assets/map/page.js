// The map page: filters are in the address, as on the search page; the chosen commune is the part after `#`.

import { read, toggled, write } from "../common/address.js";
import { element, number } from "../common/dom.js";
import { choices, facet } from "../common/facet_view.js";
import { noted, noteOnly } from "../common/position.js";
import { save } from "../common/saving.js";
import { Canvas } from "./canvas.js";
import { Counting, told } from "./counting.js";
import { fewer, recount, shortened, sortable } from "./table.js";

const DOUBLE_TAP = 300; // Milliseconds between the two taps of a double tap.
const FIRST = 5; // Titles shown of a commune.
const EMPTY = read("");
const CHOOSE = "Chọn một nơi trên bản đồ hoặc trong danh sách để xem các mô hình ở đó.";
const NONE = "Chưa có mô hình nào trong kho.";
const maybe = (count, more) =>
  `Chưa rõ: có thể${more ? " còn" : ""} có ở đây ${number(count)} mô hình chưa rõ làm ở xã nào.`;
const COLUMNS = { "linh-vuc": "fields", nhom: "group", "chu-the": "owner_kind", "muc-ke": "detail" }; // Of models.csv.
const WIDE = matchMedia("(min-width: 62rem)");
const base = new URL("./", import.meta.url);
const root = new URL("../../", base);

const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
const pause = (milliseconds = 0) => new Promise((resolve) => setTimeout(resolve, milliseconds));

const json = async (name) => {
  const response = await fetch(new URL(name, base));
  if (!response.ok) throw new Error(`${response.status} ${name}`);
  return response.json();
};

class MapPage {
  constructor(section, counting) {
    this.section = section;
    this.counting = counting;
    this.codes = new Map(counting.communes.map((commune, at) => [commune.code, { ...commune, at }]));
    this.opened = new Set(noted().opened ?? []);
    this.lists = new Map();
  }

  /** Start the page in steps, so that a slow phone can respond between them. */
  async start() {
    for (const table of this.section.querySelectorAll("[data-table]")) {
      sortable(table);
      shortened(table);
      fewer(table);
      await pause();
    }
    this.live();
    await this.canvas.ready(pause);
    this.listen();
    this.fromAddress();
  }

  part(name) {
    return this.section.querySelector(`[data-part="${name}"]`);
  }

  live() {
    for (const name of ["live", "inset", "side", "filters"]) this.part(name).hidden = false;
    this.section.classList.add("map--live");
    const choose = this.part("choose");
    const home = this.counting.communes.filter((commune) => commune.home);
    const others = this.counting.communes.filter((commune) => !commune.home);
    for (const [label, communes] of [
      [this.section.dataset.home, home],
      ["Tỉnh khác", others],
    ]) {
      const options = communes.map(({ code, name }) => element("option", { value: code }, name));
      if (options.length) choose.append(element("optgroup", { label }, options));
    }
    const zones = [
      ["20333", [16.35, 111.95]],
      ["22736", [10.2, 114.95]],
    ];
    this.canvas = new Canvas(this.part("live"), {
      inset: this.part("inset"),
      communes: this.counting.communes,
      islands: this.codesOf("jump"),
      framed: this.codesOf("island"),
      zones,
      choose: (code) => this.choose(code),
      moved: (view) => noteOnly({ view }),
    });
  }

  codesOf(name) {
    return new Set([...this.section.querySelectorAll(`[data-${name}]`)].map((button) => button.dataset[name]));
  }

  listen() {
    this.part("choose").addEventListener("change", ({ target }) => {
      if (target.value) this.canvas.goTo(target.value);
      this.choose(target.value);
    });
    this.section.addEventListener("click", ({ target }) => {
      const { view, jump, zone } = target.closest("button")?.dataset ?? {};
      if (view) this.canvas.view(view);
      if (zone) this.canvas.goToZone(zone);
      if (jump) this.canvas.goTo(jump);
      if (jump) this.choose(jump);
      if (target.closest("[data-part=close]")) this.close();
      if (target.closest("[data-part=file]")) this.save();
      const model = target.closest("[data-model]");
      if (model) this.connect(model.dataset.model === this.model ? "" : model.dataset.model);
    });
    this.part("panel").addEventListener("keydown", ({ key }) => key === "Escape" && this.close());
    addEventListener("popstate", () => this.fromAddress());
    // On a wide page an open facet covers the map: one at a time; Escape or a click elsewhere closes it.
    document.addEventListener("click", (event) => {
      const target = /** @type {Element} */ (event.target);
      if (WIDE.matches && target.isConnected) this.fold(target.closest(".facet"));
    });
    this.part("filters").addEventListener("keydown", ({ key, target }) => {
      if (key !== "Escape") return;
      target.closest(".facet").querySelector("summary").focus();
      this.fold();
    });
  }

  fold(but) {
    for (const one of this.part("filters").querySelectorAll(".facet[open]")) if (one !== but) one.open = false;
  }

  fromAddress() {
    // State that only the search page uses stays in the address, for the link back to it.
    const { q, facets } = read(location.search);
    this.state = { ...EMPTY, q, facets };
    const [code, model = ""] = location.hash.slice(1).split("/");
    this.chosen = this.codes.has(code) ? code : "";
    this.model = this.chosen && model;
    this.show();
    if (noted().view) this.canvas.setView(noted().view);
    else if (this.chosen) this.canvas.goTo(this.chosen);
    this.showPanel();
  }

  go(state) {
    this.state = state;
    this.keep("push");
    this.show();
    this.showPanel();
  }

  keep(how) {
    history[`${how}State`](history.state, "", write(this.state) + this.hash);
  }

  get hash() {
    return this.chosen && `#${this.chosen}${this.model ? `/${this.model}` : ""}`;
  }

  choose(code) {
    this.chosen = code;
    this.model = "";
    this.keep("replace");
    this.showPanel();
  }

  close() {
    const { chosen } = this;
    this.choose("");
    this.canvas.focus(chosen);
  }

  /** Show where one model of the chosen commune was copied to or from; "" for none. */
  connect(model) {
    this.model = model;
    this.keep("replace");
    this.showPanel();
  }

  show() {
    const started = performance.now();
    const { counting, state } = this;
    const counted = (this.counted = counting.count(state.facets));
    const counts = new Map();
    counting.communes.forEach(({ code }, at) => {
      const count = counted.communes[at].total;
      counts.set(code, { count, all: counting.all.communes[at].total, shade: counting.shade(count) });
    });
    this.showCount(counted);
    this.showNote();
    this.canvas.show(counts);
    this.showDrawing(counts);
    for (const row of this.section.querySelectorAll("tr[data-commune]")) {
      const { at } = this.codes.get(row.dataset.commune);
      recount(row, counted.communes[at], counting.all.communes[at].total);
    }
    this.showFilters(counted);
    this.showUnplaced(counted);
    this.part("search").href = new URL(`tra-cuu/${write(state).replace(/^\?$/, "")}`, root).href;
    this.section.dataset.shown = write(state);
    this.section.dataset.took = Math.ceil(performance.now() - started);
  }

  showCount({ total, placed, covered }) {
    const count = this.part("count");
    count.dataset.resultCount = total;
    const rest = `${number(placed)} ở ${number(covered)} xã, phường, đặc khu; ${number(total - placed)} làm trên cả tỉnh hoặc chưa rõ xã.`;
    count.replaceChildren(
      element("strong", {}, number(total)),
      ` mô hình${this.filtered ? " hợp lựa chọn" : ""}: ${rest}`,
    );
  }

  get filtered() {
    return this.counting.facets.some(({ key }) => this.state.facets[key]?.length);
  }

  showNote() {
    const own = new Set(this.counting.facets.map(({ key }) => key));
    this.part("note").hidden = !this.state.q && Object.keys(this.state.facets).every((key) => own.has(key));
  }

  // The drawing is what is printed, so filters change it too.
  showDrawing(counts) {
    for (const mark of this.section.querySelectorAll("[data-drawn], [data-framed]")) {
      const code = mark.dataset.drawn ?? mark.dataset.framed;
      const { count, all, shade } = counts.get(code);
      if (Number(mark.dataset.count ?? all) === count) continue;
      mark.dataset.count = count;
      const [title, shape, label] = mark.children;
      shape.setAttribute("class", `shade-${shade}${!count && all ? " other" : ""}`);
      label.textContent = count ? number(count) : "";
      title.textContent = told(this.codes.get(code), count, all);
    }
    for (const button of this.section.querySelectorAll("[data-island]")) {
      const { count, all } = counts.get(button.dataset.island);
      button.setAttribute("aria-label", told(this.codes.get(button.dataset.island), count, all));
    }
  }

  showFilters({ facets }) {
    const focused = document.activeElement?.id;
    const actions = { toggle: (key, code) => this.go(toggled(this.state, key, code)), clear: () => this.go(EMPTY) };
    const drawn = facets.map((one) => {
      const made = facet(one, { ...actions, open: this.opened.has(one.key), all: true });
      made?.addEventListener("toggle", () => {
        this.opened[made.open ? "add" : "delete"](one.key);
        noteOnly({ opened: [...this.opened] });
      });
      return made;
    });
    this.part("filters").replaceChildren(...drawn.filter(Boolean));
    this.part("choices").replaceChildren(...choices({ facets }, actions));
    if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
  }

  // --- lists of titles ---

  /** The models of a commune that pass the filters, from a file fetched once. */
  async titles(name) {
    if (!this.lists.has(name)) this.lists.set(name, json(`communes/${name}.json`));
    try {
      const rows = await this.lists.get(name);
      return rows.filter(([, , letters]) => this.counting.passes(letters, this.state.facets));
    } catch (problem) {
      this.lists.delete(name);
      throw problem;
    }
  }

  link([slug, title]) {
    return element("a", { href: new URL(`mo-hinh/${slug}/`, root).href }, title);
  }

  async showPanel() {
    const { chosen } = this;
    delete this.section.dataset.panel; // Set again when this panel is ready.
    this.canvas.mark(chosen);
    this.canvas.connect(chosen, []);
    this.part("choose").value = chosen;
    const asked = (this.asked = {});
    if (!chosen) this.section.removeAttribute("data-open");
    if (!chosen) return this.part("panel").replaceChildren(element("p", { class: "quiet" }, CHOOSE));
    // The panel gets its layout before the titles arrive, so nothing moves under a finger.
    const page = element("p", {}, this.linkOfCommune(this.codes.get(chosen)));
    const close = element("button", { type: "button", class: "chip map__close", "data-part": "close" }, "Đóng");
    this.part("panel").replaceChildren(close, ...this.headOfPanel(this.codes.get(chosen)), page);
    const uncovered = this.uncover(asked);
    const titles = this.counted.communes[this.codes.get(chosen).at].total ? await this.firstTitles(chosen) : [];
    await uncovered;
    if (asked !== this.asked) return;
    page.before(...titles);
    this.section.dataset.panel = chosen;
  }

  /** Name and numbers of a commune. */
  headOfPanel({ name, at, perhaps }) {
    const count = this.counted.communes[at].total;
    const all = this.counting.all.communes[at].total;
    const none = all ? `Không có mô hình nào hợp lựa chọn (tất cả: ${number(all)}).` : NONE;
    const unclear = perhaps > 0 && element("p", { class: "quiet", "data-perhaps": perhaps }, maybe(perhaps, all > 0));
    const counted = count ? element("p", {}, element("strong", {}, number(count)), " mô hình") : element("p", {}, none);
    return [element("h3", {}, name), !count && !all && perhaps ? null : counted, unclear].filter(Boolean);
  }

  linkOfCommune({ name, slug }) {
    return element("a", { href: new URL(`dia-ban/${slug}/`, root).href }, `Xem trang ${name}`);
  }

  /** The models that pass the filters, as a workbook. */
  async save() {
    const { facets } = this.state;
    const passes = (model) =>
      Object.entries(COLUMNS).every(
        ([key, column]) => !facets[key]?.length || model[column].split(";").some((code) => facets[key].includes(code)),
      );
    try {
      const { resultFile } = await import("../common/result_file.js");
      save(await resultFile(root, (models) => models.filter(passes), location.href), "ket-qua-ban-do.xlsx");
      this.part("file-failed").hidden = true;
    } catch {
      this.part("file-failed").hidden = false;
    }
  }

  // On a phone the models cover the lower half of the screen, so the map scrolls up above them; after DOUBLE_TAP,
  // because a second tap is for the map.
  async uncover(asked) {
    if (!WIDE.matches && !this.section.hasAttribute("data-open")) await pause(DOUBLE_TAP);
    if (asked !== this.asked) return;
    this.section.setAttribute("data-open", "");
    await frame(); // Reading the layout here would slow the choice; the frame makes it anyway.
    const map = this.part("live");
    const highest = innerHeight - parseFloat(getComputedStyle(this.part("panel")).maxHeight);
    if (!WIDE.matches && map.getBoundingClientRect().bottom > highest) map.scrollIntoView({ block: "start" });
  }

  item([slug, title, , , linked = []]) {
    const pressed = { "aria-pressed": String(slug === this.model), "data-model": slug };
    const lines = linked.length > 0 && element("button", { type: "button", class: "chip", ...pressed }, "Nơi làm theo");
    const chosen = slug === this.model && "true";
    return element("li", { "data-slug": slug, "aria-current": chosen }, this.link([slug, title]), lines && " ", lines);
  }

  async firstTitles(code) {
    try {
      const rows = await this.titles(code);
      // The model whose page led here comes first.
      rows.sort(([one], [other]) => Number(other === this.model) - Number(one === this.model));
      const items = rows.slice(0, FIRST).map((row) => this.item(row));
      this.canvas.connect(code, rows.find(([slug]) => slug === this.model)?.[4] ?? []);
      const more = rows.length - FIRST;
      return [
        element("ul", {}, items),
        more > 0 && element("p", { class: "quiet" }, `và ${number(more)} mô hình khác.`),
      ].filter(Boolean);
    } catch {
      return [element("p", { class: "quiet" }, "Chưa tải được tên các mô hình.")];
    }
  }

  async showUnplaced({ total, placed }) {
    const list = this.part("unplaced");
    if (!list) return;
    this.part("unplaced-count").textContent = number(total - placed);
    const { state } = this;
    if (!this.filtered && !this.lists.has(list.dataset.file)) return;
    const rows = await this.titles(list.dataset.file).catch(() => null);
    if (!rows || state !== this.state) return;
    const shown = rows.slice(0, Number(list.dataset.shown));
    list.replaceChildren(
      ...shown.map((row) => element("li", { "data-slug": row[0] }, this.link(row), " ", element("small", {}, row[3]))),
    );
  }
}

const section = document.querySelector("[data-map]");
try {
  const page = new MapPage(section, new Counting(await json("communes.json")));
  await page.start();
  page.section.dataset.mapReady = "";
} catch (problem) {
  section.querySelector('[data-part="failed"]').hidden = false;
  throw problem;
} finally {
  document.documentElement.dataset.started = "";
}
