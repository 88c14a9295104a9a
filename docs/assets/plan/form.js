// The plan as a form that is edited in place. Text stays text and never becomes markup.

import { originsOf } from "./reading.js";

const QUESTIONS = [
  { key: "question", label: "Câu hỏi" },
  { key: "answer", label: "Trả lời" },
];
export const DECIDED = "Nơi mình quyết trước khi làm";
const SENTENCES = [{ key: "text", label: "Nơi mình" }];

/** A new element with text and attributes. */
export function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** A text field that grows with its text and prints as text; an empty one prints its question and room to write. */
export function field(row, column, { label, ask = "" }, changed) {
  const grow = element("div", "", { class: "grow", "data-value": row[column] ?? "", "data-ask": ask });
  const area = element("textarea", "", { rows: 1, "aria-label": label, ...(ask && { placeholder: ask }) });
  area.value = row[column] ?? "";
  area.addEventListener("input", () => {
    row[column] = area.value;
    grow.dataset.value = area.value;
    changed();
  });
  grow.append(area);
  return grow;
}

/** The rows of one chapter: sentences that can be changed, dropped and added, or fixed questions with their answers. */
class Rows {
  constructor(rows, { fixed, named }, plan, tell) {
    this.rows = rows;
    this.columns = fixed ? QUESTIONS : SENTENCES;
    this.fixed = fixed;
    this.named = named;
    this.plan = plan;
    this.tell = tell;
    this.table = element("table", "", { class: `plan-rows${fixed ? "" : " plan-rows--told"}` });
    if (fixed) {
      const head = this.table.createTHead().insertRow();
      for (const { label } of this.columns) head.append(element("th", label, { scope: "col" }));
    }
    this.body = this.table.createTBody();
    this.place = element("div");
    this.place.append(this.table);
    if (!fixed) this.place.append(this.adder());
    this.show();
  }

  adder() {
    const add = element("button", "Thêm một dòng", { type: "button", class: "plan-rows__add" });
    add.setAttribute("aria-label", `Thêm một dòng: ${this.named}`);
    add.addEventListener("click", () => {
      this.rows.push({});
      this.show();
      this.tell.changed();
      this.body.lastElementChild.querySelector("textarea").focus();
    });
    return add;
  }

  show() {
    if (!this.fixed && !this.rows.length) this.rows.push({});
    this.body.replaceChildren(...this.rows.map((row, at) => this.row(row, at)));
  }

  row(row, at) {
    const line = element("tr");
    this.columns.forEach((column, index) => {
      const cell = element(this.fixed && !index ? "th" : "td", "", { "data-label": column.label });
      if (this.fixed && !index) {
        cell.scope = "row";
        cell.textContent = row.question;
      } else {
        const label = this.fixed ? row.question : `${this.named}, dòng ${at + 1}`;
        cell.append(field(row, column.key, { label }, this.tell.changed));
        const origins = index ? "" : originsOf(row, this.plan);
        if (origins) cell.append(element("small", `Từ mô hình ${origins}`, { class: "plan-rows__of" }));
      }
      line.append(cell);
    });
    if (!this.fixed) line.append(this.remover(at));
    return line;
  }

  remover(at) {
    const cell = element("td", "", { class: "plan-rows__tools" });
    const drop = element("button", "Bỏ", { type: "button" });
    drop.setAttribute("aria-label", `Bỏ dòng ${at + 1}: ${this.named}`);
    drop.addEventListener("click", () => {
      const [dropped] = this.rows.splice(at, 1);
      this.show();
      this.tell.dropped(() => this.takeBack(dropped, at));
      this.focus(at);
    });
    cell.append(drop);
    return cell;
  }

  takeBack(row, at) {
    // Drop the placeholder line of an empty chapter.
    if (this.rows.length === 1 && !Object.keys(this.rows[0]).length) this.rows.pop();
    this.rows.splice(at, 0, row);
    this.show();
    this.tell.changed();
    this.focus(at);
  }

  focus(at) {
    this.body.children[Math.min(at, this.rows.length - 1)].querySelector("textarea").focus();
  }
}

function chapter(heading, level, content) {
  const made = element("section", "", { class: "plan__part" });
  made.append(element(level, heading), ...content);
  return made;
}

/** Whether a chapter has text from a model or the reader. */
export const isTold = (plan, key) => plan.rows[key].length > 0;

/** The whole form; `tell.changed()` is called after every change of `plan`, `tell.dropped(undo)` after a row is gone. */
export function planForm(plan, form, tell) {
  const told = (list) => list.filter(({ key }) => isTold(plan, key));
  const rowsOf = (key, settings) => new Rows(plan.rows[key], settings, plan, tell).place;
  const parts = told(form.chapters).map(({ key, label }) => chapter(label, "h2", [rowsOf(key, { named: label })]));
  const criteria = told(form.measures.criteria).map(({ key, label }) =>
    chapter(label, "h3", [rowsOf(key, { named: label })]),
  );
  if (criteria.length) parts.push(chapter(form.measures.label, "h2", criteria));
  parts.push(chapter(DECIDED, "h2", [rowsOf("open", { fixed: true, named: DECIDED })]));
  return parts;
}
