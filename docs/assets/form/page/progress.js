// Shows how much is answered: the first six questions, and one petal of the lotus for each criterion.

import { element, lotus } from "../../common/dom.js";
import { hasContent } from "../draft/values.js";
import { placeOf } from "./controls.js";

const STEPS = {
  ten: (values) => values.title && values.summary,
  ai: (values) => values.owner?.kind,
  dau: (values) => values.places?.some(({ commune, province }) => commune || province),
  viec: (values) => values.approach?.text,
  duoc: (values) => hasContent(values.results),
  nguon: (values) => values.sources?.length,
};

const LOOKS = { f: ["figures", "có số liệu"], t: ["text", "có mô tả"], e: ["empty", "chưa rõ"] };

const state = (part) => (part?.figures ? "f" : hasContent(part) ? "t" : "e");

/** Update the lotus, its text, the mark of each question, the count of each section, the characters left. */
export function showProgress(section, form, draft) {
  const { values } = draft;
  const states = form.dataset.criteria.split(" ").map((key) => [key, state(values[key])]);
  showLotus(section, states.map(([, letter]) => letter).join(""));
  showCounts(section, states, showSteps(section, values));
  for (const [key, letter] of states)
    drawPetal(section.querySelector(`[data-group="${key}"] > legend svg`), LOOKS[letter]);
  for (const details of section.querySelectorAll("details[data-section]")) {
    const count = answered(details, draft);
    details.querySelector("[data-count]").textContent = count ? `đã kể ${count}` : "";
  }
  for (const area of form.querySelectorAll("[data-most]")) showRest(area, draft);
}

// Returns how many of the first questions are answered.
function showSteps(section, values) {
  const done = Object.entries(STEPS).map(([key, test]) => [key, Boolean(test(values))]);
  for (const [key, isDone] of done)
    section.querySelector(`[data-section="${key}"]`).toggleAttribute("data-told", isDone);
  return done.filter(([, isDone]) => isDone).length;
}

function showLotus(section, states) {
  const place = section.querySelector('[data-part="lotus"]');
  if (place.firstElementChild?.dataset.states === states) return;
  const made = lotus(states, 56);
  made.dataset.states = states;
  place.replaceChildren(made);
}

function showCounts(section, states, done) {
  const petals = states.filter(([, letter]) => letter !== "e").length;
  section
    .querySelector('[data-part="told"]')
    .replaceChildren(
      element("strong", {}, `${done}/${Object.keys(STEPS).length}`),
      " câu đầu ",
      element("span", {}, `${petals}/${states.length} tiêu chí`),
    );
}

/** @param {SVGElement} drawn @param {string[]} look class and words */
function drawPetal(drawn, [name, words]) {
  drawn.setAttribute("aria-label", words);
  drawn.querySelector('[href="#petal"]').setAttribute("class", name);
}

// Number of groups and single questions with an answer in a section.
function answered(details, draft) {
  const units = [...details.querySelectorAll(":scope > fieldset, :scope > .ask")];
  return units.filter((unit) => pathsIn(unit).some((path) => draft.isAnswered(path))).length;
}

function pathsIn(unit) {
  const inner = [...unit.querySelectorAll("[data-path], [data-list]")];
  const paths = [unit, ...inner].map(({ dataset }) => dataset.path ?? dataset.list);
  return paths.filter((path) => path && !path.endsWith(".evidence"));
}

function showRest(area, draft) {
  const rest = Number(area.dataset.most) - (draft.answer(placeOf(area)) ?? "").length;
  area.parentElement.querySelector("[data-left]").textContent =
    rest < 0 ? `Thừa ${-rest} ký tự.` : `Còn ${rest} ký tự.`;
}
