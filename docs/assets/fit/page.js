// The page of what fits: asks, counts in the browser by the rule, shows each model with its reasons.

import { Pick } from "../common/combobox.js";
import { CommuneFinder } from "../common/communes.js";
import { number } from "../common/dom.js";
import { Gazetteer } from "../common/gazetteer.js";
import { Results } from "./results.js";
import { Rule } from "./rule.js";
import { readState, writeState } from "./state.js";

const root = new URL("../../", import.meta.url);
const section = document.querySelector("[data-fit]");
/** The part of the page of that name; of what kind it is, the template knows. @type {(name: string) => any} */
const part = (name) => section.querySelector(`[data-part="${name}"]`);
/** @param {string} name @returns {HTMLInputElement[]} */
const boxes = (name) => Array.from(section.querySelectorAll(`input[name="${name}"]`));
const values = (elements) => elements.map(({ value }) => value);
const TELLING = 3; // Points that only the work itself, or three likenesses, can give.
const ISLAND = "hai-dao";
const OFFLINE = "Chưa tải được dữ liệu. Cần có mạng; hãy tải lại trang.";

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
    /** @type {HTMLSelectElement[]} */
    this.traits = Array.from(section.querySelectorAll("select[data-trait]"));
    const place = () => this.gazetteer.get(this.state.commune)?.fullName;
    this.results = new Results(part("results"), part("more"), {
      root,
      chunk: facts.chunk,
      place,
      fetched: json,
      failed: () => this.say(OFFLINE),
    });
    this.addCommunes(home);
    this.listen(part("commune"));
    part("form").hidden = false;
    await this.read();
    part("further").open = matchMedia("(min-width: 60rem)").matches; // Where it stands beside the answers.
    section.dataset.fitReady = "";
  }

  listen(input) {
    this.pick = new Pick(input, {
      find: (text) => this.finder.find(text).filter(({ district }) => !district),
      choose: ({ value, words }) => this.chooseCommune(value, words),
      say: (text) => this.say(text),
      none: "Không thấy xã, phường, đặc khu nào có tên ấy.",
    });
    input.addEventListener("focus", () => this.fetchOthers().then(() => this.pick.again()));
    input.addEventListener("input", () => this.state.commune && !input.value.trim() && this.chooseCommune("", ""));
    section.addEventListener("change", ({ target }) => target !== input && this.answered(target));
    part("clear").addEventListener("click", () => this.go(readState("", this.known())));
    addEventListener("popstate", () => this.read());
    part("form").addEventListener("submit", (event) => event.preventDefault());
  }

  addCommunes(byProvince) {
    this.gazetteer.add(byProvince);
    this.finder = new CommuneFinder(this.gazetteer.all);
  }

  /** The communes of the other provinces: some 80 KB on the way, and most readers never ask for them. */
  async fetchOthers() {
    this.others ??= json("assets/form/communes.json").then((others) => {
      this.addCommunes(others);
      this.gazetteer.whole = true;
    });
    await this.others.catch(() => (this.others = undefined));
  }

  say(text) {
    part("status").textContent = text;
  }

  known() {
    const offered = (name) => values([...part(name).options]);
    return {
      groups: values(boxes("groups")),
      owners: values(boxes("owners")),
      traits: this.traits.map(({ dataset }) => dataset.trait),
      money: offered("money").filter(Boolean),
      days: offered("days").filter(Boolean),
    };
  }

  /** The answers of the address into the form, and the results with them. */
  async read() {
    const state = readState(location.search, this.known());
    this.state = state;
    if (state.commune && !this.gazetteer.get(state.commune)) await this.fetchOthers();
    if (state !== this.state) return; // Answered anew meanwhile.
    if (!this.gazetteer.trusts(state.commune)) state.commune = "";
    for (const box of [...boxes("groups"), ...boxes("owners")]) box.checked = state[box.name].includes(box.value);
    part("money").value = String(state.money || "");
    part("days").value = String(state.days || "");
    this.showCommune();
    this.showTraits();
    await this.show();
  }

  // What was said of one place does not hold for another.
  chooseCommune(code, words) {
    part("commune").value = words;
    part("commune").dataset.shown = words;
    const elsewhere = this.state.commune && this.state.commune !== code;
    this.go({ ...this.state, commune: code, traits: elsewhere ? {} : this.state.traits });
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
      if (bits & (1 << at)) known[code] = "theo nguồn của mô hình ở đây";
    });
    if (commune?.name.startsWith("Đặc khu ")) known[ISLAND] = "vì là đặc khu";
    return known;
  }

  /** Code -> whether the place has it: what is known, unless someone says otherwise. */
  placeTraits() {
    const known = Object.keys(this.knownTraits()).map((code) => [code, true]);
    return { ...Object.fromEntries(known), ...this.state.traits };
  }

  showTraits() {
    const known = this.knownTraits();
    const place = this.placeTraits();
    for (const select of this.traits) {
      const is = place[select.dataset.trait];
      select.value = is === true ? "co" : is === false ? "khong" : "";
      select.parentElement.querySelector("small").textContent = is ? (known[select.dataset.trait] ?? "") : "";
    }
    const has = this.facts.codes.area_traits
      .filter((code) => place[code])
      .map((code) => this.facts.names.traits[code].toLowerCase());
    part("place").textContent = this.state.commune && has.length ? `Đã biết: ${has.join(", ")}.` : "";
    const further = this.furtherAnswers();
    part("further-count").textContent = further ? `đã trả lời ${further}` : "";
  }

  /** How many of the questions that are folded away have an answer. */
  furtherAnswers() {
    const { owners, money, days, traits } = this.state;
    return [owners.length, money, days, Object.keys(traits).length].filter(Boolean).length;
  }

  // Arrow keys go through a select one by one: only a click on a box is a step that "back" undoes.
  answered(target) {
    const checked = (name) => values(boxes(name).filter((box) => box.checked));
    const known = this.knownTraits();
    const traits = {};
    for (const { dataset, value } of this.traits) {
      const is = value ? value === "co" : null;
      if (is !== (known[dataset.trait] ? true : null)) traits[dataset.trait] = is;
    }
    const state = {
      ...this.state,
      groups: checked("groups"),
      owners: checked("owners"),
      money: Number(part("money").value),
      days: Number(part("days").value),
      traits,
    };
    this.go(state, target.matches("select"));
  }

  go(state, instead = false) {
    const address = writeState(state) || location.pathname;
    if (instead) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    return this.read();
  }

  profile() {
    const { groups, owners, money, days, commune } = this.state;
    const name = this.gazetteer.get(commune)?.name ?? "";
    const kind = this.facts.names.kinds.find((one) => name.startsWith(`${one} `)) ?? "";
    return { groups, owners, money, days, kind, traits: this.placeTraits() };
  }

  async show() {
    const told = writeState(this.state) !== "";
    const found = told ? this.rule.fitting(this.profile()) : [];
    part("empty").hidden = !told || found.length > 0;
    part("count").textContent = found.length ? `${number(found.length)} mô hình có điểm hợp, hợp nhất ở trên.` : "";
    part("count").dataset.resultCount = String(found.length);
    part("thin").hidden = !found.length || found[0].points >= TELLING;
    await this.results.show(found);
  }
}

new FitPage()
  .start()
  .catch(() => (part("status").textContent = OFFLINE))
  .finally(() => (document.documentElement.dataset.started = ""));
