// What was answered, in the address: nothing is kept anywhere else, and a link carries it to others.

const LIST = /^[a-z0-9-]+(?:,[a-z0-9-]+)*$/;
const YES = "co";
const NO = "khong";

const listed = (value) => (LIST.test(value ?? "") ? value.split(",") : []);
const amount = (value) => (/^[1-9][0-9]{0,11}$/.test(value ?? "") ? Number(value) : 0);

/** `?xa=30547&viec=an-sinh&ai=phu-nu&tien=20000000&ngay=90&co=bien-gioi&khong=do-thi` */
export function readState(search) {
  const params = new URLSearchParams(search);
  const traits = {};
  for (const code of listed(params.get(YES))) traits[code] = true;
  for (const code of listed(params.get(NO))) traits[code] = false;
  return {
    commune: /^[0-9]{5}$/.test(params.get("xa") ?? "") ? params.get("xa") : "",
    groups: listed(params.get("viec")),
    owners: listed(params.get("ai")),
    money: amount(params.get("tien")),
    days: amount(params.get("ngay")),
    traits,
  };
}

export function writeState({ commune, groups, owners, money, days, traits }) {
  const those = (is) => Object.keys(traits).filter((code) => traits[code] === is).join(",");
  const pairs = [["xa", commune], ["viec", groups.join(",")], ["ai", owners.join(",")], ["tien", money || ""], ["ngay", days || ""], [YES, those(true)], [NO, those(false)]];
  const told = pairs.filter(([, value]) => value);
  return told.length ? `?${told.map(([key, value]) => `${key}=${value}`).join("&")}` : "";
}
