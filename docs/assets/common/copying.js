// Copies a text to the clipboard, also over plain http, where browsers have only execCommand.

/** Copies a text; true if it is on the clipboard. Browsers allow this only in a click handler. */
export async function copyText(text) {
  try {
    if (!navigator.clipboard) return copyAtOnce(text);
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyAtOnce(text);
  }
}

/** Copies a text with execCommand, without waiting; true if it is on the clipboard. */
export function copyAtOnce(text) {
  const before = /** @type {HTMLElement | null} */ (document.activeElement);
  const box = document.createElement("textarea");
  box.value = text;
  box.readOnly = true;
  Object.assign(box.style, { position: "fixed", top: "0", opacity: "0" });
  document.body.append(box);
  box.select();
  try {
    return document.execCommand("copy");
  } catch {
    return false;
  } finally {
    box.remove();
    before?.focus?.({ preventScroll: true });
  }
}
