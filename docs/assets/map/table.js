// The tables beside the map: sorted by their heads, recounted with the map. Without scripts they stand as they are.

import { element, number } from "../common/dom.js";

const FIRST_NUMBER = 2; // Column of the number of models; the fields follow.
const MORE = "Xem cả loại và lĩnh vực";
const LESS = "Chỉ xem tên và số mô hình";
const FIRST_ROWS = 10; // As in map.css.
const compare = new Intl.Collator("vi", { numeric: true }).compare;

/** On a narrow screen a table shows names and numbers; a button brings the other columns. */
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

/** A table shows the fullest communes first; a button brings the others. */
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

/** Make the heads of a table into buttons that sort it. */
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
  // Numbers start with the fullest, words with A.
  const next = before === "descending" || (!before && !numbers) ? "ascending" : "descending";
  for (const one of head.parentElement.cells) one.removeAttribute("aria-sort");
  head.setAttribute("aria-sort", next);
  const column = head.cellIndex;
  const name = (row) => bare(row.cells[0].textContent);
  const value = (row) => (numbers ? Number(row.cells[column].dataset.number) : bare(row.cells[column].textContent));
  const order = numbers ? (one, other) => one - other : compare;
  const sign = next === "ascending" ? 1 : -1;
  // What rows are sorted by is read once a row: a comparison that reads the page takes a slow phone a third of a second.
  const rows = [...table.tBodies[0].rows].map((row) => ({ row, key: value(row), name: name(row) }));
  rows.sort((one, other) => sign * order(one.key, other.key) || compare(one.name, other.name));
  table.tBodies[0].append(...rows.map(({ row }) => row));
}

// Names sort without their kind, as the build lists them.
const bare = (name) => name.replace(/^(?:Xã|Phường|Đặc khu) (?=.)/, "");

/** Show these counts in a row; `all` is the number without filters: a row that has none says so and stays. */
export function recount(row, { total, byField }, all) {
  if (!all) return;
  [total, ...byField].forEach((value, at) => {
    const cell = row.cells[FIRST_NUMBER + at];
    if (Number(cell.dataset.number) === value) return;
    cell.dataset.number = value;
    cell.textContent = number(value);
  });
}
