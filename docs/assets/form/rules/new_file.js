// The name of a new file; as in showcase/files/new_file.py.

import { slugWithin } from "../../common/slug.js";

/** The title as a name; where another file or page has that name, with the folder behind it. `taken`: names of files. */
export function newSlug(title, folder, taken, rules) {
  const slug = slugWithin(title, 60) || "mo-hinh";
  const isOther = ["page-name", "windows-name"].some((name) => rules.fits(name, slug));
  return taken.includes(slug) || isOther ? slugWithin(`${slug}-${folder}`, 80) : slug;
}

/** The same, by the models that are there (models.js). */
export async function freeSlug(title, folder, models, rules) {
  const first = newSlug(title, folder, [], rules);
  const taken = await models.named([first]);
  return newSlug(
    title,
    folder,
    taken.map(({ slug }) => slug),
    rules,
  );
}
