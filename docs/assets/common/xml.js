// Text for the parts of office files, which are XML 1.0.

// XML 1.0 allows these characters neither plain nor escaped.
const UNWRITABLE = /^[\u0000-\u0008\u000b\u000c\u000e-\u001f\ud800-\udfff\ufffe\uffff]$/;
const ENTITIES = { "&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&quot;" };

/** A text as it stands in an element or an attribute. */
export const escaped = (text) =>
  Array.from(text, (sign) => (UNWRITABLE.test(sign) ? "" : (ENTITIES[sign] ?? sign))).join("");
