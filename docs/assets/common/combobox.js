// A text box with a list of options, after the combobox pattern of the ARIA guide: arrow keys move through the list,
// Enter chooses, Escape closes; the focus stays in the box.

import { element } from "./dom.js";
import { fingerLifted } from "./finger.js";

const DELAY = 120; // Milliseconds after the last key before the list is made.

export class Pick {
  /**
   * `find(text)` returns options [{value, words, note?}] or a promise of them; `meant(text)` the only option with that
   * name, or undefined; `choose(option)` handles a choice; `say(words)` announces text to screen readers. `unchosen`:
   * note below the box when its text is not an option; `none`: announced when no option is found.
   */
  constructor(input, { find, meant, choose, say, none, unchosen = "" }) {
    this.input = input;
    this.find = find;
    this.meant = meant;
    this.choose = choose;
    this.say = say;
    this.none = none;
    this.unchosen = unchosen;
    this.list = document.getElementById(input.getAttribute("aria-controls"));
    this.options = [];
    this.at = -1;
    this.asked = 0;
    input.addEventListener("input", () => this.later());
    input.addEventListener("keydown", (event) => this.press(event));
    input.addEventListener("blur", () => (this.leaving = this.leave()));
    // Without this the box would lose the focus before the click arrives.
    this.list.addEventListener("pointerdown", (event) => event.preventDefault());
    this.list.addEventListener("click", ({ target }) => {
      const option = /** @type {Element} */ (target).closest("[role=option]");
      if (option) this.take(this.options[Number(option.dataset.at)]);
    });
  }

  later() {
    if (this.unchosen) tellBelow(this.input, "");
    clearTimeout(this.waiting);
    this.waiting = setTimeout(() => this.open(), DELAY);
  }

  /** Make the list again if the box has the focus and its text has not been chosen. */
  again() {
    if (document.activeElement === this.input && this.at < 0 && this.input.value !== (this.input.dataset.shown ?? ""))
      this.open();
  }

  async open() {
    const asked = ++this.asked;
    const text = this.input.value.trim();
    const options = text ? await this.find(text) : [];
    if (asked !== this.asked || document.activeElement !== this.input) return;
    this.options = options;
    this.listed = text;
    this.mark(-1);
    const rows = options.map(({ words, note }, at) =>
      element(
        "li",
        { role: "option", id: `${this.list.id}-${at}`, "data-at": String(at), "aria-selected": "false" },
        words,
        note && element("small", {}, note),
      ),
    );
    this.list.replaceChildren(...rows);
    this.show(rows.length > 0);
    if (text) this.say(rows.length ? `${rows.length} lựa chọn. Dùng phím mũi tên để chọn.` : this.none);
  }

  show(open) {
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    if (!open) this.mark(-1);
  }

  mark(at) {
    this.list.children[this.at]?.setAttribute("aria-selected", "false");
    this.at = at;
    const row = this.list.children[at];
    if (!row) return this.input.removeAttribute("aria-activedescendant");
    row.setAttribute("aria-selected", "true");
    row.scrollIntoView({ block: "nearest" });
    return this.input.setAttribute("aria-activedescendant", row.id);
  }

  press(event) {
    if (event.isComposing) return;
    const { length } = this.options;
    const open = !this.list.hidden;
    if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!open) this.open();
      else if (length) this.mark((this.at + (event.key === "ArrowDown" ? 1 : this.at < 0 ? 0 : -1) + length) % length);
    } else if (event.key === "Enter") {
      // Enter chooses here and does not send the form.
      event.preventDefault();
      this.enter();
    } else if (event.key === "Escape" && open) {
      event.preventDefault();
      this.show(false);
    }
  }

  // A fast typist may press Enter before the list is ready, so it is made first.
  async enter() {
    if (this.listed !== this.input.value.trim()) await this.open();
    const option = this.options[Math.max(this.at, 0)];
    if (option && !this.list.hidden) this.take(option);
  }

  take(option) {
    this.asked++;
    clearTimeout(this.waiting);
    this.show(false);
    if (this.unchosen) tellBelow(this.input, "");
    this.choose(option);
    this.say(`Đã chọn ${option.words}.`);
  }

  // A typed name that fits exactly one option chooses it; other text stays, with a note below the box. The note waits
  // until the finger is lifted, because it would move the button under the finger.
  async leave() {
    clearTimeout(this.waiting);
    this.show(false);
    const text = this.input.value.trim();
    if (!text || this.input.value === this.input.dataset.shown) return;
    const [option] = await Promise.all([this.meant(text), fingerLifted()]);
    if (this.input.value.trim() !== text || document.activeElement === this.input) return;
    if (option) this.take(option);
    else if (this.unchosen) this.tell(this.unchosen);
  }

  tell(words) {
    tellBelow(this.input, words);
    this.say(words);
  }
}

/** Write a note below a box; an empty text removes it. */
export function tellBelow(input, text) {
  const around = input.closest(".pick");
  around.querySelector(".pick__note")?.remove();
  if (text) around.append(element("p", { class: "pick__note" }, text));
}
