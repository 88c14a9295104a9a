// Where the reader stood on a page that a script draws, and what was unfolded there: noted with the entry of the
// history, and taken up again when the page has been drawn after going back or reloading.

const STILL = 150; // Milliseconds without scrolling before the position is noted.

let waiting = 0;

/** What was noted of this entry of the history: {position, ...}. */
export function noted() {
  return history.state ?? {};
}

/** Note the position, and whatever else shall be found again. */
export function note(more = {}) {
  clearTimeout(waiting);
  noteOnly({ ...more, position: scrollY });
}

/** Note what shall be found again, but not the position: to read that, a browser lays out the whole page. */
export function noteOnly(more) {
  history.replaceState({ ...history.state, ...more }, "");
}

/** Begin to note, once the page has been drawn for the first time. */
export function watchPosition() {
  history.scrollRestoration = "manual";
  addEventListener("scroll", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => note(), STILL);
  });
  addEventListener("popstate", () => clearTimeout(waiting));
  addEventListener("pagehide", () => note());
}

/** Stand again where the reader stood; a new entry of the history has no position yet. */
export function takeUpPosition() {
  const { position } = noted();
  if (position !== undefined) scrollTo(0, position);
}
