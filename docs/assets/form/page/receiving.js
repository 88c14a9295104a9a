// Where the site has a receiver: pictures can be chosen, and what was sent needs no draft any more.

import { Pictures } from "../receiver/pictures.js";
import { capability } from "../receiver/receiver.js";
import { placeOf } from "./controls.js";

/** Where the site has a receiver, pictures can be chosen here, since they can be sent. Gives whether it has one. */
export async function meetReceiver(page) {
  if (page.pictures) return true; // Also while the line is down.
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

/** Show the chosen pictures of the draft again, but for those that stand in the file already. */
export async function restorePictures(page) {
  await page.pictures?.restore((page.start.pictures ?? []).map(({ file }) => file));
}

/** Remove the draft and its pictures, which the receiver has now. */
export function removeSent(page) {
  page.start = page.draft.values;
  page.saved.remove();
  page.pictures.forget();
  page.part("saved").textContent = "Đã gửi; bản nháp trên máy này đã được xóa.";
}
