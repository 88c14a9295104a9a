// The register: names listed after the described models, folded, with their count; lines are read when it is opened.

import { number } from "../common/dom.js";

const FIRST = 20;
const MORE = 50;

export class Register {
  /** `unfold(lines)` asks for this many lines, 0 when folded; `say(words)` announces to screen readers. */
  constructor(details, { unfold, say }) {
    this.details = details;
    this.title = details.querySelector("summary > span");
    this.list = details.querySelector("ul");
    this.more = details.querySelector("button");
    this.unfold = unfold;
    this.say = say;
    this.open = false;
    this.read = 0;
    /** Position of the first line that was asked for last. */
    this.next = null;
    details.addEventListener("toggle", () => this.turned());
    this.more.addEventListener("click", () => {
      this.next = this.read;
      unfold(this.read + MORE);
    });
  }

  /** The titles that arrow keys move through. */
  get links() {
    return this.open ? [...this.list.querySelectorAll(".register__title")] : [];
  }

  // If the script opened or folded it, the state is already saved.
  turned() {
    if (this.details.open === this.open) return;
    this.open = this.details.open;
    this.next = this.open ? 0 : null;
    this.unfold(this.open ? FIRST : 0);
  }

  /** Show {count, entries, lines}; `line` makes the element of a line. */
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
