// The traits of a place, such as border or island: what is known of it, and what the reader answers.

const ISLAND = "hai-dao";

/** Trait -> why it is known of the commune of that code and name: by its kind, or by the sources of its models. */
export function knownTraits(code, name, { communes, codes }) {
  const bits = communes[code] ?? 0;
  const known = {};
  codes.area_traits.forEach((trait, at) => {
    if (bits & (1 << at)) known[trait] = "theo nguồn của mô hình ở đây";
  });
  if (name?.startsWith("Đặc khu ")) known[ISLAND] = "vì là đặc khu";
  return known;
}

/** Trait -> whether the place has it: what is known, unless the reader answers otherwise. */
export const placeTraits = (known, answers) => ({
  ...Object.fromEntries(Object.keys(known).map((code) => [code, true])),
  ...answers,
});
