// The entry form's reading, checking and writing of one model file: the rules of showcase/ with the very same words.
// What a page needs stands here; tests/browser/test_form_rules.py holds both sides to the cases of tests/cases/.
//
//   const rules = await loadRules(root);          // root: way to the root of the site, "../../"
//   await rules.loadCommunes();                   // the whole country; until then codes of elsewhere are believed
//   const models = await rules.models.all();      // [{slug, title, owner?, place, folder, file, aliases?, ...}, ...]
//   await linkedTo(slug, values, rules.models);   // of these as many as the rules between models need
//   await rules.models.near({title, owner, folder}, 2);  // as many as `alike` needs for its first two
//   readFile(bytes, file, rules, models);         // {values, lines, problems, advice, source}
//   checkValues(values, {slug, folder}, rules, models);  // problems
//   adviseValues(values, {slug, folder}, rules, models); // problems that stop nothing
//   changeFile(bytes, values, rules);             // the text of the file with these values
//   await freeSlug(title, folder, rules.models, rules);  // the name of a new file
//   alike({title, owner, folder}, models, rules); // the models that may be the very same
//
// A problem: {severity, rule, file, path, line, label, found, wrong, expected, remedy, nearest, message, text}; `path` as in
// `novelty.figures[2].value`, `line` missing where nothing was read from a file, `text` as check_models.py prints it.

export { fold, nearest, slugOf } from "../common/slug.js";
export { changeFile } from "./changes/changes.js";
export { writeFile } from "./changes/writing.js";
export { adviseValues, checkValues, folderOf } from "./rules/checking.js";
export { alike } from "./rules/likeness.js";
export { linkedTo } from "./rules/links.js";
export { freeSlug, newSlug } from "./rules/new_file.js";
export { readFile } from "./rules/reading.js";
export { loadRules } from "./rules/rules.js";
