// Reads, checks and writes one model file: the same rules and messages as showcase/.
// Pages import only this file; tests/browser/test_form_rules.py runs the cases of tests/cases/ on both sides.
//
//   const rules = await loadRules(root);          // root: path to the root of the site, "../../"
//   await rules.loadCommunes();                   // the whole country; before, codes outside the home province pass
//   const models = await rules.models.all();      // [{slug, title, owner?, place, folder, file, aliases?, ...}, ...]
//   await linkedTo(slug, values, rules.models);   // only the models that the rules between models need
//   await rules.models.near({title, owner, folder}, 2);  // enough for `alike` to find its first two
//   readFile(bytes, file, rules, models);         // {values, lines, problems, advice, source}
//   checkValues(values, {slug, folder}, rules, models);  // problems
//   adviseValues(values, {slug, folder}, rules, models); // advice: the file can still be sent
//   changeFile(bytes, values, rules);             // the text of the file with these values
//   await freeSlug(title, folder, rules.models, rules);  // the name of a new file
//   alike({title, owner, folder}, models, rules); // models that may be the same one
//
// A problem: {severity, rule, file, path, line, label, found, wrong, expected, remedy, nearest, message, text};
// `path`: `novelty.figures[2].value`; no `line` if no file was read; `text` as check_models.py prints it.

export { fold, nearest, slugOf } from "../common/slug.js";
export { changeFile } from "./changes/changes.js";
export { writeFile } from "./changes/writing.js";
export { adviseValues, checkValues, folderOf } from "./rules/checking.js";
export { alike } from "./rules/likeness.js";
export { linkedTo } from "./rules/links.js";
export { freeSlug, newSlug } from "./rules/new_file.js";
export { readFile } from "./rules/reading.js";
export { loadRules } from "./rules/rules.js";
