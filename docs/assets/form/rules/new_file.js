// Names a new file; as in showcase/files/new_file.py.

import { slugWithin } from "../../common/slug.js";

/** The title as a slug, followed by the folder if a file or page has that slug. `taken`: slugs of files. */
export function newSlug(title, folder, taken, rules) {
  const slug = slugWithin(title, 60) || "mo-hinh";
  const isOther = ["page-name", "windows-name"].some((name) => rules.fits(name, slug));
  return taken.includes(slug) || isOther ? slugWithin(`${slug}-${folder}`, 80) : slug;
}

/** The same for the published models (models.js). */
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
