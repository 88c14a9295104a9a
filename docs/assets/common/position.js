// The scroll position of a page that a script draws, and what was unfolded there: saved with the entry of the history,
// and restored once the page has been drawn after going back or reloading.

const STILL = 150; // Milliseconds without scrolling before the position is noted.

let waiting = 0;

/** The saved state of this entry of the history: {position, ...}. */
export function noted() {
  return history.state ?? {};
}

/** Save the position, and whatever else is to be restored. */
export function note(more = {}) {
  clearTimeout(waiting);
  noteOnly({ ...more, position: scrollY });
}

/** Note what shall be found again, but not the position: to read that, a browser lays out the whole page. */
export function noteOnly(more) {
  history.replaceState({ ...history.state, ...more }, "");
}

/** Begin to save positions, once the page has been drawn for the first time. */
export function watchPosition() {
  history.scrollRestoration = "manual";
  addEventListener("scroll", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => note(), STILL);
  });
  addEventListener("popstate", () => clearTimeout(waiting));
  addEventListener("pagehide", () => note());
}

/** Restore the saved position; a new entry of the history has none yet. */
export function takeUpPosition() {
  const { position } = noted();
  if (position !== undefined) scrollTo(0, position);
}
