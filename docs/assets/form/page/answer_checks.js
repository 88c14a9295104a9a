// Checks one answer when its box loses the focus, and all answers when the button is pressed.

import { fingerLifted } from "../../common/finger.js";
import { controlsOf } from "./controls.js";
import { advisedSoFar, answeredSoFar, finished } from "./finishing.js";
import { controlOf, tell, words } from "./problems.js";

/** Check the answer of a box that lost the focus, once the finger is up: a message would move the pressed button. */
export async function checkWhenLeft(page, target) {
  const control = target.closest("[data-control]");
  if (!control) return;
  await Promise.all([fingerLifted(), page.picks.get(control)?.leaving]);
  await checkAnswer(page, control);
}

/** Check one answer with all rules, except the rules about missing answers. */
export async function checkAnswer(page, control) {
  const engine = await page.engine();
  const { values } = page.draft;
  const controls = controlsOf(page.form, page.draft);
  const file = { slug: page.original?.slug ?? "mo-hinh", folder: engine.folderOf(values, engine.rules) };
  const problems = [...answeredSoFar(engine, values, file), ...advisedSoFar(engine, values, file)];
  const problem = problems.find(({ path }) => controlOf(path, controls) === control);
  tell(control, problem ? words(problem) : "", problem?.severity === "advice");
}

/** Check all answers; show the problems, or the ways to send the file. */
export async function checkAll(page) {
  page.save();
  const place = page.part("problems");
  place.textContent = "Đang kiểm tra…";
  try {
    await finished(page);
  } catch (problem) {
    place.textContent =
      "Chưa tải được phần kiểm tra, có thể do đường truyền. Xin bấm lại sau giây lát; bản nháp vẫn còn.";
    throw problem;
  }
}
