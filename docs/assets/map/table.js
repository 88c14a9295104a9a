// The tables beside the map: headings sort them, filters recount them. Without scripts they stay as built.

import { element, number } from "../common/dom.js";

const FIRST_NUMBER = 2; // First column with numbers: models; then the fields.
const MORE = "Xem cả loại và lĩnh vực";
const LESS = "Chỉ xem tên và số mô hình";
const FIRST_ROWS = 10; // As in map.css.
const compare = new Intl.Collator("vi", { numeric: true }).compare;

/** On a narrow screen a table shows names and numbers; a button shows the other columns. */
export function shortened(table) {
  const region = table.closest(".scroll");
  const button = element(
    "button",
    { type: "button", class: "chip map-table__columns", "aria-expanded": "false" },
    MORE,
  );
  table.classList.add("map-table--short");
  button.addEventListener("click", () => {
    const short = table.classList.toggle("map-table--short");
    button.setAttribute("aria-expanded", String(!short));
    button.textContent = short ? MORE : LESS;
  });
  region.before(button);
}

/** A table shows only the first rows, communes with most models; a button shows the rest. */
export function fewer(table) {
  const rows = table.tBodies[0].rows.length;
  if (rows <= FIRST_ROWS) return;
  sort(table, table.tHead.rows[0].cells[FIRST_NUMBER]);
  const words = (few) => (few ? `Xem cả ${number(rows)} nơi` : `Chỉ xem ${FIRST_ROWS} nơi đầu`);
  const more = element(
    "button",
    { type: "button", class: "chip map-table__more", "aria-expanded": "false" },
    words(true),
  );
  table.classList.add("map-table--few");
  more.addEventListener("click", () => {
    const few = table.classList.toggle("map-table--few");
    more.setAttribute("aria-expanded", String(!few));
    more.textContent = words(few);
  });
  table.closest(".scroll").after(more);
}

/** Make the headings of a table buttons that sort it. */
export function sortable(table) {
  for (const head of table.tHead.rows[0].cells) {
    const button = element("button", { type: "button", click: () => sort(table, head) }, head.textContent);
    head.replaceChildren(button);
  }
  table.tHead.rows[0].cells[0].setAttribute("aria-sort", "ascending");
}

function sort(table, head) {
  const numbers = head.dataset.sort === "number";
  const before = head.getAttribute("aria-sort");
  // The first click sorts numbers from high to low, words from A.
  const next = before === "descending" || (!before && !numbers) ? "ascending" : "descending";
  for (const one of head.parentElement.cells) one.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", next);
  const column = head.cellIndex;
  const name = (row) => bare(row.cells[0].textContent);
  const value = (row) => (numbers ? Number(row.cells[column].dataset.number) : bare(row.cells[column].textContent));
  const order = numbers ? (one, other) => one - other : compare;
  const sign = next === "ascending" ? 1 : -1;
  // Sort keys are read once a row: reading the page in each comparison takes a slow phone a third of a second.
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, key: value(row), name: name(row) }));
  rows.sort((one, other) => sign * order(one.key, other.key) || compare(one.name, other.name));
  table.tBodies[0].append(...rows.map(({ row }) => row));
}

// Names are sorted without their kind, as in the build.
const bare = (name) => name.replace(/^(?:Xã|Phường|Đặc khu) (?=.)/, "");

/** Show these counts in a row; `all`: the number without filters; a row with 0 stays and says so. */
export function recount(row, { total, byField }, all) {
  if (!all) return;
  [total, ...byField].forEach((value, at) => {
    const cell = row.cells[FIRST_NUMBER + at];
    if (Number(cell.dataset.number) === value) return;
    cell.dataset.number = value;
    cell.textContent = number(value);
  });
}
