// Drafts saved on this device: one for a new model, one for each correction, one for each copied model.

const PREFIX = "dan-van-kheo:ban-nhap:";

export class SavedDraft {
  /** `name`: `moi`, `sua:<slug>`, `tu:<slug>` or `tep:<slug>`; `site`: path of the site, as a host may have several. */
  constructor(name, site) {
    this.key = `${PREFIX}${site}:${name}`;
  }

  /** {values, source, saved}, or null if nothing is saved. */
  read() {
    try {
      const saved = JSON.parse(localStorage.getItem(this.key));
      return saved?.values && typeof saved.values === "object" ? saved : null;
    } catch {
      return null;
    }
  }

  /** Save the values and the text of the file under correction. Returns whether it worked. */
  write(values, source) {
    try {
      localStorage.setItem(this.key, JSON.stringify({ values, source, saved: new Date().toISOString() }));
      return true;
    } catch {
      return false;
    }
  }

  remove() {
    try {
      localStorage.removeItem(this.key);
    } catch {
      // Storage is blocked: nothing was saved.
    }
  }
}

/** 2026-11-23T04:05:00Z in local time: `11 giờ 05, ngày 23/11/2026`. */
export function when(moment) {
  const day = new Date(moment);
  const two = (value) => String(value).padStart(2, "0");
  return `${day.getHours()} giờ ${two(day.getMinutes())}, ngày ${two(day.getDate())}/${two(day.getMonth() + 1)}/${day.getFullYear()}`;
}
