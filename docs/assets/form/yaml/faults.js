// Explains why a file cannot be read: the rule that is probably broken, and its line. The scanner often stops one line
// below the mistake, so the lines around that place are searched. As in showcase/files/syntax.py.

/** Where reading stopped: `kind` of error, `at` its place, `opened` the start of the broken part. */
export class YamlError extends Error {
  constructor(kind, at, opened = at) {
    super(kind);
    this.kind = kind;
    this.at = at;
    this.opened = opened;
  }
}

/** Why a file cannot be read: `line` counts from 1; `values` are for the message of the rule. */
export class Fault {
  constructor(rule, line = 1, found = "", values = {}) {
    this.rule = rule;
    this.line = line;
    this.found = found;
    this.values = values;
  }
}

const RULES = {
  escape: "syntax-escape",
  dash: "syntax-dash",
  bracket: "syntax-bracket",
  sign: "syntax-sign",
};

/** The Fault that explains a YamlError. */
export function explained(error, text, rules) {
  const lines = text.split("\n");
  const last = lines.length - 1;
  const at = Math.min(error.at.line, last);
  const opened = Math.min(error.opened.line, last);
  const [rule, index] = judged(error, lines, at, opened, rules);
  return new Fault(rule, index + 1, lines[index], { typed: quoted(lines[index]) });
}

function judged({ kind, at: { column } }, lines, at, opened, rules) {
  if (lines[at][column] === "\t" || kind === "tab") return ["syntax-tab", at];
  if (lines[at].startsWith("---")) return ["syntax-document", at];
  if (lines[at].startsWith("%")) return ["directive", at];
  if (kind === "end") return ["syntax-quote", opened];
  if (kind === "colon") return strayColon(lines, at, rules);
  if (kind === "no-colon") {
    return [rules.starts("key-without-space", lines[opened]) ? "syntax-space" : "syntax-no-colon", opened];
  }
  if (kind in RULES) return [RULES[kind], kind === "bracket" ? opened : at];
  return afterValue(lines, at, column);
}

// Two colons on one line; or the line above has no colon, so this line continues it.
function strayColon(lines, at, rules) {
  if (rules.starts("two-colons", lines[at])) return ["syntax-colon", at];
  let above = at - 1;
  while (above > 0 && !lines[above].trim()) above -= 1;
  if (above >= 0 && rules.starts("key-without-space", lines[above])) return ["syntax-space", above];
  const swallowed = above >= 0 && !rules.starts("key", lines[above]) && indent(lines[above]) <= indent(lines[at]);
  return swallowed ? ["syntax-no-colon", above] : ["syntax-indent", at];
}

// Text after the end of a value, or an indent that no line above has.
function afterValue(lines, at, column) {
  const before = lines[at].slice(0, column).trimEnd();
  if (/[\]}]$/.test(before)) return ["syntax-bracket", at];
  if (!/["']$/.test(before)) return ["syntax-indent", at];
  const odd = (line) => line.split(before[before.length - 1]).length % 2 === 0;
  let start = at;
  if (odd(before))
    do start--;
    while (start >= 0 && !odd(lines[start]));
  return ["syntax-quote", start < 0 ? at : start];
}

const indent = (line) => line.length - line.replace(/^ +/, "").length;

// The line with its value in quotes: `title: 'Tổ: góp vốn'`.
function quoted(line) {
  const [key, ...rest] = line.trim().split(": ");
  return `${key}: '${rest.join(": ").trim().replaceAll("'", "''")}'`;
}
