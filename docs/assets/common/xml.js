// Escapes text for office files, which are XML 1.0.

// XML 1.0 does not allow these characters, even escaped.
const UNWRITABLE = /^[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]$/;
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text escaped for an element or attribute. */
export const escaped = (text) =>
  Array.from(text, (sign) => (UNWRITABLE.test(sign) ? "" : (ENTITIES[sign] ?? sign))).join("");
