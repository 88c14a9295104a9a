// The draft on this device: one for a new model, one for each correction, one for each model that is done again.

const PREFIX = "dan-van-kheo:ban-nhap:";

export class Draft {
  /** `name` tells drafts apart: `moi`, `sua:<slug>`, `tu:<slug>`; `site` keeps two sites of one host apart. */
  constructor(name, site) {
    this.key = `${PREFIX}${site}:${name}`;
  }

  /** {values, source, saved} as kept, or null. */
  read() {
    try {
      const kept = JSON.parse(localStorage.getItem(this.key));
      return kept?.values && typeof kept.values === "object" ? kept : null;
    } catch {
      return null;
    }
  }

  /** Whether it could be kept. */
  keep(values, source) {
    try {
      localStorage.setItem(this.key, JSON.stringify({ values, source, saved: new Date().toISOString() }));
      return true;
    } catch {
      return false;
    }
  }

  forget() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Storage is closed: nothing was kept.
    }
  }
}

/** 2026-11-23T04:05:00Z as people say it: `11 giờ 05, ngày 23/11/2026`. */
export function when(moment) {
  const day = new Date(moment);
  const two = (value) => String(value).padStart(2, "0");
  return `${day.getHours()} giờ ${two(day.getMinutes())}, ngày ${two(day.getDate())}/${two(day.getMonth() + 1)}/${day.getFullYear()}`;
}
