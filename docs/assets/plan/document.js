// The plan as a Word document. The page, its margins and styles come from the build (showcase/replication/plan.py); this writes
// the main part. It is loaded only when someone asks for the document.

import { escaped } from "../common/xml.js";
import { zip } from "../common/zip.js";
import { DECIDED, isTold } from "./form.js";
import { originsOf } from "./reading.js";
import { sourceLine } from "./sources.js";

const TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
const CORE = "docProps/core.xml";
const DOTS = "………………………………………………";
function run(text, bold) {
  const lines = text.split(/\r?\n/).map((line) => `<w:t xml:space="preserve">${escaped(line)}</w:t>`);
  return `<w:r>${bold ? "<w:rPr><w:b/></w:rPr>" : ""}${lines.join("<w:br/>")}</w:r>`;
}

function paragraph(text, { style = "", centred = false, bold = false } = {}) {
  const properties = (style ? `<w:pStyle w:val="${style}"/>` : "") + (centred ? '<w:jc w:val="center"/>' : "");
  return `<w:p>${properties ? `<w:pPr>${properties}</w:pPr>` : ""}${run(text, bold)}</w:p>`;
}

function cell(text, width, bold = false) {
  const close = '<w:pPr><w:spacing w:before="40" w:after="40" w:line="240" w:lineRule="auto"/></w:pPr>';
  return `<w:tc><w:tcPr><w:tcW w:w="${width}" w:type="dxa"/></w:tcPr><w:p>${close}${run(text, bold)}</w:p></w:tc>`;
}

// Twentieths of a point: between the margins, and of the first column.
const WIDTH = 9354;
const FIRST = 4200;

function table(heads, rows) {
  const rest = Math.floor((WIDTH - FIRST) / (heads.length - 1));
  const width = (at) => (at ? rest : FIRST);
  const cells = (texts, bold) => texts.map((text, at) => cell(text, width(at), bold)).join("");
  const grid = heads.map((_, at) => `<w:gridCol w:w="${width(at)}"/>`).join("");
  const head = `<w:tr><w:trPr><w:tblHeader/></w:trPr>${cells(heads, true)}</w:tr>`;
  const body = rows.map((texts) => `<w:tr><w:trPr><w:cantSplit/></w:trPr>${cells(texts)}</w:tr>`);
  const properties = `<w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="${WIDTH}" w:type="dxa"/><w:jc w:val="center"/></w:tblPr>`;
  return `<w:tbl>${properties}<w:tblGrid>${grid}</w:tblGrid>${head}${body.join("")}</w:tbl>`;
}

/** The sentences of a chapter, each in a paragraph. */
function sentences(plan, key) {
  return plan.rows[key]
    .map((row) => {
      const origins = originsOf(row, plan);
      return paragraph(`- ${row.text || DOTS}${origins ? ` (từ mô hình ${origins})` : ""}`);
    })
    .join("");
}

function body(plan, form) {
  const named = plan.models.map(({ title, who }) => `“${title}”${plan.models.length > 1 ? ` (${who})` : ""}`);
  const parts = [
    paragraph("KẾ HOẠCH", { centred: true, bold: true }),
    paragraph(`Làm theo mô hình ${named.join(" và ")}`, { centred: true, bold: true }),
    paragraph(plan.place || `Tại ${DOTS}`, { centred: true }),
  ];
  const told = (list) => list.filter(({ key }) => isTold(plan, key));
  for (const { key, label } of told(form.chapters))
    parts.push(paragraph(label, { style: "Heading1" }), sentences(plan, key));
  const criteria = told(form.measures.criteria);
  if (criteria.length) parts.push(paragraph(form.measures.label, { style: "Heading1" }));
  for (const { key, label } of criteria) parts.push(paragraph(label, { style: "Heading2" }), sentences(plan, key));
  parts.push(paragraph(DECIDED, { style: "Heading1" }));
  const rows = plan.rows.open.map(({ question, answer }) => [question, answer || ""]);
  parts.push(table(["Câu hỏi", "Trả lời"], rows));
  parts.push(paragraph("Mô hình gốc và nguồn", { style: "Heading1" }));
  plan.models.forEach(({ title, who, sources }, at) => {
    parts.push(paragraph(`Mô hình ${at + 1}: ${title} (${who}). Nguồn: ${sources.map(sourceLine).join("; ")}`));
  });
  return parts.join("");
}

/** @returns {Promise<Blob>} a .docx */
export async function planDocument(plan, form) {
  const answer = await fetch(new URL("document.json", import.meta.url));
  if (!answer.ok) throw new Error(`document.json: ${answer.status}`);
  const { files, before, after } = await answer.json();
  const now = new Date().toISOString().replace(/\.\d+/, "");
  files[CORE] = files[CORE].replace(/(<dcterms:(?:created|modified)[^>]*>)[^<]*/g, `$1${now}`);
  // Programs that open it expect the list of content types first.
  return zip({ ...files, "word/document.xml": before + body(plan, form) + after }, TYPE);
}
