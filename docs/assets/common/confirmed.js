// Shows marks on entries without a confirmation for two years, by the reader's clock, since the build reads no clock. Without scripts the day of the last confirmation stands on the page all the same.
const today = new Date().toISOString().slice(0, 10);

for (const mark of document.querySelectorAll("[data-stale-after]")) {
  if (today > mark.dataset.staleAfter) mark.hidden = false;
}
