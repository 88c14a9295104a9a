// Makes an Excel workbook of the models of a search or filter, in the browser, from the open-data table.

import { escaped } from "./xml.js";
import { zip } from "./zip.js";

const TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
const MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
const PACKAGE = "http://schemas.openxmlformats.org/package/2006";
const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';

const NUMBERS = new Set(["completeness", "figures"]);

/** Rows of a CSV text as lists of cells (RFC 4180). */
export function parsed(text) {
  const rows = [[""]];
  let quoted = false;
  for (let at = text.charCodeAt(0) === 0xfeff ? 1 : 0; at < text.length; at++) {
    const sign = text[at];
    const row = rows[rows.length - 1];
    if (quoted && sign === '"' && text[at + 1] === '"') row[row.length - 1] += text[at++];
    else if (sign === '"') quoted = !quoted;
    else if (!quoted && sign === ",") row.push("");
    else if (!quoted && sign === "\n") rows.push([""]);
    else if (quoted || sign !== "\r") row[row.length - 1] += sign;
  }
  return rows.filter((row) => row.length > 1 || row[0]);
}

/** All models as objects {column: text}, from `du-lieu/models.csv` below `root`. */
async function models(root) {
  const response = await fetch(new URL("du-lieu/models.csv", root));
  if (!response.ok) throw new Error(`${response.status} models.csv`);
  const [heads, ...rows] = parsed(await response.text());
  return rows.map((row) => Object.fromEntries(heads.map((head, at) => [head, row[at]])));
}

/** [[column of models.csv, heading, width in letters]]; the workbook of all models has the same. */
async function columnsOf(root) {
  const response = await fetch(new URL("assets/common/workbook_heads.json", root));
  if (!response.ok) throw new Error(`${response.status} workbook_heads.json`);
  return response.json();
}

/**
 * A Blob of the workbook; `choose` gets all models as {column: text} and returns the wanted models in order; `from` is
 * the address of the page that asks.
 */
export async function resultFile(root, choose, from) {
  const [all, columns] = await Promise.all([models(root), columnsOf(root)]);
  const chosen = choose(all);
  const rows = chosen.map((model) => columns.map(([column]) => cellOf(column, model, root)));
  const heads = columns.map(([, head]) => head);
  const about = [
    ["Lấy từ", from],
    ["Số mô hình", chosen.length],
    ["Giấy phép", "CC BY 4.0: dùng lại được, xin ghi nguồn"],
  ];
  const widths = columns.map(([, , width]) => width);
  return workbook({ "Mô hình": [widths, [heads, ...rows]], "Về tệp này": [[16, 80], about] });
}

function cellOf(column, model, root) {
  const text = model[column] ?? "";
  if (NUMBERS.has(column) && text) return Number(text);
  if (column === "address") return new URL(text, root).href;
  // models.csv puts ' before text that looks like a formula; a text cell of a workbook does not need it.
  return text.replace(/^'(?=[=+\-@\t\r\n])/, "");
}

/** A workbook of {name of a sheet: [widths, rows]}; texts never become formulas, numbers stay numbers. */
export function workbook(sheets) {
  const names = Object.keys(sheets);
  const parts = names.map((_, at) => `xl/worksheets/sheet${at + 1}.xml`);
  const content = "application/vnd.openxmlformats-officedocument.spreadsheetml";
  const types = parts.map((part) => `<Override PartName="/${part}" ContentType="${content}.worksheet+xml"/>`).join("");
  const listed = names
    .map((name, at) => `<sheet name="${escaped(name)}" sheetId="${at + 1}" r:id="r${at + 1}"/>`)
    .join("");
  const relation = (id, kind, target) => `<Relationship Id="${id}" Type="${RELATIONS}/${kind}" Target="${target}"/>`;
  const relations = (inner) => `${XML}<Relationships xmlns="${PACKAGE}/relationships">${inner}</Relationships>`;
  return zip(
    {
      "[Content_Types].xml": `${XML}<Types xmlns="${PACKAGE}/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="${content}.sheet.main+xml"/>${types}</Types>`,
      "_rels/.rels": relations(relation("r1", "officeDocument", "xl/workbook.xml")),
      "xl/workbook.xml": `${XML}<workbook xmlns="${MAIN}" xmlns:r="${RELATIONS}"><sheets>${listed}</sheets></workbook>`,
      "xl/_rels/workbook.xml.rels": relations(
        names.map((_, at) => relation(`r${at + 1}`, "worksheet", `worksheets/sheet${at + 1}.xml`)).join(""),
      ),
      ...Object.fromEntries(parts.map((part, at) => [part, sheet(...sheets[names[at]])])),
    },
    TYPE,
  );
}

function sheet(widths, rows) {
  const columns = widths.map((width, at) => `<col min="${at + 1}" max="${at + 1}" width="${width}" customWidth="1"/>`);
  const made = rows.map((row, at) => `<row r="${at + 1}">${row.map(cell).join("")}</row>`);
  const head =
    '<sheetViews><sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" state="frozen"/></sheetView></sheetViews>';
  return `${XML}<worksheet xmlns="${MAIN}">${rows.length > 3 ? head : ""}<cols>${columns.join("")}</cols><sheetData>${made.join("")}</sheetData></worksheet>`;
}

const cell = (value) =>
  typeof value === "number"
    ? `<c><v>${value}</v></c>`
    : `<c t="inlineStr"><is><t xml:space="preserve">${escaped(value)}</t></is></c>`;
