// The page of fitting models: asks questions, ranks models in the browser by the rule, shows each with its reasons.

import { Pick, tellBelow } from "../common/combobox.js";
import { CommuneFinder } from "../common/communes.js";
import { Gazetteer } from "../common/gazetteer.js";
import { note, noted, takeUpPosition, watchPosition } from "../common/position.js";
import { showAsked, showCount, showLessons, showOwn, showWhomToAsk } from "./answers.js";
import { Apart } from "./apart.js";
import { knownTraits, placeTraits } from "./place_traits.js";
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
const WIDE = "(min-width: 60rem)"; // Questions and answers are side by side.
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
    this.apart = new Apart(facts, json);
    this.rule = new Rule(facts);
    this.gazetteer = new Gazetteer(facts.gazetteer);
    /** @type {HTMLSelectElement[]} */
    this.traits = Array.from(section.querySelectorAll("select[data-trait]"));
    /** @type {HTMLDetailsElement[]} */
    this.groups = Array.from(section.querySelectorAll(".fit__group"));
    const place = () => this.gazetteer.get(this.state.commune)?.fullName;
    this.results = new Results(part("results"), part("more"), {
      root,
      chunk: facts.chunk,
      place,
      homes: facts.homes,
      fetched: json,
      failed: () => this.say(OFFLINE),
      grown: (shown) => note({ shown }),
    });
    this.addCommunes(home);
    this.listen(part("commune"));
    part("form").hidden = false;
    // As the reader left it; at first open if it is beside the answers.
    part("further").open = noted().further ?? matchMedia(WIDE).matches;
    await this.read();
    this.turn(this.state.topics.length > 0);
    takeUpPosition();
    part("further").addEventListener("toggle", () => note({ further: part("further").open }));
    watchPosition();
    section.dataset.fitReady = "";
  }

  listen(input) {
    this.pick = new Pick(input, {
      find: (text) => this.finder.find(text).filter(({ district }) => !district),
      meant: (text) => this.meant(text),
      choose: ({ value, words }) => this.chooseCommune(value, words),
      say: (text) => (part("said").textContent = text),
      none: "Không thấy xã, phường, đặc khu nào có tên ấy.",
      unchosen: "Chưa chọn nơi nào: xin chạm một dòng trong danh sách.",
    });
    input.addEventListener("focus", () => this.fetchOthers().then(() => this.pick.again()));
    input.addEventListener("input", () => this.typed(input.value));
    section.addEventListener("change", ({ target }) => target !== input && this.answered(target));
    part("clear").addEventListener("click", () => this.clear());
    addEventListener("popstate", () => this.arrive());
    part("see").addEventListener("click", () => this.turn(true, true));
    part("edit").addEventListener("click", () => this.turn(false, true));
    part("form").addEventListener("submit", (event) => event.preventDefault());
  }

  addCommunes(byProvince) {
    this.gazetteer.add(byProvince);
    this.finder = new CommuneFinder(this.gazetteer.all, this.gazetteer.home);
  }

  // Communes of the home province are found without fetching the others.
  async meant(text) {
    return this.finder.meant(text) ?? this.fetchOthers().then(() => this.finder.meant(text));
  }

  /** Fetch the communes of other provinces: about 80 KB, which most readers do not need. */
  async fetchOthers() {
    this.others ??= json("assets/form/communes.json").then((others) => {
      this.addCommunes(others);
      this.gazetteer.whole = true;
    });
    await this.others.catch(() => (this.others = undefined));
  }

  /** On a site of many provinces, each topic has its own file of models. */
  async fetchTopics(topics) {
    const wanted = this.apart.missing(topics);
    if (!wanted.length) return;
    await this.apart.fetch(wanted).catch(() => this.say(OFFLINE));
    this.rule = new Rule(this.facts);
  }

  say(text) {
    part("status").textContent = text;
  }

  known() {
    const offered = (name) => values([...part(name).options]);
    return {
      topics: values(boxes("topics")),
      needs: this.facts.limits.needs,
      owners: values(boxes("owners")),
      traits: this.traits.map(({ dataset }) => dataset.trait),
      money: offered("money").filter(Boolean),
      days: offered("days").filter(Boolean),
    };
  }

  /** Restore the answers after going back or forward. */
  async arrive() {
    this.forgetTyped();
    await this.read();
    takeUpPosition();
  }

  /** Fill the form with the answers in the address, and show the results. */
  async read() {
    const state = readState(location.search, this.known());
    this.state = state;
    if (state.commune && !this.gazetteer.get(state.commune)) await this.fetchOthers();
    await this.fetchTopics(state.topics);
    if (state !== this.state) return; // Answered anew meanwhile.
    if (!this.gazetteer.trusts(state.commune)) state.commune = "";
    for (const box of [...boxes("topics"), ...boxes("owners")]) box.checked = state[box.name].includes(box.value);
    this.showTopics();
    part("money").value = String(state.money || "");
    part("days").value = String(state.days || "");
    this.showCommune();
    this.showTraits();
    await this.show();
  }

  // A text other than the chosen commune's name clears the choice.
  typed(text) {
    const { shown } = part("commune").dataset;
    if (!this.state.commune || text === shown) return;
    part("commune").dataset.shown = "";
    this.go({ ...this.state, commune: "", traits: {} });
  }

  clear() {
    this.forgetTyped();
    return this.go(readState("", this.known()));
  }

  forgetTyped() {
    part("commune").value = "";
    tellBelow(part("commune"), "");
  }

  // Answers about one place are not valid for another.
  chooseCommune(code, words) {
    part("commune").value = words;
    part("commune").dataset.shown = words;
    const elsewhere = this.state.commune && this.state.commune !== code;
    this.go({ ...this.state, commune: code, traits: elsewhere ? {} : this.state.traits });
  }

  /** Open groups with a chosen need; disable other needs once the limit is reached. */
  showTopics() {
    const full = this.state.topics.length >= this.facts.limits.needs;
    for (const box of boxes("topics")) box.disabled = full && !box.checked;
    for (const group of this.groups) group.open = group.open || Boolean(group.querySelector("input:checked"));
  }

  /** Show the chosen commune; typed text stays until one is chosen. */
  showCommune() {
    const { value, dataset } = part("commune");
    if (value.trim() && value !== dataset.shown) return;
    const commune = this.gazetteer.get(this.state.commune);
    part("commune").value = commune?.fullName ?? "";
    part("commune").dataset.shown = part("commune").value;
  }

  knownTraits() {
    const { commune } = this.state;
    return knownTraits(commune, this.gazetteer.get(commune)?.name, this.facts);
  }

  showTraits() {
    const known = this.knownTraits();
    const place = placeTraits(known, this.state.traits);
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

  /** The number of folded questions with an answer. */
  furtherAnswers() {
    const { owners, money, days, traits } = this.state;
    return [owners.length, money, days, Object.keys(traits).length].filter(Boolean).length;
  }

  // Only a click on a box adds a history entry: arrow keys change a select many times.
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
      topics: this.inOrder(checked("topics")),
      owners: checked("owners"),
      money: Number(part("money").value),
      days: Number(part("days").value),
      traits,
    };
    this.go(state, target.matches("select"));
    // All needs are chosen, so show the answers: on a phone they replace the questions.
    if (target.name === "topics" && target.checked && state.topics.length >= this.facts.limits.needs)
      this.turn(true, true);
  }

  /** The needs in the order of choosing. */
  inOrder(topics) {
    const before = this.state.topics.filter((code) => topics.includes(code));
    return [...before, ...topics.filter((code) => !before.includes(code))];
  }

  /** On a phone, show either questions or answers; `moved`: the reader asked for it, so the focus moves too. */
  turn(answers, moved = false) {
    section.dataset.step = answers ? "answers" : "asking";
    if (!moved || matchMedia(WIDE).matches) return;
    part("body").scrollIntoView();
    (answers ? part("count") : part("commune")).focus({ preventScroll: true });
  }

  go(state, instead = false) {
    const address = writeState(state) || location.pathname;
    if (!instead) note();
    if (instead) history.replaceState(null, "", address);
    else history.pushState(null, "", address);
    return this.read();
  }

  profile() {
    const { topics, owners, money, days, commune } = this.state;
    return { topics, owners, money, days, commune, traits: placeTraits(this.knownTraits(), this.state.traits) };
  }

  async show() {
    const profile = this.profile();
    const asked = this.state.topics.length > 0;
    const found = this.rule.fitting(profile);
    const place = this.gazetteer.get(this.state.commune)?.name;
    showCount(part, found.length, asked);
    showAsked(part, this.facts, this.state.topics, place);
    showWhomToAsk(part, this.facts, this.state.topics, root);
    showLessons(part, this.facts, this.state.topics, root);
    showOwn(part, asked ? this.rule.own(profile) : 0);
    if (!asked) this.turn(false);
    await this.results.show(found, noted().shown);
  }
}

new FitPage()
  .start()
  .catch(() => (part("status").textContent = OFFLINE))
  .finally(() => (document.documentElement.dataset.started = ""));
