// Dates `24/11/2025`, `11/2025`, `2025`, and spans of years `2016-2020`; as in showcase/schema/dates.py.

/** The date in its standard spelling, or "" for another form or a day that does not exist. */
export function readDate(text, rules) {
  const match = rules.fits("date", text);
  if (!match) return "";
  const [, day, month, year] = match.map((part) => Number(part ?? 0));
  if ((match[2] && !month) || (match[1] && !day)) return "";
  const made = new Date(Date.UTC(year, (month || 1) - 1, day || 1));
  if (made.getUTCMonth() + 1 !== (month || 1) || made.getUTCDate() !== (day || 1)) return "";
  const two = (number) => String(number).padStart(2, "0");
  return [...(day ? [two(day)] : []), ...(month ? [two(month)] : []), year].join("/");
}

/** A date or a span of years in its standard spelling, or "". */
export function readPeriod(text, rules) {
  const span = rules.fits("span", text);
  if (!span) return readDate(text, rules);
  return Number(span[1]) < Number(span[2]) ? `${span[1]}-${span[2]}` : "";
}

/** The date in another spelling: `2025-11-24`, `ngày 24 tháng 11 năm 2025`; "" for none. */
export function meantDate(text, rules) {
  const numbers =
    [...text]
      .slice(0, 60)
      .join("")
      .match(/[0-9]+/g) ?? [];
  if (numbers[0]?.length === 4) numbers.reverse();
  return readDate(numbers.join("/"), rules);
}
