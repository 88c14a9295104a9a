// The page of what fits: asks, counts in the browser by the rule, shows each model with its reasons.

import { Gazetteer } from "../form/communes.js";
import { CommuneFinder } from "../form/page-communes.js";
import { Pick } from "../form/page-pick.js";
import { element, lotus, number } from "../search/dom.js";
import { Rule } from "./rule.js";
import { readState, writeState } from "./state.js";

const root = new URL("../../", import.meta.url);
const section = document.querySelector("[data-fit]");
const part = (name) => section.querySelector(`[data-part="${name}"]`);
const SHOWN = 20;
const ISLAND = "hai-dao";

async function json(path) {
  const response = await fetch(new URL(path, root));
  if (!response.ok) throw new Error(`${response.status} ${path}`);
  return response.json();
}

class FitPage {
  async start() {
    const [facts, home] = await Promise.all([json("assets/fit/facts.json"), json("assets/form/communes-home.json")]);
    this.facts = facts;
    this.rule = new Rule(facts);
    this.gazetteer = new Gazetteer(facts.gazetteer);
    this.gazetteer.add(home);
    this.finder = new CommuneFinder(this.gazetteer.all);
    this.chunks = new Map();
    const input = part("commune");
    this.pick = new Pick(input, {
      find: (text) => this.finder.find(text).filter(({ district }) => !district),
      choose: ({ value, words }) => this.chooseCommune(value, words),
      say: (text) => this.say(text),
      none: "Không thấy xã, phường, đặc khu nào có tên ấy.",
    });
    input.addEventListener("input", () => !input.value.trim() && this.chooseCommune("", ""));
    section.addEventListener("change", (event) => event.target !== input && this.answered());
    part("more").addEventListener("click", () => this.showMore());
    part("clear").addEventListener("click", () => this.go(readState("")));
    addEventListener("popstate", () => this.read());
    part("form").addEventListener("submit", (event) => event.preventDefault());
    part("form").hidden = false;
    await this.read();
    section.dataset.fitReady = "";
    // The rest of the country comes a little later.
    const others = await json("assets/form/communes.json").catch(() => null);
    if (!others) return;
    this.gazetteer.add(others);
    this.finder = new CommuneFinder(this.gazetteer.all);
    this.pick.again();
    if (this.state.commune && !input.value) this.showCommune();
  }

  say(text) {
    part("status").textContent = text;
  }

  /** The answers of the address into the form, and the results with them. */
  async read() {
    this.state = readState(location.search);
    for (const box of section.querySelectorAll("input[type=checkbox]")) box.checked = this.state[box.name].includes(box.value);
    part("money").value = String(this.state.money || "");
    part("days").value = String(this.state.days || "");
    this.showCommune();
    this.showTraits();
    await this.show();
  }

  chooseCommune(code, words) {
    part("commune").value = words;
    part("commune").dataset.shown = words;
    this.go({ ...this.state, commune: code });
  }

  showCommune() {
    const commune = this.gazetteer.get(this.state.commune);
    part("commune").value = commune?.fullName ?? "";
    part("commune").dataset.shown = part("commune").value;
  }

  /** What is known of the commune itself: by its kind, and by what the sources of its models say. */
  knownTraits() {
    const commune = this.gazetteer.get(this.state.commune);
    const bits = this.facts.communes[this.state.commune] ?? 0;
    const known = {};
    this.facts.codes.area_traits.forEach((code, at) => {
      if (bits & (1 << at)) known[code] = true;
    });
    if (commune?.name.startsWith("Đặc khu ")) known[ISLAND] = true;
    return known;
  }

  get traits() {
    return { ...this.knownTraits(), ...this.state.traits };
  }

  showTraits() {
    const known = this.knownTraits();
    for (const select of section.querySelectorAll("select[data-trait]")) {
      const code = select.dataset.trait;
      const is = this.traits[code];
      select.value = is === undefined ? "" : is ? "co" : "khong";
      select.parentElement.querySelector("small").textContent = known[code] && is ? "theo nguồn" : "";
    }
  }

  answered() {
    const checked = (name) => [...section.querySelectorAll(`input[name="${name}"]:checked`)].map((box) => box.value);
    const known = this.knownTraits();
    const traits = {};
    for (const { dataset, value } of section.querySelectorAll("select[data-trait]")) {
      if (value && (value === "co") !== (known[dataset.trait] === true)) traits[dataset.trait] = value === "co";
    }
    this.go({ ...this.state, groups: checked("groups"), owners: checked("owners"), money: Number(part("money").value), days: Number(part("days").value), traits });
  }

  go(state) {
    history.pushState(null, "", writeState(state) || location.pathname);
    return this.read();
  }

  profile() {
    const { groups, owners, money, days, commune } = this.state;
    const known = this.gazetteer.get(commune);
    const kind = this.facts.names.kinds.find((one) => known?.name.startsWith(`${one} `)) ?? "";
    return { groups, owners, money, days, kind, traits: this.traits };
  }

  async show() {
    const told = writeState(this.state) !== "";
    this.found = told ? this.rule.fitting(this.profile()) : [];
    this.shown = 0;
    part("results").replaceChildren();
    part("empty").hidden = !told || this.found.length > 0;
    part("count").textContent = told && this.found.length ? `${number(this.found.length)} mô hình có điểm hợp, hợp nhất ở trên.` : "";
    part("count").dataset.resultCount = String(this.found.length);
    part("thin").hidden = !told || !this.found.length || this.found.slice(0, SHOWN).some(({ points }) => points >= 3);
    await this.showMore();
  }

  async showMore() {
    const asked = this.found;
    const next = asked.slice(this.shown, this.shown + SHOWN);
    const cards = await Promise.all(next.map(({ model }) => this.card(model)));
    if (asked !== this.found) return; // Answered anew meanwhile.
    part("results").append(...next.map((one, at) => this.result(one, cards[at])));
    this.shown += next.length;
    part("more").hidden = this.shown >= asked.length;
  }

  async card(model) {
    const chunk = Math.floor(model / this.facts.chunk);
    if (!this.chunks.has(chunk)) this.chunks.set(chunk, json(`assets/fit/cards/${chunk}.json`));
    return (await this.chunks.get(chunk))[model % this.facts.chunk];
  }

  result({ points, for: reasons, against, silent }, [slug, title, owner, place, states, conditions]) {
    const link = element("a", { href: new URL(`mo-hinh/${slug}/`, root).href }, title);
    const plan = element("a", { href: new URL(`ke-hoach/?m=${slug}`, root).href }, "Lập kế hoạch");
    const lines = (rows, kind) => rows.map(({ words, points: each }) => element("li", { class: `why why--${kind}` }, words, element("small", {}, each > 0 ? `+${each}` : `−${-each}`)));
    return element(
      "li",
      { class: "card", "data-slug": slug, "data-points": String(points) },
      lotus(states, 48),
      element(
        "div",
        { class: "card__body" },
        element("h3", { class: "card__title" }, link),
        element("p", { class: "card__who" }, `${owner || "Chưa rõ chủ thể"} · ${place}`),
        element("ul", { class: "reasons" }, lines(reasons, "for"), lines(against, "against"), silent.map((words) => element("li", { class: "why why--silent" }, words))),
        conditions && element("p", { class: "quiet" }, `Cần có: ${conditions}`),
        element("p", { class: "fit__sum" }, element("strong", {}, `${points} điểm`), " · ", plan),
        element("p", { class: "chips" }),
      ),
    );
  }
}

new FitPage().start().catch(() => {
  part("status").textContent = "Chưa tải được dữ liệu. Cần có mạng; hãy tải lại trang.";
});
