// Boxes with a list of choices: one commune, several communes, a model.

import { Pick, tellBelow } from "../../common/combobox.js";
import { placeOf } from "./controls.js";
import { search } from "./search.js";

/** Make the list of one box; `page`: the FormPage. */
export function pickFor(page, input) {
  const made = input.dataset.control === "model" ? models(page, input) : communes(page, input);
  const pick = new Pick(input, { ...made, say: (text) => page.say(text) });
  // Search again when the whole country is loaded.
  if (input.dataset.control !== "model") page.loading.communes(true).then(() => pick.again());
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
      }));
    },
    meant: () => undefined, // Several models may have the same title.
    choose: ({ value, words }) => {
      page.loading.titles.set(value, words);
      page.put(placeOf(input), value);
    },
    none: "Không thấy mô hình nào có những chữ này.",
  };
}

function communes(page, input) {
  const several = input.dataset.control === "communes";
  const isPlace = !several && placeOf(input).path === "places"; // Only the place of a model may be a former district.
  return {
    find: async (text) => {
      const found = (await page.loading.communes()).find(text);
      return isPlace ? found : found.filter(({ district }) => !district);
    },
    meant: async (text) => (await page.loading.communes(true)).certain(text),
    choose: (option) => {
      if (several) addCommune(page, placeOf(input), option.value);
      else if (option.district) putDistrict(page, input, option.district);
      else putCommune(page, input, option);
      page.changed(input);
    },
    none: "Không thấy xã, phường, đặc khu nào có tên ấy.",
  };
}

function addCommune(page, place, code) {
  const codes = page.draft.answer(place) ?? [];
  page.put(place, codes.includes(code) ? codes : [...codes, code]);
}

const beside = (input, key) => ({ ...placeOf(input), key });

// A commune found by its former name: the source probably uses that name, so it is stored in `as_written`.
function putCommune(page, input, { value, note, former }) {
  page.put(placeOf(input), value);
  if (former) putAsWritten(page, input, former);
  tellBelow(input, note ? `${note[0].toUpperCase()}${note.slice(1)}.` : "");
}

// A former district gives only the province and the communes that it may be today.
function putDistrict(page, input, { name, provinceCode, communes: codes }) {
  page.put(placeOf(input), undefined);
  page.put(beside(input, "province"), provinceCode);
  page.put(beside(input, "candidates"), codes);
  const written = putAsWritten(page, input, name[0].toLowerCase() + name.slice(1));
  input.closest("[data-item]").querySelector("details").open = true;
  tellBelow(input, `Đã ghi ${codes.length} xã, phường, đặc khu mà ${written} cũ có thể là.`);
}

/** Store the source's own words for a place if there are none yet. Returns the stored words. */
function putAsWritten(page, input, words) {
  const place = beside(input, "as_written");
  if (placeOf(input).path === "places" && !page.draft.answer(place)) page.put(place, words);
  return page.draft.answer(place);
}
