// If the site has a receiver: pictures can be chosen, and a sent draft is removed.

import { Pictures } from "../receiver/pictures.js";
import { capability } from "../receiver/receiver.js";
import { placeOf } from "./controls.js";

/** Let pictures be chosen if the site has a receiver to send them to. Returns whether it has. */
export async function meetReceiver(page) {
  if (page.pictures) return true; // Known, even if offline now.
  if (!(await capability(page.root))) return false;
  page.pictures ??= new Pictures({
    list: page.form.querySelector('[data-list="pictures"]'),
    title: () => page.original?.slug ?? page.draft.answer({ path: "title" }) ?? "",
    fileAt: (control) => page.draft.answer(placeOf(control)) ?? "",
    putFile: (control, name) => page.put(placeOf(control), name),
    draft: () => page.saved.key,
    say: (words) => page.say(words),
  });
  await restorePictures(page);
  return true;
}

/** Show the chosen pictures of the draft again, except those already in the file. */
export async function restorePictures(page) {
  await page.pictures?.restore((page.start.pictures ?? []).map(({ file }) => file));
}

/** Remove the draft and its pictures: the receiver has them now. */
export function removeSent(page) {
  page.start = page.draft.values;
  page.saved.remove();
  page.pictures.forget();
  page.part("saved").textContent = "Đã gửi; bản nháp trên máy này đã được xóa.";
}
