// Reads and writes the state of the search page in its address, so that a link opens the same view.

// Keys of the facets in order; the page gets them from showcase/insight/facets.py.
const FACETS = document.querySelector("[data-facets]").dataset.facets.split(" ");

const ORDERS = ["moi-nhat", "day-du", "dia-ban"];

/** Facet -> old code -> current code, for links made before a code was renamed. */
const RENAMED = { "muc-ke": { full: "followable", partial: "results" } };

/** {q, facets, sort, page, literal} of an address; unknown parts are ignored. */
export function read(search) {
  const given = new URLSearchParams(search);
  const today = (key, code) => RENAMED[key]?.[code] ?? code;
  const listed = (key) => given.getAll(key).flatMap((value) => value.split(","));
  const codes = (key) => [...new Set(listed(key).map((code) => today(key, code)))].filter(Boolean);
  const chosen = FACETS.map((key) => [key, codes(key)]).filter(([, values]) => values.length);
  const sort = given.get("sap-xep");
  return {
    q: given.get("q") ?? "",
    facets: Object.fromEntries(chosen),
    sort: ORDERS.includes(sort) ? sort : "",
    page: Math.max(1, Number.parseInt(given.get("trang") ?? "1", 10) || 1),
    literal: given.get("nguyen-van") === "1",
  };
}

/** The address of a state: `?q=b%E1%BA%BFp&linh-vuc=kinh-te,van-hoa-xa-hoi`, or `?` for the empty state. */
export function write({ q, facets, sort, page, literal }) {
  const parts = [];
  if (q) parts.push(`q=${encodeURIComponent(q).replaceAll("%20", "+")}`);
  for (const key of FACETS) {
    const values = facets[key] ?? [];
    if (values.length) parts.push(`${key}=${values.map(encodeURIComponent).join(",")}`);
  }
  if (literal) parts.push("nguyen-van=1");
  if (sort) parts.push(`sap-xep=${sort}`);
  if (page > 1) parts.push(`trang=${page}`);
  return `?${parts.join("&")}`;
}

/** The state with one value of a facet switched on or off. */
export function toggled(state, key, code) {
  const values = state.facets[key] ?? [];
  const next = values.includes(code) ? values.filter((value) => value !== code) : [...values, code];
  return { ...state, facets: { ...state.facets, [key]: next }, page: 1 };
}
