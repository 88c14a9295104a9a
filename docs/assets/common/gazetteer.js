// Current communes, and the units before 1 July 2025 that formed them; as in showcase/gazetteer/communes.py.

import { fold, slugOf } from "./slug.js";

const LISTED = 6;
const KIND = /^(?:Xã|Phường|Đặc khu) /;
const PARTLY = "~";

/**
 * The communes fetched so far: the home province first, the whole country when `whole`. A commune is {code, name,
 * shortName, fullName, provinceCode, province, slug, former}, where `former` is [{name, district, province, partly}].
 */
export class Gazetteer {
  constructor({ home, merger, provinces }) {
    this.home = home;
    this.merger = merger;
    this.provinces = provinces;
    this.whole = false;
    this.all = [];
    this.byCode = new Map();
  }

  /** Adds a file of communes: province -> [code, name, former units by district, slug if it contains the code]. */
  add(byProvince) {
    for (const [province, rows] of Object.entries(byProvince)) {
      for (const row of rows) this.byCode.set(row[0], this.made(province, ...row));
    }
    this.all = [...this.byCode.values()].sort((one, other) => this.order(one, other));
    this.names = index(this.all, (one) => [one.name, one.shortName]);
    this.formerNames = index(this.all, (one) => one.former.flatMap((unit) => [unit.name, unit.district]));
  }

  made(provinceCode, code, name, districts, slug) {
    const province = this.provinces[provinceCode];
    const shortName = name.replace(KIND, "");
    const far = provinceCode === this.home ? "" : `-${slugOf(province.replace(/^(?:Tỉnh|Thành phố) /, ""))}`;
    const fullName = `${name}, ${province[0].toLowerCase()}${province.slice(1)}`;
    const former = districts.flatMap(([district, of, ...units]) =>
      units.map((unit) => ({
        name: unit.replace(PARTLY, ""),
        district,
        province: of,
        partly: unit.startsWith(PARTLY),
      })),
    );
    return { code, name, shortName, fullName, provinceCode, province, slug: slug ?? slugOf(shortName) + far, former };
  }

  // Sort: home province first, then by code.
  order(one, other) {
    const far = (commune) => Number(commune.provinceCode !== this.home);
    return far(one) - far(other) || (one.code < other.code ? -1 : 1);
  }

  get(code) {
    return this.byCode.get(code);
  }

  /** Whether the code exists; until all communes are fetched, any code of another province passes. */
  trusts(code) {
    return this.byCode.has(code) || (!this.whole && /^[0-9]{5}$/.test(code));
  }

  /** Current communes with this name, with or without `xã`, accents ignored; home province first. */
  named(name) {
    return this.names.get(fold(name)) ?? [];
  }

  /** Current communes on the land of a former commune or district with this name (`Huyện Tân Hiệp`). */
  formerly(name) {
    return this.formerNames.get(fold(name)) ?? [];
  }

  /** The first communes, as text to type. */
  listed(communes) {
    return communes.slice(0, LISTED).map(typed).join(", ") + (communes.length > LISTED ? ", …" : "");
  }

  /** A code with one typing error corrected (a lost zero, two digits swapped, one digit wrong), with its name. */
  similar(code) {
    const places = [...Array(code.length).keys()];
    const swapped = places.map((at) => code.slice(0, at) + code.slice(at + 1, at + 2) + code[at] + code.slice(at + 2));
    const digits = [..."0123456789"];
    const changed = (at) => digits.map((digit) => code.slice(0, at) + digit + code.slice(at + 1));
    const wrong = code.length === 5 ? places.flatMap(changed) : [];
    wrong.sort((one, other) => Math.abs(Number(one) - code) - Math.abs(Number(other) - code));
    const known = [`0${code}`, ...swapped, ...wrong].map((slip) => this.get(slip)).filter(Boolean);
    const meant = known.find((commune) => commune.provinceCode === this.home) ?? known[0];
    return meant ? typed(meant) : "";
  }
}

const typed = (commune) => `"${commune.code}" (${commune.fullName})`;

function index(communes, namesOf) {
  const found = new Map();
  for (const commune of communes) {
    for (const name of new Set(namesOf(commune).map(fold))) {
      if (!found.has(name)) found.set(name, []);
      found.get(name).push(commune);
    }
  }
  return found;
}
