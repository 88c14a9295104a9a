// Traits of a place, such as border or island: known ones, and the reader's answers.

const ISLAND = "hai-dao";

/** Trait -> why the commune with this code and name has it: by its kind, or by sources of its models. */
export function knownTraits(code, name, { communes, codes }) {
  const bits = communes[code] ?? 0;
  const known = {};
  codes.area_traits.forEach((trait, at) => {
    if (bits & (1 << at)) known[trait] = "theo nguồn của mô hình ở đây";
  });
  if (name?.startsWith("Đặc khu ")) known[ISLAND] = "vì là đặc khu";
  return known;
}

/** Trait -> whether the place has it: the reader's answer, otherwise what is known. */
export const placeTraits = (known, answers) => ({
  ...Object.fromEntries(Object.keys(known).map((code) => [code, true])),
  ...answers,
});
