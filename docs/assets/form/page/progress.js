// How much is told: the six first questions, and a petal of the lotus for each criterion.

import { element, lotus } from "../../common/dom.js";
import { told } from "./answers.js";

const STEPS = {
  ten: (values) => values.title && values.summary,
  ai: (values) => values.owner?.kind,
  dau: (values) => values.places?.some(({ commune, province }) => commune || province),
  viec: (values) => values.approach?.text,
  duoc: (values) => told(values.results),
  nguon: (values) => values.sources?.length,
};

const LOOKS = { f: ["figures", "có số liệu"], t: ["text", "có mô tả"], e: ["empty", "chưa rõ"] };

const state = (part) => (part?.figures ? "f" : told(part) ? "t" : "e");

/** Show it: the lotus, the words beside it, a sign at each question, a count at each section. */
export function showTold(section, values) {
  const part = (name) => section.querySelector(`[data-part="${name}"]`);
  const criteria = section.dataset.criteria.split(" ");
  const states = criteria.map((key) => state(values[key])).join("");
  const petals = [...states].filter((one) => one !== "e").length;
  const done = Object.entries(STEPS).filter(([key, test]) => {
    const step = section.querySelector(`[data-section="${key}"]`);
    step.toggleAttribute("data-told", Boolean(test(values)));
    return test(values);
  }).length;
  const steps = Object.keys(STEPS).length;
  const drawn = part("lotus").firstElementChild;
  if (drawn?.dataset.states !== states) {
    const made = lotus(states, 56);
    made.dataset.states = states;
    part("lotus").replaceChildren(made);
  }
  part("told").replaceChildren(
    element("strong", {}, `${done}/${steps}`),
    " câu đầu ",
    element("span", {}, `${petals}/${criteria.length} tiêu chí`),
  );
  for (const key of criteria)
    petal(section.querySelector(`[data-group="${key}"] > legend svg`), LOOKS[state(values[key])]);
  for (const details of section.querySelectorAll("details[data-section]")) {
    const count = answered(details);
    details.querySelector("[data-count]").textContent = count ? `đã kể ${count}` : "";
  }
}

/** @param {SVGElement} drawn @param {string[]} look class and words */
function petal(drawn, [name, words]) {
  drawn.setAttribute("aria-label", words);
  drawn.querySelector('[href="#petal"]').setAttribute("class", name);
}

// Groups and single questions of a section that hold an answer.
function answered(details) {
  const units = details.querySelectorAll(":scope > fieldset, :scope > .ask");
  return [...units].filter((unit) => [...unit.querySelectorAll("input, textarea, select")].some(isAnswer)).length;
}

const isAnswer = (control) => {
  if (control.type === "checkbox") return control.checked;
  if (control.dataset.control === "source" || control.closest('[data-ask="evidence"]')) return false;
  return control.value !== "";
};
