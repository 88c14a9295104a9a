// Problems: what is wrong, where, and how to fix it, from schema/messages.yml; as in showcase/schema/problems.py.

import { words } from "../yaml/spaces.js";

const UNPRINTABLE = /[^\P{C}\n\r\t]|[^\P{Z} \xa0]/gu;

/** Text of a file on one line, without unprintable characters, cut to `length` characters. */
export function shown(found, length = 80) {
  const text = words(String(found).replace(UNPRINTABLE, "\ufffd")).join(" ");
  const letters = [...text];
  return letters.length <= length ? text : `${letters.slice(0, length - 1).join("")}…`;
}

/** The problem of a rule. `line` is optional; `values`: more values for the message. */
export function describe(rules, { rule, file, line, path, label, found = "", nearest = "", values = {} }) {
  const known = Object.fromEntries(Object.entries(values).map(([key, value]) => [key, shown(value, 500)]));
  Object.assign(known, { found: shown(found), file: shown(file, 500) });
  const said = (key) => filled(rules.messages[rule][key], known);
  const problem = {
    severity: rules.messages[rule].severity ?? "error",
    rule,
    file,
    path: shown(path, 200),
    line,
    label: shown(label, 200),
    found: known.found,
    wrong: said("wrong"),
    expected: said("expected"),
    remedy: said("remedy"),
    nearest: shown(nearest),
  };
  return { ...problem, message: message(problem), text: block(problem) };
}

/** Fills in a template of the data files: `{name}`; `{{` is a brace. */
export function filled(template, known) {
  return template.replace(/\{\{|\}\}|\{(\w+)\}/g, (whole, name) => (name ? known[name] : whole[0]));
}

function message({ wrong, found, expected, nearest, remedy }) {
  const parts = [wrong, found && `Tìm thấy: “${found}”.`, `Cần: ${expected}`];
  return [...parts, nearest ? `Ý bạn là “${nearest}”?` : `Cách sửa: ${remedy}`].filter(Boolean).join(" ");
}

const WRONG = { error: "Sai:", advice: "Nên sửa:" };

function block({ severity, file, line, path, label, wrong, found, expected, nearest, remedy }) {
  const place = line ? `${shown(file, 200)}:${line}` : shown(file, 200);
  const lines = [[place, path, label].filter(Boolean).join(" · "), `  ${WRONG[severity].padEnd(10)} ${wrong}`];
  if (found) lines.push(`  Tìm thấy:  ${found}`);
  lines.push(`  Cần:       ${expected}`);
  if (nearest) lines.push(`  Ý bạn là:  ${nearest}?`);
  return [...lines, `  Cách sửa:  ${remedy}`].join("\n");
}

/** Problems in the order of the report: by line, then by path. */
export function inOrder(problems) {
  const order = (one, other) => (one < other ? -1 : Number(one > other));
  return problems.sort((one, other) => (one.line ?? 0) - (other.line ?? 0) || order(one.path, other.path));
}
