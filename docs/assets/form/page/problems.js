// Shows problems: each below its question, and in a list of links to the questions.

import { element } from "../../common/dom.js";

// Messages about lines and codes of a file do not help in a form: these tell what to do here.
const CHOOSE = "Gõ vài chữ rồi chọn một nơi trong danh sách hiện ra.";
const HERE = {
  missing: () => "Câu này cần trả lời.",
  "place-unclear": () => "Chưa chọn xã. Chỉ biết tỉnh thì chọn tỉnh ở dưới.",
  "source-undescribed": () => "Cần tên văn bản và tên cơ quan hay báo, để người đọc tìm lại được.",
  "unknown-commune": ({ wrong }) => `${wrong} ${CHOOSE}`,
  "commune-name": () => `Chưa rõ là nơi nào. ${CHOOSE}`,
  "former-commune": ({ wrong }) => `${wrong} ${CHOOSE}`,
};

// Path of a problem -> path of the question that solves it.
/** @type {[RegExp, (path: string) => string][]} */
const ASKED = [
  [/^places(\[\d+\])?$/, (path) => `${path.includes("[") ? path : "places[1]"}.commune`],
  [/^sources(\[\d+\])?(\.id)?$/, (path) => `${path.match(/^sources\[\d+\]/)?.[0] ?? "sources[1]"}.title`],
  [/^owner$/, () => "owner.kind"],
];

/** The message of a problem in the form. */
export const words = (problem) => HERE[problem.rule]?.(problem) ?? problem.message;

/** Control for a problem: at its path, else the first below it, else the nearest above, else null. */
export function controlOf(path, controls) {
  const asked = ASKED.find(([pattern]) => pattern.test(path))?.[1](path);
  if (controls.get(asked)?.checkVisibility?.() ?? controls.has(asked)) return controls.get(asked);
  if (controls.has(path)) return controls.get(path);
  const below = [...controls.keys()].find((key) => key.startsWith(`${path}.`) || key.startsWith(`${path}[`));
  if (below) return controls.get(below);
  const above = path.replace(/(\.[^.[]+|\[\d+\])$/, "");
  return above === path || !above ? null : controlOf(above, controls);
}

/** Show a message below the control; "" removes it. Advice leaves the answer valid. */
export function tell(control, text, advice = false) {
  const place = document.getElementById(`${control.id}-loi`);
  if (!place) return;
  place.textContent = text;
  place.hidden = !text;
  const others = (control.getAttribute("aria-describedby") ?? "").split(" ").filter((id) => id && id !== place.id);
  const described = text ? [...others, place.id] : others;
  if (described.length) control.setAttribute("aria-describedby", described.join(" "));
  else control.removeAttribute("aria-describedby");
  control.removeAttribute("aria-invalid");
  place.classList.toggle("ask__error--advice", advice);
  if (text && !advice && control.tagName !== "FIELDSET") control.setAttribute("aria-invalid", "true");
}

/** Show all problems, each below its control. Returns them as a list element, or null if there are none. */
export function tellAll(form, problems, controls) {
  for (const place of form.querySelectorAll(".ask__error:not([hidden])"))
    tell(document.getElementById(place.id.slice(0, -4)), "");
  const placed = problems.map((problem) => ({ problem, control: controlOf(problem.path, controls) })).sort(asOnPage);
  const seen = new Set();
  for (const { problem, control } of placed) {
    if (!control || seen.has(control)) continue;
    seen.add(control);
    tell(control, words(problem));
  }
  return problems.length ? summary(placed) : null;
}

function asOnPage({ control: one }, { control: other }) {
  if (!one || !other || one === other) return Number(Boolean(other)) - Number(Boolean(one));
  return one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1;
}

function itemsOf(placed) {
  const items = placed.map(({ problem, control }) => {
    const text = words(problem);
    const link =
      control && element("a", { href: `#${control.id}`, click: (event) => lead(event, control) }, questionOf(control));
    return element("li", {}, link ?? element("strong", {}, problem.label || "Cả tệp"), `: ${text}`);
  });
  return element("ul", {}, items);
}

function summary(placed) {
  const title = placed.length === 1 ? "Còn một chỗ cần xem lại" : `Còn ${placed.length} chỗ cần xem lại`;
  return element("div", { class: "problems", role: "alert" }, element("h3", {}, title), itemsOf(placed));
}

/** Show advice, each below its control. Returns it as a list element, or null if there is none. */
export function adviceOn(advice, controls) {
  const placed = advice.map((problem) => ({ problem, control: controlOf(problem.path, controls) }));
  for (const { problem, control } of placed) if (control) tell(control, words(problem), true);
  if (!placed.length) return null;
  const title = "Gửi được rồi; chỗ này nên viết lại cho gọn";
  return element("div", { class: "problems problems--advice" }, element("h3", {}, title), itemsOf(placed));
}

function lead(event, control) {
  event?.preventDefault();
  goTo(control);
}

/** Open the folded parts around a control, scroll to it and focus it. */
export function goTo(control) {
  for (let around = control.closest("details"); around; around = around.parentElement.closest("details"))
    around.open = true;
  control.scrollIntoView({ block: "center" });
  control.focus({ preventScroll: true });
}

function questionOf(control) {
  const own =
    control.labels?.[0]?.firstChild.textContent.trim() || control.querySelector?.("legend")?.textContent.trim();
  const item = control.closest("[data-item]")?.querySelector("[data-name]").textContent;
  const group = control.closest("[data-group]")?.querySelector("legend").textContent.trim();
  const names = [group, item, own ?? control.getAttribute("aria-label")];
  return [...new Set(names.filter(Boolean))].join(" › ");
}
