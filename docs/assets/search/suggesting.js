// Suggestions for a half-typed query in a list below the box: topics, places, models. After the combobox pattern of the
// ARIA guide: arrow keys move through it, Enter follows, Escape closes.

import { element } from "../common/dom.js";

const NAMES = { facet: "Chủ đề, chủ thể", place: "Địa bàn", model: "Mô hình" };

const BEFORE = "trước 01/7/2025: ";

export class Suggestions {
  /** `hrefOf(suggestion)`: its address; `follow(suggestion, href)` goes there; `say(words)` tells screen readers. */
  constructor(input, list, { hrefOf, follow, say }) {
    this.input = input;
    this.list = list;
    this.hrefOf = hrefOf;
    this.follow = follow;
    this.say = say;
    this.found = [];
    this.at = -1;
    // Without this the box would lose the focus before the click arrives.
    list.addEventListener("pointerdown", (event) => event.preventDefault());
    list.addEventListener("click", ({ target }) => {
      const option = target.closest("[role=option]");
      if (option) this.take(Number(option.dataset.at));
    });
    input.addEventListener("blur", () => this.close());
  }

  get open() {
    return !this.list.hidden;
  }

  show(found) {
    this.found = found;
    this.mark(-1);
    const rows = found.map(({ kind, name, note }, at) =>
      element(
        "li",
        {
          role: "option",
          id: `${this.list.id}-${at}`,
          "data-at": String(at),
          "data-kind": kind,
          "aria-selected": "false",
        },
        name,
        element(
          "small",
          {},
          [NAMES[kind], note && kind === "place" ? `${BEFORE}${note}` : note].filter(Boolean).join(" · "),
        ),
      ),
    );
    this.list.replaceChildren(...rows);
    const open = rows.length > 0 && document.activeElement === this.input;
    this.list.hidden = !open;
    this.input.setAttribute("aria-expanded", String(open));
    this.say(open ? `${rows.length} gợi ý, dùng phím mũi tên để chọn.` : "");
  }

  close() {
    this.mark(-1);
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
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

  take(at) {
    const one = this.found[at];
    this.close();
    this.follow(one, this.hrefOf(one));
  }

  /** Handle a key pressed in the box; true if it was for the list. */
  press({ key }) {
    if (!this.open) return false;
    const { length } = this.found;
    if (key === "ArrowDown") this.mark((this.at + 1) % length);
    else if (key === "ArrowUp") this.mark((this.at <= 0 ? length : this.at) - 1);
    else if (key === "Escape") this.close();
    else if (key === "Enter" && this.at >= 0) this.take(this.at);
    else return false;
    return true;
  }
}
