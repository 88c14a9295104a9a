// The entry form: every input goes into the draft. The draft is saved on the device, checked question by question, and
// becomes a file at the end. `?sua=<slug>` opens a model for correction, `?tu=<slug>` begins a copy of it.

import { Draft } from "./draft/draft.js";
import { SavedDraft } from "./draft/saved.js";
import { Likeness } from "./page/alike.js";
import { checkAll, checkAnswer, checkWhenLeft } from "./page/answer_checks.js";
import { pickFor } from "./page/choosing.js";
import { controlAt, placeOf, questionsOf, record } from "./page/controls.js";
import { draw, drawAll } from "./page/drawing.js";
import { listen } from "./page/lists.js";
import { Loading } from "./page/loading.js";
import { begin, modeOf, opened } from "./page/opening.js";
import { goTo, tellAll } from "./page/problems.js";
import { showProgress } from "./page/progress.js";
import { meetReceiver } from "./page/receiving.js";
import { drawSources } from "./page/sources.js";

const PAUSE = 400; // Milliseconds without input before the draft is saved and checked.

class FormPage {
  constructor(section) {
    this.section = section;
    this.root = section.dataset.root;
    this.form = this.part("form");
    this.mode = modeOf(location.search);
    this.draft = new Draft(questionsOf(this.form));
    this.saved = this.savedAs(this.mode.name);
    this.original = null;
    this.start = {};
    const failed = (hasFailed) => (this.part("failed").hidden = !hasFailed);
    this.loading = new Loading(this.root, () => import("./engine.js"), failed);
    this.likeness = new Likeness(this);
    this.picks = new WeakMap();
    this.pictures = null; // Set by meetReceiver.
  }

  part(name) {
    return this.section.querySelector(`[data-part="${name}"]`);
  }

  savedAs(name) {
    return new SavedDraft(name, new URL(this.root, location.href).pathname);
  }

  say(text) {
    this.part("said").textContent = text;
  }

  engine() {
    return this.loading.engine();
  }

  // --- beginning ---

  async run() {
    listen(this.form, this.draft, (words) => {
      if (words) this.say(words);
      drawSources(this.form, this.draft);
      this.changed();
    });
    this.part("body").hidden = false;
    drawAll(this.form, this.draft, this.loading.names);
    await begin(this);
    this.show();
    this.attend();
    this.goToAsked();
    this.section.dataset.formReady = "";
    await meetReceiver(this);
  }

  /** Go to the question in the address, such as `#o-confirmed`. */
  goToAsked() {
    const asked = location.hash.startsWith("#o-") && document.getElementById(location.hash.slice(1));
    if (asked && this.form.contains(asked)) goTo(asked);
  }

  attend() {
    const { form } = this;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", (event) => this.typed(event.target));
    form.addEventListener("change", (event) => this.typed(event.target));
    form.addEventListener("focusin", ({ target }) => this.prepare(target));
    form.addEventListener("focusout", ({ target }) => checkWhenLeft(this, target));
    form.addEventListener("click", ({ target }) => this.drop(target));
    this.part("check").addEventListener("click", () => checkAll(this));
    this.part("forget").addEventListener("click", () => this.forget());
    this.part("open").addEventListener("change", ({ target }) => opened(this, target));
    addEventListener("pagehide", () => this.save());
  }

  // A box gets its list of choices when it is first focused.
  prepare(control) {
    if (control.getAttribute?.("role") !== "combobox" || this.picks.has(control)) return;
    this.picks.set(control, pickFor(this, control));
  }

  // --- answers ---

  typed(target) {
    const control = target.closest("[data-control]");
    if (!control) return;
    const place = placeOf(control);
    record(this.draft, control);
    const claimed = this.draft.answer(place) !== undefined && this.draft.claim(place);
    if (claimed) this.draw(claimed);
    if (place.path === "sources") drawSources(this.form, this.draft);
    this.changed(control);
  }

  /** Store an answer that was chosen, not typed, and show it in its control. */
  put(place, answer) {
    this.draft.put(place, answer);
    this.draw(place);
    this.changed(controlAt(this.form, place));
  }

  draw(place) {
    draw(controlAt(this.form, place), this.draft, this.loading.names);
  }

  /** Replace all answers with the values of a file. */
  fill(values) {
    this.draft.fill(values);
    drawAll(this.form, this.draft, this.loading.names);
  }

  /** Remove one of the chosen communes. */
  drop(button) {
    if (!button.closest("[data-drop]")) return;
    const box = button.closest(".ask").querySelector("[role=combobox]");
    const { value } = button.closest("li").dataset;
    const left = this.draft.answer(placeOf(box)).filter((code) => code !== value);
    this.put(placeOf(box), left.length ? left : undefined);
    box.focus();
  }

  changed(control) {
    this.part("send").hidden = true;
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.pause(control), PAUSE);
  }

  pause(control) {
    this.save();
    this.show();
    if (control?.isConnected && control.getAttribute("aria-invalid")) checkAnswer(this, control);
    this.likeness.compare(this.draft.values);
  }

  show() {
    showProgress(this.section, this.form, this.draft);
  }

  save() {
    clearTimeout(this.waiting);
    const { values } = this.draft;
    if (JSON.stringify(values) === JSON.stringify(this.start)) return this.saved.remove();
    this.part("saved").textContent = this.saved.write(values, this.original?.text)
      ? "Bản nháp đã lưu trên máy này; mở lại trang vẫn còn."
      : "Trình duyệt không cho lưu bản nháp: xin gửi hoặc tải tệp về trước khi đóng trang.";
    return undefined;
  }

  async forget() {
    if (!confirm("Xóa hết những gì đã viết ở đây?")) return;
    this.saved.remove();
    this.pictures?.forget();
    this.part("draft").hidden = true;
    this.part("problems").replaceChildren();
    tellAll(this.form, [], new Map());
    this.fill(this.start);
    this.show();
    this.part("send").hidden = true;
    this.part("saved").textContent = "Đã xóa bản nháp.";
    this.say("Đã xóa bản nháp.");
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
