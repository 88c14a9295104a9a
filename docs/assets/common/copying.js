// A text to the clipboard, also over plain http, where browsers offer only the old way of copying.

/** Copies a text and gives whether it is on the clipboard. Called from a click, as browsers demand. */
export async function copyText(text) {
  try {
    if (!navigator.clipboard) return copyAtOnce(text);
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return copyAtOnce(text);
  }
}

/** The old way of copying, which ends at once: gives whether the text is on the clipboard. */
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
