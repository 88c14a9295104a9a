// The answers in the address, so that a link carries them; nothing is stored elsewhere.

const LIST = /^[a-z0-9-]+(?:,[a-z0-9-]+)*$/;
const HAS = "co";
const LACKS = "khong";
const OPEN = "ro";

const listed = (value, known) =>
  LIST.test(value ?? "") ? value.split(",").filter((code) => known.includes(code)) : [];
const offered = (value, known) => (known.includes(value) ? Number(value) : 0);

/**
 * `?xa=30547&viec=an-sinh,nha-o&ai=phu-nu&tien=20000000&ngay=90&co=bien-gioi&khong=do-thi&ro=ton-giao`, where `ro` are the
 * traits that someone calls unknown although sources tell of them. What `known` does not list is left out.
 */
export function readState(search, known) {
  const params = new URLSearchParams(search);
  const traits = {};
  /** @type {[string, boolean | null][]} */
  const answers = [
    [HAS, true],
    [LACKS, false],
    [OPEN, null],
  ];
  for (const [key, is] of answers) {
    for (const code of listed(params.get(key), known.traits)) traits[code] = is;
  }
  return {
    commune: /^[0-9]{5}$/.test(params.get("xa") ?? "") ? params.get("xa") : "",
    topics: [...new Set(listed(params.get("viec"), known.topics))].slice(0, known.needs),
    owners: listed(params.get("ai"), known.owners),
    money: offered(params.get("tien"), known.money),
    days: offered(params.get("ngay"), known.days),
    traits,
  };
}

export function writeState({ commune, topics, owners, money, days, traits }) {
  const those = (is) =>
    Object.keys(traits)
      .filter((code) => traits[code] === is)
      .join(",");
  const lists = [
    ["viec", topics.join(",")],
    ["ai", owners.join(",")],
    ["tien", money || ""],
    ["ngay", days || ""],
  ];
  const pairs = [["xa", commune], ...lists, [HAS, those(true)], [LACKS, those(false)], [OPEN, those(null)]];
  const told = pairs.filter(([, value]) => value);
  return told.length ? `?${told.map(([key, value]) => `${key}=${value}`).join("&")}` : "";
}
