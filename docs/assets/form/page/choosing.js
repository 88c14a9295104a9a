// The boxes with lists to choose from: communes, several communes, models.

import { Pick } from "../../common/combobox.js";
import { element } from "../../common/dom.js";
import { choose, chooseMany, write } from "./filling.js";
import { search } from "./search.js";

/** Make the list of one box; `page` has the rules and is told of changes. */
export function pickFor(page, input) {
  const made = input.dataset.control === "model" ? models(page, input) : communes(page, input);
  const pick = new Pick(input, { ...made, say: (text) => page.say(text) });
  // The rest of the country comes a little later.
  if (input.dataset.control !== "model") page.communes(true).then(() => pick.again());
  return pick;
}

function models(page, input) {
  return {
    find: async (text) => {
      const found = await search(text);
      return found.map(({ slug, title, owner, place }) => ({
        value: slug,
        words: title,
        note: [owner, place].filter(Boolean).join(" · "),
        exact: false,
      }));
    },
    choose: ({ value, words }) => {
      page.titles.set(value, words);
      choose(input, value, words);
      page.changed(input);
    },
    none: "Không thấy mô hình nào có những chữ này.",
  };
}

function communes(page, input) {
  const several = input.dataset.control === "communes";
  const sure = several || !beside(input, "candidates"); // Only a place of a model may be a former district.
  return {
    find: async (text) => {
      const found = (await page.communes()).find(text);
      return sure ? found.filter(({ district }) => !district) : found;
    },
    choose: (option) => {
      if (several) {
        chooseMany(input, option.value, option.words);
        input.value = "";
      } else if (option.district) district(page, input, option.district);
      else place(input, option);
      page.changed(input);
    },
    none: "Không thấy xã, phường, đặc khu nào có tên ấy.",
  };
}

const beside = (input, key) => input.closest("[data-item]")?.querySelector(`[data-key="${key}"]`);

// Whoever finds a commune by its former name has read that name: it goes where the source's own words are kept.
function place(input, { value, words, note, former }) {
  choose(input, value, words);
  const written = beside(input, "as_written");
  if (former && written && !written.value) written.value = former;
  tellBelow(input, note ? `${note[0].toUpperCase()}${note.slice(1)}.` : "");
}

// Of a former district only the province is known for certain, and which communes it may be today.
function district(page, input, { name, provinceCode, communes: codes }) {
  choose(input, undefined);
  write(beside(input, "province"), provinceCode, page.names);
  write(beside(input, "candidates"), codes, page.names);
  const written = beside(input, "as_written");
  if (!written.value) written.value = name[0].toLowerCase() + name.slice(1);
  beside(input, "province").closest("details").open = true;
  tellBelow(input, `Đã ghi ${codes.length} xã, phường, đặc khu mà ${written.value} cũ có thể là.`);
}

function tellBelow(input, text) {
  const around = input.closest(".pick");
  around.querySelector(".pick__note")?.remove();
  if (text) around.append(element("p", { class: "pick__note" }, text));
}
