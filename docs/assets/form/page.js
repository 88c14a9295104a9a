// The entry form: what is typed is kept on the device, checked as it is left, and handed over as a file at the end.
// `?sua=<slug>` opens a model for correction, `?tu=<slug>` begins one that was done after another.

import { CommuneFinder } from "../common/communes.js";
import { Likeness } from "./page/alike.js";
import { pickFor } from "./page/choosing.js";
import { Draft } from "./page/draft.js";
import { fill } from "./page/filling.js";
import { advisedSoFar, finished, toldSoFar } from "./page/finishing.js";
import { listen } from "./page/lists.js";
import { begin, modeOf, opened } from "./page/opening.js";
import { controlOf, tell, tellAll, words } from "./page/problems.js";
import { showTold } from "./page/progress.js";
import { refresh } from "./page/sources.js";
import { collect } from "./page/values.js";
import { Pictures } from "./receiver/pictures.js";
import { capability } from "./receiver/receiver.js";

const LONG_PRESS = 1000;
const PAUSE = 400; // Milliseconds without a key before the draft is kept and looked at.

class FormPage {
  constructor(section) {
    this.section = section;
    this.root = section.dataset.root;
    this.form = this.part("form");
    this.mode = modeOf(location.search);
    this.draft = this.draftOf(this.mode.name);
    this.original = null;
    this.start = {};
    this.titles = new Map();
    this.likeness = new Likeness(this);
    this.picks = new WeakMap();
    this.pictures = null; // Until a receiver has answered.
  }

  part(name) {
    return this.section.querySelector(`[data-part="${name}"]`);
  }

  draftOf(name) {
    return new Draft(name, new URL(this.root, location.href).pathname);
  }

  say(text) {
    this.part("said").textContent = text;
  }

  // --- the rules, fetched when first needed ---

  /** {readFile, checkValues, ..., rules}. */
  engine() {
    this.loading ??= this.load().catch((problem) => {
      this.loading = null;
      this.part("failed").hidden = false;
      throw problem;
    });
    return this.loading;
  }

  async load() {
    const engine = await import("./engine.js");
    const rules = await engine.loadRules(this.root);
    this.part("failed").hidden = true;
    return { ...engine, rules };
  }

  /** The communes to be found by their names: those of the home province at once, `whole` all of the country. */
  async communes(whole) {
    const { rules } = await this.engine();
    this.gazetteer ??= new CommuneFinder(rules.communes, rules.home);
    this.widening ??= rules.loadCommunes().then(
      () => (this.gazetteer = new CommuneFinder(rules.communes, rules.home)),
      () => (this.widening = null),
    );
    if (whole) await this.widening;
    return this.gazetteer;
  }

  get names() {
    return {
      communeName: (code) => this.gazetteer?.nameOf(code),
      modelTitle: (slug) => this.titles.get(slug) ?? slug,
    };
  }

  // --- beginning ---

  async run() {
    listen(this.form, (list, said) => {
      if (said) this.say(said);
      refresh(this.form);
      this.changed();
    });
    this.part("body").hidden = false;
    await begin(this);
    refresh(this.form);
    this.show(collect(this.form).values);
    this.attend();
    this.section.dataset.formReady = "";
    await this.meetReceiver();
  }

  /** Where the site has a receiver, pictures can be chosen here, since they can be sent. Gives whether it has one. */
  async meetReceiver() {
    if (this.pictures) return true; // Also while the line is down.
    if (!(await capability(this.root))) return false;
    this.pictures ??= new Pictures({
      list: this.form.querySelector('[data-list="pictures"]'),
      title: () => this.original?.slug ?? this.form.querySelector('[data-path="title"]').value,
      draft: () => this.draft.key,
      say: (said) => this.say(said),
    });
    await this.restorePictures();
    return true;
  }

  async restorePictures() {
    await this.pictures?.restore((this.start.pictures ?? []).map(({ file }) => file));
  }

  /** What was sent needs no draft any more. */
  sent() {
    this.start = this.collected.values;
    this.draft.forget();
    this.pictures.forget();
    this.part("saved").textContent = "Đã gửi; bản nháp trên máy này đã được xóa.";
  }

  attend() {
    const { form } = this;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => this.typed(event.target));
    form.addEventListener("change", (event) => this.typed(event.target));
    form.addEventListener("focusin", ({ target }) => this.prepare(target));
    form.addEventListener("focusout", ({ target }) => this.left(target));
    form.addEventListener("click", ({ target }) => {
      if (!target.closest("[data-drop]")) return;
      const box = target.closest(".ask").querySelector("[role=combobox]");
      target.closest("li").remove();
      box.focus();
      this.changed();
    });
    this.part("check").addEventListener("click", () => this.check());
    this.part("forget").addEventListener("click", () => this.forget());
    this.part("open").addEventListener("change", ({ target }) => opened(this, target));
    addEventListener("pagehide", () => this.keep());
    addEventListener(
      "pointerdown",
      () => {
        this.released = new Promise((resolve) => {
          for (const end of ["click", "pointercancel"]) addEventListener(end, resolve, { once: true });
          setTimeout(resolve, LONG_PRESS);
        });
      },
      { capture: true },
    );
  }

  // Boxes with lists to choose from get them when they are first entered.
  prepare(control) {
    if (control.getAttribute?.("role") !== "combobox" || this.picks.has(control)) return;
    this.picks.set(control, pickFor(this, control));
  }

  // --- while typing ---

  typed(control) {
    const petal = control.closest("[data-petal]");
    // A criterion with an answer is at least claimed; the editor may choose a higher level.
    const evidence = petal?.querySelector('[data-ask="evidence"] select');
    if (evidence && control !== evidence && !evidence.value && control.value) evidence.value = "claimed";
    if (control.closest('[data-list="sources"]')) refresh(this.form);
    this.changed(control);
  }

  changed(control) {
    this.part("send").hidden = true;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.pause(control), PAUSE);
  }

  pause(control) {
    this.keep();
    const { values } = this.collected;
    this.show(values);
    if (control?.isConnected && control.getAttribute("aria-invalid")) this.look(control);
    this.likeness.compare(values);
  }

  show(values) {
    showTold(this.section, values);
    for (const area of this.form.querySelectorAll("[data-most]")) {
      const left = Number(area.dataset.most) - area.value.trim().length;
      area.parentElement.querySelector("[data-left]").textContent =
        left < 0 ? `Thừa ${-left} ký tự.` : `Còn ${left} ký tự.`;
    }
  }

  keep() {
    clearTimeout(this.waiting);
    this.collected = collect(this.form);
    const { values } = this.collected;
    if (JSON.stringify(values) === JSON.stringify(this.start)) return this.draft.forget();
    const kept = this.draft.keep(values, this.original?.text);
    this.part("saved").textContent = kept
      ? "Bản nháp đã lưu trên máy này; mở lại trang vẫn còn."
      : "Trình duyệt không cho lưu bản nháp: xin gửi hoặc tải tệp về trước khi đóng trang.";
    return undefined;
  }

  async forget() {
    if (!confirm("Xóa hết những gì đã viết ở đây?")) return;
    this.draft.forget();
    this.pictures?.forget();
    this.part("draft").hidden = true;
    this.part("problems").replaceChildren();
    tellAll(this.form, [], new Map());
    fill(this.form, this.start, this.names);
    this.collected = collect(this.form);
    this.show(this.collected.values);
    this.part("send").hidden = true;
    this.part("saved").textContent = "Đã xóa bản nháp.";
    this.say("Đã xóa bản nháp.");
  }

  // --- checking ---

  // A word that appears while a finger is down would move what it is about to press.
  async left(target) {
    const control = target.closest("[data-control]");
    if (!control) return;
    await Promise.all([this.released, this.picks.get(control)?.leaving]);
    await this.look(control);
  }

  /** Check one answer with all rules; questions without an answer are left out. */
  async look(control) {
    const engine = await this.engine();
    const { values, controls } = (this.collected = collect(this.form));
    const file = { slug: this.original?.slug ?? "mo-hinh", folder: engine.folderOf(values, engine.rules) };
    const found = [...toldSoFar(engine, values, file), ...advisedSoFar(engine, values, file)];
    const here = found.find((one) => controlOf(one.path, controls) === control);
    tell(control, here ? words(here) : "", here?.severity === "advice");
  }

  async check() {
    this.keep();
    const place = this.part("problems");
    place.textContent = "Đang kiểm tra…";
    try {
      await finished(this);
    } catch (problem) {
      place.textContent =
        "Chưa tải được phần kiểm tra, có thể do đường truyền. Xin bấm lại sau giây lát; bản nháp vẫn còn.";
      throw problem;
    }
  }
}

const section = document.querySelector("[data-form]");
try {
  await new FormPage(section).run();
} catch (problem) {
  section.querySelector('[data-part="failed"]').hidden = false;
  throw problem;
} finally {
  document.documentElement.dataset.started = "";
}
