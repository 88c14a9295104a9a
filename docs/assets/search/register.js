// The names behind the told models: folded and counted, read when somebody opens them, some at first and then more.

import { number } from "../common/dom.js";

const FIRST = 20;
const MORE = 50;

export class Register {
  /** `unfold(lines)` notes that so many are wanted, 0 when it is folded; `say(words)` reaches listeners. */
  constructor(details, { unfold, say }) {
    this.details = details;
    this.title = details.querySelector("summary > span");
    this.list = details.querySelector("ul");
    this.more = details.querySelector("button");
    this.unfold = unfold;
    this.say = say;
    this.open = false;
    this.read = 0;
    /** Where the lines begin that were asked for last. */
    this.next = null;
    details.addEventListener("toggle", () => this.turned());
    this.more.addEventListener("click", () => {
      this.next = this.read;
      unfold(this.read + MORE);
    });
  }

  /** The titles that keys go through. */
  get links() {
    return this.open ? [...this.list.querySelectorAll(".register__title")] : [];
  }

  // What opens or folds it by itself has been noted before.
  turned() {
    if (this.details.open === this.open) return;
    this.open = this.details.open;
    this.next = this.open ? 0 : null;
    this.unfold(this.open ? FIRST : 0);
  }

  /** Show {count, entries, lines}; `line` makes an element of one. */
  show({ count, entries, lines }, line) {
    this.details.hidden = !count;
    this.open = this.details.open = lines.length > 0;
    this.title.textContent = `Còn ${number(count)} mô hình mới ghi tên`;
    this.list.replaceChildren(...lines.map(line));
    this.read = lines.length;
    this.more.hidden = entries <= lines.length;
    this.more.textContent = `Hiện thêm ${number(Math.min(MORE, entries - lines.length))}`;
    if (this.next !== null && lines.length)
      this.say(`Đã hiện ${number(lines.length)} trên ${number(entries)} dòng mới ghi tên.`);
    if (this.next) this.links[this.next]?.focus();
    this.next = null;
  }
}
