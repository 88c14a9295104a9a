// The plan as a form that is edited in place. Text goes in and out as text; nothing is ever taken for markup.

const TOLD = "Điền sẵn từ mô hình gốc; sửa cho hợp nơi mình.";

/** A new element with text and attributes. */
export function element(name, text = "", attributes = {}) {
  const made = document.createElement(name);
  if (text) made.textContent = text;
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  return made;
}

/** A text field that grows with its text and prints as text; an empty one prints as a dotted line. */
function field(row, column, { label, ask = "" }, changed) {
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

/** The rows of one chapter as a list of cards on a phone, a table on a desk and on paper. */
class Rows {
  constructor(rows, { columns, ask, fixed, named }, plan, changed) {
    Object.assign(this, { rows, columns, ask, fixed, named, plan, changed });
    this.table = element("table", "", { class: "rows" });
    const head = this.table.createTHead().insertRow();
    for (const { label } of columns) head.append(element("th", label, { scope: "col" }));
    if (!fixed) head.append(element("td"));
    this.body = this.table.createTBody();
    this.place = element("div");
    if (rows.some((row) => row.of)) this.place.append(element("p", TOLD, { class: "quiet rows__told" }));
    this.place.append(this.table);
    if (!fixed) this.place.append(this.adder());
    this.show();
  }

  adder() {
    const add = element("button", "Thêm một dòng", { type: "button", class: "rows__add" });
    add.setAttribute("aria-label", `Thêm một dòng: ${this.named}`);
    add.addEventListener("click", () => {
      this.rows.push({});
      this.show();
      this.changed();
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
        const label = this.fixed ? row.question : `${this.named}, dòng ${at + 1}: ${column.label}`;
        cell.append(field(row, column.key, { label, ask: index || row.of ? "" : this.ask }, this.changed));
        if (!index && row.of && this.plan.models.length > 1) cell.append(this.origin(row.of));
      }
      line.append(cell);
    });
    if (!this.fixed) line.append(this.remover(at));
    return line;
  }

  /** From which model a row came, when the plan draws on several. */
  origin(slug) {
    const at = this.plan.models.findIndex((model) => model.slug === slug);
    return element("small", `Từ mô hình ${at + 1}`, { class: "rows__of" });
  }

  remover(at) {
    const cell = element("td", "", { class: "rows__tools" });
    const drop = element("button", "Bỏ", { type: "button" });
    drop.setAttribute("aria-label", `Bỏ dòng ${at + 1}: ${this.named}`);
    drop.addEventListener("click", () => {
      this.rows.splice(at, 1);
      this.show();
      this.changed();
      const next = this.body.children[Math.min(at, this.rows.length - 1)];
      next.querySelector("textarea").focus();
    });
    cell.append(drop);
    return cell;
  }
}

function chapter(heading, level, content) {
  const made = element("section", "", { class: "plan__part" });
  made.append(element(level, heading), ...content);
  return made;
}

/** The whole form; `changed()` is called after every change of `plan`. */
export function planForm(plan, form, changed) {
  const rowsOf = (key, settings) => new Rows(plan.rows[key], settings, plan, changed).place;
  const parts = form.chapters.map((one) => chapter(one.label, "h2", [rowsOf(one.key, { ...one, named: one.label })]));
  const criteria = form.measures.criteria.map(({ key, label, ask }) =>
    chapter(label, "h3", [rowsOf(key, { columns: form.measures.columns, ask, named: label })]),
  );
  parts.push(chapter(form.measures.label, "h2", criteria));
  const columns = [{ key: "question", label: "Câu hỏi" }, { key: "answer", label: "Trả lời" }];
  parts.push(chapter("Trước khi làm", "h2", [rowsOf("open", { columns, fixed: true, named: "Trước khi làm" })]));
  return parts;
}
