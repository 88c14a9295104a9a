// Saves the scroll position of a page drawn by a script, and what was unfolded, in the history entry; restores it
// after the page is drawn again (back, reload).

const STILL = 150; // Milliseconds after scrolling stops before the position is saved.

let waiting = 0;

/** The saved state of this history entry: {position, ...}. */
export function noted() {
  return history.state ?? {};
}

/** Save the position and any other state to restore. */
export function note(more = {}) {
  clearTimeout(waiting);
  noteOnly({ ...more, position: scrollY });
}

/** Save state without the position: reading the position makes the browser lay out the page. */
export function noteOnly(more) {
  history.replaceState({ ...history.state, ...more }, "");
}

/** Start saving positions; call after the first drawing of the page. */
export function watchPosition() {
  history.scrollRestoration = "manual";
  addEventListener("scroll", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => note(), STILL);
  });
  addEventListener("popstate", () => clearTimeout(waiting));
  addEventListener("pagehide", () => note());
}

/** Restore the saved position; a new history entry has none. */
export function takeUpPosition() {
  const { position } = noted();
  if (position !== undefined) scrollTo(0, position);
}
