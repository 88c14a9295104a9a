// Shows the marks of entries that nobody has confirmed for two years, by the reader's own clock: the build reads
// none. Without scripts the day of the last confirmation stands on the page all the same.
const today = new Date().toISOString().slice(0, 10);

for (const mark of document.querySelectorAll("[data-stale-after]")) {
  if (today > mark.dataset.staleAfter) mark.hidden = false;
}
