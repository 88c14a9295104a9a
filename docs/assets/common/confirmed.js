// Shows a mark on entries last confirmed more than two years ago, by the reader's clock, because the build reads no
// clock. The page shows the day of the last confirmation without scripts too.
const today = new Date().toISOString().slice(0, 10);

for (const mark of document.querySelectorAll("[data-stale-after]")) {
  if (today > mark.dataset.staleAfter) mark.hidden = false;
}
