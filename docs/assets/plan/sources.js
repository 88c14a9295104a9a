// A source in a plan: its words, and its address where the page of the model has one: `{text, link}`.

const FORMER = / Đọc văn bản$/; // Ended the words of a source in plans saved before the address was kept.

/** A web address, or the empty text for anything else. */
function webAddress(text) {
  return /^https?:\/\/[^\s/]/i.test(text ?? "") ? text : "";
}

/** A source on the page of a model; `words` gives the text of an element without the parts that a selector names. */
export function sourceOf(item, words) {
  return { text: words(item, "a"), link: webAddress(item.querySelector("a")?.getAttribute("href")) };
}

/** A saved source as `{text, link}`; a plan saved earlier has only the text. */
export function savedSource(source) {
  if (typeof source === "string") return { text: source.replace(FORMER, ""), link: "" };
  return { text: String(source?.text ?? ""), link: webAddress(source?.link) };
}

/** `Báo cáo số 1. UBND xã. https://example.org/bao-cao` */
export function sourceLine({ text, link }) {
  return [text, link].filter(Boolean).join(" ");
}
