// The end of the form: checks all answers, then shows the ways to send the file, or the list of problems.

import { element } from "../../common/dom.js";
import { controlsOf } from "./controls.js";
import { adviceOn, tellAll } from "./problems.js";
import { meetReceiver, removeSent } from "./receiving.js";
import { panel } from "./send.js";

// Fills in for missing answers, so that all rules can check the answers that exist.
const sample = ({ home }) => ({
  title: "Mô hình",
  summary: "Mô hình",
  owner: { kind: "khac" },
  places: [{ province: home }],
  sources: [{ id: "van-ban", title: "Văn bản", issuer: "Cơ quan" }],
});
const NOT_YET = ["missing", "source-missing", "evidence-missing", "replicates-nowhere", "place-unclear"];

/** The problems of the answers so far, without the problems of missing answers. */
export function answeredSoFar({ checkValues, rules }, values, file, models = []) {
  const whole = { ...sample(rules), ...values };
  whole.owner = { ...sample(rules).owner, ...values.owner };
  return checkValues(whole, file, rules, models).filter(({ rule }) => !NOT_YET.includes(rule));
}

/** Advice on the answers so far; the form can be sent all the same. */
export function advisedSoFar({ adviseValues, rules }, values, file) {
  return adviseValues({ ...sample(rules), ...values, owner: { ...sample(rules).owner, ...values.owner } }, file, rules);
}

/** Check the whole form; show the problems, or the ways to send the file. */
export async function finished(page) {
  const engine = await page.engine();
  const { values } = page.draft;
  const { models } = engine.rules;
  await page.loading.communes(true);
  const folder = engine.folderOf(values, engine.rules);
  const slug = page.original?.slug ?? (await engine.freeSlug(values.title ?? "", folder, models, engine.rules));
  const problems = everything(engine, values, { slug, folder }, await engine.linkedTo(slug, values, models));
  const controls = controlsOf(page.form, page.draft);
  const list = tellAll(page.form, problems, controls);
  const advice = list ? null : adviceOn(advisedSoFar(engine, values, { slug, folder }), controls);
  page.part("problems").replaceChildren(...[list ?? advice].filter(Boolean));
  page.part("send").hidden = Boolean(list);
  if (list) return page.part("problems").focus();
  const text = page.original
    ? engine.changeFile(page.original.text, values, engine.rules)
    : engine.writeFile(values, engine.rules);
  const original = page.original?.published ? page.original : null;
  if (original && text === original.text) return unchanged(page);
  const given = {
    repository: page.section.dataset.repository,
    email: page.section.dataset.email,
    title: values.title,
    file: { slug, folder, text },
    original,
    receiver: {
      root: page.root,
      entry: () => ({ text, corrects: original ? slug : "", pictures: page.pictures?.of(values) ?? [] }),
      met: () => meetReceiver(page),
      sent: () => removeSent(page),
    },
    say: (said) => page.say(said),
  };
  page.part("send").replaceChildren(...panel(given));
  return page.part("ready").focus();
}

// Some rules run only on a complete file; add their problems, to show all at once.
function everything(engine, values, file, models) {
  const found = engine.checkValues(values, file, engine.rules, models);
  const known = new Set(found.map(({ rule, path }) => `${rule} ${path}`));
  return [
    ...found,
    ...answeredSoFar(engine, values, file, models).filter(({ rule, path }) => !known.has(`${rule} ${path}`)),
  ];
}

function unchanged(page) {
  page
    .part("send")
    .replaceChildren(element("p", { tabindex: "-1", "data-part": "ready" }, "Chưa có gì thay đổi so với tệp đang có."));
  return page.part("ready").focus();
}
