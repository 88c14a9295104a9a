// Finds communes by typed names, current or from before 1 July 2025, with or without diacritics; the first result is
// the same as in showcase/gazetteer/names.py.

import { fold } from "./slug.js";

const MOST = 10;
const MERGED = "trước 01/7/2025: ";
const KIND = /^(xa|phuong|thi tran|dac khu|huyen|quan|thi xa|thanh pho|tinh) /;

const bare = (folded) => folded.replace(KIND, "");
const lower = (text) => text[0].toLowerCase() + text.slice(1);

export class CommuneFinder {
  /** `communes`: as in gazetteer.js; of equal results, communes of the province `home` come first. */
  constructor(communes, home) {
    this.home = home;
    this.entries = communes.flatMap((commune) => [
      entry(commune, null, [commune.name], [commune.province]),
      ...commune.former.map((unit) => entry(commune, unit, [unit.name], [unit.district, unit.province])),
    ]);
    this.districts = districts(communes);
    this.names = new Map(communes.map((commune) => [commune.code, commune.fullName]));
  }

  /** `Xã Bình Lư, tỉnh Lai Châu` for a code; undefined for an unknown code. */
  nameOf(code) {
    return this.names.get(code);
  }

  /** Options for a box, best first: {value, words, note, former?} or, for a former district, {district}. */
  find(text) {
    const asked = asking(text);
    if (!asked.words.length) return [];
    const districts = this.districtsOf(asked);
    // If the words are in a commune's own name, communes that match only by their province or district are left out.
    const all = this.best(asked);
    const within = asked.kindless ? [] : all.filter(({ former }) => former && fold(former.district) === asked.folded);
    const named = all.filter(({ own }) => held(asked.own, own));
    const ordered = (within.length ? within : named.length ? named : all)
      .sort(before(this.home))
      .slice(0, MOST)
      .map(option);
    const whole = districts.map(undecided);
    return (asked.kindless ? [...ordered, ...whole] : [...whole, ...ordered]).slice(0, MOST + 2);
  }

  /** The option of the commune with this name, if it is the only one in the country or in the home province. */
  meant(text) {
    const exact = this.exactly(asking(text));
    const [one, ...more] = exact.length > 1 ? exact.filter(({ commune }) => this.isHome(commune)) : exact;
    return one && !more.length ? option(one) : undefined;
  }

  /** As `meant`, but stricter: a name that is not unique must not be a former district of the home province. */
  certain(text) {
    const asked = asking(text);
    const alone = this.exactly(asked).length === 1;
    return alone || !this.districtsOf(asked).some((one) => this.isHome(one)) ? this.meant(text) : undefined;
  }

  isHome({ provinceCode }) {
    return provinceCode === this.home;
  }

  districtsOf({ folded: name }) {
    return this.districts.filter(({ folded }) => folded === name || bare(folded) === name);
  }

  // Each commune once, with its best matching name.
  best(asked) {
    const found = new Map();
    for (const one of this.entries) {
      const rank = ranked(one, asked);
      const { code } = one.commune;
      if (rank < (found.get(code)?.rank ?? Infinity)) found.set(code, { ...one, rank });
    }
    return [...found.values()];
  }

  // Rank 0: a current name; rank 2: a former name.
  exactly(asked) {
    return asked.words.length ? this.best(asked).filter(({ rank }) => rank === 0 || rank === 2) : [];
  }
}

// The option for a former district: all its current communes.
function undecided(one) {
  return {
    value: "",
    words: `Cả ${lower(one.name)} cũ, chưa rõ xã nào`,
    note: `${MERGED}${lower(one.name)}, ${lower(one.province)}; nay là ${one.communes.length} xã, phường, đặc khu`,
    district: one,
  };
}

function entry(commune, former, [name], wider) {
  const folded = fold(name);
  const own = parted(folded);
  return {
    commune,
    former,
    name: name.toLowerCase(),
    folded,
    own,
    words: [...own, ...wider.flatMap((unit) => parted(fold(unit)))],
  };
}

const parted = (folded) => folded.split(/[^a-z0-9]+/).filter(Boolean);
const held = (asked, words) => asked.every((word) => words.some((one) => one.startsWith(word)));

function asking(text) {
  const typed = text.normalize("NFC").toLowerCase().trim();
  const first = typed.split(",")[0].trim();
  const folded = fold(first);
  return {
    first,
    folded,
    own: parted(folded),
    words: parted(fold(typed)),
    marked: fold(first) !== first,
    kindless: !KIND.test(folded),
  };
}

// Rank: 0 the current name, 1 its beginning, 2 the former name, 3 and 4 names that contain the words.
function ranked({ former, name, folded, words }, asked) {
  if (!held(asked.words, words)) return Infinity;
  const called = asked.kindless ? bare(folded) : folded;
  const rank =
    called === asked.folded ? (former ? 2 : 0) : called.startsWith(asked.folded) ? (former ? 3.5 : 1) : former ? 4 : 3;
  // If diacritics were typed, names with other diacritics come last.
  return rank + (asked.marked && !name.includes(asked.first) ? 5 : 0);
}

const before = (home) => (one, other) =>
  one.rank - other.rank ||
  Number(one.commune.provinceCode !== home) - Number(other.commune.provinceCode !== home) ||
  one.folded.localeCompare(other.folded) ||
  one.commune.code.localeCompare(other.commune.code);

function option({ commune, former }) {
  const unit =
    former && [former.name, former.district, former.province].map((name, at) => (at ? lower(name) : name)).join(", ");
  return {
    value: commune.code,
    words: commune.fullName,
    note: unit ? `${MERGED}${lower(unit)}${former.partly ? " (một phần)" : ""}` : "",
    former: former && `${lower(former.name)}, ${lower(former.district)}`,
  };
}

function districts(communes) {
  const found = new Map();
  for (const commune of communes) {
    for (const { district, province } of commune.former) {
      const key = `${district}, ${province}`;
      if (!found.has(key))
        found.set(key, {
          name: district,
          province,
          folded: fold(district),
          provinceCode: commune.provinceCode,
          communes: [],
        });
      const { communes: here } = found.get(key);
      if (here[here.length - 1] !== commune.code) here.push(commune.code);
    }
  }
  return [...found.values()];
}
